/* ending - the feminine that an inclusive form writes as an ending, and whether it is written as it should be
 *
 * The feminine is looked for, not made by a table: what a beginning of the masculine and the written ending give, if
 * the dictionary has it as a feminine of the same stem. The ending starts where the two words part (citoyen·ne,
 * directeur·rice), or at the suffix that people write whole (directeur·trice, sportif·ive); so résident·te is refused
 * though `résidente` is a word. Words are in small letters. Source: Abbou et al., « L’écriture inclusive », and the
 * Guide d’aide à la féminisation of the CNRS, 1999.
 */
#ifndef SPELLING_ENDING_H
#define SPELLING_ENDING_H

#include <stdbool.h>

#include "spelling/gender.h"

/* Both words of a form; the memory of many. */
struct ending {
	struct dictionary *dictionary;
	struct readings masculine, feminine, other;
	struct buffer word, feminine_word;
};

void ending_clear(struct ending *ending);

/* Whether the word and the written ending make a good masculine and feminine, both of that number (enum number). In
 * *feminine_word the feminine then stands. */
bool ending_fits(struct ending *ending, struct text masculine, struct text written, int number);

/* Whether masculine and feminine, both whole, are a pair: frère and sœur, celui and celle, acteur and actrice. Any
 * order. */
bool ending_pair(struct ending *ending, struct text one, struct text other);

#endif
