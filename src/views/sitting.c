#include "views/sitting.h"

#include "base/array.h"
#include "base/map.h"
#include "base/memory.h"
#include "review/decision.h"
#include "views/message.h"
#include "views/sitting_list.h"
#include "views/sitting_paper.h"

const struct amendment *sitting_amendment(const struct sitting *sitting, size_t matter)
{
	return &sitting->session->review->standing->amendments[sitting->docket.items[matter].amendment];
}

size_t sitting_selected(const struct sitting *sitting)
{
	size_t row = sitting->pane.selected < sitting->count ? sitting->list[sitting->pane.selected] : STANDING_NONE;
	return row < sitting->docket.count ? row : STANDING_NONE;
}

size_t sitting_selected_abroad(const struct sitting *sitting)
{
	size_t row = sitting->pane.selected < sitting->count ? sitting->list[sitting->pane.selected] : STANDING_NONE;
	return row != STANDING_NONE && row >= sitting->docket.count ? row - sitting->docket.count : STANDING_NONE;
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
	free(sitting->asked_abroad.name);
	sitting->asked_abroad.name = NULL;
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
	for (size_t i = 0; i < sitting->docket.count; i++)
		if (sitting->under[i] == matter) /* all of a set */
			sitting->marked[i] = on;
	marks_write(sitting);
	sitting_bear(sitting);
}

void sitting_unmark_all(struct sitting *sitting)
{
	marks_clear(sitting->kept);
	memset(sitting->marked, 0, sitting->docket.count * sizeof *sitting->marked);
	sitting_bear(sitting);
}

void sitting_unmark_asked(struct sitting *sitting)
{
	for (size_t i = 0; i < sitting->asked_count; i++) {
		size_t matter = sitting_noted(sitting, &sitting->asked[i]);
		if (matter != STANDING_NONE)
			sitting->marked[matter] = false;
	}
	marks_write(sitting);
	sitting_bear(sitting);
}

bool sitting_means(const struct sitting *sitting, size_t matter)
{
	return sitting->marked[matter] && sitting->under[matter] != STANDING_NONE;
}

size_t sitting_marked(const struct sitting *sitting, size_t *hidden)
{
	size_t shown = 0, all = 0;
	for (size_t i = 0; i < sitting->docket.count; i++) {
		shown += sitting_means(sitting, i);
		all += sitting->marked[i];
	}
	if (hidden)
		*hidden = all - shown;
	return shown;
}

void sitting_mark_shown(struct sitting *sitting)
{
	bool all = true;
	for (size_t i = 0; i < sitting->docket.count; i++)
		all &= sitting->under[i] == STANDING_NONE || sitting->marked[i];
	for (size_t i = 0; i < sitting->docket.count; i++)
		if (sitting->under[i] != STANDING_NONE)
			sitting->marked[i] = !all;
	marks_write(sitting);
	sitting_bear(sitting);
}

/* --- what there is */

void sitting_relist(struct sitting *sitting)
{
	size_t count = sitting->count;
	sitting_list(sitting, sitting_shown_names(sitting), count);
	sitting_bear(sitting);
}

static void matters_clear(struct sitting *sitting)
{
	for (size_t i = 0; i < sitting->rows; i++) {
		free(sitting->names[i]);
		paper_clear(&sitting->snippets[i]);
	}
	free(sitting->names);
	free(sitting->snippets);
	free(sitting->under);
	free(sitting->marked);
	docket_clear(&sitting->docket);
	taking_free(sitting->taking);
	sitting->taking = NULL;
}

void sitting_renew(struct sitting *sitting)
{
	struct review *review = sitting->session->review;
	size_t count = sitting->count;
	char **names = sitting_shown_names(sitting);
	matters_clear(sitting);
	message_fault(taking_new(&sitting->taking, review));
	docket_make(&sitting->docket, review, sitting->taking);
	sitting->abroad_due = sitting->session->loading; /* nothing is known of the translations yet */
	if (!sitting->abroad_due)
		message_fault(abroad_look(&sitting->abroad, review));
	sitting->generation = review->generation;
	sitting->rows = sitting->docket.count + sitting->abroad.count;
	sitting->snippets = memory_new(sitting->rows, sizeof *sitting->snippets);
	sitting->names = memory_new(sitting->rows, sizeof *sitting->names);
	sitting->under = memory_new(sitting->docket.count, sizeof *sitting->under);
	for (size_t i = 0; i < sitting->docket.count; i++)
		sitting->names[i] = memory_string(sitting_amendment(sitting, i)->name);
	for (size_t i = 0; i < sitting->abroad.count; i++)
		sitting->names[sitting->docket.count + i] = memory_format(
			"%s/%s", sitting->abroad.items[i].language, abroad_amendment(&sitting->abroad.items[i])->name);
	marks_read(sitting);
	sitting_list(sitting, names, count);
	sitting_bear(sitting);
}

void sitting_clear(struct sitting *sitting)
{
	size_t selected = sitting->count ? sitting->list[sitting->pane.selected] : STANDING_NONE;
	free(sitting->kept->at);
	sitting->kept->at = selected == STANDING_NONE ? NULL : memory_string(sitting->names[selected]);
	matters_clear(sitting);
	abroad_clear(&sitting->abroad);
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
	if (matter < sitting->docket.count && sitting->under[matter] != STANDING_NONE)
		matter = sitting->under[matter];
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

static bool is_open(const struct sitting *sitting, size_t row)
{
	size_t matters = sitting->docket.count;
	return !decision_settles(
		row < matters ? sitting->docket.items[row].decision : sitting->abroad.items[row - matters].decision);
}

size_t sitting_next_open(const struct sitting *sitting, bool forward, const bool *but)
{
	size_t from = first_row(sitting, but);
	for (size_t step = 1; step <= sitting->count; step++) {
		size_t away = forward ? step : sitting->count - step;
		size_t row = sitting->list[(from + away) % sitting->count];
		if (is_open(sitting, row) && !(but && but[row]))
			return row;
	}
	return STANDING_NONE;
}
