#include "review/standing.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"

struct standing *standing_new(void)
{
	struct standing *standing = memory_new(1, sizeof *standing);
	standing->me = STANDING_NONE;
	return standing;
}

void standing_free(struct standing *standing)
{
	if (!standing)
		return;
	for (size_t i = 0; i < standing->reviewer_count; i++) {
		struct reviewer *reviewer = &standing->reviewers[i];
		free(reviewer->id);
		free(reviewer->name);
		free(reviewer->organisation);
		free(reviewer->group);
	}
	for (size_t i = 0; i < standing->threads.count; i++)
		free(standing->remarks[i].found);
	for (size_t i = 0; i < standing->amendment_count; i++)
		amendment_clear(&standing->amendments[i]);
	threads_clear(&standing->threads);
	free(standing->reviewers);
	free(standing->remarks);
	free(standing->amendments);
	free(standing->positions);
	free(standing);
}

static size_t carried(size_t block, const struct align *align)
{
	if (block >= align->old_count)
		return STANDING_NONE;
	size_t new = align->to_new[block];
	return new == ALIGN_NONE ? align_neighbour(align, block) : new;
}

static void carry_remark(
	struct remark *remark, const struct align *align, const struct draft *old, const struct draft *new)
{
	if (remark->block == STANDING_NONE)
		return;
	size_t from = remark->block < align->old_count ? remark->block : 0;
	bool gone = align->old_count == 0 || align->to_new[from] == ALIGN_NONE;
	size_t to = gone ? align_neighbour(align, from) : align->to_new[from];
	remark->block = to != ALIGN_NONE ? to : new->count ? 0 : STANDING_NONE;
	if (gone || !text_equal(old->blocks[from].text, new->blocks[to].text))
		remark->start = remark->end = 0;
	if (gone)
		remark->placement = PLACED_LOST;
	remark->general |= remark->block == STANDING_NONE;
}

void standing_carry(
	struct standing *standing, const struct align *align, const struct draft *old, const struct draft *new)
{
	for (size_t i = 0; i < standing->threads.count; i++)
		carry_remark(&standing->remarks[i], align, old, new);
	for (size_t i = 0; i < standing->amendment_count; i++) {
		struct amendment *amendment = &standing->amendments[i];
		amendment->block = carried(amendment->block, align);
		amendment->after = carried(amendment->after, align);
	}
	size_t kept = 0;
	for (size_t i = 0; i < standing->position_count; i++) {
		struct position position = standing->positions[i];
		size_t to = position.block < align->old_count ? align->to_new[position.block] : ALIGN_NONE;
		if (to == ALIGN_NONE)
			continue;
		position.changed |= old->blocks[position.block].words != new->blocks[to].words;
		position.lapsed |= position.changed;
		position.block = to;
		standing->positions[kept++] = position;
	}
	standing->position_count = kept;
}

size_t standing_reviewer(const struct standing *standing, const char *id)
{
	size_t low = 0, high = standing->reviewer_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(standing->reviewers[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < standing->reviewer_count && !strcmp(standing->reviewers[low].id, id);
	return found ? low : STANDING_NONE;
}

size_t standing_amendment(const struct standing *standing, const char *name)
{
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (!strcmp(standing->amendments[i].name, name))
			return i;
	return STANDING_NONE;
}

size_t standing_positions(const struct standing *standing, size_t block)
{
	size_t low = 0, high = standing->position_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (standing->positions[middle].block < block)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The digits of a UUID without hyphens. */
static size_t digits_of(char out[UUID_TEXT], const char *uuid)
{
	size_t count = 0;
	for (; *uuid && count < UUID_TEXT - 1; uuid++)
		if (*uuid != '-')
			out[count++] = *uuid >= 'A' && *uuid <= 'F' ? (char)(*uuid + 32) : *uuid;
	out[count] = '\0';
	return count;
}

const struct fault *standing_remark(size_t *out, const struct standing *standing, const char *ending)
{
	char wanted[UUID_TEXT], digits[UUID_TEXT];
	size_t size = digits_of(wanted, ending), found = STANDING_NONE;
	if (size < 6 || strspn(wanted, "0123456789abcdef") != size)
		return fault_new(FAULT_MALFORMED,
			_("“%.60s” does not name an annotation: give the last 6 or more digits of its id, as `paraphe "
			  "show` prints them"),
			ending);
	for (size_t i = 0; i < standing->threads.count; i++) {
		size_t all = digits_of(digits, standing->threads.entries[i].annotation->id);
		if (all < size || strcmp(digits + all - size, wanted) != 0)
			continue;
		if (found != STANDING_NONE)
			return fault_new(
				FAULT_CONFLICT, _("several annotations end in %s: give more of its digits"), wanted);
		found = i;
	}
	if (found == STANDING_NONE)
		return fault_new(FAULT_MISSING,
			_("there is no annotation whose id ends in %s; `paraphe show` lists them"), wanted);
	*out = found;
	return NULL;
}

bool remark_speaks(const struct standing *standing, size_t remark)
{
	const struct annotation *annotation = standing->remarks[remark].annotation;
	switch (annotation->motivation) {
	case MODERATING:
		return standing->remarks[remark].decides;
	case LINKING:
		return false;
	case ASSESSING:
		return annotation->text != NULL;
	default:
		return true;
	}
}
