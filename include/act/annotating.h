/* annotating - to comment, ask, reply, resolve, withdraw, support, object, undo
 *
 * Each is one commit of kind `annotate` on one's own branch. Ids of what was written come back in `id`. What the
 * server's hook would refuse is refused here first, by the same function (visible_check).
 */
#ifndef ACT_ANNOTATING_H
#define ACT_ANNOTATING_H

#include "act/record.h"
#include "review/scope.h"

struct remark_order {
	bool question;           /* else a comment */
	bool general;            /* on the whole document; `block` is ignored */
	size_t block;            /* of review->draft */
	size_t start, end;       /* bytes of the block's text; equal: the whole paragraph */
	const char *const *tags; /* NULL-terminated, or NULL */
	struct text text;
};

const struct fault *annotating_remark(
	char id[UUID_TEXT], struct review *review, const struct remark_order *order) MUST_CHECK;
/* Answers a remark (index in review->standing). */
const struct fault *annotating_reply(
	char id[UUID_TEXT], struct review *review, size_t remark, struct text text) MUST_CHECK;
/* A comment on an amendment. */
const struct fault *annotating_answer(
	char id[UUID_TEXT], struct review *review, size_t amendment, struct text text) MUST_CHECK;
/* Only its author or the secretariat: FAULT_FORBIDDEN. Resolved already: FAULT_CONFLICT. */
const struct fault *annotating_resolve(char id[UUID_TEXT], struct review *review, size_t remark) MUST_CHECK;
const struct fault *annotating_withdraw(char id[UUID_TEXT], struct review *review, size_t remark) MUST_CHECK;
/* code "supports" or "objects"; one's own amendment: FAULT_FORBIDDEN. The same again adds nothing: `id` is that of the
 * act that stands. */
const struct fault *annotating_assess(
	char id[UUID_TEXT], struct review *review, size_t amendment, const char *code, struct text reason) MUST_CHECK;

/* The target of a decision, position or comment on an amendment. */
void annotating_target(struct target *target, const struct review *review, const struct amendment *amendment);
/* The reason that goes with an amendment, in its own commit, and what the words are about; NULL where neither is said.
 */
struct annotation *annotating_reason(const struct review *review, struct text reason, enum scope scope);

#endif
