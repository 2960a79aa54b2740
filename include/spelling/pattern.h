/* pattern - the ways in which the parts of an inclusive form go together
 *
 * résident·e·s, résident·es, étudiantes·ants, act·eur·rice·s, jeune·s, celles·eux: which endings fit which word is for
 * ending.h to say.
 */
#ifndef SPELLING_PATTERN_H
#define SPELLING_PATTERN_H

#include <stdbool.h>

#include "spelling/ending.h"
#include "spelling/form.h"

bool pattern_fits(struct ending *ending, const struct form *form);

/* A mark of the plural: s, x, aux. */
bool pattern_is_mark(struct text text);

#endif
