/* dictionary - the system's dictionary of one language (hunspell)
 *
 * The only file that knows hunspell. Words go in and come out as UTF-8, whatever the dictionary's own encoding; the
 * apostrophe is ' on the way in and ’ in what hunspell suggests. Dictionaries come from the system alone
 * (/usr/share/hunspell, /usr/share/myspell/dicts) or from $DICPATH of one's own environment, as hunspell itself has it;
 * never from a repository.
 *
 * One handle belongs to one thread at a time. Opening takes some 80 ms and 14 MiB for French; two are never opened at
 * once (hunspell 1.7.1 then gives wrong results now and again, its issue 727).
 *
 * A word over DICTIONARY_WORD_LIMIT bytes or with invalid UTF-8 or control characters is no word.
 */
#ifndef SPELLING_DICTIONARY_H
#define SPELLING_DICTIONARY_H

#include <stdbool.h>

#include "base/buffer.h"

enum { DICTIONARY_WORD_LIMIT = 256 };

struct dictionary;

/* The files of the language, "fr" or "fr_FR": `identity` (yours) changes when they do (path, size, time of change).
 * FAULT_DICTIONARY names the Debian package to install; fast, nothing is loaded. */
const struct fault *dictionary_find(char **identity, const char *language) MUST_CHECK;

/* FAULT_DICTIONARY when missing, truncated, unreadable or of an encoding iconv does not know. */
const struct fault *dictionary_open(struct dictionary **out, const char *language) MUST_CHECK;
void dictionary_close(struct dictionary *dictionary);

/* Whether it is a word, as hunspell judges it alone (its own splitting at · - . is not switched off). */
bool dictionary_has(struct dictionary *dictionary, struct text word);

/* Adds hunspell's analyses of the word, a line each: "st:directeur is:mas is:sg" and so on. */
void dictionary_analyse(struct dictionary *dictionary, struct text word, struct buffer *out);

/* Adds hunspell's own suggestions, a line each, best first. Slow (100 to 280 ms for a long French word). */
void dictionary_suggest(struct dictionary *dictionary, struct text word, struct buffer *out);

/* Whether a short word of its list is the word or one slip of the hand away (stems.h). */
bool dictionary_near(struct dictionary *dictionary, struct text word);

/* Whether a word can be added that is inflected as this one is: a stem of the dictionary with endings of its own. */
bool dictionary_inflects(struct dictionary *dictionary, struct text model);

/* Whether a word with hyphens may be one of the list's, or added, as a whole (hyphens.h): false where it surely is not.
 */
bool dictionary_may_join(struct dictionary *dictionary, struct text word);

/* Adds a word, inflected as `model` is (empty: alone). False when the model is no stem of the dictionary: the word is
 * then added alone. */
bool dictionary_add(struct dictionary *dictionary, struct text word, struct text model);

#endif
