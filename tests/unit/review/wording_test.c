#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/language.h"
#include "review/wording.h"

static char words[512];

/* What a buffer says, good until the next call. */
static const char *said(struct buffer *buffer)
{
	snprintf(words, sizeof words, "%s", buffer_string(buffer));
	buffer_clear(buffer);
	return words;
}

static void freeze(const char *moment)
{
	struct moment now;
	assert_true(clock_parse(&now, moment));
	clock_set(now);
}

static const char *when(const char *moment)
{
	struct moment then;
	struct buffer out = {0};
	assert_true(clock_parse(&then, moment));
	wording_when(&out, then);
	return said(&out);
}

static const char *deadline(const char *moment)
{
	struct consultation consultation = {.has_deadline = true};
	struct buffer out = {0};
	assert_true(clock_parse(&consultation.deadline, moment));
	wording_deadline(&out, &consultation);
	return said(&out);
}

static void test_wording_when__says_no_more_than_it_must(void **state)
{
	(void)state;
	freeze("2021-05-18T12:04:31Z");
	assert_string_equal(when("2021-05-18T09:05:00Z"), "09:05");
	assert_string_equal(when("2021-05-17T09:05:00Z"), "17 May, 09:05");
	assert_string_equal(when("2020-12-01T23:59:00Z"), "1 December 2020, 23:59");
	assert_string_equal(when("2021-05-18T00:30:00+02:00"), "17 May, 22:30");
}

static void test_wording_deadline__counts_what_is_left(void **state)
{
	(void)state;
	freeze("2021-05-18T12:00:00Z");
	assert_string_equal(deadline("2021-05-18T13:12:00Z"), "closes in 1 h 12");
	assert_string_equal(deadline("2021-05-18T13:05:59Z"), "closes in 1 h 05");
	assert_string_equal(deadline("2021-05-18T12:41:00Z"), "closes in 41 min");
	assert_string_equal(deadline("2021-05-18T12:00:20Z"), "closes in 1 min");
	assert_string_equal(deadline("2021-05-20T11:59:00Z"), "closes in 47 h 59");
	assert_string_equal(deadline("2021-05-21T12:00:00Z"), "closes in 3 days");
	assert_string_equal(deadline("2021-05-18T11:00:00Z"), "closed since 11:00");
}

static void test_wording_deadline__says_nothing_without_one(void **state)
{
	(void)state;
	struct consultation consultation = {0};
	struct buffer out = {0};
	wording_deadline(&out, &consultation);
	wording_closing(&out, &consultation);
	assert_int_equal(out.size, 0);
}

static void test_wording_closing__shows_the_zone_and_here(void **state)
{
	(void)state;
	struct consultation consultation = {.has_deadline = true};
	struct buffer out = {0};
	freeze("2027-05-18T08:00:00Z");
	assert_true(clock_parse(&consultation.deadline, "2027-05-18T13:30:00+02:00"));
	wording_closing(&out, &consultation);
	assert_string_equal(said(&out), "18 May 2027, 13:30 (UTC+02:00), here 11:30");
	assert_true(clock_parse(&consultation.deadline, "2027-05-18T13:30:00+00:00"));
	wording_closing(&out, &consultation);
	assert_string_equal(said(&out), "18 May 2027, 13:30 (UTC+00:00)");
}

static void test_wording_id__is_the_last_eight_digits(void **state)
{
	(void)state;
	assert_string_equal(wording_id("0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33"), "0c8f1a33");
	assert_string_equal(wording_id("33"), "33");
}

static void test_wording_position__never_repeats_a_strangers_code(void **state)
{
	(void)state;
	assert_string_equal(wording_position("ad-referendum"), "ad referendum");
	assert_string_equal(wording_position("\033[2J"), "position");
	assert_string_equal(wording_position(NULL), "position");
}

static void test_wording_reviewer__is_safe_to_show(void **state)
{
	(void)state;
	char a[] = "a", b[] = "b", first[] = "Sherpa \xe2\x80\xaeX", second[] = "Sherpa B", city[] = "a city";
	char villes[] = "villes", cities[] = "Cities";
	struct reviewer people[] = {
		{.id = a, .name = first, .organisation = city, .group = villes},
		{.id = b, .name = second, .group = villes},
	};
	struct category group = {.id = villes, .label = {.en = cities, .fr = villes}};
	struct member member = {.id = b, .name = second};
	people[1].member = &member;
	struct standing standing = {.reviewers = people, .reviewer_count = 2};
	struct review review = {.standing = &standing};
	struct buffer out = {0};
	review.consultation.groups = (struct categories){.items = &group, .count = 1};
	review.consultation.roster = &member;
	review.consultation.member_count = 1;
	wording_reviewer(&out, &review, 0);
	assert_string_equal(said(&out), "Sherpa <U+202E>X (a city) · off the roster");
	wording_reviewer(&out, &review, 1);
	assert_string_equal(said(&out), "Sherpa B (Cities)");
	wording_affiliation(&out, &review, 0);
	assert_string_equal(said(&out), "a city · Cities");
}

static void test_wording_place__knows_the_whole_document(void **state)
{
	(void)state;
	struct number numbers[] = {{.paragraph = 1}, {.paragraph = 1, .bis = 1}};
	struct review review = {.numbering = {.numbers = numbers, .count = 2}};
	struct buffer out = {0};
	wording_place(&out, &review, STANDING_NONE);
	assert_string_equal(said(&out), "general");
	wording_place(&out, &review, 1);
	assert_string_equal(said(&out), "§1\xc2\xa0"
					"bis");
}

int main(void)
{
	setenv("TZ", "UTC", 1);
	language_open("en");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wording_when__says_no_more_than_it_must),
		cmocka_unit_test(test_wording_deadline__counts_what_is_left),
		cmocka_unit_test(test_wording_deadline__says_nothing_without_one),
		cmocka_unit_test(test_wording_closing__shows_the_zone_and_here),
		cmocka_unit_test(test_wording_id__is_the_last_eight_digits),
		cmocka_unit_test(test_wording_position__never_repeats_a_strangers_code),
		cmocka_unit_test(test_wording_reviewer__is_safe_to_show),
		cmocka_unit_test(test_wording_place__knows_the_whole_document),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
