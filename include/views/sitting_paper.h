/* sitting_paper - what bears on the selected proposal, beside the list of the decision desk
 */
#ifndef VIEWS_SITTING_PAPER_H
#define VIEWS_SITTING_PAPER_H

#include "views/sitting.h"

/* Turns the right pane to what is selected. */
void sitting_bear(struct sitting *sitting);
/* Underlines what is misspelt in the result, as far as it is known. */
void sitting_underline(struct sitting *sitting);

/* Adds the words of today, the wordings of this block and what is said about it, for the paper of another. */
void sitting_bear_block(struct sitting *sitting, size_t block, bool inserts);

#endif
