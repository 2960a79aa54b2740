#include "fixture.h"

#include "act/applying.h"
#include "act/correcting.h"
#include "act/translating.h"
#include "text/words.h"

/* A declaration of twelve paragraphs in French and English, each with words of its own, and an oracle that knows of
 * each which wording of the source its translation is in step with. */
enum { PARAGRAPHS = 12, EVENTS = 50 };

#define ENGLISH "drafts/declaration.en.md"

static const char *const topics[PARAGRAPHS][2] = {{"transition", "climat"}, {"hospital", "clinique"},
	{"finance", "budget"}, {"participation", "civique"}, {"education", "universite"}, {"transport", "mobilite"},
	{"culture", "patrimoine"}, {"migration", "refuge"}, {"agriculture", "rural"}, {"justice", "tribunal"},
	{"energie", "solaire"}, {"commerce", "marche"}};

struct oracle {
	unsigned int source[PARAGRAPHS], words[PARAGRAPHS]; /* wordings as they stand */
	unsigned int as_of[PARAGRAPHS];                     /* the source's wording that the translation follows */
	bool recorded[PARAGRAPHS];                          /* by a link */
	bool typo[PARAGRAPHS];
	unsigned int next;
};

static char *source_of(size_t i, unsigned int wording)
{
	return memory_format(
		"Le texte sur %s et %s, numéro %zu, dans la rédaction w%u.", topics[i][0], topics[i][1], i, wording);
}

static char *words_of(size_t i, unsigned int wording, bool typo)
{
	return memory_format("The %s on %s and %s, number %zu, in the wording v%u.", typo ? "tekst" : "text",
		topics[i][0], topics[i][1], i, wording);
}

static void put_drafts(const struct oracle *oracle)
{
	struct buffer fr = {0}, en = {0};
	for (size_t i = 0; i < PARAGRAPHS; i++) {
		char *source = source_of(i, oracle->source[i]), *words = words_of(i, oracle->words[i], oracle->typo[i]);
		buffer_format(&fr, "%s\n\n", source);
		buffer_format(&en, "%s\n\n", words);
		free(source);
		free(words);
	}
	put_file("r/" DRAFT, buffer_string(&fr));
	put_file("r/" ENGLISH, buffer_string(&en));
	buffer_clear(&fr);
	buffer_clear(&en);
}

static struct review *open_english(const char *as)
{
	struct review *review;
	struct review_options options = {.folder = "r", .as = as, .draft = "en"};
	FINE(review_open(&review, &options));
	FINE(review_complete(review));
	return review;
}

static void check_oracle(struct review *review, const struct oracle *oracle, size_t event)
{
	struct translation *translation;
	look_again(review);
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->count, PARAGRAPHS);
	size_t stale = 0;
	for (size_t i = 0; i < PARAGRAPHS; i++) {
		const struct translation_row *row = &translation->rows[i];
		char *was = source_of(i, oracle->as_of[i]), *now = source_of(i, oracle->source[i]);
		bool in_step = oracle->as_of[i] == oracle->source[i];
		assert_int_equal(row->source, i);
		assert_int_equal(row->target, i);
		if (!text_is(buffer_text(&row->was), was))
			fail_msg("event %zu, paragraph %zu: in step as of %s, not %s", event, i,
				buffer_string((struct buffer *)&row->was), was);
		assert_string_equal(buffer_string((struct buffer *)&row->now), now);
		assert_int_equal(row->state, in_step ? TRANSLATION_IN_STEP : TRANSLATION_STALE);
		stale += !in_step;
		free(was);
		free(now);
	}
	assert_int_equal(translation->totals.stale, stale);
	assert_int_equal(translation->totals.left, stale);
	translation_free(translation);
}

static void apply_all(void)
{
	struct review *bureau = open_as("bureau");
	struct apply_report report = {0};
	FINE(applying_run(&report, bureau, &(struct apply_order){.accept_uncontested = true}));
	apply_report_clear(&report);
	review_close(bureau);
}

static void translate(const char *as, size_t i, enum translating_verb verb, const char *words)
{
	struct review *review = open_english(as);
	struct translation *translation;
	if (updating_needed(review))
		FINE(updating_run(NULL, review, NULL, 0));
	FINE(review_complete(review));
	FINE(translation_new(&translation, review));
	struct translating_item item = {.row = i, .verb = verb, .words = text_of(words)};
	FINE(translating_run(review, translation, &item, 1, NULL));
	translation_free(translation);
	review_close(review);
}

/* A sherpa rewords the source, or somebody the translation as if it were any text; decided and merged. */
static void amend_and_apply(const char *as, const char *draft, size_t i, const char *words, const char *trailer)
{
	struct review *review;
	struct review_options options = {.folder = "r", .as = as, .draft = draft};
	char *name = NULL;
	FINE(review_open(&review, &options));
	FINE(review_complete(review));
	struct amend_order order = {.kind = AMEND_REWORD,
		.block = i,
		.text = text_of(words),
		.seen = amending_words(review, i),
		.kind_trailer = trailer};
	FINE(amending_propose(&name, review, &order));
	free(name);
	review_close(review);
	apply_all();
}

static void do_event(struct oracle *oracle, size_t kind, size_t i)
{
	unsigned int wording = ++oracle->next;
	char *source = source_of(i, wording), *words = words_of(i, wording, false);
	switch (kind) {
	case 0: /* the source is changed by plain git */
		oracle->source[i] = wording;
		put_drafts(oracle);
		assert_int_equal(shell("cd r && git commit -qam 'Source'"), 0);
		break;
	case 1: /* and by an amendment */
	case 2:
		amend_and_apply("sherpa-a", "fr", i, source, NULL);
		oracle->source[i] = wording;
		break;
	case 3: /* translated */
	case 4:
		translate("sherpa-d", i, TRANSLATE_WORDS, words);
		apply_all();
		oracle->words[i] = wording;
		oracle->typo[i] = false;
		oracle->as_of[i] = oracle->source[i];
		oracle->recorded[i] = true;
		break;
	case 5: /* no change of meaning; seen by others before it is merged */
		translate("sherpa-d", i, TRANSLATE_IN_STEP, "");
		oracle->as_of[i] = oracle->source[i];
		oracle->recorded[i] = true;
		break;
	case 6: /* reworded like any text, without a record of its own */
		amend_and_apply("sherpa-b", "en", i, words, NULL);
		oracle->words[i] = wording;
		oracle->typo[i] = false;
		if (!oracle->recorded[i])
			oracle->as_of[i] = oracle->source[i];
		break;
	default: /* a correction is no translation */
		free(words);
		oracle->typo[i] = !oracle->typo[i];
		words = words_of(i, oracle->words[i], oracle->typo[i]);
		amend_and_apply("sherpa-c", "en", i, words, "correct");
	}
	free(source);
	free(words);
}

static void staleness_over_fifty_commits(void **state)
{
	(void)state;
	struct oracle oracle = {0};
	uint64_t dice = 20261;
	fixture_consult();
	put_drafts(&oracle);
	assert_int_equal(shell("cd r && git commit -qam 'Both'"), 0);
	struct review *reader = open_english("sherpa-a");
	check_oracle(reader, &oracle, 0);
	for (size_t event = 1; event <= EVENTS; event++) {
		dice = dice * 6364136223846793005u + 1442695040888963407u;
		do_event(&oracle, (dice >> 33) % 8, (dice >> 40) % PARAGRAPHS);
		check_oracle(reader, &oracle, event);
	}
	review_close(reader);
	git_is_content();
}

static void new_and_gone_paragraphs_are_rows(void **state)
{
	(void)state;
	struct oracle oracle = {0};
	struct translation *translation;
	fixture_consult();
	put_drafts(&oracle);
	assert_int_equal(shell("cd r && git commit -qam 'Both'"), 0);
	assert_int_equal(shell("cd r && sed -i '5s/.*/&\\n\\n- Une phrase ajoutée sur la pêche artisanale et les ports "
			       "de mer./; 9,10d' " DRAFT " && git commit -qam 'Changed'"),
		0);
	struct review *review = open_english("sherpa-d");
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->totals.missing, 1);
	assert_int_equal(translation->totals.gone, 1);
	size_t added = translation_next(translation, 0, true), gone = translation_next(translation, added, true);
	assert_int_equal(translation->rows[added].state, TRANSLATION_NEW);
	assert_int_equal(translation->rows[gone].state, TRANSLATION_GONE);
	struct translating_item items[] = {
		{.row = added,
			.verb = TRANSLATE_WORDS,
			.words = text_of("A sentence added on small fisheries and sea ports.")},
		{.row = gone, .verb = TRANSLATE_DELETE}};
	FINE(translating_run(review, translation, items, 2, NULL));
	translation_free(translation);
	/* Seen by the translator at once, with nothing merged. */
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->totals.left, 0);
	assert_string_equal(
		buffer_string(&translation->rows[added].words), "A sentence added on small fisheries and sea ports.");
	/* And reworded there. */
	struct translating_item again = {.row = added, .verb = TRANSLATE_WORDS, .words = text_of("One on fisheries.")};
	FINE(translating_run(review, translation, &again, 1, NULL));
	translation_free(translation);
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->totals.left, 0);
	assert_string_equal(buffer_string(&translation->rows[added].words), "One on fisheries.");
	translation_free(translation);
	assert_string_equal(
		said("cd r && git log -1 --format=%%s%%n%%b review/sherpa-d | grep -c 'Paraphe-Kind: translate'"), "1");
	assert_string_equal(
		said("cd r && git show review/sherpa-d:" ENGLISH " | grep -n '^- One'"), "7:- One on fisheries.");
	/* Everybody sees it once it is merged. */
	review_close(review);
	assert_int_equal(shell("cd r && git merge -q --no-edit review/sherpa-d"), 0);
	review = open_english("sherpa-a");
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->totals.left, 0);
	assert_int_equal(translation->count, PARAGRAPHS);
	translation_free(translation);
	review_close(review);
	git_is_content();
}

static void an_undo_makes_it_stale_again(void **state)
{
	(void)state;
	struct oracle oracle = {0};
	struct translation *translation;
	char *subject;
	fixture_consult();
	put_drafts(&oracle);
	assert_int_equal(shell("cd r && git commit -qam 'Both'"), 0);
	oracle.source[3] = 9;
	put_drafts(&oracle);
	assert_int_equal(shell("cd r && git commit -qam 'Source'"), 0);
	translate("sherpa-d", 3, TRANSLATE_WORDS, "Something else on participation and civique.");
	struct review *review = open_english("sherpa-d");
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->totals.left, 0);
	translation_free(translation);
	FINE(undoing_undo(&subject, review));
	assert_string_equal(subject, "Translate §4");
	free(subject);
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->totals.stale, 1);
	WORDS("The text on participation and civique, number 3, in the wording v0.", translation->rows[3].words);
	/* Words that stand there already are no change; they are in step. */
	struct translating_item same = {
		.row = 3, .verb = TRANSLATE_WORDS, .words = buffer_text(&translation->rows[3].words)};
	FINE(translating_run(review, translation, &same, 1, NULL));
	translation_free(translation);
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->totals.left, 0);
	translation_free(translation);
	review_close(review);
}

static void pairs_are_made_and_undone_by_hand(void **state)
{
	(void)state;
	struct oracle oracle = {0};
	struct translation *translation;
	fixture_consult();
	put_drafts(&oracle);
	assert_int_equal(shell("cd r && git commit -qam 'Both'"), 0);
	struct review *review = open_english("sherpa-d");
	FINE(translation_new(&translation, review));
	struct translating_item alone = {.row = 4, .verb = TRANSLATE_ALONE};
	FINE(translating_run(review, translation, &alone, 1, NULL));
	translation_free(translation);
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->count, PARAGRAPHS + 1);
	assert_int_equal(translation->totals.left, 0); /* on purpose */
	size_t source = 0, target = 0;
	for (size_t i = 0; i < translation->count; i++)
		if (!translation->rows[i].target_count)
			source = i;
		else if (!translation->rows[i].source_count)
			target = i;
	struct translating_item pair = {.row = source, .verb = TRANSLATE_PAIR, .with = target};
	FINE(translating_run(review, translation, &pair, 1, NULL));
	translation_free(translation);
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->count, PARAGRAPHS);
	/* Two rows joined. */
	struct translating_item join = {.row = 6, .verb = TRANSLATE_PAIR, .with = 7};
	FINE(translating_run(review, translation, &join, 1, NULL));
	translation_free(translation);
	FINE(translation_new(&translation, review));
	assert_int_equal(translation->count, PARAGRAPHS - 1);
	assert_int_equal(translation->rows[6].source_count, 2);
	assert_int_equal(translation->rows[6].target_count, 2);
	assert_int_equal(translation->totals.left, 0);
	translation_free(translation);
	review_close(review);
}

static void the_source_is_no_translation(void **state)
{
	(void)state;
	struct translation *translation;
	fixture_consult();
	struct review *review = open_as("sherpa-d");
	const struct fault *fault = translation_new(&translation, review);
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_MISSING);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(staleness_over_fifty_commits),
		FIXTURE_TEST(new_and_gone_paragraphs_are_rows),
		FIXTURE_TEST(an_undo_makes_it_stale_again),
		FIXTURE_TEST(pairs_are_made_and_undone_by_hand),
		FIXTURE_TEST(the_source_is_no_translation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
