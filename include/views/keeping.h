/* keeping - the text in an open editor, kept as a private draft while one types
 *
 * Opened with the editor; after each change keeping_touch(): a second without typing later it is written to the journal
 * (synced). Where it cannot be, that is said once and the editor goes on. It ends with keeping_done() (saved, or
 * nothing worth keeping) or keeping_leave() (kept, and offered again).
 */
#ifndef VIEWS_KEEPING_H
#define VIEWS_KEEPING_H

#include "act/recovery.h"
#include "views/session.h"

enum { KEEPING_MILLISECONDS = 1000 };

struct keeping {
	struct session *session;
	struct recovery_text *text; /* NULL: ended, or there is nowhere to keep it */
	bool named;                 /* somebody was known when it began: drafts belong to somebody */
	bool troubled;              /* it was said that it cannot be kept */
	bool warned;                /* that leaving loses the text */
	bool pending;               /* changed since it was kept */
	struct moment kept_at;      /* seconds 0: not yet */
	/* Writes what is in the editor now; its strings are taken. */
	void (*fill)(void *context, struct unfinished *now);
	void *context;
};

/* `taken`: NULL, or the name of the unfinished text that goes on: FAULT_BUSY when another window has it. */
const struct fault *keeping_open(struct keeping *keeping, struct session *session, const char *taken,
	void (*fill)(void *context, struct unfinished *now), void *context) MUST_CHECK;
void keeping_touch(struct keeping *keeping);
/* Writes it now; false when that was not possible. */
bool keeping_now(struct keeping *keeping);
void keeping_done(struct keeping *keeping);
/* Whether Esc may close the editor: the text is on disk, or its author was warned and presses Esc once more. */
bool keeping_may_leave(struct keeping *keeping);
/* Writes it a last time and lets it be. False when it could not be written: what was typed is not on disk. */
bool keeping_leave(struct keeping *keeping);
/* Adds "draft kept 12:04", "draft not kept", or nothing. */
void keeping_state(struct buffer *out, const struct keeping *keeping);

/* The unfinished text of this name; clear it. Turns to its draft where another one is being read. False when it cannot
 * be had: the message says why. */
bool keeping_find(struct unfinished *out, struct session *session, const char *name);

#endif
