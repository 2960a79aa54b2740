// objects: views/who_id
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "annotation/annotation.h"
#include "views/who_id.h"

static void expect(const char *name, const char *id)
{
	struct buffer out = {0};
	who_id(&out, text_of(name));
	assert_string_equal(buffer_string(&out), id);
	assert_true(!out.size || name_valid(buffer_text(&out)));
	buffer_clear(&out);
}

static void test_a_name_becomes_small_letters_and_hyphens(void **state)
{
	(void)state;
	expect("Sherpa A", "sherpa-a");
	expect("Élodie N'Diaye", "elodie-n-diaye");
	expect("  José   María  ", "jose-maria");
	expect("Œuvre Straße, Łódź", "oeuvre-strasse-lodz");
	expect("Conseiller·e 2", "conseiller-e-2");
}

static void test_a_name_without_latin_letters_gives_none(void **state)
{
	(void)state;
	expect("", "");
	expect("Ελένη", "");
	expect("— · —", "");
	expect("\xff\xfe", "");
}

static void test_a_long_name_is_cut(void **state)
{
	char name[200];
	struct buffer out = {0};
	(void)state;
	memset(name, 'a', sizeof name);
	name[NAME_LIMIT - 1] = ' ';
	name[sizeof name - 1] = '\0';
	who_id(&out, text_of(name));
	assert_int_equal(out.size, NAME_LIMIT - 1);
	assert_true(name_valid(buffer_text(&out)));
	buffer_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_name_becomes_small_letters_and_hyphens),
		cmocka_unit_test(test_a_name_without_latin_letters_gives_none),
		cmocka_unit_test(test_a_long_name_is_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
