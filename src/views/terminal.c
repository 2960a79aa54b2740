#include "views/terminal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "base/array.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "views/theme.h"

enum { READ_SIZE = 4096, CACHED_STYLES = 1 << 13, MOST_COLS = 1024 };

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

static struct {
	SCREEN *curses;
	FILE *out, *in; /* ncurses' own: memory, and a duplicate of the line */
	int memory, line_in, line_out, opened;
	struct termios before, raw;
	struct buffer frame;
	bool paused, coloured, mouse, pastes;
	bool whole; /* the next frame is sent as ncurses wrote it */
	enum theme theme;
	attr_t looks[CACHED_STYLES]; /* of a style; 0: not asked yet */
} terminal = {.memory = -1, .line_in = -1, .line_out = -1, .opened = -1};

/* --- the line --- */

static bool write_all(struct text bytes)
{
	while (bytes.size) {
		ssize_t written = write(terminal.line_out, bytes.bytes, bytes.size);
		if (written < 0 && errno == EAGAIN) {
			struct pollfd wait = {.fd = terminal.line_out, .events = POLLOUT};
			poll(&wait, 1, -1);
		} else if (written < 0 && errno != EINTR) {
			return false;
		} else if (written > 0) {
			bytes = text_part(bytes, (size_t)written, bytes.size);
		}
	}
	return true;
}

/* Takes what ncurses has written into memory so far. */
static void take_frame(void)
{
	off_t size = lseek(terminal.memory, 0, SEEK_CUR);
	if (size <= 0)
		return;
	buffer_reserve(&terminal.frame, (size_t)size);
	ssize_t got = pread(terminal.memory, terminal.frame.bytes + terminal.frame.size, (size_t)size, 0);
	if (got > 0)
		terminal.frame.size += (size_t)got;
	lseek(terminal.memory, 0, SEEK_SET);
}

/* Drops "ESC ( B", which many a terminfo puts before every change of attributes: it ends a set of characters that we,
 * writing UTF-8, never begin. A tenth of the bytes. */
static void drop_charset(struct buffer *frame)
{
	static const char ends[] = "\033(B";
	const size_t size = sizeof ends - 1;
	size_t from = 0, to = 0;
	while (from < frame->size) {
		const char *found = memmem(frame->bytes + from, frame->size - from, ends, size);
		size_t keep = found ? (size_t)(found - frame->bytes) - from : frame->size - from;
		memmove(frame->bytes + to, frame->bytes + from, keep);
		to += keep;
		from += keep + (found ? size : 0);
	}
	frame->size = to;
}

static bool flush(bool whole)
{
	take_frame();
	if (!whole)
		drop_charset(&terminal.frame);
	bool alive = write_all(buffer_text(&terminal.frame));
	buffer_empty(&terminal.frame);
	return alive;
}

/* Both directions: standard input and output, or the controlling terminal where they are something else. */
static bool find_line(void)
{
	terminal.line_in = STDIN_FILENO;
	terminal.line_out = STDOUT_FILENO;
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return true;
	terminal.opened = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	terminal.line_in = terminal.line_out = terminal.opened;
	return terminal.opened >= 0;
}

/* ^C stays a signal, so that long work can be stopped; ^Z, ^S, ^Q and ^\ are keys. */
static void make_raw(struct termios *modes)
{
	modes->c_iflag &= ~(tcflag_t)(IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP | BRKINT);
	modes->c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | IEXTEN);
	modes->c_lflag |= ISIG;
	modes->c_oflag &= ~(tcflag_t)OPOST;
	modes->c_cc[VMIN] = 1;
	modes->c_cc[VTIME] = 0;
	modes->c_cc[VQUIT] = modes->c_cc[VSUSP] = _POSIX_VDISABLE;
}

/* --- what terminfo knows --- */

static bool has(const char *capability)
{
	const char *value = tigetstr(capability);
	return value && value != (const char *)-1;
}

static void learn_keys(struct input *input)
{
	static const struct {
		const char *capability;
		struct key key;
	} known[] = {
		{"kcuu1", {.kind = TYPED_UP}},
		{"kcud1", {.kind = TYPED_DOWN}},
		{"kcub1", {.kind = TYPED_LEFT}},
		{"kcuf1", {.kind = TYPED_RIGHT}},
		{"khome", {.kind = TYPED_HOME}},
		{"kend", {.kind = TYPED_END}},
		{"kpp", {.kind = TYPED_PAGE_UP}},
		{"knp", {.kind = TYPED_PAGE_DOWN}},
		{"kich1", {.kind = TYPED_INSERT}},
		{"kdch1", {.kind = TYPED_DELETE}},
		{"kcbt", {.kind = TYPED_BACKTAB}},
		{"kLFT", {.kind = TYPED_LEFT, .modifiers = WITH_SHIFT}},
		{"kRIT", {.kind = TYPED_RIGHT, .modifiers = WITH_SHIFT}},
	};
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		if (has(known[i].capability))
			input_learn(input, tigetstr(known[i].capability), known[i].key);
	}
	for (int number = 1; number <= 12; number++) {
		char capability[16];
		snprintf(capability, sizeof capability, "kf%d", number);
		if (has(capability))
			input_learn(input, tigetstr(capability), (struct key){.kind = TYPED_FUNCTION, .point = number});
	}
}

static void open_colours(void)
{
	terminal.coloured = has_colors() && start_color() == OK;
	if (!terminal.coloured)
		return;
	static const short colours[] = {[LOOK_RED] = COLOR_RED,
		[LOOK_GREEN] = COLOR_GREEN,
		[LOOK_YELLOW] = COLOR_YELLOW,
		[LOOK_BLUE] = COLOR_BLUE,
		[LOOK_MAGENTA] = COLOR_MAGENTA,
		[LOOK_CYAN] = COLOR_CYAN};
	short background = use_default_colors() == OK ? -1 : COLOR_BLACK;
	for (int i = LOOK_RED; i <= LOOK_CYAN; i++)
		init_pair((short)i, colours[i], background);
}

/* --- opening and closing --- */

/* A terminal of this name, or one like most where terminfo has never heard of it. */
static SCREEN *new_screen(void)
{
	const char *name = getenv("TERM");
	SCREEN *made = name && *name ? newterm(name, terminal.out, terminal.in) : NULL;
	if (!made)
		made = newterm("xterm-256color", terminal.out, terminal.in);
	return made;
}

/* ncurses cannot ask its memory for a size; it believes these variables, which are put back at once. */
static SCREEN *new_screen_sized(void)
{
	static const char *const names[] = {"LINES", "COLUMNS"};
	char *before[2], value[16];
	int sizes[2];
	terminal_size(&sizes[0], &sizes[1]);
	for (int i = 0; i < 2; i++) {
		before[i] = memory_string(getenv(names[i]));
		snprintf(value, sizeof value, "%d", sizes[i]);
		setenv(names[i], value, 1);
	}
	SCREEN *made = new_screen();
	for (int i = 0; i < 2; i++) {
		if (before[i])
			setenv(names[i], before[i], 1);
		else
			unsetenv(names[i]);
		free(before[i]);
	}
	return made;
}

static const struct fault *open_curses(struct input *input)
{
	terminal.memory = memfd_create("paraphe-frame", MFD_CLOEXEC);
	if (terminal.memory < 0)
		return fault_system(_("cannot make room for the picture of the screen"));
	int copy = fcntl(terminal.line_in, F_DUPFD_CLOEXEC, 3);
	terminal.out = fdopen(terminal.memory, "w");
	terminal.in = copy < 0 ? NULL : fdopen(copy, "r");
	if (!terminal.out || !terminal.in)
		return fault_system(_("cannot make room for the picture of the screen"));
	terminal.curses = new_screen_sized();
	if (!terminal.curses || !has("cup"))
		return fault_new(FAULT_MISSING, _("This terminal cannot place its cursor; use --plain."));
	nonl();
	leaveok(stdscr, FALSE);
	typeahead(-1); /* whether keys wait is our loop's to ask */
	open_colours();
	learn_keys(input);
	return NULL;
}

static void start(void)
{
	tcsetattr(terminal.line_in, TCSADRAIN, &terminal.raw);
	terminal.whole = true;
	buffer_add_string(&terminal.frame, terminal.pastes ? paste_on : "");
	buffer_add_string(&terminal.frame, terminal.mouse ? mouse_on : "");
}

const struct fault *terminal_open(struct input *input)
{
	const struct fault *fault = interrupt_open(); /* before newterm, which leaves ours alone */
	if (fault)
		return fault;
	if (!find_line() || tcgetattr(terminal.line_in, &terminal.before) < 0) {
		terminal_close();
		return fault_new(FAULT_MISSING, _("There is no terminal here; use --plain."));
	}
	fault = open_curses(input);
	if (fault) {
		terminal_close();
		return fault;
	}
	terminal.raw = terminal.before;
	make_raw(&terminal.raw);
	const char *name = getenv("TERM");
	terminal.pastes = !name || (strncmp(name, "linux", 5) != 0 && strncmp(name, "vt", 2) != 0);
	start();
	return NULL;
}

bool terminal_opened(void)
{
	return terminal.curses && !terminal.paused;
}

/* Everything that was switched on, off. */
static void stop(void)
{
	endwin();
	take_frame();
	buffer_add_string(&terminal.frame, terminal.mouse ? mouse_off : "");
	buffer_add_string(&terminal.frame, terminal.pastes ? paste_off : "");
	flush(true);
	tcsetattr(terminal.line_in, TCSADRAIN, &terminal.before);
}

void terminal_pause(void)
{
	if (!terminal_opened())
		return;
	stop();
	terminal.paused = true;
}

void terminal_resume(void)
{
	if (!terminal.curses || !terminal.paused)
		return;
	terminal.paused = false;
	start();
	clearok(curscr, TRUE);
}

void terminal_close(void)
{
	bool drawn = terminal.raw.c_cc[VMIN] != 0; /* start() was called */
	if (terminal_opened() && drawn)
		stop();
	if (terminal.curses)
		delscreen(terminal.curses);
	if (terminal.in)
		fclose(terminal.in);
	if (terminal.out)
		fclose(terminal.out);
	else if (terminal.memory >= 0)
		close(terminal.memory);
	if (terminal.opened >= 0)
		close(terminal.opened);
	buffer_clear(&terminal.frame);
	memset(&terminal, 0, sizeof terminal);
	terminal.memory = terminal.line_in = terminal.line_out = terminal.opened = -1;
}

/* --- size, looks --- */

void terminal_size(int *rows, int *cols)
{
	struct winsize size = {0};
	*rows = 24;
	*cols = 80;
	if (ioctl(terminal.line_out, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col) {
		*rows = size.ws_row;
		*cols = size.ws_col < MOST_COLS ? size.ws_col : MOST_COLS;
	}
}

void terminal_resize(int rows, int cols)
{
	char *region = has("csr") ? tparm(tigetstr("csr"), 0L, rows - 1L) : NULL;
	if (region && (rows != LINES || cols != COLS)) /* ncurses sets the region for scrolling only once */
		buffer_add_string(&terminal.frame, region);
	resizeterm(rows, cols);
	clearok(curscr, TRUE);
}

bool terminal_colours(void)
{
	return terminal.coloured;
}

void terminal_theme(enum theme theme)
{
	terminal.theme = theme;
	memset(terminal.looks, 0, sizeof terminal.looks);
}

void terminal_mouse(bool on)
{
	if (on != terminal.mouse)
		buffer_add_string(&terminal.frame, on ? mouse_on : mouse_off);
	terminal.mouse = on;
}

static attr_t attributes_of(int style)
{
	struct look look = theme_look(terminal.theme, style);
	attr_t attributes = look.attributes & LOOK_BOLD ? A_BOLD : 0;
	attributes |= look.attributes & LOOK_DIM ? A_DIM : 0;
	attributes |= look.attributes & LOOK_UNDERLINE ? A_UNDERLINE : 0;
	attributes |= look.attributes & LOOK_REVERSE ? A_REVERSE : 0;
	attributes |= look.attributes & LOOK_ITALIC ? A_ITALIC : 0;
	return attributes | (attr_t)(terminal.coloured ? COLOR_PAIR(look.colour) : 0);
}

static attr_t cached_attributes(int style)
{
	attr_t *look = &terminal.looks[style & (CACHED_STYLES - 1)];
	if (!*look)
		*look = attributes_of(style) | A_CHARTEXT; /* never 0; the character bits are masked out again */
	return *look & ~(attr_t)A_CHARTEXT;
}

/* --- frames --- */

void terminal_row(int row, const struct cell *cells, int from, int to)
{
	cchar_t line[MOST_COLS];
	int count = 0;
	for (int col = from; col < to && count < MOST_COLS; col++) {
		if (cells[col].width == 0)
			continue;
		wchar_t points[CELL_POINTS + 1] = {0};
		for (int i = 0; i < CELL_POINTS; i++)
			points[i] = (wchar_t)cells[col].points[i];
		attr_t look = cached_attributes(cells[col].style);
		if (setcchar(&line[count], points, look & ~(attr_t)A_COLOR, (short)PAIR_NUMBER(look), NULL) == OK)
			count++;
	}
	mvadd_wchnstr(row, from, line, count);
}

bool terminal_send(int row, int col, bool afresh)
{
	if (afresh)
		clearok(curscr, TRUE);
	move(row, col);
	wnoutrefresh(stdscr);
	doupdate();
	bool whole = afresh || terminal.whole;
	terminal.whole = false;
	return flush(whole);
}

int terminal_descriptor(void)
{
	return terminal.line_in;
}

bool terminal_read(struct input *input)
{
	char bytes[READ_SIZE];
	ssize_t got = read(terminal.line_in, bytes, sizeof bytes);
	if (got > 0)
		input_add(input, (struct text){bytes, (size_t)got});
	return got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN));
}
