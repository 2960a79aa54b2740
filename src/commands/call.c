#include "commands/call.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "act/recovery.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/nearest.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "text/wrap.h"

enum { USUAL_WIDTH = 80, LEAST_WIDTH = 20, MOST_WIDTH = 200 };

/* Acts that an earlier process could not finish; what stands in their way is said in the notices. */
static void recover(struct review *review)
{
	size_t recovered = 0;
	const struct fault *fault = recovery_replay(&recovered, review);
	if (recovered)
		call_note(P_("%zu act that had not been saved is saved now",
				  "%zu acts that had not been saved are saved now", recovered),
			recovered);
	if (fault)
		call_note("%s",
			fault_text(fault)); /* a journal that cannot be read keeps nobody from reading the draft */
}

/* Somebody off the roster may write; who has mistyped an id should know it. */
static void say_unlisted(const struct review *review)
{
	const struct consultation *consultation = &review->consultation;
	const char *id = review->identity.id;
	struct nearest nearest = {.word = id};
	size_t known = id ? standing_reviewer(review->standing, id) : STANDING_NONE;
	if (!id || !consultation->member_count || review->identity.listed ||
		(known != STANDING_NONE && !oid_is_zero(&review->standing->reviewers[known].tip)))
		return;
	for (size_t i = 0; i < consultation->member_count; i++)
		nearest_weigh(&nearest, consultation->roster[i].id);
	if (nearest.name)
		call_note(_("nobody on the roster is called %s; the nearest is %s"), id, nearest.name);
	else
		call_note(_("nobody on the roster is called %s: you act as somebody off the roster"), id);
}

const struct fault *call_review(struct review **out, struct call *call)
{
	const struct command_line *line = call->line;
	struct review_options options = {.folder = line->folder, .as = line->as, .draft = line->draft};
	struct review *review = NULL;
	const struct fault *fault = review_open(&review, &options);
	if (fault)
		return fault;
	if (!line->language && !language_named() && review->identity.language)
		language_open(review->identity.language);
	recover(review);
	fault = review_complete(review);
	if (fault) {
		review_close(review);
		return fault;
	}
	if (line->as || getenv("PARAPHE_AS"))
		say_unlisted(review);
	*out = review;
	return NULL;
}

void call_close(struct review *review)
{
	struct text rest = review ? buffer_text(&review->asides) : (struct text){0}, line;
	while (text_line(&rest, &line))
		if (line.size)
			call_note("%.*s", (int)line.size, line.bytes);
	review_close(review);
}

const struct fault *call_need(const char **out, const struct call *call, const char *name)
{
	*out = options_find(&call->options, name);
	if (*out)
		return NULL;
	return fault_new(
		FAULT_MALFORMED, _("--%s is missing: paraphe %s %s"), name, call->command->name, call->command->usage);
}

const struct fault *call_either(const struct call *call, const char *one, const char *other)
{
	const struct option *a = options_given(&call->options, one), *b = options_given(&call->options, other);
	char first[OPTION_TEXT], second[OPTION_TEXT];
	if (!a || !b)
		return NULL;
	option_show(first, a);
	option_show(second, b);
	return fault_new(FAULT_MALFORMED, _("%s and %s exclude each other: give one of them"), first, second);
}

static const struct fault *no_such_paragraph(const struct review *review, const char *words)
{
	char last[NUMBER_TEXT] = "";
	if (!review->numbering.count)
		return fault_new(FAULT_MISSING, _("the draft %.200s has no paragraphs"), review_draft(review)->path);
	number_show(last, review->numbering.numbers[review->numbering.count - 1]);
	return fault_new(FAULT_MISSING, _("there is no paragraph %.60s in %.200s; its last one is %s"), words,
		review_draft(review)->path, last);
}

const struct fault *call_block(size_t *block, const struct review *review, const char *words, bool start)
{
	struct number number;
	*block = STANDING_NONE;
	if (start && !strcmp(words, "0"))
		return NULL;
	if (!number_parse(&number, text_of(words)))
		return fault_new(FAULT_MALFORMED, _("“%.60s” is no paragraph number: write 12, or 12bis"), words);
	if (number.plus)
		return fault_new(FAULT_MALFORMED,
			_("§%.60s is a proposal, not a paragraph of the draft yet: name it with its author, as in "
			  "ID:12+1"),
			words);
	*block = numbering_find(&review->numbering, number);
	return *block == ALIGN_NONE ? no_such_paragraph(review, words) : NULL;
}

const struct fault *call_amendment(size_t *amendment, const struct review *review, const char *name)
{
	*amendment = standing_amendment(review->standing, name);
	if (*amendment != STANDING_NONE)
		return NULL;
	if (!strchr(name, ':'))
		return fault_new(FAULT_MALFORMED,
			_("“%.80s” does not name an amendment: write ID:12, as `paraphe amendments` does"), name);
	return fault_new(FAULT_MISSING, _("there is no amendment %.80s of %.200s; `paraphe amendments` lists them"),
		name, review_draft(review)->path);
}

/* LF line ends; no byte order mark. */
static void add_lines(struct buffer *out, struct text text)
{
	if (text_starts(text, "\xef\xbb\xbf"))
		text = text_part(text, 3, text.size);
	for (size_t i = 0; i < text.size; i++)
		if (text.bytes[i] != '\r' || i + 1 == text.size || text.bytes[i + 1] != '\n')
			buffer_add_byte(out, text.bytes[i]);
}

const struct fault *call_text(struct buffer *out, const struct call *call, size_t limit, bool needed)
{
	const char *message = options_find(&call->options, "message"), *path = options_find(&call->options, "file");
	struct buffer bytes = {0};
	const struct fault *fault = call_either(call, "message", "file");
	if (!fault && !message && !path && needed)
		fault = fault_new(FAULT_MALFORMED, _("there is no text: add -m TEXT or -F FILE to paraphe %s"),
			call->command->name);
	if (fault || (!message && !path))
		return fault;
	if (path)
		fault = file_read(&bytes, path, limit);
	else
		buffer_add_string(&bytes, message);
	add_lines(out, text_trim(buffer_text(&bytes)));
	buffer_clear(&bytes);
	if (!fault && !out->size)
		fault = fault_new(FAULT_MALFORMED, "%s", _("the text is empty: write something first"));
	if (!fault && out->size > limit)
		fault = fault_new(FAULT_MALFORMED, _("the text has %zu bytes, more than the %zu that can be saved"),
			out->size, limit);
	return fault;
}

void call_line(struct buffer *out, const char *words)
{
	buffer_add_string(out, words);
	buffer_add_byte(out, '\n');
}

void call_said(struct call *call, const struct review *review, const char *id)
{
	if (threads_find(&review->standing->threads, id) != THREAD_NONE)
		call_note("%s", _("you have said that already: nothing was added"));
	call_line(call->out, id);
}

size_t call_width(void)
{
	struct winsize size;
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col)
		return USUAL_WIDTH;
	return size.ws_col < LEAST_WIDTH ? LEAST_WIDTH : size.ws_col > MOST_WIDTH ? MOST_WIDTH : size.ws_col;
}

void call_wrap_text(struct buffer *out, struct text words, size_t width, size_t indent, size_t hanging)
{
	struct wrap wrap = {0};
	size_t taken = indent + hanging, cells = width > taken + LEAST_WIDTH ? width - taken : LEAST_WIDTH;
	wrap_text(&wrap, words, cells, 0);
	for (size_t i = 0; i < wrap.count; i++) {
		struct text row = text_part(words, wrap.rows[i].start, wrap.rows[i].end);
		if (row.size)
			buffer_format(out, "%*s", (int)(i ? taken : indent), "");
		buffer_add(out, row);
		buffer_add_byte(out, '\n');
	}
	wrap_clear(&wrap);
}

void call_wrap(struct buffer *out, const char *words, size_t indent)
{
	call_wrap_text(out, text_of(words), call_width(), indent, 0);
}

void call_beside(struct buffer *out, struct text label, struct text words, size_t width)
{
	struct buffer rows = {0};
	size_t cells = utf8_cells(label);
	call_wrap_text(&rows, words, width, cells, 0);
	struct text all = buffer_text(&rows);
	buffer_add(out, label);
	buffer_add(out, text_part(all, text_is(all, "\n") ? 0 : cells, all.size)); /* an empty row has no indent */
	buffer_clear(&rows);
}

static bool must_escape(struct text character, int32_t point)
{
	return point == 0x7f || (point > 0x7f && !visible_is(character, VISIBLE_KEEP_LINES));
}

static void add_escaped(struct buffer *out, int32_t point)
{
	if (point < 0x10000) {
		buffer_format(out, "\\u%04X", (unsigned int)point);
		return;
	}
	unsigned int rest = (unsigned int)point - 0x10000;
	buffer_format(out, "\\u%04X\\u%04X", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
}

void call_json(struct buffer *out, struct json *root)
{
	struct buffer bytes = {0};
	json_write(&bytes, root);
	json_free(root);
	struct text all = buffer_text(&bytes);
	for (size_t at = 0, step; at < all.size; at += step) {
		int32_t point;
		step = utf8_step(all, at, &point);
		struct text character = text_part(all, at, at + step);
		if (must_escape(character, point))
			add_escaped(out, point);
		else
			buffer_add(out, character);
	}
	buffer_clear(&bytes);
}

void call_note(const char *format, ...)
{
	struct buffer safe = {0};
	char *words = NULL;
	va_list arguments;
	va_start(arguments, format);
	int size = vasprintf(&words, format, arguments);
	va_end(arguments);
	if (size < 0)
		return;
	visible_add(&safe, text_of(words), VISIBLE_ONE_LINE);
	fprintf(stderr, "paraphe: %s\n", buffer_string(&safe));
	buffer_clear(&safe);
	free(words);
}

const struct fault *call_write(struct buffer *out)
{
	bool written = out->size == 0 || fwrite(out->bytes, 1, out->size, stdout) == out->size;
	if (!written || fflush(stdout) != 0)
		return fault_system("%s", _("the answer cannot be written"));
	buffer_empty(out);
	return NULL;
}

const struct fault *call_flush(struct call *call)
{
	return call->direct ? call_write(call->out) : NULL;
}
