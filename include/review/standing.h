/* standing - what stands at one moment: reviewers, remarks in threads, amendments, positions
 *
 * A plain value, computed by review (placing, amendment, collision, position); it changes nothing. Arrays refer to each
 * other by index; STANDING_NONE is none. Blocks are those of review->draft (0-based).
 */
#ifndef REVIEW_STANDING_H
#define REVIEW_STANDING_H

#include "annotation/anchor.h"
#include "annotation/thread.h"
#include "draft/numbering.h"
#include "review/consultation.h"
#include "store/branch.h"

#define STANDING_NONE ((size_t)-1)

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

enum amendment_kind { AMEND_REWORD, AMEND_INSERT, AMEND_DELETE, AMEND_MOVE };

/* What the secretariat has decided on an amendment; CONTRADICTED: two secretaries, two decisions. */
enum decision {
	DECISION_NONE,
	DECISION_ACCEPTED,
	DECISION_MODIFIED,
	DECISION_REJECTED,
	DECISION_NOTED,
	DECISION_CONTRADICTED
};

struct amendment {
	char *name; /* "sherpa-b:12", as the command line takes it */
	size_t reviewer;
	struct number place;
	enum amendment_kind kind;
	bool moved_too;         /* a rewording that also moves */
	const char *type;       /* "ed" or "te" */
	char digest[65];        /* SHA-256 of was NUL now */
	struct buffer was, now; /* the words before and after; one of them empty for an insertion or deletion */
	struct buffer carried;  /* `now` as it would stand in the base today (its other words, theirs changed) */
	size_t block; /* of the base; for an insertion the block it follows. STANDING_NONE: at the start, or gone */
	size_t after; /* MOVE: the base block it would follow; STANDING_NONE: the start */
	struct oid blob, was_blob;       /* the branch's draft, and the ancestor's */
	size_t paragraph, was_paragraph; /* 1-based in those; 0: none */
	size_t extent;                   /* base blocks it speaks of, from `block` on: 1, or more for a join */
	bool collides_with_base;
	bool gone;        /* its paragraph is not in the base any more; `block` is the nearest before it */
	bool late;        /* its words were not on the branch yet at the deadline */
	bool in_base;     /* inside: the base has it already, so it is none */
	size_t before;    /* inside: its block of the ancestor */
	size_t *collides; /* indexes of amendments of others that collide */
	size_t collide_count, collide_capacity;
	size_t same_as;             /* the first amendment with the same words, or its own index */
	size_t *supports, *objects; /* remark indexes: the counting assessing annotations */
	size_t support_count, support_capacity, object_count, object_capacity;
	size_t *earlier_supports, *earlier_objects; /* those given to an earlier wording, and not to this one since */
	size_t earlier_support_count, earlier_support_capacity, earlier_object_count, earlier_object_capacity;
	size_t reason;       /* remark index of the comment that came with it, or STANDING_NONE */
	bool reason_earlier; /* it came with an earlier wording */
	bool substance;      /* in a translation: about the text itself, not this language's wording (scope.h) */
	bool scope_said;     /* inside: its author says of these very words what they are about */
	enum decision decision;
	size_t *decisions; /* remark indexes: the decision that counts of each secretary, in the order of their ids */
	size_t decision_count, decision_capacity;
	struct buffer modified; /* MODIFIED: the decision's words as they would stand in the base today */
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
/* By any unique ending of its id of at least 6 digits (hyphens optional). FAULT_MISSING, FAULT_CONFLICT,
 * FAULT_MALFORMED. */
const struct fault *standing_remark(size_t *out, const struct standing *standing, const char *ending) MUST_CHECK;

/* Whether a remark is something people read as such: a comment, question or reply (or a reservation's reason), not a
 * mere act on another. */
bool remark_speaks(const struct standing *standing, size_t remark);

/* What a paragraph's two margin columns say. */
enum room_mark { ROOM_NONE, ROOM_OPEN, ROOM_PARTLY, ROOM_HANDLED };
enum my_mark { MINE_NONE, MINE_INITIALLED, MINE_PROPOSED, MINE_LAPSED, MINE_RESERVED };
struct block_facts {
	size_t open, closed; /* threads that speak, by state of the root */
	size_t amendments;   /* open ones, identical ones counted once */
	size_t collisions;   /* of them, with any */
	size_t positions;    /* not lapsed */
	size_t mine;         /* my amendment's index, or STANDING_NONE */
	size_t my_position;  /* index, or STANDING_NONE */
	bool i_spoke;        /* I have an open remark, amendment or position here */
	enum room_mark room;
	enum my_mark my_mark;
};
/* Facts of all `count` blocks at once; yours (free). */
struct block_facts *standing_blocks(const struct standing *standing, size_t count) MUST_CHECK;

/* Totals for the status line. */
struct standing_totals {
	size_t initialled, proposed,
		silent; /* mine: paragraphs initialled (not lapsed), my amendments, blocks without me */
};
struct standing_totals standing_mine(const struct standing *standing, const struct draft *draft);

#endif
