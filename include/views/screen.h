/* screen - the terminal: one gate for everything drawn, one for everything typed
 *
 * A frame is drawn from nothing: screen_begin(), any number of screen_put…(), screen_cursor(), screen_show(). The
 * screen keeps two grids of cells, what is shown and what is to be; what differs goes out with one write(2). Rows and
 * columns are from 0; what lies outside is clipped, so no caller has to care how small the window is. There is one
 * screen; nothing here is a fault once it is open.
 *
 * Text put must be one that `visible` made or approved (asserted in debug builds; control characters never get
 * through), one line. Styles: see style.h. Without a UTF-8 locale our marks become ASCII (● *, ◐ ~, ▌ #, ✓ v, ✎ +, ↻ o,
 * │ |, ◆ ^, … ., « <), accents their letter.
 */
#ifndef VIEWS_SCREEN_H
#define VIEWS_SCREEN_H

#include "views/key.h"
#include "views/layout.h"
#include "views/style.h"

/* Takes the terminal over. FAULT_MISSING: it cannot move the cursor (no `cup`) or is none: go on as --plain. */
const struct fault *screen_open(enum theme theme) MUST_CHECK;
/* Gives it back as it was; more than once is fine. */
void screen_close(void);
/* For $EDITOR and suspending: give the terminal back for a while. Afterwards all is drawn afresh. */
void screen_leave(void);
void screen_return(void);

int screen_rows(void);
int screen_cols(void);
/* Asks the terminal for its size again; true when it changed. */
bool screen_resize(void);

/* Without colours (NO_COLOR, a terminal without) this stays THEME_MONO, unless contrast is asked for. */
void screen_theme(enum theme theme);
enum theme screen_theme_now(void);
void screen_mouse(bool on);
bool screen_mouse_on(void);
/* Whether marks are written in ASCII. */
bool screen_ascii(void);

void screen_begin(void);
/* Puts text in at most `cells` cells, by whole clusters; returns the cells used. */
int screen_put(int row, int col, int cells, struct text text, int style);
/* The same for a string, which is cut with … where it is too long. */
int screen_print(int row, int col, int cells, const char *string, int style);
/* Cells of one style: blanks, or `point` (one cell wide) if not 0. */
void screen_fill(struct area area, int style, int32_t point);

/* Puts bytes `start` to `end` of `whole`, whose parts are `spans`, over `style`. */
int screen_put_spans(int row, int col, int cells, struct text whole, size_t start, size_t end, int style,
	const struct styled *spans, size_t count);

/* Where the hardware cursor stands when the frame is shown; always visible. The last call counts. */
void screen_cursor(int row, int col);
void screen_show(void);
/* The next screen_show() draws everything (^L). */
void screen_redraw(void);

/* To be polled for reading. */
int screen_descriptor(void);
/* The next key: waits up to `milliseconds` (0: only what is there). False when there is none. */
bool screen_key(struct key *out, int milliseconds);
/* For long work: takes all that was typed meanwhile, and says whether it shall stop: Esc or ^C was typed, or the
 * terminal is gone. Never blocks. */
bool screen_stop_asked(void);

#endif
