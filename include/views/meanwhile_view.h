/* meanwhile_view - what others did to a paragraph while one was typing other words for it, before these are proposed
 *
 * Either the words one started from are not what stands any more (the text moved on, or one's own proposal was changed
 * in another window), or somebody proposed other words in the meantime. Each is shown as a difference, and beside it
 * what both would read together, by the word merge. Nothing is written here, and what was typed is not touched. The
 * words of a decision go in as they are typed, in place of what the text says now: that is said beside them.
 * Result: done, and in `number` how to go on; in `text` the words of both, where they are to be put together.
 */
#ifndef VIEWS_MEANWHILE_VIEW_H
#define VIEWS_MEANWHILE_VIEW_H

#include "views/session.h"

enum meanwhile_choice { MEANWHILE_MINE, MEANWHILE_TOGETHER };

/* Copied; need not outlive the call. */
struct meanwhile_order {
	const char *place;        /* "§12" */
	bool decides;             /* the words of a decision, to be retained; else a proposal's */
	bool stuck;               /* decides: its paragraph has been parted or joined so that they cannot go in */
	struct text from;         /* the words one started from, or the text's */
	struct text mine;         /* as typed */
	struct text theirs;       /* what stands now; bytes NULL: that has not changed, others have proposed */
	const size_t *amendments; /* what others have proposed since, against `from` */
	size_t count;
};

struct view *meanwhile_view(struct session *session, const struct meanwhile_order *order) MUST_CHECK;

#endif
