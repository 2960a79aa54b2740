/* confusable - letters of one script that look like letters of another
 *
 * The common Latin, Greek and Cyrillic ones of UTS 39 (confusables.txt), and what word processors put in the place of
 * a keyboard's character: hyphens, apostrophes, ligatures.
 */
#ifndef TEXT_CONFUSABLE_H
#define TEXT_CONFUSABLE_H

#include <stdint.h>

/* The Latin look-alike of a code point, as a string; NULL when it has none. */
const char *confusable_latin(int32_t point);

#endif
