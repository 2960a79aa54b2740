/* match - the places in a text where a quote may stand, each with how well it fits
 *
 * Candidates are near matches of the quote (exact ones among them) and the gap between the places of its prefix and
 * its suffix, where other words may stand now. All are judged by the same measures, so an exact copy elsewhere has no
 * right of way (Hypothesis gives it one and jumps).
 */
#ifndef ANNOTATION_MATCH_H
#define ANNOTATION_MATCH_H

#include "annotation/annotation.h"
#include "annotation/folded.h"

/* What is looked for and where: folded, with a mark for the ends of the paragraph, which are context, too. */
struct match_search {
	int32_t *pattern; /* prefix, quote, suffix */
	size_t pattern_size, quote_start, quote_end;
	int32_t *points; /* the text; points[1] is folded.points[0] */
	size_t size;
	int32_t *pattern_back, *points_back; /* both reversed */
	struct folded folded;
	size_t place;   /* code point of the text where the quote once started */
	bool any_marks; /* the quote has combining marks: its text was not composed */
	bool removed;   /* prefix and suffix now stand side by side */
};

/* Measures are from 0 (nothing in common) to 1. */
struct match {
	size_t start, end; /* in `points` */
	size_t edits;      /* 0: the same words */
	double quote, prefix, suffix;
	size_t distance; /* code points from its former place */
	double score;
};

struct matches {
	struct match *items;
	size_t count, capacity;
};

void match_open(struct match_search *out, const struct quote *quote, struct text text);
void match_close(struct match_search *search);
/* All candidates, best score first. */
void match_find(struct matches *out, struct match_search *search);
void matches_clear(struct matches *matches);
/* The bytes of the text a candidate covers. */
void match_bytes(const struct match_search *search, const struct match *match, size_t *start, size_t *end);

#endif
