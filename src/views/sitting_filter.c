/* sitting_filter - which of the matters are shown, and in which order */
#include "views/sitting_filter.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "views/choice_view.h"
#include "views/sitting_list.h"

/* What can be chosen: conditions, then groups, then areas. */
struct filter_row {
	enum { ROW_CONDITION, ROW_GROUP, ROW_AREA } kind;
	int condition;
	const char *id, *label;
};

static size_t filter_rows(struct filter_row **out, const struct review *review)
{
	const struct categories *lists[] = {&review->consultation.groups, &review->consultation.areas};
	size_t count = 0, capacity = 0;
	*out = NULL;
	for (int i = 0; i < DOCKET_CONDITIONS; i++)
		*ARRAY_ADD(*out, count, capacity) =
			(struct filter_row){ROW_CONDITION, i, NULL, docket_condition_name((enum docket_condition)i)};
	for (size_t list = 0; list < ARRAY_SIZE(lists); list++)
		for (size_t i = 0; i < lists[list]->count; i++) {
			const struct category *category = &lists[list]->items[i];
			const char *label = labels_in(&category->label, language_code());
			*ARRAY_ADD(*out, count, capacity) = (struct filter_row){
				list ? ROW_AREA : ROW_GROUP, 0, category->id, label[0] ? label : category->id};
		}
	return count;
}

/* Takes the row into the filter; what it has already is given up. */
static void filter_switch(struct docket_filter *filter, const struct filter_row *row)
{
	char **id = row->kind == ROW_GROUP ? &filter->group : &filter->area;
	if (row->kind == ROW_CONDITION) {
		docket_filter_switch(filter, (enum docket_condition)row->condition);
		return;
	}
	bool had = *id && !strcmp(*id, row->id);
	free(*id);
	*id = had ? NULL : memory_string(row->id);
}

static bool filter_has(const struct docket_filter *filter, const struct filter_row *row)
{
	const char *id = row->kind == ROW_GROUP ? filter->group : filter->area;
	return row->kind == ROW_CONDITION ? filter->on[row->condition] : id && !strcmp(id, row->id);
}

/* How many matters meet it by itself. */
static size_t filter_count_row(const struct sitting *sitting, const struct filter_row *row)
{
	struct docket_filter alone = {0};
	size_t count = 0;
	filter_switch(&alone, row);
	for (size_t i = 0; i < sitting->docket.count; i++)
		count += docket_passes(&alone, sitting->session->review, &sitting->docket.items[i]);
	for (size_t i = 0; i < sitting->abroad.count; i++)
		count += sitting_passes_abroad(&alone, &sitting->abroad.items[i]);
	docket_filter_clear(&alone);
	return count;
}

bool sitting_ask_filter(struct view *view)
{
	struct sitting *sitting = view->state;
	struct filter_row *rows;
	size_t count = filter_rows(&rows, sitting->session->review), selected = 0;
	struct choice_item *items = memory_new(count, sizeof *items);
	for (size_t i = count; i-- > 0;) {
		bool has = filter_has(&sitting->kept->filter, &rows[i]);
		items[i].label = memory_format("%s %s%s (%zu)", has ? "(●)" : "( )",
			rows[i].kind == ROW_GROUP  ? _("Group: ")
			: rows[i].kind == ROW_AREA ? _("Area: ")
						   : "",
			rows[i].label, filter_count_row(sitting, &rows[i]));
		selected = has ? i : selected;
	}
	const struct choice_order order = {.title = _("Which proposals?"),
		.question = _("What is chosen is added to the filter; what it has already is given up."),
		.items = items,
		.count = count,
		.selected = selected};
	stack_push(view->stack, choice_view(&order), SITTING_FILTER);
	for (size_t i = 0; i < count; i++)
		free((char *)items[i].label);
	free(items);
	free(rows);
	return true;
}

bool sitting_ask_order(struct view *view)
{
	struct choice_item items[DOCKET_ORDERS] = {{0}};
	for (int i = 0; i < DOCKET_ORDERS; i++)
		items[i].label = docket_order_name((enum docket_order)i);
	const struct choice_order order = {.title = _("In which order?"),
		.items = items,
		.count = ARRAY_SIZE(items),
		.selected = ((struct sitting *)view->state)->kept->order};
	stack_push(view->stack, choice_view(&order), SITTING_ORDER);
	return true;
}

void sitting_filter_chosen(struct sitting *sitting, long chosen)
{
	struct filter_row *rows;
	size_t count = filter_rows(&rows, sitting->session->review);
	if (chosen >= 0 && (size_t)chosen < count)
		filter_switch(&sitting->kept->filter, &rows[chosen]);
	free(rows);
	sitting_relist(sitting);
}
