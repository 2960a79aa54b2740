#include "commands/command.h"

#include <stdio.h>
#include <unistd.h>

#include "base/array.h"
#include "base/language.h"
#include "commands/help.h"
#include "commands/nearest.h"
#include "commands/plain.h"
#include "text/visible.h"

static const struct command *const table[] = {
	&command_demo,
	&command_init,
	&command_show,
	&command_annotate,
	&command_reply,
	&command_resolve,
	&command_withdraw,
	&command_amend,
	&command_support,
	&command_object,
	&command_initial,
	&command_amendments,
	&command_decide,
	&command_merge,
	&command_merge_driver,
	&command_circulate,
	&command_export,
	&command_translate,
	&command_spell,
	&command_status,
	&command_sync,
	&command_bundle,
	&command_server_hook,
	&command_invite,
	&command_doctor,
	&command_help,
};

const struct option command_line_options[] = {
	{"folder", "DIR", N_("the repository under review, or a folder in it (here)"), 'C', false},
	{"draft", "PATH", N_("which draft: its path, file name or language (the source)"), 0, false},
	{"as", "ID", N_("who you are, for this command only"), 0, false},
	{"language", "LANG", N_("the language of the face: en or fr"), 0, false},
	{"plain", NULL, N_("numbered text in the place of the screen"), 0, false},
	{"help", NULL, N_("what paraphe can do"), 'h', false},
	{"version", NULL, N_("which paraphe this is"), 0, false},
	{0},
};

static const struct option help_option = {"help", NULL, N_("this page"), 'h', false};

const struct command *command_at(size_t index)
{
	return index < ARRAY_SIZE(table) ? table[index] : NULL;
}

const struct fault *command_find(const struct command **out, const char *name)
{
	struct nearest nearest = {.word = name};
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		nearest_weigh(&nearest, table[i]->name);
		if (strcmp(table[i]->name, name) != 0)
			continue;
		*out = table[i];
		return NULL;
	}
	if (nearest.name)
		return fault_new(FAULT_MALFORMED, _("there is no command “%.80s”; the nearest is `paraphe %s`"), name,
			nearest.name);
	return fault_new(FAULT_MALFORMED, _("there is no command “%.80s”; `paraphe help` lists them"), name);
}

static void line_take(struct command_line *line, const struct options *options)
{
	const struct command_line outer = *line;
	line->folder = options_find(options, "folder");
	line->draft = options_find(options, "draft");
	line->as = options_find(options, "as");
	line->language = options_find(options, "language");
	line->plain = options_has(options, "plain") || outer.plain;
	if (!line->folder)
		line->folder = outer.folder;
	if (!line->draft)
		line->draft = outer.draft;
	if (!line->as)
		line->as = outer.as;
	if (!line->language)
		line->language = outer.language;
}

static const struct fault *check_words(const struct command *command, const struct options *options)
{
	if (options->word_count < command->least_words)
		return fault_new(
			FAULT_MALFORMED, _("something is missing: paraphe %s %s"), command->name, command->usage);
	if (options->word_count > command->most_words)
		return fault_new(FAULT_MALFORMED, _("“%.80s” is one word too many: paraphe %s %s"),
			options->words[command->most_words], command->name, command->usage);
	return NULL;
}

/* The options of a command, and --help. */
static struct option *known_options(const struct command *command)
{
	size_t count = 0;
	while (command->options && command->options[count].name)
		count++;
	struct option *known = memory_new(count + 2, sizeof *known);
	for (size_t i = 0; i < count; i++)
		known[i] = command->options[i];
	known[count] = help_option;
	return known;
}

static const struct fault *run_words(struct call *call, size_t count, char *const *words)
{
	const struct fault *fault = command_find(&call->command, words[0]);
	if (fault)
		return fault;
	struct option *known = known_options(call->command);
	fault = options_read(&call->options, known, words + 1, count - 1, false);
	if (!fault && options_has(&call->options, "help")) {
		help_command(call->out, call->command);
	} else {
		if (!fault)
			fault = check_words(call->command, &call->options);
		if (!fault)
			fault = call->command->run(call);
	}
	options_clear(&call->options);
	free(known);
	return fault;
}

const struct fault *command_call(
	struct buffer *out, const struct command_line *outer, size_t count, char *const *arguments)
{
	struct command_line line = *outer;
	struct command_open open = {0};
	struct options before = {0};
	struct call call = {.line = &line, .out = out, .open = &open};
	const struct fault *fault = options_read(&before, command_line_options, arguments, count, true);
	if (!fault && before.used == count)
		fault = fault_new(FAULT_MALFORMED, "%s", _("there is no command in this line"));
	if (!fault) {
		line_take(&line, &before);
		fault = run_words(&call, count - before.used, arguments + before.used);
	}
	options_clear(&before);
	command_open_clear(&open);
	return fault;
}

static void open_set(struct command_open *open, const struct command_line *line)
{
	open->wanted = true;
	open->folder = memory_string(line->folder);
	open->draft = memory_string(line->draft);
	open->as = memory_string(line->as);
	open->language = memory_string(line->language);
}

void command_open_clear(struct command_open *open)
{
	free(open->folder);
	free(open->draft);
	free(open->as);
	free(open->language);
	*open = (struct command_open){0};
}

static int say_fault(const struct fault *fault)
{
	struct buffer words = {0};
	visible_add(&words, text_of(fault_text(fault)), VISIBLE_ONE_LINE);
	fprintf(stderr, "paraphe: %s\n", buffer_string(&words));
	buffer_clear(&words);
	return COMMAND_FAILED;
}

static const struct fault *read_plain(struct buffer *out, const struct command_line *line)
{
	struct call call = {.command = &command_show, .line = line, .out = out};
	return plain_run(&call);
}

int command_plain(const struct command_open *open)
{
	struct command_line line = {.folder = open->folder,
		.draft = open->draft,
		.as = open->as,
		.language = open->language,
		.plain = true};
	struct buffer out = {0};
	const struct fault *fault = read_plain(&out, &line);
	if (!fault)
		fault = call_write(&out);
	buffer_clear(&out);
	return fault ? say_fault(fault) : COMMAND_FINE;
}

static const struct fault *run_line(
	struct call *call, const struct options *before, size_t count, char *const *arguments)
{
	if (options_has(before, "help")) {
		help_all(call->out);
		return NULL;
	}
	if (options_has(before, "version")) {
		help_version(call->out);
		return NULL;
	}
	if (count)
		return run_words(call, count, arguments);
	if (call->line->plain || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return read_plain(call->out, call->line);
	open_set(call->open, call->line);
	return NULL;
}

/* The face in the language that was asked for: what there is to say about the words before it is said in it as well. */
static const struct fault *speak(
	struct options *before, const struct fault *fault, const char *language, size_t count, char *const *arguments)
{
	language_open(language);
	if (fault) {
		options_clear(before);
		return options_read(before, command_line_options, arguments, count, true);
	}
	if (!language_is(language))
		return fault_new(FAULT_MALFORMED,
			_("there is no face in the language “%.80s”: write --language en or fr"), language);
	return NULL;
}

int command_run(struct command_open *open, size_t count, char *const *arguments)
{
	struct command_line line = {0};
	struct options before = {0};
	struct buffer out = {0};
	struct call call = {.line = &line, .out = &out, .open = open, .direct = true};
	language_open(NULL);
	const struct fault *fault = options_read(&before, command_line_options, arguments, count, true);
	line_take(&line, &before);
	if (line.language)
		fault = speak(&before, fault, line.language, count, arguments);
	if (!fault)
		fault = run_line(&call, &before, count - before.used, arguments + before.used);
	/* What was done before something failed has been done: its ids are said. */
	const struct fault *unsaid = call_write(&out);
	if (!fault)
		fault = unsaid;
	buffer_clear(&out);
	options_clear(&before);
	return fault ? say_fault(fault) : call.status;
}
