/* worddiff - which words differ between two texts
 *
 * Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), over tokens, linear space, with a bound on effort:
 * beyond it the middle is one hunk, so hostile input stays fast. Hunks are in order, neither overlap nor touch (there
 * is at least one unchanged token between two), and are shifted so that an insertion in a run of equals stands last.
 * Where only blanks differ between two equal words, there is no hunk.
 */
#ifndef TEXT_WORDDIFF_H
#define TEXT_WORDDIFF_H

#include "text/words.h"

struct worddiff_hunk {
	size_t old_start, old_end; /* tokens of the old text; start == end: pure insertion */
	size_t new_start, new_end; /* tokens of the new text */
};

struct worddiff {
	struct worddiff_hunk *hunks;
	size_t count, capacity;
};

void worddiff_run(struct worddiff *out, const struct words *old, const struct words *new);
void worddiff_clear(struct worddiff *diff);

/* For showing: the texts as runs of kept, deleted and inserted bytes, in reading order. Kept runs point into the new
 * text. Nothing that would be written is hidden: equal words whose bytes differ (an apostrophe, a no-break space) are
 * deleted and inserted too; how the lines are broken only where nothing else differs. A hunk whose sides look alike
 * (visible_alike) is flagged, so that code points can be shown where they differ. */
enum worddiff_kind { WORDDIFF_KEPT, WORDDIFF_DELETED, WORDDIFF_INSERTED };
struct worddiff_run {
	enum worddiff_kind kind;
	struct text text;
	bool alike;
	struct text other; /* the other side of one that looks alike */
};
struct worddiff_runs {
	struct worddiff_run *items;
	size_t count, capacity;
};
void worddiff_texts(struct worddiff_runs *out, struct text old, struct text new);
void worddiff_runs_clear(struct worddiff_runs *runs);

/* Adds "kept [-old-] {+new+} kept", made visible; one line. */
void worddiff_plain(struct buffer *out, struct text old, struct text new);

#endif
