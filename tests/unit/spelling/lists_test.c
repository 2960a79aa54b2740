/* The lists in tests/lists, written from French grammar, against the judgement as a whole. What is missed is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "spelling/inclusive.h"
#include "spelling/judge.h"
#include "spelling/proofread.h"

static struct dictionary *dictionary;

enum { LIST_LIMIT = 1 << 20 };

struct count {
	size_t all, wrong;
	size_t failed; /* judged otherwise than the list says */
};

static bool judged_wrong(struct text word, bool inclusive)
{
	struct lexicon none = {0};
	struct judge judge = {.dictionary = dictionary, .lexicon = &none, .french = true};
	struct buffer better = {0};
	enum finding_kind kind;
	bool wrong = judge_token(&judge, word, &kind, &better) &&
		     (kind == FINDING_MISSPELT || kind == FINDING_INCLUSIVE || (inclusive && kind != FINDING_CAPITALS));
	/* A misspelt word in capitals that passes as an acronym has not been refused. */
	buffer_clear(&better);
	return wrong;
}

/* Each word of a list but its remarks. */
static struct count list_check(const char *name, bool wrong, bool inclusive)
{
	struct buffer bytes = {0};
	struct count count = {0};
	char path[200];
	snprintf(path, sizeof path, "tests/lists/%s.txt", name);
	assert_null(file_read(&bytes, path, LIST_LIMIT));
	struct text rest = buffer_text(&bytes), line;
	while (text_line(&rest, &line)) {
		if (line.size == 0 || line.bytes[0] == '#')
			continue;
		for (size_t at = 0; at < line.size;) {
			const char *blank = memchr(line.bytes + at, ' ', line.size - at);
			size_t end = blank ? (size_t)(blank - line.bytes) : line.size;
			struct text word = text_part(line, at, end);
			bool is = judged_wrong(word, inclusive);
			count.all++;
			count.wrong += is;
			count.failed += is != wrong;
			if (is != wrong)
				print_message("%s: %.*s\n", name, (int)word.size, word.bytes);
			at = end + 1;
		}
	}
	buffer_clear(&bytes);
	return count;
}

/* Of what is called wrong, how much is; of what is wrong, how much is called so: in thousandths. */
static void both(struct count right, struct count wrong, size_t *precision, size_t *recall)
{
	*precision = wrong.wrong * 1000 / (wrong.wrong + right.wrong);
	*recall = wrong.wrong * 1000 / wrong.all;
	print_message(
		"%zu right, %zu wrong: precision %zu, recall %zu of 1000\n", right.all, wrong.all, *precision, *recall);
}

static void inclusive_forms(void **state)
{
	(void)state;
	size_t precision, recall;
	struct count right = list_check("inclusive-right", false, true);
	struct count wrong = list_check("inclusive-wrong", true, true);
	both(right, wrong, &precision, &recall);
	assert_true(right.all >= 350 && wrong.all >= 200);
	assert_int_equal(right.failed, 0);
	assert_int_equal(wrong.failed, 0);
	/* Written when the rules stood; at first 3 of 127 right ones were refused, 1 of 74 wrong ones accepted, and of
	 * these four the lists were in error (artisan·ne, préfet·e twice, cité·e·s). */
	right = list_check("inclusive-more-right", false, true);
	wrong = list_check("inclusive-more-wrong", true, true);
	both(right, wrong, &precision, &recall);
	assert_true(precision >= 950 && recall >= 970);
	/* By another hand, which had its own rules; at first 29 of 890 right ones were refused, 26 of 551 wrong ones
	 * accepted, and some of both are a matter of taste (médecin·e, grec·cque, née·é·s). */
	right = list_check("inclusive-other-right", false, true);
	wrong = list_check("inclusive-other-wrong", true, true);
	both(right, wrong, &precision, &recall);
	assert_true(precision >= 980 && recall >= 980);
	/* At first 1 of 287 right ones was refused (enquêteur·rice·s), 1 of 120 wrong ones accepted; of six more the
	 * list was in error (national·e·s, franc·que). */
	right = list_check("inclusive-third-right", false, true);
	wrong = list_check("inclusive-third-wrong", true, true);
	both(right, wrong, &precision, &recall);
	assert_true(right.all >= 200 && wrong.all >= 100);
	assert_true(precision >= 980 && recall >= 980);
	/* At first none of 293 right ones was refused, 4 of 126 wrong ones accepted: berger·e, fermier·e·s, premier·e·s
	 * and léger·e, which the lists above hold right, for usage writes them so; they were taken out. */
	right = list_check("inclusive-fourth-right", false, true);
	wrong = list_check("inclusive-fourth-wrong", true, true);
	both(right, wrong, &precision, &recall);
	assert_true(right.all >= 290 && wrong.all >= 120);
	assert_true(precision >= 980 && recall >= 980);
}

static void other_signs_are_noted(void **state)
{
	(void)state;
	static const char *const variants[][2] = {{"résident•e•s", "résident·e·s"}, {"élu⋅e", "élu·e"},
		{"chef‧fe", "chef·fe"}, {"résident(e)s", "résident·e·s"}, {"résident.e.s", "résident·e·s"},
		{"résident-e-s", "résident·e·s"}, {"résidentEs", "résident·e·s"}, {"résidentE", "résident·e"},
		{"l'élu(e)", "l'élu·e"}, {"directeur(trice)", "directeur·trice"},
		{"vice-président•e", "vice-président·e"}};
	static const char *const none[] = {"est-ce", "grand-mère", "va-t-il", "donne-le", "vice-roi", "ONGs",
		"McDonald", "celui-ci", "peut-être", "résident", "fin.elle", "dit-elle", "prend-on", "là-bas", "12.e",
		"Jean-Luc"};
	struct buffer preferred = {0};
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
		buffer_empty(&preferred);
		enum inclusive_verdict verdict = inclusive_check(dictionary, text_of(variants[i][0]), &preferred);
		if (verdict != INCLUSIVE_VARIANT || strcmp(buffer_string(&preferred), variants[i][1]) != 0)
			fail_msg("%s: %d, %s", variants[i][0], verdict, buffer_string(&preferred));
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (inclusive_check(dictionary, text_of(none[i]), NULL) != INCLUSIVE_NONE)
			fail_msg("%s is taken for an inclusive form", none[i]);
	assert_int_equal(inclusive_check(dictionary, text_of("candidat(s)"), NULL), INCLUSIVE_RIGHT);
	assert_int_equal(inclusive_check(dictionary, text_of("kW·h"), NULL), INCLUSIVE_RIGHT);
	buffer_clear(&preferred);
}

static void check_capitals(const char *name, size_t least_right, size_t least_wrong)
{
	char path[100];
	snprintf(path, sizeof path, "%s-right", name);
	struct count right = list_check(path, false, false);
	snprintf(path, sizeof path, "%s-wrong", name);
	struct count wrong = list_check(path, true, false);
	print_message("%zu right, %zu refused; %zu misspelt, %zu accepted\n", right.all, right.failed, wrong.all,
		wrong.failed);
	assert_true(right.all >= least_right && wrong.all >= least_wrong);
	assert_true(right.failed * 100 <= right.all);
	assert_true(wrong.failed * 100 <= wrong.all * 5);
}

static void capitals(void **state)
{
	(void)state;
	check_capitals("capitals", 300, 100);
	check_capitals("capitals-more", 200, 80);
	check_capitals("capitals-third", 200, 45);
}

/* Whether a misspelling is found at the span. */
static bool found_at(const struct findings *findings, size_t start, size_t end)
{
	for (size_t i = 0; i < findings->count; i++)
		if (finding_is_misspelling(&findings->items[i]) && findings->items[i].start < end &&
			findings->items[i].end > start)
			return true;
	return false;
}

static void check_typos(const char *path, size_t least)
{
	struct buffer bytes = {0}, plain = {0};
	struct spans marked = {0};
	struct findings findings = {0};
	struct proofreader *proofreader;
	const struct proofreader_options options = {.language = "fr", .lexicon = text_of(""), .forget = true};
	assert_null(file_read(&bytes, path, LIST_LIMIT));
	struct text rest = buffer_text(&bytes), line;
	while (text_line(&rest, &line)) {
		size_t start = 0;
		for (size_t i = 0; i < line.size && line.bytes[0] != '#'; i++)
			if (line.bytes[i] == '{')
				start = plain.size;
			else if (line.bytes[i] == '}')
				spans_add(&marked, start, plain.size);
			else
				buffer_add_byte(&plain, line.bytes[i]);
		buffer_add_byte(&plain, '\n');
	}
	assert_null(proofreader_open(&proofreader, &options));
	assert_null(proofreader_check(&findings, proofreader, buffer_text(&plain), MASK_PLAIN));
	size_t missed = 0, counted = 0;
	for (size_t i = 0; i < marked.count; i++)
		if (!found_at(&findings, marked.items[i].start, marked.items[i].end)) {
			print_message("not found: %.*s\n", (int)(marked.items[i].end - marked.items[i].start),
				plain.bytes + marked.items[i].start);
			missed++;
		}
	for (size_t i = 0; i < findings.count; i++)
		counted += finding_is_misspelling(&findings.items[i]);
	print_message("%zu slips, %zu not found\n", marked.count, missed);
	assert_true(marked.count >= least);
	assert_true(missed * 50 <= marked.count);
	/* And nothing else. */
	assert_int_equal(counted, marked.count - missed);
	proofreader_close(proofreader);
	findings_clear(&findings);
	spans_clear(&marked);
	buffer_clear(&bytes);
	buffer_clear(&plain);
}

static void typos(void **state)
{
	(void)state;
	check_typos("tests/lists/typos.txt", 200);
	check_typos("tests/lists/typos-more.txt", 100);
	check_typos("tests/lists/typos-third.txt", 100);
}

static void hostile_words(void **state)
{
	(void)state;
	enum { SIZE = 1 << 20 };
	struct buffer long_word = {0};
	while (long_word.size < SIZE)
		buffer_add_string(&long_word, "·e");
	struct text word = buffer_text(&long_word);
	assert_int_equal(inclusive_check(dictionary, word, NULL), INCLUSIVE_NONE);
	for (size_t size = 0; size < 300; size++)
		inclusive_check(dictionary, text_part(word, 0, size), NULL);
	static const char *const odd[] = {"·", "··", "·e", "e·", "(", "()", "a()", "a(e", ".", "-", "--", "'·'",
		"\xff·\xfe", "a\xc2", "l'·e", "É·", "İ·e"};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		inclusive_check(dictionary, text_of(odd[i]), NULL);
	buffer_clear(&long_word);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inclusive_forms),
		cmocka_unit_test(other_signs_are_noted),
		cmocka_unit_test(capitals),
		cmocka_unit_test(typos),
		cmocka_unit_test(hostile_words),
	};
	if (dictionary_open(&dictionary, "fr"))
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	dictionary_close(dictionary);
	return failed;
}
