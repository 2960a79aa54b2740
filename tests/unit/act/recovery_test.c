#include "fixture.h"

#include "act/coining.h"
#include "act/translating.h"

#define VILLES_NEW "Les villes et les régions veillent à partager ce qu'elles savent faire."

static void do_comment(struct review *review)
{
	char id[UUID_TEXT];
	comment(id, review, 1, NULL, "Une remarque.");
}

static void do_reword(struct review *review)
{
	reword(review, 2, VILLES_NEW, "Plus sûr.");
}

static void do_insert(struct review *review)
{
	propose(review, AMEND_INSERT, 2, 0, "Un ajout, tout neuf.");
}

static void do_delete(struct review *review)
{
	propose(review, AMEND_DELETE, 5, 0, "");
}

static void do_move(struct review *review)
{
	propose(review, AMEND_MOVE, 6, 1, "");
}

static void do_withdraw(struct review *review)
{
	FINE(amending_withdraw(review, standing_amendment(review->standing, "sherpa-a:3")));
}

static void do_undo(struct review *review)
{
	char *subject;
	FINE(undoing_undo(&subject, review));
}

static void do_redo(struct review *review)
{
	char *subject;
	FINE(undoing_redo(&subject, review));
}

static void do_rest(struct review *review)
{
	size_t count;
	FINE(initialling_rest(&count, review, "initialled"));
}

static const char english[] = "# Declaration\n\nLocal governments take part in development cooperation.\n\n"
			      "Cities and regions promise to share what they know.\n\n"
			      "The partners reaffirm that public aid follows local priorities.\n";

/* A paragraph that is stale, translated; another found in step as of an older source; one more. */
static void do_translate(struct review *review)
{
	struct translation *translation;
	FINE(review_choose(review, 1));
	FINE(review_complete(review));
	FINE(translation_new(&translation, review));
	size_t stale = translation_next(translation, 0, true), missing = stale;
	while (translation->rows[missing].state != TRANSLATION_NEW)
		missing = translation_next(translation, missing, true);
	assert_int_equal(translation->rows[stale].state, TRANSLATION_STALE);
	size_t first = 1;
	assert_int_equal(translation->rows[1].state, TRANSLATION_IN_STEP);
	struct oid older;
	assert_true(oid_parse(&older, said("cd r && git rev-parse main~:" DRAFT)));
	struct translating_item items[] = {
		{.row = stale, .verb = TRANSLATE_WORDS, .words = text_of("Cities and regions are to share all.")},
		{.row = 1, .verb = TRANSLATE_IN_STEP, .as_of = &older, .paragraphs = &first, .paragraph_count = 1},
		{.row = missing, .verb = TRANSLATE_WORDS, .words = text_of("They publish their accounts.")}};
	FINE(translating_run(review, translation, items, ARRAY_SIZE(items), NULL));
	translation_free(translation);
}

static void do_term(struct review *review)
{
	const struct term_order order = {
		.language = "fr", .words = text_of("villes"), .other = "en", .rendering = text_of("cities")};
	FINE(coining_term(review, &order, NULL));
}

/* Somebody is killed behind the journal and before the branch: the branch's queue is held meanwhile. */
static void killed_doing(const char *as, void (*act)(struct review *review))
{
	struct repository *repository;
	struct commit_lock *lock;
	FINE(repository_open(&repository, "r"));
	char *ref = memory_format("refs/heads/review/%s", as);
	FINE(commit_lock(&lock, repository, ref));
	assert_string_equal(said("ls r/.git/paraphe/journal/* 2>/dev/null | wc -l"), "0");
	pid_t child = fork();
	if (!child) {
		act(open_as(as));
		_exit(0);
	}
	while (shell("ls r/.git/paraphe/journal/*/*.json >/dev/null 2>&1"))
		usleep(1000);
	usleep(20000);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_string_equal(said("ls r/.git/paraphe/journal/* | grep -c json"), "1");
	commit_unlock(lock);
	repository_close(repository);
	free(ref);
}

static size_t replay(struct review *review)
{
	size_t recovered;
	FINE(recovery_replay(&recovered, review));
	FINE(review_complete(review));
	return recovered;
}

/* Each act, killed, and brought home by whoever comes next; a second replay finds nothing. */
static void each_act(void **state)
{
	(void)state;
	fixture_consult();
	void (*const acts[])(struct review *) = {
		do_comment, do_reword, do_insert, do_delete, do_move, do_withdraw, do_undo, do_redo, do_rest};
	for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
		killed_doing("sherpa-a", acts[i]);
		struct review *review = open_as("sherpa-b");
		if (replay(review) != 1)
			fail_msg("act %zu: %s", i, buffer_string(&review->notices));
		assert_string_equal(buffer_string(&review->notices), "");
		assert_int_equal(replay(review), 0);
		assert_string_equal(review->identity.id, "sherpa-b");
		assert_int_equal(atoi(said("cd r && git rev-list --count main..review/sherpa-a")), i + 1);
		review_close(review);
	}
	assert_string_equal(said("cd r && git log --format=%%an/%%ae main..review/sherpa-a | sort -u"),
		"Sherpa A/sherpa-a@paraphe.invalid");
	assert_int_equal(shell("cd r && git log --format=%%B main..review/sherpa-a | grep Paraphe-Act | sort | uniq -d "
			       "| grep . && exit 1; exit 0"),
		0);
	struct review *review = open_as("sherpa-a");
	assert_int_equal(standing_amendment(review->standing, "sherpa-a:3"), STANDING_NONE);
	assert_int_equal(amendment_named(review, "sherpa-a:3+1")->kind, AMEND_INSERT);
	assert_int_equal(amendment_named(review, "sherpa-a:6")->kind, AMEND_DELETE);
	assert_int_equal(amendment_named(review, "sherpa-a:7")->kind, AMEND_MOVE);
	assert_int_equal(review->standing->amendment_count, 3);
	assert_int_equal(review->standing->position_count, 3);
	git_is_content();
	review_close(review);
}

static void consult_in_two_languages(void)
{
	fixture_consult();
	put_file("r/drafts/declaration.en.md", english);
	assert_int_equal(shell("cd r && git commit -qam English"), 0);
	base_rewords("s'engagent à partager", "doivent partager");
}

static struct review *open_english(const char *as)
{
	struct review *review;
	struct review_options options = {.folder = "r", .as = as, .draft = "en"};
	FINE(review_open(&review, &options));
	FINE(review_complete(review));
	return review;
}

/* Words, what was found in step as of an older source, a new paragraph: one act, done once, all of it. */
static void a_translation(void **state)
{
	(void)state;
	struct translation *translation;
	consult_in_two_languages();
	killed_doing("sherpa-a", do_translate);
	struct review *review = open_as("sherpa-b");
	if (replay(review) != 1)
		fail_msg("%s", buffer_string(&review->notices));
	assert_int_equal(replay(review), 0);
	review_close(review);
	assert_string_equal(said("cd r && git rev-list --count main..review/sherpa-a"), "1");
	assert_string_equal(
		said("cd r && git show --name-only --format=%%s review/sherpa-a | grep -c annotations"), "3");
	assert_int_equal(
		shell("cd r && git grep -q $(git rev-parse main~:" DRAFT ") review/sherpa-a -- annotations"), 0);
	review = open_english("sherpa-a");
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->totals.stale, 0);
	for (size_t i = 0; i < translation->count; i++)
		if (text_starts(buffer_text(&translation->rows[i].now), "Les villes"))
			WORDS("Cities and regions are to share all.", translation->rows[i].words);
	translation_free(translation);
	git_is_content();
	review_close(review);
}

/* The source has changed meanwhile: nothing is claimed to be in step with words that nobody saw. */
static void a_translation_of_what_has_changed(void **state)
{
	(void)state;
	consult_in_two_languages();
	killed_doing("sherpa-a", do_translate);
	base_rewords("doivent partager", "veulent partager");
	struct review *review = open_as("sherpa-a");
	assert_int_equal(replay(review), 0);
	assert_non_null(strstr(buffer_string(&review->notices), "Translate 3 paragraphs"));
	assert_string_equal(said("cd r && git branch --list 'review/*'"), "");
	review_close(review);
}

/* Other words for a paragraph of the translation, and what they are about. */
static void do_say_scope(struct review *review, size_t block, const char *words, enum scope scope)
{
	char *name;
	FINE(review_choose(review, 1));
	FINE(review_complete(review));
	const struct amend_order order = {.kind = AMEND_REWORD,
		.block = block,
		.seen = amending_words(review, block),
		.text = text_of(words),
		.scope = scope};
	FINE(amending_propose(&name, review, &order));
	free(name);
}

static void do_substance(struct review *review)
{
	do_say_scope(review, 1, "Local governments decide on development cooperation.", SCOPE_SUBSTANCE);
}

static void do_wording(struct review *review)
{
	do_say_scope(review, 1, "Local governments decide upon development cooperation.", SCOPE_WORDING);
}

/* What was answered before the kill is not asked again, nor taken for something else: the substance stands, and then
 * the wording that was said instead. */
static void what_it_is_about(void **state)
{
	(void)state;
	void (*const acts[])(struct review *) = {do_substance, do_wording};
	const char *const names[] = {"substance", "wording"};
	consult_in_two_languages();
	for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
		killed_doing("sherpa-a", acts[i]);
		struct review *review = open_as("sherpa-b");
		if (replay(review) != 1)
			fail_msg("%s", buffer_string(&review->notices));
		assert_int_equal(replay(review), 0);
		review_close(review);
		review = open_english("bureau");
		const struct amendment *amendment = amendment_named(review, "sherpa-a:2");
		assert_string_equal(scope_name(amendment), names[i]);
		assert_int_equal(amendment->substance, i == 0);
		assert_int_equal(amendment->scope_said, true);
		assert_int_equal(review->standing->amendment_count, 1);
		review_close(review);
	}
	assert_string_equal(said("cd r && git rev-list --count main..review/sherpa-a"), "2");
	git_is_content();
}

static void a_term(void **state)
{
	(void)state;
	fixture_consult();
	killed_doing("sherpa-a", do_term);
	struct review *review = open_as("sherpa-b");
	assert_int_equal(replay(review), 1);
	assert_int_equal(replay(review), 0);
	assert_string_equal(said("cd r && git show review/sherpa-a:dictionaries/terms.tsv"), "fr\ten\nvilles\tcities");
	assert_string_equal(said("cd r && git log -1 --format='%%s, %%(trailers:key=Paraphe-Kind,valueonly)' "
				 "review/sherpa-a | head -n 1"),
		"Add “cities” for “villes” in the agreed terms, correct");
	review_close(review);
}

static void base_moved_meanwhile(void **state)
{
	(void)state;
	fixture_consult();
	killed_doing("sherpa-a", do_reword);
	base_rewords("partager ce", "partager tout ce");
	base_rewords("# Déclaration", "# Déclaration\n\nUn préambule, placé avant tout le reste.");
	struct review *review = open_as("sherpa-a");
	assert_int_equal(replay(review), 1);
	WORDS("Les villes et les régions veillent à partager tout ce qu'elles savent faire.",
		amendment_named(review, "sherpa-a:4")->now);
	review_close(review);
}

static void collides(void **state)
{
	(void)state;
	struct unfinished_list list;
	fixture_consult();
	killed_doing("sherpa-a", do_reword);
	base_rewords("s'engagent", "promettent");
	struct review *review = open_as("sherpa-b");
	assert_int_equal(replay(review), 0);
	assert_non_null(strstr(buffer_string(&review->notices), "Propose words for §3"));
	FINE(recovery_list(&list, review));
	assert_int_equal(list.count, 0); /* sherpa-a's, not mine */
	review_close(review);
	review = open_as("sherpa-a");
	FINE(recovery_list(&list, review));
	assert_int_equal(list.count, 1);
	assert_string_equal(list.items[0].text, VILLES_NEW);
	assert_string_equal(list.items[0].reason, "Plus sûr.");
	assert_int_equal(list.items[0].kind, UNFINISHED_AMENDMENT);
	assert_int_equal(list.items[0].paragraph, 3);
	FINE(recovery_drop(review, list.items[0].name));
	unfinished_list_clear(&list);
	assert_string_equal(said("ls r/.git/paraphe/journal/*"), "");
	review_close(review);
}

static void unfinished(void **state)
{
	(void)state;
	struct unfinished_list list;
	struct recovery_text *one, *two, *again;
	fixture_consult();
	struct review *review = open_as("sherpa-a"), *window = open_as("sherpa-a"), *other = open_as("sherpa-b");
	FINE(recovery_begin(&one, review, NULL));
	FINE(recovery_begin(&two, window, NULL));
	char path[] = DRAFT, first[] = "Une pens", second[] = "Une pensée", other_text[] = "Autre chose", none[] = "";
	struct unfinished now = {.kind = UNFINISHED_REMARK, .draft = path, .paragraph = 3, .text = first};
	FINE(recovery_keep(one, &now));
	now.text = second;
	FINE(recovery_keep(one, &now));
	now.text = other_text;
	FINE(recovery_keep(two, &now));
	FINE(recovery_list(&list, review)); /* both are open */
	assert_int_equal(list.count, 0);
	recovery_leave(one);
	FINE(recovery_list(&list, window));
	assert_int_equal(list.count, 1);
	assert_string_equal(list.items[0].text, "Une pensée");
	FAULT(FAULT_FORBIDDEN, recovery_begin(&again, other, list.items[0].name));
	FAULT(FAULT_FORBIDDEN, recovery_drop(other, list.items[0].name));
	FINE(recovery_begin(&again, window, list.items[0].name));
	struct recovery_text *third;
	FAULT(FAULT_BUSY, recovery_begin(&third, review, list.items[0].name));
	recovery_done(again);
	unfinished_list_clear(&list);
	now.text = none;
	FINE(recovery_keep(two, &now));
	recovery_leave(two);
	FINE(recovery_list(&list, review));
	assert_int_equal(list.count, 0);
	unfinished_list_clear(&list);
	assert_string_equal(said("ls r/.git/paraphe/journal/*"), "");
	review_close(review);
	review_close(window);
	review_close(other);
}

/* What is no act of ours is left alone. */
static void strange_entries(void **state)
{
	(void)state;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	char *folder = memory_string(said("ls -d $PWD/r/.git/paraphe/journal/*")), *path;
	static const char *const entries[] = {"", "{", "{\"entry\":\"act\"}",
		"{\"entry\":\"act\",\"act\":\"0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33\",\"reviewer\":\"sherpa-b\","
		"\"branch\":\"refs/heads/main\",\"subject\":\"x\",\"files\":[{\"path\":\"annotations/sherpa-b/"
		"x\",\"text\":\"x\"}]}",
		"{\"entry\":\"act\",\"act\":\"0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33\",\"reviewer\":\"sherpa-b\","
		"\"branch\":\"refs/heads/review/sherpa-b\",\"subject\":\"x\",\"files\":[{\"path\":\"drafts/"
		"x\",\"text\":\"x\"}]}"};
	for (size_t i = 0; i < ARRAY_SIZE(entries); i++) {
		path = memory_format("%s/entry-%zu.json", folder, i);
		put_file(path, entries[i]);
		free(path);
	}
	replay(review);
	assert_string_equal(said("cd r && git branch --list 'review/*'"), "");
	free(folder);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(each_act),
		FIXTURE_TEST(a_translation),
		FIXTURE_TEST(a_translation_of_what_has_changed),
		FIXTURE_TEST(what_it_is_about),
		FIXTURE_TEST(a_term),
		FIXTURE_TEST(base_moved_meanwhile),
		FIXTURE_TEST(collides),
		FIXTURE_TEST(unfinished),
		FIXTURE_TEST(strange_entries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
