#include "review/tally.h"

#include "base/memory.h"
#include "review/decision.h"

static void see(struct tally *tally, struct moment when)
{
	if (!tally->acted || when.seconds > tally->last.seconds)
		tally->last = when;
	tally->acted = true;
}

static void count_remarks(struct tally *tallies, const struct standing *standing)
{
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct remark *remark = &standing->remarks[i];
		bool speaks = remark_speaks(standing, i) && remark->annotation->motivation != ASSESSING &&
			      remark->annotation->motivation != MODERATING;
		if (!remark->verified)
			continue;
		struct tally *tally = &tallies[remark->reviewer];
		see(tally, remark->annotation->created);
		if (speaks && !remark->elsewhere && standing->threads.entries[i].state != STATE_WITHDRAWN) {
			tally->annotations++;
			tally->late += remark->late;
		}
	}
}

static void count_amendments(struct tally *tallies, const struct standing *standing)
{
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		struct tally *tally = &tallies[amendment->reviewer];
		tally->amendments++;
		tally->open += !decision_settles(amendment->decision);
		tally->collisions += amendment->collide_count || amendment->collides_with_base;
		tally->late += amendment->late;
	}
}

static void count_positions(struct tally *tallies, const struct standing *standing)
{
	for (size_t i = 0; i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		struct tally *tally = &tallies[position->reviewer];
		if (position->lapsed) {
			tally->lapsed++;
			continue;
		}
		bool reserves = !strcmp(position->code, "reservation"), objects = !strcmp(position->code, "objection");
		tally->initials += !reserves && !objects;
		tally->ad_referendum += !strcmp(position->code, "ad-referendum");
		tally->reservations += reserves;
		tally->objections += objects;
	}
}

/* An amendment without a reason leaves no annotation: its commit says when. A branch that stands where the base has
 * stood says nothing by it. */
static void see_tips(struct tally *tallies, const struct review *review)
{
	for (size_t i = 0; i < review->standing->reviewer_count; i++) {
		struct commit_facts facts = {0};
		const struct reviewer *reviewer = &review->standing->reviewers[i];
		if (oid_is_zero(&reviewer->tip))
			continue;
		const struct fault *fault = branch_facts(&facts, review->repository, &reviewer->tip);
		bool applies = !fault && facts.kind && !strcmp(facts.kind, "apply");
		if (!fault && facts.act && !applies)
			see(&tallies[i], facts.when);
		fault_ignore(fault); /* a tip that cannot be read is in the notices already */
		commit_facts_clear(&facts);
	}
}

struct tally *tally_make(const struct review *review)
{
	struct tally *tallies = memory_new(review->standing->reviewer_count, sizeof *tallies);
	count_remarks(tallies, review->standing);
	count_amendments(tallies, review->standing);
	count_positions(tallies, review->standing);
	if (review->repository)
		see_tips(tallies, review);
	return tallies;
}

bool tally_silent(const struct review *review, const struct tally *tallies, const struct member *member)
{
	size_t index = standing_reviewer(review->standing, member->id);
	return index == STANDING_NONE || !tallies[index].acted;
}

bool tally_takes_part(const struct review *review, const struct tally *tallies, size_t reviewer)
{
	const struct tally *tally = &tallies[reviewer];
	const struct member *member = review->standing->reviewers[reviewer].member;
	if (tally->initials || tally->reservations || tally->objections || tally->lapsed || tally->open)
		return true;
	return tally->acted && (!member || member->role == ROLE_REVIEWER);
}
