/* numbering - what a paragraph is called: §12, §12 bis, 12+1
 *
 * A block's number is the one in the last circulated version; without one, in the base itself (1, 2, 3 …). What has
 * been inserted since is "12 bis", "12 ter" …; deleted numbers stay gaps. An insertion that is not in the base yet is
 * "12+1", the second "12+2"; before §1 "0+1". On the command line "12bis" is written without a blank.
 */
#ifndef DRAFT_NUMBERING_H
#define DRAFT_NUMBERING_H

#include "draft/align.h"

struct number {
	unsigned int paragraph;
	unsigned int bis;  /* 0: none, 1: bis, 2: ter, 3: quater ... */
	unsigned int plus; /* 0: in the base; else the plus-th insertion after it that is not */
};

enum { NUMBER_TEXT = 48 };

/* Reads "12", "12bis", "12 bis", "§12 bis", "12+1", "12bis+1"; false when it is none. */
bool number_parse(struct number *out, struct text text);
/* "12", "12bis", "12+1". */
void number_format(char out[NUMBER_TEXT], struct number number);
/* "§12", "§12 bis" (NBSP between), "§12+1". */
void number_show(char out[NUMBER_TEXT], struct number number);
int number_compare(struct number a, struct number b);

struct numbering {
	struct number *numbers; /* one for each block of the draft */
	size_t count;
};

/* Numbers 1, 2, 3 … */
void numbering_plain(struct numbering *out, const struct draft *draft);
/* Numbers of `draft` from those of an earlier version and how the two align. A moved block keeps its number. */
void numbering_follow(struct numbering *out, const struct numbering *earlier, const struct align *align);
/* The block that bears a number (plus == 0); ALIGN_NONE when it is a gap or beyond. */
size_t numbering_find(const struct numbering *numbering, struct number number);
void numbering_clear(struct numbering *numbering);

#endif
