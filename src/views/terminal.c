#include "views/terminal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "base/array.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"
#include "views/paint.h"

enum { READ_SIZE = 4096, MOST_COLS = 1024, WORDS_MOST = 32, LOOK_MILLISECONDS = 100 };

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

static struct {
	int line_in, line_out, opened;
	struct termios before, raw;
	struct buffer frame;
	struct paint paint;
	char *words[WORDS_MOST]; /* of terminfo, without padding */
	size_t word_count;
	const char *begin, *end, *region; /* of full-screen work; the rows that scroll */
	bool known, drawn, paused, mouse, pastes;
	bool afresh; /* the next frame is */
} terminal = {.line_in = -1, .line_out = -1, .opened = -1};

/* --- the line --- */

/* Waits until the terminal takes something. A window may have stopped reading for good (a connection that hangs): who
 * is asked to end waits for it no longer. */
static bool takes_output(void)
{
	struct pollfd wait = {.fd = terminal.line_out, .events = POLLOUT};
	while (poll(&wait, 1, LOOK_MILLISECONDS) <= 0)
		if (interrupt_ending())
			return false;
	return true;
}

static bool write_all(struct text bytes)
{
	while (bytes.size) {
		if (!takes_output())
			return false;
		ssize_t written = write(terminal.line_out, bytes.bytes, bytes.size);
		if (written < 0 && errno != EINTR && errno != EAGAIN)
			return false;
		if (written > 0)
			bytes = text_part(bytes, (size_t)written, bytes.size);
	}
	return true;
}

static bool flush(void)
{
	bool alive = write_all(buffer_text(&terminal.frame));
	buffer_empty(&terminal.frame);
	return alive;
}

/* The last words, which may find no listener: nothing can break off a write that begins after the signal. */
static void flush_last(void)
{
	int flags = fcntl(terminal.line_out, F_GETFL);
	bool waits = flags >= 0 && interrupt_ending();
	if (waits)
		fcntl(terminal.line_out, F_SETFL, flags | O_NONBLOCK);
	flush();
	if (waits) /* the line is the shell's, too */
		fcntl(terminal.line_out, F_SETFL, flags);
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

/* A terminfo string, NULL without; the library's. */
static const char *raw_word(const char *capability)
{
	const char *value = tigetstr(capability);
	return value && value != (const char *)-1 && *value ? value : NULL;
}

static bool has(const char *capability)
{
	return raw_word(capability) != NULL;
}

/* Drops "$<5>", a wait for terminals of paper, and what ends a set of characters that we, writing UTF-8, never begin
 * ("ESC ( B", "^O"): many a terminfo has that in every change of attributes, a tenth of all bytes. */
static char *without_padding(const char *word)
{
	struct buffer kept = {0};
	for (const char *at = word; *at; at++) {
		const char *close = at[0] == '$' && at[1] == '<' ? strchr(at, '>') : NULL;
		if (close)
			at = close;
		else if (!strncmp(at, "\033(B", 3))
			at += 2;
		else if (*at != '\017')
			buffer_add_byte(&kept, *at);
	}
	return buffer_take(&kept);
}

/* Keeps a word until the terminal is closed. */
static const char *keep(const char *word)
{
	if (!word || terminal.word_count == WORDS_MOST)
		return NULL;
	return terminal.words[terminal.word_count++] = without_padding(word);
}

static const char *keep_both(const char *first, const char *second)
{
	char *both = memory_format("%s%s", first, second);
	const char *kept = keep(both);
	free(both);
	return kept;
}

static const char *word(const char *capability)
{
	return keep(raw_word(capability));
}

static bool flag(const char *capability)
{
	return tigetflag(capability) > 0;
}

static const char *filled(const char *word, int first, int second)
{
	return tparm(word, (long)first, (long)second);
}

/* Which attributes terminfo says do not go with colours. */
static int alone(void)
{
	static const struct {
		int terminfo, look;
	} bits[] = {{2, LOOK_UNDERLINE}, {4, LOOK_REVERSE}, {16, LOOK_DIM}, {32, LOOK_BOLD}, {1 << 15, LOOK_ITALIC}};
	int known = tigetnum("ncv"), found = 0;
	for (size_t i = 0; i < ARRAY_SIZE(bits); i++)
		if (known > 0 && (known & bits[i].terminfo))
			found |= bits[i].look;
	return found;
}

static void learn_colours(struct paint_words *words)
{
	static const int numbers[] = {[LOOK_RED] = COLOR_RED,
		[LOOK_GREEN] = COLOR_GREEN,
		[LOOK_YELLOW] = COLOR_YELLOW,
		[LOOK_BLUE] = COLOR_BLUE,
		[LOOK_MAGENTA] = COLOR_MAGENTA,
		[LOOK_CYAN] = COLOR_CYAN};
	if (tigetnum("colors") < 8 || !has("setaf") || !has("op"))
		return;
	words->alone = alone();
	if (strcmp(words->reset, "\033[m") != 0 && strcmp(words->reset, "\033[0m") != 0)
		words->reset = keep_both(words->reset, raw_word("op"));
	for (int i = LOOK_RED; i <= LOOK_CYAN; i++)
		words->colours[i] = keep(tparm(raw_word("setaf"), (long)numbers[i]));
}

/* Looks; none where each of them would take a place of its own on the screen. */
static void learn_looks(struct paint_words *words)
{
	static const char *const names[PAINT_ATTRIBUTES] = {"bold", "dim", "smul", "rev", "sitm"};
	words->reset = word("sgr0");
	if (!words->reset || tigetnum("xmc") > 0) {
		words->reset = "";
		return;
	}
	for (int i = 0; i < PAINT_ATTRIBUTES; i++)
		words->attributes[i] = word(names[i]);
	if (!words->attributes[3])
		words->attributes[3] = word("smso");
	learn_colours(words);
}

static void learn_words(void)
{
	struct paint_words words = {.cup = word("cup"),
		.hpa = word("hpa"),
		.vpa = word("vpa"),
		.cub = word("cub"),
		.cub1 = word("cub1"),
		.cuf = word("cuf"),
		.cuf1 = word("cuf1"),
		.cud1 = word("cud1"),
		.cr = word("cr"),
		.el = word("el"),
		.ech = word("ech"),
		.clear = word("clear"),
		.csr = word("csr"),
		.ind = word("ind"),
		.indn = word("indn"),
		.ri = word("ri"),
		.rin = word("rin"),
		.wraps_at_once = flag("am") && !flag("xenl"),
		.moves_plain = !flag("msgr"),
		.filled = filled};
	learn_looks(&words);
	paint_open(&terminal.paint, &words);
	terminal.begin = word("smcup");
	terminal.end = word("rmcup");
	terminal.region = words.csr;
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
			input_learn(input, raw_word(known[i].capability), known[i].key);
	}
	for (int number = 1; number <= 12; number++) {
		char capability[16];
		snprintf(capability, sizeof capability, "kf%d", number);
		if (has(capability))
			input_learn(input, raw_word(capability), (struct key){.kind = TYPED_FUNCTION, .point = number});
	}
}

/* --- opening and closing --- */

/* A terminal of this name, or one like most where terminfo has never heard of it. */
static const struct fault *find_words(struct input *input)
{
	const char *name = getenv("TERM");
	int trouble;
	terminal.known = (name && *name && setupterm(name, terminal.line_out, &trouble) == OK) ||
			 setupterm("xterm-256color", terminal.line_out, &trouble) == OK;
	if (!terminal.known || !has("cup"))
		return fault_new(FAULT_MISSING, _("This terminal cannot place its cursor; use --plain."));
	learn_words();
	learn_keys(input);
	return NULL;
}

/* All rows scroll, whatever was set before. */
static void whole_region(int rows)
{
	if (terminal.region)
		buffer_add_string(&terminal.frame, filled(terminal.region, 0, rows - 1));
}

static void start(void)
{
	int rows, cols;
	terminal_size(&rows, &cols);
	tcsetattr(terminal.line_in, TCSADRAIN, &terminal.raw);
	buffer_add_string(&terminal.frame, terminal.begin);
	whole_region(rows);
	buffer_add_string(&terminal.frame, terminal.pastes ? paste_on : "");
	buffer_add_string(&terminal.frame, terminal.mouse ? mouse_on : "");
	terminal.afresh = terminal.drawn = true;
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
	fault = find_words(input);
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
	return terminal.known && !terminal.paused;
}

/* Everything that was switched on, off; the cursor on the last row, where the shell goes on. */
static void stop(void)
{
	int rows, cols;
	terminal_size(&rows, &cols);
	paint_forget(&terminal.paint);
	paint_plain(&terminal.paint, &terminal.frame);
	paint_cursor(&terminal.paint, &terminal.frame, rows - 1, 0);
	buffer_add_string(&terminal.frame, terminal.end);
	buffer_add_string(&terminal.frame, terminal.mouse ? mouse_off : "");
	buffer_add_string(&terminal.frame, terminal.pastes ? paste_off : "");
	flush_last();
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
	if (!terminal.known || !terminal.paused)
		return;
	terminal.paused = false;
	start();
}

void terminal_close(void)
{
	if (terminal_opened() && terminal.drawn)
		stop();
	if (terminal.known)
		del_curterm(cur_term);
	for (size_t i = 0; i < terminal.word_count; i++)
		free(terminal.words[i]);
	if (terminal.opened >= 0)
		close(terminal.opened);
	buffer_clear(&terminal.frame);
	memset(&terminal, 0, sizeof terminal);
	terminal.line_in = terminal.line_out = terminal.opened = -1;
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

void terminal_resize(int rows)
{
	whole_region(rows);
	terminal.afresh = true;
}

bool terminal_colours(void)
{
	return terminal.paint.words.colours[LOOK_RED] != NULL;
}

void terminal_theme(enum theme theme)
{
	paint_theme(&terminal.paint, theme);
}

void terminal_mouse(bool on)
{
	if (on != terminal.mouse)
		buffer_add_string(&terminal.frame, on ? mouse_on : mouse_off);
	terminal.mouse = on;
}

/* --- frames --- */

bool terminal_show(const struct cells *now, struct cells *last, int row, int col, bool afresh)
{
	if (afresh || terminal.afresh)
		paint_clear(&terminal.paint, &terminal.frame, last);
	terminal.afresh = false;
	paint_cells(&terminal.paint, &terminal.frame, now, last);
	paint_cursor(&terminal.paint, &terminal.frame, row, col);
	return flush();
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
