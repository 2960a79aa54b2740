/* frame - what stands around the text of a block: list items, quotes, and their marks on each line
 *
 * For the other files of this folder; people outside see blocks only. A container is a list item or a block quote. What
 * a container takes from the start of a line is CommonMark's rule, counted in columns (tabs stop every 4), as in
 * cmark's blocks.c: on its first line its mark and the blanks behind it, on later lines "> " or the item's width. Where
 * a line does not have that (a lazy continuation) the containers from there on take nothing.
 */
#ifndef DRAFT_FRAME_H
#define DRAFT_FRAME_H

#include "draft/draft.h"

#define FRAME_NONE ((size_t)-1)

enum { FRAME_DEPTH = 512 }; /* containers around a block: above what SHADOW_DEPTH and SHADOW_INDENT allow */

struct container {
	size_t parent;      /* FRAME_NONE: the document */
	bool quote;         /* else a list item */
	size_t list;        /* item: number of its list; items of one list have the same */
	size_t line;        /* start of its first line */
	struct text marker; /* item: "-", "3." */
	size_t indent;      /* item: columns before the marker */
	size_t width;       /* item: columns its later lines are indented by */
	size_t first, last; /* blocks in it */
};

/* How the marks of a block's own kind stand. */
enum place_shape { PLACE_PLAIN, PLACE_ATX, PLACE_SETEXT, PLACE_FENCED, PLACE_INDENTED };

struct place {
	size_t container; /* the innermost, or FRAME_NONE */
	enum place_shape shape;
	size_t indent;  /* fenced code: columns before the fence */
	size_t lines;   /* of the text; an empty text has 1 */
	size_t joined;  /* where the text starts in `joined`, or FRAME_NONE: it is a piece of the source */
	size_t own_end; /* behind the block's last line, underline included: whole_end, but for the last block */
};

/* A draft as this folder knows it. */
struct draft_frame {
	struct draft draft;
	struct container *containers;
	size_t container_count, container_capacity;
	struct place *places; /* one for each block */
	size_t capacity, place_count, place_capacity;
	size_t bom;                /* bytes of a byte order mark: never moved, never deleted */
	struct buffer joined;      /* texts that are not one piece of the source */
	struct passage **passages; /* of each block, or NULL; NULL: of none (passage.h) */
};

static inline const struct draft_frame *frame_of(const struct draft *draft)
{
	return (const struct draft_frame *)draft;
}

/* A place on a line: the byte, and the column where a tab was taken in part. */
struct cursor {
	struct text source;
	size_t at, end; /* bytes of the source; end: of the line */
	size_t column;
	bool within_tab;
};

struct cursor cursor_at(struct text source, size_t line);
/* Columns of blanks before the next word. */
size_t cursor_indent(const struct cursor *cursor);
bool cursor_blank(const struct cursor *cursor);
/* Steps over at most so many columns of blanks. */
void cursor_skip(struct cursor *cursor, size_t columns);
/* Steps over all blanks. */
void cursor_skip_blanks(struct cursor *cursor);

/* Reads the mark of a container that starts here into it (marker, indent, width) and steps over it. */
void container_open(struct container *container, struct cursor *cursor);
/* Steps over what the container takes on this line; false where the line has not that. */
bool container_take(const struct container *container, struct cursor *cursor, bool first_line);
/* Takes the containers of the chain that ends in `container` from the start of a line, outermost first, leaving out
 * those deeper than `most`; returns how many were taken. */
size_t frame_take(const struct draft_frame *frame, size_t container, size_t most, struct cursor *cursor);

/* Number of containers in the chain. */
size_t frame_depth(const struct draft_frame *frame, size_t container);
/* The container of the chain at depth `depth` (1: outermost), FRAME_NONE for 0. */
size_t frame_at(const struct draft_frame *frame, size_t container, size_t depth);
/* How many containers, from outside, two chains share. */
size_t frame_shared(const struct draft_frame *frame, size_t a, size_t b);

/* The lines of a block's text, one after another. */
struct frame_line {
	size_t start;      /* of the line */
	size_t text_start; /* behind the prefix */
	size_t text_end;   /* before the line end; last line: before trailing blanks and marks */
	size_t next;       /* start of the next line */
};
/* The first line of the block's text. */
struct frame_line frame_first(const struct draft_frame *frame, size_t block);
/* The line behind `line`; its text_end is the line's end. The caller knows how many there are (place.lines). */
struct frame_line frame_next(const struct draft_frame *frame, size_t block, const struct frame_line *line);

#endif
