#include "commands/options.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/language.h"
#include "commands/nearest.h"

void option_show(char out[OPTION_TEXT], const struct option *option)
{
	if (option->letter && option->value)
		snprintf(out, OPTION_TEXT, "-%c", option->letter);
	else
		snprintf(out, OPTION_TEXT, "--%s", option->name);
}

static const struct option *find_long(const struct option *known, const char *name, size_t size)
{
	for (; known->name; known++)
		if (strlen(known->name) == size && !memcmp(known->name, name, size))
			return known;
	return NULL;
}

static const struct option *find_letter(const struct option *known, char letter)
{
	for (; known->name; known++)
		if (known->letter && known->letter == letter)
			return known;
	return NULL;
}

static const struct fault *unknown(const struct option *known, const char *argument)
{
	char *name = memory_copy(argument, strcspn(argument, "="));
	struct nearest nearest = {.word = name + strspn(name, "-")};
	const struct fault *fault;
	for (; known->name; known++)
		nearest_weigh(&nearest, known->name);
	if (nearest.name)
		fault = fault_new(
			FAULT_MALFORMED, _("there is no option %.80s; the nearest is --%s"), name, nearest.name);
	else
		fault = fault_new(FAULT_MALFORMED, _("there is no option %.80s"), name);
	free(name);
	return fault;
}

static const struct fault *add_value(struct options *out, const struct option *option, const char *value)
{
	char shown[OPTION_TEXT];
	option_show(shown, option);
	if (!option->many && options_has(out, option->name))
		return fault_new(FAULT_MALFORMED, _("%s is given twice: give it once"), shown);
	struct options_value *item = ARRAY_ADD(out->values, out->count, out->capacity);
	item->option = option;
	item->value = value;
	return NULL;
}

/* `attached` is the value that stands in the same argument, or NULL. Moves *at over a value of its own. */
static const struct fault *take_option(struct options *out, const struct option *option, const char *attached,
	char *const *arguments, size_t count, size_t *at)
{
	char shown[OPTION_TEXT];
	option_show(shown, option);
	if (!option->value && attached)
		return fault_new(FAULT_MALFORMED, _("%s takes no value"), shown);
	if (!option->value)
		return add_value(out, option, "");
	if (attached)
		return add_value(out, option, attached);
	if (*at + 1 >= count)
		return fault_new(FAULT_MALFORMED, _("%s needs a value: %s %s"), shown, shown, option->value);
	return add_value(out, option, arguments[++*at]);
}

static const struct fault *take_argument(
	struct options *out, const struct option *known, char *const *arguments, size_t count, size_t *at)
{
	const char *argument = arguments[*at], *attached = NULL;
	const struct option *option;
	if (argument[1] == '-') {
		size_t size = strcspn(argument + 2, "=");
		option = find_long(known, argument + 2, size);
		if (argument[2 + size])
			attached = argument + 2 + size + 1;
	} else {
		option = find_letter(known, argument[1]);
		if (argument[2])
			attached = argument + 2;
	}
	if (!option)
		return unknown(known, argument);
	return take_option(out, option, attached, arguments, count, at);
}

const struct fault *options_read(
	struct options *out, const struct option *known, char *const *arguments, size_t count, bool only_before)
{
	const struct fault *fault = NULL;
	bool ended = false;
	size_t at = 0;
	for (; at < count && !fault; at++) {
		const char *argument = arguments[at];
		if (!ended && !strcmp(argument, "--")) {
			ended = true;
		} else if (!ended && argument[0] == '-' && argument[1]) {
			fault = take_argument(out, known, arguments, count, &at);
		} else if (only_before) {
			break;
		} else {
			const char **word = ARRAY_ADD(out->words, out->word_count, out->word_capacity);
			*word = argument;
		}
	}
	out->used = at;
	return fault;
}

void options_clear(struct options *options)
{
	free(options->values);
	free(options->words);
	*options = (struct options){0};
}

static const struct options_value *find_value(const struct options *options, const char *name)
{
	for (size_t i = options->count; i-- > 0;)
		if (!strcmp(options->values[i].option->name, name))
			return &options->values[i];
	return NULL;
}

const char *options_find(const struct options *options, const char *name)
{
	const struct options_value *value = find_value(options, name);
	return value ? value->value : NULL;
}

const struct option *options_given(const struct options *options, const char *name)
{
	const struct options_value *value = find_value(options, name);
	return value ? value->option : NULL;
}

const char **options_all(const struct options *options, const char *name)
{
	const char **all = memory_new(options->count + 1, sizeof *all);
	size_t count = 0;
	for (size_t i = 0; i < options->count; i++)
		if (!strcmp(options->values[i].option->name, name))
			all[count++] = options->values[i].value;
	return all;
}
