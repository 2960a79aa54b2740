/* naming - amendments named on a command line, in whichever text of the consultation has them
 *
 * Names are of one draft: that of --draft, else the source. What the source does not have is looked for in the other
 * drafts, and taken where only one has it. A translator's id alone names all that they have changed in their language
 * and nothing speaks against (docket.h: a set).
 */
#ifndef COMMANDS_NAMING_H
#define COMMANDS_NAMING_H

#include "commands/call.h"

struct named {
	size_t *amendments; /* in review->standing */
	size_t count, capacity;
};

/* All of them in one draft, which the review is at then. FAULT_MISSING, FAULT_CONFLICT (in several): what to type. */
const struct fault *naming_find(struct named *out, struct review *review, const struct call *call,
	const char *const *words, size_t count) MUST_CHECK;
/* One amendment, no set. */
const struct fault *naming_one(
	size_t *out, struct review *review, const struct call *call, const char *word) MUST_CHECK;
void named_clear(struct named *named);

#endif
