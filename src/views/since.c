#include "views/since.h"

#include "base/array.h"
#include "base/language.h"
#include "review/decision.h"
#include "review/margin.h"
#include "review/wording.h"
#include "text/utf8.h"

enum { MINE_POINTS = 120 }; /* of my own words that were answered, so many are shown */

const char *since_heading(enum news_kind kind)
{
	static const char *const words[] = {[NEWS_DECISION] = N_("Decisions on your proposals"),
		[NEWS_REPLY] = N_("Replies to you"),
		[NEWS_LAPSED] = N_("Your initials that have lapsed"),
		[NEWS_CHANGED] = N_("Changed paragraphs")};
	return _(words[kind]);
}

static struct since_item *item_add(struct since *out, enum news_kind kind)
{
	struct since_item *item = ARRAY_ADD(out->items, out->count, out->capacity);
	item->kind = kind;
	return item;
}

void since_make(struct since *out, struct session *session)
{
	const struct review *review = session->review;
	size_t heading = 0;
	*out = (struct since){.session = session};
	visit_news(&out->news, session->review, &session->visit);
	for (size_t i = 0; i < out->news.count; i++) {
		const struct news *news = &out->news.items[i];
		if (i == 0 || news->kind != out->news.items[i - 1].kind) {
			item_add(out, news->kind)->heading = true;
			heading = out->count - 1;
		}
		out->items[heading].news++;
		struct since_item *item = item_add(out, news->kind);
		item->news = i;
		if (news->block < review->numbering.count)
			item->place = review->numbering.numbers[news->block];
		if (news->remark != STANDING_NONE)
			memcpy(item->id, review->standing->remarks[news->remark].annotation->id, UUID_TEXT);
	}
}

void since_clear(struct since *since)
{
	for (size_t i = 0; i < since->count; i++)
		paper_clear(&since->items[i].paper);
	free(since->items);
	news_clear(&since->news);
	*since = (struct since){0};
}

bool since_same(const struct since_item *a, const struct since_item *b)
{
	return a->heading == b->heading && a->kind == b->kind && !strcmp(a->id, b->id) &&
	       (a->id[0] || !number_compare(a->place, b->place));
}

/* The paragraph; of a remark on another language version, which one. */
static void add_place(struct paper *paper, const struct review *review, const struct news *news)
{
	struct buffer words = {0};
	const struct remark *remark = news->remark == STANDING_NONE ? NULL : &review->standing->remarks[news->remark];
	if (remark && remark->elsewhere)
		buffer_add_string(&words, _("in another version"));
	else
		wording_place(&words, review, news->block);
	paper_add(paper, buffer_text(&words), STYLE_NUMBER, false);
	buffer_clear(&words);
}

static void add_who_and_when(struct paper *paper, const struct review *review, const struct remark *remark)
{
	struct buffer words = {0};
	buffer_add_string(&words, " · ");
	wording_reviewer(&words, review, remark->reviewer);
	paper_add(paper, buffer_text(&words), STYLE_STRONG, false);
	buffer_empty(&words);
	buffer_add_string(&words, " · ");
	wording_when(&words, remark->annotation->created);
	paper_add(paper, buffer_text(&words), STYLE_DIM, false);
	buffer_clear(&words);
}

static void add_line(struct paper *paper, const char *untrusted, int style)
{
	if (!untrusted || !untrusted[0])
		return;
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add(paper, text_of(untrusted), style, true);
}

static void add_decision(struct paper *paper, const struct review *review, const struct remark *remark)
{
	const struct annotation *annotation = remark->annotation;
	bool refused = annotation->code && !strcmp(annotation->code, "rejected");
	paper_add_string(paper, " · ", STYLE_DIM);
	paper_add_string(paper, wording_kind(annotation), refused ? STYLE_REFUSED : STYLE_AGREED);
	add_who_and_when(paper, review, remark);
	add_line(paper, annotation->text, STYLE_PLAIN);
	struct buffer was = {0}, now = {0};
	decision_words(&was, &now, review, annotation);
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add_difference(paper, buffer_text(&was), buffer_text(&now), STYLE_DIM);
	buffer_clear(&was);
	buffer_clear(&now);
}

static void add_reply(struct paper *paper, const struct review *review, const struct remark *remark)
{
	const struct threads *threads = &review->standing->threads;
	size_t parent = threads->entries[remark - review->standing->remarks].parent;
	const char *mine = parent == THREAD_NONE ? NULL : threads->entries[parent].annotation->text;
	add_who_and_when(paper, review, remark);
	if (mine) {
		struct text all = text_of(mine);
		size_t end = utf8_offset(all, MINE_POINTS);
		paper_add_string(paper, "\n> ", STYLE_DIM);
		paper_add(paper, text_part(all, 0, end), STYLE_DIM, false);
		paper_add_string(paper, end < all.size ? "…" : "", STYLE_DIM);
	}
	add_line(paper, remark->annotation->text, STYLE_PLAIN);
}

static void add_lapsed(struct paper *paper, const struct remark *remark)
{
	struct buffer when = {0};
	paper_add_string(paper, " · ", STYLE_DIM);
	paper_add_string(paper, wording_position(remark->annotation->code), STYLE_STALE);
	buffer_add_string(&when, " · ");
	wording_when(&when, remark->annotation->created);
	paper_add(paper, buffer_text(&when), STYLE_DIM, false);
	buffer_clear(&when);
}

static void add_words(struct paper *paper, const struct review *review, const struct news *news)
{
	if (news->block >= review->draft->count)
		return;
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add_difference(paper, buffer_text(&news->was), review->draft->blocks[news->block].text, STYLE_PLAIN);
}

struct paper *since_paper(struct since *since, size_t index)
{
	const struct review *review = since->session->review;
	struct since_item *item = &since->items[index];
	if (item->heading || item->paper.text.size)
		return &item->paper;
	const struct news *news = &since->news.items[item->news];
	const struct remark *remark = news->remark == STANDING_NONE ? NULL : &review->standing->remarks[news->remark];
	add_place(&item->paper, review, news);
	if (news->kind == NEWS_DECISION && remark)
		add_decision(&item->paper, review, remark);
	else if (news->kind == NEWS_REPLY && remark)
		add_reply(&item->paper, review, remark);
	else if (news->kind == NEWS_LAPSED && remark)
		add_lapsed(&item->paper, remark);
	if (news->kind == NEWS_LAPSED || news->kind == NEWS_CHANGED)
		add_words(&item->paper, review, news);
	return &item->paper;
}
