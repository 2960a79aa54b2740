#include "act/linking.h"

#include "annotation/webjson.h"
#include "base/memory.h"

const struct amendment *linking_insertion(const struct review *review, const struct translation_row *row)
{
	const struct amendment *amendment =
		row->amendment == STANDING_NONE ? NULL : &review->standing->amendments[row->amendment];
	return amendment && amendment->kind == AMEND_INSERT ? amendment : NULL;
}

void linking_paragraph(struct annotation *link, const char *path, const struct oid *blob, size_t block)
{
	char hex[OID_HEX];
	struct target *target =
		link->targets[0].source ? annotation_add_target(link) : &link->targets[0]; /* the blank one first */
	oid_format(hex, blob);
	target->kind = TARGET_PARAGRAPH;
	target->source = memory_string(path);
	target->cached = memory_string(hex);
	target->paragraph = block + 1;
}

static void add_document(struct annotation *link, const char *path)
{
	struct target *target = link->targets[0].source ? annotation_add_target(link) : &link->targets[0];
	target->kind = TARGET_DOCUMENT;
	target->source = memory_string(path);
}

void linking_translated(struct annotation *link, const struct review *review, const struct translation_row *row)
{
	const char *path = review_draft(review)->path;
	const struct amendment *own =
		row->amendment == STANDING_NONE ? NULL : &review->standing->amendments[row->amendment];
	if (own && own->paragraph &&
		(own->kind == AMEND_INSERT || (own->kind == AMEND_REWORD && row->target_count == 1)))
		linking_paragraph(link, path, &own->blob, own->paragraph - 1);
	else
		for (size_t i = 0; i < row->target_count; i++)
			linking_paragraph(link, path, &review->draft_blob, row->target + i);
}

void linking_source(struct annotation *link, const struct translation *translation, const struct translation_row *row,
	const struct translating_item *item)
{
	if (item->as_of)
		for (size_t i = 0; i < item->paragraph_count; i++)
			linking_paragraph(link, translation->source_path, item->as_of, item->paragraphs[i]);
	else if (item->verb == TRANSLATE_DRAFT && row->as_of_count)
		for (size_t i = 0; i < row->as_of_count; i++)
			linking_paragraph(link, translation->source_path, &row->as_of, row->as_of_blocks[i]);
	else
		for (size_t i = 0; i < row->source_count; i++)
			linking_paragraph(link, translation->source_path, &translation->source_blob, row->source + i);
}

struct annotation *linking_new(struct record *record)
{
	struct annotation *link = annotation_new(LINKING);
	record_identify(record, link);
	return link;
}

void linking_put(struct record *record, const struct annotation *link)
{
	char *path = memory_format("annotations/%s/%s.json", record->review->identity.id, link->id);
	webjson_write(&record_file(record, path)->bytes, link);
	free(path);
}

void linking_alone(struct record *record, const struct translation *translation, const struct translation_row *row)
{
	const char *path = review_draft(record->review)->path;
	const struct translating_item today = {0};
	if (row->source_count) {
		struct annotation *link = linking_new(record);
		linking_source(link, translation, row, &today);
		add_document(link, path);
		linking_put(record, link);
		annotation_free(link);
	}
	if (row->target_count || linking_insertion(record->review, row)) {
		struct annotation *link = linking_new(record);
		linking_translated(link, record->review, row);
		add_document(link, translation->source_path);
		linking_put(record, link);
		annotation_free(link);
	}
}

void linking_pair(struct record *record, const struct translation *translation, const struct translating_item *item)
{
	const struct translation_row *one = &translation->rows[item->row];
	const struct translation_row *other = &translation->rows[item->with];
	struct annotation *link = linking_new(record);
	const struct translation_row *first = one < other ? one : other, *second = one < other ? other : one;
	const struct translating_item as_it_was = {.verb = TRANSLATE_DRAFT};
	linking_translated(link, record->review, first);
	linking_translated(link, record->review, second);
	linking_source(link, translation, first, &as_it_was);
	linking_source(link, translation, second, &as_it_was);
	linking_put(record, link);
	annotation_free(link);
}

/* As far in step as the whole was: of as many paragraphs each with its own, else each with all of them. */
static void split_source(
	struct annotation *link, const struct translation *translation, const struct translation_row *row, size_t i)
{
	bool one_to_one = row->as_of_count == row->source_count;
	for (size_t k = 0; k < row->as_of_count; k++)
		if (!one_to_one || k == i)
			linking_paragraph(link, translation->source_path, &row->as_of, row->as_of_blocks[k]);
	if (!row->as_of_count)
		linking_paragraph(link, translation->source_path, &translation->source_blob, row->source + i);
}

void linking_split(struct record *record, const struct translation *translation, const struct translation_row *row)
{
	const struct review *review = record->review;
	for (size_t i = 0; i < row->source_count && i < row->target_count; i++) {
		struct annotation *link = linking_new(record);
		linking_paragraph(link, review_draft(review)->path, &review->draft_blob, row->target + i);
		split_source(link, translation, row, i);
		linking_put(record, link);
		annotation_free(link);
	}
}
