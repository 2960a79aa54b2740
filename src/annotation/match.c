#include "annotation/match.h"

#include "annotation/distance.h"
#include "base/array.h"
#include "base/memory.h"
#include "text/utf8.h"

/* Ends of the paragraph: points no text has (folded gives an invalid byte -2 to -257). */
enum { EDGE_START = -1000, EDGE_END = -1001 };
enum {
	CONTEXT_MOST = 2 * ANNOTATION_CONTEXT_POINTS,
	NEAR_MOST = 64,       /* candidates that are judged, the nearest of the best */
	GAPS_MOST = 12,       /* places of prefix and of suffix that are combined */
	QUOTE_MOST = 4096,    /* code points of a quote that is looked for with edits */
	WORK_MOST = 32 << 20, /* steps of looking: pattern blocks * text */
};

/* Weights of the score; calibrated with tests/unit/annotation/anchor_test.c. */
static const double weight_quote = 0.42, weight_context = 0.26, weight_place = 0.06;
/* Unlike French texts of the same length still have a third of their letters in common. */
static const double context_noise = 0.35;

struct near {
	size_t end, edits, distance;
};

/* --- Opening */

static int32_t *reverse(const int32_t *points, size_t size)
{
	int32_t *back = memory_new(size, sizeof *back);
	for (size_t i = 0; i < size; i++)
		back[i] = points[size - 1 - i];
	return back;
}

/* A context shorter than we write them ended where the paragraph did. */
static bool touches_edge(const char *context)
{
	return context && utf8_points(text_of(context)) < ANNOTATION_CONTEXT_POINTS;
}

/* Another program's context may be as long as a stranger likes; what is nearest to the quote says enough. */
static struct text last_points(struct text context)
{
	size_t points = utf8_points(context);
	return points <= CONTEXT_MOST ? context
				      : text_part(context, utf8_offset(context, points - CONTEXT_MOST), context.size);
}

static void fold_pattern(struct match_search *out, const struct quote *quote)
{
	struct buffer whole = {0};
	struct folded folded;
	buffer_add(&whole, last_points(text_of(quote->prefix)));
	size_t start = whole.size;
	buffer_add_string(&whole, quote->exact);
	size_t end = whole.size;
	struct text suffix = text_of(quote->suffix);
	buffer_add(&whole, text_part(suffix, 0, utf8_offset(suffix, CONTEXT_MOST)));
	folded_make(&folded, buffer_text(&whole));
	size_t shift = touches_edge(quote->prefix);
	out->pattern = memory_new(folded.count + 2, sizeof *out->pattern);
	out->pattern[0] = EDGE_START;
	if (folded.count)
		memcpy(out->pattern + shift, folded.points, folded.count * sizeof *out->pattern);
	out->pattern_size = folded.count + shift;
	out->quote_start = folded_find(&folded, start) + shift;
	out->quote_end = folded_find(&folded, end) + shift;
	if (touches_edge(quote->suffix))
		out->pattern[out->pattern_size++] = EDGE_END;
	while (out->quote_start < out->quote_end && out->pattern[out->quote_start] == ' ')
		out->quote_start++;
	while (out->quote_start < out->quote_end && out->pattern[out->quote_end - 1] == ' ')
		out->quote_end--;
	for (size_t at = 0, step; at < whole.size && !out->any_marks; at += step) {
		int32_t point;
		step = utf8_step(buffer_text(&whole), at, &point);
		out->any_marks = utf8_is_mark(point);
	}
	folded_clear(&folded);
	buffer_clear(&whole);
}

void match_open(struct match_search *out, const struct quote *quote, struct text text)
{
	*out = (struct match_search){.place = quote->start_points};
	fold_pattern(out, quote);
	folded_make(&out->folded, text);
	out->size = out->folded.count + 2;
	out->points = memory_new(out->size, sizeof *out->points);
	out->points[0] = EDGE_START;
	if (out->folded.count)
		memcpy(out->points + 1, out->folded.points, out->folded.count * sizeof *out->points);
	out->points[out->size - 1] = EDGE_END;
	out->points_back = reverse(out->points, out->size);
	out->pattern_back = reverse(out->pattern, out->pattern_size);
}

void match_close(struct match_search *search)
{
	free(search->pattern);
	free(search->pattern_back);
	free(search->points);
	free(search->points_back);
	folded_clear(&search->folded);
}

void matches_clear(struct matches *matches)
{
	free(matches->items);
	*matches = (struct matches){0};
}

void match_bytes(const struct match_search *search, const struct match *match, size_t *start, size_t *end)
{
	*start = search->folded.starts[match->start - 1];
	*end = search->folded.ends[match->end - 2];
}

/* --- Judging */

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t apart(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

static double closeness(size_t edits, size_t size)
{
	return edits >= size ? 0 : 1 - (double)edits / (double)size;
}

/* How well a context fits what stands at `points` (its first `size` are there), read away from the quote. */
static double judge_context(const int32_t *context, size_t context_size, const int32_t *points, size_t size)
{
	if (context_size == 0)
		return 0;
	size_t most = smaller(size, context_size + context_size / 2);
	size_t *distances = memory_new(most + 1, sizeof *distances);
	distance_run(distances, context, context_size, points, most, true);
	size_t least = context_size;
	for (size_t j = 0; j <= most; j++)
		least = smaller(least, distances[j]);
	free(distances);
	double like = closeness(least, context_size);
	return like > context_noise ? (like - context_noise) / (1 - context_noise) : 0;
}

static size_t count_edits(const struct match_search *search, size_t start, size_t end)
{
	const int32_t *quote = search->pattern + search->quote_start;
	size_t size = search->quote_end - search->quote_start;
	if (size == end - start && memcmp(quote, search->points + start, size * sizeof *quote) == 0)
		return 0;
	size_t *distances = memory_new(end - start + 1, sizeof *distances);
	distance_run(distances, quote, size, search->points + start, end - start, true);
	size_t edits = distances[end - start];
	free(distances);
	return edits;
}

/* A short context (the quote stands near an end of the paragraph) says less, but its edge says something. */
static double context_weight(size_t size)
{
	if (size == 0)
		return 0;
	double share = (double)size / ANNOTATION_CONTEXT_POINTS;
	return weight_context * (share > 1 ? 1 : share < 0.25 ? 0.25 : share);
}

static size_t place_of(const struct match_search *search, size_t at)
{
	return at == 0 || at > search->folded.count ? 0 : search->folded.places[at - 1];
}

static void judge(const struct match_search *search, struct match *match)
{
	size_t quote_size = search->quote_end - search->quote_start;
	size_t prefix_size = search->quote_start, suffix_size = search->pattern_size - search->quote_end;
	size_t longer = match->end - match->start > quote_size ? match->end - match->start : quote_size;
	double before = context_weight(prefix_size), after = context_weight(suffix_size);
	match->edits = count_edits(search, match->start, match->end);
	match->quote = closeness(match->edits, longer);
	match->prefix = judge_context(search->pattern_back + suffix_size + quote_size, prefix_size,
		search->points_back + search->size - match->start, match->start);
	match->suffix = judge_context(search->pattern + search->quote_end, suffix_size, search->points + match->end,
		search->size - match->end);
	match->distance = apart(place_of(search, match->start), search->place);
	match->score = (weight_quote * match->quote + before * match->prefix + after * match->suffix +
			       weight_place * closeness(match->distance, search->size)) /
		       (weight_quote + before + after + weight_place);
}

/* --- Finding */

static bool is_wordy(int32_t point)
{
	return point >= 0 && (utf8_is_letter(point) || utf8_is_digit(point));
}

static bool cuts_word(const int32_t *points, size_t at, size_t size)
{
	return at > 0 && at < size && is_wordy(points[at - 1]) && is_wordy(points[at]);
}

/* A quote of whole words stands on whole words: "gouvernement local" on "gouvernements locaux", not on "… loca". */
static void widen(const struct match_search *search, struct match *match)
{
	if (!cuts_word(search->pattern, search->quote_start, search->pattern_size))
		while (cuts_word(search->points, match->start, search->size))
			match->start--;
	if (!cuts_word(search->pattern, search->quote_end, search->pattern_size))
		while (cuts_word(search->points, match->end, search->size))
			match->end++;
}

static void trim(const struct match_search *search, struct match *match)
{
	while (match->start < match->end && (match->start == 0 || search->points[match->start] == ' '))
		match->start++;
	while (match->start < match->end && (match->end == search->size || search->points[match->end - 1] == ' '))
		match->end--;
}

static void add_match(struct matches *out, const struct match_search *search, size_t start, size_t end)
{
	struct match match = {.start = start, .end = end};
	trim(search, &match);
	if (match.start >= match.end)
		return;
	widen(search, &match);
	for (size_t i = 0; i < out->count; i++)
		if (out->items[i].start == match.start && out->items[i].end == match.end)
			return;
	judge(search, &match);
	*ARRAY_ADD(out->items, out->count, out->capacity) = match;
}

static int compare_near(const void *left, const void *right)
{
	const struct near *a = left, *b = right;
	if (a->edits != b->edits)
		return a->edits < b->edits ? -1 : 1;
	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

/* Where `pattern` ends in `points` with at most `edits_most` edits: local minima, best and nearest first, at most
 * `most`; yours. */
static struct near *find_near(size_t *count, const struct match_search *search, const int32_t *pattern, size_t size,
	const int32_t *points, size_t edits_most, size_t place, size_t most)
{
	size_t *distances = memory_new(search->size + 1, sizeof *distances);
	struct near *found = NULL;
	size_t capacity = 0;
	*count = 0;
	distance_run(distances, pattern, size, points, search->size, false);
	for (size_t j = 1; j <= search->size; j++) {
		bool least =
			distances[j] <= distances[j - 1] && (j == search->size || distances[j] <= distances[j + 1]);
		if (least && distances[j] <= edits_most)
			*ARRAY_ADD(found, *count, capacity) = (struct near){j, distances[j], apart(j, place)};
	}
	free(distances);
	if (*count > 1)
		qsort(found, *count, sizeof *found, compare_near);
	*count = smaller(*count, most);
	return found;
}

/* The start of the near match that ends at `end`: of those with as few edits the one most like the quote in length. */
static size_t start_of(const struct match_search *search, const struct near *near)
{
	size_t size = search->quote_end - search->quote_start;
	size_t most = smaller(near->end, size + near->edits);
	size_t *distances = memory_new(most + 1, sizeof *distances);
	const int32_t *back = search->pattern_back + (search->pattern_size - search->quote_end);
	distance_run(distances, back, size, search->points_back + search->size - near->end, most, true);
	size_t best = 0;
	for (size_t j = 0; j <= most; j++)
		if (distances[j] == near->edits && (best == 0 || apart(j, size) < apart(best, size)))
			best = j;
	free(distances);
	return near->end - best;
}

static void find_quotes(struct matches *out, const struct match_search *search)
{
	size_t count, size = search->quote_end - search->quote_start;
	struct near *found = find_near(&count, search, search->pattern + search->quote_start, size, search->points,
		size * 2 / 5, search->place + size, NEAR_MOST);
	for (size_t i = 0; i < count; i++)
		add_match(out, search, start_of(search, &found[i]), found[i].end);
	free(found);
}

/* The gap between prefix and suffix: other words may stand there now, or none at all. */
static void find_gap(struct matches *out, struct match_search *search)
{
	size_t prefix_size = search->quote_start, suffix_size = search->pattern_size - search->quote_end;
	size_t quote_size = search->quote_end - search->quote_start;
	size_t before_count, after_count, least = SIZE_MAX, start = 0, end = 0;
	if (prefix_size == 0 || suffix_size == 0)
		return;
	struct near *before = find_near(&before_count, search, search->pattern, prefix_size, search->points,
		prefix_size / 5, search->place, GAPS_MOST);
	struct near *after = find_near(&after_count, search, search->pattern_back, suffix_size, search->points_back,
		suffix_size / 5, search->size - smaller(search->size, search->place + quote_size), GAPS_MOST);
	for (size_t i = 0; i < before_count; i++)
		for (size_t j = 0; j < after_count; j++) {
			size_t a = before[i].end, b = search->size - after[j].end;
			/* The blank at both sides of what was removed is one now: the two may overlap by it. */
			if (a > b + 1 || (b > a && b - a > quote_size * 3 + 32))
				continue;
			size_t cost = (before[i].edits + after[j].edits) * 64 + apart(a, search->place + 1);
			if (cost < least) {
				least = cost;
				start = a;
				end = b;
			}
		}
	free(before);
	free(after);
	if (least == SIZE_MAX)
		return;
	struct match gap = {.start = start, .end = end};
	trim(search, &gap);
	search->removed = gap.start >= gap.end;
	if (!search->removed)
		add_match(out, search, start, end);
}

static int compare_matches(const void *left, const void *right)
{
	const struct match *a = left, *b = right;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return (a->start > b->start) - (a->start < b->start);
}

void match_find(struct matches *out, struct match_search *search)
{
	size_t size = search->quote_end - search->quote_start;
	*out = (struct matches){0};
	if (size == 0 || size > QUOTE_MOST || (size / 64 + 1) * search->size > WORK_MOST)
		return;
	find_quotes(out, search);
	find_gap(out, search);
	if (out->count > 1)
		qsort(out->items, out->count, sizeof *out->items, compare_matches);
}
