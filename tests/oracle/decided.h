/* decided - what the secretaries have said of the proposals so far
 *
 * A decision names a wording, and all who propose it at that moment; it holds for each of them as long as they propose
 * the very same change of the very same words, and behind the same paragraph of what they came from, where it is a
 * matter of place.
 */
#ifndef ORACLE_DECIDED_H
#define ORACLE_DECIDED_H

#include "base/map.h"
#include "oracle/wanted.h"

enum { SECRETARIES = 2 };

/* Whose proposal it was, and what: see decided_name(). */
struct decided_of {
	char *name;
	struct model_text then; /* the branch's text; none of a deletion */
	size_t place;           /* in that */
	const struct model_version *version;
	size_t forgotten; /* of the version, then */
	bool settled;     /* what was decided is applied */
	size_t earlier;   /* the item by which the same secretary had decided on it before, or MODEL_NONE */
};

struct decided_one {
	enum decision decision;
	struct model_words words; /* of `modified` */
	struct model_words base;  /* what the base said then: these words were written against it */
	struct decided_of *of;
	size_t count, capacity;
};

struct decided {
	struct decided_one *items;
	size_t count, capacity;
	struct map latest[SECRETARIES]; /* name -> item */
};

/* A proposal as decisions know it. */
void decided_name(struct buffer *out, const struct wanted *wanted);
/* A secretary decides on a wording: on all of it, unless exactly that has been said already. `words`: of `modified`,
 * else NULL. */
void decided_add(struct decided *decided, const struct wanteds *wanteds, size_t wording, size_t secretary,
	enum decision decision, const struct model_words *words);
/* A secretary accepts what is without objection: undecided, refused of nobody, colliding with nothing, and neither a
 * deletion nor a move. */
void decided_uncontested(struct decided *decided, const struct wanteds *wanteds, size_t secretary);
/* What was said of moves that are settled now holds no longer: the same words may be moved again, to elsewhere. */
void decided_spend(struct decided *decided, const struct wanteds *wanteds);
/* Who has gone on since from what was decided, where that is settled now for another of whom it was said: calls for
 * each, once. */
void decided_left(struct decided *decided, const struct wanteds *wanteds,
	void (*settle)(void *context, const struct decided_of *of), void *context);
/* What holds of each. */
void decided_recall(struct wanteds *wanteds, const struct decided *decided);
void decided_clear(struct decided *decided);

/* Which are taken, and which are settled by that or by being turned down. */
void decided_settle(struct wanteds *wanteds, const struct decided *decided);
/* Whether words go from one proposal of a branch to another, six or more in a row. */
bool decided_bound(const struct wanted *from, const struct wanted *to);

#endif
