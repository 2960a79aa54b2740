#include "review/margin.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"

static void count_remarks(struct margin *facts, size_t count, const struct standing *standing)
{
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct thread_entry *entry = &standing->threads.entries[i];
		const struct remark *remark = &standing->remarks[i];
		if (remark->block == STANDING_NONE || remark->block >= count || remark->elsewhere)
			continue;
		struct margin *block = &facts[remark->block];
		enum motivation motivation = remark->annotation->motivation;
		if (entry->state != STATE_WITHDRAWN && remark->reviewer == standing->me && remark->verified &&
			motivation != MODERATING && motivation != LINKING)
			block->i_spoke = true; /* a word, a support or an objection */
		if (!remark_speaks(standing, i) || entry->root != i || !remark->verified || motivation == ASSESSING ||
			remark->annotation->targets[0].kind == TARGET_AMENDMENT)
			continue;
		block->open += entry->state == STATE_OPEN;
		block->closed += entry->state == STATE_RESOLVED;
	}
}

static void count_amendments(struct margin *facts, size_t count, const struct standing *standing)
{
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		size_t at = amendment->block == STANDING_NONE ? 0 : amendment->block;
		if (at >= count)
			continue;
		facts[at].amendments += amendment->same_as == i;
		facts[at].collisions += amendment->collide_count || amendment->collides_with_base;
		if (amendment->reviewer != standing->me || standing->me == STANDING_NONE)
			continue;
		facts[at].i_spoke = true;
		if (amendment->kind != AMEND_INSERT)
			facts[at].mine = i;
	}
}

static void count_positions(struct margin *facts, size_t count, const struct standing *standing)
{
	for (size_t i = 0; i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		if (position->block >= count)
			continue;
		facts[position->block].positions += !position->lapsed;
		if (position->reviewer != standing->me)
			continue;
		facts[position->block].my_position = i;
		facts[position->block].i_spoke = true;
	}
}

static void set_marks(struct margin *facts, const struct standing *standing)
{
	bool waiting = facts->open || facts->amendments;
	facts->room = waiting ? (facts->closed ? ROOM_PARTLY : ROOM_OPEN) : facts->closed ? ROOM_HANDLED : ROOM_NONE;
	const struct position *position =
		facts->my_position == STANDING_NONE ? NULL : &standing->positions[facts->my_position];
	if (facts->mine != STANDING_NONE)
		facts->my_mark = MINE_PROPOSED;
	else if (position && position->lapsed)
		facts->my_mark = MINE_LAPSED;
	else if (position)
		facts->my_mark = strcmp(position->code, "initialled") ? MINE_RESERVED : MINE_INITIALLED;
}

struct margin *margin_all(const struct standing *standing, size_t count)
{
	struct margin *facts = memory_new(count, sizeof *facts);
	for (size_t i = 0; i < count; i++)
		facts[i].mine = facts[i].my_position = STANDING_NONE;
	count_remarks(facts, count, standing);
	count_amendments(facts, count, standing);
	count_positions(facts, count, standing);
	for (size_t i = 0; i < count; i++)
		set_marks(&facts[i], standing);
	return facts;
}

struct margin_totals margin_mine(const struct standing *standing, const struct draft *draft)
{
	struct margin_totals totals = {0};
	struct margin *facts = margin_all(standing, draft->count);
	for (size_t i = 0; i < draft->count; i++) {
		size_t mine = facts[i].my_position;
		totals.initialled +=
			facts[i].my_mark == MINE_INITIALLED ||
			(facts[i].my_mark == MINE_RESERVED && !strcmp(standing->positions[mine].code, "ad-referendum"));
		totals.silent += block_counts(&draft->blocks[i]) && !facts[i].i_spoke;
	}
	for (size_t i = 0; i < standing->amendment_count; i++)
		totals.proposed += standing->me != STANDING_NONE && standing->amendments[i].reviewer == standing->me;
	free(facts);
	return totals;
}
