/* session - what all views share: the open review, the loop, and what was done last
 *
 * The session loads the review in slices while idle, follows the repository (watch), and tells the stack when something
 * new stands. An act is done by a view through floor `act`; then it calls session_saved() or session_failed(), which
 * loads what changed, tells every view, and says so in the status row.
 */
#ifndef VIEWS_SESSION_H
#define VIEWS_SESSION_H

#include "review/crossed.h"
#include "review/review.h"
#include "review/visit.h"
#include "views/errata.h"
#include "views/loop.h"
#include "views/seals.h"
#include "views/stack.h"

struct session {
	struct review *review;
	struct stack *stack;
	struct loop *loop;
	struct watch *watch;    /* NULL where refs cannot be watched */
	struct visit visit;     /* where one stood and what had been seen, at the last visit */
	bool loading;           /* the review has more to load */
	struct moment opened;   /* when this window was */
	bool named;             /* who one is was said by --as or PARAPHE_AS, and may be mistyped: not looked at yet */
	bool speaks, reads;     /* the face's language was named; the draft was, or is the one last read */
	struct moment saved_at; /* of the last act; seconds 0: none yet */
	struct buffer noticed;  /* the review's notices that were said */
	bool proofreads;        /* unless the user's settings say spelling.unasked = no, and f has not been asked for */
	struct speller *speller;
	struct sending *sending; /* the key v */
	struct errata errata;
	struct crossed crossed; /* what is said about the other languages; of the state that was loaded last */
	struct seals *seals;    /* signatures, of what the review says now */
	bool seals_due;         /* the views will be told that more is known of them */
	bool spelling_due;      /* a frame that shows what the speller answered will be drawn */
	unsigned respelled;     /* grows when other words are misspelt: a word let pass, another lexicon */
};

struct session_options {
	const char *folder, *draft, *as, *language; /* NULL: not said; the language is that of the face */
};

const struct fault *session_open(struct session **out, const struct session_options *options) MUST_CHECK;
/* One is somebody: the face speaks their language, and their draft is open, where no other was asked for. */
const struct fault *session_know(struct session *session) MUST_CHECK;
/* Keeps the visit, closes the review. */
void session_close(struct session *session);

/* An act was saved: everything is loaded anew (at once), every view is told, "Saved 12:04". `what` is a sentence in the
 * language of the face about what was done, or NULL. */
void session_saved(struct session *session, const char *what);
/* An act failed: says why, and loads anew (its ground may have moved). False always, for `return`. */
bool session_failed(struct session *session, const struct fault *fault);
/* An act has loaded everything anew without saving anything (a trial): every view is told. */
void session_looked(struct session *session);
/* Something has moved branches under the review, whose generation was this before: every view is told, and what is new
 * is loaded in slices. */
void session_moved(struct session *session, size_t generation);
/* Ends what is being loaded, at once. */
void session_settle(struct session *session);
/* Looks at once for what others have done, to the end. */
void session_catch_up(struct session *session);
/* Whether acts can be done: somebody is known and the repository can be written to. If not, says what to do (opens the
 * first-run question where nobody is known) and returns false. */
bool session_may_act(struct session *session);
/* Whether the paragraph numbers, amendments … are complete enough to act on; says "still reading" if not. */
bool session_ready(struct session *session);

/* Looks for misspellings from now on, whatever the settings say. */
void session_proofread(struct session *session);
/* Lets a misspelt word pass, in this window or `always` in this draft. */
void session_ignore(struct session *session, struct text word, bool always);

/* The block (0-based) that bears this number now, STANDING_NONE if gone: for views that keep numbers across loads. */
size_t session_block(const struct session *session, struct number number);
/* The index of a remark by its UUID now, STANDING_NONE if unknown; and of an amendment by its name. */
size_t session_remark(const struct session *session, const char *uuid);
size_t session_amendment(const struct session *session, const char *name);

#endif
