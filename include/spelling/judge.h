/* judge - what is to be said of one token, asked of the dictionary and the rules
 *
 * Knows nothing of where the token stands, so that what it says can be remembered by its bytes.
 */
#ifndef SPELLING_JUDGE_H
#define SPELLING_JUDGE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "spelling/dictionary.h"
#include "spelling/finding.h"
#include "spelling/lexicon.h"
#include "spelling/verdict.h"

struct judge {
	struct dictionary *dictionary;
	const struct lexicon *lexicon;
	bool french;               /* elision, inclusive forms, accents on capitals */
	struct verdicts *verdicts; /* of the parts of words as well, asked for and added to; NULL: none */
};

/* Whether there is something to say: of which kind, and in *better (added) what would stand there instead, if known.
 * The token is as it stands in the text. */
bool judge_token(const struct judge *judge, struct text token, enum finding_kind *kind, struct buffer *better);

#endif
