#include "fixture.h"

static size_t count_news(const struct news_list *news, enum news_kind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < news->count; i++)
		count += news->items[i].kind == kind;
	return count;
}

static void since_my_visit(void **state)
{
	(void)state;
	char id[UUID_TEXT], reply[UUID_TEXT];
	struct visit visit;
	struct news_list news;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	visit_read(&visit, review);
	assert_true(visit.first);
	visit_news(&news, review, &visit);
	assert_int_equal(news.count, 0);
	comment(id, review, 1, NULL, "Une question ?");
	FINE(initialling_one(reply, review, 5, "initialled", text_of("")));
	FINE(review_complete(review));
	visit.help_seen = true;
	visit_write(review, &visit, review->numbering.numbers[2], true);
	visit_clear(&visit);
	review_close(review);

	review = open_as("sherpa-a");
	visit_read(&visit, review);
	assert_false(visit.first);
	assert_true(visit.help_seen);
	assert_int_equal(visit.place.paragraph, 3);
	visit_news(&news, review, &visit);
	assert_int_equal(news.count, 0);
	review_close(review);

	struct review *b = open_as("sherpa-b");
	FINE(annotating_reply(reply, b, index_of(b, id), text_of("Une réponse.")));
	review_close(b);
	base_rewords("priorités locales", "priorités de chacun");
	base_rewords("Les villes et les régions s'engagent à partager ce qu'elles savent faire.\n\n", "");
	review = open_as("sherpa-a");
	visit_news(&news, review, &visit);
	assert_int_equal(count_news(&news, NEWS_REPLY), 1);
	assert_int_equal(count_news(&news, NEWS_LAPSED), 1);
	assert_int_equal(count_news(&news, NEWS_CHANGED), 2);
	assert_int_equal(news.items[news.count - 1].block, STANDING_NONE);
	WORDS("Les villes et les régions s'engagent à partager ce qu'elles savent faire.",
		news.items[news.count - 1].was);
	news_clear(&news);
	visit_write(review, &visit, review->numbering.numbers[0], true);
	visit_clear(&visit);
	visit_read(&visit, review);
	visit_news(&news, review, &visit);
	assert_int_equal(news.count, 0);
	/* on a first visit every answer is news, and nothing else */
	visit_news(&news, review, &(struct visit){.first = true});
	assert_int_equal(count_news(&news, NEWS_REPLY), 1);
	assert_int_equal(news.count, 1);
	news_clear(&news);
	visit_clear(&visit);
	review_close(review);
	/* private to the reviewer */
	review = open_as("sherpa-b");
	visit_read(&visit, review);
	assert_true(visit.first);
	visit_clear(&visit);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(since_my_visit)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
