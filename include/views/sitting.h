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
#include "review/docket.h"
#include "views/choice.h"
#include "views/conversation.h"

enum sitting_purpose {
	SITTING_REASON,
	SITTING_FILTER,
	SITTING_ORDER,
	SITTING_WORDS,
	SITTING_ANSWER,
	SITTING_APPLY,
	SITTING_UNDO,
	SITTING_PROJECTION,
	SITTING_SOURCE /* the source's words, for what was proposed in a translation */
};

struct sitting_mark {
	char *name; /* of the matter's first amendment */
	char digest[65];
};

/* What a sitting goes on with when the desk is opened again: its owner's. */
struct sitting_kept {
	struct docket_filter filter;
	enum docket_order order;
	struct sitting_mark *marks;
	size_t mark_count, mark_capacity;
	char *at;     /* the first amendment of the matter that was selected last; NULL: none */
	size_t block; /* of the text, where the reader stood when the desk was opened last */
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

/* --- sitting */
/* Makes everything anew where the review is another, and keeps what was selected and marked. */
void sitting_renew(struct sitting *sitting);
/* The filter, the order or the marks are others. */
void sitting_relist(struct sitting *sitting);
void sitting_clear(struct sitting *sitting);
void sitting_kept_clear(struct sitting_kept *kept);
/* The selected matter's index, STANDING_NONE when none is shown, or something abroad is selected. */
size_t sitting_selected(const struct sitting *sitting);
/* The selected item of abroad; STANDING_NONE. */
size_t sitting_selected_abroad(const struct sitting *sitting);
const struct amendment *sitting_amendment(const struct sitting *sitting, size_t matter);
/* A matter, with its set; or a row behind the matters. */
void sitting_select(struct sitting *sitting, size_t matter);
void sitting_mark(struct sitting *sitting, size_t matter, bool on);
void sitting_unmark_all(struct sitting *sitting);
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

/* --- sitting_list */
/* Makes the list anew; `names`, `count`: what was shown before, taken over. */
void sitting_list(struct sitting *sitting, char **names, size_t count);
/* What is shown, by the names it has, yours: the state it was made from may be gone already. */
char **sitting_shown_names(const struct sitting *sitting);
/* How many matters a shown one stands for: 1, or those of its set. */
size_t sitting_extent(const struct sitting *sitting, size_t matter);
/* Whether the filter, by itself, shows an item of abroad. */
bool sitting_passes_abroad(const struct docket_filter *filter, const struct abroad_item *item);

/* --- sitting_abroad */
/* Makes the right pane of the selected one. */
void sitting_bear_abroad(struct sitting *sitting);
/* Opens the source's paragraph: what is saved there retains it. */
bool sitting_source(struct view *view);
/* They were saved; `own`: the amendment's name. */
void sitting_sourced(struct sitting *sitting, struct text own);
/* Asks for the reason of a decision on it; and decides. */
bool sitting_ask_abroad(struct view *view, enum decision decision);
void sitting_decide_abroad(struct sitting *sitting, struct text reason);
/* Adds "§12 Sherpa A · proposed in ES", safe to show. */
void sitting_name_abroad(struct buffer *out, const struct abroad_item *item);

/* --- sitting_filter */
/* Each opens a page to choose on; what is chosen is added to the filter, or given up. */
bool sitting_ask_filter(struct view *view);
bool sitting_ask_order(struct view *view);
void sitting_filter_chosen(struct sitting *sitting, long chosen);

/* --- sitting_rows */
void sitting_sources(struct sitting *sitting);
/* "!2 +3 −1 ?1  retained": adds what there is to say at the end of a row. */
void sitting_figures(struct buffer *out, const struct matter *matter);
/* Adds "§12 Sherpa A, Sherpa C", safe to show. */
void sitting_name(struct buffer *out, const struct review *review, const struct matter *matter);

/* --- sitting_paper */
/* Turns the right pane to what is selected. */
void sitting_bear(struct sitting *sitting);
/* Underlines what is misspelt in the result, as far as it is known. */
void sitting_underline(struct sitting *sitting);

/* Adds the words of today, the wordings of this block and what is said about it, for the paper of another. */
void sitting_bear_block(struct sitting *sitting, size_t block, bool inserts);

/* --- sitting_decide */
/* Whether the one at the keyboard may; says so where not. */
bool sitting_may_decide(struct sitting *sitting);
/* What the desk goes on with: the next row that waits, none of those decided on now; and goes there. */
void sitting_plan_next(struct sitting *sitting, const size_t *rows, size_t count);
void sitting_go_on(struct sitting *sitting);
/* Asks for the reason; `own`: the text to begin with, or NULL. */
void sitting_prompt(struct view *view, enum decision decision, size_t count, const char *own);
/* Asks for the reason of a decision on what is marked, or else selected. */
bool sitting_ask(struct view *view, enum decision decision);
void sitting_decide(struct sitting *sitting, struct text reason);
/* The reason was left: what had been typed is kept for the next prompt of the same decision. */
void sitting_leave(struct sitting *sitting, struct text reason);
/* Own words in the place of what is marked of one paragraph, or else selected. */
bool sitting_own_words(struct view *view);
/* They were saved: as after any decision. */
void sitting_decided(struct sitting *sitting);
/* One's own decision on what is marked, or else selected, is taken back. */
bool sitting_take_back(struct sitting *sitting);
bool sitting_undo(struct sitting *sitting, bool redo);
void sitting_undone(struct sitting *sitting, bool redo); /* not asked any more */
/* An answer to the selected proposal, which everybody reads. */
bool sitting_answer(struct view *view);

#endif
