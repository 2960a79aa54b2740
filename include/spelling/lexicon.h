/* lexicon - the house's own words of one language: dictionaries/LANG.txt
 *
 * hunspell's personal-dictionary syntax, a line each: `mot`, `mot/modèle` (inflected as the model is), `*interdit`
 * (not to be used), `# a remark`. Read from any bytes: a line that makes no sense is left out and told of, the others
 * hold. Written sorted, in byte order, the remarks at the top kept there.
 */
#ifndef SPELLING_LEXICON_H
#define SPELLING_LEXICON_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/map.h"

enum {
	LEXICON_BYTES_LIMIT = 8 << 20,
	LEXICON_LINES_LIMIT = 100000, /* what stands below is left out, and told of */
};

struct lexicon_entry {
	struct text word, model; /* normal form (token.h), borrowed of `bytes`; model: empty without */
	bool forbidden;
};

struct lexicon {
	char *bytes;
	struct lexicon_entry *entries;
	size_t count, capacity;
	struct map index;     /* word -> entry */
	size_t trouble_count; /* lines left out */
	size_t trouble_line;  /* the first of them, from 1 */
	char *trouble;        /* what is wrong with it, a sentence; NULL without */
};

void lexicon_read(struct lexicon *out, struct text source);
void lexicon_clear(struct lexicon *lexicon);

/* The entry of a word, in the case it is written in or in small letters; NULL. */
const struct lexicon_entry *lexicon_find(const struct lexicon *lexicon, struct text word);

/* FAULT_MALFORMED where it cannot be a line of the lexicon: blanks, a slash, controls, nothing, too long. */
const struct fault *lexicon_check(struct text word, struct text model) MUST_CHECK;
/* Adds the whole new file: `source` with the line added, sorted. A line of the same word is replaced. */
void lexicon_add(struct buffer *out, struct text source, struct text word, struct text model, bool forbidden);

#endif
