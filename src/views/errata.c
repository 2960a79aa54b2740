#include "views/errata.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"

enum { WAITING_MOST = 32 };

void errata_open(struct errata *errata, struct review *review, struct speller *speller)
{
	*errata = (struct errata){.review = review, .speller = speller};
}

void errata_close(struct errata *errata)
{
	free(errata->texts);
	free(errata->counted);
	*errata = (struct errata){0};
}

void errata_drop(struct errata *errata)
{
	errata->blocks = errata->swept = errata->settled = 0;
}

/* One's own words in the place of the base's. */
static void add_mine(struct errata *errata)
{
	const struct standing *standing = errata->review->standing;
	for (size_t i = 0; i < standing->amendment_count && standing->me != STANDING_NONE; i++) {
		const struct amendment *mine = &standing->amendments[i];
		if (mine->reviewer != standing->me || mine->block >= errata->blocks)
			continue;
		if (mine->kind == AMEND_DELETE)
			errata->texts[mine->block] = (struct text){"", 0};
		else if (mine->kind == AMEND_REWORD && mine->extent == 1)
			errata->texts[mine->block] =
				buffer_text(mine->collides_with_base ? &mine->now : &mine->carried);
	}
}

void errata_reload(struct errata *errata)
{
	const struct draft *draft = errata->review->draft;
	free(errata->texts);
	free(errata->counted);
	errata->blocks = draft->count;
	errata->texts = memory_new(draft->count, sizeof *errata->texts);
	errata->counted = memory_new(draft->count, sizeof *errata->counted);
	for (size_t i = 0; i < draft->count; i++)
		if (block_counts(&draft->blocks[i]))
			errata->texts[i] = draft->blocks[i].text;
	add_mine(errata);
	errata_recount(errata);
}

void errata_recount(struct errata *errata)
{
	if (errata->blocks)
		memset(errata->counted, 0, errata->blocks * sizeof *errata->counted);
	errata->swept = errata->settled = errata->misspelt = 0;
}

static const struct findings *findings_of(struct errata *errata, size_t block)
{
	static const struct findings nothing;
	return errata->texts[block].size ? speller_look(errata->speller, errata->texts[block]) : &nothing;
}

static void count_block(struct errata *errata, size_t block)
{
	const struct findings *findings = findings_of(errata, block);
	if (!findings)
		return;
	for (size_t i = 0; i < findings->count; i++)
		errata->misspelt += speller_counts(errata->speller, errata->texts[block], &findings->items[i]);
	errata->counted[block] = true;
}

bool errata_sweep(struct errata *errata)
{
	size_t from = errata->settled;
	if (speller_trouble(errata->speller))
		return false;
	while (errata->swept < errata->blocks && speller_waiting(errata->speller) < WAITING_MOST)
		count_block(errata, errata->swept++);
	for (size_t i = from; i < errata->swept; i++)
		if (!errata->counted[i])
			count_block(errata, i);
	while (errata->settled < errata->swept && errata->counted[errata->settled])
		errata->settled++;
	if (errata_whole(errata) || !errata->kept)
		errata->shown = errata->misspelt;
	if (errata_whole(errata) && !errata->kept && errata->blocks) {
		errata->kept = true;
		speller_keep(errata->speller);
	}
	return errata->swept < errata->blocks && speller_waiting(errata->speller) < WAITING_MOST;
}

bool errata_whole(const struct errata *errata)
{
	return errata->settled == errata->blocks;
}

struct text errata_words(const struct errata *errata, size_t block)
{
	return block < errata->blocks ? errata->texts[block] : (struct text){"", 0};
}

bool errata_has(struct errata *errata, size_t block)
{
	const struct findings *findings = block < errata->blocks ? findings_of(errata, block) : NULL;
	for (size_t i = 0; findings && i < findings->count; i++)
		if (speller_counts(errata->speller, errata->texts[block], &findings->items[i]))
			return true;
	return false;
}

/* --- by word */

static struct erratum *erratum_for(
	struct errata_list *list, struct map *index, const struct finding *finding, struct text word)
{
	struct buffer key = {0};
	size_t at;
	bool rule = finding->kind == FINDING_TYPOGRAPHY;
	buffer_format(&key, "%d %d ", (int)finding->kind, rule ? (int)finding->rule : 0);
	if (!rule)
		buffer_add(&key, word);
	if (!map_find(index, buffer_text(&key), &at)) {
		at = list->count;
		struct erratum *erratum = ARRAY_ADD(list->items, list->count, list->capacity);
		*erratum = (struct erratum){
			.kind = finding->kind, .rule = finding->rule, .word = rule ? NULL : text_take(word)};
		map_put(index, buffer_text(&key), at);
	}
	buffer_clear(&key);
	return &list->items[at];
}

static void gather_block(struct errata_list *list, struct map *index, struct errata *errata, size_t block)
{
	struct text text = errata->texts[block];
	const struct findings *findings = findings_of(errata, block);
	for (size_t i = 0; findings && i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		if (finding_is_misspelling(finding) && !speller_counts(errata->speller, text, finding))
			continue;
		struct erratum *erratum =
			erratum_for(list, index, finding, text_part(text, finding->start, finding->end));
		if (finding->kind == FINDING_ACRONYM && erratum->count)
			continue; /* noted once, not on each occurrence */
		*ARRAY_ADD(erratum->places, erratum->count, erratum->capacity) =
			(struct erratum_place){block, finding->start, finding->end, memory_string(finding->better)};
	}
}

static bool misspelling(const struct erratum *erratum)
{
	return erratum->kind < FINDING_SEPARATOR;
}

static int by_weight(const void *a, const void *b)
{
	const struct erratum *one = a, *two = b;
	if (misspelling(one) != misspelling(two))
		return misspelling(one) ? -1 : 1;
	if (!misspelling(one) && one->kind != two->kind)
		return one->kind < two->kind ? -1 : 1;
	if (one->count != two->count)
		return one->count > two->count ? -1 : 1;
	const struct erratum_place *first = &one->places[0], *second = &two->places[0];
	if (first->block != second->block)
		return first->block < second->block ? -1 : 1;
	return first->start < second->start ? -1 : first->start > second->start;
}

bool erratum_same(const struct erratum *one, const struct erratum *other)
{
	return one->kind == other->kind && one->rule == other->rule &&
	       (one->word && other->word ? !strcmp(one->word, other->word) : one->word == other->word);
}

void errata_gather(struct errata_list *out, struct errata *errata)
{
	struct map index = {0};
	*out = (struct errata_list){0};
	for (size_t i = 0; i < errata->swept; i++)
		gather_block(out, &index, errata, i);
	map_clear(&index);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, by_weight);
}

void errata_list_clear(struct errata_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		for (size_t k = 0; k < list->items[i].count; k++)
			free(list->items[i].places[k].better);
		free(list->items[i].word);
		free(list->items[i].places);
	}
	free(list->items);
	*list = (struct errata_list){0};
}
