#include "fixture.h"

#include "review/report.h"

static void initial(struct review *review, size_t block, const char *code, const char *reason)
{
	char id[UUID_TEXT];
	FINE(initialling_one(id, review, block, code, text_of(reason)));
	FINE(review_complete(review));
}

static void ask(struct review *review, const char *tag, const char *text)
{
	char id[UUID_TEXT];
	const char *tags[] = {tag, NULL};
	struct remark_order order = {.block = 1, .text = text_of(text), .tags = tags};
	FINE(annotating_remark(id, review, &order));
	FINE(review_complete(review));
}

static struct review *at_work(void)
{
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	ask(review, "area:sante", "Et la santé ?");
	ask(review, "area:sante", "La santé encore.");
	initial(review, 5, "reservation", "Trop vague.");
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	review_close(review);
	review = open_as("sherpa-b");
	initial(review, 6, "objection", "Tous les ans.");
	initial(review, 5, "initialled", "");
	reword(review, 2, "Les villes et les régions tiennent à partager ce qu'elles savent faire.", "");
	reword(review, 4, "Elles forment tout leur personnel aux droits humains et à l'égalité.", "");
	review_close(review);
	review = open_as("sherpa-c");
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	review_close(review);
	return open_as("bureau");
}

static void names_what_stands_against(void **state)
{
	(void)state;
	struct report report;
	struct review *review = at_work();
	report_make(&report, review);
	assert_int_equal(report.stand_count, 2);
	assert_string_equal(review->standing->positions[report.stands[0]].code, "reservation");
	assert_string_equal(review->standing->positions[report.stands[1]].code, "objection");
	assert_int_equal(report.collisions.count, 1);
	const struct report_collision *collision = &report.collisions.items[0];
	assert_int_equal(collision->block, 2);
	assert_int_equal(collision->count, 3);
	assert_string_equal(review->standing->amendments[collision->amendments[0]].name, "sherpa-a:3");
	assert_string_equal(review->standing->amendments[collision->amendments[1]].name, "sherpa-c:3"); /* same words */
	assert_string_equal(review->standing->amendments[collision->amendments[2]].name, "sherpa-b:3");
	assert_false(collision->base);
	assert_int_equal(report.threads, 2);
	assert_int_equal(report.open_threads, 2);
	assert_int_equal(report.decided, 0);
	report_clear(&report);
	review_close(review);
}

static void says_who_spoke_on_what(void **state)
{
	(void)state;
	struct report report;
	struct review *review = at_work();
	report_make(&report, review);
	assert_int_equal(report.areas.count, 1);
	assert_int_equal(report.areas.items[0].remarks, 2);
	assert_int_equal(report.areas.items[0].people, 1);
	assert_int_equal(report.mechanisms.count, 0);
	assert_int_equal(report.questions.items[0].remarks, 0);
	assert_int_equal(report.groups.count, 2);
	assert_int_equal(report.groups.items[0].members, 1);
	assert_int_equal(report.groups.items[0].remarks, 2);
	assert_null(report.groups.items[1].category);
	assert_int_equal(report.groups.items[1].members, 4);
	assert_int_equal(report.groups.items[1].people, 2);
	assert_int_equal(report.groups.items[1].silent, 2);
	assert_int_equal(report.silent_count, 2); /* sherpa-d and the secretariat */
	assert_string_equal(review->consultation.roster[report.silent[0]].id, "sherpa-d");
	report_clear(&report);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(names_what_stands_against), FIXTURE_TEST(says_who_spoke_on_what)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
