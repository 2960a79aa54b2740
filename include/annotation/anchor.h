/* anchor - where a quote stands within one text
 *
 * The paragraph is already known (review/placing); here only the words inside it are looked for. Both sides are
 * compared after `words` normalisation, so a pass of pure typography moves nothing. All candidates, exact and near, are
 * scored together (quote, prefix, suffix, place); the best must be good enough and better than the second by a margin.
 */
#ifndef ANNOTATION_ANCHOR_H
#define ANNOTATION_ANCHOR_H

#include "annotation/annotation.h"

enum placement {
	PLACED_EXACT,     /* the same words at the same place */
	PLACED_MOVED,     /* the same words elsewhere in the paragraph, or nearly the same words, surely */
	PLACED_UNCERTAIN, /* the best guess, or the paragraph only */
	PLACED_LOST,      /* not there any more */
};

const char *placement_name(enum placement placement); /* "exact", "moved", "uncertain", "lost" */

/* Finds the quote in `text`; *start and *end are bytes of `text` (both 0 when lost). A quote without `exact` is the
 * whole text: exact. */
enum placement anchor_find(size_t *start, size_t *end, const struct quote *quote, struct text text);

/* Makes the quote of bytes [start, end) of `text`: exact, prefix, suffix, points. */
void anchor_quote(struct quote *out, struct text text, size_t start, size_t end);
/* Finds `words` in `text` for a command's --quote: FAULT_MISSING when absent, FAULT_CONFLICT when it stands there more
 * than once (the sentence says how often). Comparison as above. */
const struct fault *anchor_search(size_t *start, size_t *end, struct text text, struct text words) MUST_CHECK;

#endif
