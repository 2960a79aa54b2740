#include "fixture.h"

#define VILLES "Les villes et les régions s'engagent à partager ce qu'elles savent faire."
#define VILLES_NEW "Les villes et les régions veillent à partager ce qu'elles savent faire."

static void only_these_bytes_change(const char *reviewer, const char *from, const char *to)
{
	char *expected = replaced(fixture_draft, from, to);
	char *branch = memory_format("review/%s", reviewer), *got = draft_on(branch);
	assert_string_equal(got, expected);
	free(branch);
	free(expected);
	free(got);
}

static void rewords(void **state)
{
	(void)state;
	fixture_consult();
	char *before = memory_string(said("cd r && git rev-parse main && md5sum .git/index .git/HEAD"));
	struct review *review = open_as("sherpa-a");
	assert_string_equal(reword(review, 2, VILLES_NEW, "Plus sûr."), "sherpa-a:3");
	only_these_bytes_change("sherpa-a", "s'engagent", "veillent");
	const struct amendment *amendment = amendment_named(review, "sherpa-a:3");
	assert_int_equal(amendment->kind, AMEND_REWORD);
	assert_string_equal(amendment->type, "te");
	assert_int_not_equal(amendment->reason, STANDING_NONE);
	assert_string_equal(review->standing->remarks[amendment->reason].annotation->text, "Plus sûr.");
	assert_false(amendment->reason_earlier);
	assert_string_equal(said("cd r && git rev-list --count main..review/sherpa-a"), "1");
	assert_string_equal(said("cd r && git rev-parse main && md5sum .git/index .git/HEAD"), before);
	assert_string_equal(said("cd r && git log -1 --format='%%s|%%an|%%ae|%%cn' review/sherpa-a"),
		"Propose words for §3|Sherpa A|sherpa-a@paraphe.invalid|Sherpa A");
	git_is_content();
	/* again, other words: the reason was another amendment's, and is said to be */
	reword(review, 2, "Les villes et les régions aiment partager ce qu'elles savent faire.", "");
	assert_true(amendment_named(review, "sherpa-a:3")->reason_earlier);
	/* and back */
	assert_string_equal(reword(review, 2, VILLES, ""), "");
	assert_int_equal(review->standing->amendment_count, 0);
	assert_string_equal(said("cd r && git diff main review/sherpa-a -- drafts"), "");
	review_close(review);
	free(before);
}

static void rewords_wholly(void **state)
{
	(void)state;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	assert_string_equal(reword(review, 2, "Rien ici ne ressemble au texte précédent, pas même un mot.", "Autre."),
		"sherpa-a:3");
	assert_int_equal(review->standing->amendment_count, 1);
	assert_int_equal(amendment_named(review, "sherpa-a:3")->kind, AMEND_REWORD);
	assert_int_not_equal(amendment_named(review, "sherpa-a:3")->reason, STANDING_NONE);
	assert_string_equal(reword(review, 2, "Encore autre chose.", ""), "sherpa-a:3");
	FINE(amending_withdraw(review, 0));
	only_these_bytes_change("sherpa-a", "#", "#");
	review_close(review);
}

static void inserts_deletes_moves(void **state)
{
	(void)state;
	fixture_consult();
	struct review *review = open_as("sherpa-b");
	assert_string_equal(propose(review, AMEND_INSERT, 2, 0, "Un premier ajout, tout neuf."), "sherpa-b:3+1");
	assert_string_equal(propose(review, AMEND_INSERT, 2, 0, "Un second ajout, qui suit."), "sherpa-b:3+2");
	assert_string_equal(propose(review, AMEND_INSERT, STANDING_NONE, 0, "Tout au début."), "sherpa-b:0+1");
	assert_string_equal(propose(review, AMEND_DELETE, 4, 0, ""), "sherpa-b:5");
	assert_string_equal(propose(review, AMEND_MOVE, 6, 1, ""), "sherpa-b:7");
	assert_int_equal(amendment_named(review, "sherpa-b:7")->kind, AMEND_MOVE);
	assert_int_equal(amendment_named(review, "sherpa-b:7")->after, 1);
	assert_int_equal(amendment_named(review, "sherpa-b:3+2")->block, 2);
	WORDS("Un second ajout, qui suit.", amendment_named(review, "sherpa-b:3+2")->now);
	char *name = NULL;
	struct amend_order order = {
		.kind = AMEND_REWORD, .insertion = "sherpa-b:3+1", .text = text_of("Un ajout revu.")};
	FINE(amending_propose(&name, review, &order));
	assert_string_equal(name, "sherpa-b:3+1");
	free(name);
	WORDS("Un ajout revu.", amendment_named(review, "sherpa-b:3+1")->now);
	order.kind = AMEND_DELETE;
	FINE(amending_propose(&name, review, &order));
	assert_null(name);
	WORDS("Un second ajout, qui suit.", amendment_named(review, "sherpa-b:3+1")->now);
	order = (struct amend_order){.kind = AMEND_DELETE, .block = 4};
	FAULT(FAULT_CONFLICT, amending_propose(&name, review, &order));
	order = (struct amend_order){.kind = AMEND_REWORD, .block = 1, .text = text_of(" \n ")};
	FAULT(FAULT_MALFORMED, amending_propose(&name, review, &order));
	order.text = text_of("Un mot \xE2\x80\xAE à l'envers.");
	FAULT(FAULT_MALFORMED, amending_propose(&name, review, &order));
	/* all withdrawn, in any order: the file is the base's again */
	while (review->standing->amendment_count)
		FINE(amending_withdraw(review, review->standing->amendment_count / 2));
	only_these_bytes_change("sherpa-b", "#", "#");
	git_is_content();
	review_close(review);
}

static void withdraws_exactly(void **state)
{
	(void)state;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	for (size_t block = 0; block < review->draft->count; block++) {
		propose(review, AMEND_DELETE, block, 0, "");
		assert_int_equal(review->standing->amendment_count, 1);
		FINE(amending_withdraw(review, 0));
		only_these_bytes_change("sherpa-a", "#", "#");
		for (size_t after = 0; after < review->draft->count; after++) {
			struct amend_order order = {.kind = AMEND_MOVE, .block = block, .after = after};
			char *name = NULL;
			if (amending_propose(&name, review, &order))
				continue;
			free(name);
			/* "a long paragraph behind two short ones" reads as "two short ones before it" */
			assert_in_range(review->standing->amendment_count, 1, review->draft->count);
			while (review->standing->amendment_count)
				FINE(amending_withdraw(review, 0));
			only_these_bytes_change("sherpa-a", "#", "#");
		}
	}
	/* a split, reworded again, and back */
	assert_string_equal(
		reword(review, 2,
			"Les villes et les régions s'engagent.\n\nElles vont partager ce qu'elles savent faire.",
			"Deux."),
		"sherpa-a:3");
	assert_int_equal(review->standing->amendment_count, 1);
	assert_int_not_equal(amendment_named(review, "sherpa-a:3")->reason, STANDING_NONE);
	reword(review, 2,
		"Les villes et les régions s'engagent.\n\nElles vont toutes partager ce qu'elles savent faire.", "");
	assert_int_equal(review->standing->amendment_count, 1);
	WORDS("Les villes et les régions s'engagent.\n\nElles vont toutes partager ce qu'elles savent faire.",
		amendment_named(review, "sherpa-a:3")->now);
	FINE(amending_withdraw(review, 0));
	only_these_bytes_change("sherpa-a", "#", "#");
	review_close(review);
}

static void two_windows(void **state)
{
	(void)state;
	fixture_consult();
	struct review *one = open_as("sherpa-a"), *two = open_as("sherpa-a");
	reword(one, 2, VILLES_NEW, "");
	/* the second window still shows the base's words */
	reword(two, 2, "Les villes et les régions s'engagent à partager ce qu'elles savent bien faire.", "");
	WORDS("Les villes et les régions veillent à partager ce qu'elles savent bien faire.",
		amendment_named(two, "sherpa-a:3")->now);
	char *name = NULL;
	struct amend_order order = {.kind = AMEND_REWORD,
		.block = 2,
		.seen = text_of(VILLES),
		.text = text_of("Les villes et les régions aiment à partager ce qu'elles savent faire.")};
	FAULT(FAULT_CONFLICT, amending_propose(&name, one, &order));
	assert_null(name);
	assert_string_equal(said("ls r/.git/paraphe/journal/*"), "");
	review_close(one);
	review_close(two);
}

static void brings_the_branch_up_first(void **state)
{
	(void)state;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	reword(review, 1, "Les gouvernements locaux prennent toute leur part à la coopération au développement.", "");
	base_rewords("ce qu'elles savent faire", "tout ce qu'elles savent faire");
	look_again(review);
	assert_string_equal(said("cd r && git reflog show review/sherpa-a | wc -l"), "1");
	reword(review, 2, "Les villes et les régions veillent à partager tout ce qu'elles savent faire.", "");
	assert_string_equal(said("cd r && git reflog show review/sherpa-a | wc -l"), "2");
	assert_string_equal(said("cd r && git log --first-parent --format=%%s main~1..review/sherpa-a"),
		"Propose words for §3\nBring the branch up to the base\nPropose words for §2");
	assert_int_equal(shell("cd r && git merge-base --is-ancestor main review/sherpa-a"), 0);
	assert_int_equal(review->standing->amendment_count, 2);
	/* an untouched paragraph needs none */
	base_rewords("tous les deux ans", "tous les trois ans");
	look_again(review);
	reword(review, 0, "Déclaration politique", "");
	assert_string_equal(said("cd r && git log -1 --format=%%s review/sherpa-a^"), "Propose words for §3");
	git_is_content();
	review_close(review);
}

/* What the base has changed under somebody's hands is not taken back because they never saw it. */
static void the_base_moves_under_the_editor(void **state)
{
	(void)state;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	char *name = NULL;
	struct amend_order order = {
		.kind = AMEND_REWORD, .block = 2, .seen = text_of(VILLES), .text = text_of(VILLES_NEW)};
	reword(review, 1, "Les gouvernements locaux prennent toute leur part à la coopération au développement.", "");
	base_rewords("s'engagent", "aiment");
	look_again(review);
	FAULT(FAULT_CONFLICT, amending_propose(&name, review, &order));
	assert_null(name);
	assert_int_equal(review->standing->amendment_count, 1);
	order.seen = text_of("Les villes et les régions aiment à partager ce qu'elles savent faire.");
	FINE(amending_propose(&name, review, &order));
	WORDS(VILLES_NEW, amendment_named(review, name)->now);
	free(name);
	review_close(review);
}

/* Whoever goes on with an earlier proposal that the base has met meanwhile gets every word of what they typed. */
static void goes_on_with_words_the_base_has_met(void **state)
{
	static const char further[] = "Les villes et les régions veillent à partager ce qu'elles savent bien faire.";
	(void)state;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	char *name = NULL;
	struct amend_order order = {
		.kind = AMEND_REWORD, .block = 2, .seen = text_of(VILLES_NEW), .text = text_of(further)};
	reword(review, 2, VILLES_NEW, "");
	base_rewords("s'engagent", "aiment");
	look_again(review);
	assert_true(amendment_named(review, "sherpa-a:3")->collides_with_base);
	FINE(amending_propose(&name, review, &order));
	WORDS(further, amendment_named(review, name)->now);
	free(name);
	review_close(review);
}

static void journal_is_empty(void **state)
{
	(void)state;
	fixture_consult();
	assert_int_equal(shell("git clone -q --bare r bare.git"), 0);
	struct review *review = open_in("bare.git", "sherpa-a");
	reword(review, 2, VILLES_NEW, "");
	assert_string_equal(said("git -C bare.git rev-list --count main..review/sherpa-a"), "1");
	assert_string_equal(said("ls bare.git/paraphe/journal/*"), "");
	assert_int_equal(shell("git -C bare.git fsck --strict 2>&1 | grep -v dangling | grep . && exit 1; exit 0"), 0);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(rewords),
		FIXTURE_TEST(rewords_wholly),
		FIXTURE_TEST(inserts_deletes_moves),
		FIXTURE_TEST(withdraws_exactly),
		FIXTURE_TEST(two_windows),
		FIXTURE_TEST(brings_the_branch_up_first),
		FIXTURE_TEST(the_base_moves_under_the_editor),
		FIXTURE_TEST(goes_on_with_words_the_base_has_met),
		FIXTURE_TEST(journal_is_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
