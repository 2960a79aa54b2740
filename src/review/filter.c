#include "review/filter.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/wording.h"
#include "text/visible.h"

static bool same_string(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

bool filter_active(const struct filter *filter)
{
	return filter &&
	       (filter->reviewer || filter->group || filter->kind || filter->state || filter->area || filter->question);
}

bool filter_same(const struct filter *a, const struct filter *b)
{
	return a->kind == b->kind && a->state == b->state && same_string(a->reviewer, b->reviewer) &&
	       same_string(a->group, b->group) && same_string(a->area, b->area) &&
	       same_string(a->question, b->question);
}

void filter_copy(struct filter *to, const struct filter *from)
{
	filter_clear(to);
	to->reviewer = memory_string(from->reviewer);
	to->group = memory_string(from->group);
	to->area = memory_string(from->area);
	to->question = memory_string(from->question);
	to->kind = from->kind;
	to->state = from->state;
}

void filter_clear(struct filter *filter)
{
	free(filter->reviewer);
	free(filter->group);
	free(filter->area);
	free(filter->question);
	*filter = (struct filter){0};
}

static bool asks_who(const struct filter *filter)
{
	return filter->reviewer || filter->group || filter->state == FILTER_MINE;
}

static bool is_who(const struct filter *filter, const struct standing *standing, size_t index)
{
	if (index >= standing->reviewer_count)
		return false;
	const struct reviewer *reviewer = &standing->reviewers[index];
	if (filter->reviewer && strcmp(filter->reviewer, reviewer->id) != 0)
		return false;
	if (filter->group && !same_string(filter->group, reviewer->group))
		return false;
	return filter->state != FILTER_MINE || index == standing->me;
}

/* Who of one remark: nobody, where it lies where its author does not write; a withdrawn one says nothing any more. */
static bool remark_is_who(const struct filter *filter, const struct standing *standing, size_t index)
{
	const struct remark *remark = &standing->remarks[index];
	return remark->verified && standing->threads.entries[index].state != STATE_WITHDRAWN &&
	       is_who(filter, standing, remark->reviewer);
}

static bool has_tag(const struct annotation *annotation, const char *prefix, const char *id)
{
	size_t size = strlen(prefix);
	if (!id)
		return true;
	for (size_t i = 0; i < annotation->tag_count; i++)
		if (!strncmp(annotation->tags[i], prefix, size) && !strcmp(annotation->tags[i] + size, id))
			return true;
	return false;
}

static bool has_tags(const struct filter *filter, const struct annotation *annotation)
{
	return has_tag(annotation, "area:", filter->area) && has_tag(annotation, "question:", filter->question);
}

static enum filter_kind kind_of(const struct annotation *annotation)
{
	if (annotation->targets[0].kind == TARGET_AMENDMENT)
		return FILTER_AMENDMENT;
	if (annotation->motivation == ASSESSING)
		return FILTER_POSITION;
	return annotation->motivation == QUESTIONING ? FILTER_QUESTION : FILTER_COMMENT;
}

/* The position that is this remark, by the order of blocks; NULL when it does not count (any more). */
static const struct position *position_of(const struct standing *standing, size_t index)
{
	size_t block = standing->remarks[index].block;
	for (size_t i = standing_positions(standing, block);
		i < standing->position_count && standing->positions[i].block == block; i++)
		if (standing->positions[i].remark == index)
			return &standing->positions[i];
	return NULL;
}

static bool collides(const struct amendment *amendment)
{
	return amendment->collide_count || amendment->collides_with_base;
}

static bool speaks_of_collision(const struct standing *standing, const struct target *target)
{
	if (target->kind != TARGET_AMENDMENT || !target->digest)
		return false;
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (!strcmp(standing->amendments[i].digest, target->digest))
			return collides(&standing->amendments[i]);
	return false;
}

static bool in_state(const struct filter *filter, const struct standing *standing, size_t index)
{
	const struct remark *remark = &standing->remarks[index];
	enum annotation_state state = standing->threads.entries[index].state;
	const struct position *position =
		kind_of(remark->annotation) == FILTER_POSITION ? position_of(standing, index) : NULL;
	switch (filter->state) {
	case FILTER_OPEN:
		if (kind_of(remark->annotation) != FILTER_POSITION)
			return state == STATE_OPEN;
		return position && !position->lapsed && strcmp(position->code, "initialled") != 0;
	case FILTER_RESOLVED:
		return state == STATE_RESOLVED;
	case FILTER_COLLISION:
		return speaks_of_collision(standing, &remark->annotation->targets[0]);
	case FILTER_LAPSED:
		return position && position->lapsed;
	case FILTER_STRAYED:
		return !remark->general && !remark->elsewhere && remark->placement != PLACED_EXACT;
	default:
		return true; /* mine is a question of who */
	}
}

/* What is asked of a thread's root. */
static bool root_passes(const struct filter *filter, const struct standing *standing, size_t root)
{
	const struct annotation *annotation = standing->remarks[root].annotation;
	return (!filter->kind || filter->kind == kind_of(annotation)) && has_tags(filter, annotation) &&
	       in_state(filter, standing, root);
}

bool filter_remark(const struct filter *filter, const struct review *review, size_t remark)
{
	const struct standing *standing = review->standing;
	if (!filter_active(filter))
		return true;
	const struct thread_entry *entries = standing->threads.entries;
	if (!root_passes(filter, standing, entries[remark].root))
		return false;
	if (!asks_who(filter) || remark_is_who(filter, standing, remark))
		return true;
	if (entries[remark].root != remark)
		return false;
	for (size_t i = 0; i < standing->threads.count; i++) /* an answer can bear an older number: clocks differ */
		if (entries[i].root == remark && remark_is_who(filter, standing, i))
			return true;
	return false;
}

bool *filter_remarks(const struct filter *filter, const struct review *review)
{
	const struct standing *standing = review->standing;
	const struct thread_entry *entries = standing->threads.entries;
	bool *stays = memory_new(standing->threads.count, sizeof *stays);
	bool anybody = !filter_active(filter) || !asks_who(filter);
	for (size_t i = 0; i < standing->threads.count; i++)
		if (anybody || remark_is_who(filter, standing, i))
			stays[entries[i].root] = true;
	for (size_t i = 0; filter_active(filter) && i < standing->threads.count; i++)
		if (entries[i].root == i && stays[i])
			stays[i] = root_passes(filter, standing, i);
	for (size_t i = 0; i < standing->threads.count; i++)
		stays[i] = stays[entries[i].root];
	return stays;
}

static bool proposed_by_who(const struct filter *filter, const struct standing *standing, size_t index)
{
	const struct amendment *amendments = standing->amendments;
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (amendments[i].same_as == amendments[index].same_as &&
			is_who(filter, standing, amendments[i].reviewer))
			return true;
	return false;
}

bool filter_amendment(const struct filter *filter, const struct review *review, size_t index)
{
	const struct standing *standing = review->standing;
	const struct amendment *amendment = &standing->amendments[index];
	if (!filter_active(filter))
		return true;
	if (filter->kind && filter->kind != FILTER_AMENDMENT)
		return false;
	if (filter->state == FILTER_RESOLVED || filter->state == FILTER_LAPSED || filter->state == FILTER_STRAYED ||
		(filter->state == FILTER_COLLISION && !collides(amendment)))
		return false;
	if (filter->area || filter->question) { /* an amendment is tagged by its reason */
		if (amendment->reason == STANDING_NONE ||
			!has_tags(filter, standing->remarks[amendment->reason].annotation))
			return false;
	}
	return !asks_who(filter) || proposed_by_who(filter, standing, index);
}

struct filter_counts filter_count(const struct filter *filter, const struct review *review)
{
	const struct standing *standing = review->standing;
	struct filter_counts counts = {0};
	bool *stays = filter_remarks(filter, review);
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct remark *remark = &standing->remarks[i];
		counts.threads += stays[i] && standing->threads.entries[i].root == i && !remark->elsewhere &&
				  remark->annotation->targets[0].kind != TARGET_AMENDMENT &&
				  remark->annotation->motivation != ASSESSING && remark_speaks(standing, i);
	}
	for (size_t i = 0; i < standing->position_count; i++)
		counts.positions += stays[standing->positions[i].remark];
	for (size_t i = 0; i < standing->amendment_count; i++)
		counts.amendments += standing->amendments[i].same_as == i && filter_amendment(filter, review, i);
	free(stays);
	return counts;
}

const char *filter_kind_name(enum filter_kind kind)
{
	static const char *const names[] = {[FILTER_ANY_KIND] = N_("all kinds"),
		[FILTER_COMMENT] = N_("comments"),
		[FILTER_QUESTION] = N_("questions"),
		[FILTER_AMENDMENT] = N_("proposals"),
		[FILTER_POSITION] = N_("initials and reservations")};
	return _(names[kind]);
}

const char *filter_state_name(enum filter_state state)
{
	static const char *const names[] = {[FILTER_ANY_STATE] = N_("all states"),
		[FILTER_OPEN] = N_("still open"),
		[FILTER_RESOLVED] = N_("closed"),
		[FILTER_COLLISION] = N_("rival proposals"),
		[FILTER_LAPSED] = N_("lapsed initials"),
		[FILTER_STRAYED] = N_("not where they were written"),
		[FILTER_MINE] = N_("with me in it")};
	return _(names[state]);
}

static void add_part(struct buffer *out, size_t start, const char *words)
{
	if (out->size > start)
		buffer_add_string(out, " · ");
	visible_add(out, text_of(words), VISIBLE_ONE_LINE);
}

static const char *category_label(const struct categories *categories, const char *id)
{
	const struct category *category = categories_find(categories, id);
	const char *label = category ? labels_in(&category->label, language_code()) : "";
	return label[0] ? label : id;
}

void filter_text(struct buffer *out, const struct filter *filter, const struct review *review)
{
	const struct standing *standing = review->standing;
	if (!filter_active(filter))
		return;
	buffer_add_string(out, _("filter: "));
	size_t start = out->size, reviewer = filter->reviewer ? standing_reviewer(standing, filter->reviewer) : 0;
	if (filter->reviewer)
		add_part(out, start, reviewer == STANDING_NONE ? filter->reviewer : standing->reviewers[reviewer].name);
	if (filter->group)
		add_part(out, start, category_label(&review->consultation.groups, filter->group));
	if (filter->kind)
		add_part(out, start, filter_kind_name(filter->kind));
	if (filter->state)
		add_part(out, start, filter_state_name(filter->state));
	if (filter->area)
		add_part(out, start, category_label(&review->consultation.areas, filter->area));
	if (filter->question)
		add_part(out, start, category_label(&review->consultation.questions, filter->question));
}
