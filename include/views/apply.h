/* apply - what applying the decisions would do, in rows: the state of apply_view, and what its page says
 */
#ifndef VIEWS_APPLY_H
#define VIEWS_APPLY_H

#include "act/applying.h"
#include "views/pane.h"
#include "views/paper.h"
#include "views/session.h"

/* A row of the page: the heading of a part, or something in it. */
struct apply_item {
	bool heading;
	struct paper paper;
	struct text spelled; /* of the report: words to be looked through; empty: none, or done */
};

struct apply {
	struct session *session;
	struct apply_report report; /* of the trial */
	struct apply_item *items;
	size_t count, capacity;
	struct pane pane;
	struct pane_source source;
	bool stale;   /* something has changed since the trial */
	bool working; /* a trial or the real run: reloads are its own */
	size_t done, total;
	bool stopped;
};

/* Makes the rows anew from the report of the trial. */
void apply_items_make(struct apply *apply);
/* Takes the rows away; `items` itself is the owner's. */
void apply_items_clear(struct apply *apply);

/* How many proposals, and branches, meet with this. */
size_t apply_count_fate(const struct apply_report *report, enum fate fate);
size_t apply_count_branches(const struct apply_report *report, enum branch_fate fate);

#endif
