/* composer - what a remark being written is, apart from keys and drawing
 *
 * composer.c: its state; composer_paper.c: what it is about; composer_save.c: the act; composer_draw.c;
 * composer_view.c: keys.
 */
#ifndef VIEWS_COMPOSER_H
#define VIEWS_COMPOSER_H

#include "views/composer_view.h"
#include "views/editor.h"
#include "views/keeping.h"
#include "views/paper.h"
#include "views/spot.h"

/* In the order of Tab. */
enum composer_field {
	COMPOSER_PASSAGE, /* to scroll what the remark is about, where it does not fit */
	COMPOSER_KIND,
	COMPOSER_TARGET,
	COMPOSER_TAGS,
	COMPOSER_TEXT,
	COMPOSER_FIELDS
};

struct composer_tag {
	char *tag; /* "area:sante" */
	bool on;
};

struct composer {
	struct session *session;
	enum composer_kind kind;
	struct spot spot;
	char *target;  /* REPLY: UUID; ANSWER: amendment name */
	bool question; /* else a comment */
	bool whole;    /* words were chosen, but the whole paragraph is meant */
	struct composer_tag *tags;
	size_t tag_count, tag_capacity, tag_at;
	struct editor editor;
	struct buffer spelled; /* the text of the last answer on its spelling */
	struct keeping keeping;
	enum composer_field field;
	bool saving; /* waits for who is at the keyboard */

	/* As of the last load. */
	size_t block;       /* REMARK: where it stands now; STANDING_NONE: gone */
	size_t start, end;  /* its words; equal: lost, or none */
	char digest[65];    /* ANSWER: of the words that are answered */
	size_t about;       /* REPLY: remark; ANSWER: amendment; STANDING_NONE: unknown */
	struct paper paper; /* what it is about */
	size_t paper_mark;  /* byte of the paper to have in sight at first */
	long paper_top;     /* row; below 0: choose it when drawing */
	int paper_rows;     /* as drawn last */
};

/* False, with a message, when its unfinished text cannot be had. */
bool composer_open(struct composer *composer, struct session *session, const struct composer_order *order);
/* After a load: finds what it is about again. */
void composer_follow(struct composer *composer);
/* Writes what it is about, for reading while one types. */
void composer_write(struct composer *composer);
void composer_clear(struct composer *composer);

/* Whether the field is there to be reached. */
bool composer_has(const struct composer *composer, enum composer_field field);
/* Whether it stands on words, not on the whole paragraph. */
bool composer_on_words(const struct composer *composer);
bool composer_empty(const struct composer *composer);
/* Adds "Comment on §12", "Reply", … */
void composer_name(struct buffer *out, const struct composer *composer);
/* Does the act; the new annotation's id. */
const struct fault *composer_save(char id[UUID_TEXT], struct composer *composer) MUST_CHECK;

void composer_draw(struct view *view, const struct layout *layout);
/* Scrolls what it is about. */
void composer_scroll(struct composer *composer, int rows);

#endif
