#include "fixture.h"

#include "act/applying.h"
#include "act/sourcing.h"
#include "act/undoing.h"
#include "review/decision.h"
#include "review/docket.h"

#define ENGLISH "drafts/declaration.en.md"

static const char english[] = "# Declaration\n\n"
			      "Local governments take part in development cooperation.\n\n"
			      "Cities and regions commit themselves to sharing what they know.\n\n"
			      "- They publish their accounts every year, as open data.\n"
			      "- They train their staff in human rights and equality.\n\n"
			      "The partners reaffirm that public aid follows local priorities.\n\n"
			      "The Executive Bureau follows this up, and reports every two years.\n";

/* The consultation with all of it in English, and somebody who translates. */
static void translated(void)
{
	fixture_consult();
	char *consultation = replaced(fixture_consultation, "{\"id\":\"bureau\"",
		"{\"id\":\"trad\",\"name\":\"Trad\",\"language\":\"en\",\"role\":\"translator\"},{\"id\":\"bureau\"");
	put_file("r/" ENGLISH, english);
	put_file("r/drafts/consultation.json", consultation);
	assert_int_equal(shell("cd r && git commit -qam 'English'"), 0);
	free(consultation);
}

static struct review *open_english(const char *as)
{
	struct review *review;
	struct review_options options = {.folder = "r", .as = as, .draft = "en"};
	FINE(review_open(&review, &options));
	FINE(review_complete(review));
	return review;
}

static void says(const char *as, size_t block, const char *text, enum scope scope)
{
	struct review *review = open_english(as);
	char *name = NULL;
	struct amend_order order = {.kind = AMEND_REWORD, .block = block, .text = text_of(text), .scope = scope};
	FINE(amending_propose(&name, review, &order));
	free(name);
	review_close(review);
}

static bool is_substance(const char *name)
{
	struct review *review = open_english("bureau");
	bool substance = amendment_named(review, name)->substance;
	review_close(review);
	return substance;
}

static char *english_now(void)
{
	struct buffer bytes = {0};
	assert_int_equal(shell("cd r && git show main:" ENGLISH " >../shown"), 0);
	FINE(file_read(&bytes, "shown", 1 << 24));
	return buffer_take(&bytes);
}

static void apply(bool uncontested)
{
	struct apply_report report;
	struct review *review = open_as("bureau");
	struct apply_order order = {.accept_uncontested = uncontested};
	FINE(applying_run(&report, review, &order));
	apply_report_clear(&report);
	review_close(review);
}

#define OTHER "Cities and regions commit themselves to paying for what they learn."

static void the_last_answer_counts(void **state)
{
	(void)state;
	translated();
	says("sherpa-a", 2, OTHER, SCOPE_UNSAID);
	assert_false(is_substance("sherpa-a:3"));
	says("sherpa-a", 2, OTHER " Fully.", SCOPE_SUBSTANCE);
	assert_true(is_substance("sherpa-a:3"));
	/* Other words of the same author there, of which nothing is said; then they are asked again. */
	says("sherpa-a", 2, OTHER " In full.", SCOPE_UNSAID);
	assert_true(is_substance("sherpa-a:3"));
	says("sherpa-a", 2, OTHER " All of it.", SCOPE_WORDING);
	assert_false(is_substance("sherpa-a:3"));
	/* The same words anew, with the other answer. */
	says("sherpa-a", 2, OTHER " Fully.", SCOPE_WORDING);
	assert_false(is_substance("sherpa-a:3"));
	/* Nothing of it holds for another paragraph, or another's words. */
	says("sherpa-a", 5, "The partners reaffirm nothing.", SCOPE_UNSAID);
	says("sherpa-b", 2, OTHER, SCOPE_UNSAID);
	assert_false(is_substance("sherpa-a:6"));
	assert_false(is_substance("sherpa-b:3"));
}

static void it_holds_when_the_branch_is_brought_up(void **state)
{
	(void)state;
	translated();
	says("sherpa-a", 2, "Cities and regions commit themselves to paying for what they know.", SCOPE_SUBSTANCE);
	put_file("r/" ENGLISH, "");
	char *now = replaced(english, "Cities and regions commit", "All cities and regions commit");
	put_file("r/" ENGLISH, now);
	free(now);
	assert_int_equal(shell("cd r && git commit -qam 'English anew'"), 0);
	says("sherpa-a", 2, "All cities and regions commit themselves to paying for what they learn.", SCOPE_UNSAID);
	assert_true(is_substance("sherpa-a:3"));
	apply(true);
	char *after = english_now();
	assert_null(strstr(after, "paying")); /* never in bulk */
	free(after);
}

static void undone_and_redone_it_is_what_it_was(void **state)
{
	(void)state;
	char *subject;
	translated();
	says("sherpa-a", 2, OTHER, SCOPE_SUBSTANCE);
	struct review *review = open_english("sherpa-a");
	FINE(undoing_undo(&subject, review));
	free(subject);
	assert_int_equal(standing_amendment(review->standing, "sherpa-a:3"), STANDING_NONE);
	FINE(undoing_redo(&subject, review));
	free(subject);
	review_close(review);
	assert_true(is_substance("sherpa-a:3"));
}

static void the_source_is_not_asked(void **state)
{
	(void)state;
	translated();
	char *name;
	struct review *review = open_as("sherpa-a"), *other = open_english("sherpa-a"), *own = open_english("trad");
	struct amend_order order = {
		.kind = AMEND_REWORD, .block = 2, .text = text_of("Autre."), .scope = SCOPE_SUBSTANCE};
	FAULT(FAULT_MALFORMED, amending_propose(&name, review, &order));
	assert_false(scope_asked(review));
	assert_true(scope_asked(other));
	assert_false(scope_asked(own)); /* a translator of this language */
	review_close(review);
	review_close(other);
	review_close(own);
}

static void at_the_source_it_is_retained_with_words_for_it(void **state)
{
	(void)state;
	struct abroad abroad = {0};
	struct buffer ids = {0};
	translated();
	says("sherpa-a", 2, OTHER, SCOPE_SUBSTANCE);
	says("sherpa-b", 5, "The partners reaffirm their thanks.", SCOPE_SUBSTANCE);
	says("sherpa-c", 5, "The partners reaffirm once more that public aid follows local priorities.", SCOPE_WORDING);
	struct review *review = open_as("bureau");
	FINE(abroad_look(&abroad, review));
	assert_int_equal(abroad.count, 2);
	assert_int_equal(abroad.items[0].block, block_of(review, "Les villes"));
	assert_false(abroad.items[0].inserts);
	assert_string_equal(abroad.items[0].language, "en");
	assert_string_equal(abroad_amendment(&abroad.items[1])->name, "sherpa-b:6");
	/* By itself it cannot be retained. */
	struct decide_order order = {.amendments = &abroad.items[0].amendment,
		.count = 1,
		.decision = DECISION_ACCEPTED,
		.reason = text_of("")};
	FAULT(FAULT_CONFLICT, deciding_run(&ids, abroad.items[0].review, &order));
	FINE(sourcing_run(&ids, review, &abroad.items[0],
		text_of("Les villes et les régions paient ce qu'elles apprennent."), text_of("Bien.")));
	FINE(abroad_look(&abroad, review));
	FINE(sourcing_decide(&ids, review, &abroad.items[1], DECISION_REJECTED, text_of("Non.")));
	FINE(abroad_look(&abroad, review));
	assert_int_equal(abroad.items[0].decision, DECISION_ACCEPTED);
	assert_int_equal(abroad.items[1].decision, DECISION_REJECTED);
	abroad_clear(&abroad);
	review_close(review);
	apply(false);
	char *source = draft_on("main"), *translation = english_now();
	assert_non_null(strstr(source, "paient ce qu'elles apprennent"));
	assert_non_null(strstr(translation, OTHER));
	assert_null(strstr(translation, "thanks"));
	assert_null(strstr(translation, "once more"));
	free(source);
	free(translation);
	/* What has been applied is there no more. */
	review = open_as("bureau");
	FINE(abroad_look(&abroad, review));
	assert_int_equal(abroad.count, 0);
	abroad_clear(&abroad);
	review_close(review);
	buffer_clear(&ids);
}

static void a_sherpa_decides_nothing(void **state)
{
	(void)state;
	struct abroad abroad = {0};
	struct buffer ids = {0};
	translated();
	says("sherpa-a", 2, OTHER, SCOPE_SUBSTANCE);
	struct review *review = open_as("sherpa-b");
	FINE(abroad_look(&abroad, review));
	FAULT(FAULT_FORBIDDEN, sourcing_run(&ids, review, &abroad.items[0], text_of("Autre chose."), text_of("")));
	FAULT(FAULT_FORBIDDEN, sourcing_decide(&ids, review, &abroad.items[0], DECISION_NOTED, text_of("")));
	assert_int_equal(review->standing->amendment_count, 0);
	abroad_clear(&abroad);
	review_close(review);
}

static void a_translators_changes_are_a_set(void **state)
{
	(void)state;
	struct docket docket;
	translated();
	says("trad", 1, "Local authorities take part in development cooperation.", SCOPE_UNSAID);
	says("trad", 2, "Cities and regions undertake to share what they know.", SCOPE_UNSAID);
	says("trad", 5, "Partners reaffirm that public aid follows local priorities.", SCOPE_UNSAID);
	says("sherpa-a", 5, "The partners insist that public aid follows local priorities.", SCOPE_UNSAID);
	says("sherpa-b", 6, "The Executive Bureau follows this up every year.", SCOPE_UNSAID);
	struct review *review = open_english("bureau");
	size_t trad = standing_reviewer(review->standing, "trad"), in_set = 0;
	docket_make(&docket, review, NULL);
	for (size_t i = 0; i < docket.count; i++)
		if (docket.items[i].set == trad)
			in_set++;
		else
			assert_int_equal(docket.items[i].set, STANDING_NONE);
	/* Rival words stand apart: the translator's, too. */
	assert_int_equal(in_set, 2);
	docket_clear(&docket);
	review_close(review);
	/* In the source, a translator is a reader like any other. */
	review = open_as("trad");
	reword(review, 2, "Les villes s'engagent.", "");
	docket_make(&docket, review, NULL);
	assert_int_equal(docket.count, 1);
	assert_int_equal(docket.items[0].set, STANDING_NONE);
	docket_clear(&docket);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(the_last_answer_counts),
		FIXTURE_TEST(it_holds_when_the_branch_is_brought_up),
		FIXTURE_TEST(undone_and_redone_it_is_what_it_was),
		FIXTURE_TEST(the_source_is_not_asked),
		FIXTURE_TEST(at_the_source_it_is_retained_with_words_for_it),
		FIXTURE_TEST(a_sherpa_decides_nothing),
		FIXTURE_TEST(a_translators_changes_are_a_set),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
