#include "fixture.h"

#define VILLES(a, b, c) "Les villes et les régions " a " à partager ce qu'elles " b " faire" c

static void says(const char *who, size_t block, const char *text)
{
	struct review *review = open_as(who);
	reword(review, block, text, "");
	review_close(review);
}

static void does(const char *who, enum amendment_kind kind, size_t block, size_t after, const char *text)
{
	struct review *review = open_as(who);
	propose(review, kind, block, after, text);
	review_close(review);
}

static bool collide(const struct review *review, const char *one, const char *two)
{
	const struct amendment *a = amendment_named(review, one), *b = amendment_named(review, two);
	bool found = false, back = false;
	for (size_t i = 0; i < a->collide_count; i++)
		found |= &review->standing->amendments[a->collides[i]] == b;
	for (size_t i = 0; i < b->collide_count; i++)
		back |= &review->standing->amendments[b->collides[i]] == a;
	assert_int_equal(found, back);
	return found;
}

static void words_meet(void **state)
{
	(void)state;
	fixture_consult();
	says("sherpa-a", 2, VILLES("veillent", "savent", "."));
	says("sherpa-b", 2, VILLES("tiennent", "savent", "."));
	says("sherpa-c", 2, VILLES("s'engagent", "peuvent", "."));
	says("sherpa-d", 2, VILLES("s'engagent", "savent bien", "."));
	struct review *review = open_as("bureau");
	assert_true(collide(review, "sherpa-a:3", "sherpa-b:3"));
	assert_false(collide(review, "sherpa-a:3", "sherpa-c:3"));
	assert_true(collide(review, "sherpa-c:3", "sherpa-d:3")); /* they touch */
	review_close(review);
	says("sherpa-b", 2, VILLES("veillent", "savent", "."));
	says("sherpa-d", 2,
		"Les villes  et les régions s’engagent à partager ce qu'elles savent faire."); /* layout only */
	review = open_as("bureau");
	assert_false(collide(review, "sherpa-a:3", "sherpa-b:3"));
	assert_int_equal(
		amendment_named(review, "sherpa-b:3")->same_as, standing_amendment(review->standing, "sherpa-a:3"));
	assert_string_equal(
		amendment_named(review, "sherpa-b:3")->digest, amendment_named(review, "sherpa-a:3")->digest);
	assert_string_equal(amendment_named(review, "sherpa-d:3")->type, "ed");
	assert_int_equal(amendment_named(review, "sherpa-d:3")->collide_count, 0);
	review_close(review);
}

static void type_is(const char *type, const char *was, const char *now)
{
	assert_string_equal(amendment_type(text_of(was), text_of(now)), type);
}

/* Form is spelling, punctuation and typography; which words make a paragraph is not. */
static void types(void **state)
{
	(void)state;
	type_is("ed", "L'eau, et la terre.", "L’eau et la terre\u00a0!");
	type_is("ed", "Un.\n\nDeux.", "Un,\n\ndeux.");
	type_is("te", "Un deux.", "Un trois.");
	type_is("te", "Un.\n\nDeux.", "Un. Deux.");
	type_is("te", "Un. Deux.", "Un.\n\nDeux.");
	type_is("te", "Un deux.\n\nTrois.", "Un.\n\nDeux trois.");
	type_is("te", "Un.", "");
	type_is("te", "", "Un.");
}

static void whole_paragraphs(void **state)
{
	(void)state;
	fixture_consult();
	does("sherpa-a", AMEND_DELETE, 5, 0, "");
	says("sherpa-b", 5, "Les partenaires confirment que l'aide publique suit les priorités locales.");
	does("sherpa-c", AMEND_DELETE, 5, 0, "");
	does("sherpa-d", AMEND_INSERT, 5, 0, "Un ajout, derrière le sixième.");
	struct review *review = open_as("bureau");
	assert_true(collide(review, "sherpa-a:6", "sherpa-b:6"));
	assert_false(collide(review, "sherpa-a:6", "sherpa-c:6"));
	assert_int_equal(
		amendment_named(review, "sherpa-c:6")->same_as, standing_amendment(review->standing, "sherpa-a:6"));
	assert_int_equal(amendment_named(review, "sherpa-d:6+1")->collide_count, 0);
	review_close(review);
}

static void moves(void **state)
{
	(void)state;
	fixture_consult();
	does("sherpa-a", AMEND_MOVE, 6, 1, "");
	does("sherpa-b", AMEND_MOVE, 6, 2, "");
	says("sherpa-c", 6, "Le suivi est confié au Bureau exécutif, qui rend compte tous les trois ans.");
	does("sherpa-d", AMEND_DELETE, 6, 0, "");
	struct review *review = open_as("bureau");
	assert_true(collide(review, "sherpa-a:7", "sherpa-b:7"));
	assert_false(collide(review, "sherpa-a:7", "sherpa-c:7"));
	assert_true(collide(review, "sherpa-a:7", "sherpa-d:7"));
	assert_true(collide(review, "sherpa-c:7", "sherpa-d:7"));
	review_close(review);
}

static void with_the_base(void **state)
{
	(void)state;
	fixture_consult();
	says("sherpa-a", 2, VILLES("veillent", "savent", "."));
	says("sherpa-b", 2, VILLES("s'engagent", "peuvent", "."));
	does("sherpa-c", AMEND_DELETE, 2, 0, "");
	does("sherpa-d", AMEND_DELETE, 5, 0, "");
	base_rewords("s'engagent", "promettent");
	struct review *review = open_as("bureau");
	assert_true(amendment_named(review, "sherpa-a:3")->collides_with_base);
	assert_false(amendment_named(review, "sherpa-b:3")->collides_with_base);
	WORDS(VILLES("promettent", "peuvent", "."), amendment_named(review, "sherpa-b:3")->carried);
	assert_true(amendment_named(review, "sherpa-c:3")->collides_with_base);
	assert_false(amendment_named(review, "sherpa-d:6")->collides_with_base);
	review_close(review);
	/* the base says what A said: that is no proposal any more; and what D deleted is gone */
	base_rewords("promettent", "veillent");
	base_rewords("Les partenaires réaffirment que l'aide publique suit les priorités locales.\n\n", "");
	review = open_as("bureau");
	assert_int_equal(standing_amendment(review->standing, "sherpa-a:3"), STANDING_NONE);
	assert_int_equal(review->standing->amendment_count, 2);
	review_close(review);
}

/* A join speaks of two paragraphs, and collides with what changes either. */
static void joins(void **state)
{
	(void)state;
	fixture_consult();
	assert_int_equal(shell("cd r && git checkout -q -b review/sherpa-a && sed -i -e '3{N;N;s/\\n\\n/ /}' " DRAFT
			       " && git commit -qam join && git checkout -q main"),
		0);
	says("sherpa-b", 2, VILLES("veillent", "savent", "."));
	says("sherpa-c", 1, "Les gouvernements locaux prennent toute leur part à la coopération au développement.");
	says("sherpa-d", 3, "Elles publient tous leurs comptes chaque année, en données ouvertes.");
	struct review *review = open_as("sherpa-a");
	const struct amendment *join = amendment_named(review, "sherpa-a:2");
	assert_int_equal(join->block, 1);
	assert_int_equal(join->extent, 2);
	assert_true(collide(review, "sherpa-a:2", "sherpa-b:3"));
	assert_true(collide(review, "sherpa-a:2", "sherpa-c:2"));
	assert_false(collide(review, "sherpa-a:2", "sherpa-d:4"));
	FINE(amending_withdraw(review, standing_amendment(review->standing, "sherpa-a:2")));
	char *draft = draft_on("review/sherpa-a");
	assert_string_equal(draft, fixture_draft);
	free(draft);
	review_close(review);
}

/* Three hundred on one paragraph take tens of milliseconds. */
static void many(void **state)
{
	(void)state;
	fixture_consult();
	FILE *import = fopen("stream", "w");
	for (size_t i = 0; i < 300; i++) {
		char word[16];
		snprintf(word, sizeof word, "mot%zu", i / 3);
		char *now = replaced(fixture_draft, i % 2 ? "s'engagent" : "savent", word);
		fprintf(import,
			"commit refs/heads/review/r-%03zu\ncommitter X <x@example.org> 1700000000 +0000\ndata 1\nx\n"
			"from refs/heads/main\nM 100644 inline " DRAFT "\ndata %zu\n%s\n",
			i, strlen(now), now);
		free(now);
	}
	fclose(import);
	assert_int_equal(shell("cd r && git fast-import --quiet <../stream"), 0);
	struct review *review = open_as("bureau");
	int64_t start = clock_ticks();
	look_again(review);
	int64_t took = clock_ticks() - start;
	printf("300 amendments on one paragraph: %d ms\n", (int)took);
	assert_int_equal(review->standing->amendment_count, 300);
	assert_true(collide(review, "r-000:3", "r-004:3"));
	assert_false(collide(review, "r-000:3", "r-001:3"));
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(words_meet),
		FIXTURE_TEST(types),
		FIXTURE_TEST(whole_paragraphs),
		FIXTURE_TEST(moves),
		FIXTURE_TEST(with_the_base),
		FIXTURE_TEST(joins),
		FIXTURE_TEST(many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
