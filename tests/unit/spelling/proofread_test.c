#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "spelling/proofread.h"
#include "spelling/suggestion.h"

static struct proofreader *opened(const char *language, const char *lexicon, enum typography_profile profile)
{
	struct proofreader *proofreader = NULL;
	const struct proofreader_options options = {
		.language = language, .lexicon = text_of(lexicon), .profile = profile, .forget = true};
	assert_null(proofreader_open(&proofreader, &options));
	return proofreader;
}

/* "kind:word" for each finding, joined by blanks. */
static const char *found(struct proofreader *proofreader, const char *words, enum mask_syntax syntax)
{
	static struct buffer out;
	struct findings findings = {0};
	struct text text = text_of(words);
	buffer_empty(&out);
	assert_null(proofreader_check(&findings, proofreader, text, syntax));
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.items[i];
		if (i)
			buffer_add_byte(&out, ' ');
		buffer_format(&out, "%s:%.*s", finding_kind_name(finding->kind), (int)(finding->end - finding->start),
			text.bytes + finding->start);
	}
	findings_clear(&findings);
	return buffer_string(&out);
}

static void kinds_are_told_apart(void **state)
{
	(void)state;
	struct proofreader *proofreader = opened("fr", "CIB\nmultiniveau/niveau\n*impacter\n", TYPOGRAPHY_NONE);
	assert_string_equal(found(proofreader, "La COOPERATION, la cooperation.", MASK_PLAIN),
		"capitals:COOPERATION misspelt:cooperation");
	assert_string_equal(found(proofreader, "CGLU et CGLU, CIB, multiniveaux", MASK_PLAIN), "acronym:CGLU");
	assert_string_equal(
		found(proofreader, "chef·trice, élu•e, élu·e", MASK_PLAIN), "inclusive:chef·trice separator:élu•e");
	assert_string_equal(found(proofreader, "Il faut impacter.", MASK_PLAIN), "forbidden:impacter");
	assert_string_equal(found(proofreader, "l'chat d'CIB l’ONU qu’il aujourd’hui", MASK_PLAIN),
		"misspelt:l'chat misspelt:d'CIB");
	assert_string_equal(
		found(proofreader, "20e 5kg 12h30 XXIe G20 CO2 B2B dévelop3 H1N1", MASK_PLAIN), "misspelt:dévelop3");
	assert_string_equal(found(proofreader, "sud-sud, e-gouvernance, sud-sdu", MASK_PLAIN), "misspelt:sud-sdu");
	assert_string_equal(found(proofreader, "\xd0\x9c\xd0\xb8\xd1\x80 \xd1\x81oopération", MASK_PLAIN),
		"misspelt:\xd1\x81oopération");
	proofreader_close(proofreader);
}

static void what_is_no_prose_is_left_alone(void **state)
{
	(void)state;
	struct proofreader *proofreader = opened("fr", "", TYPOGRAPHY_IMPRIMERIE_NATIONALE);
	assert_string_equal(
		found(proofreader, "Voir `xyzt` et https://exemple.org/azrt?b=c;d ou jean@exemple.org.", MASK_MARKDOWN),
		"");
	assert_string_equal(found(proofreader, "```\nxyzt azrt\n```\nUn mot.", MASK_MARKDOWN), "");
	assert_string_equal(
		found(proofreader, "[un lien](chemin/xyzt.md) <b class=\"azrt\">gras</b>", MASK_MARKDOWN), "");
	proofreader_close(proofreader);
}

static void other_languages_have_their_dictionary(void **state)
{
	(void)state;
	struct proofreader *proofreader = opened("en", "", TYPOGRAPHY_IMPRIMERIE_NATIONALE);
	assert_string_equal(
		found(proofreader, "The cities don't wrod; the cities' rights: \"yes\".", MASK_PLAIN), "misspelt:wrod");
	proofreader_close(proofreader);
	proofreader = opened("es", "", TYPOGRAPHY_NONE);
	assert_string_equal(found(proofreader, "Las ciudades nececitan acción.", MASK_PLAIN), "misspelt:nececitan");
	proofreader_close(proofreader);
	const struct proofreader_options options = {.language = "xx", .lexicon = text_of("")};
	const struct fault *fault = proofreader_open(&proofreader, &options);
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_DICTIONARY);
}

static void hostile_text_is_survived(void **state)
{
	(void)state;
	enum { SIZE = 1 << 20 };
	struct proofreader *proofreader = opened("fr", "", TYPOGRAPHY_IMPRIMERIE_NATIONALE);
	static const char *const pieces[] = {"a", "·e", "`", "<a ", "[", "](", "* ", "_", "@", "\"", "'", "\xff", "« ",
		" ", "!", "\xe2\x80", "1 ", "((", "\\", "&a", "```\n", "<!--", "e\xcc\x81", "-a"};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buffer text = {0};
		struct findings findings = {0};
		while (text.size < SIZE)
			buffer_add_string(&text, pieces[i]);
		assert_null(proofreader_check(
			&findings, proofreader, buffer_text(&text), i % 2 ? MASK_MARKDOWN : MASK_PLAIN));
		for (size_t k = 0; k < findings.count; k++)
			assert_true(
				findings.items[k].start <= findings.items[k].end && findings.items[k].end <= text.size);
		findings_clear(&findings);
		buffer_clear(&text);
	}
	proofreader_close(proofreader);
}

/* The suggestions for a word, joined by blanks. */
static const char *suggested(const char *word, bool far)
{
	static struct buffer out;
	struct proofreader *proofreader = opened("fr", "*acceuils\n", TYPOGRAPHY_NONE);
	struct dictionary *dictionary;
	struct suggestions suggestions = {0};
	assert_null(proofreader_dictionary(&dictionary, proofreader));
	suggestion_near(&suggestions, dictionary, proofreader_lexicon(proofreader), text_of(word), true, NULL);
	if (far)
		suggestion_far(&suggestions, dictionary, proofreader_lexicon(proofreader), text_of(word), true);
	buffer_empty(&out);
	for (size_t i = 0; i < suggestions.count; i++) {
		if (i)
			buffer_add_byte(&out, '|');
		buffer_add_string(&out, suggestions.words[i]);
	}
	suggestions_clear(&suggestions);
	proofreader_close(proofreader);
	return buffer_string(&out);
}

static bool starts(const char *words, const char *with)
{
	return strncmp(words, with, strlen(with)) == 0;
}

static void words_are_suggested(void **state)
{
	(void)state;
	assert_string_equal(suggested("dévelopement", false), "développement");
	assert_true(starts(suggested("echéance", false), "échéance"));
	assert_true(starts(suggested("l’acceuil", false), "l’accueil"));
	assert_true(starts(suggested("DEVELOPEMENT", true), "DÉVELOPPEMENT"));
	assert_true(starts(suggested("Mecanisme", false), "Mécanisme"));
	assert_true(starts(suggested("l'chat", false), "le chat"));
	assert_true(starts(suggested("citoyen·e·s", false), "citoyen·ne·s"));
	assert_true(starts(suggested("chef·trice", false), "chef·fe"));
	assert_non_null(strstr(suggested("quil", false), "qu'il"));
	assert_non_null(strstr(suggested("peutêtre", false), "peut-être"));
	assert_non_null(strstr(suggested("afrique", false), "Afrique"));
	assert_non_null(strstr(suggested("farmacie", true), "pharmacie"));
	assert_null(strstr(suggested("acceuils", true), "acceuils"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_apart),
		cmocka_unit_test(what_is_no_prose_is_left_alone),
		cmocka_unit_test(other_languages_have_their_dictionary),
		cmocka_unit_test(hostile_text_is_survived),
		cmocka_unit_test(words_are_suggested),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
