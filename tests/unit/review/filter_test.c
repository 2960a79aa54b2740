#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/language.h"
#include "review/filter.h"

/* Three reviewers: 0 ana (city), 1 ben (region), 2 me (city). Remarks in the order of their ids:
 *   0 ana's comment on area sante; 1 ben's question for q1, closed by 5; 2 me answering 0; 3 ben's initial on block 0;
 *   4 ana's reservation on block 1, lapsed; 5 ben closes 1; 6 a comment said to be ana's, unverified, lost. */
enum { ANA, BEN, ME, PEOPLE };
enum { COMMENT, QUESTION, ANSWER, INITIAL, RESERVATION, CLOSING, FORGED, REMARKS };

struct desk {
	struct review review;
	struct standing standing;
	struct reviewer people[PEOPLE];
	struct remark remarks[REMARKS];
	struct position positions[2];
	struct amendment amendments[2];
	struct annotation *annotations[REMARKS];
	const struct annotation *sorted[REMARKS];
	struct category areas[1];
};

static struct annotation *make(size_t index, enum motivation motivation, enum target_kind kind)
{
	struct annotation *annotation = annotation_new(motivation);
	snprintf(annotation->id, sizeof annotation->id, "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a%02zx", index);
	annotation->nickname = memory_string(index == QUESTION || index == INITIAL || index == CLOSING ? "ben" : "ana");
	annotation->text = memory_string("words");
	annotation->targets[0].kind = kind;
	return annotation;
}

static void answers(struct desk *desk, size_t index, size_t target)
{
	desk->annotations[index]->targets[0].annotation = memory_string(desk->annotations[target]->id);
}

static void code(struct desk *desk, size_t index, const char *word)
{
	desk->annotations[index]->code = memory_string(word);
}

static bool nobody(const void *context, const char *nickname)
{
	(void)context;
	(void)nickname;
	return false;
}

static void people(struct desk *desk)
{
	static char ids[PEOPLE][4] = {"ana", "ben", "me"}, names[PEOPLE][8] = {"Ana", "Ben", "Me"};
	static char groups[PEOPLE][8] = {"city", "region", "city"};
	for (size_t i = 0; i < PEOPLE; i++) {
		desk->people[i].id = ids[i];
		desk->people[i].name = names[i];
		desk->people[i].group = groups[i];
	}
}

static void remarks(struct desk *desk)
{
	static const size_t authors[REMARKS] = {ANA, BEN, ME, BEN, ANA, BEN, ANA};
	static const enum motivation motivations[REMARKS] = {
		COMMENTING, QUESTIONING, REPLYING, ASSESSING, ASSESSING, MODERATING, COMMENTING};
	for (size_t i = 0; i < REMARKS; i++) {
		bool answer = i == ANSWER || i == CLOSING;
		desk->annotations[i] = make(i, motivations[i], answer ? TARGET_ANNOTATION : TARGET_PARAGRAPH);
		desk->sorted[i] = desk->annotations[i];
		desk->remarks[i] = (struct remark){
			.annotation = desk->annotations[i], .reviewer = authors[i], .verified = i != FORGED};
	}
	desk->remarks[FORGED].placement = PLACED_LOST;
	desk->remarks[RESERVATION].block = 1;
	annotation_add_tag(desk->annotations[COMMENT], "area:sante");
	annotation_add_tag(desk->annotations[QUESTION], "question:q1");
	answers(desk, ANSWER, COMMENT);
	answers(desk, CLOSING, QUESTION);
	code(desk, CLOSING, "resolved");
	code(desk, INITIAL, "initialled");
	code(desk, RESERVATION, "reservation");
}

static void amendments(struct desk *desk)
{
	static size_t rivals[] = {1};
	desk->amendments[0] = (struct amendment){
		.reviewer = ANA, .same_as = 0, .reason = COMMENT, .collides = rivals, .collide_count = 1};
	desk->amendments[1] = (struct amendment){.reviewer = BEN, .same_as = 1, .reason = STANDING_NONE};
}

static int open_desk(void **state)
{
	struct desk *desk = memory_new(1, sizeof *desk);
	people(desk);
	remarks(desk);
	amendments(desk);
	desk->positions[0] = (struct position){INITIAL, BEN, 0, "initialled", false, false};
	desk->positions[1] = (struct position){RESERVATION, ANA, 1, "reservation", true, true};
	desk->standing = (struct standing){.reviewers = desk->people,
		.reviewer_count = PEOPLE,
		.remarks = desk->remarks,
		.amendments = desk->amendments,
		.amendment_count = 2,
		.positions = desk->positions,
		.position_count = 2,
		.me = ME};
	threads_make(&desk->standing.threads, desk->sorted, REMARKS, nobody, NULL);
	desk->areas[0] = (struct category){.id = (char *)"sante", .label = {.en = (char *)"Health"}};
	desk->review.consultation.areas = (struct categories){desk->areas, 1, 1};
	desk->review.standing = &desk->standing;
	*state = desk;
	return 0;
}

static int close_desk(void **state)
{
	struct desk *desk = *state;
	threads_clear(&desk->standing.threads);
	for (size_t i = 0; i < REMARKS; i++)
		annotation_free(desk->annotations[i]);
	free(desk);
	return 0;
}

/* The remarks that stay, as a set of bits, asked one by one; the answer for all at once must be the same for roots. */
static unsigned int staying(const struct desk *desk, const struct filter *filter)
{
	unsigned int set = 0;
	bool *stays = filter_remarks(filter, &desk->review);
	for (size_t i = 0; i < REMARKS; i++) {
		bool stays_alone = filter_remark(filter, &desk->review, i);
		if (desk->standing.threads.entries[i].root == i && i != CLOSING) { /* a mere act is nothing to read */
			assert_int_equal(stays_alone, stays[i]);
			set |= (unsigned int)stays_alone << i;
		}
	}
	free(stays);
	return set;
}

static unsigned int proposals(const struct desk *desk, const struct filter *filter)
{
	return (unsigned int)filter_amendment(filter, &desk->review, 0) |
	       (unsigned int)filter_amendment(filter, &desk->review, 1) << 1;
}

#define BIT(remark) (1U << (remark))

static void test_filter__none_lets_everything_pass(void **state)
{
	struct filter none = {0};
	assert_false(filter_active(&none));
	assert_false(filter_active(NULL));
	assert_int_equal(
		staying(*state, &none), BIT(COMMENT) | BIT(QUESTION) | BIT(INITIAL) | BIT(RESERVATION) | BIT(FORGED));
	assert_int_equal(proposals(*state, &none), 3);
}

static void test_filter__a_reviewer_keeps_threads_they_spoke_in(void **state)
{
	struct filter filter = {.reviewer = (char *)"me"};
	assert_true(filter_active(&filter));
	assert_int_equal(staying(*state, &filter), BIT(COMMENT));
	filter.reviewer = (char *)"ben";
	assert_int_equal(staying(*state, &filter), BIT(QUESTION) | BIT(INITIAL));
	assert_int_equal(proposals(*state, &filter), 2);
}

static void test_filter__unverified_is_nobodys(void **state)
{
	struct filter filter = {.reviewer = (char *)"ana"};
	assert_int_equal(staying(*state, &filter), BIT(COMMENT) | BIT(RESERVATION));
	filter = (struct filter){.group = (char *)"region"};
	assert_int_equal(staying(*state, &filter), BIT(QUESTION) | BIT(INITIAL));
}

static void test_filter__kinds(void **state)
{
	struct filter filter = {.kind = FILTER_COMMENT};
	assert_int_equal(staying(*state, &filter), BIT(COMMENT) | BIT(FORGED));
	assert_int_equal(proposals(*state, &filter), 0);
	filter.kind = FILTER_QUESTION;
	assert_int_equal(staying(*state, &filter), BIT(QUESTION));
	filter.kind = FILTER_POSITION;
	assert_int_equal(staying(*state, &filter), BIT(INITIAL) | BIT(RESERVATION));
	filter.kind = FILTER_AMENDMENT;
	assert_int_equal(staying(*state, &filter), 0);
	assert_int_equal(proposals(*state, &filter), 3);
}

static void test_filter__states(void **state)
{
	struct filter filter = {.state = FILTER_OPEN};
	assert_int_equal(staying(*state, &filter), BIT(COMMENT) | BIT(FORGED));
	assert_int_equal(proposals(*state, &filter), 3);
	filter.state = FILTER_RESOLVED;
	assert_int_equal(staying(*state, &filter), BIT(QUESTION));
	assert_int_equal(proposals(*state, &filter), 0);
	filter.state = FILTER_COLLISION;
	assert_int_equal(staying(*state, &filter), 0);
	assert_int_equal(proposals(*state, &filter), 1);
	filter.state = FILTER_LAPSED;
	assert_int_equal(staying(*state, &filter), BIT(RESERVATION));
	filter.state = FILTER_STRAYED;
	assert_int_equal(staying(*state, &filter), BIT(FORGED));
	filter.state = FILTER_MINE;
	assert_int_equal(staying(*state, &filter), BIT(COMMENT));
}

static void test_filter__tags_of_the_root_and_of_the_reason(void **state)
{
	struct filter filter = {.area = (char *)"sante"};
	assert_int_equal(staying(*state, &filter), BIT(COMMENT));
	assert_int_equal(proposals(*state, &filter), 1);
	filter = (struct filter){.question = (char *)"q1"};
	assert_int_equal(staying(*state, &filter), BIT(QUESTION));
	assert_int_equal(proposals(*state, &filter), 0);
}

static void test_filter_count__counts_what_stays(void **state)
{
	struct desk *desk = *state;
	struct filter filter = {.group = (char *)"city"};
	struct filter_counts counts = filter_count(&filter, &desk->review);
	assert_int_equal(counts.threads, 1);
	assert_int_equal(counts.amendments, 1);
	assert_int_equal(counts.positions, 1);
}

static void test_filter_text__is_a_short_sentence(void **state)
{
	struct desk *desk = *state;
	struct filter filter = {.reviewer = (char *)"ana", .kind = FILTER_QUESTION, .area = (char *)"sante"},
		      copy = {0};
	struct buffer out = {0};
	filter_text(&out, &filter, &desk->review);
	assert_string_equal(buffer_string(&out), "filter: Ana · questions · Health");
	buffer_clear(&out);
	filter_copy(&copy, &filter);
	assert_true(filter_same(&copy, &filter));
	filter_clear(&copy);
	assert_false(filter_same(&copy, &filter));
	filter_text(&out, &copy, &desk->review);
	assert_int_equal(out.size, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_filter__none_lets_everything_pass, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(
			test_filter__a_reviewer_keeps_threads_they_spoke_in, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(test_filter__unverified_is_nobodys, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(test_filter__kinds, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(test_filter__states, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(test_filter__tags_of_the_root_and_of_the_reason, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(test_filter_count__counts_what_stays, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(test_filter_text__is_a_short_sentence, open_desk, close_desk),
	};
	language_open("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
