/* reading - the left pane: the draft as it is read, with its margin
 *
 * Above §1 stand the general remarks and a row for each guiding question. Then every block of the base for reading; my
 * own rewordings show in it as differences, my insertions stand in their place. Quoted words are in [ ] with the number
 * of their thread. Papers are made lazily, for what is shown.
 */
#ifndef VIEWS_READING_H
#define VIEWS_READING_H

#include "review/margin.h"
#include "views/conversation.h"

/* What an item was when the papers were made, to find it again. */
struct reading_place {
	struct subject subject;
	struct number number;
	size_t block; /* the block itself, or the one that an insertion of mine follows; else STANDING_NONE */
};

struct reading {
	struct session *session;
	struct filter *filter; /* borrowed */
	struct subject *items;
	size_t count, capacity;
	struct paper **papers; /* one for each item, made when first shown */
	size_t paper_count;
	bool *spelled;                /* of each paper: its misspellings were known when it was made */
	unsigned respelled;           /* as the session's, when the papers were made */
	struct margin *facts;         /* of all blocks */
	struct margin_totals totals;  /* mine, for the status row */
	struct reading_place *places; /* of each item */
	struct oid blob;              /* the version they stand in, and its draft's path */
	char *path;
	int number_cells;
	size_t generation;
	struct buffer found;             /* what is searched for, folded; empty: nothing */
	bool choosing;                   /* the word cursor is on */
	size_t chosen_start, chosen_end; /* bytes of the selected block's text */
	struct pane pane;
	struct pane_source source;
};

void reading_open(struct reading *reading, struct session *session, struct filter *filter);
/* The review was loaded anew, or filter, search or word cursor changed: papers are made again; the place is kept. */
void reading_reload(struct reading *reading);
/* Only the selected item's paper (the word cursor moved). */
void reading_touch(struct reading *reading);
void reading_draw(struct reading *reading, struct area area, bool focus);
void reading_clear(struct reading *reading);

/* The selected item; valid while there is a review (there is always at least the general remarks). */
const struct subject *reading_subject(const struct reading *reading);
/* The selected block, STANDING_NONE on anything else. */
size_t reading_block(const struct reading *reading);
/* Selects the item of a block (or of general remarks for STANDING_NONE). */
void reading_select(struct reading *reading, size_t block);
/* The item's plain words: a block's, a question's, an insertion's. Borrowed. */
struct text reading_words(const struct reading *reading, size_t item);

#endif
