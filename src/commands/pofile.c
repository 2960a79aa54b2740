#include "commands/pofile.h"

#include "act/translating.h"
#include "base/array.h"
#include "base/catalogue.h"
#include "base/language.h"
#include "review/lineage.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/visible.h"

#define BLOB_SCHEME "urn:git:blob:"

/* --- out */

static bool can_be_carried(const struct translation_row *row)
{
	const struct fault *fault = visible_check(buffer_text(&row->now));
	if (!fault)
		fault = visible_check(buffer_text(&row->words));
	if (!fault)
		fault = visible_check(buffer_text(&row->was));
	if (fault) {
		char number[NUMBER_TEXT];
		number_show(number, row->number);
		call_note(_("%s is left out: %s"), number, fault_text(fault));
	}
	return !fault;
}

static void add_entry(struct catalogue *catalogue, const struct translation *translation, struct translation_row *row)
{
	char number[NUMBER_TEXT];
	if (!row->source_count || row->state == TRANSLATION_MUTE || !can_be_carried(row))
		return;
	struct catalogue_entry *entry = ARRAY_ADD(catalogue->entries, catalogue->count, catalogue->capacity);
	number_format(number, row->number);
	entry->context = memory_string(number);
	entry->source = text_take(buffer_text(&row->now));
	entry->words = text_take(buffer_text(&row->words));
	entry->note = memory_string(block_kind_name(translation->source->blocks[row->source].kind));
	entry->fuzzy = row->state == TRANSLATION_STALE;
	if (entry->fuzzy && row->was.size)
		entry->previous = text_take(buffer_text(&row->was));
}

static char *safe(const char *words)
{
	return visible_take(words ? words : "");
}

const struct fault *pofile_export(
	struct buffer *out, const struct review *review, const struct translation *translation)
{
	char hex[OID_HEX];
	struct catalogue catalogue = {.when = clock_now()};
	const struct identity *identity = &review->identity;
	oid_format(hex, &translation->source_blob);
	catalogue.title = safe(labels_in(&review->consultation.title, translation->language));
	catalogue.language = safe(translation->language);
	catalogue.translator = safe(identity->id ? identity->name : "paraphe");
	catalogue.made_from = memory_format(BLOB_SCHEME "%s", hex);
	for (size_t i = 0; i < translation->count; i++)
		add_entry(&catalogue, translation, &translation->rows[i]);
	const struct fault *fault = catalogue_write(out, &catalogue);
	catalogue_clear(&catalogue);
	return fault;
}

/* --- in */

/* One file on its way in. */
struct import {
	struct review *review;
	const struct translation *translation;
	const struct catalogue *catalogue;
	struct lineage source;
	const struct lineage_version *made_from; /* NULL: the source as it stands */
	struct oid made_from_blob;
	struct translating_item *items;
	size_t count, in_step, left;
};

static const struct fault *find_made_from(struct import *in)
{
	const char *made_from = in->catalogue->made_from;
	if (!made_from || strncmp(made_from, BLOB_SCHEME, strlen(BLOB_SCHEME)) != 0 ||
		!oid_parse(&in->made_from_blob, made_from + strlen(BLOB_SCHEME)) ||
		oid_equal(&in->made_from_blob, &in->translation->source_blob))
		return NULL;
	const struct fault *fault = lineage_open(&in->source, in->review, in->translation->source_path);
	if (!fault && lineage_find(&in->made_from, &in->source, &in->made_from_blob)) {
		in->made_from = NULL;
		fault = fault_new(FAULT_MALFORMED, "%s",
			_("the PO file was made from a text that is not in this repository: export it again"));
	}
	return fault;
}

/* The row of this number whose source is this text. */
static size_t row_numbered(const struct import *in, const struct catalogue_entry *entry)
{
	for (size_t i = 0; i < in->translation->count; i++) {
		const struct translation_row *row = &in->translation->rows[i];
		char number[NUMBER_TEXT];
		number_format(number, row->number);
		if (row->source_count && text_is(buffer_text(&row->now), entry->source) &&
			(!entry->context || !strcmp(entry->context, number)))
			return i;
	}
	return STANDING_NONE;
}

static size_t row_with(const struct translation *translation, size_t source)
{
	for (size_t i = 0; i < translation->count; i++)
		if (source >= translation->rows[i].source &&
			source < translation->rows[i].source + translation->rows[i].source_count)
			return i;
	return STANDING_NONE;
}

/* The row whose source stood so in the version that the file was made from: *block there. */
static size_t row_of_then(const struct import *in, const struct catalogue_entry *entry, const size_t **block)
{
	const struct lineage_version *then = in->made_from;
	for (size_t i = 0; then && i < then->draft->count; i++) {
		size_t today = then->today[i];
		size_t row = today == STANDING_NONE ? STANDING_NONE : row_with(in->translation, today);
		if (row == STANDING_NONE || !text_is(then->draft->blocks[i].text, entry->source))
			continue;
		size_t *list = memory_new(1, sizeof *list);
		*list = i;
		*block = list;
		return row;
	}
	return STANDING_NONE;
}

/* Whether the source of a paragraph that has gone since was so. */
static bool was_there(const struct import *in, const struct catalogue_entry *entry)
{
	for (size_t i = 0; in->made_from && i < in->made_from->draft->count; i++)
		if (text_is(in->made_from->draft->blocks[i].text, entry->source))
			return true;
	return false;
}

static const struct fault *other_paragraphs(const struct catalogue_entry *entry)
{
	return fault_new(FAULT_MALFORMED,
		_("the PO file is of another text: its entry %.40s, “%.60s”, is no paragraph of the source; export it "
		  "again"),
		entry->context ? entry->context : "?", entry->source);
}

static void settle(struct import *in, const struct catalogue_entry *entry, struct translating_item item)
{
	const struct translation_row *row = &in->translation->rows[item.row];
	bool same = text_is(buffer_text(&row->words), entry->words);
	bool known = item.as_of && text_is(buffer_text(&row->was), entry->source);
	item.words = text_of(entry->words);
	item.verb = entry->fuzzy ? TRANSLATE_DRAFT : same ? TRANSLATE_IN_STEP : TRANSLATE_WORDS;
	bool unchanged = same && (entry->fuzzy || known || row->state != TRANSLATION_STALE);
	bool unfinished = !entry->words[0] || (entry->fuzzy && row->state == TRANSLATION_NEW);
	if (unchanged || unfinished) {
		in->left += unfinished || entry->fuzzy;
		free((void *)item.paragraphs);
		return;
	}
	in->in_step += item.verb == TRANSLATE_IN_STEP;
	in->items[in->count++] = item;
}

static const struct fault *add_item(struct import *in, bool *taken, const struct catalogue_entry *entry)
{
	const struct fault *fault = visible_check(text_of(entry->words));
	if (fault)
		return fault_context(fault, _("the entry %.40s of the PO file, “%.60s”"),
			entry->context ? entry->context : "?", entry->source);
	struct translating_item item = {.row = row_numbered(in, entry)};
	if (item.row == STANDING_NONE) {
		item.row = row_of_then(in, entry, &item.paragraphs);
		item.as_of = &in->made_from_blob;
		item.paragraph_count = 1;
	}
	if (item.row == STANDING_NONE && was_there(in, entry)) {
		in->left++;
		return NULL;
	}
	if (item.row == STANDING_NONE || taken[item.row]) {
		free((void *)item.paragraphs);
		return other_paragraphs(entry);
	}
	taken[item.row] = true;
	settle(in, entry, item);
	return NULL;
}

static void say(struct buffer *out, const struct import *in)
{
	size_t words = in->count - in->in_step;
	struct buffer line = {0};
	buffer_format(&line, P_("%zu paragraph translated", "%zu paragraphs translated", words), words);
	buffer_add_string(&line, ", ");
	buffer_format(&line, P_("%zu found in step", "%zu found in step", in->in_step), in->in_step);
	buffer_add_string(&line, ", ");
	buffer_format(&line, P_("%zu left to do", "%zu left to do", in->left), in->left);
	call_line(out, buffer_string(&line));
	buffer_clear(&line);
}

static const struct fault *import_entries(struct buffer *out, struct import *in)
{
	bool *taken = memory_new(in->translation->count, sizeof *taken);
	in->items = memory_new(in->catalogue->count, sizeof *in->items);
	const struct fault *fault = find_made_from(in);
	for (size_t i = 0; i < in->catalogue->count && !fault; i++)
		fault = add_item(in, taken, &in->catalogue->entries[i]);
	if (!fault && in->count)
		fault = translating_run(in->review, in->translation, in->items, in->count, NULL);
	if (!fault)
		say(out, in);
	for (size_t i = 0; i < in->count; i++)
		free((void *)in->items[i].paragraphs);
	lineage_clear(&in->source);
	free(in->items);
	free(taken);
	return fault;
}

const struct fault *pofile_import(
	struct buffer *out, struct review *review, const struct translation *translation, struct text bytes)
{
	struct catalogue catalogue;
	struct import in = {.review = review, .translation = translation, .catalogue = &catalogue};
	size_t at;
	if (!utf8_valid(bytes, &at))
		return fault_new(
			FAULT_MALFORMED, _("the PO file is not UTF-8 (at byte %zu): save it as UTF-8"), at + 1);
	const struct fault *fault = catalogue_read(&catalogue, bytes);
	if (fault)
		return fault;
	if (catalogue.language && catalogue.language[0] &&
		strncmp(catalogue.language, translation->language, strlen(translation->language)) != 0)
		fault = fault_new(FAULT_MALFORMED, _("the PO file is of the language %.20s, not %.20s"),
			catalogue.language, translation->language);
	if (!fault)
		fault = import_entries(out, &in);
	catalogue_clear(&catalogue);
	return fault;
}
