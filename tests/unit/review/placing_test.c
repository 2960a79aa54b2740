#include "fixture.h"

static void through_versions(void **state)
{
	(void)state;
	char whole[UUID_TEXT], quote[UUID_TEXT], gone[UUID_TEXT];
	fixture_consult();
	struct review *a = open_as("sherpa-a");
	comment(whole, a, 5, NULL, "Sur tout.");
	comment(quote, a, 5, "priorités locales", "Lesquelles ?");
	comment(gone, a, 2, "partager", "Quoi ?");
	review_close(a);
	base_rewords("# Déclaration", "# Déclaration\n\nUn préambule, placé avant tout le reste.");
	base_rewords("Les partenaires réaffirment que", "Les partenaires disent que");
	base_rewords("Les partenaires disent que l'aide publique", "Toutes et tous disent que l'appui public");
	struct review *review = open_as("sherpa-b");
	assert_int_equal(remark_of(review, quote)->block, 6);
	assert_int_equal(remark_of(review, quote)->placement, PLACED_MOVED);
	assert_int_equal(remark_of(review, whole)->block, 6);
	assert_int_equal(remark_of(review, whole)->placement, PLACED_MOVED);
	assert_int_equal(remark_of(review, gone)->placement, PLACED_EXACT);
	review_close(review);
	base_rewords("Les villes et les régions s'engagent à partager ce qu'elles savent faire.\n\n", "");
	base_rewords("suit les priorités locales", "suit ce que chacun veut");
	review = open_as("sherpa-b");
	assert_int_equal(remark_of(review, gone)->placement, PLACED_LOST);
	assert_int_equal(remark_of(review, gone)->block, 2); /* beside its neighbour */
	assert_int_equal(remark_of(review, quote)->placement, PLACED_LOST);
	assert_int_equal(remark_of(review, quote)->block, 5); /* its own paragraph */
	review_close(review);
}

/* Nine paragraphs with the same words: a remark never jumps to another. */
static void same_words_everywhere(void **state)
{
	(void)state;
	char ids[9][UUID_TEXT];
	struct buffer draft = {0};
	fixture_consult();
	for (size_t i = 0; i < 9; i++)
		buffer_format(&draft, "Alinéa %zu %c%c%c%c : la coopération au développement.\n\n", i, (int)('a' + i),
			(int)('b' + i), (int)('c' + i), (int)('d' + i));
	base_becomes(buffer_string(&draft));
	struct review *review = open_as("sherpa-a");
	for (size_t i = 0; i < 9; i++)
		comment(ids[i], review, i, "coopération au développement", "Ici.");
	review_close(review);
	/* the fifth loses the words, the third goes */
	char *less = replaced(buffer_string(&draft), "efgh : la coopération au développement", "efgh : l'entraide");
	const char *third = strstr(less, "Alinéa 2"), *fourth = strstr(less, "Alinéa 3");
	char *last = memory_format("%.*s%s", (int)(third - less), less, fourth);
	base_becomes(last);
	review = open_as("sherpa-a");
	for (size_t i = 0; i < 9; i++) {
		const struct remark *remark = remark_of(review, ids[i]);
		assert_int_equal(remark->block, i < 2 ? i : i == 2 ? 1 : i - 1);
		assert_int_equal(remark->placement, i == 2 || i == 4 ? PLACED_LOST : PLACED_EXACT);
	}
	review_close(review);
	buffer_clear(&draft);
	free(less);
	free(last);
}

/* Written on words of one's own branch, which the base merged, and then went on. */
static void along_a_branch(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	fixture_consult();
	struct review *a = open_as("sherpa-a");
	reword(a, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "Plus sûr.");
	propose(a, AMEND_INSERT, 2, 0, "Un ajout, tout neuf.");
	review_close(a);
	char *blob = memory_string(said("cd r && git rev-parse review/sherpa-a:" DRAFT));
	/* somebody comments on the inserted paragraph of that version */
	struct review *b = open_as("sherpa-b");
	FINE(annotating_answer(id, b, standing_amendment(b->standing, "sherpa-a:3+1"), text_of("Bien.")));
	FINE(review_complete(b));
	assert_int_equal(remark_of(b, id)->block, 2);
	review_close(b);
	assert_int_equal(shell("cd r && git merge -q --no-ff -m merge review/sherpa-a"), 0);
	base_rewords("# Déclaration", "# Déclaration\n\nUn préambule, placé avant tout le reste.");
	b = open_as("sherpa-b");
	size_t block;
	struct oid oid;
	assert_true(oid_parse(&oid, blob));
	FINE(review_follow(&block, b, &oid, 4, "sherpa-a"));
	assert_int_equal(block, 4);
	assert_string_equal(block_text(b, 4), "Un ajout, tout neuf.");
	assert_int_equal(remark_of(b, id)->block, 4);
	assert_int_equal(b->standing->amendment_count, 0);
	review_close(b);
	free(blob);
}

/* A version that cannot be read: the quote alone, if it is unique in the draft. */
static void unreadable(void **state)
{
	(void)state;
	char one[UUID_TEXT], two[UUID_TEXT];
	fixture_consult();
	struct review *a = open_as("sherpa-a");
	comment(one, a, 5, "priorités locales", "Lesquelles ?");
	comment(two, a, 2, "Les", "Quoi ?");
	review_close(a);
	assert_int_equal(shell("cd r && git checkout -q review/sherpa-a && sed -i 's/urn:git:blob:.*\"/urn:git:blob:"
			       "0123456789012345678901234567890123456789\"/' annotations/sherpa-a/*.json && git commit "
			       "-qam lost && "
			       "git checkout -q main"),
		0);
	struct review *review = open_as("sherpa-b");
	assert_int_equal(remark_of(review, one)->placement, PLACED_UNCERTAIN);
	assert_int_equal(remark_of(review, one)->block, 5);
	assert_true(remark_of(review, one)->end > remark_of(review, one)->start);
	assert_int_equal(remark_of(review, two)->placement, PLACED_LOST);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(through_versions),
		FIXTURE_TEST(same_words_everywhere),
		FIXTURE_TEST(along_a_branch),
		FIXTURE_TEST(unreadable),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
