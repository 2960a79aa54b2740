/* errand - git sent to the other side of a relay, and what it says when it comes back without
 *
 * Every call of git that speaks to somebody else, or to a file that came from them, goes this way: in a relay
 * (store/relay.h), without hooks, with nothing left running, and what is written is on disk before it counts.
 */
#ifndef ACT_ERRAND_H
#define ACT_ERRAND_H

#include "act/exchange.h"
#include "base/child.h"

struct errand {
	struct relay *relay; /* borrowed */
	bool asks;           /* git may ask at the terminal */
	char **words;
	size_t count, capacity;
	struct child *child; /* git, while it runs, and after it until errand_end() */
};

/* git with a sub-command and its words, to which more can be added. */
void errand_begin(struct errand *errand, struct relay *relay, bool asks, const char *const *words, size_t count);
void errand_add(struct errand *errand, const char *word);
const struct fault *errand_start(struct errand *errand) MUST_CHECK;
/* Starts it and waits; FAULT_BUSY: somebody asked to stop. That git itself failed, child_status() says. */
const struct fault *errand_run(struct errand *errand) MUST_CHECK;
/* Ends what runs. An errand that was never begun is fine. */
void errand_end(struct errand *errand);

/* Why git failed, in a sentence; the exchange keeps what kind of trouble it is. */
const struct fault *errand_trouble(const struct errand *errand, struct exchange *exchange) MUST_CHECK;
/* The addresses, as git takes them. */
const struct fault *errand_addresses(struct exchange *exchange, struct relay *relay, bool asks) MUST_CHECK;

#endif
