#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "review/discrepancy.h"

/* What differs in the last of some pairs; the others teach what names are kept. */
static void check(const char *const pairs[][2], size_t count, const char *expected)
{
	struct translation translation = {.count = count};
	translation.rows = memory_new(count, sizeof *translation.rows);
	for (size_t i = 0; i < count; i++) {
		translation.rows[i].source_count = translation.rows[i].target_count = 1;
		buffer_add_string(&translation.rows[i].now, pairs[i][0]);
		buffer_add_string(&translation.rows[i].words, pairs[i][1]);
	}
	discrepancy_run(&translation);
	assert_string_equal(buffer_string(&translation.rows[count - 1].points), expected);
	for (size_t i = 0; i < count; i++) {
		buffer_clear(&translation.rows[i].now);
		buffer_clear(&translation.rows[i].words);
		buffer_clear(&translation.rows[i].points);
	}
	free(translation.rows);
}

#define ONE(source, words, expected) check((const char *const[][2]){{source, words}}, 1, expected)

static void numbers_are_compared_as_they_are_meant(void **state)
{
	(void)state;
	ONE("Le 18 mai 2027 à 13 h 30", "At 13:30 on May 18, 2027", "");
	ONE("20\u202f000 villes", "20,000 cities", "");
	ONE("20\u00a0000 villes", "20.000 ciudades", "");
	ONE("1 234 567 habitants", "1,234,567 inhabitants", "");
	ONE("3,5 %", "3.5 %", "");
	ONE("d’ici à 2030", "by 2020", "2020 is not in the source; 2030 is missing");
	ONE("30 villes et 20 régions", "30 cities", "20 is missing");
	ONE("un tiers", "one third", "");
	ONE("en 2013, 2015 et 2021", "in 2013, 2015 and 2021", "");
}

static void brackets_are_counted(void **state)
{
	(void)state;
	ONE("[au moins un tiers] des projets [d’ici 2030]", "[at least a third] of projects by 2030",
		"brackets: 2 in the source, 1 here");
	ONE("l’[Agenda](https://a.b)", "the Agenda", "");
}

static void names_are_missed_where_the_text_keeps_them(void **state)
{
	(void)state;
	static const char *const kept[][2] = {{"le CIB", "the CIB"}, {"au CIB", "to the CIB"}, {"du CIB", "of it"}};
	check(kept, 3, "CIB is missing");
	static const char *const translated[][2] = {{"CGLU dit", "UCLG says"}, {"de CGLU", "of UCLG"}};
	check(translated, 2, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_compared_as_they_are_meant),
		cmocka_unit_test(brackets_are_counted),
		cmocka_unit_test(names_are_missed_where_the_text_keeps_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
