/* instep - the translations of a consultation, one after the other
 *
 * Each is opened in turn: afterwards the review is at the last one.
 */
#ifndef COMMANDS_INSTEP_H
#define COMMANDS_INSTEP_H

#include "json/json.h"
#include "review/translation.h"

/* Turns to a draft and reads all of it. */
const struct fault *instep_choose(struct review *review, size_t draft) MUST_CHECK;
/* Calls visit for each translation; *count is how many there are. */
const struct fault *instep_each(size_t *count, struct review *review,
	void (*visit)(void *context, const struct review *review, const struct translation *translation),
	void *context) MUST_CHECK;
/* Adds a line, as instep_counts(), for each that is not in step. Turns back to the draft it was at. */
const struct fault *instep_left(struct buffer *out, struct review *review) MUST_CHECK;
/* Adds "drafts/declaration.es.md: 71 paragraphs, 1 stale, 0 not translated, 0 without source"; safe to show. */
void instep_counts(struct buffer *out, const struct review *review, const struct translation *translation);
/* Adds an object with draft, language, source, total, left, stale, new, gone, substance; returns it. */
struct json *instep_json(struct json *array, const struct review *review, const struct translation *translation);

#endif
