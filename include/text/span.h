/* span - a run of bytes within a text somebody else holds
 *
 * Offsets are bytes, end excluded. In a `struct spans` they are in order and do not overlap once spans_settle() has
 * been called.
 */
#ifndef TEXT_SPAN_H
#define TEXT_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
	size_t start, end;
};

struct spans {
	struct span *items;
	size_t count, capacity;
};

/* Adds a span; an empty one (end <= start) is left out. */
void spans_add(struct spans *spans, size_t start, size_t end);
/* Puts them in order and joins those that overlap or touch. */
void spans_settle(struct spans *spans);
/* The first span that ends behind byte `at`, searched from number *from on, which moves along: for walking a text from
 * left to right. NULL when there is none. */
const struct span *spans_from(const struct spans *spans, size_t *from, size_t at);
/* Whether byte `at` lies in one of the (settled) spans. */
bool spans_hold(const struct spans *spans, size_t at);
void spans_clear(struct spans *spans);

#endif
