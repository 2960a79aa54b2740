#include "review/suggested.h"

#include "base/array.h"
#include "review/amendment.h"
#include "review/decision.h"

static bool is_about(const struct translation_row *row, const struct amendment *amendment)
{
	if (!row->target_count)
		return false;
	if (amendment->kind == AMEND_INSERT)
		return amendment->block == row->target + row->target_count - 1;
	for (size_t i = 0; i < row->target_count; i++)
		if (amendment_covers(amendment, row->target + i))
			return true;
	return false;
}

/* One of several with the same words is enough: the first that is another's, where none is one's own. */
static bool counts(const struct standing *standing, size_t index)
{
	const struct amendment *amendment = &standing->amendments[index];
	if (amendment->reviewer == standing->me || decision_settles(amendment->decision))
		return false;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		bool same = i != index && standing->amendments[i].same_as == amendment->same_as;
		if (same && (i < index || standing->amendments[i].reviewer == standing->me))
			return false;
	}
	return true;
}

void suggested_run(struct translation *translation, const struct review *review)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		if (!counts(standing, i))
			continue;
		for (size_t k = 0; k < translation->count; k++) {
			struct translation_row *row = &translation->rows[k];
			if (!is_about(row, &standing->amendments[i]))
				continue;
			*ARRAY_ADD(row->suggested, row->suggested_count, row->suggested_capacity) = i;
			break;
		}
	}
	for (size_t k = 0; k < translation->count; k++)
		translation->totals.suggested += translation->rows[k].suggested_count;
}

bool suggested_fits(const struct translation_row *row, const struct amendment *amendment)
{
	return amendment->kind == AMEND_REWORD && row->target_count == 1 && amendment->extent == 1 && row->source_count;
}

struct text suggested_words(const struct amendment *amendment)
{
	return amendment->collides_with_base ? buffer_text(&amendment->now) : buffer_text(&amendment->carried);
}
