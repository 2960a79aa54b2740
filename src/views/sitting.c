#include "views/sitting.h"

#include "base/array.h"
#include "base/map.h"
#include "base/memory.h"
#include "review/decision.h"
#include "views/message.h"

const struct amendment *sitting_amendment(const struct sitting *sitting, size_t matter)
{
	return &sitting->session->review->standing->amendments[sitting->docket.items[matter].amendment];
}

size_t sitting_selected(const struct sitting *sitting)
{
	return sitting->pane.selected < sitting->count ? sitting->list[sitting->pane.selected] : STANDING_NONE;
}

/* --- marks */

static void marks_clear(struct sitting_kept *kept)
{
	for (size_t i = 0; i < kept->mark_count; i++)
		free(kept->marks[i].name);
	free(kept->marks);
	kept->marks = NULL;
	kept->mark_count = kept->mark_capacity = 0;
}

void sitting_kept_clear(struct sitting_kept *kept)
{
	marks_clear(kept);
	docket_filter_clear(&kept->filter);
	free(kept->at);
	kept->at = NULL;
}

void sitting_note(struct sitting_mark *out, const struct sitting *sitting, size_t matter)
{
	out->name = memory_string(sitting->names[matter]);
	memcpy(out->digest, sitting_amendment(sitting, matter)->digest, sizeof out->digest);
}

size_t sitting_noted(const struct sitting *sitting, const struct sitting_mark *mark)
{
	const struct standing *standing = sitting->session->review->standing;
	size_t amendment = standing_amendment(standing, mark->name);
	bool same = amendment != STANDING_NONE && amendment < sitting->docket.of_count &&
		    !strcmp(standing->amendments[amendment].digest, mark->digest);
	return same ? sitting->docket.of[amendment] : STANDING_NONE;
}

void sitting_unask(struct sitting *sitting)
{
	for (size_t i = 0; i < sitting->asked_count; i++)
		free(sitting->asked[i].name);
	sitting->asked_count = 0;
}

/* The marks as names, out of those by matter. */
static void marks_write(struct sitting *sitting)
{
	struct sitting_kept *kept = sitting->kept;
	marks_clear(kept);
	for (size_t i = 0; i < sitting->docket.count; i++) {
		if (sitting->marked[i])
			sitting_note(ARRAY_ADD(kept->marks, kept->mark_count, kept->mark_capacity), sitting, i);
	}
}

/* And back; who proposes the first of the same words may be somebody else by now. */
static void marks_read(struct sitting *sitting)
{
	const struct standing *standing = sitting->session->review->standing;
	struct map of_name = {0};
	for (size_t i = 0; i < standing->amendment_count; i++)
		map_put(&of_name, text_of(standing->amendments[i].name), i);
	sitting->marked = memory_new(sitting->docket.count, sizeof *sitting->marked);
	for (size_t i = 0; i < sitting->kept->mark_count; i++) {
		size_t at;
		if (map_find(&of_name, text_of(sitting->kept->marks[i].name), &at) &&
			!strcmp(standing->amendments[at].digest, sitting->kept->marks[i].digest))
			sitting->marked[sitting->docket.of[at]] = true;
	}
	map_clear(&of_name);
	marks_write(sitting);
}

void sitting_mark(struct sitting *sitting, size_t matter, bool on)
{
	sitting->marked[matter] = on;
	marks_write(sitting);
	sitting_bear(sitting);
}

void sitting_unmark_all(struct sitting *sitting)
{
	marks_clear(sitting->kept);
	memset(sitting->marked, 0, sitting->docket.count * sizeof *sitting->marked);
	sitting_bear(sitting);
}

void sitting_mark_shown(struct sitting *sitting)
{
	bool all = true;
	for (size_t i = 0; i < sitting->count; i++)
		all &= sitting->marked[sitting->list[i]];
	for (size_t i = 0; i < sitting->count; i++)
		sitting->marked[sitting->list[i]] = !all;
	marks_write(sitting);
	sitting_bear(sitting);
}

/* --- the list */

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

/* What is shown, by the names it has: the state it was made from may be gone already. */
static char **shown_names(const struct sitting *sitting)
{
	char **names = memory_new(sitting->count, sizeof *names);
	for (size_t i = 0; i < sitting->count; i++)
		names[i] = memory_string(sitting->names[sitting->list[i]]);
	return names;
}

/* The list anew; `names`, `count`: what was shown before, ours now. */
static void list_make(struct sitting *sitting, char **names, size_t count)
{
	const struct standing *standing = sitting->session->review->standing;
	struct renaming renaming = {.names = names, .sitting = sitting};
	free(sitting->list);
	sitting->count = docket_list(&sitting->list, &sitting->docket, sitting->session->review, &sitting->kept->filter,
		sitting->kept->order);
	for (size_t i = 0; i < sitting->count; i++) {
		const struct matter *matter = &sitting->docket.items[sitting->list[i]];
		for (size_t j = 0; j < matter->member_count; j++)
			map_put(&renaming.now, text_of(standing->amendments[matter->members[j]].name), i);
	}
	if (sitting->pane.source && count)
		pane_remap(&sitting->pane, found_again, &renaming);
	map_clear(&renaming.now);
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	if (sitting->pane.selected >= sitting->count)
		sitting->pane.selected = sitting->count ? sitting->count - 1 : 0;
}

void sitting_relist(struct sitting *sitting)
{
	size_t count = sitting->count;
	list_make(sitting, shown_names(sitting), count);
	sitting_bear(sitting);
}

static void matters_clear(struct sitting *sitting)
{
	for (size_t i = 0; i < sitting->docket.count; i++) {
		free(sitting->names[i]);
		paper_clear(&sitting->snippets[i]);
	}
	free(sitting->names);
	free(sitting->snippets);
	free(sitting->marked);
	docket_clear(&sitting->docket);
	taking_free(sitting->taking);
	sitting->taking = NULL;
}

void sitting_renew(struct sitting *sitting)
{
	struct review *review = sitting->session->review;
	size_t count = sitting->count;
	char **names = shown_names(sitting);
	matters_clear(sitting);
	message_fault(taking_new(&sitting->taking, review));
	docket_make(&sitting->docket, review, sitting->taking);
	sitting->generation = review->generation;
	sitting->snippets = memory_new(sitting->docket.count, sizeof *sitting->snippets);
	sitting->names = memory_new(sitting->docket.count, sizeof *sitting->names);
	for (size_t i = 0; i < sitting->docket.count; i++)
		sitting->names[i] = memory_string(sitting_amendment(sitting, i)->name);
	marks_read(sitting);
	list_make(sitting, names, count);
	sitting_bear(sitting);
}

void sitting_clear(struct sitting *sitting)
{
	size_t selected = sitting_selected(sitting);
	free(sitting->kept->at);
	sitting->kept->at = selected == STANDING_NONE ? NULL : memory_string(sitting->names[selected]);
	matters_clear(sitting);
	sitting_unask(sitting);
	free(sitting->asked);
	free(sitting->offered);
	for (size_t i = 0; i < ARRAY_SIZE(sitting->left); i++)
		free(sitting->left[i]);
	free(sitting->list);
	free(sitting->next);
	conversation_clear(&sitting->bearing);
	buffer_clear(&sitting->result);
}

/* --- selecting */

void sitting_select(struct sitting *sitting, size_t matter)
{
	for (size_t i = 0; i < sitting->count; i++)
		if (sitting->list[i] == matter)
			pane_select(&sitting->pane, i);
	sitting_bear(sitting);
}

/* The row of the first of these matters; none is shown: the selected one. */
static size_t first_row(const struct sitting *sitting, const bool *of)
{
	for (size_t i = 0; of && i < sitting->count; i++)
		if (of[sitting->list[i]])
			return i;
	return sitting->pane.selected;
}

size_t sitting_next_open(const struct sitting *sitting, bool forward, const bool *but)
{
	size_t from = first_row(sitting, but);
	for (size_t step = 1; step <= sitting->count; step++) {
		size_t away = forward ? step : sitting->count - step;
		size_t matter = sitting->list[(from + away) % sitting->count];
		if (!decision_settles(sitting->docket.items[matter].decision) && !(but && but[matter]))
			return matter;
	}
	return STANDING_NONE;
}
