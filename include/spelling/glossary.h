/* glossary - the agreed terms of two languages, looked for in a paragraph and its translation
 *
 * A term is met where its words stand one behind the other, each inflected as may be (stemmer.h), whatever the
 * capitals; a hyphen or an apostrophe parts words, a comma or a full stop parts terms. The longest term wins. What the
 * source has of a concept asks for an agreed wording of it in the translation; one that is not to be used is told of
 * only there.
 *
 * One thread at a time; opening loads two dictionaries (some 80 ms each).
 */
#ifndef SPELLING_GLOSSARY_H
#define SPELLING_GLOSSARY_H

#include "spelling/terms.h"

enum usage_state {
	USAGE_KEPT,
	USAGE_MISSING,   /* no agreed wording of it in the translation */
	USAGE_FORBIDDEN, /* one that is not to be used */
};

/* One concept of the source. */
struct usage_item {
	enum usage_state state;
	char *term;   /* as the list has it, in the source's language */
	char *agreed; /* how it is to be rendered */
	char *met;    /* FORBIDDEN: the wording of the list that the translation has; else NULL */
};

struct usage {
	struct usage_item *items; /* in the order of the source, each concept once */
	size_t count, capacity;
};

struct glossary;

/* Never NULL; `terms` is copied from. Knows nothing where the list lacks one of the languages. */
struct glossary *glossary_open(const struct terms *terms, const char *source, const char *target) MUST_CHECK;
void glossary_close(struct glossary *glossary);
/* Whether there is any term to look for. */
bool glossary_any(const struct glossary *glossary);
/* Why inflected forms are not known in one of the languages, a sentence; NULL when they are. */
const char *glossary_trouble(const struct glossary *glossary);

/* An empty translation misses nothing. */
void glossary_check(struct usage *out, struct glossary *glossary, struct text source, struct text words);
void usage_clear(struct usage *usage);

/* Adds "coopération au développement → cooperación al desarrollo", the concepts parted by semicolons. */
void usage_terms(struct buffer *out, const struct usage *usage);
/* Adds what is missing or not to be used, in the language of the face, parted by semicolons. */
void usage_points(struct buffer *out, const struct usage *usage);

#endif
