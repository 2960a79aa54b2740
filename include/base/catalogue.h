/* catalogue - paragraphs and their translations as a gettext PO file (libgettextpo)
 *
 * For translators who work in Poedit, Weblate or OmegaT. An entry is told by its context (the paragraph's number);
 * `fuzzy` with the previous source (`#|`) is one whose source has changed since. The header carries what the file was
 * made from. GNU gettext manual, "The Format of PO Files".
 */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/clock.h"

enum { CATALOGUE_LIMIT = 64 * 1024 * 1024 };

struct catalogue_entry {
	char *context;
	char *source;   /* msgid */
	char *previous; /* the source that the words were made for; NULL: the same */
	char *words;    /* msgstr; "" where it is not translated */
	char *note;     /* for the translator; may be NULL; not read back */
	bool fuzzy;
};

struct catalogue {
	char *title, *language, *translator; /* may be NULL when reading */
	char *made_from;                     /* X-Paraphe-Source; NULL where the file has none */
	struct moment when;
	struct catalogue_entry *entries;
	size_t count, capacity;
};

/* Adds the file's bytes. */
const struct fault *catalogue_write(struct buffer *out, const struct catalogue *catalogue) MUST_CHECK;
/* Reads one; obsolete entries are left out. FAULT_MALFORMED says in which line what is wrong. */
const struct fault *catalogue_read(struct catalogue *out, struct text bytes) MUST_CHECK;
void catalogue_clear(struct catalogue *catalogue);

#endif
