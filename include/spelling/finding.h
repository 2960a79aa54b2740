/* finding - what proofreading has to say about one place of a text
 *
 * Places are bytes of the text as it was given. Only MISSPELT, FORBIDDEN and INCLUSIVE count as misspellings; the
 * others are notes, kept apart on every screen and in every count.
 */
#ifndef SPELLING_FINDING_H
#define SPELLING_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "spelling/typography.h"

enum finding_kind {
	FINDING_MISSPELT,  /* no such word */
	FINDING_FORBIDDEN, /* the house lexicon says `*word` */
	FINDING_INCLUSIVE, /* an inclusive form that is not well made: chef·trice */
	FINDING_SEPARATOR, /* note: an inclusive form, well made, with another sign than · */
	FINDING_CAPITALS,  /* note: capitals without their accents, right as they stand */
	FINDING_ACRONYM,   /* note: an acronym nobody knows, at its first place in the text only */
	FINDING_TYPOGRAPHY /* `rule` says which */
};

struct finding {
	size_t start, end;
	enum finding_kind kind;
	enum typography_rule rule; /* TYPOGRAPHY only */
	char *better;              /* what would stand there instead; NULL when it has to be asked for (suggestion.h) */
};

struct findings {
	struct finding *items;
	size_t count, capacity;
};

/* Adds one; `better` is taken over and may be NULL. Returns it, good until the next addition. */
struct finding *findings_add(struct findings *findings, enum finding_kind kind, size_t start, size_t end, char *better);
/* In the order of the text; at one place misspellings first. */
void findings_sort(struct findings *findings);
void findings_clear(struct findings *findings);

bool finding_is_misspelling(const struct finding *finding);
/* "misspelt", "forbidden", "inclusive", "separator", "capitals", "acronym", "typography": for --json. */
const char *finding_kind_name(enum finding_kind kind);
/* What a note is about, for people; NULL for a misspelling, whose word says enough. */
const char *finding_kind_label(enum finding_kind kind);

#endif
