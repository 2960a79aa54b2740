/* reading_paper - one item of the left pane as words: a block's own, with quotes in [ ] and what is searched for
 * marked, or the difference that one proposes
 */
#ifndef VIEWS_READING_PAPER_H
#define VIEWS_READING_PAPER_H

#include "views/paper.h"
#include "views/reading.h"

void reading_paper(struct paper *paper, const struct reading *reading, size_t item);
/* What of an item is looked through for misspellings: one's own words where one has reworded the paragraph. Borrowed.
 */
struct text reading_spelled(const struct reading *reading, size_t item);

/* How the marks of a paragraph (draft/paragraph.h) look. */
int reading_style(int inline_style);

#endif
