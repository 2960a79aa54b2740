#include "fixture.h"
#include "review/margin.h"

/* Somebody's annotation file, written by plain git onto a branch. */
static void plant(const char *branch, const char *folder, const char *file, const char *json)
{
	assert_int_equal(
		shell("cd r && (git checkout -q %s 2>/dev/null || git checkout -q -b %s) && mkdir -p annotations/%s",
			branch, branch, folder),
		0);
	char *path = memory_format("r/annotations/%s/%s.json", folder, file);
	put_file(path, json);
	assert_int_equal(shell("cd r && git add -A && git commit -qm planted && git checkout -q main"), 0);
	free(path);
}

static char *annotation_by(const char *id, const char *nickname, const char *text)
{
	return memory_format(
		"{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:uuid:%s\",\"type\":\"Annotation\","
		"\"motivation\":\"commenting\",\"created\":\"2021-05-18T12:04:31+02:00\",\"creator\":{\"type\":"
		"\"Person\",\"nickname\":\"%s\",\"name\":\"X\"},\"body\":[{\"type\":\"TextualBody\",\"purpose\":"
		"\"commenting\",\"value\":\"%s\"}],\"target\":{\"source\":\"" DRAFT "\"}}",
		id, nickname, text);
}

#define ONE "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33"
#define TWO "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a34"

static void ownership(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	fixture_consult();
	struct review *review = open_as("sherpa-b");
	comment(id, review, 1, NULL, "La mienne.");
	review_close(review);
	/* in A's folder on C's branch: says it is A's */
	char *json = annotation_by(ONE, "sherpa-a", "Forgée.");
	plant("review/sherpa-c", "sherpa-a", ONE, json);
	/* on A's own branch, signed B */
	char *forged = annotation_by(TWO, "sherpa-b", "Signée d'un autre.");
	plant("review/sherpa-a", "sherpa-a", TWO, forged);
	review = open_as("sherpa-d");
	assert_int_equal(review->standing->threads.count, 3);
	assert_true(remark_of(review, id)->verified);
	assert_false(remark_of(review, ONE)->verified);
	assert_string_equal(remark_of(review, ONE)->found, "review/sherpa-c");
	assert_false(remark_of(review, TWO)->verified);
	assert_string_equal(remark_of(review, TWO)->found, "review/sherpa-a");
	assert_non_null(strstr(buffer_string(&review->notices), "review/sherpa-c"));
	struct margin *facts = margin_all(review->standing, review->draft->count);
	assert_int_equal(facts[1].open, 1);
	free(facts);
	/* said again when looked at again */
	look_again(review);
	assert_non_null(strstr(buffer_string(&review->notices), "review/sherpa-c"));
	for (size_t i = 1; i < review->standing->reviewer_count; i++)
		assert_true(strcmp(review->standing->reviewers[i - 1].id, review->standing->reviewers[i].id) < 0);
	assert_string_equal(review->standing->reviewers[review->standing->me].id, "sherpa-d");
	review_close(review);
	/* A adopts it: then it is A's, and C's copy no news */
	plant("review/sherpa-a", "sherpa-a", ONE, json);
	review = open_as("sherpa-d");
	assert_true(remark_of(review, ONE)->verified);
	assert_string_equal(review->standing->reviewers[remark_of(review, ONE)->reviewer].id, "sherpa-a");
	assert_int_equal(review->standing->threads.count, 3);
	review_close(review);
	free(json);
	free(forged);
}

/* Nobody can hide somebody else's words by copying the file or the id. */
static void nobody_hides_another(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	fixture_consult();
	struct review *review = open_as("sherpa-b");
	comment(id, review, 1, NULL, "La mienne.");
	review_close(review);
	assert_int_equal(shell("cd r && git show review/sherpa-b:annotations/sherpa-b/%s.json >../copy", id), 0);
	struct buffer bytes = {0};
	FINE(file_read(&bytes, "copy", 1 << 20));
	plant("review/sherpa-a", "sherpa-a", ONE, buffer_string(&bytes)); /* the same blob under another name */
	char *squat = annotation_by(id, "sherpa-a", "Même numéro.");
	plant("review/sherpa-a", "sherpa-a", id, squat);
	review = open_as("sherpa-d");
	size_t mine = 0;
	for (size_t i = 0; i < review->standing->threads.count; i++) {
		const struct remark *remark = &review->standing->remarks[i];
		mine += remark->verified && !strcmp(remark->annotation->nickname, "sherpa-b") &&
			!strcmp(remark->annotation->text, "La mienne.");
		assert_true(!remark->verified ||
			    !strcmp(remark->annotation->nickname, review->standing->reviewers[remark->reviewer].id));
	}
	assert_int_equal(mine, 1);
	review_close(review);
	buffer_clear(&bytes);
	free(squat);
}

static void bad_files(void **state)
{
	(void)state;
	fixture_consult();
	char *json = annotation_by(ONE, "sherpa-a", "Juste.");
	plant("review/sherpa-a", "sherpa-a", ONE, json);
	plant("review/sherpa-a", "sherpa-a", TWO, json);
	plant("review/sherpa-a", "sherpa-a", "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a35", "{\"id\":1,\"id\":2}");
	plant("review/sherpa-a", "sherpa-a", "notes", "x");
	char *far = memory_format("%.*s,\"selector\":{\"type\":\"FragmentSelector\",\"value\":\"paragraph=999999999\"},"
				  "\"state\":{\"type\":\"TimeState\",\"cached\":\"urn:git:blob:%s\"}}}",
		(int)strlen(json) - 2, json, said("cd r && git rev-parse main:" DRAFT));
	char *third = replaced(far, ONE, "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a36");
	plant("review/sherpa-a", "sherpa-a", "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a36", third);
	assert_int_equal(shell("cd r && git checkout -q review/sherpa-a && ln -s /etc/passwd annotations/sherpa-a/"
			       "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a37.json && git add -A && git commit -qm link && git "
			       "checkout -q main"),
		0);
	struct review *review = open_as("sherpa-b");
	assert_int_equal(review->standing->threads.count, 2);
	assert_int_equal(remark_of(review, "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a36")->placement, PLACED_LOST);
	assert_non_null(strstr(buffer_string(&review->notices), "id"));
	review_close(review);
	free(json);
	free(far);
	free(third);
}

/* Each is there with its own words, and what cannot be read is named. */
static void hundreds(void **state)
{
	(void)state;
	enum { MANY = 700, BROKEN = 7 };
	size_t read = 0;
	fixture_consult();
	assert_int_equal(shell("cd r && git checkout -q -b review/sherpa-a && mkdir -p annotations/sherpa-a"), 0);
	for (int i = 0; i < MANY; i++) {
		char id[UUID_TEXT], words[32];
		snprintf(id, sizeof id, "0190c5b2-6d1e-7c2a-9b1f-2f6d0c%06x", i);
		snprintf(words, sizeof words, "Remarque %d.", i);
		char *json = annotation_by(id, "sherpa-a", words),
		     *path = memory_format("r/annotations/sherpa-a/%s.json", id);
		put_file(path, i % 100 == BROKEN ? "{\"id\":" : json);
		free(path);
		free(json);
	}
	assert_int_equal(shell("cd r && git add -A && git commit -qm planted && git checkout -q main"), 0);
	struct review *review = open_as("sherpa-b");
	for (size_t i = 0; i < review->standing->threads.count; i++) {
		const struct annotation *annotation = review->standing->remarks[i].annotation;
		char words[32];
		int number = (int)strtol(annotation->id + strlen("0190c5b2-6d1e-7c2a-9b1f-2f6d0c"), NULL, 16);
		snprintf(words, sizeof words, "Remarque %d.", number);
		assert_string_equal(annotation->text, words);
		read++;
	}
	assert_int_equal(read, MANY - MANY / 100);
	for (int i = BROKEN; i < MANY; i += 100) {
		char id[UUID_TEXT];
		snprintf(id, sizeof id, "0190c5b2-6d1e-7c2a-9b1f-2f6d0c%06x", i);
		assert_non_null(strstr(buffer_string(&review->notices), id + UUID_TEXT - 9));
	}
	review_close(review);
}

/* Between review_notice() and the end of the new state, what stands points into the text that is shown. */
static void moves_on_whole(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	fixture_consult();
	struct review *a = open_as("sherpa-a");
	comment(id, a, 6, "Bureau exécutif", "Le dernier.");
	reword(a, 5, "Les partenaires confirment que l'aide publique suit les priorités locales.", "");
	FINE(initialling_one(id, a, 4, "initialled", text_of("")));
	FINE(review_complete(a));
	struct review *review = open_as("sherpa-b");
	const struct draft *old = review->draft;
	size_t generation = review->generation;
	base_becomes("# Déclaration\n\nLe suivi est confié au Bureau exécutif, qui rend compte tous les deux ans.\n");
	assert_int_equal(
		shell("cd r && sed -i 's/Sherpa A/Sherpa Alpha/' drafts/consultation.json && git commit -qam roster"),
		0);
	review_notice(review);
	assert_true(review->generation > generation);
	assert_int_equal(review->draft->count, 2);
	for (size_t i = 0; i < review->standing->threads.count; i++)
		assert_true(review->standing->remarks[i].block < 2);
	for (size_t i = 0; i < review->standing->amendment_count; i++)
		assert_true(review->standing->amendments[i].block == STANDING_NONE ||
			    review->standing->amendments[i].block < 2);
	assert_int_equal(review->standing->position_count, 0);
	size_t who = standing_reviewer(review->standing, "sherpa-a");
	assert_string_equal(review->standing->reviewers[who].member->name, "Sherpa Alpha");
	assert_true(text_starts(old->blocks[1].text, "Les gouv")); /* borrowed until the review closes */
	FINE(review_complete(review));
	assert_string_equal(review->standing->reviewers[who].name, "Sherpa Alpha");
	/* a malformed consultation closes nobody's screen */
	put_file("r/drafts/consultation.json", "{");
	assert_int_equal(shell("cd r && git commit -qam broken"), 0);
	look_again(review);
	assert_int_equal(review->draft->count, 2);
	assert_non_null(strstr(buffer_string(&review->notices), "consultation.json"));
	review_close(review);
	review_close(a);
}

static void base_for_reading(void **state)
{
	(void)state;
	fixture_consult();
	assert_int_equal(shell("git clone -q r second"), 0);
	base_rewords("s'engagent", "promettent");
	assert_int_equal(shell("cd second && git fetch -q"), 0);
	struct review *review = open_in("second", "sherpa-a");
	assert_string_equal(review->base_ref, "refs/remotes/origin/main");
	assert_false(review->base_diverged);
	assert_non_null(strstr(block_text(review, 2), "promettent"));
	review_close(review);
	assert_int_equal(shell("cd second && git commit -q --allow-empty -m local"), 0);
	review = open_in("second", "sherpa-a");
	assert_string_equal(review->base_ref, "refs/heads/main");
	assert_true(review->base_diverged);
	review_close(review);
	/* a reviewer's branch checked out, a detached HEAD, another branch */
	assert_int_equal(shell("cd r && git checkout -q -b review/sherpa-a"), 0);
	review = open_as("sherpa-a");
	assert_string_equal(review->base_ref, "refs/heads/main");
	review_close(review);
	assert_int_equal(shell("cd r && git checkout -q --detach main~1"), 0);
	review = open_as("sherpa-a");
	assert_string_equal(review->base_ref, "refs/heads/main");
	review_close(review);
}

static void without_consultation(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	struct review *review;
	struct review_options options = {.folder = "r"};
	assert_int_equal(shell("git init -q -b trunk r && cd r && printf 'One.\\n\\nTwo.\\n' >text.md"), 0);
	FAULT(FAULT_MISSING, review_open(&review, &options));
	assert_int_equal(shell("cd r && git commit -q --allow-empty -m empty"), 0);
	FAULT(FAULT_MISSING, review_open(&review, &options));
	assert_int_equal(shell("cd r && git add -A && git commit -qm text"), 0);
	review = open_as("someone");
	assert_int_equal(review->draft->count, 2);
	assert_string_equal(review->base_ref, "refs/heads/trunk");
	assert_true(consultation_secretariat(&review->consultation, "someone"));
	comment(id, review, 1, NULL, "Fine.");
	assert_true(remark_of(review, id)->verified);
	review_close(review);
}

/* The consultation may come to name another base, or only other people: what reads it hears of it. */
static void base_by_another_name(void **state)
{
	(void)state;
	fixture_consult();
	assert_int_equal(shell("cd r && git checkout -q -b next && sed -i 's/\"base\":\"main\"/\"base\":\"next\"/' "
			       "drafts/consultation.json && sed -i \"s/s'engagent/promettent/\" " DRAFT
			       " && git commit -qam next && git checkout -q main"),
		0);
	struct review *review = open_as("sherpa-a");
	assert_string_equal(review->base_ref, "refs/heads/main");
	size_t generation = review->generation;
	assert_int_equal(shell("cd r && sed -i 's/\"base\":\"main\"/\"base\":\"next\"/' drafts/consultation.json && "
			       "git commit -qam moved"),
		0);
	review_notice(review);
	assert_true(review->generation > generation);
	FINE(review_complete(review));
	assert_string_equal(review->base_ref, "refs/heads/next");
	assert_non_null(strstr(block_text(review, 2), "promettent"));
	assert_string_equal(buffer_string(&review->notices), "");
	/* the same words, another roster */
	generation = review->generation;
	assert_int_equal(shell("cd r && git checkout -q next && sed -i 's/Sherpa A/Sherpa Alpha/' "
			       "drafts/consultation.json && git commit -qam roster"),
		0);
	review_notice(review);
	assert_true(review->generation > generation);
	FINE(review_complete(review));
	/* nothing at all */
	generation = review->generation;
	review_notice(review);
	assert_int_equal(review->generation, generation);
	FINE(review_complete(review));
	/* a base that is not there: said, and the one that is stays, and moves on */
	for (int i = 0; i < 2; i++) {
		assert_int_equal(shell("cd r && sed -i 's/\"base\":\"[a-z]*\"/\"base\":\"nowhere\"/' "
				       "drafts/consultation.json && sed -i 's/promettent/promettent bien/' " DRAFT
				       " && git commit -qam nowhere"),
			0);
		look_again(review);
		assert_string_equal(review->base_ref, "refs/heads/next");
		assert_non_null(strstr(block_text(review, 2), i ? "promettent bien bien" : "promettent bien"));
		assert_int_equal(strstr(buffer_string(&review->notices), "nowhere") != NULL, i == 0);
	}
	/* two that name each other: the one that is read stays */
	assert_int_equal(shell("cd r && sed -i 's/\"base\":\"[a-z]*\"/\"base\":\"main\"/' drafts/consultation.json && "
			       "git commit -qam back"),
		0);
	look_again(review);
	assert_string_equal(review->base_ref, "refs/heads/main");
	for (int i = 0; i < 3; i++) {
		look_again(review);
		assert_string_equal(review->base_ref, "refs/heads/main");
	}
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(base_by_another_name),
		FIXTURE_TEST(ownership),
		FIXTURE_TEST(nobody_hides_another),
		FIXTURE_TEST(bad_files),
		FIXTURE_TEST(hundreds),
		FIXTURE_TEST(moves_on_whole),
		FIXTURE_TEST(base_for_reading),
		FIXTURE_TEST(without_consultation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
