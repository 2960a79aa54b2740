#include "fixture.h"

#include "act/applying.h"
#include "act/deciding.h"

static char *undo(struct review *review)
{
	static char *subject;
	free(subject);
	FINE(undoing_undo(&subject, review));
	return subject;
}

static char *redo(struct review *review)
{
	static char *subject;
	free(subject);
	FINE(undoing_redo(&subject, review));
	return subject;
}

static void back_and_forth(void **state)
{
	(void)state;
	char a[UUID_TEXT], b[UUID_TEXT], c[UUID_TEXT], *subject = NULL;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	FAULT(FAULT_MISSING, undoing_undo(&subject, review));
	comment(a, review, 1, NULL, "Une remarque.");
	comment(b, review, 2, NULL, "Une autre.");
	FAULT(FAULT_MISSING, undoing_redo(&subject, review));
	assert_string_equal(undo(review), "Comment on §3");
	assert_int_equal(state_of(review, b), STATE_WITHDRAWN);
	assert_string_equal(undo(review), "Comment on §2");
	assert_int_equal(state_of(review, a), STATE_WITHDRAWN);
	FAULT(FAULT_MISSING, undoing_undo(&subject, review));
	assert_string_equal(redo(review), "Comment on §2");
	assert_string_equal(redo(review), "Comment on §3");
	FAULT(FAULT_MISSING, undoing_redo(&subject, review));
	assert_int_equal(state_of(review, a), STATE_OPEN);
	assert_int_equal(state_of(review, b), STATE_OPEN);
	undo(review);
	undo(review);
	redo(review);
	comment(c, review, 3, NULL, "Une nouvelle.");
	FAULT(FAULT_MISSING, undoing_redo(&subject, review));
	assert_string_equal(undo(review), "Comment on §4");
	assert_string_equal(undo(review), "Comment on §2");
	assert_string_equal(redo(review), "Comment on §2");
	assert_string_equal(redo(review), "Comment on §4");
	assert_int_equal(state_of(review, a), STATE_OPEN);
	assert_int_equal(state_of(review, b), STATE_WITHDRAWN);
	assert_int_equal(state_of(review, c), STATE_OPEN);
	git_is_content();
	review_close(review);
}

static void resolved_and_withdrawn(void **state)
{
	(void)state;
	char a[UUID_TEXT], id[UUID_TEXT];
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	comment(a, review, 1, NULL, "Une remarque.");
	FINE(annotating_withdraw(id, review, index_of(review, a)));
	FINE(review_complete(review));
	assert_int_equal(state_of(review, a), STATE_WITHDRAWN);
	undo(review);
	assert_int_equal(state_of(review, a), STATE_OPEN);
	redo(review);
	assert_int_equal(state_of(review, a), STATE_WITHDRAWN);
	review_close(review);
}

static void words(void **state)
{
	(void)state;
	char *subject = NULL;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	reword(review, 1, "Les gouvernements locaux prennent toute leur part à la coopération au développement.",
		"Voilà.");
	reword(review, 4, "Elles forment tout leur personnel aux droits humains et à l'égalité.", "");
	undo(review);
	assert_int_equal(review->standing->amendment_count, 1);
	redo(review);
	assert_int_equal(review->standing->amendment_count, 2);
	undo(review);
	undo(review);
	assert_int_equal(review->standing->amendment_count, 0);
	char *draft = draft_on("review/sherpa-a");
	assert_string_equal(draft, fixture_draft);
	free(draft);
	redo(review);
	assert_string_equal(review->standing->amendments[0].name, "sherpa-a:2");
	assert_int_not_equal(review->standing->amendments[0].reason, STANDING_NONE);
	/* over an update of the branch, which is stepped over */
	base_rewords("tous les deux ans", "tous les trois ans");
	look_again(review);
	struct update_collisions collisions = {0};
	FINE(updating_run(&collisions, review, NULL, 0));
	FINE(review_complete(review));
	assert_string_equal(undo(review), "Propose words for §2");
	assert_int_equal(review->standing->amendment_count, 0);
	assert_string_equal(said("cd r && git diff main review/sherpa-a -- drafts"), "");
	/* words that were changed again since cannot be taken back alone */
	reword(review, 1, "Les gouvernements locaux prennent part à la coopération.", "");
	FAULT(FAULT_MISSING, undoing_redo(&subject, review));
	propose(review, AMEND_DELETE, 2, 0, "");
	undo(review);
	assert_int_equal(review->standing->amendment_count, 1);
	FINE(amending_withdraw(review, 0));
	undo(review);
	assert_int_equal(review->standing->amendment_count, 1);
	git_is_content();
	review_close(review);
}

static void not_the_base_s(void **state)
{
	(void)state;
	char id[UUID_TEXT], *subject = NULL;
	fixture_consult();
	struct review *review = open_as("sherpa-b");
	comment(id, review, 1, NULL, "Sur la base.");
	review_close(review);
	assert_int_equal(shell("cd r && git merge -q --ff-only review/sherpa-b"), 0);
	base_rewords("tous les deux ans", "tous les trois ans");
	review = open_as("sherpa-a");
	FAULT(FAULT_MISSING, undoing_undo(&subject, review));
	comment(id, review, 1, NULL, "La mienne.");
	base_rewords("tous les trois ans", "chaque année");
	look_again(review);
	undo(review);
	FAULT(FAULT_MISSING, undoing_undo(&subject, review));
	review_close(review);
}

static void decide(struct review *review, size_t amendment, enum decision decision)
{
	struct buffer ids = {0};
	FINE(deciding_run(
		&ids, review, &(struct decide_order){.amendments = &amendment, .count = 1, .decision = decision}));
	buffer_clear(&ids);
}

static void apply(struct review *review)
{
	struct apply_report report;
	FINE(applying_run(&report, review, &(struct apply_order){0}));
	assert_true(report.moved);
	apply_report_clear(&report);
}

/* What the base has taken: neither the decision nor the words are taken back, and nothing is written. */
static void applied(void **state)
{
	(void)state;
	char *subject = NULL;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	reword(review, 1, "Les gouvernements locaux prennent toute leur part à la coopération au développement.", "");
	review_close(review);
	review = open_as("bureau");
	decide(review, 0, DECISION_ACCEPTED);
	assert_string_equal(undo(review), "Retain the proposal sherpa-a:2");
	assert_string_equal(redo(review), "Retain the proposal sherpa-a:2");
	undo(review);
	decide(review, 0, DECISION_ACCEPTED);
	apply(review);
	FAULT(FAULT_CONFLICT, undoing_undo(&subject, review));
	review_close(review);
	review = open_as("sherpa-a");
	char *before = memory_string(said("cd r && git rev-parse review/sherpa-a"));
	FAULT(FAULT_CONFLICT, undoing_undo(&subject, review));
	assert_string_equal(said("cd r && git rev-parse review/sherpa-a"), before);
	free(before);
	review_close(review);
}

/* Taken in part, the branch is no ancestor of the base. */
static void applied_in_part(void **state)
{
	(void)state;
	char *subject = NULL;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	reword(review, 4, "Elles forment tout leur personnel aux droits humains et à l'égalité.", "");
	reword(review, 1, "Les gouvernements locaux prennent toute leur part à la coopération au développement.", "");
	review_close(review);
	review = open_as("bureau");
	decide(review, 0, DECISION_ACCEPTED);
	apply(review);
	review_close(review);
	review = open_as("sherpa-a");
	FAULT(FAULT_CONFLICT, undoing_undo(&subject, review));
	/* a withdrawal restores what the base has had all along: that can be undone */
	assert_int_equal(review->standing->amendment_count, 1);
	FINE(amending_withdraw(review, 0));
	undo(review);
	assert_int_equal(review->standing->amendment_count, 1);
	review_close(review);
}

/* A refusal that has been applied is not taken back either. */
static void applied_refusal(void **state)
{
	(void)state;
	char *subject = NULL;
	size_t first = 0;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	reword(review, 1, "Les gouvernements locaux prennent toute leur part à la coopération au développement.", "");
	review_close(review);
	review = open_as("bureau");
	decide(review, 0, DECISION_REJECTED);
	apply(review);
	FAULT(FAULT_CONFLICT, undoing_undo(&subject, review));
	if (review->standing->amendment_count)
		FAULT(FAULT_CONFLICT, deciding_withdraw(review, &first, 1));
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(back_and_forth),
		FIXTURE_TEST(resolved_and_withdrawn),
		FIXTURE_TEST(words),
		FIXTURE_TEST(not_the_base_s),
		FIXTURE_TEST(applied),
		FIXTURE_TEST(applied_in_part),
		FIXTURE_TEST(applied_refusal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
