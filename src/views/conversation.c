#include "views/conversation.h"

#include <stdio.h>

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/case.h"
#include "views/conversation_amendment.h"
#include "views/conversation_thread.h"

static bool about_question(const struct review *review, const struct annotation *annotation, size_t question)
{
	for (size_t i = 0; i < annotation->tag_count; i++)
		if (!strncmp(annotation->tags[i], "question:", 9) &&
			(question == STANDING_NONE ||
				!strcmp(annotation->tags[i] + 9, review->consultation.questions.items[question].id)))
			return true;
	return false;
}

static bool is_about(const struct review *review, const struct remark *remark, const struct subject *subject)
{
	const struct annotation *annotation = remark->annotation;
	switch (subject->kind) {
	case SUBJECT_GENERAL:
		return remark->general && !about_question(review, annotation, STANDING_NONE);
	case SUBJECT_QUESTION:
		return remark->general && about_question(review, annotation, subject->index);
	case SUBJECT_BLOCK:
		return !remark->general && !remark->elsewhere && remark->block == subject->index;
	case SUBJECT_MINE:
		break;
	}
	return false;
}

void conversation_threads(size_t **out, size_t *count, const struct review *review, const struct subject *subject,
	const struct filter *filter)
{
	const struct standing *standing = review->standing;
	size_t capacity = 0;
	*out = NULL;
	*count = 0;
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct remark *remark = &standing->remarks[i];
		if (standing->threads.entries[i].root != i || !remark_speaks(standing, i) ||
			remark->annotation->motivation == ASSESSING ||
			(remark->annotation->targets[0].kind == TARGET_AMENDMENT &&
				!(remark->decides && remark->on_base)) ||
			!is_about(review, remark, subject) || (filter && !filter_remark(filter, review, i)))
			continue;
		*(size_t *)array_add((void **)out, count, &capacity, sizeof **out) = i;
	}
}

static struct entry *entry_add(struct conversation *c, enum entry_kind kind, size_t index, const char *id)
{
	struct entry *entry = ARRAY_ADD(c->entries, c->count, c->capacity);
	entry->kind = kind;
	entry->index = index;
	snprintf(entry->id, sizeof entry->id, "%s", id);
	return entry;
}

void conversation_add_thread(struct conversation *c, size_t index, size_t number)
{
	const struct review *review = c->session->review;
	struct entry *entry = entry_add(c, ENTRY_THREAD, index, review->standing->remarks[index].annotation->id);
	char *head = memory_format("%zu ", number);
	paper_add_string(&entry->paper, head, STYLE_NUMBER);
	free(head);
	conversation_thread(&entry->paper, c->session->seals, review, index);
}

void conversation_add_amendment(struct conversation *c, size_t index, size_t number)
{
	const struct review *review = c->session->review;
	const struct amendment *amendment = &review->standing->amendments[index];
	struct entry *entry = entry_add(c, ENTRY_AMENDMENT, index, amendment->name);
	bool rival = amendment->collide_count || amendment->collides_with_base;
	char *head = memory_format("%s%zu ", rival ? "!" : "", number);
	paper_add_string(&entry->paper, head, rival ? STYLE_COLLISION : STYLE_NUMBER);
	free(head);
	conversation_amendment(&entry->paper, c->session->seals, review, index);
}

static bool amendment_about(const struct amendment *amendment, const struct subject *subject, size_t index)
{
	if (subject->kind == SUBJECT_MINE)
		return index == subject->index;
	if (subject->kind != SUBJECT_BLOCK)
		return false;
	return amendment->block == subject->index || (amendment->block == STANDING_NONE && subject->index == 0);
}

void conversation_add_positions(struct conversation *c)
{
	struct paper paper = {0};
	if (c->subject.kind != SUBJECT_BLOCK)
		return;
	c->positions = conversation_positions(&paper, c->session->seals, c->session->review, c->subject.index);
	if (paper.text.size)
		entry_add(c, ENTRY_POSITIONS, 0, "positions")->paper = paper;
}

void conversation_add_crossed(struct conversation *c)
{
	const struct crossed *crossed = &c->session->crossed;
	for (size_t i = 0; i < crossed->count && c->subject.kind == SUBJECT_BLOCK; i++) {
		const struct crossed_item *item = &crossed->items[i];
		size_t remark = item->block == c->subject.index ? session_remark(c->session, item->id) : STANDING_NONE;
		if (remark == STANDING_NONE || (c->filter && !filter_remark(c->filter, c->session->review, remark)))
			continue;
		struct buffer language = {0};
		case_upper(&language, text_of(item->language));
		/* TRANSLATORS: a language, as in "on the ES version" */
		char *where = memory_format(_("on the %s version: "), buffer_string(&language));
		struct entry *entry = entry_add(c, ENTRY_THREAD, remark, item->id);
		paper_add(&entry->paper, text_of(where), STYLE_NUMBER, false);
		conversation_thread(&entry->paper, c->session->seals, c->session->review, remark);
		buffer_clear(&language);
		free(where);
	}
}

struct entry *conversation_add_text(struct conversation *c, const char *id)
{
	return entry_add(c, ENTRY_TEXT, 0, id);
}

static void drop_entries(struct conversation *c)
{
	for (size_t i = 0; i < c->count; i++)
		paper_clear(&c->entries[i].paper);
	c->count = 0;
}

static void make_entries(struct conversation *c)
{
	const struct review *review = c->session->review;
	size_t *roots, count;
	conversation_threads(&roots, &count, review, &c->subject, c->filter);
	c->threads = count;
	for (size_t i = 0; i < count; i++)
		conversation_add_thread(c, roots[i], i + 1);
	free(roots);
	for (size_t i = 0; i < review->standing->amendment_count; i++) {
		const struct amendment *amendment = &review->standing->amendments[i];
		if (amendment->same_as != i || !amendment_about(amendment, &c->subject, i) ||
			(c->filter && !filter_amendment(c->filter, review, i)))
			continue;
		conversation_add_amendment(c, i, count + ++c->amendments);
	}
	conversation_add_positions(c);
	conversation_add_crossed(c);
}

static size_t count_entries(void *context)
{
	return ((struct conversation *)context)->count;
}

static size_t entry_rows(void *context, size_t item, int cells)
{
	struct conversation *c = context;
	paper_wrap(&c->entries[item].paper, cells - 1, 0);
	return c->entries[item].paper.wrap.count + 1; /* a blank row between */
}

static void entry_draw(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct conversation *c = context;
	int style = selected ? STYLE_WITH_SELECTED : STYLE_PLAIN;
	struct paper *paper = &c->entries[item].paper;
	if (selected && row < paper->wrap.count)
		screen_print(area.row, area.col, 1, row == 0 ? ">" : "▏", STYLE_MARK | STYLE_WITH_SELECTED);
	paper_draw(paper, row, area.row, area.col + 1, area.cols - 1, row == 0 ? style : STYLE_PLAIN);
}

void conversation_open(struct conversation *c, struct session *session, struct filter *filter)
{
	*c = (struct conversation){.session = session, .filter = filter};
	c->source = (struct pane_source){.context = c, .count = count_entries, .rows = entry_rows, .draw = entry_draw};
}

struct renamed {
	char (*ids)[160];
	struct conversation *c;
};

static long found_again(void *context, size_t old)
{
	struct renamed *renamed = context;
	for (size_t i = 0; i < renamed->c->count; i++)
		if (!strcmp(renamed->c->entries[i].id, renamed->ids[old]))
			return (long)i;
	return PANE_GONE;
}

void conversation_show(struct conversation *c, const struct subject *subject)
{
	bool same = c->subject.kind == subject->kind && c->subject.index == subject->index;
	struct renamed renamed = {memory_new(c->count, sizeof *renamed.ids), c};
	for (size_t i = 0; i < c->count; i++)
		memcpy(renamed.ids[i], c->entries[i].id, sizeof c->entries[i].id);
	c->subject = *subject;
	drop_entries(c);
	c->threads = c->amendments = c->positions = 0;
	if (c->make)
		c->make(c, c->context);
	else
		make_entries(c);
	if (same && c->pane.source)
		pane_remap(&c->pane, found_again, &renamed);
	else
		c->pane = (struct pane){0};
	free(renamed.ids);
}

void conversation_draw(struct conversation *c, struct area area, bool focus)
{
	pane_place(&c->pane, &c->source, area);
	pane_draw(&c->pane, focus, 0);
}

const struct entry *conversation_selected(const struct conversation *c)
{
	return c->pane.selected < c->count ? &c->entries[c->pane.selected] : NULL;
}

void conversation_clear(struct conversation *c)
{
	drop_entries(c);
	free(c->entries);
	c->entries = NULL;
}
