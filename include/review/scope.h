/* scope - what other words for a translation are about: the substance of the text, or only this language's wording
 *
 * Substance is the secretariat's: it stands at the desk of the source, and is retained by giving the source its words.
 * Wording goes to the translators of the language. The answer is a tag on the comment that comes with the proposal
 * (`scope:substance`, `scope:wording`); of several the last counts, and it holds for later words of the same author on
 * the same paragraph of which nothing is said. Nothing said at all: wording.
 */
#ifndef REVIEW_SCOPE_H
#define REVIEW_SCOPE_H

#include "review/review.h"

enum scope { SCOPE_UNSAID, SCOPE_WORDING, SCOPE_SUBSTANCE };

const char *scope_tag(enum scope scope);                   /* NULL for UNSAID */
enum scope scope_named(const char *tag);                   /* UNSAID for another, and NULL */
enum scope scope_of(const struct annotation *annotation);  /* what a comment says of it */
const char *scope_name(const struct amendment *amendment); /* "substance", "wording" */
/* Whether one is asked: the draft is a translation, and who is at the keyboard does not translate it. */
bool scope_asked(const struct review *review);
/* Whether somebody is on the roster as a translator of the language of the draft being read, a translation. */
bool scope_translates(const struct review *review, size_t reviewer);
/* Whether any proposal in another draft may be of substance: worth opening that draft. */
bool scope_elsewhere(const struct review *review, const char *path);

#endif
