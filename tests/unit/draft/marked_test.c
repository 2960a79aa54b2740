#include "documents.h"

#include "base/array.h"
#include "draft/marked.h"

static char *marked_take(struct text ancestor, struct text ours, struct text theirs, bool *collides)
{
	struct buffer out = {0};
	assert_null(marked_run(&out, collides, ancestor, ours, theirs));
	return buffer_take(&out);
}

static void check(const char *ancestor, const char *ours, const char *theirs, const char *wanted)
{
	bool collides;
	char *got = marked_take(text_of(ancestor), text_of(ours), text_of(theirs), &collides);
	assert_string_equal(got, wanted);
	assert_int_equal(collides, strstr(wanted, "<<<<<<< ours\n") != NULL);
	free(got);
}

#define A "un deux trois quatre cinq six\n"
#define B "sept huit neuf dix onze douze\n"
#define C "treize quatorze quinze seize vingt\n"

static void what_does_not_collide_is_merged_without_marks(void **state)
{
	(void)state;
	check(A "\n" B, "UN deux trois quatre cinq six\n\n" B, "un deux trois quatre cinq SIX\n\n" B "\n" C,
		"UN deux trois quatre cinq SIX\n\n" B "\n" C);
}

static void a_paragraph_that_collides_stands_twice_and_the_rest_is_merged(void **state)
{
	(void)state;
	check("# Titre\n\n- " A "- " B "\n" C, "# Titre\n\n- un DEUX trois quatre cinq six\n- " B "\n" C,
		"# Titre\n\n- un deuxième trois quatre cinq six\n- " B "\ntreize quatorze quinze seize VINGT\n",
		"# Titre\n\n<<<<<<< ours\n- un DEUX trois quatre cinq six\n=======\n- un deuxième trois quatre cinq "
		"six\n"
		">>>>>>> theirs\n- " B "\ntreize quatorze quinze seize VINGT\n");
}

static void a_deletion_against_an_edit_shows_an_empty_side(void **state)
{
	(void)state;
	check(A "\n" B "\n" C, A "\n" C, A "\nsept HUIT neuf dix onze douze\n\n" C,
		A "<<<<<<< ours\n=======\nsept HUIT neuf dix onze douze\n>>>>>>> theirs\n\n" C);
	check(A "\n" B "\n" C, A "\nsept HUIT neuf dix onze douze\n\n" C, A "\n" C,
		A "\n<<<<<<< ours\nsept HUIT neuf dix onze douze\n=======\n>>>>>>> theirs\n\n" C);
}

static void headings_keep_their_underline(void **state)
{
	(void)state;
	check("Titre premier\n=============\n\n" A, "Titre second\n=============\n\n" A,
		"Titre dernier\n=============\n\n" A,
		"<<<<<<< ours\nTitre second\n=============\n=======\nTitre dernier\n=============\n>>>>>>> "
		"theirs\n\n" A);
}

/* --- drafts of unique words, edited at random on both sides */

enum { PARAGRAPHS = 8, WORDS = 12, MOST = 64 };

struct paper {
	unsigned int words[MOST][MOST];
	size_t sizes[MOST], count;
};

static void paper_write(struct buffer *out, const struct paper *paper)
{
	for (size_t i = 0; i < paper->count; i++) {
		buffer_add_string(out, i ? "\n" : "");
		for (size_t j = 0; j < paper->sizes[i]; j++)
			buffer_format(out, "%sw%uw", j ? " " : "", paper->words[i][j]);
		buffer_add_byte(out, '\n');
	}
}

static void paragraph_out(struct paper *paper, size_t at)
{
	memmove(&paper->words[at], &paper->words[at + 1], (paper->count - at - 1) * sizeof *paper->words);
	memmove(&paper->sizes[at], &paper->sizes[at + 1], (paper->count - at - 1) * sizeof *paper->sizes);
	paper->count--;
}

static void paragraph_in(struct paper *paper, size_t at, const unsigned int *words, size_t size)
{
	memmove(&paper->words[at + 1], &paper->words[at], (paper->count - at) * sizeof *paper->words);
	memmove(&paper->sizes[at + 1], &paper->sizes[at], (paper->count - at) * sizeof *paper->sizes);
	memmove(paper->words[at], words, size * sizeof *words);
	paper->sizes[at] = size;
	paper->count++;
}

static void edit(struct paper *paper, struct dice *dice, unsigned int *fresh)
{
	unsigned int words[MOST];
	size_t at = dice_roll(dice, paper->count), size = paper->sizes[at], word = dice_roll(dice, size);
	switch (dice_roll(dice, 7)) {
	case 0:
	case 1:
		paper->words[at][word] = (*fresh)++;
		break;
	case 2: /* a word more */
		memmove(&paper->words[at][word + 1], &paper->words[at][word], (size - word) * sizeof *words);
		paper->words[at][word] = (*fresh)++;
		paper->sizes[at]++;
		break;
	case 3: /* gone */
		if (paper->count > 2)
			paragraph_out(paper, at);
		break;
	case 4: /* a new one */
		for (size_t i = 0; i < WORDS; i++)
			words[i] = (*fresh)++;
		paragraph_in(paper, at, words, WORDS);
		break;
	case 5: /* elsewhere */
		memcpy(words, paper->words[at], sizeof words);
		paragraph_out(paper, at);
		paragraph_in(paper, dice_roll(dice, paper->count + 1), words, size);
		break;
	default: /* in two */
		if (word > 0 && size > 4) {
			paragraph_in(paper, at + 1, &paper->words[at][word], size - word);
			paper->sizes[at] = word;
		}
	}
}

static bool has_word(const struct paper *paper, unsigned int word)
{
	for (size_t i = 0; i < paper->count; i++)
		for (size_t j = 0; j < paper->sizes[i]; j++)
			if (paper->words[i][j] == word)
				return true;
	return false;
}

/* What one side wrote is there; what neither took out is there; what one took out may stand in a collision. */
static void nothing_is_ever_lost(void **state)
{
	(void)state;
	size_t collided = 0, clean = 0;
	for (unsigned int seed = 1; seed <= 1500; seed++) {
		struct paper *papers = memory_new(3, sizeof *papers);
		struct buffer texts[3] = {{0}, {0}, {0}};
		struct dice dice = {seed};
		unsigned int fresh = 0;
		for (size_t i = 0; i < PARAGRAPHS; i++, papers[0].count++)
			for (papers[0].sizes[i] = 0; papers[0].sizes[i] < WORDS; papers[0].sizes[i]++)
				papers[0].words[i][papers[0].sizes[i]] = fresh++;
		unsigned int old = fresh;
		for (size_t side = 1; side < 3; side++) {
			papers[side] = papers[0];
			for (size_t i = 0; i < 1 + seed % 5; i++)
				edit(&papers[side], &dice, &fresh);
		}
		for (size_t i = 0; i < 3; i++)
			paper_write(&texts[i], &papers[i]);
		bool collides;
		char *got =
			marked_take(buffer_text(&texts[0]), buffer_text(&texts[1]), buffer_text(&texts[2]), &collides);
		for (unsigned int word = 0; word < fresh; word++) {
			char written[16];
			bool ours = has_word(&papers[1], word), theirs = has_word(&papers[2], word);
			bool wanted = word < old ? ours && theirs : ours || theirs;
			snprintf(written, sizeof written, "w%uw", word);
			if (wanted && !strstr(got, written))
				fail_msg("seed %u: %s is lost in\n%s\nof\n%s\nand\n%s", seed, written, got,
					buffer_string(&texts[1]), buffer_string(&texts[2]));
			if (!collides && !wanted && strstr(got, written))
				fail_msg("seed %u: %s has come back in\n%s", seed, written, got);
		}
		*(collides ? &collided : &clean) += 1;
		for (size_t i = 0; i < 3; i++)
			buffer_clear(&texts[i]);
		free(papers);
		free(got);
	}
	assert_true(collided > 100 && clean > 100);
}

/* Anything at all: no crash, and lines that only one side has are in the result. */
static void any_bytes_can_be_merged(void **state)
{
	(void)state;
	for (unsigned int seed = 1; seed <= 400; seed++) {
		struct dice dice = {seed};
		struct buffer texts[3] = {{0}, {0}, {0}};
		bool collides;
		add_rubble(&texts[0], &dice, 12, "\n");
		for (size_t side = 1; side < 3; side++) {
			buffer_add(&texts[side], buffer_text(&texts[0]));
			buffer_format(&texts[side], "\n\nmot%zu\n\n", side);
			add_rubble(&texts[side], &dice, 4, "\n");
		}
		char *got =
			marked_take(buffer_text(&texts[0]), buffer_text(&texts[1]), buffer_text(&texts[2]), &collides);
		assert_non_null(strstr(got, "mot1"));
		assert_non_null(strstr(got, "mot2"));
		for (size_t i = 0; i < 3; i++)
			buffer_clear(&texts[i]);
		free(got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_does_not_collide_is_merged_without_marks),
		cmocka_unit_test(a_paragraph_that_collides_stands_twice_and_the_rest_is_merged),
		cmocka_unit_test(a_deletion_against_an_edit_shows_an_empty_side),
		cmocka_unit_test(headings_keep_their_underline),
		cmocka_unit_test(nothing_is_ever_lost),
		cmocka_unit_test(any_bytes_can_be_merged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
