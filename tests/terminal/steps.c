#define _GNU_SOURCE
#include "steps.h"

#include "golden.h"
#include "keys.h"
#include "picture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct { const char *name; int number; } SIGNALS[] = {
	{ "TERM", SIGTERM }, { "HUP", SIGHUP }, { "INT", SIGINT }, { "WINCH", SIGWINCH }, { "TSTP", SIGTSTP },
	{ "CONT", SIGCONT }, { "KILL", SIGKILL }, { "STOP", SIGSTOP },
};

static char *why(const char *format, ...) __attribute__((format(printf, 1, 2)));
static char *why(const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		abort();
	va_end(arguments);
	return text;
}

static int signal_number(const char *name)
{
	for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
		if (!strcmp(SIGNALS[i].name, name))
			return SIGNALS[i].number;
	return 0;
}

/* Shapes of arguments: NULL or the misuse. */

static char *check_nothing(const char *argument)
{
	return *argument ? why("takes no argument") : NULL;
}

static char *check_something(const char *argument)
{
	return *argument ? NULL : why("needs an argument");
}

static char *check_encoding(const char *argument, bool names)
{
	const char *wrong;
	size_t length;
	char *bytes = keys_encode(argument, names, false, &length, &wrong);

	if (!bytes)
		return why("no such key or escape: %s", wrong);
	free(bytes);
	return check_something(argument);
}

static char *check_keys(const char *argument)
{
	return check_encoding(argument, true);
}

static char *check_paste(const char *argument)
{
	return check_encoding(argument, false);
}

static char *check_name(const char *argument)
{
	static const char good[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

	if (!*argument || argument[strspn(argument, good)])
		return why("needs a name of letters, digits, . _ -");
	return NULL;
}

static bool size_read(const char *argument, int *columns, int *rows)
{
	char rest;

	return sscanf(argument, "%dx%d%c", columns, rows, &rest) == 2 && *columns > 0 && *rows > 0 && *columns < 1000 &&
	       *rows < 1000;
}

static char *check_size(const char *argument)
{
	int columns, rows;

	return size_read(argument, &columns, &rows) ? NULL : why("needs COLUMNSxROWS");
}

static char *check_signal(const char *argument)
{
	return signal_number(argument) ? NULL : why("needs one of TERM HUP INT WINCH TSTP CONT KILL STOP");
}

static char *check_status(const char *argument)
{
	bool number = *argument && !argument[strspn(argument, "0123456789")];

	if (!*argument || number || !strcmp(argument, "signal") || signal_number(argument))
		return NULL;
	return why("needs a status, `signal` or the name of a signal");
}

/* Texts on the screen. */

static bool text_shown(struct terminal *terminal, void *text)
{
	return picture_find(terminal, text) >= 0;
}

static bool text_hidden(struct terminal *terminal, void *text)
{
	return picture_find(terminal, text) < 0;
}

static char *step_expect(struct stage *stage, const char *argument)
{
	if (terminal_wait(stage->terminal, text_shown, (void *)argument, stage->milliseconds))
		return NULL;
	return why("«%s» did not come to the screen in %d ms", argument, stage->milliseconds);
}

static char *step_wait(struct stage *stage, const char *argument)
{
	if (!stage->free_wait && strstr(stage->before, argument))
		return why("«%s» was true before: it stood on the screen when the last act began", argument);
	return step_expect(stage, argument);
}

static char *step_gone(struct stage *stage, const char *argument)
{
	if (!strstr(stage->before, argument) && picture_find(stage->terminal, argument) < 0)
		return why("«%s» was not there before", argument);
	if (terminal_wait(stage->terminal, text_hidden, (void *)argument, stage->milliseconds))
		return NULL;
	return why("«%s» did not leave the screen in %d ms", argument, stage->milliseconds);
}

static char *step_absent(struct stage *stage, const char *argument)
{
	terminal_drain(stage->terminal);
	return picture_find(stage->terminal, argument) < 0 ? NULL : why("«%s» is on the screen", argument);
}

static char *step_mark(struct stage *stage, const char *argument)
{
	(void)argument;
	stage->free_wait = true;
	return NULL;
}

/* Acts. */

static char *step_send(struct stage *stage, const char *argument)
{
	const char *wrong;
	size_t length;
	char *keys = keys_encode(argument, true, terminal_application_cursor(stage->terminal), &length, &wrong);

	if (stage->terminal->ended || stage->terminal->hung) {
		free(keys);
		return why("nobody reads any more");
	}
	terminal_send(stage->terminal, keys, length);
	free(keys);
	return NULL;
}

static char *step_paste(struct stage *stage, const char *argument)
{
	bool brackets = terminal_takes_paste(stage->terminal);
	const char *wrong;
	size_t length;
	char *text = keys_encode(argument, false, false, &length, &wrong);

	if (brackets)
		terminal_send(stage->terminal, "\033[200~", 6);
	terminal_send(stage->terminal, text, length);
	if (brackets)
		terminal_send(stage->terminal, "\033[201~", 6);
	free(text);
	return NULL;
}

static char *step_resize(struct stage *stage, const char *argument)
{
	int columns, rows;

	size_read(argument, &columns, &rows);
	terminal_resize(stage->terminal, columns, rows);
	return NULL;
}

static char *step_signal(struct stage *stage, const char *argument)
{
	if (terminal_signal(stage->terminal, signal_number(argument)))
		return NULL;
	return why("SIG%s could not be sent: the program has ended", argument);
}

static char *step_hangup(struct stage *stage, const char *argument)
{
	(void)argument;
	if (stage->terminal->hung)
		return why("the terminal is closed already");
	terminal_hangup(stage->terminal);
	return NULL;
}

static _Noreturn void command_run(const char *command, char **environment)
{
	int nothing = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	dup2(nothing, 0);
	execle("/bin/sh", "sh", "-c", command, (char *)NULL, environment);
	_exit(127);
}

/* The terminal is served meanwhile, so that the program is never held up by a full one. */
static char *step_run(struct stage *stage, const char *argument)
{
	uint64_t deadline = terminal_clock() + (uint64_t)stage->milliseconds * 1000000;
	pid_t child, done = 0;
	int status = 0;

	fflush(NULL);
	child = fork();
	if (child < 0)
		return why("cannot fork: %s", strerror(errno));
	if (child == 0)
		command_run(argument, stage->terminal->environment);
	setpgid(child, child);
	while (!(done = waitpid(child, &status, WNOHANG)) && terminal_clock() < deadline)
		terminal_pump(stage->terminal, 2);
	if (!done) {
		kill(-child, SIGKILL);
		waitpid(child, &status, 0);
		return why("the command did not end in %d ms", stage->milliseconds);
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return NULL;
	return why("the command shall succeed; it ended %s %d", WIFEXITED(status) ? "with status" : "by signal",
		   WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

/* The terminal as it was before the program came: NULL or what is left. */
static char *check_restored(struct terminal *terminal, const char *when)
{
	char *left, *problem;
	size_t length;
	FILE *out = open_memstream(&left, &length);

	if (!out)
		abort();
	terminal_leftovers(terminal, out);
	fclose(out);
	problem = *left ? why("the terminal is not restored %s: %s", when, left) : NULL;
	free(left);
	return problem;
}

static bool is_stopped(struct terminal *terminal, void *context)
{
	(void)context;
	return terminal->stopped;
}

static char *step_stopped(struct stage *stage, const char *argument)
{
	(void)argument;
	if (!terminal_wait(stage->terminal, is_stopped, NULL, stage->milliseconds))
		return why("the program did not stop in %d ms", stage->milliseconds);
	terminal_drain(stage->terminal);
	return stage->terminal->stop_signal == SIGTSTP ? check_restored(stage->terminal, "while stopped") : NULL;
}

static bool has_ended(struct terminal *terminal, void *context)
{
	(void)context;
	return terminal->ended;
}

static bool status_matches(int status, const char *argument)
{
	if (!strcmp(argument, "signal"))
		return WIFSIGNALED(status);
	if (signal_number(argument))
		return WIFSIGNALED(status) && WTERMSIG(status) == signal_number(argument);
	return WIFEXITED(status) && WEXITSTATUS(status) == atoi(argument);
}

static char *step_exits(struct stage *stage, const char *argument)
{
	const char *wanted = *argument ? argument : "0";
	int status;

	if (!terminal_wait(stage->terminal, has_ended, NULL, stage->milliseconds))
		return why("the program did not end in %d ms", stage->milliseconds);
	terminal_drain(stage->terminal);
	status = stage->terminal->status;
	if (!status_matches(status, wanted))
		return why("the program shall end with %s; it ended %s %d", wanted,
			   WIFEXITED(status) ? "with status" : "by signal",
			   WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
		return NULL;
	return check_restored(stage->terminal, "at the end");
}

/* Looking. */

static bool cursor_read(const char *argument, int *row, int *column)
{
	char rest;

	return sscanf(argument, "%d %d%c", row, column, &rest) == 2;
}

static bool cursor_stands(struct terminal *terminal, void *context)
{
	int row, column = -1;

	if (!cursor_read(context, &row, &column))
		row = picture_find(terminal, context);
	return terminal->cursor_visible && terminal->cursor_row == row &&
	       (column < 0 || terminal->cursor_column == column);
}

static char *step_cursor(struct stage *stage, const char *argument)
{
	if (terminal_wait(stage->terminal, cursor_stands, (void *)argument, stage->milliseconds))
		return NULL;
	return why("a visible cursor at «%s»; it is at %d %d, %s", argument, stage->terminal->cursor_row,
		   stage->terminal->cursor_column, stage->terminal->cursor_visible ? "visible" : "hidden");
}

static char *step_golden(struct stage *stage, const char *argument)
{
	struct golden golden = {
		.folder = stage->folder, .name = argument, .milliseconds = stage->milliseconds, .update = stage->update,
	};

	return golden_check(stage->terminal, &golden);
}

static char *screen_write(struct stage *stage, const char *path, bool svg)
{
	bool standard = !strcmp(path, "-");
	FILE *out = standard ? stdout : fopen(path, "we");
	char *text;

	if (!out)
		return why("%s can be written: %s", path, strerror(errno));
	terminal_drain(stage->terminal);
	text = picture_text(stage->terminal);
	if (svg)
		picture_svg(stage->terminal, out);
	else
		fputs(text, out);
	free(text);
	if (standard ? fflush(out) : fclose(out))
		return why("%s can be written: %s", path, strerror(errno));
	return NULL;
}

static char *step_svg(struct stage *stage, const char *argument)
{
	return screen_write(stage, argument, true);
}

static char *step_text(struct stage *stage, const char *argument)
{
	return screen_write(stage, argument, false);
}

static char *step_writes(struct stage *stage, const char *argument)
{
	struct terminal *terminal = stage->terminal;

	terminal_drain(terminal);
	printf("%s: %zu reads, %zu bytes\n", argument, terminal->reads - stage->reads, terminal->bytes - stage->bytes);
	fflush(stdout);
	stage->reads = terminal->reads;
	stage->bytes = terminal->bytes;
	return NULL;
}

static const struct step {
	const char *name;
	char *(*run)(struct stage *stage, const char *argument);
	char *(*check)(const char *argument);
	bool act;			/* changes something: the screen before it is remembered */
} STEPS[] = {
	{ "wait", step_wait, check_something, false }, { "expect", step_expect, check_something, false },
	{ "gone", step_gone, check_something, false }, { "absent", step_absent, check_something, false },
	{ "mark", step_mark, check_nothing, false }, { "send", step_send, check_keys, true },
	{ "paste", step_paste, check_paste, true }, { "golden", step_golden, check_name, false },
	{ "svg", step_svg, check_something, false }, { "text", step_text, check_something, false },
	{ "resize", step_resize, check_size, true }, { "signal", step_signal, check_signal, true },
	{ "stopped", step_stopped, check_nothing, false }, { "hangup", step_hangup, check_nothing, true },
	{ "cursor", step_cursor, check_something, false }, { "run", step_run, check_something, true },
	{ "exits", step_exits, check_status, false }, { "writes", step_writes, check_something, false },
};

static const struct step *step_find(const char *name)
{
	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
		if (!strcmp(STEPS[i].name, name))
			return &STEPS[i];
	return NULL;
}

char *steps_misuse(const char *name, const char *argument)
{
	const struct step *step = step_find(name);

	return step ? step->check(argument) : why("no such step");
}

char *steps_run(struct stage *stage, const char *name, const char *argument)
{
	const struct step *step = step_find(name);

	if (!stage->before) {
		stage->before = why("%s", "");
		stage->free_wait = true;
	}
	if (step->act && !stage->acting) {
		terminal_drain(stage->terminal);
		free(stage->before);
		stage->before = picture_text(stage->terminal);
		stage->free_wait = false;
	}
	stage->acting = step->act;
	return step->run(stage, argument);
}
