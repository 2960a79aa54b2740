/* sitting - the secretariat at the decision desk: state, shared by its files (sitting, sitting_rows, sitting_paper,
 * sitting_list, sitting_filter, sitting_abroad, sitting_decide, sitting_view)
 *
 * Left the matters (review/docket.h) that the filter shows, right all that bears on the paragraph of the selected one,
 * and what it would read. What is marked is kept by name and digest: other words are another matter. A translator's set
 * is one row, under its first matter, and decided on as one. At the source's desk there are rows, too, of what is
 * proposed in the translations as substance (review/abroad.h): they are numbered behind the matters.
 */
#ifndef VIEWS_SITTING_H
#define VIEWS_SITTING_H

#include "review/abroad.h"
#include "views/choice.h"
#include "views/conversation.h"
#include "views/sitting_view.h"

enum sitting_purpose {
	SITTING_REASON = 1, /* 0: pages that others open over the desk */
	SITTING_FILTER,
	SITTING_ORDER,
	SITTING_WORDS,
	SITTING_ANSWER,
	SITTING_APPLY,
	SITTING_UNDO,
	SITTING_PROJECTION,
	SITTING_SOURCE /* the source's words, for what was proposed in a translation */
};

struct sitting {
	struct session *session;
	struct sitting_kept *kept; /* borrowed */
	struct taking *taking;     /* what the decisions make of the draft; NULL: it could not be computed */
	struct docket docket;
	struct abroad abroad;
	bool abroad_due;   /* it was too early to look */
	size_t generation; /* of the review they were made from */
	size_t rows;       /* matters, and what is abroad behind them */
	char **names;      /* of each: of its first amendment; abroad with its language, "es/sherpa-a:12" */
	size_t *under; /* of each matter: itself, or the first of its set, under which it is shown; NONE: not shown */
	bool *marked;  /* by matter */
	size_t *list;  /* what is shown, of these */
	size_t count;
	struct pane pane; /* of the list */
	struct pane_source source;
	struct paper *snippets; /* by matter: what changes, made when first shown */

	bool right; /* the right pane has the keys */
	struct conversation bearing;
	size_t shown;           /* the matter it is about; STANDING_NONE: none */
	size_t shown_abroad;    /* or the item of abroad */
	struct buffer result;   /* what the paragraph would read, to be spelled; empty: nothing to read */
	size_t result_entry;    /* its entry; STANDING_NONE */
	bool result_underlined; /* or nothing is known of its words yet */
	enum decision deciding; /* that a reason is being asked for, and of what, as it was read */
	struct sitting_mark *asked;
	size_t asked_count, asked_capacity;
	struct sitting_mark asked_abroad; /* or of what is abroad; name NULL: none */
	char *offered;                    /* what the prompt began with */
	char *left[DECISION_NOTED + 1];   /* by decision: a reason typed and left, to be offered again; NULL */
	char *next;                       /* the first amendment of the matter to go on with after a decision */
};

/* Makes everything anew where the review is another, and keeps what was selected and marked. */
void sitting_renew(struct sitting *sitting);
/* The filter, the order or the marks are others. */
void sitting_relist(struct sitting *sitting);
void sitting_clear(struct sitting *sitting);
/* The selected matter's index, STANDING_NONE when none is shown, or something abroad is selected. */
size_t sitting_selected(const struct sitting *sitting);
/* The selected item of abroad; STANDING_NONE. */
size_t sitting_selected_abroad(const struct sitting *sitting);
const struct amendment *sitting_amendment(const struct sitting *sitting, size_t matter);
/* A matter, with its set; or a row behind the matters. */
void sitting_select(struct sitting *sitting, size_t matter);
void sitting_mark(struct sitting *sitting, size_t matter, bool on);
void sitting_unmark_all(struct sitting *sitting);
/* Takes the marks off what was asked about; what the filter hid meanwhile stays marked. */
void sitting_unmark_asked(struct sitting *sitting);
/* Whether a decision is on this matter together with the other marked ones: it is marked, and the filter shows it. */
bool sitting_means(const struct sitting *sitting, size_t matter);
/* How many matters are marked and shown; and, in *hidden (NULL: not asked), marked and hidden by the filter. */
size_t sitting_marked(const struct sitting *sitting, size_t *hidden);
/* Marks all that is shown; all marked already: takes the marks off. */
void sitting_mark_shown(struct sitting *sitting);
/* The next undecided one of the list, round its end, after the selected one; with `but` (by matter) none of those, and
 * after the first of them. STANDING_NONE. */
size_t sitting_next_open(const struct sitting *sitting, bool forward, const bool *but);

/* What a matter is, to be known again; and which it is now, STANDING_NONE where its words are others. */
void sitting_note(struct sitting_mark *out, const struct sitting *sitting, size_t matter);
size_t sitting_noted(const struct sitting *sitting, const struct sitting_mark *mark);
/* Forgets what was asked about. */
void sitting_unask(struct sitting *sitting);

#endif
