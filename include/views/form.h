/* form - the rows of a form: labels in a column, what is chosen, where the focus is
 *
 * The row that has the focus bears ▌ before its label, so it is not told by colour alone.
 */
#ifndef VIEWS_FORM_H
#define VIEWS_FORM_H

#include "views/screen.h"

/* Cells for the column of labels: the widest, the mark before and two blanks behind; at most a third of `cells`. */
int form_column(const char *const *labels, size_t count, int cells);
/* Draws mark and label on the first row of `area`, and returns the area beside it for the field. */
struct area form_label(struct area area, const char *label, int column, bool focus);
/* A row "▌── Text ────". */
void form_rule(struct area row, const char *label, bool focus);
/* Draws "(●) label" or "[x] label" at a cell of a row; returns the cells used. With `cursor` the hardware cursor goes
 * there. The label is safe to show. */
enum form_box { FORM_ONE_OF, FORM_ANY_OF };
int form_box(struct area row, int col, enum form_box box, bool on, const char *label, bool cursor);

#endif
