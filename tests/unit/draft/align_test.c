#include "documents.h"

#include <time.h>

#include "draft/align.h"

/* "0 2* -" : for each new block its old one, "*" where moved, "-" where inserted, "<n" where split off new block n. */
static void check_align(const char *old_source, const char *new_source, const char *expected)
{
	struct draft *old = read_draft(text_of(old_source)), *new = read_draft(text_of(new_source));
	struct align align;
	struct buffer got = {0};
	align_run(&align, old, new);
	for (size_t i = 0; i < new->count; i++) {
		buffer_add_string(&got, i ? " " : "");
		if (align.to_old[i] == ALIGN_NONE)
			buffer_add_byte(&got, '-');
		else
			buffer_format(&got, "%zu%s", align.to_old[i], align.moved[i] ? "*" : "");
		if (align.split_from[i] != ALIGN_NONE)
			buffer_format(&got, "<%zu", align.split_from[i]);
		if (align.to_old[i] != ALIGN_NONE)
			assert_int_equal(align.to_new[align.to_old[i]], i);
	}
	for (size_t i = 0; i < old->count; i++)
		if (align.joined_to[i] != ALIGN_NONE)
			buffer_format(&got, " %zu>%zu", i, align.joined_to[i]);
	assert_string_equal(buffer_string(&got), expected);
	buffer_clear(&got);
	align_clear(&align);
	draft_free(old);
	draft_free(new);
}

#define A "un deux trois quatre cinq six\n\n"
#define B "sept huit neuf dix onze douze\n\n"
#define C "treize quatorze quinze seize vingt\n\n"
#define D "lundi mardi mercredi jeudi vendredi samedi\n\n"

static void blocks_are_followed(void **state)
{
	(void)state;
	check_align(A B C, A B C, "0 1 2");
	check_align(A B C, A C, "0 2");
	check_align(A C, A B C, "0 - 1");
	check_align(A B C, A "sept huit NEUF dix onze douze\n\n" C, "0 1 2");
	check_align(A B C, A "tout autre chose ici\n\n" C, "0 - 2");
	check_align("", A, "-");
	check_align(A, "", "");
	check_align("***\n\n" A "***\n\n" B, "***\n\n" A "***\n\n" C "***\n\n" B, "0 1 2 - - 3");
	check_align("- a\n-\n", "- a\n- texte\n", "0 1");
	check_align(A, "# un deux trois quatre cinq six\n", "0");
}

static void a_move_is_told_from_what_stays(void **state)
{
	(void)state;
	check_align(A B C D, B C A D, "1 2 0* 3");
	check_align(A B C D, D A B C, "3* 0 1 2");
	check_align(A B, B A, "1* 0");
	check_align(C A, A C, "1 0*");
	check_align(A B C D, B C "un deux trois quatre CINQ six\n\n" D, "1 2 0* 3");
	check_align("- " A "- " B "- " C, "- " B "- " C "- " A, "1 2 0*");
}

static void splits_and_joins_are_known(void **state)
{
	(void)state;
	check_align(A B, "un deux trois\n\nquatre cinq six\n\n" B, "0 -<0 1");
	check_align(A B, "un deux\n\ntrois quatre\n\ncinq six\n\n" B, "0 -<0 -<0 1");
	check_align(A B C, A "sept huit neuf dix onze douze treize quatorze quinze seize vingt\n", "0 1 2>1");
	check_align(A B, A "sans rapport aucun\n\n" B, "0 - 1");
}

static void a_deleted_block_marks_its_place(void **state)
{
	(void)state;
	struct draft *old = read_draft(text_of(A B C D)), *new = read_draft(text_of(A D));
	struct align align;
	align_run(&align, old, new);
	assert_int_equal(align_neighbour(&align, 2), 0);
	assert_int_equal(align_neighbour(&align, 0), ALIGN_NONE);
	align_clear(&align);
	draft_free(old);
	draft_free(new);
}

static void pairs_are_one_to_one_whatever_the_texts(void **state)
{
	(void)state;
	for (size_t round = 0; round < 500; round++) {
		struct dice dice = {round};
		struct buffer a = {0}, b = {0};
		add_declaration(&a, &dice, 10);
		add_declaration(&b, &dice, 10);
		struct draft *old = read_draft(buffer_text(&a)), *new = read_draft(buffer_text(&b));
		struct align align;
		align_run(&align, old, new);
		size_t last = 0;
		for (size_t i = 0; i < new->count; i++) {
			size_t from = align.to_old[i];
			assert_true(from == ALIGN_NONE || align.to_new[from] == i);
			assert_true(from != ALIGN_NONE || !align.moved[i]);
			if (from == ALIGN_NONE || align.moved[i])
				continue;
			assert_true(from + 1 > last);
			last = from + 1;
		}
		for (size_t i = 0; i < old->count; i++)
			assert_true(align.to_new[i] == ALIGN_NONE || align.to_old[align.to_new[i]] == i);
		align_clear(&align);
		draft_free(old);
		draft_free(new);
		buffer_clear(&a);
		buffer_clear(&b);
	}
}

/* Milliseconds to align two texts of so many paragraphs, every `every`-th of them reworded, two of them moved. */
static double time_align(size_t count, size_t every, size_t repeated)
{
	struct buffer a = {0}, b = {0};
	for (size_t i = 0; i < count; i++) {
		struct dice dice = {repeated ? i % repeated : i};
		size_t start = a.size;
		for (size_t word = 0; word < 60; word++)
			buffer_format(&a, "%sm%zu", word ? " " : "", dice_roll(&dice, 40) * dice_roll(&dice, 60));
		buffer_add_string(&a, "\n\n");
		if (i == count / 3)
			continue;
		buffer_add(&b, text_part(buffer_text(&a), start, a.size - 2));
		buffer_add_string(&b, every && i % every == 0 ? " de plus\n\n" : "\n\n");
	}
	struct draft *old = read_draft(buffer_text(&a)), *new = read_draft(buffer_text(&b));
	struct align align;
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	align_run(&align, old, new);
	clock_gettime(CLOCK_MONOTONIC, &to);
	size_t paired = 0;
	for (size_t i = 0; i < new->count; i++)
		paired += align.to_old[i] != ALIGN_NONE;
	assert_true(repeated || paired == new->count);
	align_clear(&align);
	draft_free(old);
	draft_free(new);
	buffer_clear(&a);
	buffer_clear(&b);
	return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

static void aligning_is_never_quadratic(void **state)
{
	(void)state;
	static const size_t sizes[][3] = {{120, 7, 0}, {120, 1, 0}, {20000, 1000, 0}, {20000, 10, 0}, {20000, 1, 0},
		{20000, 10, 3}, {20000, 1, 1}};
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		double milliseconds = time_align(sizes[i][0], sizes[i][1], sizes[i][2]);
		if (getenv("LARGE"))
			print_message("%8.2f ms  %zu blocks, every %zu. changed, %zu different\n", milliseconds,
				sizes[i][0], sizes[i][1], sizes[i][2]);
		assert_true(milliseconds < 10000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_followed),
		cmocka_unit_test(a_move_is_told_from_what_stays),
		cmocka_unit_test(splits_and_joins_are_known),
		cmocka_unit_test(a_deleted_block_marks_its_place),
		cmocka_unit_test(pairs_are_one_to_one_whatever_the_texts),
		cmocka_unit_test(aligning_is_never_quadratic),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
