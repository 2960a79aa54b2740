#include "documents.h"

#include "draft/numbering.h"

static void check_number(const char *text, const char *format, const char *show)
{
	struct number number;
	char got[NUMBER_TEXT];
	if (!format) {
		assert_false(number_parse(&number, text_of(text)));
		return;
	}
	assert_true(number_parse(&number, text_of(text)));
	number_format(got, number);
	assert_string_equal(got, format);
	number_show(got, number);
	assert_string_equal(got, show);
	struct number again;
	assert_true(number_parse(&again, text_of(got)));
	assert_int_equal(number_compare(number, again), 0);
}

static void numbers_are_read_as_people_write_them(void **state)
{
	(void)state;
	check_number("12", "12", "§12");
	check_number("§12", "12", "§12");
	check_number(" § 12 ", "12", "§12");
	check_number("12bis", "12bis",
		"§12\xc2\xa0"
		"bis");
	check_number("12 ter", "12ter",
		"§12\xc2\xa0"
		"ter");
	check_number("§12\xc2\xa0"
		     "bis",
		"12bis",
		"§12\xc2\xa0"
		"bis");
	check_number("12+1", "12+1", "§12+1");
	check_number("12bis+2", "12bis+2",
		"§12\xc2\xa0"
		"bis+2");
	check_number("0+1", "0+1", "§0+1");
	check_number("12x14", "12x14", "§12\xc2\xa0x14");
	check_number("", NULL, NULL);
	check_number("0", NULL, NULL);
	check_number("12 foo", NULL, NULL);
	check_number("12+0", NULL, NULL);
	check_number("12+", NULL, NULL);
	check_number("12bis3", NULL, NULL);
	check_number("99999999999999", NULL, NULL);
	check_number("-3", NULL, NULL);
}

static void numbers_have_an_order(void **state)
{
	(void)state;
	static const char *const order[] = {"0+1", "1", "1+1", "1bis", "1ter", "2", "12x12", "13"};
	for (size_t i = 1; i < ARRAY_SIZE(order); i++) {
		struct number a, b;
		assert_true(number_parse(&a, text_of(order[i - 1])) && number_parse(&b, text_of(order[i])));
		assert_true(number_compare(a, b) < 0 && number_compare(b, a) > 0);
	}
}

static void check_follow(struct numbering *numbering, struct draft **draft, const char *source, const char *expected)
{
	struct draft *next = read_draft(text_of(source));
	struct align align;
	struct numbering followed;
	struct buffer got = {0};
	align_run(&align, *draft, next);
	numbering_follow(&followed, numbering, &align);
	for (size_t i = 0; i < followed.count; i++) {
		char one[NUMBER_TEXT];
		number_format(one, followed.numbers[i]);
		buffer_format(&got, "%s%s", i ? " " : "", one);
	}
	assert_string_equal(buffer_string(&got), expected);
	buffer_clear(&got);
	align_clear(&align);
	numbering_clear(numbering);
	draft_free(*draft);
	*numbering = followed;
	*draft = next;
}

static void numbers_follow_their_paragraphs(void **state)
{
	(void)state;
	struct draft *draft = read_draft(text_of("un deux trois\n\nquatre cinq six\n\nsept huit neuf\n"));
	struct numbering numbering;
	numbering_plain(&numbering, draft);
	check_follow(&numbering, &draft, "un deux trois\n\nsept huit neuf\n", "1 3");
	check_follow(&numbering, &draft, "un deux trois\n\ndix onze douze\n\nsept huit neuf\n", "1 1bis 3");
	check_follow(&numbering, &draft,
		"avant tout\n\nun deux trois\n\ndix onze douze\n\nencore autre chose\n\nsept huit neuf\n",
		"0bis 1 1bis 1ter 3");
	check_follow(&numbering, &draft,
		"avant tout\n\ndix onze douze\n\nencore autre chose\n\nsept huit neuf\n\nun deux trois\n",
		"0bis 1bis 1ter 3 1");
	struct number number = {.paragraph = 1, .bis = 2};
	assert_int_equal(numbering_find(&numbering, number), 2);
	number.bis = 9;
	assert_int_equal(numbering_find(&numbering, number), ALIGN_NONE);
	numbering_clear(&numbering);
	draft_free(draft);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_as_people_write_them),
		cmocka_unit_test(numbers_have_an_order),
		cmocka_unit_test(numbers_follow_their_paragraphs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
