#include "review/report.h"

#include "base/array.h"
#include "base/memory.h"
#include "review/decision.h"

static void index_add(size_t **items, size_t *count, size_t *capacity, size_t index)
{
	*(size_t *)array_add((void **)items, count, capacity, sizeof **items) = index;
}

static void find_stands(struct report *report)
{
	const struct standing *standing = report->review->standing;
	for (size_t i = 0; i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		if (!position->lapsed &&
			(!strcmp(position->code, "reservation") || !strcmp(position->code, "objection")))
			index_add(&report->stands, &report->stand_count, &report->stand_capacity, i);
	}
}

/* --- collisions */

static bool is_open(const struct standing *standing, size_t amendment)
{
	return !decision_settles(standing->amendments[amendment].decision);
}

/* Takes an amendment and all that it collides with, the same words included, into one collision. */
static void gather(struct report_collision *out, const struct standing *standing, size_t first, bool *taken)
{
	index_add(&out->amendments, &out->count, &out->capacity, first);
	taken[first] = true;
	for (size_t i = 0; i < out->count; i++) {
		const struct amendment *amendment = &standing->amendments[out->amendments[i]];
		out->base |= amendment->collides_with_base;
		for (size_t j = 0; j < amendment->collide_count; j++) {
			size_t other = amendment->collides[j];
			if (taken[other] || !is_open(standing, other))
				continue;
			taken[other] = true;
			index_add(&out->amendments, &out->count, &out->capacity, other);
		}
	}
}

/* The same words beside each other, else in the order of the text. */
static int compare_parties(const struct standing *standing, size_t a, size_t b)
{
	size_t x = standing->amendments[a].same_as, y = standing->amendments[b].same_as;
	if (x != y)
		return x < y ? -1 : 1;
	return (a > b) - (a < b);
}

static void sort_parties(struct report_collision *collision, const struct standing *standing)
{
	for (size_t i = 1; i < collision->count; i++) {
		size_t party = collision->amendments[i], at = i;
		for (; at && compare_parties(standing, party, collision->amendments[at - 1]) < 0; at--)
			collision->amendments[at] = collision->amendments[at - 1];
		collision->amendments[at] = party;
	}
}

static void find_collisions(struct report *report)
{
	const struct standing *standing = report->review->standing;
	struct report_collisions *out = &report->collisions;
	bool *taken = memory_new(standing->amendment_count, sizeof *taken);
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		if (taken[i] || !is_open(standing, i) || (!amendment->collide_count && !amendment->collides_with_base))
			continue;
		struct report_collision *collision = ARRAY_ADD(out->items, out->count, out->capacity);
		gather(collision, standing, i, taken);
		if (collision->count == 1 && !collision->base) { /* all its rivals are decided */
			free(collision->amendments);
			out->count--;
			continue;
		}
		sort_parties(collision, standing);
		collision->block = amendment->block;
	}
	free(taken);
}

/* --- who has spoken on what */

static bool is_tagged(const struct annotation *annotation, const char *prefix, const char *id)
{
	size_t size = strlen(prefix);
	for (size_t i = 0; i < annotation->tag_count; i++)
		if (!strncmp(annotation->tags[i], prefix, size) && !strcmp(annotation->tags[i] + size, id))
			return true;
	return false;
}

/* Threads that people opened on this draft, and that stand. */
static bool is_thread(const struct standing *standing, size_t i)
{
	const struct remark *remark = &standing->remarks[i];
	enum motivation motivation = remark->annotation->motivation;
	return standing->threads.entries[i].root == i && remark->verified && !remark->elsewhere &&
	       motivation != ASSESSING && motivation != MODERATING && motivation != LINKING &&
	       remark->annotation->targets[0].kind != TARGET_AMENDMENT &&
	       standing->threads.entries[i].state != STATE_WITHDRAWN;
}

static void count_people(struct report_coverage *coverage, const bool *spoke, size_t count)
{
	for (size_t i = 0; i < count; i++)
		coverage->people += spoke[i];
}

static void cover_tag(struct report_coverage *coverage, const struct standing *standing, const char *prefix)
{
	bool *spoke = memory_new(standing->reviewer_count, sizeof *spoke);
	const char *id = coverage->category->id;
	for (size_t i = 0; i < standing->threads.count; i++) {
		if (!is_thread(standing, i) || !is_tagged(standing->remarks[i].annotation, prefix, id))
			continue;
		coverage->remarks++;
		spoke[standing->remarks[i].reviewer] = true;
	}
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		if (amendment->reason == STANDING_NONE ||
			!is_tagged(standing->remarks[amendment->reason].annotation, prefix, id))
			continue;
		coverage->proposals++;
		spoke[amendment->reviewer] = true;
	}
	count_people(coverage, spoke, standing->reviewer_count);
	free(spoke);
}

static void cover_tags(struct report_coverages *out, const struct report *report, const struct categories *categories,
	const char *prefix)
{
	for (size_t i = 0; i < categories->count; i++) {
		struct report_coverage *coverage = ARRAY_ADD(out->items, out->count, out->capacity);
		coverage->category = &categories->items[i];
		cover_tag(coverage, report->review->standing, prefix);
	}
}

static bool in_group(const char *group, const struct category *category, const struct categories *all)
{
	if (category)
		return group && !strcmp(group, category->id);
	return !group || !categories_find(all, group);
}

static void cover_group(struct report_coverage *coverage, const struct report *report)
{
	const struct review *review = report->review;
	const struct standing *standing = review->standing;
	const struct categories *groups = &review->consultation.groups;
	for (size_t i = 0; i < standing->threads.count; i++)
		coverage->remarks +=
			is_thread(standing, i) &&
			in_group(standing->reviewers[standing->remarks[i].reviewer].group, coverage->category, groups);
	for (size_t i = 0; i < standing->reviewer_count; i++) {
		if (!in_group(standing->reviewers[i].group, coverage->category, groups))
			continue;
		coverage->proposals += report->tallies[i].amendments;
		coverage->people += report->tallies[i].acted;
	}
	for (size_t i = 0; i < review->consultation.member_count; i++) {
		const struct member *member = &review->consultation.roster[i];
		if (!in_group(member->group, coverage->category, groups))
			continue;
		coverage->members++;
		coverage->silent += tally_silent(review, report->tallies, member);
	}
}

static void cover_groups(struct report *report)
{
	struct report_coverages *out = &report->groups;
	const struct categories *groups = &report->review->consultation.groups;
	for (size_t i = 0; i <= groups->count; i++) {
		struct report_coverage *coverage = ARRAY_ADD(out->items, out->count, out->capacity);
		coverage->category = i < groups->count ? &groups->items[i] : NULL;
		cover_group(coverage, report);
		if (!coverage->category && !coverage->members && !coverage->people)
			out->count--; /* everybody is in a group */
	}
}

/* --- the rest */

static void find_silent(struct report *report)
{
	const struct consultation *consultation = &report->review->consultation;
	for (size_t i = 0; i < consultation->member_count; i++)
		if (tally_silent(report->review, report->tallies, &consultation->roster[i]))
			index_add(&report->silent, &report->silent_count, &report->silent_capacity, i);
}

/* The same words are one proposal, and open while they are for one of those who propose them. */
static void count_proposals(struct report *report)
{
	const struct standing *standing = report->review->standing;
	bool *open = memory_new(standing->amendment_count + 1, sizeof *open);
	for (size_t i = 0; i < standing->amendment_count; i++)
		open[standing->amendments[i].same_as] |= is_open(standing, i);
	for (size_t i = 0; i < standing->amendment_count; i++) {
		bool first = standing->amendments[i].same_as == i;
		report->open += first && open[i];
		report->decided += first && !open[i];
	}
	free(open);
}

static void count_all(struct report *report)
{
	const struct standing *standing = report->review->standing;
	for (size_t i = 0; i < standing->threads.count; i++) {
		bool thread = is_thread(standing, i);
		report->threads += thread;
		report->open_threads += thread && standing->threads.entries[i].state == STATE_OPEN;
	}
	count_proposals(report);
	for (size_t i = 0; i < standing->reviewer_count; i++)
		report->late += report->tallies[i].late;
}

void report_make(struct report *out, const struct review *review)
{
	const struct consultation *consultation = &review->consultation;
	*out = (struct report){.review = review, .made = clock_now(), .tallies = tally_make(review)};
	matrix_make(&out->matrix, review, MATRIX_BY_REVIEWER);
	find_stands(out);
	find_collisions(out);
	cover_tags(&out->areas, out, &consultation->areas, "area:");
	cover_tags(&out->mechanisms, out, &consultation->mechanisms, "mechanism:");
	cover_tags(&out->questions, out, &consultation->questions, "question:");
	if (consultation->groups.count)
		cover_groups(out);
	find_silent(out);
	count_all(out);
}

void report_clear(struct report *report)
{
	for (size_t i = 0; i < report->collisions.count; i++)
		free(report->collisions.items[i].amendments);
	free(report->collisions.items);
	free(report->areas.items);
	free(report->mechanisms.items);
	free(report->questions.items);
	free(report->groups.items);
	free(report->stands);
	free(report->silent);
	free(report->tallies);
	matrix_clear(&report->matrix);
	*report = (struct report){0};
}
