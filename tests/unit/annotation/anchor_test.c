#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "annotation/anchor.h"
#include "annotation/folded.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "text/words.h"

static const char paragraph[] =
	"La coopération au développement n’est pas un don : elle oblige chacun. Les villes prennent part à la "
	"coopération "
	"au développement, et les régions soutiennent la coopération au développement dans leurs budgets.";

static void quote_free(struct quote *quote)
{
	free(quote->exact);
	free(quote->prefix);
	free(quote->suffix);
}

/* The quote of copy number `copy` of `words` in `old`, looked for in `new`. */
static enum placement find(struct text *found, const char *old, const char *words, int copy, const char *new)
{
	const char *at = strstr(old, words);
	while (copy-- > 0)
		at = strstr(at + 1, words);
	struct quote quote;
	size_t start, end, from = (size_t)(at - old);
	anchor_quote(&quote, text_of(old), from, from + strlen(words));
	enum placement placement = anchor_find(&start, &end, &quote, text_of(new));
	*found = text_part(text_of(new), start, end);
	quote_free(&quote);
	return placement;
}

static void assert_found(struct text found, const char *words)
{
	assert_true(text_is(found, words));
}

static void a_quote_has_32_points_of_context_and_counts_points(void **state)
{
	(void)state;
	struct quote quote;
	const char *at = strstr(paragraph, "elle oblige");
	anchor_quote(&quote, text_of(paragraph), (size_t)(at - paragraph), (size_t)(at - paragraph) + 11);
	assert_string_equal(quote.exact, "elle oblige");
	assert_string_equal(quote.prefix, "éveloppement n’est pas un don : ");
	assert_string_equal(quote.suffix, " chacun. Les villes prennent par");
	assert_int_equal(utf8_points(text_of(quote.suffix)), 32);
	assert_int_equal(quote.start_points, 51);
	assert_int_equal(quote.end_points, 62);
	quote_free(&quote);
}

static void an_unchanged_paragraph_gives_the_same_copy(void **state)
{
	(void)state;
	for (int copy = 0; copy < 3; copy++) {
		struct text found;
		assert_int_equal(
			find(&found, paragraph, "coopération au développement", copy, paragraph), PLACED_EXACT);
		const char *at = paragraph;
		for (int i = 0; i <= copy; i++)
			at = strstr(at + 1, "coopération au développement");
		assert_ptr_equal(found.bytes, at);
	}
}

static void a_whole_paragraph_is_always_exact(void **state)
{
	(void)state;
	struct quote quote = {0};
	size_t start, end;
	assert_int_equal(anchor_find(&start, &end, &quote, text_of("Rien.")), PLACED_EXACT);
	assert_int_equal(start, 0);
	assert_int_equal(end, 5);
}

static void words_put_before_move_the_quote(void **state)
{
	(void)state;
	struct text found;
	assert_int_equal(
		find(&found, "Les villes prennent part.", "villes", 0, "Toutes les grandes villes prennent part."),
		PLACED_MOVED);
	assert_found(found, "villes");
}

static void pure_typography_leaves_it_exact(void **state)
{
	(void)state;
	struct text found;
	const char *old = "Il s'agit, dit-il : « d'un pacte » ; et les villes l'attendent ! N'est-ce pas l'usage ?";
	const char *new = "Il s’agit, dit-il\u00a0: «\u202fd’un pacte\u202f»\u202f; et  les vil\u00adles "
			  "l’attendent\u202f! N’est-ce "
			  "pas\nl’usage\u202f?";
	assert_int_equal(find(&found, old, "les villes l'attendent", 0, new), PLACED_EXACT);
	assert_found(found, "les vil\u00adles l’attendent");
	assert_int_equal(find(&found, new, "les vil\u00adles l’attendent", 0, old), PLACED_EXACT);
	assert_found(found, "les villes l'attendent");
	assert_int_equal(find(&found, "La coope\u0301ration, la liberte\u0301, les re\u0301gions", "les re\u0301gions",
				 0, "La coopération, la liberté, les régions"),
		PLACED_EXACT);
	assert_found(found, "les régions");
}

static void a_reworded_copy_is_not_left_for_an_exact_one_elsewhere(void **state)
{
	(void)state;
	struct text found;
	const char *new =
		"La coopération au développement n’est pas un don : elle oblige chacun. Les villes prennent part à la "
		"coopération "
		"pour le développement, et les régions soutiennent la coopération au développement dans leurs budgets.";
	assert_int_equal(find(&found, paragraph, "coopération au développement", 1, new), PLACED_MOVED);
	assert_found(found, "coopération pour le développement");
}

static void a_removed_copy_is_not_found_in_another_one(void **state)
{
	(void)state;
	struct text found;
	const char *without_sentence = "La coopération au développement n’est pas un don : elle oblige chacun.";
	const char *without_words =
		"La coopération au développement n’est pas un don : elle oblige chacun. Les villes prennent part, et "
		"les régions soutiennent la coopération au développement dans leurs budgets.";
	assert_int_equal(find(&found, paragraph, "coopération au développement", 2, without_sentence), PLACED_LOST);
	assert_int_equal(found.size, 0);
	assert_int_equal(find(&found, paragraph, "à la coopération au développement", 0, without_words), PLACED_LOST);
}

static void words_replaced_in_place_are_an_uncertain_find(void **state)
{
	(void)state;
	struct text found;
	assert_int_equal(find(&found, "Les gouvernements s'engagent à ce que le texte vive longtemps.", "s'engagent", 0,
				 "Les gouvernements veillent à ce que le texte vive longtemps."),
		PLACED_UNCERTAIN);
	assert_found(found, "veillent");
}

static void near_words_end_where_words_end(void **state)
{
	(void)state;
	struct text found;
	assert_int_equal(find(&found, "Chaque gouvernement local prend part au débat public.", "gouvernement local", 0,
				 "Chacun des gouvernements locaux prend part au débat public."),
		PLACED_MOVED);
	assert_found(found, "gouvernements locaux");
}

static void another_text_altogether_loses_it(void **state)
{
	(void)state;
	struct text found;
	assert_int_equal(find(&found, paragraph, "elle oblige chacun", 0,
				 "Nous saluons le travail des réseaux et demandons que la suite soit rapide."),
		PLACED_LOST);
	assert_int_equal(find(&found, paragraph, "elle oblige chacun", 0, ""), PLACED_LOST);
}

static void hostile_quotes_end_soon_and_inside_the_text(void **state)
{
	(void)state;
	struct buffer many = {0};
	for (int i = 0; i < 200000; i++)
		buffer_add_string(&many, i % 7 ? "a" : "\xff");
	char *bytes = memory_string(buffer_string(&many));
	char a[] = "a", e[] = "e", space[] = " ", mark[] = "\xcc\x81", none[] = "";
	struct quote quotes[] = {
		{.exact = a, .prefix = a, .suffix = a, .start_points = SIZE_MAX / 2},
		{.exact = space, .prefix = space, .suffix = none},
		{.exact = mark, .prefix = e, .suffix = NULL},
		{.exact = bytes, .prefix = NULL, .suffix = NULL, .start_points = 3},
		{.exact = bytes + 196000, .prefix = bytes + 100000, .suffix = bytes + 100000, .start_points = 1},
	};
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		size_t start, end;
		(void)anchor_find(&start, &end, &quotes[i], buffer_text(&many));
		assert_true(start <= end && end <= many.size);
		(void)anchor_find(&start, &end, &quotes[i], text_of("a\u0301a a"));
		assert_true(start <= end && end <= 5);
	}
	free(bytes);
	buffer_clear(&many);
}

static void a_search_wants_exactly_one_place(void **state)
{
	(void)state;
	size_t start, end;
	struct text text = text_of(paragraph);
	assert_null(anchor_search(&start, &end, text, text_of("n'est pas un don: elle")));
	assert_true(text_is(text_part(text, start, end), "n’est pas un don : elle"));
	const struct fault *fault = anchor_search(&start, &end, text, text_of("coopération au développement"));
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_CONFLICT);
	assert_non_null(strstr(fault_text(fault), "3 times"));
	fault = anchor_search(&start, &end, text, text_of("colibri"));
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_MISSING);
	fault = anchor_search(&start, &end, text, text_of("  "));
	assert_non_null(fault);
}

static void placements_have_names(void **state)
{
	(void)state;
	assert_string_equal(placement_name(PLACED_EXACT), "exact");
	assert_string_equal(placement_name(PLACED_LOST), "lost");
}

/* --- Properties, over the sample's own paragraphs */

static uint64_t seed = 20210518;

static size_t random_below(size_t limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return limit ? (size_t)(seed >> 11) % limit : 0;
}

struct corpus {
	struct buffer bytes;
	struct text paragraphs[400];
	size_t count;
};

static void read_corpus(struct corpus *out)
{
	static const char *const paths[] = {
		"drafts/declaration.fr.md", "drafts/declaration.en.md", "drafts/declaration.es.md"};
	*out = (struct corpus){0};
	for (size_t i = 0; i < 3; i++) {
		FILE *file = fopen(paths[i], "r");
		for (int byte; file && (byte = fgetc(file)) != EOF;)
			buffer_add_byte(&out->bytes, (char)byte);
		if (file)
			fclose(file);
	}
	struct text rest = buffer_text(&out->bytes), line;
	while (text_line(&rest, &line))
		if (line.size > 100 && out->count < 400)
			out->paragraphs[out->count++] = line;
}

static void folding_is_the_normalisation_of_words(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a", "é", "e\u0301", " ", "\u00a0", "\u202f", "\n", "«", "»", ":", ";",
		"!", "?", "’", "'", "\u00ad", "mot", "\xff", "\u212b", "ﬁ", "\u1100\u1161", "\u0344", "\u037e", "\t",
		"字", "\u0301", "o\u0323\u0302"};
	for (int round = 0; round < 20000; round++) {
		struct buffer text = {0}, normal = {0}, mine = {0};
		struct folded folded;
		for (size_t i = random_below(12); i > 0; i--)
			buffer_add_string(&text, pieces[random_below(sizeof pieces / sizeof *pieces)]);
		folded_make(&folded, buffer_text(&text));
		words_normalise(&normal, buffer_text(&text));
		for (size_t i = 0; i < folded.count; i++) {
			if (folded.points[i] < 0)
				buffer_add_byte(&mine, (char)(-2 - folded.points[i]));
			else
				utf8_add(&mine, folded.points[i]);
			assert_true(folded.starts[i] < folded.ends[i] && folded.ends[i] <= text.size);
		}
		if (!text_equal(buffer_text(&mine), buffer_text(&normal)))
			fail_msg("'%s' folds to '%s', normalises to '%s'", buffer_string(&text), buffer_string(&mine),
				buffer_string(&normal));
		folded_clear(&folded);
		buffer_clear(&text);
		buffer_clear(&normal);
		buffer_clear(&mine);
	}
}

/* A paragraph as words, each of which knows whether the annotation quotes it. */
struct token {
	struct text text;
	bool quoted;
};
struct tokens {
	struct token items[6000];
	size_t count;
};

static void add_tokens(struct tokens *out, struct text text)
{
	size_t at = 0;
	while (at < text.size && out->count < 3000) {
		size_t end = at;
		while (end < text.size && text.bytes[end] != ' ')
			end++;
		if (end > at)
			out->items[out->count++] = (struct token){text_part(text, at, end), false};
		at = end + 1;
	}
}

static void join(struct buffer *out, const struct tokens *tokens, size_t *start, size_t *end)
{
	*start = *end = SIZE_MAX;
	for (size_t i = 0; i < tokens->count; i++) {
		if (i > 0)
			buffer_add_byte(out, ' ');
		if (tokens->items[i].quoted && *start == SIZE_MAX)
			*start = out->size;
		buffer_add(out, tokens->items[i].text);
		if (tokens->items[i].quoted)
			*end = out->size;
	}
}

static void put_token(struct tokens *tokens, size_t at, struct text text, bool quoted)
{
	memmove(tokens->items + at + 1, tokens->items + at, (tokens->count - at) * sizeof *tokens->items);
	tokens->items[at] = (struct token){text, quoted};
	tokens->count++;
}

static void take_tokens(struct tokens *tokens, size_t at, size_t count)
{
	memmove(tokens->items + at, tokens->items + at + count, (tokens->count - at - count) * sizeof *tokens->items);
	tokens->count -= count;
}

static struct text random_word(const struct corpus *corpus)
{
	struct tokens *tokens = memory_new(1, sizeof *tokens);
	add_tokens(tokens, corpus->paragraphs[random_below(corpus->count)]);
	struct text word = tokens->items[random_below(tokens->count)].text;
	free(tokens);
	return word;
}

/* Edits outside the quote (`inside` false) or inside it: a few runs of words removed, put in or replaced. */
static void edit(struct tokens *tokens, const struct corpus *corpus, bool inside, size_t edits)
{
	for (size_t e = 0, tries = 0; e < edits && tries < 200; tries++) {
		size_t at = random_below(tokens->count), kind = random_below(3);
		if (tokens->count < 6 || tokens->items[at].quoted != inside)
			continue;
		/* An insertion inside stands between two quoted words. */
		if (inside && kind == 1 && (at == 0 || !tokens->items[at - 1].quoted))
			continue;
		if (kind == 1 && !inside && at > 0 && tokens->items[at - 1].quoted && random_below(2))
			continue;
		e++;
		if (kind == 0)
			take_tokens(tokens, at, 1);
		else if (kind == 2)
			tokens->items[at].text = random_word(corpus);
		else
			for (size_t i = 1 + random_below(4); i > 0; i--)
				put_token(tokens, at, random_word(corpus), inside);
	}
}

enum scenario { ELSEWHERE, INSIDE, BOTH, REPLACED, REMOVED, REMOVED_WIDELY, RELOCATED, SCENARIOS };
static const char *const scenario_names[] = {"edits elsewhere", "edits inside", "edits everywhere", "quote replaced",
	"quote removed", "quote and context removed", "quote cut and pasted"};

static size_t first_quoted(const struct tokens *tokens)
{
	size_t at = 0;
	while (at < tokens->count && !tokens->items[at].quoted)
		at++;
	return at;
}

static void remove_quote(struct tokens *tokens, size_t around)
{
	size_t at = first_quoted(tokens), end = at;
	while (end < tokens->count && tokens->items[end].quoted)
		end++;
	size_t from = at > around ? at - around : 0;
	size_t to = end + around < tokens->count ? end + around : tokens->count;
	take_tokens(tokens, from, to - from);
}

static void apply(struct tokens *tokens, const struct corpus *corpus, enum scenario scenario, size_t quoted)
{
	struct token moved[64];
	size_t at = first_quoted(tokens);
	memcpy(moved, tokens->items + at, quoted * sizeof *moved);
	switch (scenario) {
	case ELSEWHERE:
		edit(tokens, corpus, false, 1 + random_below(6));
		break;
	case INSIDE:
		edit(tokens, corpus, true, 1 + random_below(quoted / 4 + 1));
		break;
	case BOTH:
		edit(tokens, corpus, true, 1 + random_below(quoted / 4 + 1));
		edit(tokens, corpus, false, 1 + random_below(4));
		break;
	case REPLACED:
		for (size_t i = 0; i < quoted; i++)
			tokens->items[at + i].text = random_word(corpus);
		break;
	case REMOVED:
		remove_quote(tokens, 0);
		edit(tokens, corpus, false, random_below(3));
		break;
	case REMOVED_WIDELY:
		remove_quote(tokens, 3 + random_below(10));
		break;
	case RELOCATED:
		remove_quote(tokens, 0);
		at = random_below(tokens->count + 1);
		for (size_t i = quoted; i > 0; i--)
			put_token(tokens, at, moved[i - 1].text, true);
		break;
	case SCENARIOS:
		break;
	}
}

struct tally {
	size_t right[4], wrong[4]; /* by placement */
};

/* What was found lies within what is meant, or more than half of it does. */
static bool hits(size_t start, size_t end, size_t true_start, size_t true_end)
{
	if (true_start == SIZE_MAX)
		return false;
	size_t low = start > true_start ? start : true_start, high = end < true_end ? end : true_end;
	return high > low && (high - low) * 2 > end - start;
}

static bool near_quote(const struct tokens *tokens, size_t at)
{
	for (size_t i = at > 6 ? at - 6 : 0; i < at + 6 && i < tokens->count; i++)
		if (tokens->items[i].quoted)
			return true;
	return false;
}

/* Paragraphs of several, in which the quoted words stand once or twice more than where they are meant. */
static size_t make_case(struct tokens *old, const struct corpus *corpus, size_t words_least)
{
	old->count = 0;
	size_t parts = 1 + random_below(3), first = random_below(corpus->count);
	/* Neighbours, so that no paragraph comes twice. */
	for (size_t i = 0; i < parts; i++)
		add_tokens(old, corpus->paragraphs[(first + i) % corpus->count]);
	size_t quoted = words_least + random_below(random_below(4) ? 5 : 25);
	if (quoted > old->count / 2)
		quoted = old->count / 2;
	size_t at = random_below(old->count - quoted + 1);
	struct token words[64];
	memcpy(words, old->items + at, quoted * sizeof *words);
	for (size_t i = 0; i < quoted; i++)
		old->items[at + i].quoted = true;
	for (size_t copies = random_below(3); copies > 0; copies--) {
		size_t place = random_below(old->count + 1);
		if (near_quote(old, place))
			continue;
		for (size_t i = quoted; i > 0; i--)
			put_token(old, place, words[i - 1].text, false);
	}
	return quoted;
}

static void run_case(struct tally *tally, const struct corpus *corpus, enum scenario scenario)
{
	struct tokens *tokens = memory_new(1, sizeof *tokens);
	struct buffer old = {0}, new = {0};
	struct quote quote;
	size_t start, end, true_start, true_end;
	size_t quoted = make_case(tokens, corpus, scenario == INSIDE || scenario == BOTH ? 3 : 1);
	join(&old, tokens, &start, &end);
	anchor_quote(&quote, buffer_text(&old), start, end);
	apply(tokens, corpus, scenario, quoted);
	join(&new, tokens, &true_start, &true_end);
	enum placement placement = anchor_find(&start, &end, &quote, buffer_text(&new));
	bool right = placement == PLACED_LOST ? true_start == SIZE_MAX : hits(start, end, true_start, true_end);
	if (right)
		tally->right[placement]++;
	else
		tally->wrong[placement]++;
	if (!right && placement <= PLACED_MOVED && getenv("ANCHOR_SHOW"))
		print_message("\n%s: «%s» [%s|%s]\n found: %.*s\n OLD %s\n NEW %s\n TRUE %.*s\n",
			scenario_names[scenario], quote.exact, quote.prefix, quote.suffix, (int)(end - start),
			new.bytes + start, buffer_string(&old), buffer_string(&new),
			true_start == SIZE_MAX ? 0 : (int)(true_end - true_start),
			true_start == SIZE_MAX ? "" : new.bytes + true_start);
	quote_free(&quote);
	buffer_clear(&old);
	buffer_clear(&new);
	free(tokens);
}

static void generated_edits_are_followed_and_sure_finds_are_right(void **state)
{
	(void)state;
	struct corpus *corpus = memory_new(1, sizeof *corpus);
	read_corpus(corpus);
	if (corpus->count == 0)
		skip();
	enum { ROUNDS = 1500 };
	size_t sure = 0, wrong = 0, kept = 0;
	print_message(
		"%-27s %15s %15s %15s %15s  (of %d: right/wrong)\n", "", "exact", "moved", "uncertain", "lost", ROUNDS);
	for (int s = 0; s < SCENARIOS; s++) {
		struct tally tally = {0};
		for (int i = 0; i < ROUNDS; i++)
			run_case(&tally, corpus, (enum scenario)s);
		print_message("%-27s", scenario_names[s]);
		for (int p = 0; p < 4; p++)
			print_message(" %10zu/%4zu", tally.right[p], tally.wrong[p]);
		print_message("\n");
		for (int p = PLACED_EXACT; p <= PLACED_MOVED; p++) {
			sure += tally.right[p] + tally.wrong[p];
			wrong += tally.wrong[p];
		}
		if (s <= BOTH)
			kept += tally.right[PLACED_EXACT] + tally.right[PLACED_MOVED] + tally.right[PLACED_UNCERTAIN];
	}
	print_message("sure and wrong: %zu of %zu; followed through edits: %zu of %d\n", wrong, sure, kept, 3 * ROUNDS);
	assert_true(wrong * 200 < sure);
	assert_true(kept * 100 > 94 * 3 * ROUNDS);
	buffer_clear(&corpus->bytes);
	free(corpus);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_quote_has_32_points_of_context_and_counts_points),
		cmocka_unit_test(an_unchanged_paragraph_gives_the_same_copy),
		cmocka_unit_test(a_whole_paragraph_is_always_exact),
		cmocka_unit_test(words_put_before_move_the_quote),
		cmocka_unit_test(pure_typography_leaves_it_exact),
		cmocka_unit_test(a_reworded_copy_is_not_left_for_an_exact_one_elsewhere),
		cmocka_unit_test(a_removed_copy_is_not_found_in_another_one),
		cmocka_unit_test(words_replaced_in_place_are_an_uncertain_find),
		cmocka_unit_test(near_words_end_where_words_end),
		cmocka_unit_test(another_text_altogether_loses_it),
		cmocka_unit_test(hostile_quotes_end_soon_and_inside_the_text),
		cmocka_unit_test(a_search_wants_exactly_one_place),
		cmocka_unit_test(placements_have_names),
		cmocka_unit_test(folding_is_the_normalisation_of_words),
		cmocka_unit_test(generated_edits_are_followed_and_sure_finds_are_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
