#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "spelling/elision.h"

static void the_elided_word_is_found(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		size_t size;
	} words[] = {{"l'eau", 2}, {"L'eau", 2}, {"qu'elle", 3}, {"jusqu'ici", 6}, {"lorsqu'il", 7}, {"QU'ON", 3},
		{"ç'a", 3}, {"Ç'a", 3}, {"aujourd'hui", 0}, {"prud'homme", 0}, {"presqu'île", 0}, {"eau", 0}, {"l'", 0},
		{"", 0}, {"grand'mère", 0}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (elision_size(text_of(words[i].word)) != words[i].size)
			fail_msg("%s: %zu", words[i].word, elision_size(text_of(words[i].word)));
}

static void as_it_is_written(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		size_t size;
	} words[] = {{"l’acceuil", 4}, {"l'acceuil", 2}, {"qu’acceuil", 5}, {"D’Acceuil", 4}, {"l’chat", 0},
		{"aujourd’hui", 0}, {"acceuil", 0}, {"’", 0}, {"", 0}, {"l’", 0}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (elision_written(text_of(words[i].word)) != words[i].size)
			fail_msg("%s: %zu", words[i].word, elision_written(text_of(words[i].word)));
}

static void a_vowel_follows(void **state)
{
	(void)state;
	static const char *const fit[] = {"eau", "État", "hôpital", "herbe", "héroïne", "huître", "œuvre", "yeuse",
		"ONU", "HLM", "SNCF", "île", "Europe", "humain", "Haïti", "à"};
	static const char *const unfit[] = {"chat", "héros", "haricots", "huit", "onze", "oui", "hauteur", "hiérarchie",
		"yaourt", "CGLU", "ville", "PIB", "", "handicap", "Hollande"};
	for (size_t i = 0; i < sizeof fit / sizeof *fit; i++)
		if (!elision_fits(text_of(fit[i])))
			fail_msg("%s does not fit", fit[i]);
	for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++)
		if (elision_fits(text_of(unfit[i])))
			fail_msg("%s fits", unfit[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_elided_word_is_found),
		cmocka_unit_test(as_it_is_written),
		cmocka_unit_test(a_vowel_follows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
