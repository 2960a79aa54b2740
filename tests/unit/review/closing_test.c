#include "fixture.h"

#include "review/closing.h"
#include "review/tally.h"

static void at(const char *when)
{
	struct moment moment;
	assert_true(clock_parse(&moment, when));
	clock_set(moment);
}

static void consult_until(const char *deadline)
{
	fixture_consult();
	char *with = memory_format("\"deadline\":\"%s\",\"areas\"", deadline);
	char *json = replaced(fixture_consultation, "\"areas\"", with);
	put_file("r/drafts/consultation.json", json);
	assert_int_equal(shell("cd r && git commit -qam 'A deadline'"), 0);
	free(json);
	free(with);
}

/* Remarks by their own moment; of one branch the proposals that were not there at the deadline. */
static void what_comes_after(void **state)
{
	(void)state;
	char early[UUID_TEXT], late[UUID_TEXT], answer[UUID_TEXT];
	consult_until("2027-05-20T13:30:00+02:00");
	at("2027-05-20T11:30:00Z"); /* the very moment: in time */
	struct review *review = open_as("sherpa-a");
	comment(early, review, 1, NULL, "À temps.");
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	propose(review, AMEND_DELETE, 4, 0, "");
	propose(review, AMEND_MOVE, 3, 5, "");
	at("2027-05-20T11:30:01Z");
	comment(late, review, 1, NULL, "Trop tard.");
	reword(review, 6, "Le suivi est confié au Bureau exécutif, qui rend compte chaque année.", "");
	propose(review, AMEND_DELETE, 1, 0, "");
	review_close(review);
	review = open_as("bureau");
	FINE(annotating_reply(answer, review, index_of(review, late), text_of("Noté.")));
	FINE(review_complete(review));
	assert_false(remark_of(review, early)->late);
	assert_true(remark_of(review, late)->late);
	assert_false(remark_of(review, answer)->late); /* the secretariat's */
	assert_int_equal(review->standing->amendment_count, 5);
	for (size_t i = 0; i < review->standing->amendment_count; i++) {
		const struct amendment *amendment = &review->standing->amendments[i];
		bool late_one = amendment->place.paragraph == 7 || amendment->place.paragraph == 2;
		if (amendment->late != late_one)
			fail_msg("%s", amendment->name);
	}
	struct tally *tallies = tally_make(review);
	assert_int_equal(tallies[standing_reviewer(review->standing, "sherpa-a")].late, 3);
	free(tallies);
	review_close(review);
	clock_release();
}

/* A later deadline makes what was late timely again. */
static void a_new_deadline(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	consult_until("2027-05-20T13:30:00+02:00");
	at("2027-05-21T10:00:00Z");
	struct review *review = open_as("sherpa-a");
	comment(id, review, 1, NULL, "Le lendemain.");
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	assert_true(remark_of(review, id)->late);
	assert_true(review->standing->amendments[0].late);
	assert_int_equal(shell("cd r && sed -i s/05-20/05-22/ drafts/consultation.json && git commit -qam later"), 0);
	look_again(review);
	assert_false(remark_of(review, id)->late);
	assert_false(review->standing->amendments[0].late);
	review_close(review);
	clock_release();
}

static void without_a_deadline(void **state)
{
	(void)state;
	struct consultation consultation = {0};
	assert_false(closing_late(&consultation, clock_now()));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(what_comes_after),
		FIXTURE_TEST(a_new_deadline),
		cmocka_unit_test(without_a_deadline),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
