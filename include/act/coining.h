/* coining - a word added to the house lexicon, dictionaries/LANG.txt, or a wording to the agreed terms,
 * dictionaries/terms.tsv, on one's own branch
 *
 * The file as the branch has it, with one line more (the lexicon's sorted) or, of a term, one line changed; merging
 * takes it as a set of lines. Kind `correct`.
 */
#ifndef ACT_COINING_H
#define ACT_COINING_H

#include "act/record.h"
#include "spelling/terms.h"

struct coin {
	const char *language;
	struct text word, model; /* model: the word it is inflected like; empty: none */
	bool forbidden;          /* not to be used */
};

/* FAULT_MALFORMED where it cannot be a line; FAULT_CONFLICT when it is in the lexicon already. */
const struct fault *coining_add(struct review *review, const struct coin *coin, const struct again *again) MUST_CHECK;
/* A wording of an agreed term; the columns of a new list are the languages of the consultation (`heads` of the order is
 * not looked at). What terms_add() says; and FAULT_CONFLICT as above. */
const struct fault *coining_term(
	struct review *review, const struct term_order *order, const struct again *again) MUST_CHECK;

#endif
