#include "fixture.h"

#include "act/applying.h"
#include "act/deciding.h"
#include "review/decision.h"
#include "review/docket.h"

#define VILLES(a, b) "Les villes et les régions " a " à partager ce qu'elles savent " b "."

static void says(const char *who, size_t block, const char *text)
{
	struct review *review = open_as(who);
	reword(review, block, text, "");
	review_close(review);
}

static void decides(struct review *review, const char *name, enum decision decision)
{
	struct buffer ids = {0};
	size_t index = standing_amendment(review->standing, name);
	assert_int_not_equal(index, STANDING_NONE);
	FINE(deciding_run(&ids, review,
		&(struct decide_order){.amendments = &index, .count = 1, .decision = decision, .reason = text_of("")}));
	buffer_clear(&ids);
}

static void assesses(const char *who, const char *name, const char *code)
{
	char id[UUID_TEXT];
	struct review *review = open_as(who);
	FINE(annotating_assess(id, review, standing_amendment(review->standing, name), code, text_of("")));
	review_close(review);
}

/* A consultation with something of everything. */
static struct review *consulted(void)
{
	char id[UUID_TEXT];
	fixture_consult();
	says("sherpa-a", 2, VILLES("veillent", "faire"));
	says("sherpa-c", 2, VILLES("veillent", "faire"));
	says("sherpa-b", 2, VILLES("tiennent", "faire"));
	says("sherpa-d", 4, "Elles forment leur personnel, aux droits humains et à l'égalité.");
	struct review *review = open_as("sherpa-d");
	propose(review, AMEND_DELETE, 6, 0, "");
	struct remark_order order = {.question = true,
		.block = 6,
		.tags = (const char *const[]){"area:sante", NULL},
		.text = text_of("Pourquoi ?")};
	FINE(annotating_remark(id, review, &order));
	review_close(review);
	assesses("sherpa-b", "sherpa-d:5", "supports");
	assesses("sherpa-c", "sherpa-b:3", "objects");
	return open_as("bureau");
}

static const struct matter *matter_of(const struct docket *docket, const struct review *review, const char *name)
{
	return &docket->items[docket->of[standing_amendment(review->standing, name)]];
}

static void the_same_words_are_one_matter(void **state)
{
	struct review *review = consulted();
	struct docket docket;
	(void)state;
	docket_make(&docket, review, NULL);
	assert_int_equal(docket.count, 4);
	const struct matter *together = matter_of(&docket, review, "sherpa-a:3");
	assert_ptr_equal(together, matter_of(&docket, review, "sherpa-c:3"));
	assert_int_equal(together->member_count, 2);
	assert_int_equal(together->rivals, 1);
	assert_false(together->uncontested);
	const struct matter *alone = matter_of(&docket, review, "sherpa-b:3");
	assert_int_equal(alone->rivals, 1); /* two people, one wording */
	assert_int_equal(alone->objections, 1);
	const struct matter *comma = matter_of(&docket, review, "sherpa-d:5");
	assert_int_equal(comma->supports, 1);
	assert_true(comma->uncontested);
	const struct matter *gone = matter_of(&docket, review, "sherpa-d:7");
	assert_true(gone->structural);
	assert_int_equal(gone->doubts, 1);
	assert_int_equal(gone->areas, 1);
	assert_false(gone->uncontested);
	docket_clear(&docket);
	review_close(review);
}

/* The names of the matters shown, in their order. */
static const char *listed(const struct review *review, const struct docket *docket, const struct docket_filter *filter,
	enum docket_order order)
{
	static struct buffer names;
	size_t *list, count = docket_list(&list, docket, review, filter, order);
	buffer_empty(&names);
	for (size_t i = 0; i < count; i++)
		buffer_format(&names, "%s%s", i ? " " : "",
			review->standing->amendments[docket->items[list[i]].amendment].name);
	free(list);
	return buffer_string(&names);
}

static void sorted_and_filtered(void **state)
{
	struct review *review = consulted();
	struct docket docket;
	struct docket_filter filter = {0};
	(void)state;
	docket_make(&docket, review, NULL);
	assert_string_equal(
		listed(review, &docket, &filter, DOCKET_BY_TEXT), "sherpa-a:3 sherpa-b:3 sherpa-d:5 sherpa-d:7");
	assert_string_equal(
		listed(review, &docket, &filter, DOCKET_BY_SUPPORT), "sherpa-d:5 sherpa-a:3 sherpa-b:3 sherpa-d:7");
	assert_string_equal(
		listed(review, &docket, &filter, DOCKET_BY_OBJECTIONS), "sherpa-b:3 sherpa-a:3 sherpa-d:5 sherpa-d:7");
	assert_string_equal(
		listed(review, &docket, &filter, DOCKET_BY_TYPE), "sherpa-d:5 sherpa-a:3 sherpa-b:3 sherpa-d:7");
	assert_string_equal(
		listed(review, &docket, &filter, DOCKET_BY_AREA), "sherpa-d:7 sherpa-a:3 sherpa-b:3 sherpa-d:5");
	assert_string_equal(
		listed(review, &docket, &filter, DOCKET_BY_GROUP), "sherpa-a:3 sherpa-b:3 sherpa-d:5 sherpa-d:7");
	docket_filter_switch(&filter, DOCKET_RIVAL);
	assert_string_equal(listed(review, &docket, &filter, DOCKET_BY_TEXT), "sherpa-a:3 sherpa-b:3");
	docket_filter_switch(&filter, DOCKET_UNOBJECTED); /* another sort: both hold */
	assert_string_equal(listed(review, &docket, &filter, DOCKET_BY_TEXT), "sherpa-a:3");
	docket_filter_switch(&filter, DOCKET_ALONE); /* the same sort: takes its place */
	assert_string_equal(listed(review, &docket, &filter, DOCKET_BY_TEXT), "sherpa-d:5 sherpa-d:7");
	docket_filter_clear(&filter);
	filter.group = memory_string("section");
	assert_string_equal(listed(review, &docket, &filter, DOCKET_BY_TEXT), "sherpa-a:3");
	docket_filter_clear(&filter);
	filter.area = memory_string("sante");
	assert_string_equal(listed(review, &docket, &filter, DOCKET_BY_TEXT), "sherpa-d:7");
	docket_filter_clear(&filter);
	assert_false(docket_filter_active(&filter));
	docket_clear(&docket);
	review_close(review);
}

static void decided_is_what_is_decided_for_all(void **state)
{
	struct review *review = consulted();
	struct taking *taking;
	struct docket docket;
	(void)state;
	decides(review, "sherpa-c:3", DECISION_ACCEPTED); /* for sherpa-a, too */
	decides(review, "sherpa-b:3", DECISION_ACCEPTED);
	FINE(taking_new(&taking, review));
	docket_make(&docket, review, taking);
	assert_int_equal(matter_of(&docket, review, "sherpa-a:3")->decision, DECISION_ACCEPTED);
	assert_true(matter_of(&docket, review, "sherpa-a:3")->stuck);
	assert_true(matter_of(&docket, review, "sherpa-b:3")->stuck);
	assert_int_equal(matter_of(&docket, review, "sherpa-d:5")->decision, DECISION_NONE);
	docket_clear(&docket);
	taking_free(taking);
	decides(review, "sherpa-b:3", DECISION_REJECTED);
	review_close(review);
	says("sherpa-d", 2, VILLES("veillent", "faire")); /* the same words, later */
	review = open_as("bureau");
	docket_make(&docket, review, NULL);
	const struct matter *matter = matter_of(&docket, review, "sherpa-d:3");
	assert_int_equal(matter->member_count, 3);
	assert_int_equal(matter->decision, DECISION_NONE);
	docket_clear(&docket);
	review_close(review);
}

/* What a paragraph would read: as decided, and with what is tried out. */
static void a_paragraph_is_read_before_it_is_decided(void **state)
{
	struct taking *taking;
	struct buffer words = {0};
	(void)state;
	fixture_consult();
	says("sherpa-a", 2, VILLES("veillent", "faire"));
	says("sherpa-b", 2, VILLES("s'engagent", "bien faire"));
	says("sherpa-c", 2, VILLES("tiennent", "faire"));
	struct review *review = open_as("sherpa-d");
	propose(review, AMEND_DELETE, 6, 0, "");
	review_close(review);
	review = open_as("bureau");
	size_t a = standing_amendment(review->standing, "sherpa-a:3"),
	       b = standing_amendment(review->standing, "sherpa-b:3"),
	       c = standing_amendment(review->standing, "sherpa-c:3"),
	       d = standing_amendment(review->standing, "sherpa-d:7");
	bool *also = memory_new(review->standing->amendment_count, sizeof *also);
	FINE(taking_new(&taking, review));
	assert_int_equal(taking_read(&words, taking, 2, NULL), READS_AS_BASE);
	WORDS(VILLES("s'engagent", "faire"), words);
	buffer_empty(&words);
	also[a] = also[b] = true;
	assert_int_equal(taking_read(&words, taking, 2, also), READS_OTHERWISE);
	WORDS(VILLES("veillent", "bien faire"), words);
	buffer_empty(&words);
	also[c] = true;
	assert_int_equal(taking_read(&words, taking, 2, also), READS_NOT);
	also[d] = true;
	assert_int_equal(taking_read(&words, taking, 6, also), READS_DELETED);
	assert_int_equal(words.size, 0);
	taking_free(taking);
	decides(review, "sherpa-a:3", DECISION_ACCEPTED);
	FINE(taking_new(&taking, review));
	assert_int_equal(taking_read(&words, taking, 2, NULL), READS_OTHERWISE);
	WORDS(VILLES("veillent", "faire"), words);
	buffer_empty(&words);
	also[a] = also[b] = false;
	assert_int_equal(taking_read(&words, taking, 2, also), READS_NOT); /* a rival is retained */
	taking_free(taking);
	buffer_clear(&words);
	free(also);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(the_same_words_are_one_matter),
		FIXTURE_TEST(sorted_and_filtered),
		FIXTURE_TEST(decided_is_what_is_decided_for_all),
		FIXTURE_TEST(a_paragraph_is_read_before_it_is_decided),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
