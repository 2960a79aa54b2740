/* capitals - the accent of a word's first capital: Etat, A l'avenir
 *
 * From a list of words and stems that are French for certain; first names are none, nor words an English neighbour
 * speaks for. Words of capitals only are proofreading's business.
 */
#ifndef SPELLING_CAPITALS_H
#define SPELLING_CAPITALS_H

#include "spelling/sheet.h"

/* A word that starts with the E, I or A at byte `at` (not masked). */
void capitals_check(struct sheet *sheet, size_t at);

#endif
