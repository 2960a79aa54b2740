/* work - what an open review keeps to itself: caches by object id, and the slice under way
 *
 * Annotations and drafts are parsed once for each blob and kept until the review closes, so that looking again after a
 * commit elsewhere reads only what is new.
 */
#ifndef REVIEW_WORK_H
#define REVIEW_WORK_H

#include "base/map.h"
#include "review/review.h"
#include "store/snapshot.h"

enum work_phase {
	WORK_DRAFT,      /* the whole of a large draft */
	WORK_BRANCHES,   /* who has a branch */
	WORK_LISTING,    /* which annotations each branch holds, a branch a step */
	WORK_READING,    /* parse what is new, some hundreds a step */
	WORK_PLACING,    /* threads, and where each remark stands */
	WORK_AMENDMENTS, /* a reviewer a step */
	WORK_COLLISIONS, /* collisions, supports, positions; then what stands is new */
	WORK_KEEPING,    /* a folder a step goes to the user's cache, where that is worth it */
	WORK_DONE,
};

/* One annotation file, as found in one place. */
struct found {
	size_t pooled;        /* index in the pool */
	size_t owner;         /* reviewer index of its folder */
	size_t source;        /* where: gathering_source() */
	bool verified;        /* lies where its owner writes, or on the base */
	char name[UUID_TEXT]; /* the UUID that its file name says */
};

/* An annotation blob parsed, or the sentence why not. */
struct pooled {
	struct oid blob;
	struct annotation *annotation; /* NULL: not yet, or malformed */
	char *trouble;
};

/* Where the blocks of one version of the draft are in the base today. */
struct followed {
	size_t *blocks;
	size_t count;
};

struct ahead;
struct holding;
struct cache;
struct cache_writer;

struct review_work {
	enum work_phase phase;
	size_t step;
	struct standing *next;
	struct oid next_base; /* the base tip that `next` is about */
	struct branches branches;

	struct map pool_of; /* blob -> pool */
	struct pooled *pool;
	size_t pool_count, pool_capacity;
	size_t read; /* pool entries before this one have been read */

	struct holding *holdings;
	size_t holding_count, holding_capacity;
	struct map holding_of; /* tree -> holdings */
	struct cache *cache;   /* NULL until something is looked for in it */
	struct cache_writer *keeping;
	size_t expected; /* bytes for which there is memory, about */

	struct found *found;
	size_t found_count, found_capacity;
	struct map
		listed; /* folder and its tree -> 1: listed elsewhere, 2: as its owner's; the same again is no news */
	struct map reviewer_of; /* id -> reviewers of `next` */

	struct map examined;  /* commits of the base that have been looked at for decisions applied */
	struct map applied;   /* paths of annotations that came into the base by a commit of kind `apply` */
	struct map merger_of; /* commits that one of those merged -> its place in `mergers` */
	struct oids mergers;
	struct map taken_of; /* reviewer's id -> `taken`: their branch as the base took it in part last */
	struct oids taken;
	struct map destinations; /* proposal and version decided on -> whether the place is another now */

	struct map collected_of; /* reviewer's id -> collected */
	struct collected *collected;
	size_t collected_count, collected_capacity;

	struct ahead *ahead; /* NULL until the first branch is looked at */

	struct map draft_of; /* blob -> drafts */
	struct draft **drafts;
	size_t draft_count, draft_capacity;

	struct map followed_of; /* blob -> followed; forgotten when the base or the draft changes */
	struct followed *followed;
	size_t followed_count, followed_capacity;
	struct oids chain;     /* distinct blobs of the draft along the base's first parents, newest first */
	struct oids merged;    /* second parents on that chain */
	size_t *merged_at;     /* their place in `chain` */
	struct map chained_at; /* commits on that chain -> the place of their blob in `chain` */
	bool chained;
};

/* placing: phase PLACING */
void placing_run(struct review *review);

/* collecting: phase AMENDMENTS; adds the amendments of one reviewer. They are kept, and computed again only when their
 * branch or the base has moved. */
const struct fault *collecting_run(struct review *review, size_t reviewer) MUST_CHECK;

/* decision, collision, position, closing: phase COLLISIONS, in this order */
void collision_run(struct review *review);
void position_run(struct review *review);
void closing_run(struct review *review);

/* Adds a sentence to review->notices, once. */
void review_remark(struct review *review, const char *format, ...) FORMAT(2, 3);

#endif
