#include "text/myers.h"

#include <stdlib.h>

#include "base/memory.h"

/* Steps of one comparison, some 20 ms: enough for about 2,000 changed words, as the steps grow with their square. */
static const size_t effort_limit = (size_t)1 << 21;

struct search {
	const struct myers_run *old, *new;
	ptrdiff_t *forward, *backward; /* furthest place on the old side, by diagonal; [0] is the middle one */
	size_t effort;
};

struct box {
	size_t old_start, old_end, new_start, new_end;
};

struct snake {
	size_t old_start, new_start, size;
};

enum { UNREACHED = -1 };

/* One more step, to diagonal k: how far along the old side one gets, staying inside n by m. */
static ptrdiff_t reach(const ptrdiff_t *row, ptrdiff_t k, ptrdiff_t n, ptrdiff_t m)
{
	ptrdiff_t down = row[k + 1], right = row[k - 1];
	ptrdiff_t best = UNREACHED;
	if (down != UNREACHED && down - k <= m)
		best = down;
	if (right != UNREACHED && right + 1 <= n && right + 1 > best)
		best = right + 1;
	return best;
}

/* The diagonals that d steps can be on: -d, -d + 2 … d, as far as they cross the box. */
static ptrdiff_t lowest(ptrdiff_t d, ptrdiff_t m)
{
	return d <= m ? -d : -m + ((d - m) & 1);
}

static ptrdiff_t highest(ptrdiff_t d, ptrdiff_t n)
{
	return d <= n ? d : n - ((d - n) & 1);
}

static inline bool equal(const struct search *search, const struct box *box, ptrdiff_t x, ptrdiff_t y, bool back)
{
	size_t old = back ? box->old_end - 1 - (size_t)x : box->old_start + (size_t)x;
	size_t new = back ? box->new_end - 1 - (size_t)y : box->new_start + (size_t)y;
	return search->old->numbers[old] == search->new->numbers[new];
}

/* All paths of d steps from one corner; true when one meets those from the other, with the snake it ends in. */
static bool extend(struct search *search, const struct box *box, ptrdiff_t d, bool back, struct snake *snake)
{
	ptrdiff_t n = (ptrdiff_t)(box->old_end - box->old_start), m = (ptrdiff_t)(box->new_end - box->new_start);
	ptrdiff_t *row = back ? search->backward : search->forward;
	const ptrdiff_t *other = back ? search->forward : search->backward;
	ptrdiff_t delta = n - m, met = back ? d : d - 1;
	bool may_meet = (delta & 1) == !back;
	row[d <= n ? d + 1 : n + 1] = UNREACHED;
	row[d <= m ? -d - 1 : -m - 1] = UNREACHED;
	for (ptrdiff_t k = lowest(d, m); k <= highest(d, n); k += 2) {
		ptrdiff_t x = d == 0 ? 0 : reach(row, k, n, m);
		ptrdiff_t start = x;
		if (x != UNREACHED) {
			while (x < n && x - k < m && equal(search, box, x, x - k, back))
				x++;
		}
		row[k] = x;
		search->effort += (size_t)(x - start) + 1;
		/* The same diagonal as seen from the other corner: only what it reached in its last round counts. */
		ptrdiff_t facing = delta - k;
		if (x == UNREACHED || !may_meet || facing < lowest(met, m) || facing > highest(met, n))
			continue;
		if (other[facing] == UNREACHED || x + other[facing] < n)
			continue;
		snake->size = (size_t)(x - start);
		snake->old_start = back ? box->old_end - (size_t)x : box->old_start + (size_t)start;
		snake->new_start = back ? box->new_end - (size_t)(x - k) : box->new_start + (size_t)(start - k);
		return true;
	}
	return false;
}

/* A run of equals in the middle of a shortest way through the box; false when that takes too much effort. */
static bool middle_snake(struct search *search, const struct box *box, struct snake *snake)
{
	for (ptrdiff_t d = 0; search->effort < effort_limit; d++) {
		if (extend(search, box, d, false, snake) || extend(search, box, d, true, snake))
			return true;
	}
	return false;
}

static void trim(const struct search *search, struct box *box)
{
	const uint32_t *old = search->old->numbers, *new = search->new->numbers;
	while (box->old_start < box->old_end && box->new_start < box->new_end &&
		old[box->old_start] == new[box->new_start]) {
		box->old_start++;
		box->new_start++;
	}
	while (box->old_start < box->old_end && box->new_start < box->new_end &&
		old[box->old_end - 1] == new[box->new_end - 1]) {
		box->old_end--;
		box->new_end--;
	}
}

static void mark(const struct myers_run *run, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		run->changed[i] = true;
}

/* Each half has at most half the differences, so the depth is a logarithm. */
static void compare(struct search *search, struct box box)
{
	struct snake snake;
	trim(search, &box);
	if (box.old_start == box.old_end || box.new_start == box.new_end || !middle_snake(search, &box, &snake)) {
		mark(search->old, box.old_start, box.old_end);
		mark(search->new, box.new_start, box.new_end);
		return;
	}
	size_t old_behind = snake.old_start + snake.size, new_behind = snake.new_start + snake.size;
	compare(search, (struct box){box.old_start, snake.old_start, box.new_start, snake.new_start});
	compare(search, (struct box){old_behind, box.old_end, new_behind, box.new_end});
}

void myers_compare(const struct myers_run *old, const struct myers_run *new)
{
	/* A diagonal runs from -new to old, with one beyond either end. */
	size_t diagonals = old->count + new->count + 3;
	ptrdiff_t *rows = memory_resize(NULL, diagonals * 2, sizeof *rows);
	ptrdiff_t *middle = rows + new->count + 1;
	struct search search = {old, new, middle, middle + diagonals, 0};
	compare(&search, (struct box){0, old->count, 0, new->count});
	free(rows);
}
