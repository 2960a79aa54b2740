/* wanted - what each branch proposes, which proposals collide, and which of them are taken
 *
 * Section by section the rules of review/amendment.h, review/taking.h and src/review/collision.c, for texts made of
 * numbers.
 */
#ifndef ORACLE_WANTED_H
#define ORACLE_WANTED_H

#include "oracle/model.h"
#include "review/standing.h"

/* What the model says of one amendment. */
struct wanted {
	size_t branch;
	const struct model_version *version; /* of its branch */
	size_t before, place; /* its paragraph of what the branch came from, and of the branch; or MODEL_NONE */
	size_t identity;      /* of what is put in */
	enum amendment_kind kind;
	bool moves, base_collides;
	bool base_moved, there;      /* the base has moved its paragraph; to where it is to go */
	bool gone;                   /* its paragraph is not in the base any more: `block` is the nearest before it */
	size_t block, after, extent; /* of the base; MODEL_NONE: the start */
	struct model_words was, now; /* as proposed */
	struct model_words carried;  /* as it would stand in the base */
	struct model_words base;     /* the words of the blocks it speaks of */
	struct model_words own;      /* `carried` as proposed, and whether that collides, whatever is decided */
	bool own_collides;
	size_t same_as; /* the first with the same words */
	enum decision decision;
	bool lapsed; /* something was said of it when it was to stand elsewhere */
	bool taken, settled;
	size_t found; /* in review->standing */
};

struct wanteds {
	struct wanted *items;
	size_t count, capacity;
};

/* All branches' of one draft, in the order of the branches and of their texts. */
void wanted_all(struct wanteds *out, const struct model *model, size_t draft);
/* One version's, of another text than the base. */
void wanted_between(struct wanteds *out, const struct model_version *version, const struct model_text *base);
void wanteds_clear(struct wanteds *wanteds);

/* The decision `modified`: these words are in the place of its own, written `against` what the base said
 * then; NULL: its own again. */
void wanted_modify(struct wanted *wanted, const struct model_words *words, const struct model_words *against);
/* Which are the same, as they are now. */
void wanted_find_same(struct wanteds *wanteds);

bool wanted_collide(const struct wanted *a, const struct wanted *b);
/* Whether it asks for something still: it has not been turned down. */
bool wanted_stands(const struct wanted *wanted);
/* Once decisions are known: which are taken, as if no two had to go together (decided.h), and which are settled by that
 * or by being turned down. */
void wanted_settle(struct wanteds *wanteds);

#endif
