/* crossing - what is said about the source, seen from the paragraphs of a translation
 *
 * A remark stays where it was made; whoever reads the translation sees it as made there. One on a paragraph that is
 * gone stands at the nearest one before it, as everywhere.
 */
#ifndef REVIEW_CROSSING_H
#define REVIEW_CROSSING_H

#include "review/lineage.h"
#include "review/translation.h"

/* Fills `remarks` of every row: those that begin a conversation on a paragraph of its source, withdrawn ones apart; and
 * `said`, on its translation. Each where another draft is the one being read. */
void crossing_run(
	struct translation *translation, const struct review *review, struct lineage *source, struct lineage *target);

#endif
