/* entry - one commit of somebody's, entered for them
 *
 * It has their name, their time and their message, and the identity's as the committer; annotations say who entered
 * them (annotation/entered.h). Drafts and dictionaries are theirs byte for byte where they came from the same text, and
 * merged (old, present, new) where they did not. What is not theirs to bring is left out, and named in the exchange's
 * notices, file by file.
 */
#ifndef ACT_ENTRY_H
#define ACT_ENTRY_H

#include "act/exchange.h"
#include "review/contribution.h"

struct entry {
	struct exchange *exchange;
	struct review *review;
	const struct identity *owner;
	const struct contribution *rules; /* the hook's, as far as they are known here */
	const struct oid *commit;
	struct commit_facts facts; /* of it */
	struct oid parents[2];     /* the new ones, at least one */
	size_t parent_count;
	struct oid from; /* the commit's own parent, of which parents[0] came */
};

/* The new commit, on no branch yet, judged as the hook will; or, where it would bring nothing, parents[0].
 * FAULT_CONFLICT: its words meet others. */
const struct fault *entry_make(struct oid *out, const struct entry *entry) MUST_CHECK;

#endif
