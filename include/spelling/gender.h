/* gender - of which gender, number and stem a French word may be, as the dictionary tells it
 *
 * A word has several readings: `résident` is a masculine noun and a form of a verb. Readings without gender (verbs)
 * are left out. A word of the house lexicon comes without grammar: it may be anything. Source: the morphological
 * fields of hunspell-fr, `st:` `is:mas|fem|epi` `is:sg|pl|inv`.
 */
#ifndef SPELLING_GENDER_H
#define SPELLING_GENDER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "spelling/dictionary.h"

enum gender { GENDER_MASCULINE = 1, GENDER_FEMININE = 2 }; /* epicene: both */
enum number { NUMBER_SINGULAR = 1, NUMBER_PLURAL = 2 };    /* invariable: both */

struct reading {
	struct text lemma; /* of `lines`; empty: any */
	bool verb;         /* a participle: of conseiller, to advise, not of the adviser */
	int genders, numbers;
};

struct readings {
	struct buffer lines; /* what the dictionary said */
	struct reading *items;
	size_t count, capacity;
};

/* Of a word in small letters. Replaces what *out held. */
void readings_find(struct readings *out, struct dictionary *dictionary, struct text word);
void readings_clear(struct readings *readings);

/* Whether one of them has these, at least. */
bool readings_have(const struct readings *readings, int genders, int numbers);
/* Whether a masculine reading of one number and a feminine one of another are of the same stem. */
bool readings_pair(const struct readings *masculine, int number, const struct readings *feminine, int other);

#endif
