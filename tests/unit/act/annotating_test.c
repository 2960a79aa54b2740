#include "fixture.h"

static void remarks(void **state)
{
	(void)state;
	char id[UUID_TEXT], other[UUID_TEXT];
	static const char *const tags[] = {"area:sante", "question:q1", NULL}, *const wrong[] = {"area:lune", NULL};
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	struct remark_order order = {
		.question = true, .block = 2, .tags = tags, .text = text_of("  Juridiquement ?  ")};
	FINE(annotating_remark(id, review, &order));
	FINE(review_complete(review));
	const struct remark *remark = remark_of(review, id);
	assert_true(remark->verified);
	assert_int_equal(remark->block, 2);
	assert_int_equal(remark->annotation->motivation, QUESTIONING);
	assert_string_equal(remark->annotation->text, "Juridiquement ?");
	assert_int_equal(remark->annotation->tag_count, 2);
	assert_string_equal(said("cd r && git log -1 --format=%%s review/sherpa-a"), "Question on §3");
	comment(other, review, 2, "s'engagent", "Ici.");
	remark = remark_of(review, other);
	assert_int_equal(remark->placement, PLACED_EXACT);
	assert_string_equal(remark->annotation->targets[0].quote.exact, "s'engagent");
	order.general = true;
	FINE(annotating_remark(id, review, &order));
	FINE(review_complete(review));
	assert_true(remark_of(review, id)->general);
	order.tags = wrong;
	FAULT(FAULT_MISSING, annotating_remark(id, review, &order));
	order.tags = NULL;
	order.text = text_of(" \n");
	FAULT(FAULT_MALFORMED, annotating_remark(id, review, &order));
	order.text = text_of("a\x1b[2J");
	FAULT(FAULT_MALFORMED, annotating_remark(id, review, &order));
	git_is_content();
	review_close(review);
}

static void rights(void **state)
{
	(void)state;
	char a[UUID_TEXT], reply[UUID_TEXT], id[UUID_TEXT];
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	comment(a, review, 2, NULL, "Une remarque.");
	review_close(review);
	review = open_as("sherpa-b");
	FINE(annotating_reply(reply, review, index_of(review, a), text_of("Une réponse.")));
	FINE(review_complete(review));
	assert_int_equal(remark_of(review, reply)->block, 2);
	FAULT(FAULT_FORBIDDEN, annotating_resolve(id, review, index_of(review, a)));
	FAULT(FAULT_FORBIDDEN, annotating_withdraw(id, review, index_of(review, a)));
	review_close(review);
	review = open_as("bureau");
	FINE(annotating_resolve(id, review, index_of(review, a)));
	FINE(review_complete(review));
	assert_int_equal(state_of(review, a), STATE_RESOLVED);
	FAULT(FAULT_CONFLICT, annotating_resolve(id, review, index_of(review, a)));
	review_close(review);
	review = open_as("sherpa-a");
	assert_int_equal(state_of(review, a), STATE_RESOLVED);
	FINE(annotating_withdraw(id, review, index_of(review, a)));
	FINE(review_complete(review));
	assert_int_equal(state_of(review, a), STATE_WITHDRAWN);
	FAULT(FAULT_CONFLICT, annotating_withdraw(id, review, index_of(review, a)));
	assert_int_equal(state_of(review, reply), STATE_OPEN);
	git_is_content();
	review_close(review);
}

static void supports(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	propose(review, AMEND_INSERT, 2, 0, "Un ajout, tout neuf.");
	FAULT(FAULT_FORBIDDEN, annotating_assess(id, review, 0, "supports", text_of("")));
	review_close(review);
	review = open_as("sherpa-b");
	size_t index = standing_amendment(review->standing, "sherpa-a:3");
	FINE(annotating_assess(id, review, index, "supports", text_of("")));
	FINE(review_complete(review));
	assert_int_equal(amendment_named(review, "sherpa-a:3")->support_count, 1);
	FINE(annotating_assess(
		id, review, standing_amendment(review->standing, "sherpa-a:3"), "objects", text_of("Non.")));
	FINE(review_complete(review));
	assert_int_equal(amendment_named(review, "sherpa-a:3")->support_count, 0);
	assert_int_equal(amendment_named(review, "sherpa-a:3")->object_count, 1);
	FINE(annotating_assess(
		id, review, standing_amendment(review->standing, "sherpa-a:3+1"), "supports", text_of("")));
	FINE(review_complete(review));
	assert_int_equal(amendment_named(review, "sherpa-a:3+1")->support_count, 1);
	assert_int_equal(remark_of(review, id)->placement, PLACED_EXACT);
	FINE(annotating_withdraw(id, review, amendment_named(review, "sherpa-a:3")->objects[0]));
	FINE(review_complete(review));
	assert_int_equal(amendment_named(review, "sherpa-a:3")->object_count, 0);
	assert_int_equal(amendment_named(review, "sherpa-a:3")->support_count, 1);
	review_close(review);
	review = open_as("sherpa-a"); /* other words: another amendment, nobody has supported it */
	reword(review, 2, "Les villes et les régions tiennent à partager ce qu'elles savent faire.", "");
	assert_int_equal(amendment_named(review, "sherpa-a:3")->support_count, 0);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(remarks), FIXTURE_TEST(rights), FIXTURE_TEST(supports)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
