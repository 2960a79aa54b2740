/* tag - an annotated tag: a name for good, with who gave it, when, and a message */
#ifndef STORE_TAG_H
#define STORE_TAG_H

#include "store/branch.h"

struct tag_order {
	const char *name;  /* "rev/2" */
	struct oid commit; /* what it names */
	const char *tagger_name, *tagger_email;
	struct moment when;
	const char *subject; /* one line */
	const char *body;    /* may be NULL; behind a blank line */
};

/* Writes the tag's object, synced; the ref refs/tags/NAME is made by commit_move(). */
const struct fault *tag_write(struct oid *out, struct repository *repository, const struct tag_order *order) MUST_CHECK;

/* What an annotated tag says of itself; FAULT_MISSING for a plain one (a mere name), and where there is none. */
struct tag_facts {
	struct moment when;
	char *subject; /* from outside */
};
const struct fault *tag_read(struct tag_facts *out, struct repository *repository, const char *name) MUST_CHECK;
void tag_facts_clear(struct tag_facts *facts);

#endif
