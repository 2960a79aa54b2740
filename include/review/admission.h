/* admission - what a server takes from whom: the judgement of the hook that git asks before it moves a branch
 *
 * Reviewer R writes review/R only; there only the drafts, the dictionaries and annotations/R/; there only new
 * annotations, made by R, named after their id. The secretariat writes the base as well, the tags rev/N, and review/R
 * for R: annotations made by R and entered (`generator`) by the secretary, in a commit whose author is R. Nothing is
 * rewritten or deleted. Roster and base are those of the server, never those being pushed. What every single commit may
 * bring: contribution.h.
 *
 * Faults are sentences for the one who pushes, in the language of the face.
 */
#ifndef REVIEW_ADMISSION_H
#define REVIEW_ADMISSION_H

#include "review/consultation.h"
#include "store/branch.h"

/* One ref that is to move, as git-receive-pack(1) says it; zero: it is not there. */
struct push {
	char *ref;
	struct oid old, new;
};

struct pushes {
	struct push *items;
	size_t count, capacity;
};

/* Reads the lines "OLD NEW REF" of a pre-receive hook; FAULT_MALFORMED. */
const struct fault *pushes_read(struct pushes *out, struct text lines) MUST_CHECK;
void pushes_clear(struct pushes *pushes);

struct admission;

/* The server's base and its consultation; FAULT_MISSING where it has none, or no roster: then nobody can be told apart.
 */
const struct fault *admission_open(struct admission **out, struct repository *repository) MUST_CHECK;
void admission_close(struct admission *admission);

const struct consultation *admission_consultation(const struct admission *admission);
/* "main". */
const char *admission_base(const struct admission *admission);

/* Judges all refs of one push by `pusher`, an id: `refuse` is called for each that is refused. Returns how many. */
size_t admission_judge(struct admission *admission, const char *pusher, const struct pushes *pushes,
	void (*refuse)(void *context, const struct push *push, const struct fault *fault), void *context);

#endif
