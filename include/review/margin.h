/* margin - what stands on each paragraph, counted: the two columns beside it, the outline's figures, the status line
 */
#ifndef REVIEW_MARGIN_H
#define REVIEW_MARGIN_H

#include "draft/draft.h"
#include "review/standing.h"

/* What a paragraph's two margin columns say. */
enum room_mark { ROOM_NONE, ROOM_OPEN, ROOM_PARTLY, ROOM_HANDLED };
enum my_mark { MINE_NONE, MINE_INITIALLED, MINE_PROPOSED, MINE_LAPSED, MINE_RESERVED };
struct margin {
	size_t open, closed; /* threads that speak, by state of the root */
	size_t amendments;   /* open ones, identical ones counted once */
	size_t collisions;   /* of them, with any */
	size_t positions;    /* not lapsed */
	size_t mine;         /* my amendment's index, or STANDING_NONE */
	size_t my_position;  /* index, or STANDING_NONE */
	bool i_spoke;        /* I have an open remark, amendment or position here */
	enum room_mark room;
	enum my_mark my_mark;
};
/* Of all `count` blocks at once; yours (free). */
struct margin *margin_all(const struct standing *standing, size_t count) MUST_CHECK;

/* Mine, for the status line. */
struct margin_totals {
	size_t initialled; /* paragraphs, not lapsed; ad referendum, too */
	size_t proposed;   /* my amendments */
	size_t silent;     /* blocks without me */
};
struct margin_totals margin_mine(const struct standing *standing, const struct draft *draft);

#endif
