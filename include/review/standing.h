/* standing - what stands at one moment: reviewers, remarks in threads, amendments, positions
 *
 * A plain value, computed by review (placing, amendment, collision, position); it changes nothing. Arrays refer to each
 * other by index; STANDING_NONE is none. Blocks are those of review->draft (0-based).
 */
#ifndef REVIEW_STANDING_H
#define REVIEW_STANDING_H

#include "annotation/anchor.h"
#include "annotation/thread.h"
#include "review/amendment.h"
#include "review/consultation.h"

/* Somebody who has a branch review/ID or a folder annotations/ID on the base. */
struct reviewer {
	char *id;
	const struct member *member;       /* NULL: hors liste */
	char *name, *organisation, *group; /* as the roster says, else as they say; may be NULL (not name) */
	bool has_local, has_remote;
	struct oid local, remote; /* tips of review/ID */
	struct oid tip;           /* whose words count for this reader; zero: no branch */
	bool unread;              /* the draft on it cannot be read or compared: nobody knows what it proposes */
	size_t unsent;            /* for the one at the keyboard: acts that are not on the remote-tracking branch */
};

/* An annotation and where it stands; parallel to threads.entries. */
struct remark {
	const struct annotation *annotation;
	size_t reviewer; /* its author */
	bool verified;   /* false: found where its author does not write; shown, never counted */
	bool on_base;    /* it lies in the base's tree */
	char *found;     /* not verified: the branch it was found on, safe to show; else NULL */
	bool decides;    /* a decision on an amendment, and one that this reader sees */
	bool elsewhere;  /* about another draft of the consultation */
	bool late;       /* it came after the deadline */
	bool general;    /* on the whole document (or a reply to one that is) */
	enum placement placement;
	size_t block;      /* of its root's paragraph, now; STANDING_NONE: general or elsewhere. Lost: a neighbour */
	size_t start, end; /* bytes of the block's text when it has a quote that was found */
	size_t earlier_of; /* it speaks of an earlier wording of this amendment; STANDING_NONE */
};

/* The position of one reviewer on one paragraph that counts (their greatest UUID). */
struct position {
	size_t remark;
	size_t reviewer;
	size_t block;
	const char *code; /* initialled, ad-referendum, reservation, objection */
	bool lapsed;      /* the words have changed since, or the reviewer proposes others */
	bool changed;     /* the words have changed since */
};

struct standing {
	struct reviewer *reviewers; /* sorted by id */
	size_t reviewer_count, reviewer_capacity;
	struct threads threads;
	struct remark *remarks;       /* threads.count of them, same order */
	struct amendment *amendments; /* in the order of the text, then by reviewer */
	size_t amendment_count, amendment_capacity;
	struct position *positions; /* by block, then reviewer */
	size_t position_count, position_capacity;
	size_t me; /* index of the one at the keyboard, or STANDING_NONE */
};

struct standing *standing_new(void) MUST_CHECK;
void standing_free(struct standing *standing);

/* Blocks of `old` become blocks of `new` as they align; what is gone stands at its nearest neighbour. */
void standing_carry(
	struct standing *standing, const struct align *align, const struct draft *old, const struct draft *new);

/* Reviewers are sorted by id. */
size_t standing_reviewer(const struct standing *standing, const char *id);
/* By name: "sherpa-b:12", "sherpa-b:12bis", "sherpa-b:12+1". STANDING_NONE. */
size_t standing_amendment(const struct standing *standing, const char *name);
/* The first position on the block, or where it would stand. */
size_t standing_positions(const struct standing *standing, size_t block);
/* By any unique ending of its id of at least 6 digits (hyphens optional). FAULT_MISSING, FAULT_CONFLICT,
 * FAULT_MALFORMED. */
const struct fault *standing_remark(size_t *out, const struct standing *standing, const char *ending) MUST_CHECK;

/* Whether a remark is something people read as such: a comment, question or reply (or a reservation's reason), not a
 * mere act on another. */
bool remark_speaks(const struct standing *standing, size_t remark);

#endif
