/* desk_find - search, the current list that n and p go through, and the word cursor */
#include "views/desk_find.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/margin.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "text/words.h"
#include "views/message.h"

static bool holds(const struct desk *desk, struct text text)
{
	struct buffer folded = {0};
	const struct buffer *wanted = &desk->reading.found;
	utf8_fold(&folded, NULL, text);
	bool found = wanted->size && folded.size >= wanted->size &&
		     memmem(folded.bytes, folded.size, wanted->bytes, wanted->size) != NULL;
	buffer_clear(&folded);
	return found;
}

/* What people wrote about an item is searched as well as the item itself. */
static bool conversation_holds(const struct desk *desk, const struct subject *subject)
{
	const struct review *review = desk->session->review;
	bool found = false;
	if (subject->kind != SUBJECT_BLOCK)
		return false;
	for (size_t i = 0; i < review->standing->threads.count && !found; i++) {
		const struct remark *remark = &review->standing->remarks[i];
		found = remark->block == subject->index && !remark->elsewhere && remark->annotation->text &&
			holds(desk, text_of(remark->annotation->text));
	}
	return found;
}

static bool filtered(const struct desk *desk, const struct subject *subject)
{
	const struct review *review = desk->session->review;
	size_t *roots, count;
	conversation_threads(&roots, &count, review, subject, &desk->filter);
	free(roots);
	for (size_t i = 0; !count && subject->kind == SUBJECT_BLOCK && i < review->standing->amendment_count; i++)
		count += review->standing->amendments[i].block == subject->index &&
			 filter_amendment(&desk->filter, review, i);
	return count > 0;
}

static bool in_list(const struct desk *desk, size_t item)
{
	const struct subject *subject = &desk->reading.items[item];
	size_t *roots, count;
	switch (desk->list) {
	case LIST_FOUND:
		return holds(desk, reading_words(&desk->reading, item)) || conversation_holds(desk, subject);
	case LIST_FILTERED:
		return filtered(desk, subject);
	case LIST_MISSPELT:
		return subject->kind == SUBJECT_BLOCK && !desk->session->loading &&
		       errata_has(&desk->session->errata, subject->index);
	case LIST_OPEN:
		break;
	}
	if (subject->kind == SUBJECT_BLOCK)
		return desk->reading.facts[subject->index].room == ROOM_OPEN ||
		       desk->reading.facts[subject->index].room == ROOM_PARTLY;
	conversation_threads(&roots, &count, desk->session->review, subject, NULL);
	free(roots);
	return count > 0;
}

/* The next item of the list from `from` on, round the end; the count when there is none. */
static size_t next_in_list(const struct desk *desk, size_t from, bool forward)
{
	size_t count = desk->reading.count;
	for (size_t i = 0; i < count; i++) {
		size_t item = forward ? (from + i) % count : (from + count - i) % count;
		if (in_list(desk, item))
			return item;
	}
	return count;
}

void desk_list_name(struct buffer *out, const struct desk *desk)
{
	if (desk->list == LIST_FOUND) {
		buffer_add_string(out, "« ");
		visible_add(out, text_of(desk->words), VISIBLE_ONE_LINE);
		buffer_add_string(out, " »");
	} else if (desk->list == LIST_FILTERED) {
		filter_text(out, &desk->filter, desk->session->review);
	} else if (desk->list == LIST_MISSPELT) {
		buffer_add_string(out, _("misspelt words"));
	} else {
		buffer_add_string(out, _("open items"));
	}
}

bool desk_step(struct desk *desk, bool forward)
{
	size_t count = desk->reading.count, selected = desk->reading.pane.selected;
	size_t item = next_in_list(desk, (selected + (forward ? 1 : count - 1)) % count, forward);
	struct buffer name = {0};
	desk_list_name(&name, desk);
	if (item == count)
		message_say(MESSAGE_INFO, _("Nothing in this list: %s."), buffer_string(&name));
	else
		pane_select(&desk->reading.pane, item);
	if (item < count && (forward ? item <= selected : item >= selected))
		message_say(MESSAGE_INFO, forward ? _("From the start again: %s.") : _("From the end again: %s."),
			buffer_string(&name));
	buffer_clear(&name);
	desk_refresh(desk);
	return true;
}

void desk_to_list(struct desk *desk)
{
	if (desk->reading.count && in_list(desk, desk->reading.pane.selected))
		return;
	size_t item = next_in_list(desk, 0, true);
	struct buffer name = {0};
	desk_list_name(&name, desk);
	if (item < desk->reading.count)
		pane_select(&desk->reading.pane, item);
	else
		message_say(MESSAGE_INFO, _("Nothing in this list: %s."), buffer_string(&name));
	buffer_clear(&name);
	desk_refresh(desk);
}

void desk_search(struct desk *desk, struct text words)
{
	buffer_empty(&desk->reading.found);
	if (!text_trim(words).size) {
		desk_search_end(desk);
		return;
	}
	free(desk->words);
	desk->words = text_take(words);
	utf8_fold(&desk->reading.found, NULL, words);
	desk->list = LIST_FOUND;
	reading_reload(&desk->reading);
	size_t from = desk->searched_from < desk->reading.count ? desk->searched_from : 0;
	size_t item = next_in_list(desk, from, true);
	pane_select(&desk->reading.pane, item < desk->reading.count ? item : from);
	if (item == desk->reading.count)
		message_say(MESSAGE_INFO, "%s", _("Not found."));
	desk_refresh(desk);
}

void desk_search_end(struct desk *desk)
{
	buffer_empty(&desk->reading.found);
	desk->list = filter_active(&desk->filter) ? LIST_FILTERED : LIST_OPEN;
	reading_reload(&desk->reading);
	desk_refresh(desk);
}

void desk_choose_end(struct desk *desk)
{
	if (!desk->reading.choosing)
		return;
	desk->reading.choosing = false;
	words_clear(&desk->chooser);
	desk->chooser = (struct words){0};
	reading_touch(&desk->reading);
}

static void show_chosen(struct desk *desk)
{
	const struct words *words = &desk->chooser;
	desk->reading.chosen_start = words->items[desk->chosen_from].start;
	desk->reading.chosen_end = words->items[desk->chosen_to].end;
	reading_touch(&desk->reading);
}

static bool choose_begin(struct desk *desk)
{
	size_t block = reading_block(&desk->reading);
	struct words words = {0};
	if (block == STANDING_NONE)
		return false;
	words_split(&words, desk->session->review->draft->blocks[block].text);
	if (!words.count) {
		words_clear(&words);
		return false;
	}
	desk->chooser = words;
	desk->reading.choosing = true;
	/* A leading run of blanks is a token without a word. */
	desk->chosen_from = desk->chosen_to = words.count > 1 && words.items[0].start == words.items[0].end;
	message_say(MESSAGE_INFO, "%s",
		_("← → choose a word, Space extends the choice, then a to annotate or e to reword; Esc ends it."));
	show_chosen(desk);
	return true;
}

bool desk_choose_words(struct desk *desk, enum action action)
{
	size_t last = desk->chooser.count ? desk->chooser.count - 1 : 0;
	if (!desk->reading.choosing)
		return action == ACTION_WORDS && choose_begin(desk);
	switch (action) {
	case ACTION_LEFT:
		desk->chosen_from -= desk->chosen_from > 0;
		desk->chosen_to = desk->chosen_from;
		break;
	case ACTION_RIGHT:
		desk->chosen_from = desk->chosen_to = desk->chosen_to + (desk->chosen_to < last);
		break;
	case ACTION_WORDS:
	case ACTION_EXTEND_RIGHT:
		desk->chosen_to += desk->chosen_to < last;
		break;
	case ACTION_EXTEND_LEFT:
		if (desk->chosen_to > desk->chosen_from)
			desk->chosen_to--;
		else
			desk->chosen_from -= desk->chosen_from > 0;
		break;
	default:
		return false;
	}
	show_chosen(desk);
	return true;
}
