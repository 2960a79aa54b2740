/* founder - the files of a new consultation: drafts under their names, and a consultation.json that names them */
#ifndef COMMANDS_FOUNDER_H
#define COMMANDS_FOUNDER_H

#include "store/commit.h"

struct founder_draft {
	char *path;     /* "drafts/declaration.fr.md" */
	char *language; /* "fr" */
	char *title;    /* its first heading, else its name */
	struct buffer bytes;
};

struct founder {
	struct founder_draft *drafts;
	size_t count, capacity;
	char *id, *name, *email; /* of the one who starts it: the secretariat */
};

/* Reads a text and finds its name: NAME.LANG.md stays as it is, else `language` is put in. FAULT_MISSING, SYSTEM: it
 * cannot be read; MALFORMED: not UTF-8, too large, no words; CONFLICT: two texts of one name. */
const struct fault *founder_add(struct founder *founder, const char *file, const char *language) MUST_CHECK;
/* Who starts it: `as`, else the user's git name as an id. FAULT_MALFORMED: no id. */
const struct fault *founder_name(struct founder *founder, const char *as) MUST_CHECK;
/* Adds consultation.json. */
void founder_consultation(struct buffer *out, const struct founder *founder);
void founder_clear(struct founder *founder);

#endif
