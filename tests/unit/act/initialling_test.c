#include "fixture.h"
#include "review/margin.h"

static void lapses(void **state)
{
	(void)state;
	char id[UUID_TEXT], *subject = NULL;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	FINE(initialling_one(id, review, 2, "initialled", text_of("")));
	FINE(review_complete(review));
	assert_false(position_of(review, "sherpa-a", 2)->lapsed);
	FINE(initialling_one(id, review, 2, "reservation", text_of("À revoir.")));
	FINE(review_complete(review));
	assert_string_equal(position_of(review, "sherpa-a", 2)->code, "reservation");
	FINE(undoing_undo(&subject, review));
	free(subject);
	assert_string_equal(position_of(review, "sherpa-a", 2)->code, "initialled");
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	assert_true(position_of(review, "sherpa-a", 2)->lapsed);
	FAULT(FAULT_CONFLICT, initialling_one(id, review, 2, "initialled", text_of("")));
	FINE(amending_withdraw(review, 0));
	assert_false(position_of(review, "sherpa-a", 2)->lapsed);
	base_rewords("s'engagent à", "s’engagent  à"); /* the same words */
	look_again(review);
	assert_false(position_of(review, "sherpa-a", 2)->lapsed);
	base_rewords("# Déclaration", "# Déclaration\n\nUn préambule, placé avant tout le reste.");
	look_again(review);
	assert_false(position_of(review, "sherpa-a", 3)->lapsed);
	base_rewords("régions", "provinces");
	look_again(review);
	assert_true(position_of(review, "sherpa-a", 3)->lapsed);
	FAULT(FAULT_MALFORMED, initialling_one(id, review, 2, "agreed", text_of("")));
	review_close(review);
}

/* A position on a paragraph that is gone does not fall on its neighbour. */
static void gone(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	FINE(initialling_one(id, review, 1, "initialled", text_of("")));
	FINE(review_complete(review));
	FINE(initialling_one(id, review, 2, "objection", text_of("")));
	base_rewords("Les villes et les régions s'engagent à partager ce qu'elles savent faire.\n\n", "");
	look_again(review);
	assert_int_equal(review->standing->position_count, 1);
	assert_string_equal(position_of(review, "sherpa-a", 1)->code, "initialled");
	assert_false(position_of(review, "sherpa-a", 1)->lapsed);
	review_close(review);
}

static void the_rest(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	size_t count;
	fixture_consult();
	struct review *review = open_as("sherpa-b");
	reword(review, 5, "Les partenaires confirment que l'aide publique suit les priorités locales.", "");
	review_close(review);
	review = open_as("sherpa-a");
	comment(id, review, 0, NULL, "Un titre.");
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	FINE(annotating_assess(
		id, review, standing_amendment(review->standing, "sherpa-b:6"), "supports", text_of("")));
	FINE(review_complete(review));
	assert_int_equal(initialling_rest_count(review), 4); /* of seven: spoken on 1, 3 and 6 */
	FINE(initialling_rest(&count, review, "initialled"));
	FINE(review_complete(review));
	assert_int_equal(count, 4);
	assert_int_equal(review->standing->position_count, 4);
	assert_int_equal(initialling_rest_count(review), 0);
	FAULT(FAULT_MISSING, initialling_rest(&count, review, "initialled"));
	assert_string_equal(said("cd r && git log -1 --format=%%s review/sherpa-a"), "Initial the rest: 4 paragraphs");
	assert_int_equal(margin_mine(review->standing, review->draft).initialled, 4);
	assert_int_equal(margin_mine(review->standing, review->draft).silent, 0);
	git_is_content();
	review_close(review);
	/* counted before anything has been read */
	struct review_options options = {.folder = "r", .as = "sherpa-a"};
	FINE(review_open(&review, &options));
	FAULT(FAULT_MISSING, initialling_rest(&count, review, "initialled"));
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(lapses), FIXTURE_TEST(gone), FIXTURE_TEST(the_rest)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
