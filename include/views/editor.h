/* editor - a text field: many lines, or one
 *
 * The bytes may be anything (a draft's own words are never altered by being shown): what is not visible is shown as
 * marks and edited as one character. Rows are wrapped softly; up and down go by rows and keep the column. Offsets are
 * bytes of `text`, always at the start of a cluster. Typing is undone by words, everything else by the act.
 *
 * Keys: arrows, Home End, C-Left C-Right by word, C-Home C-End, PgUp PgDn, ^A ^E ^K ^U ^W, Backspace Del, Enter,
 * ^Z ^Y. Not taken (false): Tab, Esc, function keys, ^S and other control letters; Enter, Up, Down in a field of one
 * line.
 */
#ifndef VIEWS_EDITOR_H
#define VIEWS_EDITOR_H

#include "text/wrap.h"
#include "views/edits.h"
#include "views/screen.h"

struct editor {
	struct buffer text;
	size_t cursor;
	size_t limit; /* bytes */
	bool single;
	bool modified;    /* since editor_open(), or since its owner set it to false */
	unsigned version; /* another number after every change of the text */
	/* the editor's own */
	struct edits edits;
	struct buffer shown; /* what is drawn, where that is not `text` itself */
	size_t *map;         /* byte of text to byte of shown; NULL: the same */
	struct wrap wrap;
	int cells;     /* it was wrapped for */
	bool stale;    /* the text is another than the one wrapped */
	size_t top;    /* the first row in sight; of one line, its first byte in sight */
	size_t column; /* cells; where up and down want to stay */
	bool keeps_column;
	int rows; /* as last drawn */
};

enum editor_lines { EDITOR_MANY_LINES, EDITOR_ONE_LINE };

/* A new field with these words, the cursor behind them. */
void editor_open(struct editor *editor, struct text text, size_t limit, enum editor_lines lines);
void editor_clear(struct editor *editor);

/* True when the key was for the field. At the limit it says so (message). */
bool editor_key(struct editor *editor, const struct key *key);
/* Puts a paste in, cleaned (text/visible); says how many characters were taken out and what did not fit. Returns how
 * many were taken out. */
size_t editor_paste(struct editor *editor, struct text paste);
/* Puts words at the cursor, or in the place of bytes `start` to `end`; one step of undo. False: too long. */
bool editor_insert(struct editor *editor, struct text words);
bool editor_replace(struct editor *editor, size_t start, size_t end, struct text words);
void editor_move(struct editor *editor, size_t byte);
bool editor_undo(struct editor *editor);
bool editor_redo(struct editor *editor);

/* Rows the text takes in so many cells (>= 1): for forms that grow. */
size_t editor_rows(struct editor *editor, int cells);
/* Draws into the area; `spans` are bytes of editor.text. With focus the hardware cursor is placed. The field scrolls so
 * that the cursor is in sight. */
void editor_draw(
	struct editor *editor, struct area area, bool focus, int style, const struct styled *spans, size_t count);

#endif
