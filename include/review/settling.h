/* settling - whether what is taken may settle, by itself, what was left open
 *
 * An amendment is settled when nothing of it is left: the base holds its words. What is taken of others may bring that
 * about. Only a second reading of all branches tells; this says beforehand where it would find nothing.
 */
#ifndef REVIEW_SETTLING_H
#define REVIEW_SETTLING_H

#include "review/taking.h"

/* Whether item `i`, which is left open, may be settled once the taken ones stand in the base. True where only the
 * second reading knows. */
bool settling_may(const struct taking *taking, size_t i);

#endif
