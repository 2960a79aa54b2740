/* case - small letters and capitals (utf8proc's simple mappings, one code point to one)
 *
 * Titlecase digraphs count as capitals; letters without case (Arabic, Chinese) as neither. Invalid bytes are kept.
 */
#ifndef TEXT_CASE_H
#define TEXT_CASE_H

#include "base/buffer.h"

enum letter_case {
	CASE_NONE,        /* no letter that has one */
	CASE_SMALL,       /* maison */
	CASE_CAPITALISED, /* Maison, and a single capital */
	CASE_CAPITALS,    /* MAISON: two or more, none small */
	CASE_MIXED        /* iPhone, ONGs */
};

/* How a word is written; what is no letter does not count. */
enum letter_case case_of(struct text word);
/* Adds the text in small letters, or in capitals. */
void case_lower(struct buffer *out, struct text text);
void case_upper(struct buffer *out, struct text text);
/* Adds the text with its first letter a capital. */
void case_capitalise(struct buffer *out, struct text text);

#endif
