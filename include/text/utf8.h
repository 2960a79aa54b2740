/* utf8 - code points, grapheme clusters, cells (utf8proc)
 *
 * Offsets and sizes are bytes unless the name says points or cells. Invalid bytes are never a fault here: each one is
 * stepped over singly and reported as UTF8_INVALID, so every loop ends and nothing is lost.
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum { UTF8_INVALID = -1 };

/* The code point at byte `at` (< size) into *point; returns the bytes it takes (>= 1). */
size_t utf8_step(struct text text, size_t at, int32_t *point);
/* The start of the code point before byte `at` (> 0). */
size_t utf8_back(struct text text, size_t at);
/* Adds one code point. */
void utf8_add(struct buffer *out, int32_t point);

/* Whether all is valid UTF-8; *at (may be NULL) is the first bad byte. */
bool utf8_valid(struct text text, size_t *at);

/* Code points in the text (an invalid byte counts as one). */
size_t utf8_points(struct text text);
/* The byte where code point number `points` starts; the size of the text beyond its end. */
size_t utf8_offset(struct text text, size_t points);

/* The end of the grapheme cluster (UAX 29, extended) that starts at byte `at`. */
size_t utf8_cluster(struct text text, size_t at);
/* The start of the cluster before byte `at`; clusters are counted from `from`, a known cluster start. */
size_t utf8_cluster_back(struct text text, size_t from, size_t at);
/* Cells a cluster takes on a terminal: 0 (controls), 1 or 2; a lone combining mark 1. */
int utf8_cluster_cells(struct text cluster);
/* Cells of a whole text, which holds no control characters. */
size_t utf8_cells(struct text text);

/* Adds the text in NFC; invalid bytes are kept as they are. */
void utf8_compose(struct buffer *out, struct text text);
/* Lower-cased, without diacritics, for searching as people type. Byte offsets of the result map to those of the text
 * through *map (yours, result size + 1 entries; may be NULL). */
void utf8_fold(struct buffer *out, size_t **map, struct text text);

bool utf8_is_letter(int32_t point);
bool utf8_is_mark(int32_t point);
bool utf8_is_digit(int32_t point);
/* Space, tab, LF, NBSP U+00A0, NNBSP U+202F and the other blanks of Unicode. */
bool utf8_is_blank(int32_t point);

#endif
