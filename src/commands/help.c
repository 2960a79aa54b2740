#include "commands/help.h"

#include "base/language.h"
#include "commands/call.h"
#include "text/utf8.h"

enum { INDENT = 4, OPTION_CELLS = 24 };

static const char version[] = "0.1";

/* "  -m TEXT                 the text" */
static void add_option(struct buffer *out, const struct option *option)
{
	struct buffer label = {0};
	char shown[OPTION_TEXT];
	option_show(shown, option);
	buffer_format(
		&label, "%*s%s%s%s ", INDENT, "", shown, option->value ? " " : "", option->value ? option->value : "");
	while (utf8_cells(buffer_text(&label)) < OPTION_CELLS)
		buffer_add_byte(&label, ' ');
	call_beside(out, buffer_text(&label), text_of(_(option->help)), call_width());
	buffer_clear(&label);
}

static void add_options(struct buffer *out, const struct option *options)
{
	for (; options && options->name; options++)
		add_option(out, options);
}

void help_all(struct buffer *out)
{
	buffer_add_string(out, "paraphe [-C DIR] [--draft PATH] [--as ID] [--language LANG] [--plain] [COMMAND …]\n\n");
	call_wrap(out,
		_("The terminal in which a draft declaration is read, annotated, amended and initialled, "
		  "paragraph by paragraph, with git underneath. Without a command the review is opened."),
		0);
	buffer_add_byte(out, '\n');
	add_options(out, command_line_options);
	for (size_t i = 0; command_at(i); i++) {
		const struct command *command = command_at(i);
		buffer_format(out, "\nparaphe %s%s%s\n", command->name, command->usage[0] ? " " : "", command->usage);
		call_wrap(out, _(command->help), INDENT);
	}
}

void help_command(struct buffer *out, const struct command *command)
{
	buffer_format(out, "paraphe %s%s%s\n", command->name, command->usage[0] ? " " : "", command->usage);
	call_wrap(out, _(command->help), INDENT);
	if (command->options && command->options->name)
		buffer_add_byte(out, '\n');
	add_options(out, command->options);
}

void help_version(struct buffer *out)
{
	buffer_format(out, "paraphe %s\n", version);
}

static const struct fault *run(struct call *call)
{
	const struct command *command;
	if (!call->options.word_count) {
		help_all(call->out);
		return NULL;
	}
	const struct fault *fault = command_find(&command, call->options.words[0]);
	if (!fault)
		help_command(call->out, command);
	return fault;
}

const struct command command_help = {
	"help", "[COMMAND]", N_("Says what paraphe, or one of its commands, can do."), NULL, 0, 1, run};
