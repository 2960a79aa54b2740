/* record - one act, from the journal to the branch
 *
 * Every act goes this way: it is written to the journal, then the actor's branch moves to it under the branch's lock
 * (compare and swap, tried again when somebody else came first), read back, and only then leaves the journal. "Saved"
 * is true when record_save() returns NULL. Any error on the way is ambiguous, so the branch is read again and the act
 * looked for by its UUID: a retry adds nothing twice.
 *
 * The branch is review/ID, made from the remote-tracking review/ID or the base at the first act. A callback makes the
 * files from the tip that is current at each try.
 */
#ifndef ACT_RECORD_H
#define ACT_RECORD_H

#include "json/json.h"
#include "review/review.h"
#include "store/commit.h"

struct record_file {
	char *path;
	struct buffer bytes;
	bool removed;
};

/* An act that did not land, done again: the same act, whose journal entry somebody holds (and ends). */
struct again {
	const char *act;
	struct journal_entry *entry;
};

struct record {
	struct review *review;         /* borrowed */
	const struct identity *author; /* borrowed: for whom record_write() enters it; NULL: the identity's own */
	const char *kind;              /* Paraphe-Kind: annotate, amend, correct, update ... */
	char *subject;                 /* "Comment on §12" */
	char *body;                    /* may be NULL */
	const char *undoes;            /* UUID of the act that this one takes back, or NULL */
	char act[UUID_TEXT];
	struct record_file *files; /* annotations and other files that do not depend on the tip */
	size_t file_count, file_capacity;
	/* Adds files that depend on the tip (the draft's new text) to `files`; called at each try, after those added by
	 * the last try were dropped. May set `base_first` to a commit that becomes the parent in the tip's place (the
	 * branch brought up). NULL: none. */
	const struct fault *(*prepare)(struct record *record, const struct oid *tip);
	void *context;
	struct oid base_first;     /* zero: the tip */
	struct json *journal;      /* more keys for the journal entry (an amendment's words), or NULL; owned */
	const struct again *again; /* borrowed: NULL, or what it does again */
	struct oid commit;         /* out: the commit that landed */
	bool trails;               /* out: checked-out files did not follow; review->asides says so */
};

void record_init(struct record *record, struct review *review, const char *kind, const char *subject_format, ...)
	FORMAT(4, 5);
/* Makes it that very act; NULL changes nothing. */
void record_again(struct record *record, const struct again *again);
/* Gives an annotation of the identity's its id, creator and time. */
void record_identify(struct record *record, struct annotation *annotation);
/* Adds an annotation of the identity's: gives it an id, creator and time, and the file. Returns its id, borrowed from
 * the annotation. */
const char *record_annotation(struct record *record, struct annotation *annotation);
struct record_file *record_file(struct record *record, const char *path);
/* A fault means that the act is not on the branch, and nothing will bring it there later: the caller still has the
 * text. Only what was written and does not read back (FAULT_GIT) stays in the journal, for the next start to look into;
 * so does what is saved where files that are checked out could not follow.
 * On success review_notice() has been called. */
const struct fault *record_save(struct record *record) MUST_CHECK;
void record_clear(struct record *record);
/* The commit by itself, as record_save() makes it: no journal, no branch that moves. */
const struct fault *record_write(
	struct oid *out, const struct record *record, const struct oid *parents, size_t parent_count) MUST_CHECK;

/* The tip of somebody's branch as the next act will see it (local, else remote-tracking, else the base). */
const struct fault *record_tip(struct oid *out, struct review *review, const char *id) MUST_CHECK;

#endif
