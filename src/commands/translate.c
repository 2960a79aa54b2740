#include "act/annotating.h"
#include "base/catalogue.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "commands/instep.h"
#include "commands/pofile.h"
#include "review/vocabulary.h"
#include "spelling/glossary.h"
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
		buffer_format(&line, "%s%s", _("not translated"), _(": "));
		visible_add(&line, buffer_text(&row->now), VISIBLE_ONE_LINE);
	} else {
		buffer_format(&line, "%s%s", _("without source"), _(": "));
		visible_add(&line, buffer_text(&row->words), VISIBLE_ONE_LINE);
	}
	call_wrap_text(out, buffer_text(&line), call_width(), 2, 2);
	buffer_clear(&line);
}

/* What differs between the two sides, and what there is to say of agreed terms (NULL: not looked for). */
static void add_points(struct buffer *out, const struct translation_row *row, const struct usage *usage)
{
	struct buffer line = {0}, points = {0};
	char number[NUMBER_TEXT];
	buffer_add(&points, buffer_text(&row->points));
	if (usage)
		usage_points(&points, usage);
	if (points.size) {
		number_show(number, row->number);
		buffer_format(&line, "%s ! ", number);
		visible_add(&line, buffer_text(&points), VISIBLE_ONE_LINE);
		call_wrap_text(out, buffer_text(&line), call_width(), 2, 2);
	}
	buffer_clear(&points);
	buffer_clear(&line);
}

/* What others propose for it, and their translators have not seen decided. */
static void add_suggested(struct buffer *out, const struct review *review, const struct translation_row *row)
{
	for (size_t i = 0; i < row->suggested_count; i++) {
		const struct amendment *amendment = &review->standing->amendments[row->suggested[i]];
		struct buffer line = {0};
		char number[NUMBER_TEXT];
		number_show(number, row->number);
		buffer_format(&line, "%s ✎ %s: ", number, amendment->name);
		worddiff_plain(&line, buffer_text(&amendment->was), buffer_text(&amendment->now));
		call_wrap_text(out, buffer_text(&line), call_width(), 2, 2);
		buffer_clear(&line);
	}
}

/* `usages`: of each row, NULL: terms are not looked for. */
static void add_text(struct buffer *out, const struct review *review, const struct translation *translation,
	const struct usage *usages)
{
	struct buffer line = {0};
	instep_counts(&line, review, translation);
	call_line(out, buffer_string(&line));
	for (size_t i = 0; i < translation->count; i++)
		if (translation_left(&translation->rows[i]))
			add_left(out, &translation->rows[i]);
	for (size_t i = 0; i < translation->count; i++)
		add_points(out, &translation->rows[i], usages ? &usages[i] : NULL);
	for (size_t i = 0; i < translation->count; i++)
		add_suggested(out, review, &translation->rows[i]);
	buffer_clear(&line);
}

/* --- and for a program */

static void add_terms_json(struct json *row, const struct usage *usage)
{
	static const char *const names[] = {"kept", "missing", "forbidden"};
	struct json *list = json_add_array(row, "terms");
	for (size_t i = 0; i < usage->count; i++) {
		const struct usage_item *item = &usage->items[i];
		struct json *object = json_add_object(list, NULL);
		json_add_string(object, "term", item->term);
		json_add_string(object, "agreed", item->agreed);
		json_add_string(object, "state", names[item->state]);
		if (item->met)
			json_add_string(object, "met", item->met);
	}
}

static void add_row_json(
	struct json *list, const struct review *review, const struct translation_row *row, const struct usage *usage)
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
	json_add_text(object, "points", buffer_text(&row->points));
	add_terms_json(object, usage);
	struct json *proposed = json_add_array(object, "proposed");
	for (size_t i = 0; i < row->suggested_count; i++)
		json_add_string(proposed, NULL, review->standing->amendments[row->suggested[i]].name);
}

static void add_json(struct json *list, const struct review *review, const struct translation *translation,
	const struct usage *usages)
{
	struct json *rows = json_add_array(instep_json(list, review, translation), "paragraphs");
	for (size_t i = 0; i < translation->count; i++)
		if (translation->rows[i].state != TRANSLATION_MUTE)
			add_row_json(rows, review, &translation->rows[i], &usages[i]);
}

/* --- agreed terms */

/* Those of each row, yours; what cannot be read, and what is not known of inflected forms, is said. */
static struct usage *find_usages(const struct review *review, const struct translation *translation)
{
	struct buffer list = {0};
	struct terms terms;
	struct usage *usages = memory_new(translation->count, sizeof *usages);
	const struct fault *fault = vocabulary_read_list(&list, review, VOCABULARY_TERMS);
	if (fault)
		call_note("%s", fault_text(fault));
	terms_read(&terms, buffer_text(&list));
	if (terms.trouble)
		call_note(P_("%s, line %zu: %s", "%s, line %zu: %s; and other lines", terms.trouble_count),
			VOCABULARY_TERMS, terms.trouble_line, terms.trouble);
	struct glossary *glossary = glossary_open(&terms, translation->source_language, translation->language);
	if (glossary_trouble(glossary))
		call_note("%s", glossary_trouble(glossary));
	for (size_t i = 0; i < translation->count; i++) {
		const struct translation_row *row = &translation->rows[i];
		if (row->state != TRANSLATION_MUTE)
			glossary_check(&usages[i], glossary, buffer_text(&row->now), buffer_text(&row->words));
	}
	glossary_close(glossary);
	terms_clear(&terms);
	buffer_clear(&list);
	return usages;
}

static void usages_free(struct usage *usages, size_t count)
{
	for (size_t i = 0; i < count; i++)
		usage_clear(&usages[i]);
	free(usages);
}

struct telling {
	struct call *call;
	struct json *list; /* NULL: as text */
};

static void tell(void *context, const struct review *review, const struct translation *translation)
{
	struct telling *telling = context;
	struct usage *usages = find_usages(review, translation);
	if (telling->list)
		add_json(telling->list, review, translation, usages);
	else
		add_text(telling->call->out, review, translation, usages);
	usages_free(usages, translation->count);
	if (translation->totals.left)
		telling->call->status = COMMAND_FOUND;
}

/* The one draft being read; or why it has nothing to be in step with. */
static const struct fault *tell_one(struct telling *telling, struct review *review)
{
	struct translation *translation;
	const struct fault *fault = translation_new(&translation, review);
	if (fault)
		return fault;
	tell(telling, review, translation);
	translation_free(translation);
	return NULL;
}

static const struct fault *status(struct call *call, struct review *review)
{
	struct json *root = options_has(&call->options, "json") ? json_new_object() : NULL;
	struct telling telling = {call, root ? json_add_array(root, "translations") : NULL};
	const struct fault *fault = NULL;
	size_t count = 0;
	if (!call->line->draft)
		fault = instep_each(&count, review, tell, &telling);
	if (!fault && !count)
		fault = tell_one(&telling, review);
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
			return instep_choose(review, i);
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
	add_text(call->out, review, translation, NULL);
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
	call_close(review);
	return fault;
}

const struct command command_translate = {"translate",
	"--status [--json] | --done LANG | --export LANG | --import LANG FILE",
	N_("Says which paragraphs of the translations are left to bring in step with the source; hands a language "
	   "over; writes and reads it as a gettext PO file."),
	options, 0, 1, run};
