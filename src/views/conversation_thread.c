#include "views/conversation_thread.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/wording.h"

void conversation_late(struct paper *paper)
{
	paper_add_string(paper, " · ", STYLE_DIM);
	paper_add_string(paper, _("after the deadline"), STYLE_STALE);
}

void conversation_head(struct paper *paper, struct seals *seals, const struct review *review, size_t index)
{
	const struct remark *remark = &review->standing->remarks[index];
	const struct annotation *annotation = remark->annotation;
	enum annotation_state state = review->standing->threads.entries[index].state;
	struct buffer words = {0};
	wording_reviewer(&words, review, remark->reviewer);
	paper_take(paper, &words, STYLE_STRONG);
	paper_add_string(paper, " · ", STYLE_DIM);
	paper_add_string(paper, wording_kind(annotation), STYLE_PLAIN);
	if ((annotation->motivation != REPLYING && !remark->decides) || state == STATE_WITHDRAWN) {
		char *bracketed = memory_format(" [%s]", wording_state(state));
		paper_add_string(paper, bracketed, state == STATE_OPEN ? STYLE_MARK : STYLE_DIM);
		free(bracketed);
	}
	buffer_add_string(&words, " ");
	wording_when(&words, annotation->created);
	paper_take(paper, &words, STYLE_DIM);
	if (annotation_entered(annotation))
		paper_add_string(paper, _(" · entered by the secretariat"), STYLE_DIM);
	if (remark->late)
		conversation_late(paper);
	if (!remark->verified)
		paper_add_string(paper, _(" · unverified"), STYLE_ERROR);
	seals_write(paper, seals, SIGNED_REMARK, index, SEAL_TAIL);
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
		paper_take(paper, &words, STYLE_DIM);
	}
}

void conversation_replies(struct paper *paper, struct seals *seals, const struct review *review, size_t root)
{
	const struct standing *standing = review->standing;
	for (size_t i = root + 1; i < standing->threads.count; i++) {
		const struct thread_entry *entry = &standing->threads.entries[i];
		if (entry->root != root || !remark_speaks(standing, i))
			continue;
		paper_add_string(paper, entry->depth > 1 ? "\n ↳↳ " : "\n ↳ ", STYLE_DIM);
		conversation_head(paper, seals, review, i);
		paper_add_string(paper, "\n   ", STYLE_PLAIN);
		int style = entry->state == STATE_WITHDRAWN ? STYLE_DIM : STYLE_PLAIN;
		paper_add(paper, text_of(entry->annotation->text), style, true);
	}
}

void conversation_thread(struct paper *paper, struct seals *seals, const struct review *review, size_t root)
{
	const struct remark *remark = &review->standing->remarks[root];
	const struct annotation *annotation = remark->annotation;
	bool open = review->standing->threads.entries[root].state == STATE_OPEN;
	conversation_head(paper, seals, review, root);
	add_quote(paper, review, remark);
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add(paper, text_of(annotation->text), open ? STYLE_PLAIN : STYLE_DIM, true);
	add_tags(paper, review, annotation);
	conversation_replies(paper, seals, review, root);
}
