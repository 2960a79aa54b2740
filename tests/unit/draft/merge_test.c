#include "documents.h"

#include "draft/merge.h"
#include "draft/rewrite.h"

static char *merge_text(const char *ancestor, const char *ours, const char *theirs, size_t *collisions)
{
	struct draft *a = read_draft(text_of(ancestor)), *b = read_draft(text_of(ours)),
		     *c = read_draft(text_of(theirs));
	struct merge_collisions found = {0};
	struct buffer out = {0};
	assert_null(merge_run(&out, &found, a, b, c));
	*collisions = found.count;
	merge_collisions_clear(&found);
	draft_free(a);
	draft_free(b);
	draft_free(c);
	return buffer_take(&out);
}

static void check_merge(const char *ancestor, const char *ours, const char *theirs, const char *expected)
{
	size_t collisions;
	char *got = merge_text(ancestor, ours, theirs, &collisions);
	if (expected && collisions)
		fail_msg("%zu collisions where there should be none:\n%s", collisions, got);
	if (expected)
		assert_string_equal(got, expected);
	else if (!collisions)
		fail_msg("no collision, but\n%s\n---- from\n%s\n---- and\n%s", got, ours, theirs);
	free(got);
}

/* Both ways round. */
static void check_both(const char *ancestor, const char *ours, const char *theirs, const char *expected)
{
	check_merge(ancestor, ours, theirs, expected);
	check_merge(ancestor, theirs, ours, expected);
}

#define A "un deux trois quatre cinq six\n"
#define B "sept huit neuf dix onze douze\n"
#define C "treize quatorze quinze seize vingt\n"
#define E "janvier mars avril mai juin\n"
#define D "lundi mardi mercredi jeudi vendredi\n"

static void words_of_both_are_put_together(void **state)
{
	(void)state;
	check_both(A "\n" B, "un deux TROIS quatre cinq six\n\n" B, A "\nsept huit neuf dix onze DOUZE\n",
		"un deux TROIS quatre cinq six\n\nsept huit neuf dix onze DOUZE\n");
	check_both(A, "UN deux trois quatre cinq six\n", "un deux trois quatre cinq SIX\n",
		"UN deux trois quatre cinq SIX\n");
	check_both(A, "un DEUX trois quatre cinq six\n", "un deux TROIS quatre cinq six\n", NULL);
	check_both(A, "un DEUX trois quatre cinq six\n", "un DEUX trois quatre cinq six\n",
		"un DEUX trois quatre cinq six\n");
	/* An insertion after a word that another replaced. */
	check_both(A, "un deux x trois quatre cinq six\n", "un DEUX trois quatre cinq six\n", NULL);
}

static void what_both_put_in_at_two_places_collides(void **state)
{
	(void)state;
	const char *new = "cent deux cent mille un million";
	char *behind_a = memory_format(A "\n%s bon\n\n" B "\n" C, new),
	     *behind_b = memory_format(A "\n" B "\n%s\n\n" C, new);
	char *joined = memory_format(A "\n" B "\n%s treize quatorze quinze seize vingt\n", new);
	char *phrase = memory_format(A "\nOui %s janvier mars avril mai juin ou lundi\n\n" B "\n" C, new);
	check_both(A "\n" B "\n" C, behind_a, behind_b, NULL);
	check_both(A "\n" B "\n" C, behind_a, joined, NULL);
	check_both(A "\n" B "\n" C, behind_b, joined, NULL);
	/* A few words that both have are no paragraph. */
	char *whole = memory_format(A "\nOui %s janvier mars avril mai juin ou lundi\n\n" B
				      "\n%s treize quatorze quinze seize vingt\n",
		new, new);
	check_both(A "\n" B "\n" C, phrase, joined, whole);
	free(behind_a);
	free(behind_b);
	free(joined);
	free(phrase);
	free(whole);
}

static void a_change_of_layout_collides_with_nothing(void **state)
{
	(void)state;
	check_merge(A, "un deux trois\nquatre cinq six\n", "un DEUX trois quatre cinq six\n",
		"un DEUX trois\nquatre cinq six\n");
	check_merge(A, "un DEUX trois quatre cinq six\n", "un deux trois\nquatre cinq six\n",
		"un DEUX trois\nquatre cinq six\n");
}

static void deleting_collides_with_changing_and_moving(void **state)
{
	(void)state;
	check_both(A "\n" B "\n" C, A "\n" C, A "\n" B "\ntreize QUATORZE quinze seize vingt\n",
		A "\ntreize QUATORZE quinze seize vingt\n");
	check_both(A "\n" B "\n" C, A "\n" C, A "\nsept HUIT neuf dix onze douze\n\n" C, NULL);
	check_both(A "\n" B "\n" C "\n" D, A "\n" C "\n" D, A "\n" C "\n" D "\n" B, NULL);
	check_both(A "\n" B "\n" C, A "\n" C, A "\n" C, A "\n" C);
}

static void an_edit_follows_its_paragraph(void **state)
{
	(void)state;
	check_both(A "\n" B "\n" C "\n" D, B "\n" C "\n" A "\n" D, "un deux trois quatre CINQ six\n\n" B "\n" C "\n" D,
		B "\n" C "\nun deux trois quatre CINQ six\n\n" D);
	check_both(A "\n" B "\n" C "\n" D "\n" E, B "\n" C "\n" A "\n" D "\n" E, B "\n" C "\n" D "\n" A "\n" E, NULL);
	check_both(A "\n" B "\n" C "\n" D, B "\n" C "\n" A "\n" D, B "\n" C "\n" A "\n" D, B "\n" C "\n" A "\n" D);
}

static void insertions_follow_what_preceded_them(void **state)
{
	(void)state;
	check_both(A "\n" B, A "\nnouveau propos\n\n" B, A "\n" B "\nautre fin\n",
		A "\nnouveau propos\n\n" B "\nautre fin\n");
	check_both(A "\n" B, A "\nnouveau propos\n\n" B, A "\nnouveau propos\n\n" B, A "\nnouveau propos\n\n" B);
	check_both(A "\n" B "\n" C, A "\n" B "\nnouveau propos\n\n" C, A "\n" C, A "\nnouveau propos\n\n" C);
	check_both(A "\n" B, "nouveau propos\n\n" A "\n" B, A "\nsept huit NEUF dix onze douze\n",
		"nouveau propos\n\n" A "\nsept huit NEUF dix onze douze\n");
	size_t collisions;
	char *got = merge_text(A "\n" B, A "\nmon ajout ici\n\n" B, A "\nleur chose neuve\n\n" B, &collisions);
	assert_int_equal(collisions, 0);
	assert_non_null(strstr(got, "mon ajout ici"));
	assert_non_null(strstr(got, "leur chose neuve"));
	free(got);
}

#define AB "un deux trois quatre cinq six sept huit neuf dix onze douze\n"

/* Whose words they are when the other side has divided the paragraph, or joined it to another. */
static void words_follow_splits_and_joins(void **state)
{
	(void)state;
	check_both(AB "\n" C, A "\n" B "\n" C, "un deux trois quatre cinq six sept huit neuf DIX onze douze\n\n" C,
		A "\nsept huit neuf DIX onze douze\n\n" C);
	check_both(AB "\n" C, A "\n" B "\n" C, "un DEUX trois quatre cinq six sept huit neuf dix onze douze\n\n" C,
		"un DEUX trois quatre cinq six\n\n" B "\n" C);
	check_both(AB "\n" C, A "\n" B "\n" C, "un deux trois quatre cinq\n\nSIX sept huit neuf dix onze douze\n\n" C,
		NULL);
	check_both(A "\n" B "\n" C, AB "\n" C, A "\nsept huit NEUF dix onze douze\n\n" C,
		"un deux trois quatre cinq six sept huit NEUF dix onze douze\n\n" C);
	check_both(A "\n" B "\n" C, AB "\n" C, "un DEUX trois quatre cinq six\n\nsept huit NEUF dix onze douze\n\n" C,
		"un DEUX trois quatre cinq six sept huit NEUF dix onze douze\n\n" C);
	check_both(A "\n" B "\n" C, AB "\n" C, A "\nSEPT huit neuf dix onze douze\n\n" C, NULL);
	check_merge(A "\n" B "\n" C, AB "\n" C, A "\n" C "\n" B, NULL);
	/* What they moved is divided there; what they divided is not moved: half of it would be. */
	check_merge(AB "\n" C "\n" D, A "\n" B "\n" C "\n" D, C "\n" D "\n" AB, C "\n" D "\n" A "\n" B);
	check_merge(AB "\n" C "\n" D, C "\n" D "\n" AB, A "\n" B "\n" C "\n" D, NULL);
}

static void splits_and_joins_collide_where_words_do(void **state)
{
	(void)state;
	check_both(A "\n" B, "un deux trois\n\nquatre cinq six\n\n" B, A "\nsept huit NEUF dix onze douze\n",
		"un deux trois\n\nquatre cinq six\n\nsept huit NEUF dix onze douze\n");
	check_both(A "\n" B "\n" C, "un deux trois quatre cinq six sept huit neuf dix onze douze\n\n" C,
		A "\n" B "\ntreize quatorze quinze SEIZE vingt\n",
		"un deux trois quatre cinq six sept huit neuf dix onze douze\n\ntreize quatorze quinze SEIZE vingt\n");
	check_both(A "\n" B "\n" C, AB "\n" C, "sept huit NEUF dix onze douze\n\n" C, NULL);
	check_both(A "\n" B, "un deux trois\n\nquatre cinq six\n\n" B, "un deux TROIS QUATRE cinq six\n\n" B, NULL);
	check_both(A "\n" B, "un deux trois\n\nquatre cinq six\n\n" B, "un deux trois\n\nquatre cinq six\n\n" B,
		"un deux trois\n\nquatre cinq six\n\n" B);
}

static void a_change_of_kind_is_carried(void **state)
{
	(void)state;
	check_both(A "\n" B, "## " A "\n" B, A "\nsept huit NEUF dix onze douze\n",
		"## " A "\nsept huit NEUF dix onze douze\n");
	check_both("## " A "\n" B, "### " A "\n" B, "## un deux TROIS quatre cinq six\n\n" B,
		"### un deux TROIS quatre cinq six\n\n" B);
	check_both(A "\n" B, "- " A "\n" B, "> " A "\n" B, NULL);
}

static void the_same_words_inserted_twice_stay_twice(void **state)
{
	(void)state;
	check_both(A "\n" B, A "\nun ajout\n\nun ajout\n\n" B, A "\nun ajout\n\nsept huit NEUF dix onze douze\n",
		A "\nun ajout\n\nun ajout\n\nsept huit NEUF dix onze douze\n");
}

static void an_insertion_stands_behind_both_parts_of_a_split(void **state)
{
	(void)state;
	check_both(A "\n" B, A "\nun ajout\n\n" B, "un deux trois\n\nquatre cinq six\n\n" B,
		"un deux trois\n\nquatre cinq six\n\nun ajout\n\n" B);
}

static void list_items_are_inserted_and_moved(void **state)
{
	(void)state;
	check_both("- " A "- " B "- " C, "- " A "- nouvel alinéa\n- " B "- " C,
		"- " A "- " B "- treize QUATORZE quinze seize vingt\n",
		"- " A "- nouvel alinéa\n- " B "- treize QUATORZE quinze seize vingt\n");
	check_both("1. " A "2. " B "3. " C, "2. " B "3. " C "1. " A, "1. un DEUX trois quatre cinq six\n2. " B "3. " C,
		"2. " B "3. " C "1. un DEUX trois quatre cinq six\n");
	check_both("- " A "- " B "\n" C, "- " A "\n" C, "- " A "- " B "\n" C "\n" D, "- " A "\n" C "\n" D);
	check_both(A "\n- " B "- " C, A "\n- " B "- " C "\n" D, "un DEUX trois quatre cinq six\n\n- " B "- " C,
		"un DEUX trois quatre cinq six\n\n- " B "- " C "\n" D);
	check_both(A "\n" B, "un DEUX trois quatre cinq six\n\n" B, A "\n- nouvelle liste\n- à deux points\n\n" B,
		"un DEUX trois quatre cinq six\n\n- nouvelle liste\n- à deux points\n\n" B);
}

/* A text whose blocks are known by words of their own. */
static void add_named(struct buffer *out, struct dice *dice, size_t blocks)
{
	bool list = false;
	for (size_t i = 0; i < blocks; i++) {
		bool item = dice_roll(dice, 3) == 0;
		if (i)
			buffer_add_string(out, list && item && dice_roll(dice, 2) ? "" : "\n");
		buffer_add_string(out, item ? "- " : dice_roll(dice, 8) ? "" : "## ");
		list = item;
		for (size_t word = 0; word < 10; word++)
			buffer_format(out, "%sm%zux%zuy", word ? " " : "", i, word);
		buffer_add_byte(out, '\n');
	}
}

struct change {
	struct edit edits[16];
	char words[16][200];
	size_t count;
};

/* Edits of blocks of one half of the text (even or odd), each with words of its own. */
static void add_changes(struct change *out, const struct draft *draft, struct dice *dice, size_t half, char name)
{
	for (size_t i = half; i < draft->count && out->count < 16; i += 2) {
		if (dice_roll(dice, 3))
			continue;
		struct edit *edit = &out->edits[out->count];
		char *words = out->words[out->count];
		size_t at = dice_roll(dice, 10);
		const struct block *block = &draft->blocks[i];
		*edit = (struct edit){.kind = dice_roll(dice, 3)   ? EDIT_REWORD
					      : dice_roll(dice, 2) ? EDIT_INSERT
								   : EDIT_DELETE,
			.block = i,
			.after = i};
		if (edit->kind == EDIT_REWORD) {
			struct text rest = block->text;
			size_t size = 0;
			for (size_t word = 0; word < 10; word++) {
				const char *end = memchr(rest.bytes, ' ', rest.size);
				size_t length = end ? (size_t)(end - rest.bytes) : rest.size;
				if (word == at)
					size += (size_t)snprintf(
						words + size, 200 - size, "%s%c%zuneuf", word ? " " : "", name, i);
				else
					size += (size_t)snprintf(words + size, 200 - size, "%s%.*s", word ? " " : "",
						(int)length, rest.bytes);
				rest = text_part(rest, length + 1, rest.size);
			}
		} else {
			snprintf(words, 200, "ajout%c%zu de mots%c%zu tout%c%zu", name, i, name, i, name, i);
		}
		edit->text = text_of(words);
		out->count++;
	}
}

static size_t count_in(const char *whole, const char *part)
{
	size_t count = 0;
	for (; (whole = strstr(whole, part)); whole += strlen(part))
		count++;
	return count;
}

static void every_edit_stands_in_the_result_once(void **state)
{
	(void)state;
	for (size_t round = 0; round < 400; round++) {
		struct dice dice = {round};
		struct buffer source = {0}, texts[2] = {0};
		struct change changes[2] = {0};
		add_named(&source, &dice, 4 + dice_roll(&dice, 30));
		struct draft *draft = read_draft(buffer_text(&source));
		bool fine = true;
		for (size_t side = 0; side < 2; side++) {
			add_changes(&changes[side], draft, &dice, side, (char)('P' + side));
			const struct fault *fault =
				rewrite_run(&texts[side], draft, changes[side].edits, changes[side].count);
			fine = fine && !fault;
		}
		assert_true(fine);
		size_t collisions;
		char *got = merge_text(
			buffer_string(&source), buffer_string(&texts[0]), buffer_string(&texts[1]), &collisions);
		if (collisions)
			fail_msg("round %zu: %zu collisions\n%s", round, collisions, buffer_string(&source));
		for (size_t side = 0; side < 2; side++)
			for (size_t i = 0; i < changes[side].count; i++) {
				const struct edit *edit = &changes[side].edits[i];
				bool there = edit->kind != EDIT_DELETE;
				if (there && count_in(got, changes[side].words[i]) != 1)
					fail_msg("round %zu: \"%s\" stands %zu times in\n%s\n---- of\n%s", round,
						changes[side].words[i], count_in(got, changes[side].words[i]), got,
						buffer_string(&source));
				char was[64];
				snprintf(was, sizeof was, "m%zux0y m%zux1y m%zux2y", edit->block, edit->block,
					edit->block);
				if (edit->kind == EDIT_DELETE)
					assert_int_equal(count_in(got, was), 0);
			}
		struct draft *result = read_draft(text_of(got));
		size_t expected = draft->count;
		for (size_t side = 0; side < 2; side++)
			for (size_t i = 0; i < changes[side].count; i++)
				expected += (changes[side].edits[i].kind == EDIT_INSERT) -
					    (changes[side].edits[i].kind == EDIT_DELETE);
		assert_int_equal(result->count, expected);
		draft_free(result);
		free(got);
		draft_free(draft);
		buffer_clear(&source);
		buffer_clear(&texts[0]);
		buffer_clear(&texts[1]);
	}
}

/* Moves, splits, joins, deletions and rewordings at random, anywhere: where nothing collides, each word stands as often
 * as it did, plus what either side changed about that. */
static void shake(struct buffer *out, const struct draft *draft, struct dice *dice, char name, size_t half)
{
	static char words[8][2000];
	struct edit edits[8];
	size_t count = 0;
	for (size_t i = half; i < draft->count && count < 6; i += 2) {
		if (dice_roll(dice, 4))
			continue;
		struct text text = draft->blocks[i].text;
		struct edit edit = {.block = i, .after = dice_roll(dice, draft->count + 1) - 1};
		size_t middle = text.size / 2;
		while (middle < text.size && text.bytes[middle] != ' ')
			middle++;
		switch (dice_roll(dice, 6)) {
		case 0:
			edit.kind = EDIT_MOVE;
			break;
		case 1:
			edit.kind = EDIT_DELETE;
			break;
		case 2:
			edit.kind = EDIT_REWORD;
			snprintf(words[count], 2000, "%.*s\n\n%.*s", (int)middle, text.bytes,
				(int)(text.size - middle - 1), text.bytes + middle + 1);
			break;
		case 3:
			edit.kind = EDIT_INSERT;
			snprintf(words[count], 2000, "ajout%c%zu de mots%c%zu tout%c%zu", name, i, name, i, name, i);
			break;
		default:
			edit.kind = EDIT_REWORD;
			snprintf(words[count], 2000, "%.*s mot%c%zu %.*s", (int)middle, text.bytes, name, i,
				(int)(text.size - middle - 1), text.bytes + middle + 1);
		}
		if (edit.kind == EDIT_REWORD || edit.kind == EDIT_INSERT)
			edit.text = text_of(words[count]);
		edits[count++] = edit;
	}
	if (rewrite_run(out, draft, edits, count)) {
		buffer_empty(out);
		buffer_add(out, draft->source);
	}
}

static void no_word_is_lost_or_doubled(void **state)
{
	(void)state;
	const char *rounds = getenv("ROUNDS");
	size_t most = rounds ? strtoul(rounds, NULL, 10) : 1000, clean = 0;
	for (size_t round = 0; round < most; round++) {
		struct dice dice = {round};
		struct buffer source = {0}, texts[2] = {0};
		add_named(&source, &dice, 3 + dice_roll(&dice, 20));
		struct draft *draft = read_draft(buffer_text(&source));
		for (size_t side = 0; side < 2; side++) {
			shake(&texts[side], draft, &dice, (char)('P' + side), side);
			buffer_string(&texts[side]);
		}
		size_t collisions;
		char *got = merge_text(buffer_string(&source), texts[0].bytes, texts[1].bytes, &collisions);
		clean += !collisions;
		for (size_t i = 0; !collisions && i < draft->count; i++)
			for (size_t word = 0; word < 10; word++) {
				char name[32];
				snprintf(name, sizeof name, "m%zux%zu%c", i, word, 'y');
				size_t expected = count_in(texts[0].bytes, name) + count_in(texts[1].bytes, name);
				expected = expected == 2 ? 1 : 0;
				if (count_in(got, name) != expected)
					fail_msg("round %zu: %s stands %zu times, not %zu, in\n%s\n---- from\n%s\n---- "
						 "ours\n%s\n---- theirs\n%s",
						round, name, count_in(got, name), expected, got, source.bytes,
						texts[0].bytes, texts[1].bytes);
			}
		for (size_t i = 0; !collisions && i < draft->count; i++) {
			char name[32];
			snprintf(name, sizeof name, "mot%c%zu ", "PQ"[i % 2], i);
			if (count_in(got, name) != count_in(texts[i % 2].bytes, name))
				fail_msg("round %zu: %s", round, name);
			snprintf(name, sizeof name, "ajout%c%zu ", "PQ"[i % 2], i);
			if (count_in(got, name) != count_in(texts[i % 2].bytes, name))
				fail_msg("round %zu: %s in\n%s\n---- from\n%s\n---- ours\n%s\n---- theirs\n%s", round,
					name, got, source.bytes, texts[0].bytes, texts[1].bytes);
		}
		free(got);
		draft_free(draft);
		buffer_clear(&source);
		buffer_clear(&texts[0]);
		buffer_clear(&texts[1]);
	}
	print_message("%zu of %zu clean\n", clean, most);
	assert_true(clean * 3 > most * 2);
}

static void merging_with_no_change_gives_the_other_byte_for_byte(void **state)
{
	(void)state;
	for (size_t round = 0; round < 300; round++) {
		struct dice dice = {round};
		struct buffer a = {0}, x = {0};
		add_declaration(&a, &dice, 5);
		add_declaration(&x, &dice, 5);
		buffer_string(&a);
		buffer_string(&x);
		check_both(a.bytes, a.bytes, x.bytes, x.bytes);
		check_merge(a.bytes, x.bytes, x.bytes, x.bytes);
		buffer_clear(&a);
		buffer_clear(&x);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_both_are_put_together),
		cmocka_unit_test(what_both_put_in_at_two_places_collides),
		cmocka_unit_test(a_change_of_layout_collides_with_nothing),
		cmocka_unit_test(deleting_collides_with_changing_and_moving),
		cmocka_unit_test(an_edit_follows_its_paragraph),
		cmocka_unit_test(insertions_follow_what_preceded_them),
		cmocka_unit_test(words_follow_splits_and_joins),
		cmocka_unit_test(splits_and_joins_collide_where_words_do),
		cmocka_unit_test(a_change_of_kind_is_carried),
		cmocka_unit_test(the_same_words_inserted_twice_stay_twice),
		cmocka_unit_test(an_insertion_stands_behind_both_parts_of_a_split),
		cmocka_unit_test(list_items_are_inserted_and_moved),
		cmocka_unit_test(every_edit_stands_in_the_result_once),
		cmocka_unit_test(no_word_is_lost_or_doubled),
		cmocka_unit_test(merging_with_no_change_gives_the_other_byte_for_byte),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
