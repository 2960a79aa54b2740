/* filter_values - every value a filter can take, under the headings of its dimensions
 *
 * The rows of filter_view: "no filter" first, then for each dimension a heading, "all" and its values.
 */
#ifndef VIEWS_FILTER_VALUES_H
#define VIEWS_FILTER_VALUES_H

#include "review/filter.h"

enum dimension { BY_NOTHING, BY_STATE, BY_KIND, BY_AREA, BY_QUESTION, BY_GROUP, BY_REVIEWER };

/* A row: a heading, or a value of a dimension. */
struct value {
	enum dimension dimension;
	bool heading;
	char *id; /* NULL: all of them; or a kind or state, in `number` */
	int number;
	char *label;  /* safe to show, translated */
	bool counted; /* counts are made when the row is first shown */
	struct filter_counts counts;
};

struct values {
	struct value *items;
	size_t count, capacity;
};

void filter_values_make(struct values *out, const struct review *review);
void filter_values_clear(struct values *values);
/* Whether it is the same value, of lists made at different times. */
bool filter_value_same(const struct value *a, const struct value *b);

/* Puts the value into the filter; whether the filter has it. */
void filter_value_take(struct filter *filter, const struct value *value);
bool filter_value_taken(const struct filter *filter, const struct value *value);

#endif
