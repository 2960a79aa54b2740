/* visit - where a reader stood and what they had seen, private to (uid, reviewer) and repository
 *
 * A small JSON file in the private folder beside the journal ("visit-ID.json"; "visit.json" for nobody). It keeps the
 * draft, the paragraph, the base's tip and every review branch's tip, so that next time « Depuis votre visite » can say
 * what is new.
 */
#ifndef REVIEW_VISIT_H
#define REVIEW_VISIT_H

#include "base/map.h"
#include "review/review.h"

struct visit {
	bool first;          /* there was no earlier visit */
	char *draft;         /* path; may be NULL */
	struct number place; /* the paragraph selected */
	struct oid base_tip;
	struct moment when;
	struct branches tips; /* review branches as they were: ref and tip */
	bool help_seen;       /* the first-visit hint was shown */
};

/* Never fails: what cannot be read is a first visit. */
void visit_read(struct visit *out, const struct review *review);
/* Writes the draft and the place given, with the review's present tips when everything was `seen` (loaded to the end),
 * else with those of the earlier visit: what was never shown is still new next time. Quietly does nothing where nothing
 * can be written. */
void visit_write(const struct review *review, const struct visit *visit, struct number place, bool seen);
void visit_clear(struct visit *visit);

enum news_kind { NEWS_DECISION, NEWS_REPLY, NEWS_LAPSED, NEWS_CHANGED };

struct news {
	enum news_kind kind;
	size_t block;      /* STANDING_NONE: general, or gone */
	size_t remark;     /* DECISION, REPLY: the annotation; LAPSED: the position; else STANDING_NONE */
	struct buffer was; /* CHANGED, LAPSED: the paragraph's words then */
};

struct news_list {
	struct news *items; /* decisions, replies, lapsed, changed, gone; each in the order of the text */
	size_t count, capacity;
};

/* What is new for the one at the keyboard since `visit`; on a first one every decision on their proposals and every
 * reply. */
void visit_news(struct news_list *out, struct review *review, const struct visit *visit);
void news_clear(struct news_list *news);

#endif
