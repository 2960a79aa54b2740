#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "spelling/glossary.h"

#define FINE(expression) assert_null(expression)
#define FAULT(kind, expression)                                                                                        \
	do {                                                                                                           \
		const struct fault *is = (expression);                                                                 \
		assert_non_null(is);                                                                                   \
		assert_int_equal(fault_kind(is), kind);                                                                \
	} while (0)

#define HEAD "fr\ten\tes\n"

static const char *const heads[] = {"fr", "en", "es", NULL};

static void check_term(const struct terms *terms, size_t i, size_t concept, size_t column, const char *words, bool no)
{
	assert_in_range(i, 0, terms->count - 1);
	assert_true(text_is(terms->items[i].words, words));
	assert_int_equal(terms->items[i].concept, concept);
	assert_int_equal(terms->items[i].column, column);
	assert_int_equal(terms->items[i].forbidden, no);
}

static void a_concept_is_a_line(void **state)
{
	(void)state;
	struct terms terms;
	terms_read(&terms, text_of("\xef\xbb\xbf# agreed in May\n" HEAD
				   "ville | cité|!bourg\ttown\tciudad\r\n\nBureau\t\tBuró|!Mesa\n"));
	assert_int_equal(terms.column_count, 3);
	assert_int_equal(terms.concept_count, 2);
	assert_int_equal(terms.count, 8);
	check_term(&terms, 0, 0, 0, "ville", false);
	check_term(&terms, 1, 0, 0, "cité", false);
	check_term(&terms, 2, 0, 0, "bourg", true);
	check_term(&terms, 4, 0, 2, "ciudad", false);
	check_term(&terms, 7, 1, 2, "Mesa", true);
	assert_null(terms.trouble);
	assert_int_equal(terms_column(&terms, "es"), 2);
	assert_int_equal(terms_column(&terms, "de"), TERMS_COLUMNS_LIMIT);
	terms_clear(&terms);
}

static void check_trouble(const char *source, size_t line, size_t troubles, size_t left)
{
	struct terms terms;
	terms_read(&terms, text_of(source));
	assert_int_equal(terms.trouble_count, troubles);
	assert_int_equal(terms.trouble_line, line);
	assert_int_equal(terms.count, left);
	assert_int_equal(terms.trouble != NULL, troubles > 0);
	terms_clear(&terms);
}

static void what_makes_no_sense_is_told_of_and_the_rest_holds(void **state)
{
	(void)state;
	check_trouble(HEAD "ville\ttown\nBureau\tBureau\tBuró\n", 2, 1, 5); /* ragged */
	check_trouble(HEAD "Bureau\tBureau\tBuró\nville\ttown\tciudad\tStadt\n", 3, 1, 6);
	check_trouble(HEAD "ville town\nBureau\tBureau\tBuró\n", 2, 1, 4);
	check_trouble(HEAD "vi\xffle\ttown\tciudad\nBureau\tBureau\tBuró\n", 2, 1, 3); /* wrong bytes */
	check_trouble(HEAD "ville\t\x1b]0;x\atown\tciudad\nBureau\tBureau\tBuró\n", 2, 1, 3);
	check_trouble(HEAD "ville\tto\xe2\x80\xaewn\tciudad\nBureau\tBureau\tBuró\n", 2, 1, 3);
	check_trouble(HEAD "ville||cité\t!\tciudad\n", 2, 2, 3);
	check_trouble("fr\tEnglish words\tes\nville\ttown\tciudad\n", 1, 1, 2); /* a column without a language */
	check_trouble("fr\tfr\nville\ttown\n", 1, 1, 1);
	check_trouble("", 0, 0, 0);
	check_trouble("\n\n# nothing\n", 0, 0, 0);
	struct buffer wide = {0};
	for (int i = 0; i < 3 * TERMS_COLUMNS_LIMIT; i++)
		buffer_add_string(&wide, "fr\t");
	buffer_add_string(&wide, "es\nville\tciudad\n");
	check_trouble(buffer_string(&wide), 1, 1 + TERMS_COLUMNS_LIMIT - 1 + 1, 1);
	buffer_clear(&wide);
}

static const struct fault *add(
	struct buffer *out, const char *source, const char *words, const char *rendering, bool no)
{
	const struct term_order order = {.language = "fr",
		.words = text_of(words),
		.other = "es",
		.rendering = text_of(rendering),
		.forbidden = no,
		.heads = heads};
	buffer_empty(out);
	return terms_add(out, text_of(source), &order);
}

static void one_cell_or_one_line_more(void **state)
{
	(void)state;
	struct buffer out = {0};
	FINE(add(&out, "", "ville", "ciudad", false));
	assert_string_equal(buffer_string(&out), HEAD "ville\t\tciudad\n");
	FINE(add(&out, "# x\n" HEAD "ville\ttown\tciudad\r\nBureau\tBureau", "Ville", "pueblo", true));
	assert_string_equal(buffer_string(&out), "# x\n" HEAD "ville\ttown\tciudad|!pueblo\r\nBureau\tBureau");
	FINE(add(&out, HEAD "ville\ttown\tciudad\nBureau\tBureau", "bureau", "Buró", false));
	assert_string_equal(buffer_string(&out), HEAD "ville\ttown\tciudad\nBureau\tBureau\tBuró");
	FINE(add(&out, HEAD "ville\ttown\tciudad", "eau", "agua", false));
	assert_string_equal(buffer_string(&out), HEAD "ville\ttown\tciudad\neau\t\tagua\n");
	FAULT(FAULT_CONFLICT, add(&out, HEAD "ville\ttown\tCiudad\n", "ville", "ciudad", false));
	FAULT(FAULT_MISSING, add(&out, "fr\ten\nville\ttown\n", "ville", "ciudad", false));
	FAULT(FAULT_MALFORMED, add(&out, HEAD, "", "ciudad", false));
	FAULT(FAULT_MALFORMED, add(&out, HEAD, "ville", "a\tb", false));
	FAULT(FAULT_MALFORMED, add(&out, HEAD, "ville", "a|b", false));
	FAULT(FAULT_MALFORMED, add(&out, HEAD, "#ville", "ciudad", false));
	FAULT(FAULT_MALFORMED, add(&out, HEAD, "ville", "a\x1b[2J", false));
	buffer_clear(&out);
}

static const char sample[] =
	HEAD "coopération au développement|!aide au développement\tdevelopment cooperation|!development aid\t"
	     "cooperación al desarrollo|!ayuda al desarrollo\n"
	     "réseau thématique\tthematic network\tred temática\n"
	     "développement\tdevelopment\tdesarrollo\n"
	     "égalité urbaine\turban equality\tigualdad urbana\n"
	     "document d’orientation politique|document d’orientation\tpolicy paper|!position paper\t"
	     "documento de orientación política|documento de orientación\n";

static void check_usage(const char *language, const char *source, const char *words, const char *points)
{
	struct terms terms;
	struct usage usage;
	struct buffer out = {0};
	terms_read(&terms, text_of(sample));
	struct glossary *glossary = glossary_open(&terms, "fr", language);
	assert_null(glossary_trouble(glossary));
	terms_clear(&terms);
	glossary_check(&usage, glossary, text_of(source), text_of(words));
	usage_points(&out, &usage);
	assert_string_equal(buffer_string(&out), points);
	usage_clear(&usage);
	glossary_close(glossary);
	buffer_clear(&out);
}

static void inflected_forms_count(void **state)
{
	(void)state;
	check_usage("es", "Les réseaux thématiques.", "Las redes temáticas.", "");
	check_usage("es", "Aux RÉSEAUX\nThématiques.", "Las redes sociales.", "agreed term missing: red temática");
	check_usage("en", "**Documents** d'orientation", "Policy papers", "");
	check_usage("en", "Documents d’orientation", "Position papers",
		"not to be used: position paper (agreed: policy paper)");
	/* What says the opposite is another word. */
	check_usage("es", "l’égalité urbaine", "la desigualdad urbana", "agreed term missing: igualdad urbana");
	check_usage("es", "l’égalité urbaine", "igualdades urbanas", "");
	/* A comma parts terms. */
	check_usage("es", "les réseaux, thématiques", "nada", "");
}

static void the_longest_term_wins(void **state)
{
	(void)state;
	check_usage("es", "La coopération au développement", "La cooperación al desarrollo", "");
	check_usage("es", "La coopération au développement", "El desarrollo",
		"agreed term missing: cooperación al desarrollo");
	check_usage("es", "Le développement", "La cooperación al desarrollo", "agreed term missing: desarrollo");
	/* What the source has of the concept, in whatever wording, asks for the agreed one. */
	check_usage("en", "l’aide au développement", "development aid",
		"not to be used: development aid (agreed: development cooperation)");
	check_usage("en", "nothing of the kind", "development aid", "");
	/* Nothing is missing in what is not translated yet. */
	check_usage("es", "Les réseaux thématiques", "", "");
}

static void a_language_without_a_dictionary_has_its_words_as_they_stand(void **state)
{
	(void)state;
	struct terms terms;
	struct usage usage;
	terms_read(&terms, text_of("fr\tsw\nville\tmji\n"));
	struct glossary *glossary = glossary_open(&terms, "fr", "sw");
	assert_non_null(glossary_trouble(glossary));
	glossary_check(&usage, glossary, text_of("Les villes"), text_of("MJI"));
	assert_int_equal(usage.count, 1);
	assert_int_equal(usage.items[0].state, USAGE_KEPT);
	usage_clear(&usage);
	glossary_close(glossary);
	glossary = glossary_open(&terms, "fr", "de");
	assert_false(glossary_any(glossary));
	glossary_check(&usage, glossary, text_of("Les villes"), text_of("Städte"));
	assert_int_equal(usage.count, 0);
	glossary_close(glossary);
	terms_clear(&terms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_concept_is_a_line),
		cmocka_unit_test(what_makes_no_sense_is_told_of_and_the_rest_holds),
		cmocka_unit_test(one_cell_or_one_line_more),
		cmocka_unit_test(inflected_forms_count),
		cmocka_unit_test(the_longest_term_wins),
		cmocka_unit_test(a_language_without_a_dictionary_has_its_words_as_they_stand),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
