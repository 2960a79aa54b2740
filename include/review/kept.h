/* kept - what was kept when something else came in its place, and what of it stands nowhere else
 *
 * Under refs/paraphe/kept/ lies what a remote had before it was rewritten, and what came by e-mail, as it came. Nothing
 * there is read for a review, and nothing goes from there by itself.
 */
#ifndef REVIEW_KEPT_H
#define REVIEW_KEPT_H

#include "review/review.h"

/* How many acts of a kept branch are neither on the branch of that name, here or on a remote, nor in the base. */
const struct fault *kept_acts(size_t *out, struct review *review, const struct branch *kept) MUST_CHECK;

#endif
