/* since - what is new since one's last visit, as the rows of a list: headings and pieces of news
 *
 * Good until the review is loaded anew; then it is made again, and its items are found by kind, id and place.
 */
#ifndef VIEWS_SINCE_H
#define VIEWS_SINCE_H

#include "views/paper.h"
#include "views/session.h"

/* A row of the list: the heading of a part, or a piece of news. */
struct since_item {
	bool heading;
	enum news_kind kind;
	size_t news;         /* index; HEADING: how many */
	char id[UUID_TEXT];  /* with the number, how it is found again after a reload */
	struct number place; /* paragraph 0: none */
	struct paper paper;  /* made when first shown */
};

struct since {
	struct session *session;
	struct news_list news;
	struct since_item *items;
	size_t count, capacity;
};

void since_make(struct since *out, struct session *session);
void since_clear(struct since *since);
/* What the heading of a part says; what a piece of news says, in as many rows as it takes. */
const char *since_heading(enum news_kind kind);
struct paper *since_paper(struct since *since, size_t item);
/* Whether it is the same piece of news, of two lists. */
bool since_same(const struct since_item *a, const struct since_item *b);

#endif
