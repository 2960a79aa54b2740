/* contribution - what one commit brings to a server's branch, and whether it may
 *
 * On review/OWNER every path but the drafts, the dictionaries and annotations/OWNER/ must be as the server's base has
 * it where the branch last met it: merging the base is fine, changing what is another's is not. An annotation that any
 * parent has must be there, byte for byte (of one that two parents have as one act, the author's own file and the one
 * that was entered for them: either; entered.h); a new one must be the owner's. On the base an annotation of somebody
 * else must lie on that reviewer's branch already. Files are plain (mode 100644). No line is added that holds a
 * character nobody can see: the same judgement (visible_check) that the acts make before they save.
 */
#ifndef REVIEW_CONTRIBUTION_H
#define REVIEW_CONTRIBUTION_H

#include "review/admission.h"

struct contribution {
	struct repository *repository;
	const struct consultation *consultation; /* the server's */
	const char *pusher;
	bool secretariat;            /* the pusher is of it */
	const char *owner;           /* whose branch; NULL: the base */
	struct oid base;             /* the server's, or what the secretariat pushes beside it */
	const struct pushes *pushes; /* all that comes in this push */
};

const struct fault *contribution_judge(const struct contribution *contribution, const struct oid *commit) MUST_CHECK;

/* The same judgement of one new annotation of the owner's, at this path. */
const struct fault *contribution_annotation(
	const struct contribution *contribution, const char *path, struct text bytes) MUST_CHECK;
/* Somebody else on the roster than `own` whose name or address this is; NULL when it is nobody's, or one's own. */
const char *contribution_other(
	const struct consultation *consultation, const char *own, const char *name, const char *email);

#endif
