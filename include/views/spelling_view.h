/* spelling_view - the spelling panel: words by how often they stand, what each was to be, where it stands
 *
 * Enter on a suggestion replaces one place, = all places, e takes own words, + proposes the word for the house lexicon,
 * - lets it pass, u takes back, n and p go through the places in the order of the text. A rule of typography is put
 * right in all its places at once. Result of Enter on a place: done, number the block.
 */
#ifndef VIEWS_SPELLING_VIEW_H
#define VIEWS_SPELLING_VIEW_H

#include "views/session.h"

/* `block`: begins at the first misspelt word of that paragraph, in its suggestions; STANDING_NONE: at the first word.
 */
struct view *spelling_view(struct session *session, size_t block) MUST_CHECK;

#endif
