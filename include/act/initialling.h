/* initialling - positions on a paragraph's words: initialled, ad referendum, reservation, objection */
#ifndef ACT_INITIALLING_H
#define ACT_INITIALLING_H

#include "act/record.h"

/* code: "initialled", "ad-referendum", "reservation", "objection". A paragraph for which one proposes other words, or a
 * break, an empty item or link definitions: FAULT_CONFLICT. The same again adds nothing: `id` is that of the act that
 * stands. */
const struct fault *initialling_one(
	char id[UUID_TEXT], struct review *review, size_t block, const char *code, struct text reason) MUST_CHECK;
/* Whether one may take a position here at all: before anything is typed. */
const struct fault *initialling_allowed(const struct review *review, size_t block) MUST_CHECK;
/* The rest: the paragraphs where one has said nothing, in one commit. *count is how many; none is FAULT_MISSING. */
const struct fault *initialling_rest(size_t *count, struct review *review, const char *code) MUST_CHECK;
/* How many that would be. */
size_t initialling_rest_count(const struct review *review);
bool initialling_valid(const char *code);

#endif
