#include "act/translating_journal.h"

#include "base/array.h"
#include "base/language.h"
#include "text/words.h"

static const char *const names[] = {"in-step", "words", "draft", "delete", "alone", "pair"};

/* --- written */

static void add_row(struct json *item, const struct translation_row *row)
{
	json_add_text(item, "source", buffer_text(&row->now));
	json_add_text(item, "was", buffer_text(&row->words));
}

static void add_item(struct json *list, const struct translation *translation, const struct translating_item *item)
{
	char hex[OID_HEX];
	struct json *object = json_add_object(list, NULL);
	json_add_string(object, "verb", names[item->verb]);
	add_row(object, &translation->rows[item->row]);
	json_add_text(object, "now", item->words);
	if (item->verb == TRANSLATE_PAIR)
		add_row(json_add_object(object, "with"), &translation->rows[item->with]);
	if (!item->as_of)
		return;
	oid_format(hex, item->as_of);
	json_add_string(object, "as-of", hex);
	struct json *paragraphs = json_add_array(object, "paragraphs");
	for (size_t i = 0; i < item->paragraph_count; i++)
		json_add_number(json_add_object(paragraphs, NULL), "paragraph", (long long)item->paragraphs[i] + 1);
}

struct json *translating_journal_keys(const struct review *review, const struct translation *translation,
	const struct translating_item *items, size_t count)
{
	char hex[OID_HEX];
	struct json *root = json_new_object();
	const struct translation_row *first = &translation->rows[items[0].row];
	json_add_string(root, "draft", review_draft(review)->path);
	oid_format(hex, &review->draft_blob);
	json_add_string(root, "blob", hex);
	json_add_string(root, "kind", "translate");
	json_add_number(root, "paragraph", first->target_count ? (long long)first->target + 1 : 0);
	json_add_text(root, "was", buffer_text(&first->words));
	json_add_text(root, "now", items[0].words);
	struct json *list = json_add_array(root, "translations");
	for (size_t i = 0; i < count; i++)
		add_item(list, translation, &items[i]);
	return root;
}

/* --- read back */

/* The row that has this source and these words; the count where none has. */
static size_t find_row(const struct translation *translation, const struct json *item)
{
	struct text source = text_of(json_find_string(item, "source")), was = text_of(json_find_string(item, "was"));
	for (size_t i = 0; i < translation->count; i++)
		if (words_same(buffer_text(&translation->rows[i].now), source) &&
			words_same(buffer_text(&translation->rows[i].words), was))
			return i;
	return translation->count;
}

/* What the source was that the words are in step with. */
static bool read_as_of(struct translating_item *out, struct oid *as_of, size_t **paragraphs, const struct json *item)
{
	const char *hex = json_find_string(item, "as-of");
	const struct json *list = json_find(item, "paragraphs");
	if (!hex)
		return true;
	if (!oid_parse(as_of, hex))
		return false;
	*paragraphs = memory_new(json_count(list), sizeof **paragraphs);
	for (size_t i = 0; i < json_count(list); i++) {
		long long number = 0;
		if (!json_number(json_find(json_at(list, i), "paragraph"), &number) || number < 1)
			return false;
		(*paragraphs)[i] = (size_t)number - 1;
	}
	out->as_of = as_of;
	out->paragraphs = *paragraphs;
	out->paragraph_count = json_count(list);
	return true;
}

static bool read_item(struct translating_item *out, struct oid *as_of, size_t **paragraphs,
	const struct translation *translation, const struct json *item)
{
	const char *verb = json_find_string(item, "verb");
	bool known = false;
	*out = (struct translating_item){
		.row = find_row(translation, item), .words = text_of(json_find_string(item, "now"))};
	for (size_t i = 0; i < ARRAY_SIZE(names) && verb; i++) {
		if (strcmp(names[i], verb) != 0)
			continue;
		out->verb = (enum translating_verb)i;
		known = true;
	}
	if (known && out->verb == TRANSLATE_PAIR)
		out->with = find_row(translation, json_find(item, "with"));
	return known && out->row < translation->count && out->with < translation->count &&
	       read_as_of(out, as_of, paragraphs, item);
}

const struct fault *translating_journal_replay(
	struct review *review, const struct json *keys, const struct again *again)
{
	const struct json *list = json_find(keys, "translations");
	size_t count = json_count(list);
	struct translation *translation;
	struct translating_item *items = memory_new(count, sizeof *items);
	struct oid *as_of = memory_new(count, sizeof *as_of);
	size_t **paragraphs = memory_new(count, sizeof *paragraphs);
	const struct fault *fault = translation_new(&translation, review);
	for (size_t i = 0; i < count && !fault; i++)
		if (!read_item(&items[i], &as_of[i], &paragraphs[i], translation, json_at(list, i)))
			fault = fault_new(FAULT_CONFLICT, "%s", _("its paragraph is not there any more"));
	if (!fault && count)
		fault = translating_run(review, translation, items, count, again);
	translation_free(translation);
	for (size_t i = 0; i < count; i++)
		free(paragraphs[i]);
	free(paragraphs);
	free(as_of);
	free(items);
	return fault;
}
