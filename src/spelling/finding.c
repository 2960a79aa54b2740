#include "spelling/finding.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/language.h"

struct finding *findings_add(struct findings *findings, enum finding_kind kind, size_t start, size_t end, char *better)
{
	struct finding *finding = ARRAY_ADD(findings->items, findings->count, findings->capacity);
	*finding = (struct finding){.start = start, .end = end, .kind = kind, .better = better};
	return finding;
}

static int in_order(const void *a, const void *b)
{
	const struct finding *one = a, *two = b;
	if (one->start != two->start)
		return one->start < two->start ? -1 : 1;
	if (one->kind != two->kind)
		return one->kind < two->kind ? -1 : 1;
	return one->rule < two->rule ? -1 : one->rule > two->rule;
}

void findings_sort(struct findings *findings)
{
	bool sorted = true;
	for (size_t i = 1; i < findings->count && sorted; i++)
		sorted = in_order(&findings->items[i - 1], &findings->items[i]) <= 0;
	if (!sorted)
		qsort(findings->items, findings->count, sizeof *findings->items, in_order);
}

void findings_clear(struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		free(findings->items[i].better);
	free(findings->items);
	*findings = (struct findings){0};
}

bool finding_is_misspelling(const struct finding *finding)
{
	return finding->kind == FINDING_MISSPELT || finding->kind == FINDING_FORBIDDEN ||
	       finding->kind == FINDING_INCLUSIVE;
}

const char *finding_kind_name(enum finding_kind kind)
{
	static const char *const names[] = {
		[FINDING_MISSPELT] = "misspelt",
		[FINDING_FORBIDDEN] = "forbidden",
		[FINDING_INCLUSIVE] = "inclusive",
		[FINDING_SEPARATOR] = "separator",
		[FINDING_CAPITALS] = "capitals",
		[FINDING_ACRONYM] = "acronym",
		[FINDING_TYPOGRAPHY] = "typography",
	};
	return names[kind];
}

const char *finding_kind_label(enum finding_kind kind)
{
	static const char *const labels[] = {
		[FINDING_MISSPELT] = NULL,
		[FINDING_FORBIDDEN] = N_("not to be used"),
		[FINDING_INCLUSIVE] = N_("inclusive form that is not well made"),
		[FINDING_SEPARATOR] = N_("inclusive form with another sign than ·"),
		[FINDING_CAPITALS] = N_("capitals without their accents"),
		[FINDING_ACRONYM] = N_("unknown acronym"),
		[FINDING_TYPOGRAPHY] = N_("typography"),
	};
	return labels[kind] ? _(labels[kind]) : NULL;
}
