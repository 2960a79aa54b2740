/* typeset - a text under the rules of typography, for the files that hold the rules; private to spelling
 *
 * punctuation.c looks at every mark and blank, lettering.c at every word and figure. Each rule reports what would stand
 * in the place of a run of bytes; what touches a masked span is dropped, as is a rule that the profile leaves out.
 */
#ifndef SPELLING_TYPESET_H
#define SPELLING_TYPESET_H

#include <stdint.h>

#include "spelling/finding.h"

#define NBSP "\xc2\xa0"
#define NNBSP "\xe2\x80\xaf"

struct typeset {
	struct findings *out;
	struct text text;
	const struct spans *masked;
	bool french;
	enum typography_profile profile;
};

/* `better` is copied. */
void typeset_report(struct typeset *set, enum typography_rule rule, size_t start, size_t end, const char *better);

/* The code point before byte `at` and its start; 0 at the beginning. That at byte `at`; 0 at the end. */
int32_t typeset_before(struct text text, size_t at, size_t *start);
int32_t typeset_at(struct text text, size_t at);

/* The rules that begin at byte `at`. */
void punctuation_check(struct typeset *set, size_t at);
void lettering_word(struct typeset *set, size_t start, size_t end);   /* a run of letters */
void lettering_figure(struct typeset *set, size_t start, size_t end); /* a run of digits */
/* Straight quotes are paired over a whole paragraph, from `start` to `end`. */
void punctuation_quotes(struct typeset *set, size_t start, size_t end);

#endif
