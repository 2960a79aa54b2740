/* spelling_step - from word to word, and from place to place, in the spelling panel
 */
#ifndef VIEWS_SPELLING_STEP_H
#define VIEWS_SPELLING_STEP_H

#include "views/spelling.h"

/* One of the moves of the pane that has the keys; false: it was none. */
bool spelling_move(struct spelling *spelling, enum action action);
/* To the next misspelling in the order of the text, round the end. */
bool spelling_step(struct spelling *spelling, bool forward);
/* Selects a place of a word. */
void spelling_select(struct spelling *spelling, size_t word, size_t place);
/* Another word has been selected: the right pane begins anew. */
void spelling_other_word(struct spelling *spelling);

#endif
