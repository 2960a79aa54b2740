/* coining - a word added to the house lexicon, dictionaries/LANG.txt, on one's own branch
 *
 * The file as the branch has it, with one line more, sorted; merging takes it as a set of lines. Kind `correct`.
 */
#ifndef ACT_COINING_H
#define ACT_COINING_H

#include "act/record.h"

struct coin {
	const char *language;
	struct text word, model; /* model: the word it is inflected like; empty: none */
	bool forbidden;          /* not to be used */
};

/* FAULT_MALFORMED where it cannot be a line; FAULT_CONFLICT when it is in the lexicon already. */
const struct fault *coining_add(struct review *review, const struct coin *coin, const struct again *again) MUST_CHECK;

#endif
