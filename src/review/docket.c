#include "review/docket.h"

#include <string.h>

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/scope.h"
#include "text/visible.h"

/* --- what bears on a paragraph */

struct bearing {
	size_t doubts;
	uint64_t areas;
};

static uint64_t areas_of(const struct review *review, const struct annotation *annotation)
{
	const struct categories *areas = &review->consultation.areas;
	uint64_t bits = 0;
	for (size_t i = 0; i < annotation->tag_count; i++)
		for (size_t j = 0; j < areas->count && j < 64 && !strncmp(annotation->tags[i], "area:", 5); j++)
			if (!strcmp(annotation->tags[i] + 5, areas->items[j].id))
				bits |= (uint64_t)1 << j;
	return bits;
}

static struct bearing *bearings(const struct review *review)
{
	const struct standing *standing = review->standing;
	size_t blocks = review->draft->count;
	struct bearing *out = memory_new(blocks + 1, sizeof *out);
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct remark *remark = &standing->remarks[i];
		enum annotation_state state = standing->threads.entries[i].state;
		if (!remark->verified || remark->elsewhere || remark->general || remark->block >= blocks ||
			state == STATE_WITHDRAWN)
			continue;
		out[remark->block].areas |= areas_of(review, remark->annotation);
		out[remark->block].doubts += remark->annotation->motivation == QUESTIONING && state == STATE_OPEN;
	}
	for (size_t i = 0; i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		if (position->block < blocks && !position->lapsed &&
			(!strcmp(position->code, "reservation") || !strcmp(position->code, "objection")))
			out[position->block].doubts++;
	}
	return out;
}

/* --- the matters */

/* Sorts and counts what is there more than once as one. */
static int by_number(const void *a, const void *b)
{
	size_t one = *(const size_t *)a, two = *(const size_t *)b;
	return (one > two) - (one < two);
}

static size_t distinct(size_t *items, size_t count)
{
	size_t kept = 0;
	if (count)
		qsort(items, count, sizeof *items, by_number);
	for (size_t i = 0; i < count; i++)
		kept += i == 0 || items[i] != items[i - 1];
	return kept;
}

/* Reviewers behind the supports (or objections) to any of those who propose it. */
static size_t count_reviewers(const struct standing *standing, const struct matter *matter, bool supports)
{
	size_t *list = NULL, count = 0, capacity = 0;
	for (size_t i = 0; i < matter->member_count; i++) {
		const struct amendment *amendment = &standing->amendments[matter->members[i]];
		const size_t *remarks = supports ? amendment->supports : amendment->objects;
		size_t remark_count = supports ? amendment->support_count : amendment->object_count;
		for (size_t j = 0; j < remark_count; j++)
			*ARRAY_ADD(list, count, capacity) = standing->remarks[remarks[j]].reviewer;
	}
	count = distinct(list, count);
	free(list);
	return count;
}

static size_t count_rivals(const struct standing *standing, const struct matter *matter)
{
	size_t *list = NULL, count = 0, capacity = 0;
	bool base = false;
	for (size_t i = 0; i < matter->member_count; i++) {
		const struct amendment *amendment = &standing->amendments[matter->members[i]];
		base |= amendment->collides_with_base;
		for (size_t j = 0; j < amendment->collide_count; j++)
			*ARRAY_ADD(list, count, capacity) = standing->amendments[amendment->collides[j]].same_as;
	}
	count = distinct(list, count);
	free(list);
	return count + base;
}

/* Decided is what is decided for all who propose it, in one way. */
static enum decision decision_on(const struct standing *standing, const struct matter *matter)
{
	enum decision first = standing->amendments[matter->members[0]].decision;
	for (size_t i = 0; i < matter->member_count; i++) {
		enum decision other = standing->amendments[matter->members[i]].decision;
		if (other == DECISION_NONE)
			return DECISION_NONE;
		if (other != first)
			first = DECISION_CONTRADICTED;
	}
	return first;
}

/* Whether somebody is undecided on it, and nobody who proposes it has been told anything but yes. */
static bool is_untouched(const struct standing *standing, const struct matter *matter)
{
	for (size_t i = 0; i < matter->member_count; i++) {
		enum decision decision = standing->amendments[matter->members[i]].decision;
		if (decision != DECISION_NONE && decision != DECISION_ACCEPTED)
			return false;
	}
	return matter->decision == DECISION_NONE;
}

static bool is_stuck(const struct taking *taking, const struct matter *matter)
{
	for (size_t i = 0; taking && i < matter->member_count; i++) {
		enum fate fate = taking->items[matter->members[i]].fate;
		if (fate == FATE_COLLIDES || fate == FATE_UNFIT || fate == FATE_WAITS)
			return true;
	}
	return false;
}

/* Whose set it belongs to: a translator's own language is theirs, as long as nothing is said against it. */
static size_t set_of(const struct review *review, const struct matter *matter)
{
	const struct standing *standing = review->standing;
	bool apart = matter->rivals || matter->objections || matter->doubts || matter->substance;
	for (size_t i = 0; i < matter->member_count && !apart; i++) {
		size_t reviewer = standing->amendments[matter->members[i]].reviewer;
		if (scope_translates(review, reviewer))
			return reviewer;
	}
	return STANDING_NONE;
}

static void fill(struct matter *matter, const struct review *review, const struct bearing *bearing)
{
	const struct standing *standing = review->standing;
	const struct amendment *amendment = &standing->amendments[matter->amendment];
	matter->rivals = count_rivals(standing, matter);
	matter->supports = count_reviewers(standing, matter, true);
	matter->objections = count_reviewers(standing, matter, false);
	matter->decision = decision_on(standing, matter);
	size_t earlier = 0; /* whoever objected has not said that the new words will do */
	for (size_t i = 0; i < matter->member_count; i++) {
		size_t reason = standing->amendments[matter->members[i]].reason;
		earlier += standing->amendments[matter->members[i]].earlier_object_count;
		matter->substance |= standing->amendments[matter->members[i]].substance;
		if (reason != STANDING_NONE)
			matter->areas |= areas_of(review, standing->remarks[reason].annotation);
	}
	for (size_t i = 0; i < amendment->extent && amendment->block != STANDING_NONE; i++)
		if (amendment->block + i < review->draft->count) {
			matter->doubts += bearing[amendment->block + i].doubts;
			matter->areas |= bearing[amendment->block + i].areas;
		}
	matter->set = set_of(review, matter);
	matter->structural = amendment->kind != AMEND_REWORD || amendment->moved_too;
	matter->uncontested = is_untouched(standing, matter) && !matter->rivals && !matter->objections && !earlier &&
			      !matter->doubts && !matter->substance && amendment->kind != AMEND_DELETE &&
			      amendment->kind != AMEND_MOVE && !amendment->moved_too;
}

void docket_make(struct docket *out, const struct review *review, const struct taking *taking)
{
	const struct standing *standing = review->standing;
	size_t count = standing->amendment_count, placed = 0;
	*out = (struct docket){.items = memory_new(count, sizeof *out->items),
		.members = memory_new(count, sizeof *out->members),
		.of = memory_new(count, sizeof *out->of),
		.of_count = count};
	for (size_t i = 0; i < count; i++) { /* the first of the same words comes before the others */
		size_t first = standing->amendments[i].same_as;
		out->of[i] = first == i ? out->count++ : out->of[first];
		out->items[out->of[i]].member_count++;
		if (first == i)
			out->items[out->of[i]].amendment = i;
	}
	for (size_t i = 0; i < out->count; i++) {
		out->items[i].members = out->members + placed;
		placed += out->items[i].member_count;
		out->items[i].member_count = 0;
	}
	for (size_t i = 0; i < count; i++) {
		struct matter *matter = &out->items[out->of[i]];
		out->members[(size_t)(matter->members - out->members) + matter->member_count++] = i;
	}
	struct bearing *bearing = bearings(review);
	for (size_t i = 0; i < out->count; i++) {
		fill(&out->items[i], review, bearing);
		out->items[i].stuck = is_stuck(taking, &out->items[i]);
	}
	free(bearing);
}

void docket_clear(struct docket *docket)
{
	free(docket->items);
	free(docket->members);
	free(docket->of);
	*docket = (struct docket){0};
}

/* --- what is shown */

/* Conditions of one sort exclude each other. */
static int sort_of(enum docket_condition condition)
{
	static const int sorts[] = {
		[DOCKET_UNDECIDED] = 1,
		[DOCKET_DECIDED] = 1,
		[DOCKET_DISPUTED] = 1,
		[DOCKET_STUCK] = 1,
		[DOCKET_UNCONTESTED] = 1,
		[DOCKET_RIVAL] = 2,
		[DOCKET_ALONE] = 2,
		[DOCKET_OBJECTED] = 3,
		[DOCKET_UNOBJECTED] = 3,
		[DOCKET_SUPPORTED] = 4,
		[DOCKET_DOUBTED] = 5,
		[DOCKET_FORM] = 6,
		[DOCKET_WORDS] = 6,
		[DOCKET_STRUCTURE] = 6,
		[DOCKET_SET] = 7,
		[DOCKET_APART] = 7,
		[DOCKET_SUBSTANCE] = 7,
	};
	return sorts[condition];
}

bool docket_filter_active(const struct docket_filter *filter)
{
	for (int i = 0; i < DOCKET_CONDITIONS; i++)
		if (filter->on[i])
			return true;
	return filter->group || filter->area;
}

void docket_filter_switch(struct docket_filter *filter, enum docket_condition condition)
{
	bool on = !filter->on[condition];
	for (int i = 0; i < DOCKET_CONDITIONS; i++)
		if (sort_of((enum docket_condition)i) == sort_of(condition))
			filter->on[i] = false;
	filter->on[condition] = on;
}

void docket_filter_clear(struct docket_filter *filter)
{
	free(filter->group);
	free(filter->area);
	*filter = (struct docket_filter){0};
}

/* Form, words, or a whole paragraph. */
static enum docket_condition type_of(const struct review *review, const struct matter *matter)
{
	if (matter->structural)
		return DOCKET_STRUCTURE;
	return strcmp(review->standing->amendments[matter->amendment].type, "ed") ? DOCKET_WORDS : DOCKET_FORM;
}

bool docket_meets(const struct review *review, const struct matter *matter, enum docket_condition condition)
{
	switch (condition) {
	case DOCKET_UNDECIDED:
		return !decision_settles(matter->decision);
	case DOCKET_DECIDED:
		return decision_settles(matter->decision);
	case DOCKET_DISPUTED:
		return matter->decision == DECISION_CONTRADICTED;
	case DOCKET_STUCK:
		return matter->stuck;
	case DOCKET_UNCONTESTED:
		return matter->uncontested;
	case DOCKET_RIVAL:
	case DOCKET_ALONE:
		return (matter->rivals > 0) == (condition == DOCKET_RIVAL);
	case DOCKET_OBJECTED:
	case DOCKET_UNOBJECTED:
		return (matter->objections > 0) == (condition == DOCKET_OBJECTED);
	case DOCKET_SUPPORTED:
		return matter->supports > 0;
	case DOCKET_DOUBTED:
		return matter->doubts > 0;
	case DOCKET_SET:
	case DOCKET_APART:
		return (matter->set != STANDING_NONE) == (condition == DOCKET_SET);
	case DOCKET_SUBSTANCE:
		return matter->substance;
	default:
		return type_of(review, matter) == condition;
	}
}

static bool of_group(const struct review *review, const struct matter *matter, const char *group)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < matter->member_count; i++) {
		const struct amendment *amendment = &standing->amendments[matter->members[i]];
		const char *own = standing->reviewers[amendment->reviewer].group;
		if (own && !strcmp(own, group))
			return true;
	}
	return false;
}

static bool of_area(const struct review *review, const struct matter *matter, const char *area)
{
	const struct categories *areas = &review->consultation.areas;
	for (size_t i = 0; i < areas->count && i < 64; i++)
		if (matter->areas >> i & 1 && !strcmp(areas->items[i].id, area))
			return true;
	return false;
}

bool docket_passes(const struct docket_filter *filter, const struct review *review, const struct matter *matter)
{
	for (int i = 0; i < DOCKET_CONDITIONS; i++)
		if (filter->on[i] && !docket_meets(review, matter, (enum docket_condition)i))
			return false;
	return (!filter->group || of_group(review, matter, filter->group)) &&
	       (!filter->area || of_area(review, matter, filter->area));
}

/* A matter and what it is sorted by, the smallest first. */
struct ranked {
	size_t matter, rank;
};

static size_t group_rank(const struct review *review, const struct matter *matter)
{
	const struct standing *standing = review->standing;
	const struct categories *groups = &review->consultation.groups;
	const char *group = standing->reviewers[standing->amendments[matter->amendment].reviewer].group;
	size_t rank = 0;
	while (rank < groups->count && (!group || strcmp(groups->items[rank].id, group) != 0))
		rank++;
	return rank;
}

static size_t decision_rank(const struct matter *matter)
{
	if (matter->decision == DECISION_NONE)
		return 0;
	if (matter->decision == DECISION_CONTRADICTED || matter->stuck)
		return 1;
	return 1 + (size_t)matter->decision;
}

static size_t rank_of(const struct review *review, const struct matter *matter, enum docket_order order)
{
	size_t area = 0;
	switch (order) {
	case DOCKET_BY_DECISION:
		return decision_rank(matter);
	case DOCKET_BY_RIVALS:
		return SIZE_MAX - matter->rivals;
	case DOCKET_BY_OBJECTIONS:
		return SIZE_MAX - matter->objections;
	case DOCKET_BY_SUPPORT:
		return SIZE_MAX - matter->supports;
	case DOCKET_BY_GROUP:
		return group_rank(review, matter);
	case DOCKET_BY_AREA:
		while (area < 64 && !(matter->areas >> area & 1))
			area++;
		return area;
	case DOCKET_BY_TYPE:
		return type_of(review, matter);
	default:
		return 0;
	}
}

static int by_rank(const void *one, const void *two)
{
	const struct ranked *a = one, *b = two;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (a->matter > b->matter) - (a->matter < b->matter);
}

size_t docket_list(size_t **out, const struct docket *docket, const struct review *review,
	const struct docket_filter *filter, enum docket_order order)
{
	struct ranked *list = memory_new(docket->count, sizeof *list);
	size_t count = 0;
	for (size_t i = 0; i < docket->count; i++)
		if (docket_passes(filter, review, &docket->items[i]))
			list[count++] = (struct ranked){i, rank_of(review, &docket->items[i], order)};
	if (count)
		qsort(list, count, sizeof *list, by_rank);
	*out = memory_new(count, sizeof **out);
	for (size_t i = 0; i < count; i++)
		(*out)[i] = list[i].matter;
	free(list);
	return count;
}

/* --- what it is called */

const char *docket_condition_name(enum docket_condition condition)
{
	static const char *const names[] = {
		[DOCKET_UNDECIDED] = N_("undecided"),
		[DOCKET_DECIDED] = N_("decided"),
		[DOCKET_DISPUTED] = N_("decided in two ways"),
		[DOCKET_STUCK] = N_("retained, but cannot go in as things stand"),
		[DOCKET_UNCONTESTED] = N_("undecided, and nothing speaks against it"),
		[DOCKET_RIVAL] = N_("rival proposals"),
		[DOCKET_ALONE] = N_("without a rival"),
		[DOCKET_OBJECTED] = N_("objected to"),
		[DOCKET_UNOBJECTED] = N_("without objection"),
		[DOCKET_SUPPORTED] = N_("supported by others"),
		[DOCKET_DOUBTED] = N_("open question or reservation on the paragraph"),
		[DOCKET_FORM] = N_("form only (ed)"),
		[DOCKET_WORDS] = N_("other words (te)"),
		[DOCKET_STRUCTURE] = N_("a paragraph added, deleted or moved"),
		[DOCKET_SET] = N_("a translator’s own, one by one"),
		[DOCKET_APART] = N_("not a translator’s own"),
		[DOCKET_SUBSTANCE] = N_("about the substance"),
	};
	return _(names[condition]);
}

const char *docket_order_name(enum docket_order order)
{
	static const char *const names[] = {
		[DOCKET_BY_TEXT] = N_("in the order of the text"),
		[DOCKET_BY_DECISION] = N_("undecided first"),
		[DOCKET_BY_RIVALS] = N_("most rivals first"),
		[DOCKET_BY_OBJECTIONS] = N_("most objections first"),
		[DOCKET_BY_SUPPORT] = N_("most support first"),
		[DOCKET_BY_GROUP] = N_("by group"),
		[DOCKET_BY_AREA] = N_("by area"),
		[DOCKET_BY_TYPE] = N_("by type"),
	};
	return _(names[order]);
}

static void part_add(struct buffer *out, size_t start, const char *words)
{
	if (out->size > start)
		buffer_add_string(out, " · ");
	visible_add(out, text_of(words), VISIBLE_ONE_LINE);
}

static void category_add(struct buffer *out, size_t start, const struct categories *categories, const char *id)
{
	const struct category *category = id ? categories_find(categories, id) : NULL;
	const char *label = category ? labels_in(&category->label, language_code()) : "";
	if (id)
		part_add(out, start, label[0] ? label : id);
}

void docket_filter_text(struct buffer *out, const struct docket_filter *filter, const struct review *review)
{
	size_t start = out->size;
	for (int i = 0; i < DOCKET_CONDITIONS; i++)
		if (filter->on[i])
			part_add(out, start, docket_condition_name((enum docket_condition)i));
	category_add(out, start, &review->consultation.groups, filter->group);
	category_add(out, start, &review->consultation.areas, filter->area);
}
