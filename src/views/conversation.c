#include "views/conversation.h"

#include <stdio.h>

#include "base/array.h"
#include "base/language.h"
#include "review/decision.h"
#include "review/wording.h"
#include "text/case.h"

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

static void add_buffer(struct paper *paper, struct buffer *words, int style)
{
	paper_add(paper, buffer_text(words), style, false);
	buffer_clear(words);
}

static void add_late(struct paper *paper)
{
	paper_add_string(paper, " · ", STYLE_DIM);
	paper_add_string(paper, _("after the deadline"), STYLE_STALE);
}

/* "Sherpa B · an association · question [open] 12:04" */
static void add_head(struct paper *paper, const struct review *review, size_t index)
{
	const struct remark *remark = &review->standing->remarks[index];
	const struct annotation *annotation = remark->annotation;
	enum annotation_state state = review->standing->threads.entries[index].state;
	struct buffer words = {0};
	wording_reviewer(&words, review, remark->reviewer);
	add_buffer(paper, &words, STYLE_STRONG);
	paper_add_string(paper, " · ", STYLE_DIM);
	paper_add_string(paper, wording_kind(annotation), STYLE_PLAIN);
	if ((annotation->motivation != REPLYING && !remark->decides) || state == STATE_WITHDRAWN) {
		char *bracketed = memory_format(" [%s]", wording_state(state));
		paper_add_string(paper, bracketed, state == STATE_OPEN ? STYLE_MARK : STYLE_DIM);
		free(bracketed);
	}
	buffer_add_string(&words, " ");
	wording_when(&words, annotation->created);
	add_buffer(paper, &words, STYLE_DIM);
	if (annotation->generator)
		paper_add_string(paper, _(" · entered by the secretariat"), STYLE_DIM);
	if (remark->late)
		add_late(paper);
	if (!remark->verified)
		paper_add_string(paper, _(" · unverified"), STYLE_ERROR);
}

/* "on the proposal of Sherpa A, Sherpa C" */
static void add_decided_on(struct paper *paper, const struct review *review, const struct annotation *annotation)
{
	struct buffer names = {0};
	for (size_t i = 0; i < annotation->target_count; i++) {
		const char *id = annotation->targets[i].reviewer;
		size_t reviewer = id ? standing_reviewer(review->standing, id) : STANDING_NONE;
		if (id)
			buffer_format(&names, "%s%s", names.size ? ", " : "",
				reviewer == STANDING_NONE ? id : review->standing->reviewers[reviewer].name);
	}
	/* TRANSLATORS: a decision; the names of those who proposed the words */
	char *words = memory_format(_("on the proposal of %s"), buffer_string(&names));
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add(paper, text_of(words), STYLE_DIM, true);
	free(words);
	buffer_clear(&names);
}

static void add_quote(struct paper *paper, const struct review *review, const struct remark *remark)
{
	const struct annotation *annotation = remark->annotation;
	const char *exact = annotation->targets[0].kind == TARGET_PARAGRAPH ? annotation->targets[0].quote.exact : NULL;
	const char *placement = wording_placement(remark->placement);
	if (remark->decides) {
		struct buffer was = {0}, now = {0};
		add_decided_on(paper, review, annotation);
		decision_words(&was, &now, review, annotation);
		paper_add_string(paper, "\n", STYLE_PLAIN);
		paper_add_difference(paper, buffer_text(&was), buffer_text(&now), STYLE_DIM);
		buffer_clear(&was);
		buffer_clear(&now);
		return;
	}
	if (remark->placement != PLACED_EXACT && !remark->general && !remark->elsewhere) {
		paper_add_string(paper, "\n", STYLE_PLAIN);
		paper_add_string(paper, placement, STYLE_STALE);
	}
	if (!exact)
		return;
	paper_add_string(paper, "\n« ", STYLE_DIM);
	paper_add(paper, text_of(exact), STYLE_SPAN, false);
	paper_add_string(paper, " »", STYLE_DIM);
}

static void add_tags(struct paper *paper, const struct review *review, const struct annotation *annotation)
{
	for (size_t i = 0; i < annotation->tag_count; i++) {
		struct buffer words = {0};
		paper_add_string(paper, i ? " · " : "\n# ", STYLE_DIM);
		wording_tag(&words, review, annotation->tags[i]);
		add_buffer(paper, &words, STYLE_DIM);
	}
}

static void add_replies(struct paper *paper, const struct review *review, size_t root)
{
	const struct standing *standing = review->standing;
	for (size_t i = root + 1; i < standing->threads.count; i++) {
		const struct thread_entry *entry = &standing->threads.entries[i];
		if (entry->root != root || !remark_speaks(standing, i))
			continue;
		paper_add_string(paper, entry->depth > 1 ? "\n ↳↳ " : "\n ↳ ", STYLE_DIM);
		add_head(paper, review, i);
		paper_add_string(paper, "\n   ", STYLE_PLAIN);
		int style = entry->state == STATE_WITHDRAWN ? STYLE_DIM : STYLE_PLAIN;
		paper_add(paper, text_of(entry->annotation->text), style, true);
	}
}

void conversation_thread(struct paper *paper, const struct review *review, size_t root)
{
	const struct remark *remark = &review->standing->remarks[root];
	const struct annotation *annotation = remark->annotation;
	bool open = review->standing->threads.entries[root].state == STATE_OPEN;
	add_head(paper, review, root);
	add_quote(paper, review, remark);
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add(paper, text_of(annotation->text), open ? STYLE_PLAIN : STYLE_DIM, true);
	add_tags(paper, review, annotation);
	add_replies(paper, review, root);
}

void conversation_add_thread(struct conversation *c, size_t index, size_t number)
{
	const struct review *review = c->session->review;
	struct entry *entry = entry_add(c, ENTRY_THREAD, index, review->standing->remarks[index].annotation->id);
	char *head = memory_format("%zu ", number);
	paper_add_string(&entry->paper, head, STYLE_NUMBER);
	free(head);
	conversation_thread(&entry->paper, review, index);
}

static void add_names(struct paper *paper, const struct review *review, const char *label, const size_t *remarks,
	size_t count, int style)
{
	struct buffer words = {0};
	if (!count)
		return;
	buffer_add_string(&words, "\n");
	buffer_add_string(&words, label);
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(&words, i ? ", " : " ");
		buffer_add_string(
			&words, review->standing->reviewers[review->standing->remarks[remarks[i]].reviewer].name);
	}
	paper_add(paper, buffer_text(&words), style, true);
	buffer_clear(&words);
	for (size_t i = 0; i < count; i++) {
		const char *why = review->standing->remarks[remarks[i]].annotation->text;
		if (!why)
			continue;
		char *who = memory_format("\n   %s%s",
			review->standing->reviewers[review->standing->remarks[remarks[i]].reviewer].name, _(": "));
		paper_add(paper, text_of(who), STYLE_DIM, true);
		paper_add(paper, text_of(why), STYLE_DIM, true);
		free(who);
	}
}

/* The proposers of the same words, then the kind and how it stands to others. */
static void add_amendment_head(struct paper *paper, const struct review *review, size_t index)
{
	const struct standing *standing = review->standing;
	const struct amendment *amendment = &standing->amendments[index];
	struct buffer words = {0};
	wording_reviewer(&words, review, amendment->reviewer);
	add_buffer(paper, &words, STYLE_STRONG);
	for (size_t i = 0; i < standing->amendment_count; i++) {
		if (i == index || standing->amendments[i].same_as != index)
			continue;
		paper_add_string(paper, ", ", STYLE_DIM);
		wording_reviewer(&words, review, standing->amendments[i].reviewer);
		add_buffer(paper, &words, STYLE_STRONG);
	}
	paper_add_string(paper, " · ", STYLE_DIM);
	paper_add_string(paper, wording_amendment(amendment), STYLE_PLAIN);
	if (amendment->substance) {
		paper_add_string(paper, " · ", STYLE_DIM);
		paper_add_string(paper, wording_scope(amendment), STYLE_STALE);
	}
	if (amendment->collide_count)
		paper_add_string(paper, _(" [rival proposals]"), STYLE_COLLISION);
	if (amendment->collides_with_base)
		paper_add_string(paper, _(" [the text has moved on]"), STYLE_STALE);
	if (amendment->late)
		add_late(paper);
	if (amendment->support_count) {
		char *supporters = memory_format(" +%zu", amendment->support_count);
		paper_add_string(paper, supporters, STYLE_AGREED);
		free(supporters);
	}
	if (amendment->object_count) {
		char *objectors = memory_format(" −%zu", amendment->object_count);
		paper_add_string(paper, objectors, STYLE_REFUSED);
		free(objectors);
	}
}

static void add_move(struct paper *paper, const struct review *review, const struct amendment *amendment)
{
	struct buffer place = {0};
	if (amendment->kind != AMEND_MOVE && !amendment->moved_too)
		return;
	if (amendment->after == STANDING_NONE)
		buffer_add_string(&place, _("to the start"));
	else {
		char number[NUMBER_TEXT];
		number_show(number, review->numbering.numbers[amendment->after]);
		buffer_format(&place, _("behind %s"), number);
	}
	paper_add_string(paper, "\n→ ", STYLE_STALE);
	add_buffer(paper, &place, STYLE_STALE);
}

static void add_amendment_words(struct paper *paper, const struct review *review, const struct amendment *amendment)
{
	struct text base = {"", 0};
	paper_add_string(paper, "\n", STYLE_PLAIN);
	switch (amendment->kind) {
	case AMEND_REWORD:
		base = amendment->block == STANDING_NONE || amendment->extent > 1 || amendment->collides_with_base
			       ? buffer_text(&amendment->was)
			       : review->draft->blocks[amendment->block].text;
		paper_add_difference(paper, base, buffer_text(&amendment->carried), STYLE_PLAIN);
		break;
	case AMEND_INSERT:
		paper_add_difference(paper, base, buffer_text(&amendment->now), STYLE_PLAIN);
		break;
	case AMEND_DELETE:
		paper_add_difference(paper, buffer_text(&amendment->was), base, STYLE_PLAIN);
		break;
	case AMEND_MOVE:
		paper_add(paper, buffer_text(&amendment->now), STYLE_DIM, false);
		break;
	}
	add_move(paper, review, amendment);
}

/* What the secretariat has decided on it, each of them where they differ. */
static void add_decisions(struct paper *paper, const struct review *review, const struct amendment *amendment)
{
	for (size_t i = 0; i < amendment->decision_count; i++) {
		const struct remark *remark = &review->standing->remarks[amendment->decisions[i]];
		bool refused = decision_of(remark->annotation) == DECISION_REJECTED;
		paper_add_string(paper, "\n→ ", STYLE_DIM);
		paper_add_string(paper, wording_kind(remark->annotation), refused ? STYLE_REFUSED : STYLE_AGREED);
		struct buffer who = {0};
		buffer_add_string(&who, " · ");
		wording_reviewer(&who, review, remark->reviewer);
		buffer_add_byte(&who, ' ');
		wording_when(&who, remark->annotation->created);
		add_buffer(paper, &who, STYLE_DIM);
		if (remark->annotation->words) {
			paper_add_string(paper, "\n", STYLE_PLAIN);
			paper_add_difference(
				paper, buffer_text(&amendment->now), text_of(remark->annotation->words), STYLE_PLAIN);
		}
		if (remark->annotation->text) {
			paper_add_string(paper, "\n", STYLE_PLAIN);
			paper_add(paper, text_of(remark->annotation->text), STYLE_PLAIN, true);
		}
	}
}

/* What others said to the proposal, and its author's reason. */
static void add_amendment_remarks(struct paper *paper, const struct review *review, size_t index)
{
	const struct standing *standing = review->standing;
	const struct amendment *amendment = &standing->amendments[index];
	if (amendment->reason != STANDING_NONE &&
		standing->remarks[amendment->reason].annotation->text) { /* else it only says what it is about */
		paper_add_string(paper, "\n", STYLE_PLAIN);
		paper_add_string(paper,
			amendment->reason_earlier ? _("Reason for an earlier wording: ") : _("Reason: "), STYLE_FIELD);
		paper_add(paper, text_of(standing->remarks[amendment->reason].annotation->text), STYLE_PLAIN, true);
	}
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct annotation *annotation = standing->remarks[i].annotation;
		const struct target *target = &annotation->targets[0];
		if (i == amendment->reason || annotation->motivation != COMMENTING ||
			target->kind != TARGET_AMENDMENT || !target->digest ||
			(strcmp(target->digest, amendment->digest) != 0 && standing->remarks[i].earlier_of != index) ||
			standing->threads.entries[i].state == STATE_WITHDRAWN)
			continue;
		paper_add_string(paper, "\n ↳ ", STYLE_DIM);
		add_head(paper, review, i);
		if (standing->remarks[i].earlier_of == index) {
			paper_add_string(paper, "\n   ", STYLE_PLAIN);
			paper_add_string(paper, _("on an earlier wording"), STYLE_STALE);
		}
		paper_add_string(paper, "\n   ", STYLE_PLAIN);
		paper_add(paper, text_of(annotation->text), STYLE_PLAIN, true);
		add_replies(paper, review, i);
	}
	add_names(paper, review, _("Supported by"), amendment->supports, amendment->support_count, STYLE_AGREED);
	add_names(paper, review, _("Objected to by"), amendment->objects, amendment->object_count, STYLE_REFUSED);
	add_names(paper, review, _("Supported in an earlier wording by"), amendment->earlier_supports,
		amendment->earlier_support_count, STYLE_STALE);
	add_names(paper, review, _("Objected to in an earlier wording by"), amendment->earlier_objects,
		amendment->earlier_object_count, STYLE_STALE);
}

void conversation_amendment(struct paper *paper, const struct review *review, size_t index)
{
	const struct amendment *amendment = &review->standing->amendments[index];
	add_amendment_head(paper, review, index);
	add_amendment_words(paper, review, amendment);
	add_decisions(paper, review, amendment);
	add_amendment_remarks(paper, review, index);
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
	conversation_amendment(&entry->paper, review, index);
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
	c->positions = conversation_positions(&paper, c->session->review, c->subject.index);
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
		conversation_thread(&entry->paper, c->session->review, remark);
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
