#include "text/span.h"

#include <stdlib.h>

#include "base/array.h"

void spans_add(struct spans *spans, size_t start, size_t end)
{
	if (end <= start)
		return;
	struct span *span = ARRAY_ADD(spans->items, spans->count, spans->capacity);
	*span = (struct span){start, end};
}

static int by_start(const void *a, const void *b)
{
	const struct span *one = a, *two = b;
	return one->start < two->start ? -1 : one->start > two->start;
}

void spans_settle(struct spans *spans)
{
	bool sorted = true;
	if (spans->count < 2)
		return;
	for (size_t i = 1; i < spans->count && sorted; i++)
		sorted = by_start(&spans->items[i - 1], &spans->items[i]) <= 0;
	if (!sorted)
		qsort(spans->items, spans->count, sizeof *spans->items, by_start);
	size_t kept = 0;
	for (size_t i = 1; i < spans->count; i++) {
		struct span *last = &spans->items[kept];
		if (spans->items[i].start > last->end)
			spans->items[++kept] = spans->items[i];
		else if (spans->items[i].end > last->end)
			last->end = spans->items[i].end;
	}
	spans->count = kept + 1;
}

const struct span *spans_from(const struct spans *spans, size_t *from, size_t at)
{
	while (*from < spans->count && spans->items[*from].end <= at)
		(*from)++;
	return *from < spans->count ? &spans->items[*from] : NULL;
}

bool spans_hold(const struct spans *spans, size_t at)
{
	size_t low = 0, high = spans->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (spans->items[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < spans->count && spans->items[low].start <= at;
}

void spans_clear(struct spans *spans)
{
	free(spans->items);
	*spans = (struct spans){0};
}
