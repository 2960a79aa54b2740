/* amend - what a proposal being written is, apart from keys and drawing (amend_view.c, amend_draw.c), and
 * amend_decide.c */
#ifndef VIEWS_AMEND_H
#define VIEWS_AMEND_H

#include "act/amending.h"
#include "views/amend_view.h"
#include "views/editor.h"
#include "views/keeping.h"
#include "views/paper.h"
#include "views/spot.h"

enum amend_field { AMEND_TEXT, AMEND_REASON, AMEND_DIFFERENCE, AMEND_FIELDS };

/* A run of the words as they are now, and where it stands in the paper. */
struct amend_run {
	size_t start, end; /* bytes of the editor's text */
	size_t shown;      /* byte of the paper */
};

struct amend {
	struct session *session;
	enum amend_view_kind kind;
	struct spot spot;
	char *insertion;    /* INSERTION: the amendment's name */
	char *decides;      /* DECISION: "NAME/DIGEST NAME/DIGEST" of the amendments */
	struct buffer seen; /* the words it started from */
	struct buffer base; /* what the difference is with */
	bool had_proposal;  /* one's own words stood there already */
	struct editor editor, reason;
	struct buffer spelled[2]; /* of each, the text of the last answer on its spelling */
	struct buffer said;       /* the reason given with the words one started from */
	struct keeping keeping;
	enum amend_field field;
	bool preview;             /* one pane: the difference is shown, not the field */
	bool two;                 /* as drawn last: both are */
	bool projected, for_room; /* a room reads along; it was opened so */
	bool saving;              /* waits for who is at the keyboard, or what the words are about */
	bool gone;                /* its paragraph is */
	bool keeps; /* one's own words may stay as they are: saving leaves them (amend_view_order.keeps) */
	/* What others do meanwhile (amend_meanwhile.c). */
	bool changed;                        /* what one started from is not what stands */
	bool offered_amendments;             /* the page shows others' proposals */
	bool resumed;                        /* an unfinished text, with what one had seen then */
	size_t arrived;                      /* others' proposals since */
	struct buffer base_seen;             /* REWORD, DECISION: the text's own words, as one has seen them */
	struct buffer base_today;            /* DECISION: and as they are now */
	struct buffer known;                 /* digests of the others' proposals here that one has seen, a line each */
	struct buffer offered, offered_base; /* what the page shows as standing; or the proposals' digests */

	enum scope scope; /* of a translation: what one has answered; UNSAID: not asked yet */
	char *beside;     /* NULL, or the heading of a difference to look at */
	struct buffer beside_was, beside_now;
	size_t block; /* now; STANDING_NONE: gone (or INSERT at the start) */
	/* The difference, made when it is drawn. */
	struct paper paper;
	unsigned paper_version;
	bool stale;
	struct amend_run *runs;
	size_t run_count, run_capacity;
	size_t followed; /* the editor's cursor the paper was last scrolled for */
	size_t words_out, words_in;
	long paper_top;
	int paper_rows;
	struct paper below; /* projected: what the words change, and what is proposed on the paragraph */
};

/* False, with a message, when it cannot be had. */
bool amend_open(struct amend *amend, struct session *session, const struct amend_view_order *order);
/* After a load: finds the paragraph again. */
void amend_follow(struct amend *amend);
void amend_clear(struct amend *amend);

/* Whether anything was typed that is worth keeping. */
bool amend_changed(const struct amend *amend);
/* Brings `paper` and the counts up to date. */
void amend_compare(struct amend *amend);
/* The byte of `paper` where the cursor's words are, more or less. */
size_t amend_shown(const struct amend *amend);
/* Adds "§12", "a new paragraph after §12" … */
void amend_place(struct buffer *out, const struct amend *amend);

/* Whether it is to be asked what the words are about before they are saved (scope.h). */
bool amend_asks(const struct amend *amend);
/* What was answered when they were proposed before. */
bool amend_was_substance(const struct amend *amend);
/* Proposes it, or decides so; *name is yours, NULL when nothing is proposed any more. */
const struct fault *amend_save(char **name, struct amend *amend) MUST_CHECK;

void amend_draw(struct view *view, const struct layout *layout);
/* The words as they are typed, for a room, and below them what they change and what is proposed. */
void amend_project(struct amend *amend, struct area window);
void amend_scroll(struct amend *amend, int rows);

#endif
