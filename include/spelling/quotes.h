/* quotes - straight double quotes, paired within their block */
#ifndef SPELLING_QUOTES_H
#define SPELLING_QUOTES_H

#include "spelling/sheet.h"

/* Looks at the whole block around the first `"` of it, at byte `at` (nothing for the later ones). Outer pairs become
 * guillemets, those within guillemets “ ”. A block in which they do not pair is left alone; inches are none. */
void quotes_straight(struct sheet *sheet, size_t at);

#endif
