#include "commands/plain.h"

#include "base/language.h"
#include "commands/plaintalk.h"
#include "review/margin.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/visible.h"

enum { GUTTER = 6, INDENT = 8, MOST_DEPTH = 8 };

static void add_safe(struct buffer *out, const char *untrusted)
{
	visible_add(out, text_of(untrusted), VISIBLE_ONE_LINE);
}

static void put(struct buffer *out, struct buffer *line, size_t indent)
{
	call_wrap_text(out, buffer_text(line), call_width(), indent, 0);
	buffer_empty(line);
}

static void add_title(struct buffer *out, const struct review *review)
{
	struct buffer line = {0};
	add_safe(&line, labels_in(&review->consultation.title, language_code()));
	if (line.size)
		put(out, &line, 0);
	add_safe(&line, review_draft(review)->path);
	if (review->revision)
		buffer_format(&line, _(" · Rev. %u"), review->revision);
	if (review->base_diverged)
		buffer_format(
			&line, " · %s", _("the base here and the remote one have diverged: the one here is read"));
	put(out, &line, 0);
	buffer_clear(&line);
}

static void add_deadline(struct buffer *out, const struct review *review)
{
	struct buffer line = {0}, when = {0}, left = {0};
	if (!review->consultation.has_deadline)
		return;
	wording_closing(&when, &review->consultation);
	wording_deadline(&left, &review->consultation);
	/* TRANSLATORS: a date, then how long there is left */
	buffer_format(&line, _("Deadline: %1$s · %2$s"), buffer_string(&when), buffer_string(&left));
	put(out, &line, 0);
	buffer_clear(&left);
	buffer_clear(&when);
	buffer_clear(&line);
}

static void add_identity(struct buffer *out, const struct review *review)
{
	struct buffer line = {0};
	if (!review->identity.id)
		return;
	struct margin_totals totals = margin_mine(review->standing, review->draft);
	add_safe(&line, review->identity.name);
	buffer_add_string(&line, " · ");
	buffer_format(&line, P_("%zu initialled", "%zu initialled", totals.initialled), totals.initialled);
	buffer_add_string(&line, ", ");
	buffer_format(&line, P_("%zu proposal", "%zu proposals", totals.proposed), totals.proposed);
	buffer_add_string(&line, ", ");
	buffer_format(&line, P_("%zu paragraph without a word", "%zu paragraphs without a word", totals.silent),
		totals.silent);
	put(out, &line, 0);
	buffer_clear(&line);
}

void plain_header(struct buffer *out, const struct review *review)
{
	add_title(out, review);
	add_deadline(out, review);
	add_identity(out, review);
	struct text rest = buffer_text(&review->notices), notice;
	while (text_line(&rest, &notice)) {
		struct buffer line = {0};
		buffer_add_string(&line, "! ");
		visible_add(&line, notice, VISIBLE_ONE_LINE);
		put(out, &line, 0);
		buffer_clear(&line);
	}
}

/* Whether a thread answers this question; NULL: none of the consultation's. */
static bool answers(const struct review *review, const struct annotation *annotation, const char *question)
{
	for (size_t i = 0; i < annotation->tag_count; i++) {
		const char *tag = annotation->tags[i];
		if (strncmp(tag, "question:", 9) != 0)
			continue;
		if (question ? !strcmp(tag + 9, question) : consultation_has_tag(&review->consultation, tag))
			return true;
	}
	return false;
}

/* The threads on the whole document that answer a question, or none. */
static void add_answers(const struct plaintalk *to, const char *question)
{
	struct listed_run remarks = listing_remarks(to->listing, STANDING_NONE);
	const struct review *review = to->listing->review;
	while (remarks.count) {
		const struct listed *first = &remarks.items[0];
		const struct annotation *root = review->standing->remarks[first->root].annotation;
		size_t count = 1;
		bool wanted = question ? answers(review, root, question) : !answers(review, root, NULL);
		if (wanted && to->listing->amendment_of[first->index] == STANDING_NONE)
			count = plaintalk_thread(to, remarks);
		remarks.items += count;
		remarks.count -= count;
	}
}

static void add_general(const struct plaintalk *to)
{
	const struct categories *questions = &to->listing->review->consultation.questions;
	struct buffer line = {0};
	buffer_format(to->out, "\n%s\n", _("General remarks"));
	add_answers(to, NULL);
	for (size_t i = 0; i < questions->count; i++) {
		struct buffer label = {0};
		add_safe(&label, labels_in(&questions->items[i].label, language_code()));
		/* TRANSLATORS: the id of a guiding question, then its words */
		buffer_format(&line, _("Question %1$s: %2$s"), questions->items[i].id, buffer_string(&label));
		buffer_add_byte(to->out, '\n');
		put(to->out, &line, 0);
		add_answers(to, questions->items[i].id);
		buffer_clear(&label);
	}
	buffer_clear(&line);
}

/* The marks that show what a block is: heading, quote, item. */
static void add_marks(struct buffer *line, const struct block *block)
{
	int depth = block->list_depth > MOST_DEPTH ? MOST_DEPTH : block->list_depth;
	int quotes = block->quote_depth > MOST_DEPTH ? MOST_DEPTH : block->quote_depth;
	buffer_format(line, "%*s", depth > 1 ? 2 * (depth - 1) : 0, "");
	for (int i = 0; i < quotes; i++)
		buffer_add_string(line, "> ");
	for (int i = 0; block->kind == BLOCK_HEADING && i <= block->level; i++)
		buffer_add_string(line, i < block->level ? "#" : " ");
	if (block->item_start) {
		visible_add(line, block->marker, VISIBLE_ONE_LINE);
		buffer_add_byte(line, ' ');
	}
}

/* The number in the gutter, the text beside it. */
static void add_block(const struct plaintalk *to, size_t index)
{
	const struct review *review = to->listing->review;
	const struct block *block = &review->draft->blocks[index];
	struct buffer text = {0}, number = {0};
	wording_place(&number, review, index);
	buffer_add_byte(&number, ' ');
	while (utf8_cells(buffer_text(&number)) < GUTTER)
		buffer_add_byte(&number, ' ');
	add_marks(&text, block);
	visible_add(&text, block->text, VISIBLE_KEEP_LINES);
	call_beside(to->out, buffer_text(&number), buffer_text(&text), to->width);
	buffer_clear(&number);
	buffer_clear(&text);
}

static void add_amendments(const struct plaintalk *to, size_t block)
{
	struct listed_run amendments = listing_amendments(to->listing, block);
	for (size_t i = 0; i < amendments.count; i++)
		plaintalk_amendment(to, amendments.items[i].index);
}

static struct plaintalk talk_to(struct buffer *out, const struct listing *listing)
{
	return (struct plaintalk){.listing = listing, .out = out, .width = call_width(), .indent = INDENT};
}

void plain_paragraph(struct buffer *out, const struct listing *listing, size_t block)
{
	struct plaintalk to = talk_to(out, listing);
	add_block(&to, block);
	plaintalk_threads(&to, listing_remarks(listing, block));
	add_amendments(&to, block);
	plaintalk_positions(&to, block);
}

void plain_write(struct buffer *out, const struct listing *listing)
{
	const struct review *review = listing->review;
	struct plaintalk to = talk_to(out, listing);
	plain_header(out, review);
	add_general(&to);
	if (listing_amendments(listing, STANDING_NONE).count) {
		buffer_format(out, "\n%s\n", _("Before §1"));
		add_amendments(&to, STANDING_NONE);
	}
	for (size_t i = 0; i < review->draft->count; i++) {
		buffer_add_byte(out, '\n');
		plain_paragraph(out, listing, i);
	}
}

const struct fault *plain_run(struct call *call)
{
	struct review *review;
	struct listing listing;
	const struct fault *fault = call_review(&review, call);
	if (fault)
		return fault;
	listing_make(&listing, review);
	plain_write(call->out, &listing);
	listing_clear(&listing);
	review_close(review);
	return NULL;
}
