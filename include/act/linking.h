/* linking - the annotations that say which paragraphs of a translation belong to which of its source
 *
 * For translating.c. A link names each paragraph of the version it stands in; one side alone with the other draft as a
 * whole stands alone on purpose.
 */
#ifndef ACT_LINKING_H
#define ACT_LINKING_H

#include "act/translating.h"

/* One's own insertion that a row is translated by; NULL: none. */
const struct amendment *linking_insertion(const struct review *review, const struct translation_row *row);

/* A blank link of the identity's, with its id; then targets are added, and it is put into the record. */
struct annotation *linking_new(struct record *record) MUST_CHECK;
void linking_paragraph(struct annotation *link, const char *path, const struct oid *blob, size_t block);
/* The translation's paragraphs as they stand, in the base or in one's own words. */
void linking_translated(struct annotation *link, const struct review *review, const struct translation_row *row);
/* Those of the source that it is in step with, as the item says. */
void linking_source(struct annotation *link, const struct translation *translation, const struct translation_row *row,
	const struct translating_item *item);
void linking_put(struct record *record, const struct annotation *link);

/* Both sides of a row say of themselves that they stand alone. */
void linking_alone(struct record *record, const struct translation *translation, const struct translation_row *row);
/* Rows that belong together: in step as far as the one that was translated is known to be. */
void linking_pair(struct record *record, const struct translation *translation, const struct translating_item *item);
/* A row of several paragraphs, taken apart: each with its own, in their order; what is left over has no link. */
void linking_split(struct record *record, const struct translation *translation, const struct translation_row *row);

#endif
