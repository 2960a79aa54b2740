/* discrepancy - what stands on one side of a translation and not on the other: numbers, brackets, names in capitals
 *
 * Numbers are compared as they are meant: 20 000, 20.000 and 20,000 are one; so dates agree whatever their order.
 * Brackets are those around words not yet agreed. A name in capitals (CIB) is missed only where the text itself mostly
 * keeps it in this language: CGLU, which is UCLG in English, is not.
 */
#ifndef REVIEW_DISCREPANCY_H
#define REVIEW_DISCREPANCY_H

#include "review/translation.h"

/* Fills `points` of every row that has both sides, and counts them in the totals. */
void discrepancy_run(struct translation *translation);

#endif
