#include "views/screen.h"

#include <poll.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/language.h"
#include "text/utf8.h"
#include "views/terminal.h"

static struct {
	struct cells now, last;
	struct input input;
	enum theme theme;
	int cursor_row, cursor_col;
	bool afresh, mouse, gone, left, registered;
} screen;

/* --- opening and closing --- */

static bool without_colours(void)
{
	const char *word = getenv("NO_COLOR");
	return (word && *word) || !terminal_colours();
}

/* The last frame is unlike anything: every row is handed over again. */
static void forget_last(void)
{
	size_t count = (size_t)screen.last.rows * (size_t)screen.last.cols;
	memset(screen.last.grid, 0xff, count * sizeof *screen.last.grid);
}

const struct fault *screen_open(enum theme theme)
{
	const struct fault *fault = terminal_open(&screen.input);
	if (fault) {
		input_clear(&screen.input);
		return fault;
	}
	if (!screen.registered)
		atexit(screen_close);
	screen.registered = true;
	screen.gone = screen.left = false;
	screen.now.ascii = !language_utf8();
	screen_theme(theme);
	screen_resize();
	return NULL;
}

void screen_close(void)
{
	if (!screen.now.grid)
		return;
	terminal_close();
	input_clear(&screen.input);
	cells_clear(&screen.now);
	cells_clear(&screen.last);
}

void screen_leave(void)
{
	screen.left = true;
	terminal_pause();
}

void screen_return(void)
{
	if (!screen.left)
		return;
	screen.left = false;
	terminal_resume();
	screen_resize();
	screen_redraw();
}

/* --- size and looks --- */

int screen_rows(void)
{
	return screen.now.rows;
}

int screen_cols(void)
{
	return screen.now.cols;
}

bool screen_resize(void)
{
	int rows, cols;
	terminal_size(&rows, &cols);
	if (screen.now.grid && rows == screen.now.rows && cols == screen.now.cols)
		return false;
	cells_resize(&screen.now, rows, cols);
	cells_resize(&screen.last, rows, cols);
	forget_last();
	terminal_resize(rows);
	return true;
}

void screen_theme(enum theme theme)
{
	screen.theme = theme == THEME_DEFAULT && without_colours() ? THEME_MONO : theme;
	terminal_theme(screen.theme);
	if (screen.last.grid)
		forget_last();
}

enum theme screen_theme_now(void)
{
	return screen.theme;
}

void screen_mouse(bool on)
{
	screen.mouse = on;
	terminal_mouse(on);
}

bool screen_mouse_on(void)
{
	return screen.mouse;
}

bool screen_ascii(void)
{
	return screen.now.ascii;
}

/* --- drawing --- */

void screen_begin(void)
{
	cells_blank(&screen.now);
	screen.cursor_row = screen.cursor_col = 0;
}

int screen_put(int row, int col, int cells, struct text text, int style)
{
	return cells_put(&screen.now, row, col, cells, text, 0, text.size, style, NULL, 0);
}

int screen_put_spans(int row, int col, int cells, struct text whole, size_t start, size_t end, int style,
	const struct styled *spans, size_t count)
{
	return cells_put(&screen.now, row, col, cells, whole, start, end, style, spans, count);
}

int screen_print(int row, int col, int cells, const char *string, int style)
{
	struct text text = text_of(string);
	if (cells <= 0)
		return 0;
	if (text.size <= (size_t)cells || utf8_cells(text) <= (size_t)cells)
		return screen_put(row, col, cells, text, style);
	int used = screen_put(row, col, cells - 1, text, style);
	return used + screen_put(row, col + used, 1, text_of("…"), style);
}

void screen_fill(struct area area, int style, int32_t point)
{
	for (int row = area.row; row < area.row + area.rows; row++) {
		for (int col = area.col; col < area.col + area.cols; col++)
			cells_set(&screen.now, row, col, point ? point : ' ', style);
	}
}

void screen_cursor(int row, int col)
{
	screen.cursor_row = row;
	screen.cursor_col = col;
}

void screen_redraw(void)
{
	screen.afresh = true;
}

static int clamped(int value, int count)
{
	return value < 0 || count < 1 ? 0 : value < count ? value : count - 1;
}

void screen_show(void)
{
	if (!terminal_opened() || screen.gone)
		return;
	int row = clamped(screen.cursor_row, screen.now.rows), col = clamped(screen.cursor_col, screen.now.cols);
	if (!terminal_show(&screen.now, &screen.last, row, col, screen.afresh))
		screen.gone = true;
	screen.afresh = false;
}

/* --- keys --- */

int screen_descriptor(void)
{
	return terminal_descriptor();
}

/* Waits for bytes; true when some were read or the terminal is gone. */
static bool read_more(int milliseconds)
{
	struct pollfd wait = {.fd = terminal_descriptor(), .events = POLLIN};
	if (poll(&wait, 1, milliseconds) <= 0)
		return false;
	if (!terminal_read(&screen.input))
		screen.gone = true;
	return true;
}

bool screen_key(struct key *out, int milliseconds)
{
	int64_t end = clock_ticks() + milliseconds;
	*out = (struct key){.kind = TYPED_NOTHING};
	for (;;) {
		if (input_next(&screen.input, out, false))
			return true;
		if (screen.gone) {
			*out = (struct key){.kind = TYPED_GONE};
			return true;
		}
		bool begun = input_waiting(&screen.input);
		int64_t left = begun ? INPUT_ESCAPE_MILLISECONDS : end - clock_ticks();
		if (read_more(left > 0 ? (int)left : 0))
			continue;
		if (begun)
			return input_next(&screen.input, out, true);
		if (clock_ticks() >= end)
			return false;
	}
}

bool screen_stop_asked(void)
{
	struct key key;
	bool stop = false;
	while (!screen.gone && screen_key(&key, 0)) /* a terminal that is gone says so for ever */
		stop |= key.kind == TYPED_ESCAPE || (key.kind == TYPED_CONTROL && key.point == 'c');
	return stop || screen.gone;
}
