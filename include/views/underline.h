/* underline - misspelt words marked: on a paper that shows a paragraph, plainly or as a difference, and in a field
 *
 * A word that is misspelt is so wherever it stands in the paragraph, so it is looked for in what is shown; words that
 * are proposed to go are left alone.
 */
#ifndef VIEWS_UNDERLINE_H
#define VIEWS_UNDERLINE_H

#include "views/editor.h"
#include "views/paper.h"
#include "views/speller.h"

/* False while nothing is known of the words yet: ask again at the next frame. */
bool underline_paper(struct paper *paper, struct speller *speller, struct text words);
/* Draws a field in which words are typed, the misspelt ones underlined, but for the one at the cursor. `last` is its
 * owner's, kept from frame to frame. A text most of whose words are unknown is in another language, and left alone. */
void underline_editor(
	struct editor *editor, struct area area, bool focus, struct speller *speller, struct buffer *last);
/* Whether that would mark something now. */
bool underline_due(struct speller *speller, struct text words, bool *known);

#endif
