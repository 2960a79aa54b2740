#include "act/translating.h"

#include "act/linking.h"
#include "act/proposal.h"
#include "act/translating_journal.h"
#include "act/updating.h"
#include "annotation/webjson.h"
#include "base/array.h"
#include "base/language.h"
#include "draft/parts.h"
#include "draft/rewrite.h"
#include "text/visible.h"
#include "text/words.h"

/* What one item does to the branch: edits, and where its words will stand. */
struct landing {
	struct annotation *link; /* with its id, or NULL; its translation's targets are filled in at each try */
	size_t first_edit, edit_count;
};

struct translating {
	struct proposal at;
	const struct translation *translation;
	const struct translating_item *items;
	struct landing *landings;
	size_t count;
	struct edit *edits;
	size_t edit_count, edit_capacity;
};

static const struct translation_row *row_of(const struct translating *t, size_t item)
{
	return &t->translation->rows[t->items[item].row];
}

static bool writes(enum translating_verb verb)
{
	return verb == TRANSLATE_WORDS || verb == TRANSLATE_DRAFT;
}

static bool edits_text(enum translating_verb verb)
{
	return writes(verb) || verb == TRANSLATE_DELETE;
}

/* What does not depend on the branch's tip. */
static void add_links(struct translating *t, struct record *record)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct translating_item *item = &t->items[i];
		const struct translation_row *row = row_of(t, i);
		if (item->verb == TRANSLATE_ALONE) {
			linking_alone(record, t->translation, row);
		} else if (item->verb == TRANSLATE_PAIR) {
			linking_pair(record, t->translation, item);
		} else if (item->verb == TRANSLATE_SPLIT) {
			linking_split(record, t->translation, row);
		} else if (item->verb == TRANSLATE_IN_STEP) {
			struct annotation *link = linking_new(record);
			linking_translated(link, record->review, row);
			linking_source(link, t->translation, row, item);
			linking_put(record, link);
			annotation_free(link);
		} else if (writes(item->verb)) {
			t->landings[i].link = linking_new(record);
		}
	}
}

/* --- words */

static struct edit *add_edit(struct translating *t, enum edit_kind kind)
{
	struct edit *edit = ARRAY_ADD(t->edits, t->edit_count, t->edit_capacity);
	edit->kind = kind;
	return edit;
}

/* One part of the words a block, the rest for the last; blocks beyond the words go. */
static const struct fault *reword_blocks(
	struct translating *t, const struct translation_row *row, const struct translating_item *item)
{
	struct text rest = item->words;
	for (size_t i = 0; i < row->target_count; i++) {
		size_t mine = proposal_block(&t->at, row->target + i, false);
		if (mine == ALIGN_NONE)
			return fault_new(FAULT_CONFLICT, "%s",
				_("you propose to delete this paragraph: withdraw that proposal first"));
		enum block_kind kind = t->at.branch->blocks[mine].kind;
		struct text part = rest, after = rest;
		if (item->verb == TRANSLATE_DELETE || !text_trim(rest).size) {
			add_edit(t, EDIT_DELETE)->block = mine;
			continue;
		}
		if (i + 1 < row->target_count && parts_next(&after, &part, kind))
			rest = after;
		else
			rest = text_of("");
		struct edit *edit = add_edit(t, EDIT_REWORD);
		edit->block = mine;
		edit->text = part;
	}
	return NULL;
}

/* The branch's block that a new paragraph follows: that of the nearest row before it that has one. */
static size_t place_before(const struct translating *t, size_t index)
{
	while (index-- > 0) {
		const struct translation_row *row = &t->translation->rows[index];
		const struct amendment *own = linking_insertion(t->at.review, row);
		if (own && oid_equal(&own->blob, &t->at.branch_blob))
			return own->paragraph - 1;
		if (row->target_count) {
			size_t block = proposal_block(&t->at, row->target + row->target_count - 1, true);
			return block == ALIGN_NONE ? EDIT_START : block;
		}
	}
	return EDIT_START;
}

static const struct fault *edit_own(
	struct translating *t, const struct amendment *own, const struct translating_item *item)
{
	if (!oid_equal(&own->blob, &t->at.branch_blob) || !own->paragraph)
		return fault_new(FAULT_BUSY, "%s", _("your text has just changed in another window: try once more"));
	struct edit *edit = add_edit(t, item->verb == TRANSLATE_DELETE ? EDIT_DELETE : EDIT_REWORD);
	edit->block = own->paragraph - 1;
	edit->text = item->words;
	return NULL;
}

static const struct fault *edit_item(struct translating *t, size_t i)
{
	const struct translating_item *item = &t->items[i];
	const struct translation_row *row = row_of(t, i);
	const struct amendment *own = linking_insertion(t->at.review, row);
	const struct fault *fault = NULL;
	t->landings[i].first_edit = t->edit_count;
	if (own)
		fault = edit_own(t, own, item);
	else if (row->target_count)
		fault = reword_blocks(t, row, item);
	else {
		struct edit *edit = add_edit(t, EDIT_INSERT);
		edit->after = place_before(t, item->row);
		edit->text = item->words;
		edit->like = t->translation->source;
		edit->like_block = row->source;
	}
	t->landings[i].edit_count = t->edit_count - t->landings[i].first_edit;
	return fault;
}

/* How many blocks an edit's words are. */
static size_t parts_of(const struct translating *t, const struct edit *edit)
{
	struct buffer clean = {0};
	struct text part, rest;
	size_t count = 0;
	enum block_kind kind = edit->kind == EDIT_INSERT ? edit->like->blocks[edit->like_block].kind
							 : t->at.branch->blocks[edit->block].kind;
	parts_clean(&clean, edit->text, kind);
	for (rest = buffer_text(&clean); parts_next(&rest, &part, kind);)
		count++;
	buffer_clear(&clean);
	return count;
}

/* Where an edit's words begin in the new draft: what stands before them, old and new. */
static size_t landing_of(const struct translating *t, const struct edit *edit)
{
	bool inserts = edit->kind == EDIT_INSERT;
	size_t old = !inserts ? edit->block : edit->after == EDIT_START ? 0 : edit->after + 1, at = old;
	for (size_t i = 0; i < t->edit_count; i++) {
		const struct edit *other = &t->edits[i];
		size_t after = other->after == EDIT_START ? 0 : other->after + 1;
		if (other->kind == EDIT_INSERT && (after < old || (after == old && (!inserts || other < edit))))
			at += parts_of(t, other);
		if (other->kind == EDIT_REWORD && other->block < old)
			at += parts_of(t, other) - 1;
		if (other->kind == EDIT_DELETE && other->block < old)
			at--;
	}
	return at;
}

static void link_words(struct translating *t, struct record *record, size_t i, const struct oid *blob)
{
	const struct landing *landing = &t->landings[i];
	struct annotation *link = annotation_new(LINKING);
	memcpy(link->id, landing->link->id, UUID_TEXT);
	link->created = landing->link->created;
	link->nickname = memory_string(landing->link->nickname);
	link->name = memory_string(landing->link->name);
	link->organisation = memory_string(landing->link->organisation);
	link->group = memory_string(landing->link->group);
	for (size_t k = 0; k < landing->edit_count; k++) {
		const struct edit *edit = &t->edits[landing->first_edit + k];
		size_t parts = edit->kind == EDIT_DELETE ? 0 : parts_of(t, edit), at = landing_of(t, edit);
		for (size_t part = 0; part < parts; part++)
			linking_paragraph(link, review_draft(t->at.review)->path, blob, at + part);
	}
	linking_source(link, t->translation, row_of(t, i), &t->items[i]);
	linking_put(record, link);
	annotation_free(link);
}

static bool touched(const struct translating *t)
{
	for (size_t i = 0; i < t->count; i++)
		for (size_t k = 0; k < row_of(t, i)->target_count && edits_text(t->items[i].verb); k++)
			if (proposal_touched(&t->at, row_of(t, i)->target + k))
				return true;
	return false;
}

/* The words that the translator saw are those the branch holds now. */
static const struct fault *unchanged(const struct translating *t)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct translation_row *row = row_of(t, i);
		struct buffer present = {0};
		for (size_t k = 0; k < row->target_count && writes(t->items[i].verb); k++) {
			size_t mine = proposal_block(&t->at, row->target + k, false);
			if (present.size)
				buffer_add_string(&present, "\n\n");
			if (mine != ALIGN_NONE)
				amendment_words(&present, t->at.branch, mine, t->at.proposed.split_from);
		}
		bool same = !present.size || words_same(buffer_text(&present), buffer_text(&row->words)) ||
			    linking_insertion(t->at.review, row);
		buffer_clear(&present);
		if (!same)
			return fault_new(FAULT_CONFLICT, "%s",
				_("these words have been changed meanwhile, in another window or by the base: look "
				  "again"));
	}
	return NULL;
}

/* At each try: the branch as it is now, the edits, the new draft, and links to its paragraphs. */
static const struct fault *prepare(struct record *record, const struct oid *tip)
{
	struct translating *t = record->context;
	struct buffer source = {0};
	struct oid commit, blob;
	t->edit_count = 0;
	const struct fault *fault = proposal_look(&t->at, tip);
	if (!fault)
		fault = unchanged(t);
	if (!fault && touched(t)) {
		fault = updating_commit(&commit, NULL, t->at.review, tip, NULL, 0);
		if (!fault) {
			record->base_first = commit;
			fault = proposal_look(&t->at, &commit);
		}
	}
	for (size_t i = 0; i < t->count && !fault; i++)
		if (edits_text(t->items[i].verb))
			fault = edit_item(t, i);
	for (size_t i = 0; i < t->edit_count && !fault; i++)
		if (t->edits[i].text.size > DRAFT_BLOCK_LIMIT)
			fault = fault_new(FAULT_MALFORMED, "%s", _("A paragraph cannot be larger than 256 KiB."));
	if (!fault)
		fault = rewrite_run(&source, t->at.branch, t->edits, t->edit_count);
	if (fault) {
		buffer_clear(&source);
		return fault;
	}
	commit_blob_oid(&blob, buffer_text(&source));
	for (size_t i = 0; i < t->count; i++)
		if (writes(t->items[i].verb))
			link_words(t, record, i, &blob);
	record_file(record, review_draft(t->at.review)->path)->bytes = source;
	return NULL;
}

/* --- the act */

static const struct fault *check(
	const struct review *review, const struct translation *translation, const struct translating_item *item)
{
	const struct translation_row *row = &translation->rows[item->row];
	const struct fault *fault = identity_need(&review->identity);
	bool both = row->source_count && (row->target_count || linking_insertion(review, row));
	if (!fault && writes(item->verb) && !text_trim(item->words).size)
		fault = fault_new(
			FAULT_MALFORMED, "%s", _("there is no text: to take a paragraph out, propose to delete it"));
	if (!fault && writes(item->verb))
		fault = visible_check(item->words);
	if (!fault && writes(item->verb) && !row->source_count)
		fault = fault_new(FAULT_CONFLICT, "%s",
			_("this paragraph has no source: pair it with one, delete it, or let it stand alone"));
	if (!fault && item->verb == TRANSLATE_IN_STEP && !both)
		fault = fault_new(FAULT_CONFLICT, "%s",
			_("there is nothing on the other side to be in step with: translate it, or pair it first"));
	if (!fault && item->verb == TRANSLATE_SPLIT &&
		(!row->source_count || !row->target_count || row->source_count + row->target_count == 2))
		fault = fault_new(
			FAULT_CONFLICT, "%s", _("this is one paragraph and its translation: nothing to split"));
	if (!fault && item->verb == TRANSLATE_DELETE && !row->target_count && !linking_insertion(review, row))
		fault = fault_new(FAULT_CONFLICT, "%s", _("there is no translation to delete"));
	return fault;
}

static void start(struct record *record, struct review *review, const struct translating *t, bool words)
{
	const char *kind = words ? "translate" : "annotate";
	const struct translating_item *item = &t->items[0];
	char number[NUMBER_TEXT];
	number_show(number, row_of(t, 0)->number);
	if (t->count > 1)
		record_init(record, review, kind, "Translate %zu paragraphs", t->count);
	else if (item->verb == TRANSLATE_DELETE)
		record_init(record, review, kind, "Propose to delete the translation of %s", number);
	else if (item->verb == TRANSLATE_ALONE || item->verb == TRANSLATE_PAIR || item->verb == TRANSLATE_SPLIT)
		record_init(record, review, kind, "%s the translation of %s",
			item->verb == TRANSLATE_PAIR    ? "Pair"
			: item->verb == TRANSLATE_SPLIT ? "Split"
							: "Unpair",
			number);
	else
		record_init(
			record, review, kind, words ? "Translate %s" : "Find the translation of %s in step", number);
}

/* Words that stand there already are not written; they may be in step all the same. */
static struct translating_item settle(const struct translation *translation, const struct translating_item *item)
{
	struct translating_item settled = *item;
	const struct translation_row *row = &translation->rows[item->row];
	if (item->verb == TRANSLATE_WORDS && row->words.size &&
		text_equal(text_trim(item->words), text_trim(buffer_text(&row->words))))
		settled.verb = TRANSLATE_IN_STEP;
	return settled;
}

const struct fault *translating_run(struct review *review, const struct translation *translation,
	const struct translating_item *items, size_t count, const struct again *again)
{
	struct record record;
	bool words = false;
	const struct fault *fault = NULL;
	struct translating_item *settled = memory_new(count, sizeof *settled);
	struct translating t = {.at = {.review = review}, .translation = translation, .items = settled, .count = count};
	if (!review->draft_whole)
		fault = fault_new(FAULT_BUSY, "%s", _("the draft is still being read: try again in a moment"));
	for (size_t i = 0; i < count && !fault; i++) {
		settled[i] = settle(translation, &items[i]);
		words = words || edits_text(settled[i].verb);
		fault = check(review, translation, &settled[i]);
	}
	if (fault) {
		free(settled);
		return fault;
	}
	t.landings = memory_new(count, sizeof *t.landings);
	start(&record, review, &t, words);
	record_again(&record, again);
	add_links(&t, &record);
	if (words) {
		record.prepare = prepare;
		record.context = &t;
		record.journal = translating_journal_keys(review, translation, settled, count);
	}
	fault = record_save(&record);
	record_clear(&record);
	for (size_t i = 0; i < count; i++)
		if (t.landings[i].link)
			annotation_free(t.landings[i].link);
	free(t.landings);
	free(t.edits);
	free(settled);
	proposal_clear(&t.at);
	return fault ? fault : review_complete(review);
}

static bool is_mine(const struct review *review, const struct translation_row *row)
{
	const struct standing *standing = review->standing;
	return row->link != STANDING_NONE && standing->remarks[row->link].reviewer == standing->me;
}

const struct fault *translating_follow(struct review *review, size_t block)
{
	struct translation *translation;
	if (!translation_is(review, review->draft_index))
		return NULL;
	const struct fault *fault = translation_new(&translation, review);
	if (fault)
		return fault;
	for (size_t i = 0; i < translation->count && !fault; i++) {
		const struct translation_row *row = &translation->rows[i];
		struct translating_item item = {.row = i, .verb = TRANSLATE_IN_STEP};
		bool here = block >= row->target && block < row->target + row->target_count;
		if (!here || row->state != TRANSLATION_STALE || !is_mine(review, row))
			continue;
		fault = translating_run(review, translation, &item, 1, NULL);
		break; /* the rows are of before */
	}
	translation_free(translation);
	return fault;
}
