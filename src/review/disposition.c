#include "review/disposition.h"

#include "base/array.h"
#include "base/language.h"
#include "base/map.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/decision.h"
#include "review/provenance.h"
#include "review/scope.h"
#include "review/translation.h"
#include "review/wording.h"
#include "text/words.h"

/* The rows being made. */
struct table {
	struct dispositions *out;
	const struct review *review;
	bool published;
	size_t settled;     /* the first row of a settled amendment */
	size_t *row_of;     /* for each remark that is a thread's first: its row, or STANDING_NONE */
	struct map named;   /* "reviewer:digest" -> row of that amendment */
	struct map reasons; /* the same -> remark of the comment that came with it */
	struct provenance provenance;
};

static const struct standing *standing_of(const struct table *table)
{
	return table->review->standing;
}

static struct disposition *row_add(struct table *table)
{
	struct dispositions *out = table->out;
	return ARRAY_ADD(out->items, out->count, out->capacity);
}

static char *key_take(const char *reviewer, const char *digest)
{
	return memory_format("%s:%s", reviewer, digest);
}

static bool find_named(const struct map *map, const struct target *target, size_t *found)
{
	char *key = key_take(target->reviewer ? target->reviewer : "", target->digest ? target->digest : "");
	bool there = map_find(map, text_of(key), found);
	free(key);
	return there;
}

static void put_named(struct map *map, const char *reviewer, const char *digest, size_t value)
{
	char *key = key_take(reviewer, digest);
	map_put(map, text_of(key), value);
	free(key);
}

static bool is_secretariat(const struct table *table, size_t reviewer)
{
	const struct member *member = standing_of(table)->reviewers[reviewer].member;
	return member && member->role == ROLE_SECRETARIAT;
}

static void date(struct disposition *row, struct moment created)
{
	row->created = created;
	row->dated = true;
}

/* --- what the secretariat says */

static void observe(struct disposition *row, const char *head, const char *text)
{
	struct buffer *out = &row->observations;
	struct text trimmed = text_trim(text_of(text));
	if (out->size)
		buffer_add_byte(out, '\n');
	buffer_add_string(out, head);
	if (head[0] && trimmed.size)
		buffer_add_string(out, _(": "));
	buffer_add(out, trimmed);
}

static void observe_decision(struct table *table, struct disposition *row, size_t remark)
{
	const struct annotation *annotation = standing_of(table)->remarks[remark].annotation;
	observe(row, wording_decision(decision_of(annotation)), annotation->text);
	if (annotation->words)
		observe(row, _("in the words"), annotation->words);
}

/* --- amendments */

static void add_proposed(struct disposition *row, const struct amendment *amendment, const struct review *review)
{
	struct buffer place = {0};
	if (amendment->kind == AMEND_DELETE)
		buffer_add_string(&row->proposed, _("[deletion of the paragraph]"));
	else if (amendment->kind != AMEND_MOVE)
		buffer_add(&row->proposed, buffer_text(&row->now));
	if (amendment->kind != AMEND_MOVE && !amendment->moved_too)
		return;
	if (row->proposed.size)
		buffer_add_byte(&row->proposed, '\n');
	if (amendment->after == STANDING_NONE) {
		buffer_format(&row->proposed, "[%s]", _("to stand at the start"));
	} else {
		wording_place(&place, review, amendment->after);
		buffer_add_byte(&row->proposed, '[');
		buffer_format(&row->proposed, _("to stand after %s"), buffer_string(&place));
		buffer_add_byte(&row->proposed, ']');
	}
	buffer_clear(&place);
}

static void give_reason(struct disposition *row, const struct table *table, size_t remark)
{
	const struct annotation *annotation = standing_of(table)->remarks[remark].annotation;
	buffer_add_string(&row->comment, annotation->text ? annotation->text : "");
	row->entered = annotation_entered(annotation);
	date(row, annotation->created);
}

/* Asked in translations alone. */
static void give_scope(struct disposition *row, const struct table *table, bool substance)
{
	if (!translation_is(table->review, table->review->draft_index))
		return;
	row->scope = scope_tag(substance ? SCOPE_SUBSTANCE : SCOPE_WORDING) + strlen("scope:");
	if (substance)
		buffer_format(&row->comment, "[%s] ", _("on the substance"));
}

static void add_amendment(struct table *table, size_t index)
{
	const struct standing *standing = standing_of(table);
	const struct amendment *amendment = &standing->amendments[index];
	put_named(&table->named, standing->reviewers[amendment->reviewer].id, amendment->digest, table->out->count);
	struct disposition *row = row_add(table);
	row->reference = memory_string(amendment->name);
	row->amendment = true;
	row->reviewer = amendment->reviewer;
	row->block = amendment->block;
	row->place = amendment->place;
	row->late = amendment->late;
	row->type = amendment->type;
	row->kind = amendment_kind_name(amendment->kind);
	row->state = "open";
	give_scope(row, table, amendment->substance);
	buffer_add(&row->was, buffer_text(&amendment->was));
	buffer_add(&row->now, buffer_text(&amendment->now));
	add_proposed(row, amendment, table->review);
	if (amendment->reason != STANDING_NONE)
		give_reason(row, table, amendment->reason);
	provenance_read_all(&table->provenance, amendment->reviewer);
	row->entered = provenance_entered(&table->provenance, index);
	for (size_t i = 0; i < amendment->decision_count; i++) {
		if (table->published && !standing->remarks[amendment->decisions[i]].on_base)
			continue;
		row->state = decision_name(amendment->decision);
		observe_decision(table, row, amendment->decisions[i]);
	}
}

/* --- amendments that are settled: only the decision is left of them */

static const char *settled_kind(const struct disposition *row)
{
	if (!row->was.size)
		return "insert";
	if (!row->now.size)
		return "delete";
	return words_same(buffer_text(&row->was), buffer_text(&row->now)) ? "move" : "reword";
}

static struct number place_of(const struct table *table, size_t block)
{
	const struct numbering *numbering = &table->review->numbering;
	return block < numbering->count ? numbering->numbers[block] : (struct number){0};
}

static void add_settled(struct table *table, size_t remark, const struct target *target)
{
	const struct standing *standing = standing_of(table);
	const struct remark *decided = &standing->remarks[remark];
	size_t found, reviewer = standing_reviewer(standing, target->reviewer), reason;
	if (find_named(&table->named, target, &found)) {
		/* An open one has its decisions already; a settled one may have been decided by two. */
		if (found >= table->settled)
			observe_decision(table, &table->out->items[found], remark);
		return;
	}
	if (reviewer == STANDING_NONE)
		return;
	put_named(&table->named, target->reviewer, target->digest, table->out->count);
	struct disposition *row = row_add(table);
	row->reference = memory_string(decided->annotation->id);
	row->amendment = true;
	row->reviewer = reviewer;
	row->block = decided->block;
	row->place = place_of(table, decided->block);
	decision_target_words(&row->was, &row->now, table->review, target);
	row->type = amendment_type(buffer_text(&row->was), buffer_text(&row->now));
	row->kind = settled_kind(row);
	row->state = decision_name(decision_of(decided->annotation));
	if (row->now.size)
		buffer_add(&row->proposed, buffer_text(&row->now));
	else
		buffer_add_string(&row->proposed, _("[deletion of the paragraph]"));
	bool known = find_named(&table->reasons, target, &reason);
	give_scope(row, table, known && scope_of(standing->remarks[reason].annotation) == SCOPE_SUBSTANCE);
	if (known)
		give_reason(row, table, reason);
	observe_decision(table, row, remark);
}

static void add_settled_all(struct table *table)
{
	const struct standing *standing = standing_of(table);
	table->settled = table->out->count;
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct remark *remark = &standing->remarks[i];
		if (!remark->decides || !remark->on_base || remark->elsewhere ||
			standing->threads.entries[i].state == STATE_WITHDRAWN)
			continue;
		for (size_t j = 0; j < remark->annotation->target_count; j++)
			if (remark->annotation->targets[j].reviewer && remark->annotation->targets[j].digest)
				add_settled(table, i, &remark->annotation->targets[j]);
	}
}

/* --- remarks */

static const char *kind_of(const struct annotation *annotation)
{
	switch (annotation->motivation) {
	case QUESTIONING:
		return "question";
	case REPLYING:
		return "reply";
	case ASSESSING:
		return annotation->code ? annotation->code : "position";
	default:
		return "comment";
	}
}

/* Whether the remark is no row of its own, but stands in the row of what it is about. */
static bool belongs(struct table *table, size_t index)
{
	const struct standing *standing = standing_of(table);
	const struct remark *remark = &standing->remarks[index];
	const struct target *target = &remark->annotation->targets[0];
	size_t root = standing->threads.entries[index].root, row = table->row_of[root], reason;
	if (target->kind == TARGET_AMENDMENT && find_named(&table->named, target, &row) &&
		find_named(&table->reasons, target, &reason) && reason == index)
		return true;
	if (row == STANDING_NONE || !is_secretariat(table, remark->reviewer) || remark->annotation->code ||
		(root == index && target->kind != TARGET_AMENDMENT))
		return false;
	observe(&table->out->items[row], "", remark->annotation->text);
	return true;
}

static void add_remark(struct table *table, size_t index)
{
	const struct standing *standing = standing_of(table);
	const struct thread_entry *entry = &standing->threads.entries[index];
	const struct remark *remark = &standing->remarks[index];
	const struct annotation *annotation = remark->annotation;
	struct disposition *row = row_add(table);
	if (entry->root == index)
		table->row_of[index] = table->out->count - 1;
	row->reference = memory_string(annotation->id);
	row->thread = standing->threads.entries[entry->root].annotation->id;
	row->reviewer = remark->reviewer;
	row->entered = annotation_entered(annotation);
	row->block = remark->general ? STANDING_NONE : remark->block;
	row->place = place_of(table, row->block);
	row->late = remark->late;
	row->type = remark->general ? "ge" : "te";
	row->kind = kind_of(annotation);
	row->state = annotation_state_name(entry->state);
	date(row, annotation->created);
	if (annotation->targets[0].kind == TARGET_PARAGRAPH && annotation->targets[0].quote.exact)
		buffer_add_string(&row->quote, annotation->targets[0].quote.exact);
	buffer_add_string(&row->comment, annotation->text ? annotation->text : "");
	if (entry->state == STATE_RESOLVED)
		observe(row, wording_state(entry->state), entry->closed_by ? entry->closed_by->text : NULL);
}

/* The first ones of threads, or those that answer them: an answer may bear the lower id. */
static void add_remarks(struct table *table, bool roots)
{
	const struct standing *standing = standing_of(table);
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct thread_entry *entry = &standing->threads.entries[i];
		const struct remark *remark = &standing->remarks[i];
		if ((entry->root == i) != roots || !remark_speaks(standing, i) || remark->elsewhere ||
			remark->annotation->motivation == MODERATING || entry->state == STATE_WITHDRAWN)
			continue;
		if (!remark->verified)
			table->out->unverified++;
		else if (!belongs(table, i))
			add_remark(table, i);
	}
}

/* --- all of it */

/* The first comment that an amendment's author wrote on it. */
static void find_reasons(struct table *table)
{
	const struct standing *standing = standing_of(table);
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct remark *remark = &standing->remarks[i];
		const struct target *target = &remark->annotation->targets[0];
		size_t known;
		if (remark->annotation->motivation != COMMENTING || target->kind != TARGET_AMENDMENT ||
			!target->reviewer || !target->digest || !remark->verified ||
			strcmp(standing->reviewers[remark->reviewer].id, target->reviewer) != 0 ||
			find_named(&table->reasons, target, &known))
			continue;
		put_named(&table->reasons, target->reviewer, target->digest, i);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct disposition *one = a, *two = b;
	bool general = !one->place.paragraph && !one->place.plus, other = !two->place.paragraph && !two->place.plus;
	if (general != other)
		return general ? -1 : 1;
	if (one->block + 1 != two->block + 1) /* STANDING_NONE first */
		return one->block + 1 < two->block + 1 ? -1 : 1;
	int place = number_compare(one->place, two->place);
	if (place)
		return place;
	if (one->amendment != two->amendment)
		return one->amendment ? 1 : -1;
	int thread = one->amendment ? 0 : strcmp(one->thread, two->thread);
	if (thread)
		return thread;
	bool first = one->amendment || !strcmp(one->thread, one->reference);
	bool second = two->amendment || !strcmp(two->thread, two->reference);
	return first != second ? (int)second - (int)first : strcmp(one->reference, two->reference);
}

void dispositions_make(struct dispositions *out, const struct review *review, bool published)
{
	struct table table = {.out = out, .review = review, .published = published};
	const struct standing *standing = review->standing;
	*out = (struct dispositions){0};
	provenance_open(&table.provenance, review);
	table.row_of = memory_new(standing->threads.count, sizeof *table.row_of);
	for (size_t i = 0; i < standing->threads.count; i++)
		table.row_of[i] = STANDING_NONE;
	find_reasons(&table);
	for (size_t i = 0; i < standing->amendment_count; i++)
		add_amendment(&table, i);
	add_settled_all(&table);
	add_remarks(&table, true);
	add_remarks(&table, false);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, by_place);
	map_clear(&table.named);
	map_clear(&table.reasons);
	provenance_clear(&table.provenance);
	free(table.row_of);
}

void dispositions_clear(struct dispositions *dispositions)
{
	for (size_t i = 0; i < dispositions->count; i++) {
		struct disposition *row = &dispositions->items[i];
		struct buffer *texts[] = {
			&row->quote, &row->comment, &row->was, &row->now, &row->proposed, &row->observations};
		for (size_t j = 0; j < ARRAY_SIZE(texts); j++)
			buffer_clear(texts[j]);
		free(row->reference);
	}
	free(dispositions->items);
	*dispositions = (struct dispositions){0};
}
