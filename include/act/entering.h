/* entering - what came by e-mail, entered on its author's branch by the secretariat
 *
 * A server behind the hook takes a reviewer's branch from that reviewer only, or from the secretariat where it says
 * that it entered it. So where a secretary, in a clone that knows a server, takes a bundle, nobody's commits are taken
 * as they are: each act of R's that is not on review/R yet, here or there, becomes a commit on it with R as the author,
 * at R's time, with R's message (the same Paraphe-Act, so it is the same act), the secretary as the committer;
 * annotations keep their id and say who entered them (annotation/entered.h); the words are R's, byte for byte. The
 * history has the shape of R's own, so there is nothing to be merged on the way; where review/R has gone on meanwhile,
 * both are joined as two machines of R's would be (updating.h). Each commit is judged as the server's hook will
 * (contribution.h), before anything moves. All of R's or nothing: what cannot be entered is said, and the original
 * stays under refs/paraphe/kept/bundle/, whatever becomes of it.
 */
#ifndef ACT_ENTERING_H
#define ACT_ENTERING_H

#include "act/exchange.h"

/* Whether what comes in a bundle is to be entered here: by a secretary on the roster, where a server's base is known.
 */
bool entering_due(const struct review *review);
/* How many acts `tip` has that are not on this reviewer's branch. */
const struct fault *entering_count(
	size_t *count, struct review *review, const char *reviewer, const struct oid *tip) MUST_CHECK;
/* What has come of it is said in the exchange's notices. */
const struct fault *entering_run(
	struct exchange *exchange, struct review *review, const char *reviewer, const struct oid *tip) MUST_CHECK;
/* What was entered here for somebody who has sent something themselves since: both on one branch. */
const struct fault *entering_join(struct exchange *exchange, struct review *review) MUST_CHECK;

/* Whether all that is new on somebody's branch was entered by the one at the keyboard, by their name on the roster: the
 * address depends on how they said who they are. */
bool entering_is_mine(struct review *review, const struct oids *known, const struct oid *tip);

#endif
