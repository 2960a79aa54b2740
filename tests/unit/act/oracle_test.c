/* Consultations that are made up (oracle/model.h), merged, and held to what is known of them: what each branch proposes
 * and with what it collides, then the bytes of every draft, over several rounds. SEED, SEEDS, ROUNDS, PEOPLE,
 * PARAGRAPHS, WORDS, EDITS (a round) and DRAFTS may be set.
 */
#include "fixture.h"

#include "act/applying.h"
#include "act/deciding.h"
#include "base/map.h"
#include "oracle/model.h"

/* What the model says of one amendment. */
struct wanted {
	size_t branch, place; /* place: in the branch's text */
	size_t identity;
	enum amendment_kind kind;
	bool moves, base_collides;
	size_t block, after, extent;                /* of the base; MODEL_NONE: the start */
	struct model_words was, now, carried, base; /* base: the words of the blocks it speaks of */
	size_t same_as;
	enum decision decision;
	bool taken, settled;
	size_t found; /* in review->standing */
};

struct wanteds {
	struct wanted *items;
	size_t count, capacity;
};

static struct model model;
static struct repository *repository;
static size_t rounds;
/* Decisions in force, by secretary: "branch:was>now" -> enum decision */
static struct map decided[2];

/* KEEP names a folder to which the repository is copied then. */
#define BROKEN(...)                                                                                                    \
	do {                                                                                                           \
		print_error("seed %lu: ", model.order.seed);                                                           \
		(void)shell("test -z \"$KEEP\" || cp -r r \"$KEEP\"");                                                 \
		fail_msg(__VA_ARGS__);                                                                                 \
	} while (0)

/* --- texts compared by what is known of their paragraphs */

/* The paragraph of a text that has one of these words, or this identity: itself, what it was split off, what it was
 * joined to. MODEL_NONE: none. */
static size_t holder(const struct model_text *text, const struct model_paragraph *paragraph)
{
	size_t at = model_find(text, paragraph->identity);
	for (size_t i = 0; at == MODEL_NONE && i < paragraph->words.count; i++)
		for (size_t j = 0; at == MODEL_NONE && j < text->count; j++)
			if (model_words_find(&text->items[j].words, paragraph->words.items[i]) != MODEL_NONE)
				at = j;
	return at;
}

/* The words of paragraphs `first` to `last`, marks between them. */
static void words_between(struct model_words *out, const struct model_text *text, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++) {
		if (i > first)
			model_words_add(out, model_mark(text->items[i].identity));
		model_words_append(out, &text->items[i].words);
	}
}

/* How far the parts of a paragraph of `from` reach in `to`. */
static size_t last_part(const struct model_text *to, const struct model_text *from, size_t at)
{
	size_t of = holder(from, &to->items[at]), last = at;
	while (of != MODEL_NONE && last + 1 < to->count &&
		model_find(from, to->items[last + 1].identity) == MODEL_NONE &&
		holder(from, &to->items[last + 1]) == of)
		last++;
	return last;
}

/* --- changes of words: every one stands once, so what both have is where it was */

struct hunk {
	size_t from, to;   /* in the old words */
	size_t start, end; /* in the new */
};

struct hunks {
	struct hunk *items;
	size_t count, capacity;
};

static void find_hunks(struct hunks *out, const struct model_words *old, const struct model_words *new)
{
	size_t i = 0, j = 0;
	while (i < old->count || j < new->count) {
		if (i < old->count && j < new->count && old->items[i] == new->items[j]) {
			i++;
			j++;
			continue;
		}
		struct hunk hunk = {i, i, j, j};
		while (hunk.to < old->count && model_words_find(new, old->items[hunk.to]) == MODEL_NONE)
			hunk.to++;
		while (hunk.end < new->count && model_words_find(old, new->items[hunk.end]) == MODEL_NONE)
			hunk.end++;
		if (hunk.to == i && hunk.end == j)
			BROKEN("words have changed places");
		*ARRAY_ADD(out->items, out->count, out->capacity) = hunk;
		i = hunk.to;
		j = hunk.end;
	}
}

/* Whether what both have stands in the same order: the base may have moved what a branch joins. */
static bool in_order(const struct model_words *old, const struct model_words *new)
{
	size_t last = 0;
	for (size_t i = 0; i < new->count; i++) {
		size_t at = model_words_find(old, new->items[i]);
		if (at != MODEL_NONE && at < last)
			return false;
		last = at == MODEL_NONE ? last : at;
	}
	return true;
}

static bool same_hunk(
	const struct hunk *a, const struct model_words *x, const struct hunk *b, const struct model_words *y)
{
	size_t size = a->end - a->start;
	return a->from == b->from && a->to == b->to && size == b->end - b->start &&
	       (!size || !memcmp(x->items + a->start, y->items + b->start, size * sizeof *x->items));
}

static bool hunks_collide(const struct model_words *base, const struct model_words *x, const struct model_words *y)
{
	struct hunks a = {0}, b = {0};
	bool collide = false;
	find_hunks(&a, base, x);
	find_hunks(&b, base, y);
	for (size_t i = 0; i < a.count; i++)
		for (size_t j = 0; j < b.count; j++)
			collide |= a.items[i].from <= b.items[j].to && b.items[j].from <= a.items[i].to &&
				   !same_hunk(&a.items[i], x, &b.items[j], y);
	free(a.items);
	free(b.items);
	return collide;
}

/* Base words with what sides change of them; they do not collide. */
static void put_together(
	struct model_words *out, const struct model_words *base, const struct model_words **sides, size_t count)
{
	struct hunks *all = memory_new(count, sizeof *all);
	size_t *next = memory_new(count, sizeof *next);
	for (size_t i = 0; i < count; i++)
		find_hunks(&all[i], base, sides[i]);
	for (size_t at = 0; at <= base->count; at++) {
		size_t skip = at;
		for (size_t i = 0; i < count; i++) {
			bool twice = false;
			if (next[i] == all[i].count || all[i].items[next[i]].from != at)
				continue;
			const struct hunk *hunk = &all[i].items[next[i]++];
			for (size_t j = 0; j < i; j++)
				for (size_t k = 0; k < all[j].count; k++)
					twice |= same_hunk(&all[j].items[k], sides[j], hunk, sides[i]);
			for (size_t j = hunk->start; !twice && j < hunk->end; j++)
				model_words_add(out, sides[i]->items[j]);
			skip = hunk->to > skip ? hunk->to : skip;
		}
		if (skip == at && at < base->count)
			model_words_add(out, base->items[at]);
		else if (skip > at)
			at = skip - 1;
	}
	for (size_t i = 0; i < count; i++)
		free(all[i].items);
	free(all);
	free(next);
}

/* --- what a branch proposes */

/* Which paragraphs of `from` stand elsewhere in `to`: those outside the longest run that rises, of two as long the one
 * with more words. */
static bool *find_moved(const struct model_text *from, const struct model_text *to)
{
	bool *moved = memory_new(from->count, sizeof *moved);
	size_t *at = memory_new(from->count, sizeof *at), *length = memory_new(from->count, sizeof *length),
	       *words = memory_new(from->count, sizeof *words), *before = memory_new(from->count, sizeof *before);
	size_t best = MODEL_NONE;
	for (size_t i = 0; i < from->count; i++) {
		at[i] = model_find(to, from->items[i].identity);
		moved[i] = at[i] != MODEL_NONE;
		before[i] = MODEL_NONE;
		if (!moved[i])
			continue;
		for (size_t j = 0; j < i; j++)
			if (moved[j] && at[j] < at[i] &&
				(length[j] > length[i] || (length[j] == length[i] && words[j] > words[i]))) {
				length[i] = length[j];
				words[i] = words[j];
				before[i] = j;
			}
		length[i]++;
		words[i] += from->items[i].words.count;
		if (best == MODEL_NONE || length[i] > length[best] ||
			(length[i] == length[best] && words[i] > words[best]))
			best = i;
	}
	for (; best != MODEL_NONE; best = before[best])
		moved[best] = false;
	free(at);
	free(length);
	free(words);
	free(before);
	return moved;
}

/* The base's block of the nearest paragraph before one that is gone, of those that stand where they stood. */
static size_t neighbour(const struct model_text *before, const struct model_text *base, size_t was)
{
	bool *moved = find_moved(before, base);
	size_t block = MODEL_NONE;
	while (block == MODEL_NONE && was-- > 0)
		if (!moved[was])
			block = model_find(base, before->items[was].identity);
	free(moved);
	return block == MODEL_NONE ? MODEL_NONE : last_part(base, before, block);
}

/* The base's block behind which something stands that follows paragraph `at` - 1 of the branch. */
static size_t anchor(const struct model_version *version, const struct model_text *base, size_t at)
{
	for (size_t i = at; i-- > 0;) {
		size_t identity = version->now.items[i].identity, was = model_find(&version->before, identity);
		if (was == MODEL_NONE || identity == version->moved)
			continue;
		size_t block = holder(base, &version->before.items[was]);
		return block == MODEL_NONE ? neighbour(&version->before, base, was)
					   : last_part(base, &version->before, block);
	}
	return MODEL_NONE;
}

static struct wanted *wanted_add(struct wanteds *out, size_t branch, enum amendment_kind kind, size_t identity)
{
	struct wanted *wanted = ARRAY_ADD(out->items, out->count, out->capacity);
	*wanted = (struct wanted){.branch = branch,
		.kind = kind,
		.identity = identity,
		.block = MODEL_NONE,
		.after = MODEL_NONE,
		.extent = 1,
		.place = MODEL_NONE,
		.found = MODEL_NONE};
	return wanted;
}

/* The base's blocks of a paragraph of the ancestor with those joined to it on the branch, and their words. */
static void find_base(struct wanted *wanted, const struct model_version *version, const struct model_text *base)
{
	size_t low = MODEL_NONE, high = 0;
	for (size_t i = 0; i < version->before.count; i++) {
		size_t identity = version->before.items[i].identity;
		if (identity != wanted->identity &&
			(model_find(&version->now, identity) != MODEL_NONE ||
				model_joined(&version->joined, identity) != wanted->identity))
			continue;
		size_t block = holder(base, &version->before.items[i]);
		if (block == MODEL_NONE) {
			wanted->base_collides = true;
			return;
		}
		size_t last = last_part(base, &version->before, block);
		low = block < low ? block : low;
		high = last > high ? last : high;
	}
	wanted->block = low;
	wanted->extent = high - low + 1;
	words_between(&wanted->base, base, low, high);
}

static void want_words(struct wanted *wanted, const struct model_version *version, const struct model_text *base)
{
	size_t was = model_find(&version->before, wanted->identity);
	for (size_t i = 0; i < version->before.count; i++)
		if (i == was || (model_find(&version->now, version->before.items[i].identity) == MODEL_NONE &&
					model_joined(&version->joined, version->before.items[i].identity) ==
						wanted->identity)) {
			if (wanted->was.count)
				model_words_add(&wanted->was, model_mark(version->before.items[i].identity));
			model_words_append(&wanted->was, &version->before.items[i].words);
		}
	words_between(
		&wanted->now, &version->now, wanted->place, last_part(&version->now, &version->before, wanted->place));
	find_base(wanted, version, base);
	if (!wanted->base_collides &&
		(!in_order(&wanted->was, &wanted->base) || hunks_collide(&wanted->was, &wanted->base, &wanted->now)))
		wanted->base_collides = true;
	if (wanted->base_collides) {
		model_words_append(&wanted->carried, &wanted->now);
	} else {
		const struct model_words *sides[] = {&wanted->base, &wanted->now};
		put_together(&wanted->carried, &wanted->was, sides, 2);
	}
}

static bool stands_behind(
	const struct model_version *version, const struct model_text *base, size_t block, size_t after)
{
	while (block-- > 0)
		if (block == after || holder(&version->before, &base->items[block]) != MODEL_NONE)
			return block == after;
	return after == MODEL_NONE;
}

static void want_branch(struct wanteds *out, size_t branch, size_t draft)
{
	const struct model_version *version = &model.branches[branch].versions[draft];
	const struct model_text *base = &model.bases[draft];
	for (size_t i = 0; i < version->now.count; i++) {
		size_t identity = version->now.items[i].identity, was = model_find(&version->before, identity);
		if (was == MODEL_NONE && holder(&version->before, &version->now.items[i]) != MODEL_NONE)
			continue;
		if (was == MODEL_NONE) {
			struct wanted *wanted = wanted_add(out, branch, AMEND_INSERT, identity);
			wanted->block = anchor(version, base, i);
			wanted->place = i;
			model_words_append(&wanted->now, &version->now.items[i].words);
			model_words_append(&wanted->carried, &wanted->now);
			continue;
		}
		struct wanted *wanted = wanted_add(out, branch, AMEND_REWORD, identity);
		wanted->place = i;
		want_words(wanted, version, base);
		wanted->moves = identity == version->moved;
		if (wanted->moves)
			wanted->after = anchor(version, base, i);
		bool same = model_words_equal(&wanted->was, &wanted->now);
		if (same && wanted->moves) {
			wanted->kind = AMEND_MOVE;
			wanted->moves = false;
			wanted->base_collides = wanted->block == MODEL_NONE || wanted->extent > 1 ||
						model_find(base, identity) == MODEL_NONE;
			wanted->extent = 1;
		}
		bool there =
			wanted->kind == AMEND_MOVE
				? !wanted->base_collides && stands_behind(version, base, wanted->block, wanted->after)
				: !wanted->moves && !wanted->base_collides &&
					  model_words_equal(&wanted->carried, &wanted->base);
		if ((same && wanted->kind == AMEND_REWORD) || there) {
			struct wanted *gone = &out->items[--out->count];
			model_words_clear(&gone->was);
			model_words_clear(&gone->now);
			model_words_clear(&gone->carried);
			model_words_clear(&gone->base);
		}
	}
	for (size_t i = 0; i < version->before.count; i++) {
		size_t identity = version->before.items[i].identity;
		if (model_find(&version->now, identity) != MODEL_NONE ||
			model_joined(&version->joined, identity) != MODEL_NONE)
			continue;
		size_t block = holder(base, &version->before.items[i]);
		if (block == MODEL_NONE)
			continue;
		struct wanted *wanted = wanted_add(out, branch, AMEND_DELETE, identity);
		wanted->block = block;
		wanted->base_collides = !model_words_equal(&base->items[block].words, &version->before.items[i].words);
		model_words_append(&wanted->was, &version->before.items[i].words);
	}
}

static bool same_wanted(const struct wanted *a, const struct wanted *b)
{
	return a->branch != b->branch && a->kind == b->kind && a->block == b->block && a->after == b->after &&
	       a->moves == b->moves && a->extent == b->extent && model_words_equal(&a->carried, &b->carried);
}

static void want_all(struct wanteds *out, size_t draft)
{
	for (size_t i = 0; i < model.order.branches; i++)
		want_branch(out, i, draft);
	for (size_t i = 0; i < out->count; i++) {
		out->items[i].same_as = i;
		for (size_t j = 0; j < i && out->items[i].same_as == i; j++)
			if (same_wanted(&out->items[j], &out->items[i]))
				out->items[i].same_as = out->items[j].same_as;
	}
}

static bool wanted_collide(const struct wanted *a, const struct wanted *b)
{
	if (a->kind == AMEND_INSERT || b->kind == AMEND_INSERT || a->branch == b->branch || a->same_as == b->same_as ||
		a->block == MODEL_NONE || b->block == MODEL_NONE || a->block >= b->block + b->extent ||
		b->block >= a->block + a->extent)
		return false;
	if (a->kind == AMEND_DELETE || b->kind == AMEND_DELETE)
		return a->kind != b->kind;
	bool a_moves = a->moves || a->kind == AMEND_MOVE, b_moves = b->moves || b->kind == AMEND_MOVE;
	if (a_moves && b_moves && a->after != b->after)
		return true;
	if (a->kind == AMEND_MOVE || b->kind == AMEND_MOVE)
		return false;
	return a->extent > 1 || b->extent > 1 || hunks_collide(&a->base, &a->carried, &b->carried);
}

static bool stands(const struct wanted *wanted)
{
	return wanted->decision != DECISION_REJECTED && wanted->decision != DECISION_NOTED;
}

static void wanteds_clear(struct wanteds *wanteds)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		model_words_clear(&wanteds->items[i].was);
		model_words_clear(&wanteds->items[i].now);
		model_words_clear(&wanteds->items[i].carried);
		model_words_clear(&wanteds->items[i].base);
	}
	free(wanteds->items);
	*wanteds = (struct wanteds){0};
}

/* --- decisions */

static void decision_key(struct buffer *key, const struct wanted *wanted)
{
	buffer_empty(key);
	buffer_format(key, "%zu:", wanted->branch);
	model_write_words(key, &wanted->was);
	buffer_add_byte(key, '>');
	model_write_words(key, &wanted->now);
}

static void remember(const struct wanteds *wanteds, size_t wording, size_t secretary, enum decision decision)
{
	struct buffer key = {0};
	for (size_t i = 0; i < wanteds->count; i++)
		if (wanteds->items[i].same_as == wording) {
			decision_key(&key, &wanteds->items[i]);
			map_put(&decided[secretary], buffer_text(&key), decision);
		}
	buffer_clear(&key);
}

static void recall(struct wanteds *wanteds)
{
	struct buffer key = {0};
	for (size_t i = 0; i < wanteds->count; i++) {
		size_t decision[2] = {DECISION_NONE, DECISION_NONE};
		decision_key(&key, &wanteds->items[i]);
		for (size_t j = 0; j < 2; j++)
			if (!map_find(&decided[j], buffer_text(&key), &decision[j]))
				decision[j] = DECISION_NONE;
		wanteds->items[i].decision = (enum decision)(!decision[0] || decision[0] == decision[1] ? decision[1]
							     : !decision[1]                             ? decision[0]
									    : DECISION_CONTRADICTED);
	}
	buffer_clear(&key);
}

/* --- the program beside the model */

static struct review *open_draft(const char *as, size_t draft)
{
	struct review *review;
	struct review_options options = {.folder = "r", .as = as, .draft = model_path(draft)};
	FINE(review_open(&review, &options));
	FINE(review_complete(review));
	return review;
}

static void show(const struct wanted *wanted)
{
	struct buffer was = {0}, now = {0};
	model_write_words(&was, &wanted->was);
	model_write_words(&now, &wanted->now);
	print_error(
		"%s: kind %d, block %zd, after %zd, extent %zu, base collides %d, decision %d\n  was %s\n  now %s\n",
		model.branches[wanted->branch].name, wanted->kind, (ssize_t)wanted->block, (ssize_t)wanted->after,
		wanted->extent, wanted->base_collides, wanted->decision, buffer_string(&was), buffer_string(&now));
	buffer_clear(&was);
	buffer_clear(&now);
}

static void show_found(const struct review *review, const struct amendment *amendment)
{
	print_error(
		"%s: kind %d, block %zd, after %zd, extent %zu, base collides %d, decision %d\n  was %s\n  now %s\n",
		review->standing->reviewers[amendment->reviewer].id, amendment->kind, (ssize_t)amendment->block,
		(ssize_t)amendment->after, amendment->extent, amendment->collides_with_base, amendment->decision,
		buffer_string((struct buffer *)&amendment->was), buffer_string((struct buffer *)&amendment->now));
}

static bool is_it(const struct review *review, const struct amendment *amendment, const struct wanted *wanted)
{
	struct buffer was = {0}, now = {0};
	model_write_words(&was, &wanted->was);
	model_write_words(&now, &wanted->now);
	bool is = amendment->kind == wanted->kind && amendment->moved_too == wanted->moves &&
		  !strcmp(review->standing->reviewers[amendment->reviewer].id, model.branches[wanted->branch].name) &&
		  text_equal(buffer_text(&amendment->was), buffer_text(&was)) &&
		  text_equal(buffer_text(&amendment->now), buffer_text(&now));
	buffer_clear(&was);
	buffer_clear(&now);
	return is;
}

static void compare_collisions(const struct review *review, const struct wanteds *wanteds, size_t i)
{
	const struct wanted *wanted = &wanteds->items[i];
	const struct amendment *found = &review->standing->amendments[wanted->found];
	for (size_t j = 0; j < wanteds->count; j++) {
		const struct wanted *other = &wanteds->items[j];
		bool collides = stands(wanted) && stands(other) && wanted_collide(wanted, other), said_so = false;
		for (size_t k = 0; k < found->collide_count; k++)
			said_so |= found->collides[k] == other->found;
		if (collides == said_so)
			continue;
		show(wanted);
		show(other);
		BROKEN("these %s", collides ? "collide, and are not said to" : "are said to collide");
	}
}

/* What the program says is proposed is what is. */
static void compare(const struct review *review, struct wanteds *wanteds)
{
	const struct standing *standing = review->standing;
	bool *known = memory_new(standing->amendment_count, sizeof *known);
	for (size_t i = 0; i < wanteds->count; i++) {
		struct wanted *wanted = &wanteds->items[i];
		for (size_t j = 0; j < standing->amendment_count && wanted->found == MODEL_NONE; j++)
			if (!known[j] && is_it(review, &standing->amendments[j], wanted)) {
				wanted->found = j;
				known[j] = true;
			}
		if (wanted->found == MODEL_NONE) {
			show(wanted);
			print_error("instead, of the same branch:\n");
			for (size_t j = 0; j < standing->amendment_count; j++)
				if (!strcmp(standing->reviewers[standing->amendments[j].reviewer].id,
					    model.branches[wanted->branch].name))
					show_found(review, &standing->amendments[j]);
			BROKEN("the first is not proposed");
		}
		const struct amendment *found = &standing->amendments[wanted->found];
		bool gone = wanted->base_collides && wanted->block == MODEL_NONE;
		if (found->collides_with_base != wanted->base_collides || found->decision != wanted->decision ||
			(!gone && (found->block != wanted->block || found->extent != wanted->extent)) ||
			found->after != wanted->after) {
			show(wanted);
			show_found(review, found);
			BROKEN("the program says the latter");
		}
	}
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (!known[i]) {
			show_found(review, &standing->amendments[i]);
			BROKEN("nobody proposes this");
		}
	for (size_t i = 0; i < wanteds->count; i++)
		compare_collisions(review, wanteds, i);
	free(known);
}

/* --- what must become of them */

static void find_taken(struct wanteds *wanteds)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		struct wanted *wanted = &wanteds->items[i];
		wanted->taken = wanted->decision == DECISION_ACCEPTED && !wanted->base_collides;
	}
	bool *collides = memory_new(wanteds->count, sizeof *collides);
	for (size_t i = 0; i < wanteds->count; i++)
		for (size_t j = 0; j < wanteds->count; j++)
			collides[i] |= wanteds->items[i].taken && wanteds->items[j].decision == DECISION_ACCEPTED &&
				       wanted_collide(&wanteds->items[i], &wanteds->items[j]);
	for (size_t i = 0; i < wanteds->count; i++) {
		struct wanted *wanted = &wanteds->items[i];
		wanted->taken = wanted->taken && !collides[i];
		wanted->settled = wanted->taken || !stands(wanted);
	}
	free(collides);
}

/* Words with marks become paragraphs. */
static void put_paragraphs(struct model_text *out, size_t identity, const struct model_words *words)
{
	struct model_paragraph *paragraph = model_insert(out, out->count, identity);
	for (size_t i = 0; i < words->count; i++) {
		if (model_is_mark(words->items[i]))
			paragraph = model_insert(out, out->count, words->items[i] - model_mark(0));
		else
			model_words_add(&paragraph->words, words->items[i]);
	}
}

/* The base's block, with what is taken of it. */
static void put_block(
	struct model_text *out, const struct wanteds *wanteds, const struct model_text *base, size_t block)
{
	const struct model_words **sides = memory_new(wanteds->count + 1, sizeof *sides);
	struct model_words words = {0};
	size_t count = 0;
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct wanted *wanted = &wanteds->items[i];
		if (!wanted->taken || wanted->kind != AMEND_REWORD || wanted->block > block ||
			wanted->block + wanted->extent <= block)
			continue;
		if (wanted->extent > 1) {
			if (block == wanted->block)
				put_paragraphs(out, base->items[block].identity, &wanted->carried);
			free(sides);
			return;
		}
		sides[count++] = &wanted->carried;
	}
	put_together(&words, &base->items[block].words, sides, count);
	put_paragraphs(out, base->items[block].identity, &words);
	model_words_clear(&words);
	free(sides);
}

static bool goes_away(const struct wanteds *wanteds, size_t block)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct wanted *wanted = &wanteds->items[i];
		if (wanted->taken && wanted->block == block &&
			(wanted->kind == AMEND_DELETE || wanted->kind == AMEND_MOVE || wanted->moves))
			return true;
	}
	return false;
}

/* What is put behind a block: branch after branch, each in its order; who has the same as an earlier one is silent. */
static void put_behind(
	struct model_text *out, const struct wanteds *wanteds, const struct model_text *base, size_t block)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct wanted *wanted = &wanteds->items[i];
		bool moves = wanted->kind == AMEND_MOVE || wanted->moves, silent = false;
		if (!wanted->taken || (moves ? wanted->after : wanted->block) != block ||
			!(moves || wanted->kind == AMEND_INSERT))
			continue;
		for (size_t j = 0; j < i; j++)
			silent |= wanteds->items[j].taken &&
				  (wanteds->items[j].same_as == wanted->same_as ||
					  (moves && wanteds->items[j].block == wanted->block &&
						  (wanteds->items[j].moves || wanteds->items[j].kind == AMEND_MOVE)));
		if (silent)
			continue;
		if (moves)
			put_block(out, wanteds, base, wanted->block);
		else
			put_paragraphs(out, wanted->identity, &wanted->carried);
	}
}

static void put_all(struct model_text *out, const struct wanteds *wanteds, const struct model_text *base)
{
	put_behind(out, wanteds, base, MODEL_NONE);
	for (size_t i = 0; i < base->count; i++) {
		if (!goes_away(wanteds, i))
			put_block(out, wanteds, base, i);
		put_behind(out, wanteds, base, i);
	}
}

/* --- what the branches come from afterwards */

/* Where in `before` a paragraph belongs that stands at this place of the branch. */
static size_t place_before(const struct model_version *version, size_t place)
{
	for (size_t i = place; i-- > 0;) {
		size_t at = model_find(&version->before, version->now.items[i].identity);
		if (at != MODEL_NONE && version->now.items[i].identity != version->moved)
			return at + 1;
	}
	return 0;
}

static void settle_words(struct model_version *version, const struct wanted *wanted)
{
	size_t at = model_find(&version->before, wanted->identity);
	for (size_t i = version->before.count; i-- > 0;)
		if (i != at && model_find(&version->now, version->before.items[i].identity) == MODEL_NONE &&
			model_joined(&version->joined, version->before.items[i].identity) == wanted->identity)
			model_remove(&version->before, i);
	at = model_find(&version->before, wanted->identity);
	size_t last = last_part(&version->now, &version->before, wanted->place);
	model_remove(&version->before, at);
	for (size_t i = last + 1; i-- > wanted->place;)
		model_words_append(&model_insert(&version->before, at, version->now.items[i].identity)->words,
			&version->now.items[i].words);
}

static void settle_place(struct model_version *version, const struct wanted *wanted)
{
	size_t at = model_find(&version->before, wanted->identity);
	struct model_words words = version->before.items[at].words;
	version->before.items[at].words = (struct model_words){0};
	model_remove(&version->before, at);
	model_insert(&version->before, place_before(version, wanted->place), wanted->identity)->words = words;
	version->moved = MODEL_NONE;
}

static void settle(struct model_version *version, const struct wanted *wanted)
{
	if (wanted->kind == AMEND_DELETE) {
		model_remove(&version->before, model_find(&version->before, wanted->identity));
	} else if (wanted->kind == AMEND_INSERT) {
		size_t at = place_before(version, wanted->place);
		model_words_append(&model_insert(&version->before, at, wanted->identity)->words,
			&version->now.items[wanted->place].words);
	} else {
		bool moves = wanted->kind == AMEND_MOVE || wanted->moves;
		if (wanted->kind == AMEND_REWORD)
			settle_words(version, wanted);
		if (moves)
			settle_place(version, wanted);
	}
}

/* Whether the base holds the branch's tip: everything on it is settled. */
static bool is_done(const struct wanteds *wanteds, size_t branch)
{
	for (size_t i = 0; i < model.order.drafts; i++)
		for (size_t j = 0; j < wanteds[i].count; j++)
			if (wanteds[i].items[j].branch == branch && !wanteds[i].items[j].settled)
				return false;
	return true;
}

static void move_on(struct wanteds *wanteds)
{
	for (size_t i = 0; i < model.order.drafts; i++)
		for (size_t j = 0; j < wanteds[i].count; j++) {
			const struct wanted *wanted = &wanteds[i].items[j];
			struct model_version *version = &model.branches[wanted->branch].versions[i];
			if (!wanted->settled)
				continue;
			settle(version, wanted);
		}
	for (size_t i = 0; i < model.order.branches; i++)
		for (size_t j = 0; j < model.order.drafts && is_done(wanteds, i); j++) {
			struct model_version *version = &model.branches[i].versions[j];
			if (!model.branches[i].exists) /* it will start from there */
				model_copy(&version->now, &model.bases[j]);
			model_copy(&version->before, &version->now);
			version->moved = MODEL_NONE;
		}
}

/* --- rounds */

static void write_branches(void)
{
	FILE *out = popen("cd r && git fast-import --quiet", "w");
	assert_non_null(out);
	model_stream(out, &model);
	assert_int_equal(pclose(out), 0);
}

static void edit_round(size_t edits)
{
	for (size_t i = 0; i < edits; i++) {
		size_t branch = model_pick(&model, model.order.branches);
		(void)model_edit(&model, branch, model_pick(&model, model.order.drafts));
		if (model_pick(&model, 8) == 0 && model.branches[branch].changed)
			model_words_add(&model.branches[branch].entries, model_new_word(&model));
	}
}

/* Each secretary decides on some wordings, in bulk, one commit for each outcome. */
static void decide_draft(struct wanteds *wanteds, size_t draft, size_t secretary)
{
	static const enum decision outcomes[] = {DECISION_ACCEPTED, DECISION_REJECTED, DECISION_NOTED};
	struct review *review = open_draft(secretary ? "sec-2" : "sec-1", draft);
	enum decision *chosen = memory_new(wanteds->count, sizeof *chosen);
	compare(review, wanteds);
	for (size_t i = 0; i < wanteds->count; i++) {
		size_t chance = model_pick(&model, 100);
		if (wanteds->items[i].same_as == i && chance < (secretary ? 12 : 75))
			chosen[i] = outcomes[chance % 8 < 6 ? 0 : chance % 8 - 5];
	}
	for (size_t i = 0; i < ARRAY_SIZE(outcomes); i++) {
		size_t *list = memory_new(wanteds->count, sizeof *list), count = 0;
		struct buffer ids = {0};
		for (size_t j = 0; j < wanteds->count; j++)
			if (chosen[j] == outcomes[i]) {
				list[count++] = wanteds->items[j].found;
				remember(wanteds, j, secretary, outcomes[i]);
			}
		struct decide_order order = {list, count, outcomes[i], text_of("Parce que."), {0}};
		const struct fault *fault = count ? deciding_run(&ids, review, &order) : NULL;
		if (fault && fault_kind(fault) != FAULT_CONFLICT)
			BROKEN("%s", fault_text(fault));
		buffer_clear(&ids);
		free(list);
	}
	free(chosen);
	review_close(review);
}

/* The branches in an order of chance, as they may be named to `merge`. */
static const char **shuffled(void)
{
	size_t count = model.order.branches;
	const char **names = memory_new(count + 1, sizeof *names);
	for (size_t i = 0; i < count; i++)
		names[i] = model.branches[i].name;
	for (size_t i = count; i-- > 1;) {
		size_t j = model_pick(&model, i + 1);
		const char *kept = names[i];
		names[i] = names[j];
		names[j] = kept;
	}
	return names;
}

static void check_bytes(const struct review *review, size_t draft)
{
	struct buffer wanted = {0}, got = {0};
	model_write(&wanted, &model.bases[draft]);
	FINE(snapshot_read(&got, review->base, model_path(draft), DRAFT_LIMIT));
	if (!text_equal(buffer_text(&wanted), buffer_text(&got))) {
		FINE(file_write("wanted", buffer_text(&wanted), 0644));
		FINE(file_write("got", buffer_text(&got), 0644));
		(void)shell("diff wanted got >&2");
		BROKEN("draft %zu is not what was decided", draft + 1);
	}
	buffer_clear(&wanted);
	buffer_clear(&got);
}

/* All that the branch says is in the base, and git agrees on what is merged. */
static void check_branch(const struct review *review, const struct wanteds *wanteds, size_t branch)
{
	const char *name = model.branches[branch].name;
	char *folder = memory_format("annotations/%s", name), *ref = memory_format("refs/heads/review/%s", name);
	bool done = is_done(wanteds, branch), touched = done;
	struct oid tip, theirs, ours;
	struct snapshot *snapshot;
	for (size_t i = 0; i < model.order.drafts; i++)
		for (size_t j = 0; j < wanteds[i].count; j++)
			touched |= wanteds[i].items[j].branch == branch && wanteds[i].items[j].settled;
	for (size_t i = 0; touched && i < model.branches[branch].entries.count; i++)
		if (model_words_find(&model.entries, model.branches[branch].entries.items[i]) == MODEL_NONE)
			model_words_add(&model.entries, model.branches[branch].entries.items[i]);
	if (model.branches[branch].exists) {
		FINE(branch_find(&tip, repository, ref));
		if (branch_contains(repository, &review->base_tip, &tip) != done)
			BROKEN("%s is %smerged", name, done ? "not " : "");
		FINE(snapshot_open(&snapshot, repository, &tip));
		snapshot_folder(&theirs, snapshot, folder);
		snapshot_folder(&ours, review->base, folder);
		if (touched && !oid_equal(&theirs, &ours))
			BROKEN("annotations of %s are missing", name);
		snapshot_close(snapshot);
	}
	free(folder);
	free(ref);
}

static void check_lexicon(const struct review *review)
{
	struct buffer bytes = {0};
	FINE(snapshot_read(&bytes, review->base, "dictionaries/fr.txt", DRAFT_LIMIT));
	for (size_t i = 0; i < model.entries.count; i++) {
		char *line = memory_format("\nmot%08zu\n", model.entries.items[i]);
		if (!strstr(buffer_string(&bytes), line))
			BROKEN("the lexicon has lost%s", line);
		free(line);
	}
	buffer_clear(&bytes);
}

static void check_again(struct review *review, const struct apply_order *again)
{
	struct apply_report report;
	FINE(applying_run(&report, review, again));
	for (size_t i = 0; report.moved && i < report.branch_count; i++)
		if (report.branches[i].fate != BRANCH_UNTOUCHED)
			print_error("%s: %zu settled, %zu open\n", report.branches[i].reviewer,
				report.branches[i].settled, report.branches[i].open);
	if (report.moved)
		BROKEN("a second run changed something");
	apply_report_clear(&report);
}

static void merge_round(struct wanteds *wanteds)
{
	struct review *review = open_draft("sec-1", 0);
	struct apply_report report;
	const char **names = shuffled();
	struct apply_order order = {.reviewers = model_pick(&model, 2) ? names : NULL};
	FINE(applying_run(&report, review, &order));
	if (report.notices.size)
		BROKEN("%s", buffer_string(&report.notices));
	apply_report_clear(&report);
	for (size_t i = 0; i < model.order.drafts; i++) {
		struct model_text base = {0};
		find_taken(&wanteds[i]);
		put_all(&base, &wanteds[i], &model.bases[i]);
		model_text_clear(&model.bases[i]);
		model.bases[i] = base;
		check_bytes(review, i);
	}
	for (size_t i = 0; i < model.order.branches; i++)
		check_branch(review, wanteds, i);
	check_lexicon(review);
	check_again(review, &order);
	move_on(wanteds);
	free(names);
	review_close(review);
}

static void one_round(size_t edits)
{
	struct wanteds *wanteds = memory_new(model.order.drafts, sizeof *wanteds);
	edit_round(edits);
	write_branches();
	for (size_t i = 0; i < model.order.drafts; i++) {
		want_all(&wanteds[i], i);
		for (size_t secretary = 0; secretary < 2; secretary++) {
			for (size_t j = 0; j < wanteds[i].count; j++)
				wanteds[i].items[j].found = MODEL_NONE;
			recall(&wanteds[i]);
			decide_draft(&wanteds[i], i, secretary);
		}
		recall(&wanteds[i]);
	}
	merge_round(wanteds);
	for (size_t i = 0; i < model.order.drafts; i++)
		wanteds_clear(&wanteds[i]);
	free(wanteds);
}

static size_t number(const char *name, size_t otherwise)
{
	const char *value = getenv(name);
	return value ? strtoul(value, NULL, 10) : otherwise;
}

static void test_oracle__the_bytes_that_were_decided(void **state)
{
	(void)state;
	unsigned long seed = number("SEED", 1), seeds = number("SEEDS", 2);
	struct model_order order = {.drafts = number("DRAFTS", 2),
		.paragraphs = number("PARAGRAPHS", 24),
		.words = number("WORDS", 30),
		.branches = number("PEOPLE", 12)};
	size_t edits = number("EDITS", order.branches * 4);
	rounds = number("ROUNDS", 3);
	for (order.seed = seed; order.seed < seed + seeds; order.seed++) {
		model_open(&model, &order);
		assert_int_equal(shell("git init -q --bare -b main r"), 0);
		FINE(repository_open(&repository, "r"));
		for (size_t i = 0; i < rounds; i++)
			one_round(edits);
		assert_int_equal(shell("cd r && git fsck --strict >/dev/null 2>&1"), 0);
		repository_close(repository);
		model_close(&model);
		map_clear(&decided[0]);
		map_clear(&decided[1]);
		assert_int_equal(shell("rm -rf r state"), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(test_oracle__the_bytes_that_were_decided)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
