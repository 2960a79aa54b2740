/* docket - what is before the secretariat: every wording that is proposed, once, with all that bears on it
 *
 * Those who propose the same words are one matter. Made in one pass over what stands; good until the review is loaded
 * anew. A list of matters is sorted and filtered apart from them (docket_list).
 */
#ifndef REVIEW_DOCKET_H
#define REVIEW_DOCKET_H

#include "review/taking.h"

struct matter {
	size_t amendment;      /* the first of those with the same words, an index in standing->amendments */
	const size_t *members; /* all of them, in the order of the text and of their reviewers */
	size_t member_count;
	size_t rivals;               /* wordings of others that it collides with; the text of today counts as one */
	size_t supports, objections; /* reviewers */
	size_t doubts;               /* on its paragraph: open questions, reservations, objections to the words */
	uint64_t areas;         /* bit i: consultation.areas.items[i], by its reason or a remark on its paragraph */
	enum decision decision; /* NONE, too, where somebody has proposed the same words since */
	bool stuck;             /* retained, but it cannot go into the text as things stand */
	bool structural;        /* a paragraph is inserted, deleted or moved */
	size_t set;     /* the translator of this language whose changes are one (nothing speaks against it); or NONE */
	bool substance; /* in a translation: one who proposes it says that it is about the text itself */
	bool uncontested; /* undecided, refused of nobody, no rival, objection or doubt, nothing of substance, deleted
			   * or moved
			   */
};

struct docket {
	struct matter *items; /* in the order of the text */
	size_t count;
	size_t *members; /* inside: those of all matters */
	size_t *of;      /* the matter of each amendment */
	size_t of_count;
};

/* `taking`: what the decisions make of this draft, for `stuck`; NULL: not known. */
void docket_make(struct docket *out, const struct review *review, const struct taking *taking);
void docket_clear(struct docket *docket);

/* What a matter is to be for it to be shown; those of one sort exclude each other. */
enum docket_condition {
	DOCKET_UNDECIDED,
	DOCKET_DECIDED,
	DOCKET_DISPUTED, /* two secretaries, two decisions */
	DOCKET_STUCK,
	DOCKET_UNCONTESTED,
	DOCKET_RIVAL,
	DOCKET_ALONE, /* without a rival */
	DOCKET_OBJECTED,
	DOCKET_UNOBJECTED,
	DOCKET_SUPPORTED,
	DOCKET_DOUBTED, /* open questions or reservations on its paragraph */
	DOCKET_FORM,    /* type ed */
	DOCKET_WORDS,   /* type te */
	DOCKET_STRUCTURE,
	DOCKET_SET,       /* a translator's own, in their language */
	DOCKET_APART,     /* all others */
	DOCKET_SUBSTANCE, /* in a translation, about the text itself */
	DOCKET_CONDITIONS
};

/* All that is set must hold. Zeroed it lets everything pass. */
struct docket_filter {
	bool on[DOCKET_CONDITIONS];
	char *group; /* somebody of this group proposes it; NULL: all */
	char *area;
};

bool docket_filter_active(const struct docket_filter *filter);
/* Sets a condition in the place of what it excludes; set already, it is given up. */
void docket_filter_switch(struct docket_filter *filter, enum docket_condition condition);
void docket_filter_clear(struct docket_filter *filter);
bool docket_meets(const struct review *review, const struct matter *matter, enum docket_condition condition);
bool docket_passes(const struct docket_filter *filter, const struct review *review, const struct matter *matter);

enum docket_order {
	DOCKET_BY_TEXT,
	DOCKET_BY_DECISION, /* what waits for one first */
	DOCKET_BY_RIVALS,   /* the most first, as with the next two */
	DOCKET_BY_OBJECTIONS,
	DOCKET_BY_SUPPORT,
	DOCKET_BY_GROUP, /* of who proposed it first, in the order of the consultation */
	DOCKET_BY_AREA,
	DOCKET_BY_TYPE, /* form, words, whole paragraphs */
	DOCKET_ORDERS
};

/* The indexes of the matters that pass, sorted, equals in the order of the text; yours. Returns how many. */
size_t docket_list(size_t **out, const struct docket *docket, const struct review *review,
	const struct docket_filter *filter, enum docket_order order);

/* "undecided", "rival proposals" …; "in the order of the text" …: in the language of the face. */
const char *docket_condition_name(enum docket_condition condition);
const char *docket_order_name(enum docket_order order);
/* Adds "undecided · Sherpas", safe to show; nothing when not active. */
void docket_filter_text(struct buffer *out, const struct docket_filter *filter, const struct review *review);

#endif
