#include "fixture.h"

#include "act/deciding.h"

#define THREE "Les villes et les régions s'engagent à partager ce qu'elles savent faire.\n\n"

static void decide(const char *name, enum decision decision)
{
	struct review *review = open_as("bureau");
	struct buffer ids = {0};
	size_t at = standing_amendment(review->standing, name);
	assert_int_not_equal(at, STANDING_NONE);
	struct decide_order order = {&at, 1, decision, text_of("Bien."), {0}};
	FINE(deciding_run(&ids, review, &order));
	buffer_clear(&ids);
	review_close(review);
}

static void does(const char *who, enum amendment_kind kind, size_t block, size_t after, const char *text)
{
	struct review *review = open_as(who);
	propose(review, kind, block, after, text);
	review_close(review);
}

/* What holds of an amendment, and whether something was said of it at another place. */
static void holds(const char *name, enum decision decision, bool lapsed)
{
	struct review *review = open_as("bureau");
	const struct amendment *amendment = amendment_named(review, name);
	assert_int_equal(amendment->decision, decision);
	assert_int_equal(amendment->lapsed, lapsed);
	review_close(review);
}

static void another_place(void **state)
{
	(void)state;
	fixture_consult();
	does("sherpa-a", AMEND_MOVE, 6, 1, "");
	decide("sherpa-a:7", DECISION_REJECTED);
	holds("sherpa-a:7", DECISION_REJECTED, false);
	does("sherpa-a", AMEND_MOVE, 6, 2, "");
	holds("sherpa-a:7", DECISION_NONE, true);
	decide("sherpa-a:7", DECISION_ACCEPTED);
	holds("sherpa-a:7", DECISION_ACCEPTED, true); /* of the same secretary, for this place */
	does("sherpa-a", AMEND_MOVE, 6, 1, "");
	holds("sherpa-a:7", DECISION_REJECTED, true);
}

static void other_words_beside_it(void **state)
{
	(void)state;
	fixture_consult();
	does("sherpa-a", AMEND_MOVE, 6, 1, "");
	does("sherpa-b", AMEND_INSERT, 2, 0, "Un ajout, derrière le troisième.");
	decide("sherpa-a:7", DECISION_ACCEPTED);
	decide("sherpa-b:3+1", DECISION_ACCEPTED);
	struct review *review = open_as("sherpa-a");
	reword(review, 1, "Les gouvernements locaux prennent toute leur part à la coopération.", "");
	propose(review, AMEND_INSERT, 1, 0, "Encore un ajout, juste devant.");
	review_close(review);
	review = open_as("sherpa-b");
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	propose(review, AMEND_INSERT, 2, 0, "Encore un ajout, au même endroit.");
	review_close(review);
	holds("sherpa-a:7", DECISION_ACCEPTED, false);
	review = open_as("bureau");
	for (size_t i = 0; i < review->standing->amendment_count; i++) {
		const struct amendment *amendment = &review->standing->amendments[i];
		bool first =
			!strcmp(buffer_string((struct buffer *)&amendment->now), "Un ajout, derrière le troisième.");
		if (first)
			assert_int_equal(amendment->decision, DECISION_ACCEPTED);
		assert_false(amendment->lapsed);
	}
	review_close(review);
}

/* The base has put the paragraph that it stands behind elsewhere; the branch is brought up, and it follows. */
static void brought_up(void **state)
{
	(void)state;
	struct update_collisions collisions = {0};
	fixture_consult();
	does("sherpa-b", AMEND_INSERT, 2, 0, "Un ajout, derrière le troisième.");
	decide("sherpa-b:3+1", DECISION_ACCEPTED);
	char *now = draft_on("main"), *without = replaced(now, THREE, ""),
	     *then = replaced(without, "Le suivi", THREE "Le suivi");
	base_becomes(then);
	struct review *review = open_as("sherpa-b");
	FINE(updating_run(&collisions, review, NULL, 0));
	reword(review, block_of(review, "Le suivi"), "Le suivi est confié au Bureau exécutif.", "");
	review_close(review);
	char *branch = draft_on("review/sherpa-b");
	assert_non_null(strstr(branch, THREE "Un ajout"));
	review = open_as("bureau");
	for (size_t i = 0; i < review->standing->amendment_count; i++)
		if (review->standing->amendments[i].kind == AMEND_INSERT) {
			assert_int_equal(review->standing->amendments[i].decision, DECISION_ACCEPTED);
			assert_false(review->standing->amendments[i].lapsed);
		}
	assert_int_equal(review->standing->amendment_count, 2);
	review_close(review);
	free(branch);
	free(then);
	free(without);
	free(now);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(another_place),
		FIXTURE_TEST(other_words_beside_it),
		FIXTURE_TEST(brought_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
