#include "act/annotating.h"
#include "base/catalogue.h"
#include "base/file.h"
#include "base/language.h"
#include "commands/jsonform.h"
#include "commands/pofile.h"
#include "text/visible.h"
#include "text/worddiff.h"

static const struct option options[] = {
	{"status", NULL, N_("what is left to do in each language (or that of --draft)"), 0, false},
	{"json", NULL, N_("for a program"), 0, false},
	{"done", "LANG", N_("hand this language over, saying what is still left"), 0, false},
	{"export", "LANG", N_("write this language as a gettext PO file"), 0, false},
	{"import", "LANG", N_("read FILE, a PO file that was exported; - is standard input"), 0, false},
	{0},
};

/* --- status as text */

static void add_counts(struct buffer *out, const struct translation_totals *totals)
{
	buffer_format(out, P_("%zu paragraph", "%zu paragraphs", totals->rows), totals->rows);
	buffer_add_string(out, ", ");
	buffer_format(out, P_("%zu stale", "%zu stale", totals->stale), totals->stale);
	buffer_add_string(out, ", ");
	buffer_format(out, P_("%zu not translated", "%zu not translated", totals->missing), totals->missing);
	buffer_add_string(out, ", ");
	buffer_format(out, P_("%zu without source", "%zu without source", totals->gone), totals->gone);
}

static void add_left(struct buffer *out, const struct translation_row *row)
{
	struct buffer line = {0};
	char number[NUMBER_TEXT];
	number_show(number, row->number);
	buffer_format(&line, "%s ", number);
	if (row->state == TRANSLATION_STALE) {
		buffer_add_string(&line, "◆ ");
		worddiff_plain(&line, buffer_text(&row->was), buffer_text(&row->now));
	} else if (row->state == TRANSLATION_NEW) {
		buffer_format(&line, "%s: ", _("not translated"));
		visible_add(&line, buffer_text(&row->now), VISIBLE_ONE_LINE);
	} else {
		buffer_format(&line, "%s: ", _("without source"));
		visible_add(&line, buffer_text(&row->words), VISIBLE_ONE_LINE);
	}
	call_wrap_text(out, buffer_text(&line), call_width(), 2, 2);
	buffer_clear(&line);
}

static void add_text(struct buffer *out, const struct review *review, const struct translation *translation)
{
	struct buffer line = {0};
	visible_add(&line, text_of(review_draft(review)->path), VISIBLE_ONE_LINE);
	buffer_add_string(&line, ": ");
	add_counts(&line, &translation->totals);
	call_line(out, buffer_string(&line));
	for (size_t i = 0; i < translation->count; i++)
		if (translation_left(&translation->rows[i]))
			add_left(out, &translation->rows[i]);
	buffer_clear(&line);
}

/* --- and for a program */

static void add_row_json(struct json *list, const struct translation_row *row)
{
	char number[NUMBER_TEXT];
	struct json *object = json_add_object(list, NULL);
	number_format(number, row->number);
	json_add_string(object, "paragraph", number);
	json_add_string(object, "state", translation_state_name(row->state));
	json_add_number(object, "source", row->source_count ? (long long)row->source + 1 : 0);
	json_add_number(object, "block", row->target_count ? (long long)row->target + 1 : 0);
	json_add_text(object, "was", buffer_text(&row->was));
	json_add_text(object, "now", buffer_text(&row->now));
	json_add_text(object, "words", buffer_text(&row->words));
}

static void add_json(struct json *list, const struct review *review, const struct translation *translation)
{
	struct json *object = json_add_object(list, NULL);
	const struct translation_totals *totals = &translation->totals;
	json_add_string(object, "draft", review_draft(review)->path);
	json_add_string(object, "language", translation->language);
	json_add_string(object, "source", translation->source_path);
	json_add_number(object, "total", (long long)totals->rows);
	json_add_number(object, "left", (long long)totals->left);
	json_add_number(object, "stale", (long long)totals->stale);
	json_add_number(object, "new", (long long)totals->missing);
	json_add_number(object, "gone", (long long)totals->gone);
	struct json *rows = json_add_array(object, "paragraphs");
	for (size_t i = 0; i < translation->count; i++)
		if (translation->rows[i].state != TRANSLATION_MUTE)
			add_row_json(rows, &translation->rows[i]);
}

static const struct fault *choose(struct review *review, size_t draft)
{
	const struct fault *fault = review_choose(review, draft);
	return fault ? fault : review_complete(review);
}

/* One draft; `list` is NULL for text. */
static const struct fault *add_status(struct call *call, struct review *review, struct json *list)
{
	struct translation *translation;
	const struct fault *fault = translation_new(&translation, review);
	if (fault)
		return fault;
	if (list)
		add_json(list, review, translation);
	else
		add_text(call->out, review, translation);
	if (translation->totals.left)
		call->status = COMMAND_FOUND;
	translation_free(translation);
	return NULL;
}

static const struct fault *status(struct call *call, struct review *review)
{
	struct json *root = options_has(&call->options, "json") ? json_new_object() : NULL;
	struct json *list = root ? json_add_array(root, "translations") : NULL;
	const struct fault *fault = NULL;
	size_t count = 0;
	for (size_t i = 0; i < review->consultation.draft_count && !fault && !call->line->draft; i++) {
		if (!translation_is(review, i))
			continue;
		count++;
		fault = choose(review, i);
		if (!fault)
			fault = add_status(call, review, list);
	}
	if (!fault && !count) /* of one draft, or why there is none */
		fault = add_status(call, review, list);
	if (!fault && root)
		call_json(call->out, root);
	else
		json_free(root);
	return fault;
}

/* --- one language */

static const struct fault *choose_language(struct review *review, const char *language)
{
	const struct consultation *consultation = &review->consultation;
	for (size_t i = 0; i < consultation->draft_count; i++)
		if (!strcmp(consultation->drafts[i].language, language) ||
			!strcmp(consultation->drafts[i].path, language))
			return choose(review, i);
	return fault_new(FAULT_MISSING, _("no draft of this consultation is in the language “%.20s”"), language);
}

/* Tells everybody, by a remark on the whole text, that this language is done, and what of it is not. */
static const struct fault *hand_over(struct call *call, struct review *review, const struct translation *translation)
{
	char id[UUID_TEXT];
	struct buffer words = {0};
	const struct translation_totals *totals = &translation->totals;
	if (totals->left) {
		buffer_format(&words,
			P_("Translation handed over; %zu paragraph is left:",
				"Translation handed over; %zu paragraphs are left:", totals->left),
			totals->left);
		for (size_t i = 0; i < translation->count; i++) {
			char number[NUMBER_TEXT];
			if (!translation_left(&translation->rows[i]))
				continue;
			number_show(number, translation->rows[i].number);
			buffer_format(&words, " %s", number);
		}
		call->status = COMMAND_FOUND;
	} else {
		buffer_add_string(&words, _("Translation handed over: all of it is in step with its source."));
	}
	add_text(call->out, review, translation);
	struct remark_order order = {.general = true, .text = buffer_text(&words)};
	const struct fault *fault = annotating_remark(id, review, &order);
	if (!fault)
		call_line(call->out, id);
	buffer_clear(&words);
	return fault;
}

static const struct fault *import(struct call *call, struct review *review, const struct translation *translation)
{
	struct buffer bytes = {0};
	if (!call->options.word_count)
		return fault_new(FAULT_MALFORMED, "%s", _("which file? paraphe translate --import LANG FILE"));
	const struct fault *fault = file_read(&bytes, call->options.words[0], CATALOGUE_LIMIT);
	if (!fault)
		fault = pofile_import(call->out, review, translation, buffer_text(&bytes));
	buffer_clear(&bytes);
	return fault;
}

static const struct fault *one_language(struct call *call, struct review *review, const char *what)
{
	struct translation *translation = NULL;
	const struct fault *fault = choose_language(review, options_find(&call->options, what));
	if (!fault)
		fault = translation_new(&translation, review);
	if (!fault && !strcmp(what, "export"))
		fault = pofile_export(call->out, review, translation);
	else if (!fault && !strcmp(what, "import"))
		fault = import(call, review, translation);
	else if (!fault)
		fault = hand_over(call, review, translation);
	translation_free(translation);
	return fault;
}

static const struct fault *run(struct call *call)
{
	static const char *const all[] = {"status", "done", "export", "import"};
	struct review *review;
	const char *what = NULL;
	const struct fault *fault = NULL;
	for (size_t i = 0; i < sizeof all / sizeof *all && !fault; i++) {
		if (!options_has(&call->options, all[i]))
			continue;
		if (what)
			fault = call_either(call, what, all[i]);
		what = all[i];
	}
	if (!fault && !what)
		fault = fault_new(FAULT_MALFORMED, "%s",
			_("say what is to be done: --status, --done LANG, --export LANG or --import LANG FILE"));
	if (!fault && call->options.word_count && strcmp(what, "import") != 0)
		fault = fault_new(
			FAULT_MALFORMED, _("“%.80s” is too much: only --import reads a file"), call->options.words[0]);
	if (!fault)
		fault = call_review(&review, call);
	if (fault)
		return fault;
	fault = strcmp(what, "status") != 0 ? one_language(call, review, what) : status(call, review);
	review_close(review);
	return fault;
}

const struct command command_translate = {"translate",
	"--status [--json] | --done LANG | --export LANG | --import LANG FILE",
	N_("Says which paragraphs of the translations are left to bring in step with the source; hands a language "
	   "over; "
	   "writes and reads it as a gettext PO file."),
	options, 0, 1, run};
