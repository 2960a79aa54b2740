/* Where French can write an accent: words that it does write, and places where it never does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/array.h"
#include "spelling/accent.h"

static void real_words_fit(void **state)
{
	(void)state;
	/* Without its accent, where it stands, and the letter with it. */
	static const struct {
		const char *word;
		size_t at;
		const char *with;
	} real[] = {{"ecole", 0, "é"}, {"regle", 1, "è"}, {"mere", 1, "è"}, {"succes", 4, "è"}, {"tres", 2, "è"},
		{"bibliotheque", 8, "è"}, {"college", 4, "è"}, {"eleve", 2, "è"}, {"arret", 3, "ê"}, {"fete", 1, "ê"},
		{"noel", 2, "ë"}, {"mais", 2, "ï"}, {"ile", 0, "î"}, {"connaitre", 5, "î"}, {"age", 0, "â"},
		{"chassis", 2, "â"}, {"deja", 3, "à"}, {"hotel", 1, "ô"}, {"alcove", 3, "ô"}, {"gout", 2, "û"},
		{"du", 1, "û"}, {"ou", 1, "ù"}, {"facade", 2, "ç"}, {"francais", 4, "ç"}, {"coeur", 1, "œ"},
		{"prescolaire", 2, "é"}, {"redhibitoire", 1, "é"}, {"telephone", 1, "é"}, {"regional", 1, "é"},
		{"elues", 0, "é"}, {"annee", 3, "é"}, {"degats", 1, "é"}};
	for (size_t i = 0; i < ARRAY_SIZE(real); i++)
		if (!accent_fits(text_of(real[i].word), real[i].at, real[i].with))
			fail_msg("%s at %zu: %s", real[i].word, real[i].at, real[i].with);
}

static void others_do_not(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		size_t at;
		const char *with;
	} none[] = {{"terre", 1, "é"}, {"belle", 1, "è"}, {"mettre", 1, "ê"}, {"exemple", 0, "é"}, {"merci", 1, "é"},
		{"avenir", 2, "è"}, {"libs", 1, "î"}, {"libs", 1, "ï"}, {"table", 1, "à"}, {"ceci", 0, "ç"},
		{"loup", 1, "ù"}, {"nez", 1, "é"}};
	for (size_t i = 0; i < ARRAY_SIZE(none); i++)
		if (accent_fits(text_of(none[i].word), none[i].at, none[i].with))
			fail_msg("%s at %zu: %s", none[i].word, none[i].at, none[i].with);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(real_words_fit),
		cmocka_unit_test(others_do_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
