/* draft - a text under review, cut into numbered blocks (CommonMark by cmark)
 *
 * Numbered are all leaf blocks: paragraph, heading, code, HTML, thematic break, empty item, a run of link definitions;
 * lists, items and quotes are frame. Every byte of the source belongs to exactly one block: its text, or frame
 * (markers,
 * "> ", indents, heading marks, fences, underlines, blank lines). The frame before a block's text is owned by it; what
 * follows the last block is owned by the last. For every i: blocks[i].whole_end == blocks[i + 1].whole_start,
 * blocks[0].whole_start == 0, the last whole_end == source.size.
 *
 * The text of a block is its source without container prefix, heading marks or underline, lines joined by one LF:
 * `text` points into the source where it is one piece, else into memory of the draft. Code keeps its fences in the text
 * (they are its lines), HTML too. cmark's ends are not to be trusted (setext headings, breaks and lists report column
 * 0): a block ends at its last non-blank line. Any bytes can be read: invalid UTF-8, NUL, CRLF, a byte order mark
 * (frame of block 1) all stay where they are; cmark sees a copy of the same length with harmless bytes in their place.
 *
 * A draft never changes; an edit makes a new one (rewrite.h).
 */
#ifndef DRAFT_DRAFT_H
#define DRAFT_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum { DRAFT_LIMIT = 16 * 1024 * 1024, DRAFT_BLOCK_LIMIT = 256 * 1024 };

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_CODE,
	BLOCK_HTML,
	BLOCK_BREAK,
	BLOCK_EMPTY_ITEM,
	BLOCK_DEFINITIONS,
};

struct block {
	enum block_kind kind;
	int level;          /* heading: 1-6 */
	int list_depth;     /* how many lists it is in */
	int quote_depth;    /* how many block quotes it is in */
	bool item_start;    /* the first block of a list item: it carries the marker */
	struct text marker; /* "-", "*", "3." where item_start; else empty */
	size_t whole_start; /* bytes of the source: frame and text */
	size_t text_start;  /* first byte of the text */
	size_t text_end;    /* behind the last byte of the text (inner prefixes lie between) */
	size_t whole_end;   /* the next block's whole_start */
	struct text text;   /* as above; borrowed from the draft */
	uint64_t words;     /* words_hash of the text */
};

struct draft {
	struct text source; /* the draft's own copy */
	struct block *blocks;
	size_t count;
	bool crlf; /* lines end in CR LF: new lines will, too */
};

/* FAULT_MALFORMED above DRAFT_LIMIT. An empty or blank source has no blocks. */
const struct fault *draft_read(struct draft **out, struct text source) MUST_CHECK;
/* The same, faster where it has blocks of a draft that is known. */
const struct fault *draft_read_like(struct draft **out, struct text source, const struct draft *like) MUST_CHECK;
/* The same without a copy: the draft takes the bytes over, and the buffer is empty afterwards, whatever comes of it. */
const struct fault *draft_take(struct draft **out, struct buffer *source, const struct draft *like) MUST_CHECK;
/* Reads only so much that at least `size` bytes are covered and ends between two blocks at a blank line: for a first
 * frame of a large draft. *whole tells whether that was all. Blocks are the same as in the whole draft but for link
 * definitions used before they are defined. */
const struct fault *draft_read_start(struct draft **out, struct text source, size_t size, bool *whole) MUST_CHECK;
void draft_free(struct draft *draft);
/* Frees it, but for its source, which is yours. */
struct buffer draft_give(struct draft *draft) MUST_CHECK;

/* Whether the kind can be initialled and is spellchecked: not a break, an empty item or link definitions. */
bool block_counts(const struct block *block);
const char *block_kind_name(enum block_kind kind); /* "paragraph", "heading", ... for --json */

/* Outline: the heading a block stands under (nearest before it, or itself); the count when there is none. */
size_t draft_heading_of(const struct draft *draft, size_t block);

#endif
