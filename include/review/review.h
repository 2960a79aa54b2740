/* review - an open consultation: the base for reading, one draft of it, and what everyone says about it
 *
 * review_open() is quick: repository, base, consultation, the draft (only its beginning when it is large). Then
 * review_advance() does the rest in slices (the whole draft, branches, annotations, placing, amendments) until it says
 * there is no more; after review_notice() says that refs moved, review_advance() builds the new state beside the old
 * one and swaps it in whole. Pointers into a review are good until the next review_advance() that returns true or
 * review_close(): keep ids (UUIDs, amendment names, numbers) across, never pointers.
 *
 * The base for reading is the remote-tracking base where the local one is its ancestor, else the local one.
 */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include "annotation/anchor.h"
#include "annotation/thread.h"
#include "draft/numbering.h"
#include "review/consultation.h"
#include "review/identity.h"
#include "review/standing.h"
#include "store/branch.h"
#include "store/journal.h"
#include "store/watch.h"

struct review_options {
	const char *folder;   /* -C; NULL: here */
	const char *as;       /* --as */
	const char *draft;    /* --draft: path, file name or language; NULL: the source */
	bool prefer_language; /* without `draft`: the one in the face's language */
	bool in_slices;       /* a large draft is opened at its beginning first */
};

struct review {
	struct repository *repository;
	struct journal *journal; /* NULL where nothing can be written */
	struct consultation consultation;
	struct identity identity;
	char *base_ref;     /* full name of the ref read: refs/heads/main or refs/remotes/origin/main */
	char *base_name;    /* the branch: main */
	char *remote;       /* NULL without */
	bool base_diverged; /* local and remote base have diverged; the local one is read */
	struct oid base_tip;
	struct snapshot *base;
	size_t draft_index; /* in consultation.drafts */
	struct oid draft_blob;
	struct draft *draft; /* of the base for reading; never NULL */
	bool draft_whole;    /* false: only its beginning so far */
	struct numbering numbering;
	unsigned int revision; /* Rév. N, the greatest rev/N; 0: not circulated yet */
	struct oid revision_commit;
	struct standing *standing; /* what is known so far; never NULL (empty at first) */
	size_t generation;         /* grows when standing or draft changed */
	struct buffer notices;     /* sentences about what could not be read, one a line, safe to show */
	struct buffer asides; /* what an act had to add to being saved, a sentence a line; whoever says it empties it */
	struct review_work *work; /* inside: caches and the slice under way */
};

const struct fault *review_open(struct review **out, const struct review_options *options) MUST_CHECK;
/* Another review of the same repository by the same person, of this draft, all of it: for a look at a translation while
 * its source stays open. */
const struct fault *review_beside(struct review **out, const struct review *review, size_t draft_index) MUST_CHECK;
void review_close(struct review *review);

/* Does a slice of work (some milliseconds). True when something new can be shown; *more tells whether to call again. A
 * fault ends the work under way; what stood stays. */
const struct fault *review_advance(struct review *review, bool *changed, bool *more) MUST_CHECK;
/* All of it, to the end: for commands. */
const struct fault *review_complete(struct review *review) MUST_CHECK;
/* Refs may have moved: look again (cheap when they have not). */
void review_notice(struct review *review);
/* Shows another draft of the consultation. */
const struct fault *review_choose(struct review *review, size_t draft_index) MUST_CHECK;
/* Becomes somebody (after the first run's question). */
const struct fault *review_become(struct review *review, const char *id, const char *name, const char *organisation,
	const char *group) MUST_CHECK;

/* The path of the draft being read, and its consultation entry. */
const struct consultation_draft *review_draft(const struct review *review);
/* A draft of the repository by its blob, parsed once and kept; borrowed until review_close(). */
const struct fault *review_blob(
	const struct draft **out, const struct review *review, const struct oid *blob) MUST_CHECK;
/* Gives it a draft that has been read already, the review's from now on; returns the one it keeps. */
const struct draft *review_keep(const struct review *review, const struct oid *blob, struct draft *draft);
/* The block of the base draft that a version's block (1-based paragraph of a blob of this draft) has become, following
 * the chain of versions; ALIGN_NONE when it is gone. `reviewer`: whose branch the version may come from, or NULL. */
const struct fault *review_follow(size_t *block, struct review *review, const struct oid *blob, size_t paragraph,
	const char *reviewer) MUST_CHECK;

#endif
