/* bitext - a source and its translation side by side, one row a pair of paragraphs, in one list
 *
 * Side by side from BITEXT_TWO columns on, else one above the other. Rows are made when they are shown. Stale rows show
 * the difference of the source since they were in step. Agreed terms (agreed.h) stand below the source, what is missing
 * of them below the translation, as soon as they are known; then what was said about the source (crossing.h). After a
 * reload (bitext_load) the same pair stays selected.
 */
#ifndef VIEWS_BITEXT_H
#define VIEWS_BITEXT_H

#include "review/translation.h"
#include "views/agreed.h"
#include "views/pane.h"
#include "views/paper.h"
#include "views/session.h"

enum { BITEXT_TWO = 72 };
enum { BITEXT_SOURCE, BITEXT_WORDS }; /* sides */

struct bitext {
	struct session *session;
	struct translation *translation; /* NULL: there is none (any more) */
	size_t *shown;                   /* rows of the translation that the list shows */
	size_t count;
	bool left_only;          /* the list shows what is left to do */
	struct paper *papers[2]; /* of each shown row: source, translation; empty until drawn */
	bool *whole;             /* of each shown row: its terms are on the papers */
	struct agreed *agreed;
	size_t points; /* rows with something to look at: figures, names, terms */
	bool marked;   /* a row is, to be paired with another: the one with these */
	size_t marked_source, marked_target;
	struct oid marked_base; /* of this base */
	struct buffer found;    /* what is searched for, folded; empty: nothing */
	struct pane pane;
	struct pane_source source;
	struct area words; /* where the selected row's translation was drawn last */
};

/* `bitext` must stay where it is until bitext_clear(). */
void bitext_open(struct bitext *bitext, struct session *session);
/* Reads it anew; the message says why where it cannot be. */
bool bitext_load(struct bitext *bitext);
/* Shows only what is left to do, or all again. */
void bitext_filter(struct bitext *bitext, bool left_only);
void bitext_draw(struct bitext *bitext, struct area area, bool focus);
/* The selected row's index in the translation, STANDING_NONE when the list is empty. */
size_t bitext_row(const struct bitext *bitext);
/* Marks the selected row (marked already: no more); the marked one, in the translation; STANDING_NONE. */
void bitext_mark(struct bitext *bitext);
void bitext_unmark(struct bitext *bitext);
size_t bitext_marked(const struct bitext *bitext);
/* Goes to the next or previous row that is left to do, or has words proposed by others; false when there is none. */
bool bitext_step(struct bitext *bitext, bool forward);
/* Marks these words in both languages; empty: no more. */
void bitext_find(struct bitext *bitext, struct text words);
/* Goes to the next or previous row that has them, round the end; `here`: the selected one counts. False: none has. */
bool bitext_find_step(struct bitext *bitext, bool forward, bool here);
/* Selects the row of a block of the draft being read, or the nearest one before it. */
void bitext_select(struct bitext *bitext, size_t block);
void bitext_clear(struct bitext *bitext);

/* --- bitext_paper */
/* One side of a row that is shown, made when it is first asked for, and anew once its terms are known. */
struct paper *bitext_paper(struct bitext *bitext, size_t item, int side);
/* What there is to say of a row's agreed terms; NULL while it is not known. */
const struct usage *bitext_usage(const struct bitext *bitext, const struct translation_row *row);

#endif
