/* sitting_list - what the left pane shows, in its order: matters, sets as one row, what is proposed abroad */
#include "views/sitting_list.h"

#include <string.h>

#include "base/map.h"
#include "base/memory.h"
#include "review/decision.h"

struct renaming {
	char **names; /* of the matters shown before */
	const struct sitting *sitting;
	struct map now; /* name -> place in the list */
};

static long found_again(void *context, size_t old)
{
	const struct renaming *renaming = context;
	size_t at;
	return map_find(&renaming->now, text_of(renaming->names[old]), &at) ? (long)at : PANE_GONE;
}

char **sitting_shown_names(const struct sitting *sitting)
{
	char **names = memory_new(sitting->count, sizeof *names);
	for (size_t i = 0; i < sitting->count; i++)
		names[i] = memory_string(sitting->names[sitting->list[i]]);
	return names;
}

size_t sitting_extent(const struct sitting *sitting, size_t matter)
{
	size_t count = 0;
	if (sitting->docket.items[matter].set == STANDING_NONE)
		return 1;
	for (size_t i = 0; i < sitting->docket.count; i++)
		count += sitting->under[i] == matter;
	return count;
}

bool sitting_passes_abroad(const struct docket_filter *filter, const struct abroad_item *item)
{
	for (int i = 0; i < DOCKET_CONDITIONS; i++) {
		bool meets = i == DOCKET_SUBSTANCE || i == DOCKET_APART ||
			     (i == DOCKET_UNDECIDED && !decision_settles(item->decision)) ||
			     (i == DOCKET_DECIDED && decision_settles(item->decision));
		if (filter->on[i] && !meets)
			return false;
	}
	return !filter->group && !filter->area;
}

/* Two matters of one translator's set that stand alike are one row; a filter for a translator's own shows each. */
static bool one_row(const struct sitting *sitting, size_t a, size_t b)
{
	const struct matter *one = &sitting->docket.items[a], *other = &sitting->docket.items[b];
	return one->set != STANDING_NONE && one->set == other->set && one->decision == other->decision &&
	       one->stuck == other->stuck && !sitting->kept->filter.on[DOCKET_SET];
}

/* The matters that pass, those of a set under the first of it. */
static void fold(struct sitting *sitting, const size_t *passing, size_t count)
{
	sitting->count = 0;
	for (size_t i = 0; i < sitting->docket.count; i++) {
		sitting->under[i] = STANDING_NONE;
		if (sitting->docket.items[i].set != STANDING_NONE)
			paper_clear(&sitting->snippets[i]); /* of the set, or of itself */
	}
	for (size_t i = 0; i < count; i++) {
		size_t first = STANDING_NONE;
		for (size_t j = 0; j < sitting->count && first == STANDING_NONE &&
				   sitting->docket.items[passing[i]].set != STANDING_NONE;
			j++)
			if (one_row(sitting, sitting->list[j], passing[i]))
				first = sitting->list[j];
		sitting->under[passing[i]] = first == STANDING_NONE ? passing[i] : first;
		if (first == STANDING_NONE)
			sitting->list[sitting->count++] = passing[i];
	}
}

/* Behind the last matter on the paragraph; in another order than the text's, at the end. */
static void add_abroad(struct sitting *sitting)
{
	for (size_t i = 0; i < sitting->abroad.count; i++) {
		const struct abroad_item *item = &sitting->abroad.items[i];
		size_t at = sitting->count;
		if (!sitting_passes_abroad(&sitting->kept->filter, item))
			continue;
		while (at > 0 && sitting->kept->order == DOCKET_BY_TEXT) {
			size_t before = sitting->list[at - 1];
			if (before >= sitting->docket.count ||
				sitting_amendment(sitting, before)->block + 1 <= item->block + 1)
				break;
			at--;
		}
		memmove(sitting->list + at + 1, sitting->list + at, (sitting->count - at) * sizeof *sitting->list);
		sitting->list[at] = sitting->docket.count + i;
		sitting->count++;
	}
}

/* Which row each name is on now. */
static void map_names(struct map *out, const struct sitting *sitting)
{
	const struct standing *standing = sitting->session->review->standing;
	size_t *row_of = memory_new(sitting->rows, sizeof *row_of);
	for (size_t i = 0; i < sitting->count; i++) {
		row_of[sitting->list[i]] = i;
		if (sitting->list[i] >= sitting->docket.count)
			map_put(out, text_of(sitting->names[sitting->list[i]]), i);
	}
	for (size_t i = 0; i < sitting->docket.count; i++) {
		const struct matter *matter = &sitting->docket.items[i];
		for (size_t j = 0; j < matter->member_count && sitting->under[i] != STANDING_NONE; j++)
			map_put(out, text_of(standing->amendments[matter->members[j]].name), row_of[sitting->under[i]]);
	}
	free(row_of);
}

void sitting_list(struct sitting *sitting, char **names, size_t count)
{
	struct renaming renaming = {.names = names, .sitting = sitting};
	size_t *passing, passed = docket_list(&passing, &sitting->docket, sitting->session->review,
				 &sitting->kept->filter, sitting->kept->order);
	free(sitting->list);
	sitting->list = memory_new(sitting->rows, sizeof *sitting->list);
	fold(sitting, passing, passed);
	add_abroad(sitting);
	map_names(&renaming.now, sitting);
	if (sitting->pane.source && count)
		pane_remap(&sitting->pane, found_again, &renaming);
	map_clear(&renaming.now);
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	free(passing);
	if (sitting->pane.selected >= sitting->count)
		sitting->pane.selected = sitting->count ? sitting->count - 1 : 0;
}
