/* proofread - one text looked through: spelling, and apart from it typography
 *
 * A proofreader is of one language, with its house lexicon; it belongs to one thread at a time. The dictionary is only
 * loaded when a token comes up that no kept verdict answers (verdict.h).
 *
 * In this order, for each token outside the masked spans: the house lexicon; numbers, measures, ordinals; inclusive
 * forms (French); elision (French); the dictionary; the parts of a compound; capitals without accents; acronyms.
 */
#ifndef SPELLING_PROOFREAD_H
#define SPELLING_PROOFREAD_H

#include <stdbool.h>

#include "base/buffer.h"
#include "spelling/dictionary.h"
#include "spelling/finding.h"
#include "spelling/lexicon.h"
#include "spelling/mask.h"
#include "spelling/typography.h"

struct proofreader;

struct proofreader_options {
	const char *language; /* "fr" */
	struct text lexicon;  /* dictionaries/LANG.txt; copied */
	enum typography_profile profile;
	bool forget; /* no verdicts from the user's cache, none to it */
};

/* FAULT_DICTIONARY where the language has no dictionary; none is loaded yet. */
const struct fault *proofreader_open(struct proofreader **out, const struct proofreader_options *options) MUST_CHECK;
void proofreader_close(struct proofreader *proofreader); /* keeps its verdicts in the user's cache */
/* The same at the end of the process, which takes the memory back: hunspell alone needs 30 to 60 ms to give back its
 * own. */
void proofreader_leave(struct proofreader *proofreader);
void proofreader_keep(struct proofreader *proofreader); /* keeps them now */

/* Adds what there is to say of the text, in its order. FAULT_DICTIONARY when the dictionary cannot be loaded. */
const struct fault *proofreader_check(
	struct findings *out, struct proofreader *proofreader, struct text text, enum mask_syntax syntax) MUST_CHECK;

/* The same of a long text, in pieces of some 64 KiB that end with a block: what there is to say of each, in places of
 * the whole text, is taken before the next is looked at. A fault of `take` ends it. */
typedef const struct fault *proofreader_take(void *context, struct findings *findings);
const struct fault *proofreader_run(struct proofreader *proofreader, struct text text, enum mask_syntax syntax,
	proofreader_take *take, void *context) MUST_CHECK;

/* Whether kept verdicts answer for the whole text: it can be checked at once. */
bool proofreader_ready(const struct proofreader *proofreader, struct text text, enum mask_syntax syntax);

const struct lexicon *proofreader_lexicon(const struct proofreader *proofreader);
/* The dictionary with the lexicon's words in it, loaded now if need be. */
const struct fault *proofreader_dictionary(struct dictionary **out, struct proofreader *proofreader) MUST_CHECK;

#endif
