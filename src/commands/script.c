#include "commands/script.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/language.h"

struct script_words {
	char **items;
	bool *quoted; /* held a quoted part: a `$` in it is a `$` */
	size_t count, capacity, quoted_count, quoted_capacity;
};

struct script_name {
	char *name, *value;
};

struct script {
	const struct command_line *line;
	struct script_name *names;
	size_t count, capacity;
	char *waiting; /* the name that the next answer gets */
};

static void words_free(struct script_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->items[i]);
	free(words->items);
	free(words->quoted);
	*words = (struct script_words){0};
}

/* Reads what stands between two quotes; *at is behind the first one, then behind the second. */
static const struct fault *read_quoted(struct buffer *word, struct text line, size_t *at)
{
	for (; *at < line.size; ++*at) {
		char byte = line.bytes[*at];
		if (byte == '"') {
			++*at;
			return NULL;
		}
		if (byte == '\\') {
			byte = ++*at < line.size ? line.bytes[*at] : '\0';
			if (byte != '"' && byte != '\\' && byte != 'n')
				return fault_new(
					FAULT_MALFORMED, "%s", _("a \\ stands before something else than \", \\ or n"));
			byte = byte == 'n' ? '\n' : byte;
		}
		buffer_add_byte(word, byte);
	}
	return fault_new(FAULT_MALFORMED, "%s", _("a quote is not closed"));
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static const struct fault *split(struct script_words *out, struct text line)
{
	const struct fault *fault = NULL;
	for (size_t at = 0; at < line.size && !fault;) {
		struct buffer word = {0};
		bool quoted = false;
		if (is_blank(line.bytes[at])) {
			at++;
			continue;
		}
		while (at < line.size && !is_blank(line.bytes[at]) && !fault) {
			if (line.bytes[at] == '"') {
				quoted = true;
				at++;
				fault = read_quoted(&word, line, &at);
			} else {
				buffer_add_byte(&word, line.bytes[at++]);
			}
		}
		*ARRAY_ADD(out->items, out->count, out->capacity) = buffer_take(&word);
		*ARRAY_ADD(out->quoted, out->quoted_count, out->quoted_capacity) = quoted;
	}
	return fault;
}

/* Puts answers in the place of $NAME. */
static const struct fault *fill_in(struct script_words *words, const struct script *script)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *value = NULL;
		if (words->quoted[i] || words->items[i][0] != '$')
			continue;
		for (size_t j = 0; j < script->count; j++)
			if (!strcmp(script->names[j].name, words->items[i] + 1))
				value = script->names[j].value;
		if (!value)
			return fault_new(FAULT_MISSING, _("nothing has been called %.60s before"), words->items[i]);
		free(words->items[i]);
		words->items[i] = memory_string(value);
	}
	return NULL;
}

static const struct fault *set_clock(const char *words)
{
	struct moment moment;
	if (!clock_parse(&moment, words))
		return fault_new(FAULT_MALFORMED, _("“%.60s” is no time as in 2026-11-16T09:04:00+01:00"), words);
	clock_set(moment);
	return NULL;
}

static const struct fault *act(struct script *script, const struct script_words *words)
{
	struct buffer out = {0};
	const struct fault *fault = command_call(&out, script->line, words->count, words->items);
	if (!fault && script->waiting) {
		struct text rest = buffer_text(&out), answer = {0};
		if (!text_line(&rest, &answer))
			fault = fault_new(FAULT_MISSING, _("there is no answer to call $%.60s"), script->waiting);
		struct script_name *name = ARRAY_ADD(script->names, script->count, script->capacity);
		name->name = script->waiting;
		name->value = text_take(answer);
		script->waiting = NULL;
	}
	buffer_clear(&out);
	return fault;
}

static const struct fault *run_words(struct script *script, struct script_words *words)
{
	if (!words->count || words->items[0][0] == '#')
		return NULL;
	if (!strcmp(words->items[0], "clock") && words->count == 2)
		return set_clock(words->items[1]);
	if (!strcmp(words->items[0], "let") && words->count == 2) {
		free(script->waiting);
		script->waiting = memory_string(words->items[1]);
		return NULL;
	}
	const struct fault *fault = fill_in(words, script);
	return fault ? fault : act(script, words);
}

static const struct fault *run_line(struct script *script, struct text line)
{
	struct script_words words = {0};
	line = text_trim(line);
	const struct fault *fault = text_starts(line, "#") ? NULL : split(&words, line);
	if (!fault)
		fault = run_words(script, &words);
	words_free(&words);
	return fault;
}

const struct fault *script_run(
	const struct command_line *line, const char *name, struct text source, const struct progress *progress)
{
	struct script script = {.line = line};
	struct text rest = source, words;
	const struct fault *fault = NULL;
	for (size_t number = 1; !fault && text_line(&rest, &words); number++) {
		fault = fault_context(run_line(&script, words), _("%s, line %zu"), name, number);
		if (!fault && !progress_report(progress, source.size - rest.size, source.size))
			fault = fault_new(FAULT_BUSY, "%s", _("stopped before the end"));
	}
	for (size_t i = 0; i < script.count; i++) {
		free(script.names[i].name);
		free(script.names[i].value);
	}
	free(script.names);
	free(script.waiting);
	return fault;
}

const struct fault *script_clock(const char *name, struct text source)
{
	struct text rest = source, line;
	for (size_t number = 1; text_line(&rest, &line); number++) {
		if (!text_starts(line, "clock "))
			continue;
		char *words = text_take(text_trim(text_part(line, 6, line.size)));
		const struct fault *fault = fault_context(set_clock(words), _("%s, line %zu"), name, number);
		free(words);
		return fault;
	}
	return NULL;
}
