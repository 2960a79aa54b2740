/* vocabulary - the house words of a language (dictionaries/LANG.txt), and the agreed terms (dictionaries/terms.tsv), as
 * the base has them and one's own branch on top
 *
 * What the own branch adds or takes out since it left the base is added or taken out, as a set of lines; nobody
 * else's unmerged words count. Raw lines, for lexicon.h and terms.h to read.
 */
#ifndef REVIEW_VOCABULARY_H
#define REVIEW_VOCABULARY_H

#include "review/review.h"

enum { VOCABULARY_LIMIT = 8 << 20 };

#define VOCABULARY_TERMS "dictionaries/terms.tsv"

/* Adds the lines; a language without a file, or whose name is no language, has none. */
const struct fault *vocabulary_read(struct buffer *out, struct review *review, const char *language) MUST_CHECK;
/* The same from one commit, without a consultation. */
const struct fault *vocabulary_at(
	struct buffer *out, struct repository *repository, const struct oid *commit, const char *language) MUST_CHECK;
/* The same of any list by its path. */
const struct fault *vocabulary_read_list(struct buffer *out, const struct review *review, const char *path) MUST_CHECK;
const struct fault *vocabulary_list_at(
	struct buffer *out, struct repository *repository, const struct oid *commit, const char *path) MUST_CHECK;
/* "dictionaries/fr.txt", yours; NULL when it is no language. */
char *vocabulary_path(const char *language) MUST_CHECK;

#endif
