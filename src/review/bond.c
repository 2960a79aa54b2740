#include "review/bond.h"

#include "base/array.h"
#include "base/map.h"
#include "base/memory.h"
#include "text/worddiff.h"

/* Item `from` does not go in without item `with`. */
struct bond {
	size_t from, with;
	bool words; /* words go from one to the other; else one decision speaks of both */
};

struct bonds {
	struct bond *items;
	size_t count, capacity;
};

static bool is_settled(const struct taken *item)
{
	return item->fate >= FATE_TAKEN;
}

/* --- one decision on several */

static void name_of(struct buffer *out, const char *reviewer, const char *digest)
{
	buffer_empty(out);
	buffer_format(out, "%s:%s", reviewer, digest);
}

/* What was decided when it was to stand elsewhere is not what that decision speaks of any more. */
static bool is_of(const struct taken *item, const struct annotation *decision)
{
	for (size_t i = 0; i < item->decision_count; i++)
		if (item->decisions[i] == decision)
			return true;
	return !item->lapsed;
}

static void bind_targets(struct bonds *bonds, const struct taking *taking, const struct map *item_of, size_t from,
	const struct annotation *decision)
{
	struct buffer name = {0};
	for (size_t i = 0; i < decision->target_count; i++) {
		const struct target *target = &decision->targets[i];
		size_t with;
		if (!target->reviewer || !target->digest)
			continue;
		name_of(&name, target->reviewer, target->digest);
		if (map_find(item_of, buffer_text(&name), &with) && with != from &&
			is_of(&taking->items[with], decision))
			*ARRAY_ADD(bonds->items, bonds->count, bonds->capacity) = (struct bond){from, with, false};
	}
	buffer_clear(&name);
}

static void bind_decisions(struct bonds *bonds, const struct taking *taking)
{
	struct map item_of = {0};
	struct buffer name = {0};
	for (size_t i = 0; i < taking->count; i++) {
		name_of(&name, taking->items[i].reviewer, taking->items[i].digest);
		map_put(&item_of, buffer_text(&name), i);
	}
	for (size_t i = 0; i < taking->count; i++)
		for (size_t j = 0; is_settled(&taking->items[i]) && j < taking->items[i].decision_count; j++)
			if (taking->items[i].decisions[j]->target_count > 1)
				bind_targets(bonds, taking, &item_of, i, taking->items[i].decisions[j]);
	map_clear(&item_of);
	buffer_clear(&name);
}

/* --- words that go from one proposal to another */

/* The words from token `start` up to `end`: each run of BOND_WORDS of them. */
static void each_run(const struct words *words, size_t start, size_t end, const char *reviewer, void *data,
	void (*run)(void *data, struct text key))
{
	struct buffer key = {0};
	for (size_t i = start; i + BOND_WORDS <= end; i++) {
		buffer_empty(&key);
		buffer_add_string(&key, reviewer);
		buffer_add_byte(&key, '\0');
		for (size_t j = i; j < i + BOND_WORDS; j++)
			buffer_add(&key, (struct text){(const char *)&words->items[j].key, sizeof words->items[j].key});
		run(data, buffer_text(&key));
	}
	buffer_clear(&key);
}

/* The runs that one side of a proposal has and the other does not. */
static void changed_runs(const struct taken *item, bool put_in, void *data, void (*run)(void *data, struct text key))
{
	struct words was = {0}, now = {0};
	struct worddiff diff = {0};
	words_split(&was, buffer_text(&item->was));
	words_split(&now, buffer_text(&item->now));
	worddiff_run(&diff, &was, &now);
	for (size_t i = 0; i < diff.count; i++) {
		const struct worddiff_hunk *hunk = &diff.hunks[i];
		if (put_in)
			each_run(&now, hunk->new_start, hunk->new_end, item->reviewer, data, run);
		else
			each_run(&was, hunk->old_start, hunk->old_end, item->reviewer, data, run);
	}
	worddiff_clear(&diff);
	words_clear(&was);
	words_clear(&now);
}

/* Where each run was taken out. */
struct runs {
	struct map taken_out; /* reviewer and words -> item */
	struct bonds *bonds;
	size_t item;
};

static void note_run(void *data, struct text key)
{
	struct runs *runs = data;
	map_put(&runs->taken_out, key, runs->item);
}

static void bind_run(void *data, struct text key)
{
	struct runs *runs = data;
	struct bonds *bonds = runs->bonds;
	size_t other;
	if (!map_find(&runs->taken_out, key, &other) || other == runs->item)
		return;
	const struct bond *last = bonds->count ? &bonds->items[bonds->count - 1] : NULL;
	if (last && last->words && last->from == other && last->with == runs->item)
		return; /* the next run of the same passage */
	*ARRAY_ADD(bonds->items, bonds->count, bonds->capacity) = (struct bond){runs->item, other, true};
	*ARRAY_ADD(bonds->items, bonds->count, bonds->capacity) = (struct bond){other, runs->item, true};
}

static void bind_words(struct bonds *bonds, const struct taking *taking)
{
	struct runs runs = {.bonds = bonds};
	for (runs.item = 0; runs.item < taking->count; runs.item++)
		if (taking->items[runs.item].proposed != AMEND_INSERT)
			changed_runs(&taking->items[runs.item], false, &runs, note_run);
	for (runs.item = 0; runs.taken_out.count && runs.item < taking->count; runs.item++)
		if (taking->items[runs.item].proposed != AMEND_DELETE)
			changed_runs(&taking->items[runs.item], true, &runs, bind_run);
	map_clear(&runs.taken_out);
}

bool bond_run(struct taking *taking)
{
	struct bonds bonds = {0};
	bool any = false;
	bind_decisions(&bonds, taking);
	bind_words(&bonds, taking);
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < bonds.count; i++) {
			const struct bond *bond = &bonds.items[i];
			struct taken *from = &taking->items[bond->from];
			bool holds = bond->words ? from->fate == FATE_TAKEN : is_settled(from);
			if (!holds || is_settled(&taking->items[bond->with]))
				continue;
			from->fate = FATE_WAITS;
			again = any = true;
		}
	}
	free(bonds.items);
	return any;
}
