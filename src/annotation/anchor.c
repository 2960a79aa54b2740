#include "annotation/anchor.h"

#include "annotation/match.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/utf8.h"

/* A paragraph beyond this is nobody's prose: it is only asked whether the quote stands where it stood. */
enum { TEXT_MOST = 1024 * 1024 };

/* Calibrated with tests/unit/annotation/anchor_test.c. */
static const double sure_score = 0.72, sure_margin = 0.12, sure_quote = 0.55, guess_score = 0.60;
/* So long a quote does not stand twice in a paragraph by chance. */
enum { TELLING_POINTS = 40 };

const char *placement_name(enum placement placement)
{
	static const char *const names[] = {"exact", "moved", "uncertain", "lost"};
	return names[placement];
}

static bool stands_at(struct text text, size_t at, const char *string)
{
	struct text wanted = text_of(string);
	return at <= text.size && text_equal(text_part(text, at, at + wanted.size), wanted);
}

/* The usual case, before any folding: quote and context stand byte for byte where they stood. */
static bool stands_still(size_t *start, size_t *end, const struct quote *quote, struct text text)
{
	size_t at = utf8_offset(text, quote->start_points);
	size_t before = quote->prefix ? strlen(quote->prefix) : 0;
	size_t after = at + strlen(quote->exact);
	if (!stands_at(text, at, quote->exact) || at < before || !stands_at(text, at - before, quote->prefix) ||
		!stands_at(text, after, quote->suffix))
		return false;
	*start = at;
	*end = after;
	return true;
}

/* How far typography alone can have pushed a place: the blanks beside ; : ! ? « », what folding took out before it,
 * and marks where the quote was not composed. */
static size_t typographic_drift(const struct match_search *search, const struct match *match)
{
	size_t drift = search->folded.places[match->start - 1] - (match->start - 1);
	for (size_t i = 1; i < match->start; i++) {
		int32_t point = search->points[i];
		bool spaced =
			point == ';' || point == ':' || point == '!' || point == '?' || point == 0xab || point == 0xbb;
		drift += spaced || (search->any_marks && point >= 0xc0);
	}
	return drift;
}

static bool overlap(const struct match *a, const struct match *b)
{
	return a->start < b->end && b->start < a->end;
}

static const struct match *find_rival(const struct matches *matches)
{
	for (size_t i = 1; i < matches->count; i++)
		if (!overlap(&matches->items[i], &matches->items[0]))
			return &matches->items[i];
	return NULL;
}

static bool in_place(const struct match_search *search, const struct match *match)
{
	return match->distance <= typographic_drift(search, match);
}

/* Of two equal passages with equal surroundings the one that stayed where it was is meant. */
static bool outstays(const struct match_search *search, const struct match *best, const struct match *rival)
{
	bool whole = best->edits == 0 && best->prefix >= 1 - 1e-9 && best->suffix >= 1 - 1e-9;
	return whole && in_place(search, best) && !in_place(search, rival);
}

static enum placement classify(const struct match_search *search, const struct matches *matches)
{
	if (matches->count == 0)
		return PLACED_LOST;
	const struct match *best = &matches->items[0], *rival = find_rival(matches);
	/* Prefix and suffix have closed over the place: what merely resembles the quote nearby is not it. */
	if (search->removed && best->edits > 0)
		return PLACED_LOST;
	bool alone = !rival || best->score - rival->score >= sure_margin || outstays(search, best, rival);
	if (best->score >= sure_score && alone && best->quote >= sure_quote)
		return best->edits == 0 && in_place(search, best) ? PLACED_EXACT : PLACED_MOVED;
	if (best->score >= guess_score)
		return PLACED_UNCERTAIN;
	bool telling = best->edits == 0 && best->end - best->start >= TELLING_POINTS && (!rival || rival->edits > 0);
	return telling ? PLACED_UNCERTAIN : PLACED_LOST;
}

enum placement anchor_find(size_t *start, size_t *end, const struct quote *quote, struct text text)
{
	*start = 0;
	*end = text.size;
	if (!quote->exact || !quote->exact[0] || stands_still(start, end, quote, text))
		return PLACED_EXACT;
	if (text.size > TEXT_MOST)
		return PLACED_UNCERTAIN;
	struct match_search search;
	struct matches matches;
	match_open(&search, quote, text);
	match_find(&matches, &search);
	enum placement placement = classify(&search, &matches);
	if (placement == PLACED_LOST)
		*start = *end = 0;
	else
		match_bytes(&search, &matches.items[0], start, end);
	matches_clear(&matches);
	match_close(&search);
	return placement;
}

void anchor_quote(struct quote *out, struct text text, size_t start, size_t end)
{
	*out = (struct quote){0};
	if (end > text.size)
		end = text.size;
	if (start >= end)
		return;
	size_t before = start, after = end;
	int32_t point;
	for (int i = 0; i < ANNOTATION_CONTEXT_POINTS && before > 0; i++)
		before = utf8_back(text, before);
	for (int i = 0; i < ANNOTATION_CONTEXT_POINTS && after < text.size; i++)
		after += utf8_step(text, after, &point);
	out->exact = text_take(text_part(text, start, end));
	out->prefix = text_take(text_part(text, before, start));
	out->suffix = text_take(text_part(text, end, after));
	out->start_points = utf8_points(text_part(text, 0, start));
	out->end_points = out->start_points + utf8_points(text_part(text, start, end));
}

/* The first place from `from` on where all of `words` stands, or SIZE_MAX. */
static size_t find_points(const struct folded *text, const struct folded *words, size_t from)
{
	size_t size = words->count * sizeof *words->points;
	while (from + words->count <= text->count) {
		const char *first = (const char *)(text->points + from);
		const char *found = memmem(first, (text->count - from) * sizeof *text->points, words->points, size);
		if (!found)
			break;
		size_t bytes = (size_t)(found - first);
		if (bytes % sizeof *text->points == 0)
			return from + bytes / sizeof *text->points;
		/* Between two code points: on from the next whole one. */
		from += bytes / sizeof *text->points + 1;
	}
	return SIZE_MAX;
}

const struct fault *anchor_search(size_t *start, size_t *end, struct text text, struct text words)
{
	struct folded folded, wanted;
	size_t count = 0;
	*start = *end = 0;
	folded_make(&folded, text);
	folded_make(&wanted, words);
	for (size_t at = 0; wanted.count > 0 && (at = find_points(&folded, &wanted, at)) != SIZE_MAX;) {
		if (count++ == 0) {
			*start = folded.starts[at];
			*end = folded.ends[at + wanted.count - 1];
		}
		at += wanted.count;
	}
	folded_clear(&folded);
	folded_clear(&wanted);
	if (count == 0)
		return fault_new(FAULT_MISSING, _("These words do not stand in the paragraph."));
	if (count > 1)
		return fault_new(FAULT_CONFLICT,
			_("These words stand %zu times in the paragraph; quote more of them, so that it is clear which "
			  "are meant."),
			count);
	return NULL;
}
