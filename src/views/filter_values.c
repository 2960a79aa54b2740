#include "views/filter_values.h"

#include "base/array.h"
#include "base/language.h"
#include "review/wording.h"
#include "text/visible.h"

static bool same_id(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static void value_add(struct values *values, enum dimension dimension, const char *id, int number, const char *label)
{
	struct value *value = ARRAY_ADD(values->items, values->count, values->capacity);
	*value = (struct value){.dimension = dimension, .id = memory_string(id), .number = number};
	value->label = visible_take(label);
}

static void heading_add(struct values *values, enum dimension dimension, const char *label, const char *all)
{
	value_add(values, dimension, NULL, 0, label);
	values->items[values->count - 1].heading = true;
	value_add(values, dimension, NULL, 0, all);
}

static void add_categories(struct values *values, enum dimension dimension, const struct categories *categories,
	const char *label, const char *all)
{
	if (!categories->count)
		return;
	heading_add(values, dimension, label, all);
	for (size_t i = 0; i < categories->count; i++) {
		const char *name = labels_in(&categories->items[i].label, language_code());
		const char *id = categories->items[i].id;
		value_add(values, dimension, id, 0, name[0] ? name : id);
	}
}

static void add_reviewers(struct values *values, const struct review *review)
{
	const struct standing *standing = review->standing;
	if (!standing->reviewer_count)
		return;
	heading_add(values, BY_REVIEWER, _("By whom"), _("everybody"));
	for (size_t i = 0; i < standing->reviewer_count; i++) {
		struct buffer name = {0};
		wording_reviewer(&name, review, i);
		value_add(values, BY_REVIEWER, standing->reviewers[i].id, 0, buffer_string(&name));
		buffer_clear(&name);
	}
}

void filter_values_make(struct values *values, const struct review *review)
{
	*values = (struct values){0};
	const struct consultation *consultation = &review->consultation;
	value_add(values, BY_NOTHING, NULL, 0, _("No filter: show everything"));
	heading_add(values, BY_STATE, _("State"), filter_state_name(FILTER_ANY_STATE));
	for (int i = FILTER_ANY_STATE + 1; i < FILTER_STATES; i++)
		value_add(values, BY_STATE, NULL, i, filter_state_name((enum filter_state)i));
	heading_add(values, BY_KIND, _("Kind"), filter_kind_name(FILTER_ANY_KIND));
	for (int i = FILTER_ANY_KIND + 1; i < FILTER_KINDS; i++)
		value_add(values, BY_KIND, NULL, i, filter_kind_name((enum filter_kind)i));
	add_categories(values, BY_AREA, &consultation->areas, _("Area"), _("all areas"));
	add_categories(
		values, BY_QUESTION, &consultation->questions, _("Guiding question"), _("all guiding questions"));
	add_categories(values, BY_GROUP, &consultation->groups, _("Group"), _("all groups"));
	add_reviewers(values, review);
}

void filter_values_clear(struct values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		free(values->items[i].id);
		free(values->items[i].label);
	}
	free(values->items);
	*values = (struct values){0};
}

/* The field of a filter that holds this dimension's id. */
static char **id_of(struct filter *filter, enum dimension dimension)
{
	switch (dimension) {
	case BY_AREA:
		return &filter->area;
	case BY_QUESTION:
		return &filter->question;
	case BY_GROUP:
		return &filter->group;
	case BY_REVIEWER:
		return &filter->reviewer;
	default:
		return NULL;
	}
}

void filter_value_take(struct filter *filter, const struct value *value)
{
	char **id = id_of(filter, value->dimension);
	if (value->dimension == BY_NOTHING) {
		filter_clear(filter);
	} else if (value->dimension == BY_STATE) {
		filter->state = (enum filter_state)value->number;
	} else if (value->dimension == BY_KIND) {
		filter->kind = (enum filter_kind)value->number;
	} else {
		free(*id);
		*id = memory_string(value->id);
	}
}

bool filter_value_taken(const struct filter *filter, const struct value *value)
{
	const char *id = value->dimension >= BY_AREA ? *id_of((struct filter *)filter, value->dimension) : NULL;
	switch (value->dimension) {
	case BY_NOTHING:
		return !filter_active(filter);
	case BY_STATE:
		return (int)filter->state == value->number;
	case BY_KIND:
		return (int)filter->kind == value->number;
	default:
		return same_id(id, value->id);
	}
}

bool filter_value_same(const struct value *a, const struct value *b)
{
	return a->dimension == b->dimension && a->heading == b->heading && a->number == b->number &&
	       same_id(a->id, b->id);
}
