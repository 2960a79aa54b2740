/* Rounds of proposals, decisions and merges on generated texts in which every word is unique, so that the oracle knows
 * of each one where it has to stand: every word retained exactly once, none that was not, nothing lost, nothing that
 * was settled open again, and a second run that changes nothing. SEED, SEEDS, ROUNDS, PEOPLE and PARAGRAPHS may be set.
 */
#include "fixture.h"

#include "act/applying.h"
#include "act/deciding.h"
#include "base/map.h"
#include "draft/rewrite.h"
#include "review/decision.h"

static size_t people = 9, paragraphs = 24, rounds = 4;

static struct {
	struct repository *repository;
	size_t next;        /* number of the next new word */
	struct map settled; /* words that a decision has refused or replaced */
	bool mixed[100];    /* who has taken another's branch in: what was settled may be proposed by them, too */
	struct map ever;    /* words that have stood in the base */
	unsigned long seed;
} world;

static size_t pick(size_t count)
{
	return count ? (size_t)random() % count : 0;
}

/* --- words */

static void add_new_words(struct buffer *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_format(out, "%sw%zux", i ? " " : "", world.next++);
}

/* Calls for each word of a text: "w12x". */
static bool next_word(struct text *rest, struct text *word)
{
	while (rest->size && rest->bytes[0] != 'w')
		*rest = text_part(*rest, 1, rest->size);
	size_t size = 0;
	while (size < rest->size && rest->bytes[size] != 'x')
		size++;
	if (size >= rest->size)
		return false;
	*word = text_part(*rest, 0, size + 1);
	*rest = text_part(*rest, size + 1, rest->size);
	return true;
}

static void put_words(struct map *map, struct text text)
{
	struct text rest = text, word;
	while (next_word(&rest, &word))
		map_put(map, word, 1);
}

static bool has(const struct map *map, struct text word)
{
	size_t value;
	return map_find(map, word, &value) && value;
}

/* Words of `a` that are not in `b`: set to `value` in the map. */
static void put_difference(struct map *map, struct text a, struct text b, size_t value)
{
	struct map other = {0};
	struct text rest = a, word;
	put_words(&other, b);
	while (next_word(&rest, &word))
		if (!has(&other, word))
			map_put(map, word, value);
	map_clear(&other);
}

/* Every word of the source stands in it once; the words as a set. */
static void read_words(struct map *out, struct text source)
{
	struct text rest = source, word;
	while (next_word(&rest, &word))
		if (!map_put(out, word, 1))
			fail_msg("seed %lu: %.*s stands twice", world.seed, (int)word.size, word.bytes);
}

static void same_words(const struct map *wanted, const struct map *got, const char *what)
{
	for (int side = 0; side < 2; side++) {
		const struct map *from = side ? got : wanted, *to = side ? wanted : got;
		for (size_t i = 0; i < from->capacity; i++) {
			const struct map_slot *slot = &from->slots[i];
			if (slot->key && slot->value && !has(to, (struct text){slot->key, slot->size}))
				fail_msg("seed %lu: %s: %.*s is %s", world.seed, what, (int)slot->size, slot->key,
					side ? "there, but should not be" : "lost");
		}
	}
}

/* --- what reviewers do */

static void name_of(char out[32], size_t person)
{
	snprintf(out, 32, "r%02zu", person);
}

static void ref_of(char out[48], size_t person)
{
	snprintf(out, 48, "refs/heads/review/r%02zu", person);
}

static struct oid tip_of(size_t person)
{
	char ref[48];
	struct oid tip;
	ref_of(ref, person);
	if (branch_find(&tip, world.repository, ref))
		FINE(branch_find(&tip, world.repository, "refs/heads/main"));
	return tip;
}

static void read_draft(struct buffer *out, const struct oid *commit)
{
	struct snapshot *snapshot;
	FINE(snapshot_open(&snapshot, world.repository, commit));
	FINE(snapshot_read(out, snapshot, DRAFT, DRAFT_LIMIT));
	snapshot_close(snapshot);
}

/* A run of words of a paragraph replaced, taken out, or added to. */
static void change_words(struct buffer *out, struct text text)
{
	size_t words = 1, at = 0, kind = pick(3);
	for (size_t i = 0; i < text.size; i++)
		words += text.bytes[i] == ' ';
	size_t from = pick(words), count = kind == 2 ? 0 : 1 + pick(3);
	bool any = false;
	for (size_t i = 0, number = 0; i <= text.size; i++) {
		if (i < text.size && text.bytes[i] != ' ')
			continue;
		if (number == from && kind != 1) {
			buffer_add_string(out, any ? " " : "");
			add_new_words(out, 1 + pick(2));
			any = true;
		}
		if (number < from || number >= from + count) {
			buffer_add_string(out, any ? " " : "");
			buffer_add(out, text_part(text, at, i));
			any = true;
		}
		at = i + 1;
		number++;
	}
	if (!any)
		add_new_words(out, 2);
}

static void commit_draft(size_t person, const struct oid *tip, struct text source)
{
	char ref[48], name[32];
	struct oid commit, old;
	ref_of(ref, person);
	name_of(name, person);
	struct commit_file file = {DRAFT, source, NULL};
	struct commit_order order = {.author_name = name,
		.author_email = "r@example.org",
		.subject = "Propose words",
		.kind = "amend",
		.when = clock_now(),
		.files = &file,
		.file_count = 1,
		.parents = tip,
		.parent_count = 1};
	if (branch_find(&old, world.repository, ref))
		memset(&old, 0, sizeof old);
	if (!commit_write(&commit, world.repository, &order))
		FINE(commit_move(world.repository, ref, &old, &commit, "act"));
}

static void change_draft(size_t person)
{
	struct oid tip = tip_of(person);
	struct buffer source = {0}, edited = {0}, texts[3] = {{0}};
	struct edit edits[3] = {{0}};
	struct draft *draft;
	size_t count = 1 + pick(3), used = 0;
	read_draft(&source, &tip);
	FINE(draft_read(&draft, buffer_text(&source)));
	for (size_t i = 0; i < count; i++) {
		size_t block = pick(draft->count), kind = pick(12);
		bool taken = false;
		for (size_t j = 0; j < used; j++)
			taken |= edits[j].block == block && edits[j].kind != EDIT_INSERT;
		if (taken || draft->count < 5)
			continue;
		struct edit *edit = &edits[used];
		*edit = (struct edit){.block = block};
		if (kind < 8) {
			edit->kind = EDIT_REWORD;
			change_words(&texts[used], draft->blocks[block].text);
			edit->text = buffer_text(&texts[used]);
		} else if (kind < 10) {
			edit->kind = EDIT_INSERT;
			edit->after = block;
			add_new_words(&texts[used], 6);
			edit->text = buffer_text(&texts[used]);
		} else if (kind == 10) {
			edit->kind = EDIT_DELETE;
		} else {
			edit->kind = EDIT_MOVE;
			edit->after = pick(draft->count);
			if (edit->after == block || edit->after + 1 == block)
				continue;
		}
		used++;
	}
	if (used && !rewrite_run(&edited, draft, edits, used))
		commit_draft(person, &tip, buffer_text(&edited));
	for (size_t i = 0; i < 3; i++)
		buffer_clear(&texts[i]);
	buffer_clear(&source);
	buffer_clear(&edited);
	draft_free(draft);
}

/* Their own branch brought up to the base; where words collide, the base's stand. */
static void bring_up(size_t person)
{
	char name[32];
	struct update_collisions collisions = {0};
	name_of(name, person);
	struct review *review = open_as(name);
	const struct fault *fault = updating_run(&collisions, review, NULL, 0);
	if (fault && collisions.count) {
		struct settlement *settlements = memory_new(collisions.count, sizeof *settlements);
		for (size_t i = 0; i < collisions.count; i++)
			settlements[i] = (struct settlement){DRAFT, collisions.items[i].base_block, {0}};
		fault = updating_run(NULL, review, settlements, collisions.count);
		free(settlements);
	}
	if (fault && fault_kind(fault) != FAULT_CONFLICT)
		fail_msg("seed %lu: %s", world.seed, fault_text(fault));
	update_collisions_clear(&collisions);
	review_close(review);
}

/* One reviewer takes another's branch in with plain git. */
static void take_other(size_t person, size_t other)
{
	char one[48], two[48];
	ref_of(one, person);
	ref_of(two, other);
	world.mixed[person] = true;
	(void)shell("cd r && git rev-parse -q --verify %s >/dev/null && git rev-parse -q --verify %s >/dev/null && "
		    "tree=$(git merge-tree --write-tree %s %s 2>/dev/null) && "
		    "new=$(git commit-tree -p %s -p %s -m 'Take them in' $tree) && git update-ref %s $new",
		one, two, one, two, one, two, one);
}

/* --- what the secretariat does */

static enum decision choose(size_t chance)
{
	if (chance < 50)
		return DECISION_ACCEPTED;
	if (chance < 62)
		return DECISION_REJECTED;
	if (chance < 67)
		return DECISION_NOTED;
	return chance < 75 ? DECISION_MODIFIED : DECISION_NONE;
}

static void decide_all(const char *secretary)
{
	struct review *review = open_as(secretary);
	size_t count = review->standing->amendment_count;
	for (size_t i = 0; i < count && i < review->standing->amendment_count; i++) {
		const struct amendment *amendment = &review->standing->amendments[i];
		enum decision decision = choose(pick(100));
		struct buffer words = {0}, ids = {0};
		if (amendment->same_as != i || decision == DECISION_NONE ||
			(amendment->decision != DECISION_NONE && pick(4)))
			continue;
		if (decision == DECISION_MODIFIED &&
			(amendment->kind == AMEND_MOVE || amendment->moved_too || amendment->extent > 1))
			decision = DECISION_ACCEPTED;
		if (decision == DECISION_MODIFIED) {
			buffer_add(&words, amendment->kind == AMEND_DELETE ? buffer_text(&amendment->was)
									   : buffer_text(&amendment->now));
			buffer_add_byte(&words, ' ');
			add_new_words(&words, 1);
		}
		struct decide_order order = {&i, 1, decision, text_of("Parce que."), buffer_text(&words)};
		const struct fault *fault = deciding_run(&ids, review, &order);
		if (fault && fault_kind(fault) != FAULT_CONFLICT && fault_kind(fault) != FAULT_MALFORMED)
			fail_msg("seed %lu: %s", world.seed, fault_text(fault));
		buffer_clear(&words);
		buffer_clear(&ids);
	}
	review_close(review);
}

/* What must stand in the base once these are taken. */
static void expect(struct map *wanted, const struct taking *taking)
{
	for (size_t i = 0; i < taking->base->count; i++)
		put_words(wanted, taking->base->blocks[i].text);
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < taking->count; i++) {
			const struct taken *item = &taking->items[i];
			struct buffer base = {0};
			if (item->fate != FATE_TAKEN)
				continue;
			for (size_t j = 0; j < item->extent && item->kind != AMEND_INSERT; j++) {
				buffer_add(&base, taking->base->blocks[item->block + j].text);
				buffer_add_byte(&base, '\n');
			}
			if (round == 0 && item->kind != AMEND_MOVE)
				put_difference(wanted, buffer_text(&base),
					item->kind == AMEND_DELETE ? text_of("") : buffer_text(&item->words), 0);
			if (round == 1 && item->kind != AMEND_DELETE && item->kind != AMEND_MOVE)
				put_difference(wanted, buffer_text(&item->words), buffer_text(&base), 1);
			buffer_clear(&base);
		}
}

/* Words that this round's decisions have settled otherwise than by taking them. */
static void note_settled(const struct taking *taking)
{
	for (size_t i = 0; i < taking->count; i++) {
		const struct taken *item = &taking->items[i];
		if (item->fate == FATE_LEFT || (item->fate == FATE_TAKEN && item->decision == DECISION_MODIFIED))
			put_difference(&world.settled, buffer_text(&item->now), buffer_text(&item->was), 1);
	}
}

static void merge_round(void)
{
	struct review *review = open_as("sec");
	struct apply_report report;
	struct apply_order order = {.accept_uncontested = pick(3) == 0};
	struct map wanted = {0}, got = {0};
	struct buffer source = {0};
	FINE(applying_run(&report, review, &order));
	expect(&wanted, report.drafts[0]);
	note_settled(report.drafts[0]);
	buffer_add(&source, review->draft->source);
	read_words(&got, buffer_text(&source));
	same_words(&wanted, &got, "the base");
	assert_null(strstr(buffer_string(&source), "  "));
	assert_null(strstr(buffer_string(&source), "\n\n\n"));
	apply_report_clear(&report);
	struct apply_order again = {0};
	FINE(applying_run(&report, review, &again));
	if (report.moved)
		fail_msg("seed %lu: a second run changed something", world.seed);
	apply_report_clear(&report);
	map_clear(&wanted);
	map_clear(&got);
	buffer_clear(&source);
	review_close(review);
}

/* A word that somebody's branch has and the base has not is proposed, or was settled; what was settled is not proposed
 * again. */
static void look(void)
{
	struct review *review = open_as("sec");
	const struct standing *standing = review->standing;
	struct map base = {0};
	read_words(&base, review->draft->source);
	put_words(&world.ever, review->draft->source);
	for (size_t person = 0; person < people; person++) {
		char name[32];
		struct map proposed = {0};
		struct buffer source = {0};
		struct text rest, word;
		struct oid tip = tip_of(person);
		name_of(name, person);
		for (size_t i = 0; i < standing->amendment_count; i++)
			if (!strcmp(standing->reviewers[standing->amendments[i].reviewer].id, name))
				put_difference(&proposed, buffer_text(&standing->amendments[i].now),
					buffer_text(&standing->amendments[i].was), 1);
		read_draft(&source, &tip);
		for (rest = buffer_text(&source); next_word(&rest, &word);)
			if (!has(&world.ever, word) && !has(&proposed, word) && !has(&world.settled, word) &&
				!branch_contains(world.repository, &review->base_tip, &tip))
				fail_msg("seed %lu: %.*s of %s is neither in the base, nor proposed, nor settled",
					world.seed, (int)word.size, word.bytes, name);
		for (size_t i = 0; !world.mixed[person] && i < proposed.capacity; i++)
			if (proposed.slots[i].key &&
				has(&world.settled, (struct text){proposed.slots[i].key, proposed.slots[i].size}))
				fail_msg("seed %lu: %.*s of %s was settled and is open again", world.seed,
					(int)proposed.slots[i].size, proposed.slots[i].key, name);
		buffer_clear(&source);
		map_clear(&proposed);
	}
	map_clear(&base);
	review_close(review);
}

static void start(void)
{
	struct buffer draft = {0};
	for (size_t i = 0; i < paragraphs; i++) {
		add_new_words(&draft, 12 + pick(20));
		buffer_add_string(&draft, i + 1 < paragraphs ? "\n\n" : "\n");
	}
	assert_int_equal(shell("git init -q -b main r && mkdir r/drafts"), 0);
	FINE(file_write("r/" DRAFT, buffer_text(&draft), 0644));
	assert_int_equal(shell("cd r && git add -A && git commit -qm 'First draft'"), 0);
	FINE(repository_open(&world.repository, "r"));
	buffer_clear(&draft);
}

static void one_consultation(unsigned long seed)
{
	srandom((unsigned int)seed);
	world.seed = seed;
	world.next = 1;
	memset(world.mixed, 0, sizeof world.mixed);
	start();
	for (size_t round = 0; round < rounds; round++) {
		for (size_t person = 0; person < people; person++) {
			if (round && pick(3) == 0)
				bring_up(person);
			if (pick(4))
				change_draft(person);
			if (pick(20) == 0)
				take_other(person, pick(people));
		}
		look();
		decide_all("sec");
		if (pick(3) == 0)
			decide_all("sec-2");
		merge_round();
		look();
	}
	assert_int_equal(shell("cd r && git fsck --strict >/dev/null 2>&1"), 0);
	repository_close(world.repository);
	map_clear(&world.settled);
	map_clear(&world.ever);
	assert_int_equal(shell("rm -rf r state"), 0);
}

static size_t number(const char *name, size_t otherwise)
{
	const char *value = getenv(name);
	return value ? strtoul(value, NULL, 10) : otherwise;
}

static void test_rounds__every_word_where_it_belongs(void **state)
{
	(void)state;
	unsigned long seed = number("SEED", 1), seeds = number("SEEDS", 4);
	people = number("PEOPLE", people);
	paragraphs = number("PARAGRAPHS", paragraphs);
	rounds = number("ROUNDS", rounds);
	for (unsigned long i = 0; i < seeds; i++)
		one_consultation(seed + i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(test_rounds__every_word_where_it_belongs)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
