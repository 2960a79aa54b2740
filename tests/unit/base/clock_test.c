#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/wait.h>

#include "base/clock.h"

static struct moment parse(const char *string)
{
	struct moment moment;
	if (!clock_parse(&moment, string))
		fail_msg("not parsed: %s", string);
	return moment;
}

static void test_clock_parse__instants_and_offsets(void **state)
{
	(void)state;
	static const struct {
		const char *string;
		int64_t seconds;
		int milliseconds, offset;
	} cases[] = {
		{"1970-01-01T00:00:00Z", 0, 0, 0},
		{"2021-05-18T12:04:31+02:00", 1621332271, 0, 120},
		{"2021-05-18T12:04:31-09:30", 1621373671, 0, -570},
		{"2021-05-18t10:04:31z", 1621332271, 0, 0},
		{"2021-05-18T10:04:31.5Z", 1621332271, 500, 0},
		{"2021-05-18T10:04:31.0079999999999999999999Z", 1621332271, 7, 0},
		{"1969-12-31T23:59:59Z", -1, 0, 0},
		{"2000-02-29T00:00:00Z", 951782400, 0, 0},
		{"2024-02-29T23:59:59Z", 1709251199, 0, 0},
		{"2016-12-31T23:59:60Z", 1483228800, 0, 0},
		{"2017-01-01T01:59:60+02:00", 1483228800, 0, 120},
		{"0000-01-01T00:00:00Z", -62167219200, 0, 0},
		{"9999-12-31T23:59:59Z", 253402300799, 0, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct moment moment = parse(cases[i].string);
		assert_int_equal(moment.seconds, cases[i].seconds);
		assert_int_equal(moment.milliseconds, cases[i].milliseconds);
		assert_int_equal(moment.offset_minutes, cases[i].offset);
	}
}

static void test_clock_parse__refuses_what_is_no_moment(void **state)
{
	(void)state;
	static const char *const garbage[] = {"", " ", "Z", "2021", "2021-05-18", "2021-05-18T12:04:31",
		"2021-05-18T12:04Z", "2021-05-18 12:04:31Z", "2021-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
		"2021-04-31T00:00:00Z", "2021-00-10T00:00:00Z", "2021-13-10T00:00:00Z", "2021-05-00T00:00:00Z",
		"2021-05-18T24:00:00Z", "2021-05-18T12:60:00Z", "2021-05-18T12:04:61Z", "2021-05-18T12:04:60Z",
		"2021-05-18T12:04:31.Z", "2021-05-18T12:04:31,5Z", "2021-05-18T12:04:31+2:00",
		"2021-05-18T12:04:31+0200", "2021-05-18T12:04:31+24:00", "2021-05-18T12:04:31+02:60",
		"2021-05-18T12:04:31+02", "2021-05-18T12:04:31Zz", "2021-05-18T12:04:31Z ", " 2021-05-18T12:04:31Z",
		"+021-05-18T12:04:31Z", "12021-05-18T12:04:31Z", "2021-5-18T12:04:31Z", "２021-05-18T12:04:31Z",
		"-2021-05-18T12:04:31Z", "2021-05-18T12:04:31.5"};
	for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++) {
		struct moment moment = {.seconds = 42};
		if (clock_parse(&moment, garbage[i]))
			fail_msg("taken for a moment: %s", garbage[i]);
		assert_int_equal(moment.seconds, 42);
	}
	struct moment moment;
	assert_false(clock_parse(&moment, NULL));
}

static void test_clock_format__writes_what_was_read(void **state)
{
	(void)state;
	static const char *const strings[] = {"2021-05-18T12:04:31+02:00", "2021-05-18T12:04:31Z",
		"2021-05-18T12:04:31+00:00", "2021-12-31T23:30:00-09:30", "1899-12-31T23:59:59+00:09",
		"0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"};
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		char out[CLOCK_TEXT];
		clock_format(out, parse(strings[i]));
		assert_string_equal(out, strings[i]);
	}
}

static void test_clock_format__unknown_local_offset_is_zulu(void **state)
{
	(void)state;
	char out[CLOCK_TEXT];
	clock_format(out, parse("2021-05-18T12:04:31-00:00"));
	assert_string_equal(out, "2021-05-18T12:04:31Z");
}

static void test_clock_format__absurd_moments_stay_in_range(void **state)
{
	(void)state;
	char out[CLOCK_TEXT];
	clock_format(out, (struct moment){.seconds = INT64_MAX, .offset_minutes = 1439});
	assert_string_equal(out, "9999-12-31T23:59:59+23:59");
	clock_format(out, (struct moment){.seconds = INT64_MIN, .offset_minutes = -1439});
	assert_string_equal(out, "0000-01-01T00:00:00-23:59");
}

static void test_clock_fields__are_of_the_moments_own_offset(void **state)
{
	(void)state;
	struct clock_fields fields = clock_fields(parse("2021-05-18T23:30:05+02:00"));
	assert_int_equal(fields.year, 2021);
	assert_int_equal(fields.month, 5);
	assert_int_equal(fields.day, 18);
	assert_int_equal(fields.hour, 23);
	assert_int_equal(fields.minute, 30);
	assert_int_equal(fields.second, 5);
	assert_int_equal(fields.weekday, 2);
	assert_int_equal(clock_fields(parse("2021-05-16T00:00:00Z")).weekday, 0);
}

static void test_clock_local__follows_tz_and_its_summer(void **state)
{
	(void)state;
	char out[CLOCK_TEXT];
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	clock_format(out, clock_local(parse("2021-05-18T10:04:31Z")));
	assert_string_equal(out, "2021-05-18T12:04:31+02:00");
	clock_format(out, clock_local(parse("2021-12-18T10:04:31Z")));
	assert_string_equal(out, "2021-12-18T11:04:31+01:00");
	setenv("TZ", "UTC0", 1);
	clock_format(out, clock_local(parse("2021-12-18T10:04:31Z")));
	assert_string_equal(out, "2021-12-18T10:04:31+00:00");
	unsetenv("TZ");
}

static void test_clock_now__source_date_epoch_freezes(void **state)
{
	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1621332271", 1);
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	char out[CLOCK_TEXT];
	clock_format(out, clock_now());
	assert_string_equal(out, "2021-05-18T12:04:31+02:00");
	assert_int_equal(clock_now().milliseconds, 0);
	unsetenv("TZ");
	unsetenv("SOURCE_DATE_EPOCH");
}

static void test_clock_now__a_bad_epoch_is_passed_over(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "soon", "-5", "12.5", "99999999999999999999", "999999999999", "1 "};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		setenv("SOURCE_DATE_EPOCH", bad[i], 1);
		int64_t apart = clock_now().seconds - (int64_t)time(NULL);
		assert_in_range(apart + 5, 0, 10);
	}
	unsetenv("SOURCE_DATE_EPOCH");
}

static void test_clock_set__freezes_for_the_process(void **state)
{
	(void)state;
	int status;
	pid_t child = fork(); /* the rest of this one keeps its clock */
	if (child == 0) {
		struct moment set = parse("2021-05-18T12:04:31.250+02:00");
		setenv("SOURCE_DATE_EPOCH", "1", 1);
		clock_set(set);
		struct moment now = clock_now();
		_exit(now.seconds == set.seconds && now.milliseconds == 250 && now.offset_minutes == 120 ? 0 : 1);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}

static void test_clock_ticks__count_milliseconds(void **state)
{
	(void)state;
	int64_t start = clock_ticks();
	usleep(30000);
	assert_in_range(clock_ticks() - start, 29, 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clock_parse__instants_and_offsets),
		cmocka_unit_test(test_clock_parse__refuses_what_is_no_moment),
		cmocka_unit_test(test_clock_format__writes_what_was_read),
		cmocka_unit_test(test_clock_format__unknown_local_offset_is_zulu),
		cmocka_unit_test(test_clock_format__absurd_moments_stay_in_range),
		cmocka_unit_test(test_clock_fields__are_of_the_moments_own_offset),
		cmocka_unit_test(test_clock_local__follows_tz_and_its_summer),
		cmocka_unit_test(test_clock_now__source_date_epoch_freezes),
		cmocka_unit_test(test_clock_now__a_bad_epoch_is_passed_over),
		cmocka_unit_test(test_clock_set__freezes_for_the_process),
		cmocka_unit_test(test_clock_ticks__count_milliseconds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
