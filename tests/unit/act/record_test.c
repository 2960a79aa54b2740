#include "fixture.h"

#include <fcntl.h>
#include <signal.h>

/* Comments in a row, each id to `out` once it is said to be saved. */
static void write_many(int out, size_t count)
{
	struct review *review = open_as("sherpa-a");
	for (size_t i = 0; i < count; i++) {
		char id[UUID_TEXT];
		struct remark_order order = {.block = i % 7, .text = text_of("Une remarque.")};
		const struct fault *fault = annotating_remark(id, review, &order);
		if (fault) {
			fprintf(stderr, "not saved: %s\n", fault_text(fault));
			_exit(3);
		}
		id[UUID_TEXT - 1] = '\n';
		if (write(out, id, UUID_TEXT) != UUID_TEXT)
			_exit(4);
	}
	review_close(review);
	_exit(0);
}

/* Every id in `file` stands on the branch, once. */
static size_t all_stand(const char *file)
{
	struct buffer bytes = {0};
	struct text line;
	size_t count = 0;
	assert_int_equal(shell("cd r && git ls-tree -r --name-only review/sherpa-a annotations >../names"), 0);
	FINE(file_read(&bytes, file, 1 << 20));
	struct text rest = buffer_text(&bytes);
	while (text_line(&rest, &line)) {
		char *id = text_take(line);
		assert_int_equal(shell("test $(grep -c %s names) = 1", id), 0);
		free(id);
		count++;
	}
	buffer_clear(&bytes);
	return count;
}

static void two_processes(void **state)
{
	(void)state;
	fixture_consult();
	pid_t children[3];
	for (size_t i = 0; i < 3; i++) {
		children[i] = fork();
		if (!children[i])
			write_many(open("ids", O_WRONLY | O_CREAT | O_APPEND, 0644), 15);
	}
	for (size_t i = 0; i < 3; i++) {
		int status;
		waitpid(children[i], &status, 0);
		assert_int_equal(status, 0);
	}
	assert_int_equal(all_stand("ids"), 45);
	assert_string_equal(said("cd r && git rev-list --count main..review/sherpa-a"), "45");
	git_is_content();
}

/* Whether more has been said to be saved since the last time. */
static bool saved_more(off_t *size)
{
	struct stat about;
	if (stat("ids", &about) != 0 || about.st_size <= *size)
		return false;
	*size = about.st_size;
	return true;
}

static void killed_at_any_moment(void **state)
{
	(void)state;
	fixture_consult();
	off_t saved = 0;
	srandom(7);
	for (size_t round = 0; round < 25; round++) {
		pid_t child = fork();
		if (!child)
			write_many(open("ids", O_WRONLY | O_CREAT | O_APPEND, 0644), 1000);
		/* at its first act, or some milliseconds on */
		for (size_t i = 0; i < 5000 && !saved_more(&saved); i++)
			usleep(1000);
		usleep((useconds_t)(random() % 30000));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	struct review *review = open_as("sherpa-a");
	size_t recovered, count;
	FINE(recovery_replay(&recovered, review));
	FINE(review_complete(review));
	assert_string_equal(buffer_string(&review->notices), "");
	assert_string_equal(said("ls r/.git/paraphe/journal/*"), "");
	count = all_stand("ids");
	assert_true(count > 0);
	assert_true(review->standing->threads.count >= count);
	assert_int_equal(
		review->standing->threads.count, atoi(said("cd r && git rev-list --count main..review/sherpa-a")));
	assert_int_equal(shell("cd r && git log --format=%%B main..review/sherpa-a | grep Paraphe-Act | sort | uniq -d "
			       "| grep . && exit 1; exit 0"),
		0);
	FINE(recovery_replay(&recovered, review));
	assert_int_equal(recovered, 0);
	git_is_content();
	review_close(review);
}

static void starts_from_what_was_sent(void **state)
{
	(void)state;
	char id[UUID_TEXT], other[UUID_TEXT];
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	comment(id, review, 1, NULL, "Depuis la première machine.");
	review_close(review);
	assert_int_equal(shell("git clone -q r second"), 0);
	review = open_in("second", "sherpa-a");
	assert_true(remark_of(review, id)->verified);
	assert_int_equal(review->standing->reviewers[review->standing->me].unsent, 0);
	comment(other, review, 2, NULL, "Depuis la seconde.");
	assert_int_equal(review->standing->reviewers[review->standing->me].unsent, 1);
	assert_true(strcmp(other, id) > 0);
	assert_string_equal(said("cd second && git rev-list --count origin/review/sherpa-a..review/sherpa-a"), "1");
	review_close(review);
	/* the first machine goes on, too: both are mine */
	review = open_as("sherpa-a");
	char third[UUID_TEXT];
	comment(third, review, 3, NULL, "Encore la première.");
	review_close(review);
	assert_int_equal(shell("cd second && git fetch -q"), 0);
	review = open_in("second", "sherpa-a");
	assert_true(remark_of(review, third)->verified);
	assert_true(remark_of(review, other)->verified);
	comment(id, review, 4, NULL, "Divergée, la locale continue.");
	assert_string_equal(said("cd second && git log -1 --format=%%s review/sherpa-a"), "Comment on §5");
	assert_int_equal(review->standing->threads.count, 4);
	review_close(review);
}

static void words_of_two_tips(void **state)
{
	(void)state;
	fixture_consult();
	struct review *review = open_as("sherpa-a");
	reword(review, 2, "Les villes et les régions envoient ce qu'elles savent faire.", "");
	review_close(review);
	assert_int_equal(shell("git clone -q r second"), 0);
	review = open_in("second", "sherpa-a");
	reword(review, 2, "Les villes et les régions gardent ce qu'elles savent faire.", "");
	review_close(review);
	review = open_as("sherpa-a");
	reword(review, 2, "Les villes et les régions expédient ce qu'elles savent faire.", "");
	review_close(review);
	assert_int_equal(shell("cd second && git fetch -q"), 0);
	review = open_in("second", "sherpa-a"); /* diverged: mine are the local ones */
	WORDS("Les villes et les régions gardent ce qu'elles savent faire.", review->standing->amendments[0].now);
	review_close(review);
	review = open_in("second", "sherpa-b"); /* others': what was sent */
	WORDS("Les villes et les régions expédient ce qu'elles savent faire.", review->standing->amendments[0].now);
	review_close(review);
}

static void refuses(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	fixture_consult();
	struct review *review = open_in("r", NULL);
	struct remark_order order = {.block = 1, .text = text_of("Sans nom.")};
	FAULT(FAULT_FORBIDDEN, annotating_remark(id, review, &order));
	review_close(review);
	assert_string_equal(said("cd r && git branch --list 'review/*'"), "");
	if (geteuid() == 0)
		return; /* root writes everywhere */
	assert_int_equal(shell("chmod -R a-w r/.git"), 0);
	review = open_as("sherpa-a");
	assert_non_null(annotating_remark(id, review, &order));
	review_close(review);
	assert_int_equal(shell("chmod -R u+w r/.git"), 0);
}

static void ids_only_grow(void **state)
{
	(void)state;
	char id[UUID_TEXT], last[UUID_TEXT] = "";
	fixture_consult();
	/* an earlier act of mine from a clock far ahead, on the branch; and a stranger's file in my name */
	assert_int_equal(shell("cd r && mkdir -p annotations/sherpa-a && echo '{}' >annotations/sherpa-a/"
			       "ffffffff-ffff-7fff-bfff-fffffffffffe.json && git checkout -q -b review/sherpa-b && "
			       "git add -A && git commit -qm forged && git checkout -q main"),
		0);
	struct review *review = open_as("sherpa-a");
	for (size_t i = 0; i < 5; i++) {
		comment(id, review, 1, NULL, "Encore.");
		assert_true(strcmp(id, last) > 0);
		assert_true(id[0] == '0');
		memcpy(last, id, UUID_TEXT);
	}
	struct moment past = {.seconds = 1000000000};
	clock_set(past);
	comment(id, review, 1, NULL, "L'horloge a reculé.");
	assert_true(strcmp(id, last) > 0);
	clock_release();
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(two_processes),
		FIXTURE_TEST(killed_at_any_moment),
		FIXTURE_TEST(starts_from_what_was_sent),
		FIXTURE_TEST(words_of_two_tips),
		FIXTURE_TEST(refuses),
		FIXTURE_TEST(ids_only_grow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
