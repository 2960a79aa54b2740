#include "fixture.h"

static void clean(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	struct update_collisions collisions = {0};
	fixture_consult();
	struct review *b = open_as("sherpa-b");
	comment(id, b, 1, NULL, "Déjà fondue.");
	review_close(b);
	struct review *review = open_as("sherpa-a");
	assert_false(updating_needed(review));
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	propose(review, AMEND_INSERT, 4, 0, "Elles consultent leurs habitants.");
	/* on my branch by plain git: a word in the dictionary, and something that is nobody's business */
	assert_int_equal(shell("cd r && git checkout -q review/sherpa-a && printf 'aidant\\nrégions\\nvilles\\n' "
			       ">dictionaries/fr.txt && echo mine >notes.txt && git add -A && git commit -qm mine && "
			       "git checkout -q main && git merge -q --no-ff -m merge review/sherpa-b && "
			       "printf 'aidant\\nmairies\\nvilles\\n' >dictionaries/fr.txt && echo base >readme.txt && "
			       "git add -A && git commit -qm words"),
		0);
	base_rewords("partager ce", "partager tout ce");
	look_again(review);
	assert_true(updating_needed(review));
	FINE(updating_run(&collisions, review, NULL, 0));
	FINE(review_complete(review));
	assert_false(updating_needed(review));
	assert_int_equal(review->standing->amendment_count, 2);
	WORDS("Les villes et les régions veillent à partager tout ce qu'elles savent faire.",
		amendment_named(review, "sherpa-a:3")->now);
	assert_string_equal(said("cd r && git log -1 --format='%%s %%p' review/sherpa-a | wc -w"), "9");
	assert_string_equal(said("cd r && git show review/sherpa-a:dictionaries/fr.txt | LC_ALL=C sort"),
		"aidant\nmairies\nrégions\nvilles");
	assert_string_equal(
		said("cd r && git show review/sherpa-a:notes.txt review/sherpa-a:readme.txt"), "mine\nbase");
	assert_string_equal(
		said("cd r && git ls-tree -r --name-only review/sherpa-a annotations/sherpa-b | wc -l"), "1");
	assert_true(remark_of(review, id)->verified);
	git_is_content();
	review_close(review);
}

static void collides(void **state)
{
	(void)state;
	struct update_collisions collisions = {0};
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	reword(review, 5, "Les partenaires confirment que l'aide publique suit les priorités locales.", "");
	base_rewords("s'engagent", "promettent");
	base_rewords("réaffirment", "affirment");
	look_again(review);
	assert_true(amendment_named(review, "sherpa-a:3")->collides_with_base);
	char *tip = memory_string(said("cd r && git rev-parse review/sherpa-a"));
	FAULT(FAULT_CONFLICT, updating_run(&collisions, review, NULL, 0));
	assert_string_equal(said("cd r && git rev-parse review/sherpa-a"), tip);
	assert_int_equal(collisions.count, 2);
	assert_int_equal(collisions.items[0].base_block, 2);
	assert_int_equal(collisions.items[1].base_block, 5);
	WORDS("Les villes et les régions promettent à partager ce qu'elles savent faire.", collisions.items[0].base);
	struct settlement settlements[] = {
		{.path = DRAFT,
			.base_block = 2,
			.words = text_of("Les villes et les régions tiennent à partager ce qu'elles savent faire.")},
		{.path = DRAFT, .base_block = 5},
	};
	update_collisions_clear(&collisions);
	FAULT(FAULT_CONFLICT, updating_run(&collisions, review, settlements, 1));
	assert_int_equal(collisions.count, 1);
	update_collisions_clear(&collisions);
	FINE(updating_run(&collisions, review, settlements, 2));
	FINE(review_complete(review));
	assert_int_equal(review->standing->amendment_count, 1);
	WORDS("Les villes et les régions tiennent à partager ce qu'elles savent faire.",
		amendment_named(review, "sherpa-a:3")->now);
	assert_false(amendment_named(review, "sherpa-a:3")->collides_with_base);
	git_is_content();
	free(tip);
	review_close(review);
}

/* The base has put in at its end what the reviewer has put in elsewhere, with a word more. */
static void put_in_by_both(void **state)
{
	(void)state;
	struct update_collisions collisions = {0};
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	propose(review, AMEND_INSERT, 3, 0, "Elles rendent compte chaque année devant leurs habitants réunis.");
	assert_int_equal(
		shell("cd r && printf '\\nElles rendent compte devant leurs habitants réunis en assemblée.\\n' "
		      ">>" DRAFT " && git commit -qam more"),
		0);
	look_again(review);
	assert_false(review->standing->amendments[0].collides_with_base); /* few of the words stand in a row */
	propose(review, AMEND_INSERT, 4, 0, "Oui, elles rendent compte devant leurs habitants réunis en assemblée.");
	look_again(review);
	size_t last = review->draft->count - 1;
	struct amendment *second = &review->standing->amendments[1];
	WORDS("Oui, elles rendent compte devant leurs habitants réunis en assemblée.", second->now);
	assert_true(second->collides_with_base);
	FAULT(FAULT_CONFLICT, updating_run(&collisions, review, NULL, 0));
	assert_int_equal(collisions.count, 1);
	assert_int_equal(collisions.items[0].base_block, last);
	WORDS("Oui, elles rendent compte devant leurs habitants réunis en assemblée.", collisions.items[0].mine);
	WORDS("Elles rendent compte devant leurs habitants réunis en assemblée.", collisions.items[0].base);
	update_collisions_clear(&collisions);
	struct settlement mine = {.path = DRAFT,
		.base_block = last,
		.words = text_of("Oui, elles rendent compte devant leurs habitants réunis en assemblée.")};
	FINE(updating_run(&collisions, review, &mine, 1));
	assert_string_equal(said("cd r && git show review/sherpa-a:" DRAFT " | grep -c 'en assemblée'"), "1");
	assert_string_equal(said("cd r && git show review/sherpa-a:" DRAFT " | tail -1"),
		"Oui, elles rendent compte devant leurs habitants réunis en assemblée.");
	git_is_content();
	review_close(review);
}

static void lags_behind(void **state)
{
	(void)state;
	fixture_consult();
	assert_int_equal(shell("cd r && git branch review/sherpa-a"), 0);
	base_rewords("s'engagent", "promettent");
	struct review *review = open_as("sherpa-a");
	struct update_collisions collisions = {0};
	assert_true(updating_needed(review));
	FINE(updating_run(&collisions, review, NULL, 0));
	assert_int_equal(shell("cd r && test $(git rev-parse main) = $(git rev-parse review/sherpa-a)"), 0);
	review_close(review);
}

static void a_draft_that_went(void **state)
{
	(void)state;
	struct update_collisions collisions = {0};
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	FINE(review_choose(review, 1));
	FINE(review_complete(review));
	reword(review, 1, "Local governments take their part.", "");
	assert_int_equal(shell("cd r && git rm -q drafts/declaration.en.md && sed -i "
			       "'s/,{.path.:.drafts.declaration.en.md.,.language.:.en.}//' "
			       "drafts/consultation.json && git commit -qam gone"),
		0);
	look_again(review);
	FINE(updating_run(&collisions, review, NULL, 0));
	assert_string_equal(said("cd r && git show review/sherpa-a:drafts/declaration.en.md | tail -1"),
		"Local governments take their part.");
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(clean),
		FIXTURE_TEST(collides),
		FIXTURE_TEST(put_in_by_both),
		FIXTURE_TEST(lags_behind),
		FIXTURE_TEST(a_draft_that_went),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
