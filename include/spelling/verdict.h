/* verdict - what was said of a token, remembered by its bytes: across paragraphs, and across runs
 *
 * A verdict depends on nothing but the token's bytes and the key: the dictionary's files, the house lexicon, and the
 * rules of this build. They are kept in the user's own cache ("spelling/DIGEST-OF-KEY"), so that a second opening of
 * the same text needs no dictionary. A file that is cut short, changed or of another's key is as if it were not there;
 * it may be deleted at any time. One thread at a time; processes replace each other's file whole.
 */
#ifndef SPELLING_VERDICT_H
#define SPELLING_VERDICT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "spelling/finding.h"

/* To be raised whenever the same bytes may be judged otherwise. */
enum { VERDICT_FORM = 3 };

struct verdict {
	bool good;
	enum finding_kind kind; /* where not good */
	struct text better;     /* borrowed until the next verdict is put; empty: none */
};

struct verdicts;

/* Those kept under the key, if any. Never NULL. `kept` false: this run's memory only. */
struct verdicts *verdicts_open(struct text key, bool kept) MUST_CHECK;
/* Writes what is new to the cache; what cannot be written is let go. */
void verdicts_save(struct verdicts *verdicts);
void verdicts_close(struct verdicts *verdicts); /* saves nothing */

bool verdicts_find(struct verdict *out, const struct verdicts *verdicts, struct text token);
/* Remembers it; `better` is copied. A token too long for a word is not remembered. */
void verdicts_put(struct verdicts *verdicts, struct text token, const struct verdict *verdict);

#endif
