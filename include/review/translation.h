/* translation - the draft being read beside its source: which paragraphs belong together, and which are stale
 *
 * A pair is in step as of two versions. A `linking` annotation says so: its targets are paragraphs of the translation
 * and of the source, each of the version named; of two that speak of one paragraph the greater UUID counts. One with
 * paragraphs of one side only, and the other draft as a whole, says that they stand alone on purpose. A link that lies
 * on a branch counts for others as long as the words it speaks of are those of the base.
 *
 * Without a record a pair is in step as of the commit that last changed the translation's words otherwise than by a
 * correction. Stale is a pair whose source has other words since. What has no record is paired by draft/pairing.h.
 *
 * Words of the translation are those of the base, or one's own where one proposes others.
 */
#ifndef REVIEW_TRANSLATION_H
#define REVIEW_TRANSLATION_H

#include "review/review.h"

enum translation_state {
	TRANSLATION_IN_STEP,
	TRANSLATION_STALE, /* the source has changed since */
	TRANSLATION_NEW,   /* a paragraph of the source that is not translated */
	TRANSLATION_GONE,  /* a paragraph of the translation whose source is not there (any more) */
	TRANSLATION_MUTE,  /* nothing to translate: a break, an empty item, link definitions */
};

struct translation_row {
	enum translation_state state;
	size_t source, source_count; /* blocks of translation->source */
	size_t target, target_count; /* blocks of review->draft */
	struct number number;        /* of the source's first block, else of the translation's */
	bool moved;
	size_t link;          /* the remark that says they belong together, or STANDING_NONE */
	struct buffer now;    /* the source's words today; of several blocks with a blank line between */
	struct buffer was;    /* those that the translation is in step with */
	struct buffer words;  /* of the translation */
	size_t amendment;     /* one's own, that the words are of; or STANDING_NONE */
	struct oid as_of;     /* the source's version that `was` is of; zero: none */
	size_t *as_of_blocks; /* there, 0-based */
	size_t as_of_count;
	struct buffer
		points;  /* what differs between the two sides (discrepancy.h), a line in the language of the face */
	size_t *remarks; /* made on the source's paragraphs (crossing.h): roots, indexes in standing->remarks */
	size_t remark_count, remark_capacity;
	size_t *said; /* on the translation's, where another draft is being read: the same */
	size_t said_count, said_capacity;
	size_t *suggested; /* words of others (suggested.h): indexes in standing->amendments */
	size_t suggested_count, suggested_capacity;
};

struct translation_totals {
	size_t rows, left; /* all that can be translated; those of the next three */
	size_t stale, missing, gone;
	size_t points;    /* rows with any */
	size_t suggested; /* words that others propose */
};

struct translation {
	const struct draft *source; /* borrowed of the review */
	struct oid source_blob;
	char *source_path;
	char *language, *source_language; /* "es", "fr" */
	struct numbering numbering;       /* of the source */
	struct translation_row *rows;     /* in the order of the source */
	size_t count, capacity;
	struct translation_totals totals;
};

/* Of the draft being read, once the review is complete. FAULT_MISSING when it is the source itself, or there is no
 * other. Good until the review advances. */
const struct fault *translation_new(struct translation **out, struct review *review) MUST_CHECK;
/* Of a translation that is not being read, as the base has it: without anybody's proposals. */
const struct fault *translation_of(struct translation **out, struct review *review, size_t draft_index) MUST_CHECK;
void translation_free(struct translation *translation);

/* Whether a row is left to do: stale, new or gone. */
bool translation_left(const struct translation_row *row);
/* The next row that is left behind row `from` (forward), or before it; STANDING_NONE. */
size_t translation_next(const struct translation *translation, size_t from, bool forward);
const char *translation_state_name(enum translation_state state); /* "in-step", "stale", "new", "gone", "mute" */
/* The drafts that are translations, in the order of the consultation: whether this one is. */
bool translation_is(const struct review *review, size_t draft_index);

#endif
