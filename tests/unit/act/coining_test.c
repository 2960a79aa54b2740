#include "fixture.h"

#include <sys/wait.h>
#include <unistd.h>

#include "act/coining.h"

static const struct fault *coin(struct review *review, const char *word, const char *model, bool forbidden)
{
	const struct coin order = {
		.language = "fr", .word = text_of(word), .model = text_of(model), .forbidden = forbidden};
	return coining_add(review, &order, NULL);
}

static void a_word_is_a_line_and_a_commit(void **state)
{
	(void)state;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	FINE(coin(review, "multiacteur", "acteur", false));
	FINE(coin(review, "bailleuse", "", false));
	FINE(coin(review, "impacter", "", true));
	assert_string_equal(said("cd r && git show review/sherpa-a:dictionaries/fr.txt"),
		"*impacter\naidant\nbailleuse\nmultiacteur/acteur\nvilles");
	assert_string_equal(said("cd r && git log -1 --format='%%s, %%(trailers:key=Paraphe-Kind,valueonly)' "
				 "review/sherpa-a | head -n 1"),
		"Forbid “impacter” in the house lexicon, correct");
	FAULT(FAULT_CONFLICT, coin(review, "bailleuse", "", false));
	/* Another model is another line of the same word. */
	FINE(coin(review, "multiacteur", "", false));
	assert_string_equal(said("cd r && git show review/sherpa-a:dictionaries/fr.txt | grep -c multiacteur"), "1");
	FAULT(FAULT_MALFORMED, coin(review, "deux mots", "", false));
	FAULT(FAULT_MALFORMED, coin(review, "mot", "un modèle", false));
	FAULT(FAULT_MALFORMED, coin(review, "", "", false));
	FAULT(FAULT_MALFORMED, coin(review, "\xff\xfe", "", false));
	FAULT(FAULT_MALFORMED, coin(review, "a\x1b[2J", "", false));
	git_is_content();
	review_close(review);
}

/* In a process of its own: words of one author, as from a second window. */
static pid_t coiner(char prefix, int words)
{
	pid_t child = fork();
	if (child)
		return child;
	struct review *review;
	struct review_options options = {.folder = "r", .as = "sherpa-a"};
	bool fine = !review_open(&review, &options) && !review_complete(review);
	for (int i = 0; i < words && fine; i++) {
		const char word[] = {prefix, 'o', (char)('a' + i), '\0'};
		fine = !coin(review, word, "", false);
	}
	_exit(fine ? 0 : 1);
}

static void two_processes_at_once_lose_no_word(void **state)
{
	(void)state;
	enum { WORDS_EACH = 8 };
	fixture_consult();
	/* With a frozen clock ids are the same in every process. */
	unsetenv("SOURCE_DATE_EPOCH");
	pid_t children[] = {coiner('b', WORDS_EACH), coiner('m', WORDS_EACH)};
	for (size_t i = 0; i < ARRAY_SIZE(children); i++) {
		int status;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	assert_string_equal(said("cd r && git show review/sherpa-a:dictionaries/fr.txt | tr '\\n' ' '"),
		"aidant boa bob boc bod boe bof bog boh moa mob moc mod moe mof mog moh villes ");
	assert_string_equal(said("cd r && git rev-list --count main..review/sherpa-a"), "16");
	git_is_content();
}

/* What each has added is there, what one has taken away is gone: a set. */
static void branches_come_together_as_sets(void **state)
{
	(void)state;
	struct update_collisions collisions = {0};
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	FINE(coin(review, "bailleuse", "", false));
	FINE(coin(review, "celleux", "", false));
	assert_int_equal(shell("cd r && printf '# words\\ncelleux\\ntoustes\\nvilles\\n' >dictionaries/fr.txt && "
			       "git commit -qam words"),
		0);
	look_again(review);
	FINE(updating_run(&collisions, review, NULL, 0));
	assert_string_equal(said("cd r && git show review/sherpa-a:dictionaries/fr.txt | tr '\\n' ' '"),
		"# words bailleuse celleux toustes villes ");
	git_is_content();
	review_close(review);
}

static const struct fault *agree(struct review *review, const char *words, const char *rendering, bool forbidden)
{
	const struct term_order order = {.language = "fr",
		.words = text_of(words),
		.other = "en",
		.rendering = text_of(rendering),
		.forbidden = forbidden};
	return coining_term(review, &order, NULL);
}

/* Each wording is a commit; branches come together as a set of lines, the head of the table stays on top. */
static void a_term_is_a_line_and_a_commit(void **state)
{
	(void)state;
	struct update_collisions collisions = {0};
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	FINE(agree(review, "éclat", "shine", false));
	FINE(agree(review, "Éclat", "glare", true));
	FINE(agree(review, " eau ", "water", false));
	assert_string_equal(said("cd r && git show review/sherpa-a:dictionaries/terms.tsv"),
		"fr\ten\néclat\tshine|!glare\neau\twater");
	assert_string_equal(said("cd r && git log -1 --format='%%s, %%(trailers:key=Paraphe-Kind,valueonly)' "
				 "review/sherpa-a~ | head -n 1"),
		"Forbid “glare” for “Éclat” in the agreed terms, correct");
	FAULT(FAULT_CONFLICT, agree(review, "eau", "Water", false));
	FAULT(FAULT_MALFORMED, agree(review, "eau", "a\tb", false));
	FAULT(FAULT_MALFORMED, agree(review, "", "b", false));
	assert_int_equal(shell("cd r && printf 'fr\ten\nzone\tarea\n' >dictionaries/terms.tsv && "
			       "git add -A && git commit -qm terms"),
		0);
	look_again(review);
	FINE(updating_run(&collisions, review, NULL, 0));
	assert_string_equal(said("cd r && git show review/sherpa-a:dictionaries/terms.tsv"),
		"fr\ten\neau\twater\nzone\tarea\néclat\tshine|!glare");
	FINE(agree(review, "zone", "zone", false));
	assert_string_equal(
		said("cd r && git show review/sherpa-a:dictionaries/terms.tsv | grep ^zone"), "zone\tarea|zone");
	git_is_content();
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_word_is_a_line_and_a_commit),
		FIXTURE_TEST(two_processes_at_once_lose_no_word),
		FIXTURE_TEST(branches_come_together_as_sets),
		FIXTURE_TEST(a_term_is_a_line_and_a_commit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
