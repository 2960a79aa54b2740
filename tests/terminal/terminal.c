#define _GNU_SOURCE
#include "terminal.h"

#include "environment.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define READ_ROOM (1 << 18)
#define HELD_ROOM 4

uint64_t terminal_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int on_damage(VTermRect area, void *user)
{
	struct terminal *terminal = user;

	for (int row = area.start_row; row < area.end_row && row < terminal->rows; row++)
		for (int column = area.start_col; column < area.end_col && column < terminal->columns; column++)
			terminal->touched[row * terminal->columns + column] = true;
	return 1;
}

static int on_cursor(VTermPos at, VTermPos before, int visible, void *user)
{
	struct terminal *terminal = user;

	(void)before;
	(void)visible;
	terminal->cursor_row = at.row;
	terminal->cursor_column = at.col;
	return 1;
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct terminal *terminal = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		terminal->cursor_visible = value->boolean;
	if (property == VTERM_PROP_ALTSCREEN)
		terminal->alternate = value->boolean;
	if (property == VTERM_PROP_MOUSE)
		terminal->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static void on_output(const char *bytes, size_t length, void *user)
{
	struct terminal *terminal = user;

	if (terminal->probe)
		strncat(terminal->probe, bytes, length);
	else
		terminal_send(terminal, bytes, length);
}

static void terminal_size(struct terminal *terminal, int rows, int columns)
{
	terminal->rows = rows;
	terminal->columns = columns;
	free(terminal->touched);
	terminal->touched = calloc((size_t)rows * (size_t)columns, sizeof *terminal->touched);
	if (!terminal->touched)
		abort();
}

struct terminal *terminal_open(const struct terminal_start *start)
{
	static const VTermScreenCallbacks callbacks = {
		.damage = on_damage, .movecursor = on_cursor, .settermprop = on_property,
	};
	struct terminal *terminal = calloc(1, sizeof *terminal);
	int problem;

	if (!terminal)
		abort();
	terminal->incoming = malloc(READ_ROOM + HELD_ROOM + SGR_ROOM(READ_ROOM));
	if (!terminal->incoming)
		abort();
	terminal->filtered = terminal->incoming + READ_ROOM;
	terminal_size(terminal, start->rows, start->columns);
	terminal->cursor_visible = true;
	terminal->vterm = vterm_new(start->rows, start->columns);
	vterm_set_utf8(terminal->vterm, 1);
	vterm_output_set_callback(terminal->vterm, on_output, terminal);
	terminal->screen = vterm_obtain_screen(terminal->vterm);
	vterm_screen_enable_altscreen(terminal->screen, 1);
	vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
	vterm_screen_reset(terminal->screen, 1);
	terminal->environment = environment_new(start->settings, start->term);
	problem = keeper_open(&terminal->keeper, start->arguments, terminal->environment, start->rows, start->columns);
	if (!problem)
		return terminal;
	fprintf(stderr, "cannot run %s: %s\n", start->arguments[0], strerror(problem));
	terminal->keeper.pid = 0;
	terminal_close(terminal);
	return NULL;
}

void terminal_close(struct terminal *terminal)
{
	if (!terminal)
		return;
	if (terminal->keeper.pid > 0)
		keeper_close(&terminal->keeper);
	environment_free(terminal->environment);
	vterm_free(terminal->vterm);
	free(terminal->touched);
	free(terminal->outbox);
	free(terminal->incoming);
	free(terminal);
}

static void terminal_flush(struct terminal *terminal)
{
	while (terminal->waiting && !terminal->hung) {
		ssize_t written = write(terminal->keeper.master, terminal->outbox, terminal->waiting);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		terminal->waiting -= (size_t)written;
		memmove(terminal->outbox, terminal->outbox + written, terminal->waiting);
	}
}

void terminal_send(struct terminal *terminal, const char *bytes, size_t length)
{
	if (!length)
		return;
	terminal->outbox = realloc(terminal->outbox, terminal->waiting + length);
	if (!terminal->outbox)
		abort();
	memcpy(terminal->outbox + terminal->waiting, bytes, length);
	terminal->waiting += length;
	terminal_flush(terminal);
}

/* Bytes at the end that begin a character and do not finish it. libvterm 0.3 spoils one that comes in two pieces where
 * the first of them begins with ASCII. */
static size_t unfinished(const char *bytes, size_t length)
{
	for (size_t back = 1; back < 4 && back <= length; back++) {
		unsigned char byte = (unsigned char)bytes[length - back];

		if (byte >= 0xc0)
			return byte >= (back == 1 ? 0xc0 : back == 2 ? 0xe0 : 0xf0) ? back : 0;
		if (byte < 0x80)
			return 0;
	}
	return 0;
}

/* What is whole of the bytes that came now and those held back before. */
static void terminal_show(struct terminal *terminal, size_t length)
{
	size_t held = terminal->held, cut;

	length = sgr_filter(&terminal->sgr, terminal->incoming, length, terminal->filtered + held) + held;
	cut = unfinished(terminal->filtered, length);
	if (length > cut)
		vterm_input_write(terminal->vterm, terminal->filtered, length - cut);
	memmove(terminal->filtered, terminal->filtered + length - cut, cut);
	terminal->held = cut;
}

/* All reads first, then libvterm, so that its work does not delay the time stamps. */
static size_t terminal_take(struct terminal *terminal)
{
	size_t length = 0;

	while (length < READ_ROOM) {
		ssize_t got = read(terminal->keeper.master, terminal->incoming + length, READ_ROOM - length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		terminal->last_read_ns = terminal_clock();
		terminal->reads++;
		length += (size_t)got;
	}
	terminal->bytes += length;
	if (length)
		terminal_show(terminal, length);
	return length;
}

static void terminal_note(struct terminal *terminal)
{
	struct keeper_event event = { .kind = KEEPER_ENDED };

	keeper_take(&terminal->keeper, &event);
	terminal->stopped = event.kind == KEEPER_STOPPED;
	if (event.kind == KEEPER_STOPPED)
		terminal->stop_signal = WSTOPSIG(event.status);
	if (event.kind == KEEPER_ENDED) {
		terminal->ended = true;
		terminal->status = event.status;
	}
}

size_t terminal_pump(struct terminal *terminal, int milliseconds)
{
	struct pollfd polls[2] = {
		{ .fd = terminal->hung ? -1 : terminal->keeper.master, .events = POLLIN },
		{ .fd = terminal->ended ? -1 : terminal->keeper.events, .events = POLLIN },
	};

	if (terminal->waiting && !terminal->ended)
		polls[0].events |= POLLOUT;
	if (poll(polls, 2, milliseconds) <= 0)
		return 0;
	if (polls[1].revents)
		terminal_note(terminal);
	if (polls[0].revents & POLLOUT)
		terminal_flush(terminal);
	return polls[0].revents & (POLLIN | POLLHUP) ? terminal_take(terminal) : 0;
}

void terminal_drain(struct terminal *terminal)
{
	for (int round = 0; round < 64 && terminal_pump(terminal, 0); round++)
		;
}

/* What is left until the deadline, rounded up. */
static int milliseconds_left(uint64_t deadline)
{
	uint64_t now = terminal_clock();

	return now >= deadline ? 0 : (int)((deadline - now + 999999) / 1000000);
}

bool terminal_wait(struct terminal *terminal, bool (*holds)(struct terminal *, void *), void *context,
		   int milliseconds)
{
	uint64_t deadline = terminal_clock() + (uint64_t)milliseconds * 1000000;

	while (!holds(terminal, context)) {
		int left = milliseconds_left(deadline);

		if (left == 0)
			return false;
		if (terminal->ended && terminal_pump(terminal, 0) == 0)
			return false;
		if (!terminal->ended)
			terminal_pump(terminal, left);
	}
	return true;
}

bool terminal_settle(struct terminal *terminal, int quiet, int milliseconds)
{
	uint64_t now = terminal_clock(), deadline = now + (uint64_t)milliseconds * 1000000;
	uint64_t calm = now + (uint64_t)quiet * 1000000;
	int left;

	while ((left = milliseconds_left(calm)) > 0) {
		if (milliseconds_left(deadline) == 0)
			return false;
		if (terminal_pump(terminal, left))
			calm = terminal->last_read_ns + (uint64_t)quiet * 1000000;
	}
	return true;
}

void terminal_resize(struct terminal *terminal, int columns, int rows)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	terminal_size(terminal, rows, columns);
	vterm_set_size(terminal->vterm, rows, columns);
	if (!terminal->hung)
		ioctl(terminal->keeper.master, TIOCSWINSZ, &size);
}

bool terminal_signal(struct terminal *terminal, int number)
{
	bool group = number == SIGTSTP || number == SIGSTOP || number == SIGCONT || number == SIGINT;

	terminal_drain(terminal);
	if (terminal->ended)
		return false;
	if (number == SIGCONT)
		terminal->stopped = false;
	return kill(group ? -terminal->keeper.program : terminal->keeper.program, number) == 0;
}

void terminal_hangup(struct terminal *terminal)
{
	terminal_drain(terminal);
	keeper_hangup(&terminal->keeper);
	terminal->hung = true;
}

bool terminal_cell(struct terminal *terminal, int row, int column, VTermScreenCell *cell)
{
	VTermPos at = { .row = row, .col = column };

	if (row < 0 || column < 0 || row >= terminal->rows || column >= terminal->columns)
		return false;
	return vterm_screen_get_cell(terminal->screen, at, cell);
}

uint32_t terminal_rgb(struct terminal *terminal, VTermColor colour)
{
	vterm_screen_convert_color_to_rgb(terminal->screen, &colour);
	return (uint32_t)colour.rgb.red << 16 | (uint32_t)colour.rgb.green << 8 | colour.rgb.blue;
}

void terminal_forget_touched(struct terminal *terminal)
{
	memset(terminal->touched, 0, (size_t)terminal->rows * (size_t)terminal->columns * sizeof *terminal->touched);
}

bool terminal_touched(const struct terminal *terminal, int row, int column)
{
	return terminal->touched[row * terminal->columns + column];
}

/* libvterm has no getter for its modes; what it would type for a key or a paste tells them. */
bool terminal_takes_paste(struct terminal *terminal)
{
	char typed[64] = "";

	terminal->probe = typed;
	vterm_keyboard_start_paste(terminal->vterm);
	terminal->probe = NULL;
	return typed[0] != '\0';
}

bool terminal_application_cursor(struct terminal *terminal)
{
	char typed[64] = "";

	terminal->probe = typed;
	vterm_keyboard_key(terminal->vterm, VTERM_KEY_UP, VTERM_MOD_NONE);
	terminal->probe = NULL;
	return !strcmp(typed, "\033OA");
}

static bool termios_restored(const struct terminal *terminal)
{
	const struct termios *before = &terminal->keeper.before;
	struct termios now;

	if (tcgetattr(terminal->keeper.master, &now))
		return true;
	return now.c_iflag == before->c_iflag && now.c_oflag == before->c_oflag && now.c_cflag == before->c_cflag &&
	       (now.c_lflag | PENDIN) == (before->c_lflag | PENDIN) && !memcmp(now.c_cc, before->c_cc, sizeof now.c_cc);
}

void terminal_leftovers(struct terminal *terminal, FILE *out)
{
	const char *comma = "";
	const struct { bool left; const char *name; } checks[] = {
		{ terminal->hung || !termios_restored(terminal), "termios" },
		{ terminal->alternate, "alternate screen" },
		{ terminal_takes_paste(terminal), "bracketed paste" },
		{ !terminal->cursor_visible, "hidden cursor" },
		{ terminal->mouse, "mouse" },
		{ terminal_application_cursor(terminal), "application cursor keys" },
	};

	for (size_t i = 0; !terminal->hung && i < sizeof checks / sizeof *checks; i++) {
		if (checks[i].left) {
			fprintf(out, "%s%s", comma, checks[i].name);
			comma = ", ";
		}
	}
}
