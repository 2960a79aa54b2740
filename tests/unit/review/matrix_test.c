#include "fixture.h"

#include "act/deciding.h"
#include "review/matrix.h"
#include "review/position.h"

static void initial(struct review *review, size_t block, const char *code)
{
	char id[UUID_TEXT];
	FINE(initialling_one(id, review, block, code, text_of("")));
	FINE(review_complete(review));
}

/* Seven paragraphs, three who take part, sherpa-d silent:
 *   0 all three; 1 a only, ad referendum; 2 a, and b's reservation; 3 a, while c proposes; 4 a and b, then the base
 *   changes; 5 a, with brackets; 6 nobody. */
static struct review *at_work(void)
{
	fixture_consult();
	base_rewords("suit les priorités", "suit [les priorités locales] [et]");
	struct review *review = open_as("sherpa-a");
	for (size_t block = 0; block < 6; block++)
		initial(review, block, block == 1 ? "ad-referendum" : "initialled");
	review_close(review);
	review = open_as("sherpa-b");
	initial(review, 0, "initialled");
	initial(review, 2, "reservation");
	initial(review, 4, "initialled");
	review_close(review);
	review = open_as("sherpa-c");
	initial(review, 0, "initialled");
	reword(review, 3, "Elles publient leurs comptes chaque trimestre, en données ouvertes.", "");
	propose(review, AMEND_INSERT, 6, 0, "Un paragraphe de plus, que personne n'attendait.");
	review_close(review);
	base_rewords("aux droits humains", "au droit");
	return open_as("bureau");
}

static void rows_are_judged(void **state)
{
	(void)state;
	static const enum matrix_verdict expected[] = {VERDICT_AGREED, VERDICT_UNOPPOSED, VERDICT_CONTESTED,
		VERDICT_OPEN, VERDICT_LAPSED, VERDICT_OPEN, VERDICT_OPEN};
	struct review *review = at_work();
	struct matrix matrix;
	matrix_make(&matrix, review, MATRIX_BY_REVIEWER);
	assert_int_equal(matrix.row_count, 7);
	assert_int_equal(matrix.column_count, 3); /* neither the silent one nor the secretariat */
	for (size_t i = 0; i < 7; i++)
		if (matrix.rows[i].verdict != expected[i])
			fail_msg("row %zu is %s", i, matrix_verdict_name(matrix.rows[i].verdict));
	assert_int_equal(matrix_cell(&matrix, 0, 2)->mark, MARK_INITIALLED);
	assert_int_equal(matrix_cell(&matrix, 1, 0)->mark, MARK_AD_REFERENDUM);
	assert_int_equal(matrix_cell(&matrix, 1, 1)->mark, MARK_NOTHING);
	assert_int_equal(matrix_cell(&matrix, 2, 1)->mark, MARK_RESERVATION);
	assert_int_equal(matrix_cell(&matrix, 3, 2)->mark, MARK_PROPOSED);
	assert_int_equal(matrix_cell(&matrix, 4, 0)->mark, MARK_LAPSED);
	assert_int_equal(matrix_cell(&matrix, 4, 1)->mark, MARK_LAPSED);
	assert_int_equal(matrix.rows[5].brackets, 2);
	assert_int_equal(matrix.rows[3].proposals, 1);
	assert_int_equal(matrix.columns[0].marks[MARK_INITIALLED], 4);
	assert_int_equal(matrix.columns[0].marks[MARK_LAPSED], 1);
	matrix_clear(&matrix);
	review_close(review);
}

static void totals_are_of_paragraphs_and_words(void **state)
{
	(void)state;
	struct review *review = at_work();
	struct matrix matrix;
	matrix_make(&matrix, review, MATRIX_BY_REVIEWER);
	const struct matrix_totals *totals = &matrix.totals;
	size_t words = 0;
	for (enum matrix_verdict verdict = 0; verdict < VERDICTS; verdict++)
		words += totals->verdict_words[verdict];
	assert_int_equal(totals->words, words);
	assert_int_equal(totals->participants, 3);
	assert_int_equal(totals->verdicts[VERDICT_AGREED], 1);
	assert_int_equal(totals->verdict_words[VERDICT_AGREED], 1); /* Déclaration */
	assert_int_equal(totals->verdict_words[VERDICT_UNOPPOSED], 10);
	assert_int_equal(totals->verdicts[VERDICT_OPEN], 3);
	assert_int_equal(totals->brackets, 2);
	assert_int_equal(totals->proposals, 2);
	assert_int_equal(totals->insertions, 1);
	assert_int_equal(totals->marks[MARK_RESERVATION], 1);
	assert_int_equal(matrix_percent(2, 3), 66);
	assert_int_equal(matrix_percent(199, 200), 99);
	assert_int_equal(matrix_percent(0, 0), 0);
	matrix_clear(&matrix);
	review_close(review);
}

static void groups_bear_what_weighs_most(void **state)
{
	(void)state;
	struct review *review = at_work();
	struct matrix matrix;
	matrix_make(&matrix, review, MATRIX_BY_GROUP);
	assert_int_equal(matrix.column_count, 2);
	assert_string_equal(matrix.columns[0].group, "section");
	assert_non_null(matrix.columns[0].label);
	assert_null(matrix.columns[1].group); /* sherpa-b and sherpa-c are in none */
	assert_int_equal(matrix.columns[1].members, 2);
	assert_int_equal(matrix_cell(&matrix, 0, 1)->mark, MARK_INITIALLED);
	assert_int_equal(matrix_cell(&matrix, 0, 1)->count, 2);
	assert_int_equal(matrix_cell(&matrix, 2, 1)->mark, MARK_RESERVATION);
	assert_int_equal(matrix_cell(&matrix, 2, 1)->count, 1);
	assert_int_equal(matrix_cell(&matrix, 4, 1)->mark, MARK_LAPSED);
	assert_int_equal(
		matrix.rows[2].verdict, VERDICT_CONTESTED); /* the verdict is by people, whatever the columns */
	assert_int_equal(matrix.totals.participants, 3);
	matrix_clear(&matrix);
	review_close(review);
}

static enum matrix_verdict verdict_of(const struct review *review, size_t row)
{
	struct matrix matrix;
	matrix_make(&matrix, review, MATRIX_BY_REVIEWER);
	enum matrix_verdict verdict = matrix.rows[row].verdict;
	matrix_clear(&matrix);
	return verdict;
}

static void decisions_weigh(void **state)
{
	(void)state;
	struct buffer ids = {0};
	struct review *review = at_work();
	size_t index = standing_amendment(review->standing, "sherpa-c:4");
	struct decide_order order = {&index, 1, DECISION_ACCEPTED, text_of("Oui."), text_of("")};
	FINE(deciding_run(&ids, review, &order));
	FINE(review_complete(review));
	assert_int_equal(verdict_of(review, 3), VERDICT_OPEN); /* retained is not applied */
	index = standing_amendment(review->standing, "sherpa-c:4");
	order.decision = DECISION_REJECTED;
	FINE(deciding_run(&ids, review, &order));
	FINE(review_complete(review));
	assert_int_equal(verdict_of(review, 3), VERDICT_UNOPPOSED); /* a's initials stand, nothing is against */
	review_close(review);
	review = open_as("sherpa-b");
	reword(review, 5, "Les partenaires confirment que l'aide publique suit [les priorités locales] [et] locales.",
		"");
	review_close(review);
	review = open_as("sherpa-c");
	reword(review, 5, "Les partenaires répètent que l'aide publique suit [les priorités locales] [et] locales.",
		"");
	assert_int_equal(verdict_of(review, 5), VERDICT_CONTESTED); /* rivals */
	review_close(review);
	buffer_clear(&ids);
}

/* What a lapsed position was taken on can be shown beside today's words. */
static void words_of_then(void **state)
{
	(void)state;
	struct text then;
	struct review *review = at_work();
	const struct position *position = position_of(review, "sherpa-b", 4);
	assert_true(position->lapsed && position->changed);
	assert_true(position_words(&then, review, position));
	assert_true(text_is(then, "Elles forment leur personnel aux droits humains et à l'égalité."));
	review_close(review);
	review = open_as("sherpa-a");
	reword(review, 0, "Résolution", "");
	position = position_of(review, "sherpa-a", 0);
	assert_true(position->lapsed);
	assert_false(position->changed); /* it lapsed because other words are proposed */
	review_close(review);
}

static void nothing_at_all(void **state)
{
	(void)state;
	struct matrix matrix;
	fixture_consult();
	struct review *review = open_as("bureau");
	matrix_make(&matrix, review, MATRIX_BY_REVIEWER);
	assert_int_equal(matrix.column_count, 0);
	assert_int_equal(matrix.totals.verdicts[VERDICT_OPEN], 7);
	matrix_clear(&matrix);
	matrix_make(&matrix, review, MATRIX_BY_GROUP);
	assert_int_equal(matrix.column_count, 0);
	matrix_clear(&matrix);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(rows_are_judged),
		FIXTURE_TEST(totals_are_of_paragraphs_and_words),
		FIXTURE_TEST(groups_bear_what_weighs_most),
		FIXTURE_TEST(decisions_weigh),
		FIXTURE_TEST(words_of_then),
		FIXTURE_TEST(nothing_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
