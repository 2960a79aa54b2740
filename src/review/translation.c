#include "review/translation.h"

#include "base/array.h"
#include "base/language.h"
#include "review/amendment.h"
#include "review/crossing.h"
#include "review/discrepancy.h"
#include "review/lineage.h"
#include "review/links.h"
#include "review/origin.h"
#include "review/suggested.h"
#include "text/words.h"

struct maker {
	struct review *review;
	struct translation *out;
	struct lineage source, target;
	struct origins origins;
	struct links links;
};

static void add_words(struct buffer *out, struct text words)
{
	if (out->size)
		buffer_add_string(out, "\n\n");
	buffer_add(out, words);
}

static const struct amendment *amendment_of(const struct review *review, size_t index)
{
	return index == STANDING_NONE ? NULL : &review->standing->amendments[index];
}

/* One's own amendment of a block of the base, or STANDING_NONE. */
static size_t own_amendment(const struct review *review, size_t block)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->amendment_count && standing->me != STANDING_NONE; i++)
		if (standing->amendments[i].reviewer == standing->me &&
			amendment_covers(&standing->amendments[i], block))
			return i;
	return STANDING_NONE;
}

static struct text own_words(const struct amendment *amendment)
{
	return amendment->collides_with_base ? buffer_text(&amendment->now) : buffer_text(&amendment->carried);
}

/* --- without a record */

/* The commit as of which the words of a block are; back through corrections. */
static bool block_origin(struct oid *commit, size_t *age, struct maker *m, size_t block)
{
	struct origin origin;
	size_t at = 0, before = STANDING_NONE;
	for (;;) {
		at = lineage_change(&block, &before, &m->target, at);
		uint64_t now = m->target.versions[at].draft->blocks[block].words;
		uint64_t was = before == STANDING_NONE ? 0 : m->target.versions[at + 1].draft->blocks[before].words;
		origin_find(&origin, &m->origins, &m->target.versions[at].commit, was, now);
		if (before == STANDING_NONE || !origin.correction)
			break;
		block = before;
		at++;
	}
	*commit = before == STANDING_NONE && origin.correction ? m->target.versions[at].commit : origin.commit;
	*age = at;
	return true;
}

/* Words that one proposes: as of one's own act, unless that only corrected. */
static bool own_origin(struct oid *commit, struct maker *m, const struct translation_row *row)
{
	const struct standing *standing = m->review->standing;
	const struct amendment *amendment = amendment_of(m->review, row->amendment);
	struct origin origin;
	if (!amendment || amendment->kind == AMEND_DELETE)
		return false;
	origin_on_branch(&origin, &m->origins, &standing->reviewers[standing->me].tip,
		amendment->was.size ? words_hash(buffer_text(&amendment->was)) : 0,
		words_hash(buffer_text(&amendment->now)));
	*commit = origin.commit;
	return !origin.correction;
}

/* The source's paragraphs of the row as they were in a commit's tree. */
static const struct fault *read_as_of(struct maker *m, struct translation_row *row, const struct oid *commit)
{
	const struct lineage_version *version;
	const struct fault *fault = lineage_at(&version, &m->source, commit);
	if (fault && fault_kind(fault) == FAULT_MISSING) { /* older than the source: its first version */
		version = &m->source.versions[m->source.count - 1];
		fault = NULL;
	}
	if (fault)
		return fault;
	row->as_of = version->blob;
	for (size_t i = 0; i < version->draft->count; i++) {
		size_t today = version->today[i];
		if (today == STANDING_NONE || today < row->source || today >= row->source + row->source_count)
			continue;
		add_words(&row->was, version->draft->blocks[i].text);
		row->as_of_blocks = memory_resize(row->as_of_blocks, row->as_of_count + 1, sizeof *row->as_of_blocks);
		row->as_of_blocks[row->as_of_count++] = i;
	}
	return NULL;
}

static const struct fault *find_as_of(struct maker *m, struct translation_row *row)
{
	struct oid commit, newest;
	size_t age, least = STANDING_NONE;
	if (own_origin(&commit, m, row))
		return read_as_of(m, row, &commit);
	for (size_t i = 0; i < row->target_count; i++)
		if (block_origin(&commit, &age, m, row->target + i) && age < least) {
			least = age;
			newest = commit;
		}
	return read_as_of(m, row, &newest);
}

/* --- rows */

static bool counts(const struct draft *draft, size_t start, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (block_counts(&draft->blocks[start + i]))
			return true;
	return false;
}

static void take_link(struct translation_row *row, struct link *link)
{
	row->link = link->remark;
	row->was = link->was;
	row->as_of = link->as_of;
	row->as_of_blocks = link->as_of_blocks;
	row->as_of_count = link->as_of_count;
	link->was = (struct buffer){0};
	link->as_of_blocks = NULL;
	link->as_of_count = 0;
	if (link->insertion != STANDING_NONE)
		row->amendment = link->insertion;
}

static void add_translated(struct translation_row *row, const struct review *review)
{
	const struct amendment *amendments = review->standing->amendments;
	if (row->amendment != STANDING_NONE && amendments[row->amendment].kind == AMEND_INSERT)
		add_words(&row->words, own_words(&amendments[row->amendment]));
	for (size_t i = 0; i < row->target_count; i++) {
		size_t own = own_amendment(review, row->target + i);
		bool has = own != STANDING_NONE,
		     rewords = has && amendments[own].kind == AMEND_REWORD && amendments[own].extent == 1;
		if (has && row->amendment == STANDING_NONE)
			row->amendment = own;
		add_words(&row->words,
			rewords ? own_words(&amendments[own]) : review->draft->blocks[row->target + i].text);
	}
}

static enum translation_state state_of(
	const struct maker *m, const struct translation_row *row, const struct link *link)
{
	const struct amendment *mine = amendment_of(m->review, row->amendment);
	bool translated = row->target_count || (mine && mine->kind == AMEND_INSERT);
	bool on_purpose = link && link->alone;
	if (!counts(m->out->source, row->source, row->source_count) &&
		!counts(m->review->draft, row->target, row->target_count))
		return TRANSLATION_MUTE;
	if (!row->source_count)
		return on_purpose || (mine && mine->kind == AMEND_DELETE) ? TRANSLATION_IN_STEP : TRANSLATION_GONE;
	if (!translated)
		return on_purpose ? TRANSLATION_IN_STEP : TRANSLATION_NEW;
	return words_same(buffer_text(&row->was), buffer_text(&row->now)) ? TRANSLATION_IN_STEP : TRANSLATION_STALE;
}

static const struct fault *add_row(struct maker *m, const struct pair *pair)
{
	struct translation *out = m->out;
	struct translation_row *row = ARRAY_ADD(out->rows, out->count, out->capacity);
	struct link *link = links_at(&m->links, pair);
	const struct fault *fault = NULL;
	*row = (struct translation_row){.source = pair->source,
		.source_count = pair->source_count,
		.target = pair->target,
		.target_count = pair->target_count,
		.moved = pair->moved,
		.link = STANDING_NONE,
		.amendment = STANDING_NONE};
	row->number =
		pair->source_count ? out->numbering.numbers[pair->source] : m->review->numbering.numbers[pair->target];
	for (size_t i = 0; i < pair->source_count; i++)
		add_words(&row->now, out->source->blocks[pair->source + i].text);
	if (link)
		take_link(row, link);
	add_translated(row, m->review);
	if (!link && pair->source_count && pair->target_count)
		fault = find_as_of(m, row);
	row->state = state_of(m, row, link);
	return fault;
}

static void count_row(struct translation_totals *totals, const struct translation_row *row)
{
	totals->rows += row->state != TRANSLATION_MUTE;
	totals->left += translation_left(row);
	totals->stale += row->state == TRANSLATION_STALE;
	totals->missing += row->state == TRANSLATION_NEW;
	totals->gone += row->state == TRANSLATION_GONE;
}

static const struct fault *add_rows(struct maker *m)
{
	struct pairing pairing;
	struct pair *fixed = memory_new(m->links.count, sizeof *fixed);
	const struct fault *fault = NULL;
	for (size_t i = 0; i < m->links.count; i++)
		fixed[i] = m->links.items[i].pair;
	pairing_run(&pairing, m->out->source, m->review->draft, fixed, m->links.count);
	for (size_t i = 0; i < pairing.count && !fault; i++)
		fault = add_row(m, &pairing.items[i]);
	for (size_t i = 0; i < m->out->count; i++)
		count_row(&m->out->totals, &m->out->rows[i]);
	discrepancy_run(m->out);
	pairing_clear(&pairing);
	free(fixed);
	return fault;
}

/* As the source is numbered when it is read. */
static void number_source(struct maker *m)
{
	const struct lineage_version *revised;
	struct numbering plain = {0};
	struct align align;
	if (!m->review->revision || lineage_at(&revised, &m->source, &m->review->revision_commit)) {
		numbering_plain(&m->out->numbering, m->out->source);
		return;
	}
	numbering_plain(&plain, revised->draft);
	align_run(&align, revised->draft, m->out->source);
	numbering_follow(&m->out->numbering, &plain, &align);
	align_clear(&align);
	numbering_clear(&plain);
}

static void maker_clear(struct maker *m)
{
	links_clear(&m->links);
	origins_clear(&m->origins);
	lineage_clear(&m->source);
	lineage_clear(&m->target);
}

bool translation_is(const struct review *review, size_t draft_index)
{
	const struct consultation_draft *draft = &review->consultation.drafts[draft_index];
	return draft != consultation_source(&review->consultation) && draft->language[0];
}

static const struct fault *make(struct maker *m)
{
	struct review *review = m->review;
	const struct consultation_draft *source = consultation_source(&review->consultation);
	const struct fault *fault = lineage_open(&m->source, review, source->path);
	if (!fault)
		fault = lineage_open(&m->target, review, review_draft(review)->path);
	if (fault)
		return fault;
	m->origins = (struct origins){.review = review, .path = m->target.path};
	m->out->source = m->source.versions[0].draft;
	m->out->source_blob = m->source.versions[0].blob;
	m->out->source_path = memory_string(source->path); /* the consultation is read anew under an open page */
	m->out->source_language = memory_string(source->language);
	m->out->language = memory_string(review_draft(review)->language);
	number_source(m);
	links_read(&m->links, review, &m->source, &m->target);
	fault = add_rows(m);
	if (!fault)
		crossing_run(m->out, review, &m->source, &m->target);
	if (!fault)
		suggested_run(m->out, review);
	return fault;
}

const struct fault *translation_new(struct translation **out, struct review *review)
{
	struct maker m = {.review = review};
	*out = NULL;
	if (review->consultation.draft_count < 2)
		return fault_new(FAULT_MISSING, "%s",
			_("this consultation has its text in one language only: there is nothing to keep in step"));
	if (!translation_is(review, review->draft_index))
		return fault_new(FAULT_MISSING, "%s",
			_("this is the source, which the other languages follow: open one of those"));
	m.out = memory_new(1, sizeof *m.out);
	const struct fault *fault = make(&m);
	maker_clear(&m);
	if (fault)
		translation_free(m.out);
	else
		*out = m.out;
	return fault;
}

/* Reads it as if it were open: everything but its words stays the review's. */
static const struct fault *make_shadow(struct translation **out, struct review *shadow)
{
	const struct draft *draft;
	const struct fault *fault = snapshot_find(&shadow->draft_blob, shadow->base, review_draft(shadow)->path);
	if (!fault)
		fault = review_blob(&draft, shadow, &shadow->draft_blob);
	if (fault)
		return fault;
	shadow->draft = (struct draft *)draft; /* only read */
	shadow->numbering = (struct numbering){0};
	numbering_plain(&shadow->numbering, draft);
	fault = translation_new(out, shadow);
	numbering_clear(&shadow->numbering);
	return fault;
}

const struct fault *translation_of(struct translation **out, struct review *review, size_t draft_index)
{
	if (draft_index == review->draft_index)
		return translation_new(out, review);
	struct review shadow = *review;
	struct standing standing = *review->standing;
	standing.amendment_count = 0; /* they are of the draft being read */
	shadow.standing = &standing;
	shadow.draft_index = draft_index;
	*out = NULL;
	return make_shadow(out, &shadow);
}

void translation_free(struct translation *translation)
{
	if (!translation)
		return;
	for (size_t i = 0; i < translation->count; i++) {
		struct translation_row *row = &translation->rows[i];
		buffer_clear(&row->now);
		buffer_clear(&row->was);
		buffer_clear(&row->words);
		buffer_clear(&row->points);
		free(row->as_of_blocks);
		free(row->remarks);
		free(row->said);
		free(row->suggested);
	}
	free(translation->rows);
	free(translation->source_path);
	free(translation->source_language);
	free(translation->language);
	numbering_clear(&translation->numbering);
	free(translation);
}

bool translation_left(const struct translation_row *row)
{
	return row->state == TRANSLATION_STALE || row->state == TRANSLATION_NEW || row->state == TRANSLATION_GONE;
}

size_t translation_next(const struct translation *translation, size_t from, bool forward)
{
	if (forward) {
		for (size_t i = from + 1; i < translation->count; i++)
			if (translation_left(&translation->rows[i]))
				return i;
		return STANDING_NONE;
	}
	for (size_t i = from < translation->count ? from : translation->count; i-- > 0;)
		if (translation_left(&translation->rows[i]))
			return i;
	return STANDING_NONE;
}

const char *translation_state_name(enum translation_state state)
{
	static const char *const names[] = {"in-step", "stale", "new", "gone", "mute"};
	return names[state];
}
