/* pen - writes the lines of a draft that is put together anew
 *
 * What is copied stays byte for byte; what is new gets line ends like the draft's, and the prefixes of the containers
 * it stands in. All functions add to `out`.
 */
#ifndef DRAFT_PEN_H
#define DRAFT_PEN_H

#include "draft/frame.h"

struct pen {
	const struct draft_frame *frame; /* the draft that is rewritten */
	struct buffer *out;
	size_t start;   /* of the result in `out` */
	bool careful;   /* write regular prefixes, not those of the lines that were there */
	bool elsewhere; /* writing a block away from its place: its containers are not those of the draft */
	bool *started;  /* for each container: something of it stands already */
};

/* Where the prefixes of later lines come from. */
struct framing {
	const struct draft_frame *frame;
	size_t block;     /* whose kind of indent they have; or FRAME_NONE */
	size_t container; /* that they are written for */
	bool own;         /* those of the block's own lines serve as far as they go */
};

const char *pen_newline(const struct pen *pen);
/* Ends a line that is not ended. */
void pen_end_line(struct pen *pen);
void pen_blanks(struct pen *pen, size_t count);
/* What a container and those around it take from the start of a line. An item that nothing stands in yet gets its
 * marker. */
void pen_prefix(struct pen *pen, const struct draft_frame *frame, size_t container);
/* A blank line between blocks in two containers: quotes that both are in go on. */
void pen_blank_line(struct pen *pen, size_t above, size_t below);
/* Says that something stands in this container and those around it. */
void pen_start(struct pen *pen, size_t container);
/* Words, line after line; the prefix of the first stands already. */
void pen_lines(struct pen *pen, struct text words, const struct framing *framing);
/* Bytes of a draft; line ends become those of the draft that is rewritten. */
void pen_bytes(struct pen *pen, const struct draft_frame *from, size_t start, size_t end);
/* A block from byte `start` of its frame on to its own end, with these words in place of its text. */
void pen_block(struct pen *pen, const struct draft_frame *from, size_t block, size_t start, struct text words);
/* Words with the marks of a block's kind, in another container, whose prefix stands already. */
void pen_reframed(struct pen *pen, const struct draft_frame *from, size_t block, size_t container, struct text words);

#endif
