/* sitting_rows - the rows of the decision desk as they are drawn
 */
#ifndef VIEWS_SITTING_ROWS_H
#define VIEWS_SITTING_ROWS_H

#include "views/sitting.h"

void sitting_sources(struct sitting *sitting);
/* "!2 +3 −1 ?1  retained": adds what there is to say at the end of a row. */
void sitting_figures(struct buffer *out, const struct matter *matter);
/* Adds "§12 Sherpa A, Sherpa C", safe to show. */
void sitting_name(struct buffer *out, const struct review *review, const struct matter *matter);

#endif
