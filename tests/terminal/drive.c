/*
 * drive: run a terminal program and lead it through a script.
 *
 *	drive [-g CxR] [-t TERM] [-e K=V]... [-T ms] [-o DIR] SCRIPT -- PROGRAM ARGS...
 *
 *	-g	size of the window (120x36)
 *	-t	TERM (xterm-256color)
 *	-e	a variable of the program's environment, which is otherwise bare (environment.h)
 *	-T	what a step may take (10000 ms), times TEST_TIMEOUT_FACTOR from our environment
 *	-o	where golden screens lie (`golden` beside SCRIPT); UPDATE_GOLDEN=1 in our environment records them
 *
 * SCRIPT is a file, - for standard input: one step a line, # begins a comment line. steps.h tells the steps.
 * Status 0 when all steps pass; 1 at the first that fails, with place, step, expectation and screen on stderr; 2 on
 * misuse, before anything is run. The program and all it started are dead when drive ends.
 */
#define _GNU_SOURCE
#include "picture.h"
#include "steps.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PASSED = 0, FAILED = 1, MISUSED = 2 };

struct line {
	int number;
	char *name, *argument;		/* both in one allocation that begins at name */
};

struct script {
	const char *path;
	struct line *line;
	size_t count;
};

struct options {
	struct terminal_start start;
	int milliseconds;
	const char *folder;
};

static int usage(const char *problem)
{
	fprintf(stderr, "drive: %s\nusage: drive [-g CxR] [-t TERM] [-e K=V]... [-T ms] [-o DIR] "
		"SCRIPT -- PROGRAM ARGS...\n", problem);
	return MISUSED;
}

/* Cut a line into step and argument; false when it is empty or a comment. */
static bool line_parse(struct line *line, const char *text)
{
	size_t length;

	text += strspn(text, " \t");
	length = strlen(text);
	while (length && strchr(" \t\r\n", text[length - 1]))
		length--;
	if (!length || *text == '#')
		return false;
	line->name = strndup(text, length);
	if (!line->name)
		abort();
	line->argument = line->name + strcspn(line->name, " \t");
	if (*line->argument)
		*line->argument++ = '\0';
	line->argument += strspn(line->argument, " \t");
	return true;
}

/* Add a line; false if it is not a step that can be run. */
static bool script_add(struct script *script, int number, const char *text)
{
	struct line line = { .number = number };
	char *misuse;

	if (!line_parse(&line, text))
		return true;
	script->line = realloc(script->line, (script->count + 1) * sizeof *script->line);
	if (!script->line)
		abort();
	script->line[script->count++] = line;
	misuse = steps_misuse(line.name, line.argument);
	if (misuse)
		fprintf(stderr, "%s:%d: %s: %s\n", script->path, number, line.name, misuse);
	free(misuse);
	return !misuse;
}

static bool script_read(struct script *script)
{
	bool standard = !strcmp(script->path, "-"), good = true;
	FILE *file = standard ? stdin : fopen(script->path, "re");
	char *text = NULL;
	size_t room = 0;

	if (!file) {
		fprintf(stderr, "drive: %s: %s\n", script->path, strerror(errno));
		return false;
	}
	for (int number = 1; getline(&text, &room, file) >= 0; number++)
		good = script_add(script, number, text) && good;
	free(text);
	if (!standard)
		fclose(file);
	return good;
}

static void script_clear(struct script *script)
{
	for (size_t i = 0; i < script->count; i++)
		free(script->line[i].name);
	free(script->line);
}

static void state_print(const struct terminal *terminal)
{
	if (terminal->ended && WIFEXITED(terminal->status))
		fprintf(stderr, "the program has ended with status %d", WEXITSTATUS(terminal->status));
	else if (terminal->ended)
		fprintf(stderr, "the program was ended by signal %d", WTERMSIG(terminal->status));
	else
		fprintf(stderr, "the program is %s", terminal->stopped ? "stopped" : "running");
}

static void failure_print(const char *path, const struct line *line, struct terminal *terminal, const char *why)
{
	char *text = picture_text(terminal), *rest = text, *row;

	fprintf(stderr, "%s:%d: %s %s\n  expected: %s\n  screen %dx%d, cursor %d,%d %s, ", path, line->number,
		line->name, line->argument, why, terminal->columns, terminal->rows, terminal->cursor_row,
		terminal->cursor_column, terminal->cursor_visible ? "visible" : "hidden");
	state_print(terminal);
	fputs("\n", stderr);
	while ((row = strsep(&rest, "\n")) && rest)
		fprintf(stderr, "  |%s\n", row);
	free(text);
}

static int script_run(const struct script *script, const struct options *options)
{
	const char *update = getenv("UPDATE_GOLDEN");
	struct stage stage = {
		.terminal = terminal_open(&options->start), .folder = options->folder,
		.milliseconds = options->milliseconds, .update = update && !strcmp(update, "1"),
	};
	char *why = NULL;

	if (!stage.terminal)
		return MISUSED;
	for (size_t i = 0; i < script->count && !why; i++) {
		why = steps_run(&stage, script->line[i].name, script->line[i].argument);
		if (why)
			failure_print(script->path, script->line + i, stage.terminal, why);
	}
	terminal_close(stage.terminal);
	free(stage.before);
	if (!why)
		return PASSED;
	free(why);
	return FAILED;
}

static double timeout_factor(void)
{
	const char *text = getenv("TEST_TIMEOUT_FACTOR");
	double factor = text ? strtod(text, NULL) : 1;

	return factor > 0 ? factor : 1;
}

/* Take the options; the settings end up in `settings`. NULL or what is wrong. */
static const char *options_read(struct options *options, char **settings, int count, char **arguments)
{
	int option;

	while ((option = getopt(count, arguments, "+g:t:e:T:o:")) != -1) {
		if (option == 'g' && (sscanf(optarg, "%dx%d", &options->start.columns, &options->start.rows) != 2 ||
				      options->start.columns < 1 || options->start.rows < 1))
			return "-g needs COLUMNSxROWS";
		if (option == 'T' && (options->milliseconds = atoi(optarg)) <= 0)
			return "-T needs milliseconds";
		if (option == 'e' && !strchr(optarg, '='))
			return "-e needs K=V";
		if (option == 't')
			options->start.term = optarg;
		else if (option == 'e')
			*settings++ = optarg;
		else if (option == 'o')
			options->folder = optarg;
		else if (option == '?')
			return "unknown option";
	}
	if (optind + 2 >= count || strcmp(arguments[optind + 1], "--"))
		return "SCRIPT -- PROGRAM expected";
	options->start.arguments = arguments + optind + 2;
	options->milliseconds = (int)(options->milliseconds * timeout_factor());
	return NULL;
}

/* The folder `golden` beside the script. */
static char *golden_folder(const char *script)
{
	const char *slash = strrchr(script, '/');
	char *folder;

	if (asprintf(&folder, "%.*sgolden", slash ? (int)(slash - script) + 1 : 0, script) < 0)
		abort();
	return folder;
}

int main(int count, char **arguments)
{
	char **settings = calloc((size_t)count + 1, sizeof *settings), *folder = NULL;
	struct options options = {
		.start = { .columns = 120, .rows = 36, .term = "xterm-256color", .settings = settings },
		.milliseconds = 10000,
	};
	struct script script = { .path = NULL };
	const char *problem = settings ? options_read(&options, settings, count, arguments) : "no memory";
	int status;

	if (problem) {
		free(settings);
		return usage(problem);
	}
	script.path = arguments[optind];
	folder = golden_folder(script.path);
	if (!options.folder)
		options.folder = folder;
	status = script_read(&script) ? script_run(&script, &options) : MISUSED;
	script_clear(&script);
	free(settings);
	free(folder);
	return status;
}
