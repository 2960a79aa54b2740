#include "draft/pairing.h"

#include <math.h>

#include "base/array.h"
#include "draft/cognates.h"
#include "draft/sequence.h"
#include "text/utf8.h"

/* Costs in hundredths of a natural logarithm, as in Gale and Church: -100 log of how probable it is. Whole paragraphs
 * come and go in drafts more often than sentences do (450 there), and are less often split or joined (230). Measured on
 * the manuals of the test: stems weigh more than lengths do. */
enum {
	COST_ALONE = 200,
	COST_DOUBLE = 320,
	COST_KIND = 500,
	COST_LEVEL = 250,
	COST_DEPTH = 150,
	COST_ITEM = 100,
	COST_LENGTH_MOST = 700,
	GAIN_SHARE = 2500, /* all stems shared; translations share a quarter to a half */
	BAND = 60,         /* how far off the diagonal a pair is looked for, and as much more as the lengths differ */
	CELLS_MOST = 12 * 1000 * 1000,
	SHARE_MOVED = 220, /* of 1000: what is paired though it stands elsewhere */
};

/* Moves of the way through both texts. */
enum bead { BEAD_NONE, BEAD_ONE, BEAD_SOURCE, BEAD_TARGET, BEAD_JOIN, BEAD_SPLIT };
static const size_t source_steps[] = {0, 1, 1, 0, 2, 1}, target_steps[] = {0, 1, 0, 1, 1, 2};

struct matcher {
	const struct draft *source, *target;
	struct stems *source_stems, *target_stems;
	size_t *source_points, *target_points; /* of each block */
	double ratio;                          /* characters of the translation for one of the source */
	bool *source_taken, *target_taken;
	struct pairing *out;
};

static size_t *points_of(size_t *sum, const struct draft *draft)
{
	size_t *points = memory_new(draft->count, sizeof *points);
	*sum = 0;
	for (size_t i = 0; i < draft->count; i++) {
		points[i] = utf8_points(draft->blocks[i].text);
		*sum += points[i];
	}
	return points;
}

static void matcher_open(struct matcher *m, const struct draft *source, const struct draft *target)
{
	size_t a, b;
	*m = (struct matcher){.source = source, .target = target, .out = m->out};
	m->source_points = points_of(&a, source);
	m->target_points = points_of(&b, target);
	m->ratio = a && b ? (double)b / (double)a : 1;
	m->ratio = m->ratio < 0.5 ? 0.5 : m->ratio > 2 ? 2 : m->ratio;
	m->source_taken = memory_new(source->count, sizeof *m->source_taken);
	m->target_taken = memory_new(target->count, sizeof *m->target_taken);
	cognates_read(&m->source_stems, &m->target_stems, source, target);
}

static void matcher_close(struct matcher *m)
{
	free(m->source_points);
	free(m->target_points);
	free(m->source_taken);
	free(m->target_taken);
	cognates_free(m->source_stems, m->source->count);
	cognates_free(m->target_stems, m->target->count);
}

static int difference(int a, int b)
{
	return a < b ? b - a : a - b;
}

/* What two blocks that differ in structure cost. */
static double structure_cost(const struct block *a, const struct block *b)
{
	double cost = COST_DEPTH *
		      (double)(difference(a->list_depth, b->list_depth) + difference(a->quote_depth, b->quote_depth));
	if (a->kind != b->kind)
		cost += COST_KIND;
	else if (a->kind == BLOCK_HEADING)
		cost += COST_LEVEL * (double)difference(a->level, b->level);
	if (a->item_start != b->item_start)
		cost += COST_ITEM;
	return cost;
}

/* How improbable these lengths are for one text in two languages: the variance grows with the length (6.8 a character,
 * as measured by Gale and Church). */
static double length_cost(const struct matcher *m, double source, double target)
{
	double mean = (source + target / m->ratio) / 2;
	if (mean < 1)
		return 0;
	double delta = fabs(target - source * m->ratio) / sqrt(mean * 6.8);
	double probability = erfc(delta / sqrt(2));
	double cost = probability > 1e-9 ? -100 * log(probability) : COST_LENGTH_MOST;
	return cost < COST_LENGTH_MOST ? cost : COST_LENGTH_MOST;
}

static double pair_cost(const struct matcher *m, size_t s, size_t s_count, size_t t, size_t t_count)
{
	double source = 0, target = 0, cost = structure_cost(&m->source->blocks[s], &m->target->blocks[t]);
	for (size_t i = 0; i < s_count; i++)
		source += (double)m->source_points[s + i];
	for (size_t i = 0; i < t_count; i++)
		target += (double)m->target_points[t + i];
	unsigned int share = cognates_share(&m->source_stems[s], s_count, &m->target_stems[t], t_count);
	cost += length_cost(m, source, target) - GAIN_SHARE * (double)share / COGNATES_ALL;
	return cost + (s_count + t_count > 2 ? COST_DOUBLE : 0);
}

/* Two that may be one in the other language: plain text of one kind, next to each other. */
static bool may_join(const struct draft *draft, size_t first, size_t second)
{
	const struct block *a = &draft->blocks[first], *b = &draft->blocks[second];
	return second == first + 1 && a->kind == BLOCK_PARAGRAPH && b->kind == BLOCK_PARAGRAPH &&
	       a->list_depth == b->list_depth && a->quote_depth == b->quote_depth;
}

/* The blocks that are still free between two places. */
static size_t *free_blocks(size_t *count, const bool *taken, size_t start, size_t end)
{
	size_t *list = memory_new(end - start, sizeof *list);
	*count = 0;
	for (size_t i = start; i < end; i++)
		if (!taken[i])
			list[(*count)++] = i;
	return list;
}

/* The table of one stretch: for each place (i, j) within the band the cheapest way to it. */
struct stretch {
	const size_t *source, *target; /* blocks */
	size_t source_count, target_count;
	size_t width;       /* of a row: places j from first_of(i) on */
	double *costs;      /* of three rows: i - 2, i - 1, i */
	unsigned char *how; /* of all */
};

static size_t first_of(const struct stretch *stretch, size_t i)
{
	size_t middle = stretch->source_count ? i * stretch->target_count / stretch->source_count : 0;
	size_t half = stretch->width / 2;
	size_t first = middle > half ? middle - half : 0;
	size_t places = stretch->target_count + 1;
	return first + stretch->width > places ? places - stretch->width : first;
}

static double *cost_at(const struct stretch *stretch, size_t i, size_t j)
{
	size_t first = first_of(stretch, i);
	if (j < first || j >= first + stretch->width)
		return NULL;
	return &stretch->costs[(i % 3) * stretch->width + j - first];
}

static unsigned char *how_at(const struct stretch *stretch, size_t i, size_t j)
{
	return &stretch->how[i * stretch->width + j - first_of(stretch, i)];
}

/* What the bead that ends at (i, j) costs; infinity where it cannot be. */
static double bead_cost(const struct matcher *m, const struct stretch *stretch, enum bead bead, size_t i, size_t j)
{
	const size_t *s = &stretch->source[i - source_steps[bead]], *t = &stretch->target[j - target_steps[bead]];
	switch (bead) {
	case BEAD_ONE:
		return pair_cost(m, *s, 1, *t, 1);
	case BEAD_JOIN:
		return may_join(m->source, s[0], s[1]) ? pair_cost(m, *s, 2, *t, 1) : INFINITY;
	case BEAD_SPLIT:
		return may_join(m->target, t[0], t[1]) ? pair_cost(m, *s, 1, *t, 2) : INFINITY;
	default:
		return COST_ALONE;
	}
}

static void fill_place(const struct matcher *m, const struct stretch *stretch, size_t i, size_t j)
{
	double least = i || j ? INFINITY : 0;
	unsigned char how = BEAD_NONE;
	for (enum bead bead = BEAD_ONE; bead <= BEAD_SPLIT; bead++) {
		if (i < source_steps[bead] || j < target_steps[bead])
			continue;
		const double *before = cost_at(stretch, i - source_steps[bead], j - target_steps[bead]);
		if (!before || *before >= least + GAIN_SHARE)
			continue;
		double cost = *before + bead_cost(m, stretch, bead, i, j);
		if (cost < least) {
			least = cost;
			how = (unsigned char)bead;
		}
	}
	*cost_at(stretch, i, j) = least;
	*how_at(stretch, i, j) = how;
}

static void take(struct matcher *m, struct pair pair)
{
	struct pair *item = ARRAY_ADD(m->out->items, m->out->count, m->out->capacity);
	*item = pair;
	for (size_t i = 0; i < pair.source_count; i++)
		m->source_taken[pair.source + i] = true;
	for (size_t i = 0; i < pair.target_count; i++)
		m->target_taken[pair.target + i] = true;
}

/* From the end back: the pairs of the cheapest way. What stands alone stays free. */
static void walk_back(struct matcher *m, const struct stretch *stretch)
{
	size_t i = stretch->source_count, j = stretch->target_count;
	while (i || j) {
		enum bead bead = *how_at(stretch, i, j);
		if (bead == BEAD_NONE)
			return; /* out of the band: what is left stays free */
		i -= source_steps[bead];
		j -= target_steps[bead];
		if (source_steps[bead] && target_steps[bead])
			take(m, (struct pair){.source = stretch->source[i],
					.source_count = source_steps[bead],
					.target = stretch->target[j],
					.target_count = target_steps[bead]});
	}
}

/* Pairs what is free between two places of each side. */
static void pair_stretch(struct matcher *m, size_t s_start, size_t s_end, size_t t_start, size_t t_end)
{
	struct stretch stretch = {0};
	size_t *source = free_blocks(&stretch.source_count, m->source_taken, s_start, s_end);
	size_t *target = free_blocks(&stretch.target_count, m->target_taken, t_start, t_end);
	size_t s = stretch.source_count, t = stretch.target_count;
	stretch.source = source;
	stretch.target = target;
	stretch.width = 2 * (BAND + (s > t ? s - t : t - s));
	if (stretch.width > CELLS_MOST / (s + 1))
		stretch.width = CELLS_MOST / (s + 1);
	if (stretch.width > t + 1)
		stretch.width = t + 1;
	if (s && t && stretch.width > 1) {
		stretch.costs = memory_new(3 * stretch.width, sizeof *stretch.costs);
		stretch.how = memory_new((s + 1) * stretch.width, sizeof *stretch.how);
		for (size_t i = 0; i <= s; i++)
			for (size_t j = first_of(&stretch, i), n = 0; n < stretch.width; j++, n++)
				fill_place(m, &stretch, i, j);
		walk_back(m, &stretch);
	}
	free(stretch.costs);
	free(stretch.how);
	free(source);
	free(target);
}

/* Takes the given pairs that can be; how many. */
static size_t take_fixed(struct matcher *m, const struct pair *fixed, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct pair pair = fixed[i];
		bool fits = (pair.source_count || pair.target_count) && pair.source_count <= m->source->count &&
			    pair.target_count <= m->target->count &&
			    pair.source <= m->source->count - pair.source_count &&
			    pair.target <= m->target->count - pair.target_count;
		for (size_t k = 0; fits && k < pair.source_count; k++)
			fits = !m->source_taken[pair.source + k];
		for (size_t k = 0; fits && k < pair.target_count; k++)
			fits = !m->target_taken[pair.target + k];
		pair.fixed = true;
		if (fits)
			take(m, pair);
	}
	return m->out->count;
}

static int by_source(const void *one, const void *two)
{
	const struct pair *a = one, *b = two;
	return (a->source > b->source) - (a->source < b->source);
}

/* Of the pairs in the order of the source, those whose translations are in order, too: keep[] gets `count` flags. */
static void in_order(bool *keep, const struct pair *pairs, size_t count)
{
	size_t *to = memory_new(count, sizeof *to), *weight = memory_new(count, sizeof *weight);
	for (size_t i = 0; i < count; i++) {
		to[i] = pairs[i].target;
		weight[i] = 1;
	}
	sequence_rising(keep, to, weight, count);
	free(to);
	free(weight);
}

/* The two-sided pairs given, in the order of the source. */
static struct pair *two_sided(size_t *count, const struct pairing *pairing, size_t fixed)
{
	struct pair *list = memory_new(fixed, sizeof *list);
	*count = 0;
	for (size_t i = 0; i < fixed; i++)
		if (pairing->items[i].source_count && pairing->items[i].target_count)
			list[(*count)++] = pairing->items[i];
	if (*count)
		qsort(list, *count, sizeof *list, by_source);
	return list;
}

/* The stretches between the given pairs that are in order on both sides. */
static void pair_stretches(struct matcher *m, size_t fixed)
{
	size_t count, source = 0, target = 0;
	struct pair *anchors = two_sided(&count, m->out, fixed);
	bool *keep = memory_new(count, sizeof *keep);
	in_order(keep, anchors, count);
	for (size_t i = 0; i < count; i++) {
		if (!keep[i])
			continue;
		pair_stretch(m, source, anchors[i].source, target, anchors[i].target);
		source = anchors[i].source + anchors[i].source_count;
		target = anchors[i].target + anchors[i].target_count;
	}
	pair_stretch(m, source, m->source->count, target, m->target->count);
	free(keep);
	free(anchors);
}

struct candidate {
	size_t source, target;
	unsigned int share;
};

static int by_share(const void *one, const void *two)
{
	const struct candidate *a = one, *b = two;
	if (a->share != b->share)
		return a->share < b->share ? 1 : -1;
	return (a->source > b->source) - (a->source < b->source);
}

/* What is left on both sides and shares much has been moved. */
static void pair_moved(struct matcher *m)
{
	size_t s_count, t_count, count = 0, capacity = 0;
	struct candidate *list = NULL;
	size_t *source = free_blocks(&s_count, m->source_taken, 0, m->source->count);
	size_t *target = free_blocks(&t_count, m->target_taken, 0, m->target->count);
	if (t_count && s_count > CELLS_MOST / t_count)
		s_count = 0;
	for (size_t i = 0; i < s_count; i++)
		for (size_t k = 0; k < t_count; k++) {
			size_t s = source[i], t = target[k];
			unsigned int share = cognates_share(&m->source_stems[s], 1, &m->target_stems[t], 1);
			if (share >= SHARE_MOVED && pair_cost(m, s, 1, t, 1) < COST_ALONE)
				*ARRAY_ADD(list, count, capacity) = (struct candidate){s, t, share};
		}
	if (count)
		qsort(list, count, sizeof *list, by_share);
	for (size_t i = 0; i < count; i++)
		if (!m->source_taken[list[i].source] && !m->target_taken[list[i].target])
			take(m, (struct pair){list[i].source, 1, list[i].target, 1, false, false});
	free(list);
	free(source);
	free(target);
}

static void add_single(struct pairing *sorted, const struct pairing *found, const size_t *of_target, size_t from)
{
	for (size_t t = from; of_target[t] != (size_t)-1; t++) {
		const struct pair *pair = &found->items[of_target[t]];
		if (pair->source_count)
			return;
		if (pair->target == t)
			*ARRAY_ADD(sorted->items, sorted->count, sorted->capacity) = *pair;
	}
}

/* In the order of the source; what has no source behind its predecessor in the translation. */
static void put_in_order(struct matcher *m)
{
	struct pairing *found = m->out, sorted = {0};
	size_t *of_source = memory_new(m->source->count + 1, sizeof *of_source);
	size_t *of_target = memory_new(m->target->count + 1, sizeof *of_target);
	of_target[m->target->count] = (size_t)-1;
	for (size_t i = 0; i < found->count; i++) {
		const struct pair *pair = &found->items[i];
		for (size_t k = 0; k < pair->source_count; k++)
			of_source[pair->source + k] = i;
		for (size_t k = 0; k < pair->target_count; k++)
			of_target[pair->target + k] = i;
	}
	add_single(&sorted, found, of_target, 0);
	for (size_t s = 0; s < m->source->count; s++) {
		const struct pair *pair = &found->items[of_source[s]];
		if (pair->source != s)
			continue;
		*ARRAY_ADD(sorted.items, sorted.count, sorted.capacity) = *pair;
		if (pair->target_count)
			add_single(&sorted, found, of_target, pair->target + pair->target_count);
	}
	free(of_source);
	free(of_target);
	free(found->items);
	*found = sorted;
}

static void mark_moved(struct pairing *pairing)
{
	size_t count;
	struct pair *pairs = two_sided(&count, pairing, pairing->count);
	bool *keep = memory_new(count, sizeof *keep);
	in_order(keep, pairs, count);
	for (size_t i = 0, k = 0; i < pairing->count; i++)
		if (pairing->items[i].source_count && pairing->items[i].target_count)
			pairing->items[i].moved = !keep[k++];
	free(keep);
	free(pairs);
}

void pairing_run(struct pairing *out, const struct draft *source, const struct draft *target, const struct pair *fixed,
	size_t count)
{
	struct matcher m = {.out = out};
	*out = (struct pairing){0};
	matcher_open(&m, source, target);
	pair_stretches(&m, take_fixed(&m, fixed, count));
	pair_moved(&m);
	for (size_t i = 0; i < source->count; i++)
		if (!m.source_taken[i])
			take(&m, (struct pair){.source = i, .source_count = 1});
	for (size_t i = 0; i < target->count; i++)
		if (!m.target_taken[i])
			take(&m, (struct pair){.target = i, .target_count = 1});
	put_in_order(&m);
	mark_moved(out);
	matcher_close(&m);
}

void pairing_clear(struct pairing *pairing)
{
	free(pairing->items);
	*pairing = (struct pairing){0};
}
