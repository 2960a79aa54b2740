/* columns - three versions of a table (terms.tsv) given the same columns, so that its rows can be compared as lines
 *
 * A table's head is its first line that is no remark (#) and has a tab; cells are told apart by tabs. A column that one
 * version has put in is in all of them then, one that a version has taken out is in none.
 */
#ifndef TEXT_COLUMNS_H
#define TEXT_COLUMNS_H

#include "base/buffer.h"

enum { COLUMNS_BEFORE, COLUMNS_MINE, COLUMNS_THEIRS, COLUMNS_VERSIONS };

/* Adds each version with the same columns; false, and nothing is added, where they have the same, or one is no table.
 */
bool columns_align(struct buffer out[COLUMNS_VERSIONS], const struct text versions[COLUMNS_VERSIONS]);

#endif
