#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <time.h>

#include "base/array.h"
#include "base/memory.h"
#include "spelling/finding.h"
#include "spelling/mask.h"
#include "spelling/typography.h"
#include "text/random.h"
#include "text/utf8.h"

#define NB "\xc2\xa0"
#define NN "\xe2\x80\xaf"

enum { ALL = TYPOGRAPHY_RULES };

static void look_at(struct findings *out, struct spans *masked, struct text text, const char *language,
	enum typography_profile profile)
{
	mask_find(masked, text, MASK_MARKDOWN);
	typography_check(out, text, 0, masked, language, profile);
}

/* The text with all findings of one rule (or ALL) put right; *count is how many there were. */
static char *mended(const char *text, int rule, const char *language, enum typography_profile profile, size_t *count)
{
	struct spans masked = {0};
	struct findings found = {0};
	look_at(&found, &masked, text_of(text), language, profile);
	struct buffer out = {0};
	size_t from = 0;
	*count = 0;
	for (size_t i = 0; i < found.count; i++) {
		const struct finding *finding = &found.items[i];
		if (rule != ALL && (int)finding->rule != rule)
			continue;
		assert_true(finding->start >= from && finding->end > finding->start);
		(*count)++;
		buffer_add(&out, (struct text){text + from, finding->start - from});
		buffer_add_string(&out, finding->better);
		from = finding->end;
	}
	buffer_add_string(&out, text + from);
	findings_clear(&found);
	spans_clear(&masked);
	return buffer_take(&out);
}

struct pair {
	const char *text, *mended;
};

static void check(int rule, const struct pair *pairs, size_t count, enum typography_profile profile)
{
	for (size_t i = 0; i < count; i++) {
		size_t found, left;
		char *once = mended(pairs[i].text, rule, "fr", profile, &found);
		assert_string_equal(once, pairs[i].mended);
		char *twice = mended(once, rule, "fr", profile, &left);
		assert_int_equal(left, 0);
		assert_true(found > 0);
		free(once);
		free(twice);
	}
}

#define CHECK(rule, pairs) check(TYPOGRAPHY_##rule, pairs, ARRAY_SIZE(pairs), TYPOGRAPHY_IMPRIMERIE_NATIONALE)

static void apostrophes_are_curved(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{"l'eau et aujourd'hui", "l’eau et aujourd’hui"},
		{"L'État, qu'à, jusqu'ici", "L’État, qu’à, jusqu’ici"},
		{"l'« eau » et d'*une*", "l’« eau » et d’*une*"},
		{"d'10 % à l'[Agenda](x)", "d’10 % à l’[Agenda](x)"},
		{"« l'e\xcc\x81tat »", "« l’e\xcc\x81tat »"},
	};
	CHECK(APOSTROPHE, pairs);
}

static void high_marks_have_a_narrow_space(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{"oui ! non ; quoi ?", "oui" NN "! non" NN "; quoi" NN "?"},
		{"oui! non; quoi?", "oui" NN "! non" NN "; quoi" NN "?"},
		{"oui  !", "oui" NN "!"},
		{"quoi ?! dit-il", "quoi" NN "?! dit-il"},
		{"**oui** ! `code` ; (là) ?", "**oui**" NN "! `code`" NN "; (là)" NN "?"},
		{"« Oui ! »", "« Oui" NN "! »"},
		{"« oui » ; en 2030 ; 50 % ?", "« oui »" NN "; en 2030" NN "; 50 %" NN "?"},
		{"oui\xe2\x80\x89!", "oui" NN "!"},
	};
	CHECK(HIGH_MARKS, pairs);
}

static void colons_have_a_space(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{"note : un", "note" NB ": un"},
		{"note: un\nAgenda 2030: deux", "note" NB ": un\nAgenda 2030" NB ": deux"},
		{"**mot**: *mot* :", "**mot**" NB ": *mot*" NB ":"},
		{"- **Santé : soins**", "- **Santé" NB ": soins**"},
		{"à 12:30 : fin", "à 12:30" NB ": fin"},
		{"[mot](url) : là", "[mot](url)" NB ": là"},
	};
	CHECK(COLON, pairs);
}

static void straight_quotes_become_guillemets(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{"le \"mot\", là", "le «" NB "mot" NB "», là"},
		{"\"plusieurs mots ici\" et (\"un\")", "«" NB "plusieurs mots ici" NB "» et («" NB "un" NB "»)"},
		{"le \" mot \" ici", "le «" NB "mot" NB "» ici"},
		{"l'\"eau\" *\"oui\"*", "l'«" NB "eau" NB "» *«" NB "oui" NB "»*"},
		{"« dire \"oui\" ici »", "« dire “oui” ici »"},
		{"«" NB "mot\" et \"mot »", "«" NB "mot" NB "» et «" NB "mot »"},
		{"un écran de 17\" et un \"mot\"", "un écran de 17\" et un «" NB "mot" NB "»"},
		{"\"a\nb\"", "«" NB "a\nb" NB "»"},
	};
	CHECK(STRAIGHT_QUOTES, pairs);
}

static void guillemets_hold_a_space(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{"« mot »", "«" NB "mot" NB "»"},
		{"«mot» et «mot »", "«" NB "mot" NB "» et «" NB "mot" NB "»"},
		{"«  mot »", "«" NB "mot" NB "»"},
		{"« dire « oui » »", "«" NB "dire «" NB "oui" NB "»" NB "»"},
		{"«`code`», **«mot»**", "«" NB "`code`" NB "», **«" NB "mot" NB "»**"},
		{"- « mot »", "- «" NB "mot" NB "»"},
		{"l’«eau»", "l’«" NB "eau" NB "»"},
	};
	CHECK(GUILLEMETS, pairs);
}

static void three_dots_are_one_sign(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{"suite... et (...) fin...", "suite… et (…) fin…"},
		{"oui..., « mot... »", "oui…, « mot… »"},
		{"mots, etc...", "mots, etc."},
	};
	CHECK(ELLIPSIS, pairs);
}

static void low_marks_have_no_space(void **state)
{
	(void)state;
	static const struct pair before[] = {
		{"mot , mot .", "mot, mot."},
		{"mot ,mot", "mot,mot"},
		{"`code` , (là) . Ici", "`code`, (là). Ici"},
		{"mot" NB ", mot", "mot, mot"},
	};
	CHECK(SPACE_BEFORE_COMMA, before);
	static const struct pair after[] = {
		{"mot,mot", "mot, mot"},
		{"a,b et c", "a, b et c"},
		{"mot;mot et mot ;mot", "mot; mot et mot ; mot"},
		{"note :voir", "note : voir"},
		{"mot,l’eau ; mot,peut-être", "mot, l’eau ; mot, peut-être"},
	};
	CHECK(NO_SPACE_AFTER, after);
}

static void one_space_is_enough(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{"mot  mot.   Mot", "mot mot. Mot"},
		{"- un  mot", "- un mot"},
		{"50" NB " %", "50" NB "%"},
	};
	CHECK(DOUBLE_SPACE, pairs);
	static const char *const languages[] = {"en", "es"};
	for (size_t i = 0; i < ARRAY_SIZE(languages); i++) {
		size_t count;
		char *text =
			mended("It's  \"so\" : 50 % !", ALL, languages[i], TYPOGRAPHY_IMPRIMERIE_NATIONALE, &count);
		assert_string_equal(text, "It's \"so\" : 50 % !");
		assert_int_equal(count, 1);
		free(text);
		text = mended("Two  ! or  »", ALL, languages[i], TYPOGRAPHY_UNION_EUROPEENNE, &count);
		assert_string_equal(text, "Two ! or »");
		free(text);
		text = mended("Two  spaces", ALL, languages[i], TYPOGRAPHY_NONE, &count);
		assert_int_equal(count, 0);
		free(text);
	}
}

static void figures_are_kept_together(void **state)
{
	(void)state;
	static const struct pair ordinals[] = {
		{"2ème, 2èmes, 21ème, 3eme, 4ième", "2e, 2es, 21e, 3e, 4e"},
		{"1ère, 1ères, 1ière, 1ier", "1re, 1res, 1re, 1er"},
		{"2 ème, 2" NB "ème, 2e\xcc\x80me", "2e, 2e, 2e"},
		{"XXIème siècle, Vème, Ière", "XXIe siècle, Ve, Ire"},
	};
	CHECK(ORDINAL, ordinals);
	static const struct pair units[] = {
		{"50 %, 50%, 20 €, 20€", "50" NB "%, 50" NB "%, 20" NB "€, 20" NB "€"},
		{"5 km, 10 kg, 12 °C, 3,5 t", "5" NB "km, 10" NB "kg, 12" NB "°C, 3,5" NB "t"},
		{"à 3 h, à 12 h 30", "à 3" NB "h, à 12" NB "h" NB "30"},
		{"12" NB "h 30", "12" NB "h" NB "30"},
		{"20 000 €/an ; 3 M€", "20 000" NB "€/an ; 3" NB "M€"},
	};
	CHECK(NUMBER_UNIT, units);
	static const struct pair thousands[] = {
		{"20 000 et 1 234 567,89", "20" NN "000 et 1" NN "234" NN "567,89"},
		{"de 10 000-20 000 mots", "de 10" NN "000-20" NN "000 mots"},
		{"1" NN "000 000 €", "1" NN "000" NN "000 €"},
		{"20 000 Européens", "20" NN "000 Européens"},
	};
	CHECK(THOUSANDS, thousands);
}

static void letters_are_put_right(void **state)
{
	(void)state;
	static const struct pair capitals[] = {
		{"Etat, l'Etat, Etats-Unis, Etat-nation", "État, l'État, États-Unis, État-nation"},
		{"Ecole. Eglise, Etudes ; Egalité", "École. Église, Études ; Égalité"},
		{"L’Elysée, Etre, Etes, Ile-de-France", "L’Élysée, Être, Êtes, Île-de-France"},
		{"A l'avenir. A cet égard, là", "À l'avenir. À cet égard, là"},
		{"- A travers\n- A long terme", "- À travers\n- À long terme"},
		{"**A ce titre** ; « A la fin »", "**À ce titre** ; « À la fin »"},
		{"Evaluation des besoins, l’Education", "Évaluation des besoins, l’Éducation"},
	};
	CHECK(CAPITAL_ACCENT, capitals);
	static const struct pair ligatures[] = {
		{"coeur, oeuvre, soeurs, voeux, noeud", "cœur, œuvre, sœurs, vœux, nœud"},
		{"oeil, boeuf, moeurs, manoeuvres, foetus", "œil, bœuf, mœurs, manœuvres, fœtus"},
		{"COEUR, Oeuvre, OEUVRES, chef-d'oeuvre", "CŒUR, Œuvre, ŒUVRES, chef-d'œuvre"},
		{"désoeuvré, écoeurer, oecuménique", "désœuvré, écœurer, œcuménique"},
	};
	CHECK(LIGATURE, ligatures);
	static const struct pair abbreviations[] = {
		{"Mr X et Mr. Y", "M." NB "X et M." NB "Y"},
		{"Mr et Mme Z, Mr le Maire", "M. et Mme Z, M. le Maire"},
		{"Mme. X, Mlle. Y", "Mme" NB "X, Mlle" NB "Y"},
		{"n° 5, n°5, N° 12", "n°" NB "5, n°" NB "5, N°" NB "12"},
	};
	CHECK(ABBREVIATION, abbreviations);
}

static void the_union_has_no_spaces(void **state)
{
	(void)state;
	static const struct pair marks[] = {
		{"oui ! non" NN "; quoi" NB "?", "oui! non; quoi?"},
		{"50 % ; `x` !", "50 %; `x`!"},
	};
	check(TYPOGRAPHY_HIGH_MARKS, marks, ARRAY_SIZE(marks), TYPOGRAPHY_UNION_EUROPEENNE);
	static const struct pair colons[] = {{"note : un" NB ":", "note: un:"}};
	check(TYPOGRAPHY_COLON, colons, ARRAY_SIZE(colons), TYPOGRAPHY_UNION_EUROPEENNE);
	static const struct pair quotes[] = {{"« mot »«" NB "mot" NN "»", "«mot»«mot»"}};
	check(TYPOGRAPHY_GUILLEMETS, quotes, ARRAY_SIZE(quotes), TYPOGRAPHY_UNION_EUROPEENNE);
	static const struct pair straight[] = {{"le \"mot\" et «\"mot\"»", "le «mot» et «“mot”»"}};
	check(TYPOGRAPHY_STRAIGHT_QUOTES, straight, ARRAY_SIZE(straight), TYPOGRAPHY_UNION_EUROPEENNE);
	static const char *const fine[] = {"oui! non; quoi? «mot»: là", "50" NB "%, 20" NN "000"};
	for (size_t i = 0; i < ARRAY_SIZE(fine); i++) {
		size_t count;
		free(mended(fine[i], ALL, "fr", TYPOGRAPHY_UNION_EUROPEENNE, &count));
		assert_int_equal(count, 0);
	}
}

/* Nothing to say about any of these. */
static const char *const left_alone[] = {
	/* well made */
	"L’État" NN "! Quoi" NN "? Oui" NB "; non" NB "? Fin" NB ": «" NB "mot" NB "», «" NN "mot" NN "».",
	"Aujourd’hui, 50" NB "% et 20" NN "000" NB "€, 1" NB "000" NB "km" NB ": 12" NB "°C.",
	"«" NB "Dire “oui” et «" NB "non" NB "»" NB "»",
	"M. X, Mme Y, MM. Z, Mmes A et B, Dr C, n°" NB "5",
	"1er, 1re, 2e, 2nd, 2nde, XXIe, IIIe, nième, énième, 3es",
	"(oui" NN "!) [là] etc. Suite… «" NB "Ah…" NB "»",
	/* times, ratios, code */
	"de 12:00-13:30, 3:4, 1:25000, std::vector, a:b, C:\\x",
	"https://a.b/c?d=e;f!g, mailto:a@b.org?subject=x et a.b@c.org",
	"`l'eau ! \"x\"...` et ``a : b``",
	"<a href=\"x\" title='l&#39;eau : là'>mot</a><br>",
	"5'10\", 17\" ou 45° 12' 30\"",
	"f(x,y), [a,b], 3,5, 1,2-diol, rw,nosuid,nodev",
	"width:50% margin=10%, %20, 50%20, %d",
	"x != y, a ?b:c, foo?bar, a;b;c",
	":smile: ;-) :-) ;) :) :D ;p",
	/* numbers that are no quantities */
	"2030, 1789, en 2021 150 mots, le 18 05 2021",
	"01 23 45 67 89, +33 123 456 789, 06 123 456 78",
	"tél. 123 456, n°" NB "123 456, SIREN 123 456 789, résolution 1 325, SIRET 123 456 789 00012",
	"rue de X, 75 011 Paris, Paris (75 011)",
	"3,141 592, 10.123 456, v1.123 456, SHA-2 512",
	"3D, 5G, 12h30, 4K, A4 m, art. 5 l’article, 2 t-il, 3 m’a",
	/* words */
	"coexister, coefficient, poésie, moelle, poêle, coercition, Noël, goéland",
	"ETAT, Etienne, Emile, Eric, Ebola, Eurostat, Evans, Effort, Ensemble, Eva",
	"Education for All, The Evaluation Report, global Elections of 2030, «" NB "Education" NB "» x",
	"vitamine A la nuit, plan A ce soir, A rejoint X, A. Dupont, le A la",
	"Mrs X, Mr President, Mr, MR X, Melle, Sankt",
	"Dème, Même, Xavier, Vie, Civil, Mme",
	"aujourd’hui d''x 'mot' ''",
	/* layout */
	"a\n: définition\n! note\n",
	"mot  \nmot",
	"    mot\n   mot",
	"- mot\n-  mot\n1.  mot",
	"| a  | b    |\n|:--:|----:|\n| l  | 5   |",
	"nom     âge     ville",
	"a\tb  c",
	"Titre\n===\n\n## Titre ##",
	"[^1]: mot [^1] ![image](x.png) [mot](a.b \"titre : là\")",
	"[réf]: https://x.y \"titre\"",
	"[...] a/.../b ../x 1...5 main...topic ..... . . .",
	"[FICHIER]... [mot ...] `x`...",
	"le signe !. Ou ,. Yahoo!, «" NB "Objet:" NB "»",
	"(!) (?) [?] ( ?)",
	"les signes . ou autres",
	"un ,5 et .txt .NET",
	"\"",
	"« »",
	"«»",
	"\"\"",
	"»mot« et «\nmot\n»",
	"un \"mot seul",
	"\"un écran 17\" large\"",
	"a=\"b\" et c",
	"",
	"  ",
	"!",
	":",
	" : ",
	"«",
};

static void much_is_left_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(left_alone); i++) {
		size_t count;
		char *text = mended(left_alone[i], ALL, "fr", TYPOGRAPHY_IMPRIMERIE_NATIONALE, &count);
		assert_string_equal(text, left_alone[i]);
		assert_int_equal(count, 0);
		free(text);
	}
}

/* --- whatever the text */

static const char *const pieces[] = {"mot", "l'", "eau", "Etat", "A la ", "coeur", "OEUVRE", "2ème", "1 ère", "20 000",
	"50", " %", "€", " km", "12 h 30", "Mr X", "Mme. Y", "n°", " ", "  ", " ", " ", NB, NN, "\xe2\x80\x89", "\n",
	"\n\n", "\t", ";", "!", "?", ":", "::", ",", ".", "...", "[...]", "\"", "\"", "« ", " »", "«", "»", "“", "”",
	"'", "’", "*", "**", "_", "~~", "`", "``", "`x`", "(", ")", "[", "]", "[a](b)", "[^1]", "https://a.b/c?d",
	"a@b.org", "/usr/x", "#mot", "<b>", "</b>", "&nbsp;", "&", "<", ">", "|", "\n| ", "\n- ", "\n# ", "\n> ",
	"\n```\n", "1", "000", "é", "e\xcc\x81", "É", "\xff", "\xe2\x80", "-", "–", "—", "/", "=", "etc", "XXI", "ème",
	"Education", "\xc2\xab\xc2\xa0", "x_y", "\\"};

/* The letters and figures of a text, in their order. */
static void letters_of(struct buffer *out, struct text text)
{
	int32_t point;
	for (size_t at = 0, size; at < text.size; at += size) {
		size = utf8_step(text, at, &point);
		if (utf8_is_letter(point) || utf8_is_mark(point) || utf8_is_digit(point))
			buffer_add(out, text_part(text, at, at + size));
	}
}

static void assert_same_letters(const char *a, const char *b)
{
	struct buffer before = {0}, after = {0};
	letters_of(&before, text_of(a));
	letters_of(&after, text_of(b));
	assert_string_equal(buffer_string(&before), buffer_string(&after));
	buffer_clear(&before);
	buffer_clear(&after);
}

static bool changes_letters(int rule)
{
	return rule == TYPOGRAPHY_ORDINAL || rule == TYPOGRAPHY_CAPITAL_ACCENT || rule == TYPOGRAPHY_LIGATURE ||
	       rule == TYPOGRAPHY_ABBREVIATION;
}

static void check_places(const char *text, enum typography_profile profile)
{
	struct spans masked = {0};
	struct findings found = {0};
	look_at(&found, &masked, text_of(text), "fr", profile);
	for (size_t i = 0; i < found.count; i++) {
		const struct finding *finding = &found.items[i];
		assert_int_equal(finding->kind, FINDING_TYPOGRAPHY);
		assert_true(finding->start < finding->end && finding->end <= strlen(text));
		if (i > 0 && finding->start < finding[-1].end)
			print_error("\"%s\": %s, %s\n", text, typography_rule_name(finding[-1].rule),
				typography_rule_name(finding->rule));
		assert_true(i == 0 || finding->start >= finding[-1].end);
		assert_true(strncmp(text + finding->start, finding->better, finding->end - finding->start) != 0 ||
			    strlen(finding->better) != finding->end - finding->start);
		for (size_t at = finding->start; at < finding->end; at++)
			assert_false(spans_hold(&masked, at));
	}
	findings_clear(&found);
	spans_clear(&masked);
}

static void mending_is_done_once(void **state)
{
	(void)state;
	enum { TEXTS = 20000 };
	struct buffer text = {0};
	for (size_t i = 0; i < TEXTS; i++) {
		random_pieces(&text, pieces, ARRAY_SIZE(pieces), 14);
		enum typography_profile profile = i % 3 ? TYPOGRAPHY_IMPRIMERIE_NATIONALE : TYPOGRAPHY_UNION_EUROPEENNE;
		check_places(buffer_string(&text), profile);
		for (int rule = 0; rule < TYPOGRAPHY_RULES; rule++) {
			size_t found, left;
			char *once = mended(buffer_string(&text), rule, "fr", profile, &found);
			char *twice = mended(once, rule, "fr", profile, &left);
			if (left > 0)
				print_error("%s: \"%s\" -> \"%s\" -> \"%s\"\n",
					typography_rule_name((enum typography_rule)rule), buffer_string(&text), once,
					twice);
			assert_int_equal(left, 0);
			if (!changes_letters(rule))
				assert_same_letters(buffer_string(&text), once);
			free(once);
			free(twice);
		}
	}
	buffer_clear(&text);
}

/* All rules at once, again and again: it comes to rest. */
static void mending_all_comes_to_rest(void **state)
{
	(void)state;
	enum { TEXTS = 20000, ROUNDS = 6 };
	struct buffer text = {0};
	for (size_t i = 0; i < TEXTS; i++) {
		random_pieces(&text, pieces, ARRAY_SIZE(pieces), 14);
		char *now = memory_string(buffer_string(&text));
		size_t left = 1;
		for (int round = 0; round < ROUNDS && left > 0; round++) {
			char *next = mended(now, ALL, "fr", TYPOGRAPHY_IMPRIMERIE_NATIONALE, &left);
			free(now);
			now = next;
		}
		if (left > 0)
			print_error("\"%s\" -> \"%s\"\n", buffer_string(&text), now);
		assert_int_equal(left, 0);
		free(now);
	}
	buffer_clear(&text);
}

static void it_takes_time_in_proportion(void **state)
{
	(void)state;
	enum { SIZE = 1 << 20 };
	struct buffer big = {0};
	for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
		buffer_empty(&big);
		while (big.size < SIZE)
			buffer_add_string(&big, pieces[i]);
		struct spans masked = {0};
		struct findings found = {0};
		clock_t start = clock();
		typography_check(&found, buffer_text(&big), 0, &masked, "fr", TYPOGRAPHY_IMPRIMERIE_NATIONALE);
		double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
		if (seconds > 6)
			print_error("%s: %.1f s\n", pieces[i], seconds);
		assert_true(seconds <= 6);
		findings_clear(&found);
	}
	buffer_clear(&big);
}

static void profiles_and_rules_have_names(void **state)
{
	(void)state;
	enum typography_profile profile = TYPOGRAPHY_NONE;
	assert_true(typography_profile_find(&profile, text_of("")));
	assert_int_equal(profile, TYPOGRAPHY_IMPRIMERIE_NATIONALE);
	assert_true(typography_profile_find(&profile, text_of("union-europeenne")));
	assert_int_equal(profile, TYPOGRAPHY_UNION_EUROPEENNE);
	assert_true(typography_profile_find(&profile, text_of("none")));
	assert_int_equal(profile, TYPOGRAPHY_NONE);
	assert_false(typography_profile_find(&profile, text_of("nonne")));
	for (int rule = 0; rule < TYPOGRAPHY_RULES; rule++) {
		assert_true(strlen(typography_rule_label((enum typography_rule)rule)) > 0);
		for (int other = 0; other < rule; other++)
			assert_string_not_equal(typography_rule_name((enum typography_rule)rule),
				typography_rule_name((enum typography_rule)other));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(apostrophes_are_curved),
		cmocka_unit_test(high_marks_have_a_narrow_space),
		cmocka_unit_test(colons_have_a_space),
		cmocka_unit_test(straight_quotes_become_guillemets),
		cmocka_unit_test(guillemets_hold_a_space),
		cmocka_unit_test(three_dots_are_one_sign),
		cmocka_unit_test(low_marks_have_no_space),
		cmocka_unit_test(one_space_is_enough),
		cmocka_unit_test(figures_are_kept_together),
		cmocka_unit_test(letters_are_put_right),
		cmocka_unit_test(the_union_has_no_spaces),
		cmocka_unit_test(much_is_left_alone),
		cmocka_unit_test(mending_is_done_once),
		cmocka_unit_test(mending_all_comes_to_rest),
		cmocka_unit_test(it_takes_time_in_proportion),
		cmocka_unit_test(profiles_and_rules_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
