#include "fixture.h"

#include <fcntl.h>
#include <utime.h>

#include "annotation/webjson.h"
#include "review/cache.h"
#include "review/holding.h"
#include "review/work.h"
#include "text/random.h"

static const char *const people[] = {"sherpa-a", "sherpa-b", "sherpa-c", "guest"};

static int open_fresh(void **state)
{
	if (fixture_open(state) != 0)
		return -1;
	char *caches = memory_format("%s/cache", fixture_folder);
	setenv("XDG_CACHE_HOME", caches, 1);
	free(caches);
	random_state = 0x2545f4914f6cdd1dU;
	return 0;
}

#define CACHE_TEST(function) cmocka_unit_test_setup_teardown(function, open_fresh, fixture_close)

static void put(const char *path, struct text bytes)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.bytes, 1, bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
}

static char known[4096][UUID_TEXT];
static size_t known_count;

/* Some annotation of somebody's, perhaps an answer, a position or a forgery. */
static struct annotation *some_annotation(const char *nickname, const char *blob)
{
	static const char *const motives[] = {
		"Pourquoi ?", "Très bien.", "À revoir : « ensemble »", "Ça \"alors\"\n\nnon"};
	size_t what = random_below(10);
	bool answers = what < 3 && known_count;
	struct annotation *annotation = annotation_new(what == 0   ? MODERATING
						       : what < 3  ? REPLYING
						       : what == 3 ? ASSESSING
								   : COMMENTING);
	struct target *target = &annotation->targets[0];
	if (what < 3 && !answers)
		annotation->motivation = QUESTIONING;
	annotation->created = (struct moment){1700000000 + (int64_t)random_below(1000000), 0, 120, false};
	uuid_next(annotation->id, known_count ? known[known_count - 1] : NULL);
	annotation->nickname = memory_string(nickname);
	annotation->name = memory_format("Name %zu", random_below(3));
	annotation->organisation = memory_string("Ville");
	annotation->text = memory_string(motives[random_below(4)]);
	if (annotation->motivation == MODERATING)
		annotation->code = memory_string(random_below(2) ? "resolved" : "withdrawn");
	if (annotation->motivation == ASSESSING)
		annotation->code = memory_string(random_below(2) ? "initialled" : "objection");
	if (random_below(3) == 0)
		annotation_add_tag(annotation, "area:sante");
	if (answers) {
		target->kind = TARGET_ANNOTATION;
		target->annotation = memory_string(known[random_below(known_count)]);
		return annotation;
	}
	target->kind = TARGET_PARAGRAPH;
	target->source = memory_string(random_below(9) ? DRAFT : "drafts/declaration.en.md");
	target->cached = memory_string(blob);
	target->paragraph = 2 + random_below(5);
	if (random_below(2)) {
		target->quote.exact = memory_string(random_below(2) ? "locales" : "la coopération");
		target->quote.prefix = memory_string("…");
		target->quote.suffix = memory_string(" ");
		target->quote.start_points = random_below(20);
		target->quote.end_points = target->quote.start_points + 7;
	}
	return annotation;
}

static void add_file(const char *folder, const char *nickname, const char *blob)
{
	struct buffer json = {0};
	struct annotation *annotation = some_annotation(nickname, blob);
	size_t odd = random_below(40);
	char *path = memory_format("r/annotations/%s/%s.json", folder, annotation->id);
	webjson_write(&json, annotation);
	if (odd == 0)
		json.size /= 2;
	if (odd == 1)
		buffer_replace(&json, 0, 1, text_of("{\"id\": 1,"));
	put(path, buffer_text(&json));
	if (random_below(30) == 0)
		assert_int_equal(shell("cp %s r/annotations/%s/0190c5b2-6d1e-7c2a-9b1f-%012zu.json", path, folder,
					 random_below(1000)),
			0);
	if (odd > 1 && known_count < ARRAY_SIZE(known))
		memcpy(known[known_count++], annotation->id, UUID_TEXT);
	annotation_free(annotation);
	buffer_clear(&json);
	free(path);
}

/* Puts `count` files on somebody's branch; some lie in another's folder, or are no annotations. */
static void fill(const char *branch, const char *owner, size_t count)
{
	char blob[OID_HEX];
	snprintf(blob, sizeof blob, "%s", said("cd r && git rev-parse main:" DRAFT));
	assert_int_equal(shell("cd r && (git checkout -q %s 2>/dev/null || git checkout -q -b %s) && mkdir -p "
			       "annotations/%s annotations/sherpa-b",
				 branch, branch, owner),
		0);
	for (size_t i = 0; i < count; i++)
		add_file(random_below(25) ? owner : "sherpa-b", random_below(25) ? owner : "sherpa-c", blob);
	switch (random_below(4)) {
	case 0:
		put("r/annotations/notes.txt", text_of("x"));
		break;
	case 1:
		assert_int_equal(
			shell("cd r/annotations/%s && ln -sf /etc/passwd "
			      "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a37.json && echo x >notes.md && mkdir -p sub && "
			      "echo x >sub/file",
				owner),
			0);
		break;
	case 2:
		assert_int_equal(
			shell("cd r/annotations/%s && printf x >0190C5B2-6d1e-7c2a-9b1f-2f6d0c8f1a37.json", owner), 0);
		break;
	default:
		break;
	}
	assert_int_equal(shell("cd r && git add -A && git commit -qm planted && git checkout -q main"), 0);
}

static void text_line_add(struct buffer *out, const char *label, const char *words)
{
	buffer_format(out, "%s=%s\n", label, words ? words : "(null)");
}

/* All that stands, in words. */
static char *standing_words(const struct review *review)
{
	struct buffer out = {0};
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->reviewer_count; i++) {
		const struct reviewer *r = &standing->reviewers[i];
		char tip[OID_HEX];
		oid_format(tip, &r->tip);
		buffer_format(&out, "reviewer %s %d %d %d %s %zu\n", r->id, r->member != NULL, r->has_local,
			r->has_remote, tip, r->unsent);
		text_line_add(&out, "name", r->name);
		text_line_add(&out, "organisation", r->organisation);
		text_line_add(&out, "group", r->group);
	}
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct thread_entry *e = &standing->threads.entries[i];
		const struct remark *r = &standing->remarks[i];
		buffer_format(&out, "remark %zd %zu %zu %d %s: %zu %d %s %d %d %d %zd %zu-%zu\n", (ssize_t)e->parent,
			e->root, e->depth, e->state, e->closed_by ? e->closed_by->id : "-", r->reviewer, r->verified,
			r->found ? r->found : "-", r->elsewhere, r->general, r->placement, (ssize_t)r->block, r->start,
			r->end);
		buffer_format(&out, "%d %d %zu %zu\n", (int)r->annotation->created.milliseconds,
			r->annotation->targets[0].kind, r->annotation->targets[0].quote.start_points,
			r->annotation->targets[0].quote.end_points);
		webjson_write(&out, r->annotation);
	}
	for (size_t i = 0; i < standing->amendment_count; i++)
		buffer_format(&out, "amendment %s %s %zu\n", standing->amendments[i].name,
			standing->amendments[i].digest, standing->amendments[i].support_count);
	for (size_t i = 0; i < standing->position_count; i++)
		buffer_format(&out, "position %zu %zu %s %d\n", standing->positions[i].reviewer,
			standing->positions[i].block, standing->positions[i].code, standing->positions[i].lapsed);
	buffer_format(&out, "me %zd\n", (ssize_t)standing->me);
	buffer_add(&out, buffer_text(&review->notices));
	return buffer_take(&out);
}

/* What stands for somebody who opens the review; how many folders came from the cache. */
static char *opened(const char *as, size_t *kept)
{
	struct review *review;
	struct review_options options = {.folder = "r", .as = as};
	FINE(review_open(&review, &options));
	size_t count = 0;
	bool changed = false, more = true;
	while (more && !changed)
		FINE(review_advance(review, &changed, &more));
	for (size_t i = 0; i < review->work->holding_count; i++)
		count += review->work->holdings[i].kept;
	FINE(review_complete(review));
	if (kept)
		*kept = count;
	char *words = standing_words(review);
	review_close(review);
	return words;
}

/* The same without any cache. */
static char *opened_plainly(const char *as)
{
	size_t kept;
	char *caches = memory_string(getenv("XDG_CACHE_HOME"));
	setenv("XDG_CACHE_HOME", "/dev/null/nowhere", 1);
	char *words = opened(as, &kept);
	assert_int_equal(kept, 0);
	setenv("XDG_CACHE_HOME", caches, 1);
	free(caches);
	return words;
}

static size_t check_same(const char *as)
{
	size_t kept;
	char *plain = opened_plainly(as), *words = opened(as, &kept);
	assert_string_equal(plain, words);
	free(plain);
	free(words);
	return kept;
}

static const char *cache_file(void)
{
	static char *path;
	free(path);
	path = memory_format("cache/paraphe/annotations/%s", said("ls cache/paraphe/annotations"));
	return path;
}

static void everybody_writes(void)
{
	fixture_consult();
	known_count = 0;
	for (size_t i = 0; i < ARRAY_SIZE(people); i++) {
		char *branch = memory_format("review/%s", people[i]);
		fill(branch, people[i], 25);
		free(branch);
	}
}

static void first_and_second(void **state)
{
	(void)state;
	everybody_writes();
	assert_int_equal(check_same("sherpa-d"), 0);
	assert_int_equal(
		shell("test \"$(stat -c %%a cache/paraphe/annotations)\" = 700 && test \"$(stat -c %%a %s)\" = 600",
			cache_file()),
		0);
	assert_true(check_same("sherpa-d") >= 4);
	/* another user of the machine's account reads the same file and remains themselves */
	assert_true(check_same("sherpa-a") >= 4);
	assert_true(check_same("bureau") >= 4);
	char *a = opened("sherpa-a", NULL), *d = opened("sherpa-d", NULL);
	assert_string_not_equal(a, d);
	free(a);
	free(d);
	/* what changed is read, the rest is not */
	fill("review/sherpa-c", "sherpa-c", 1);
	size_t kept = check_same("sherpa-d");
	assert_true(kept >= 3);
	/* until so much changed that a new file is worth it */
	fill("review/sherpa-c", "sherpa-c", 60);
	check_same("sherpa-d");
	assert_true(check_same("sherpa-d") > kept);
}

static void many_histories(void **state)
{
	(void)state;
	everybody_writes();
	for (int round = 0; round < 12; round++) {
		const char *who = people[random_below(ARRAY_SIZE(people))];
		char *branch = memory_format("review/%s", who);
		switch (random_below(6)) {
		case 0:
			assert_int_equal(shell("cd r && git merge -q -X theirs -m merged %s >/dev/null 2>&1 || git "
					       "merge --abort",
						 branch),
				0);
			break;
		case 1: /* rewritten */
			assert_int_equal(shell("cd r && git branch -f %s %s~1 2>/dev/null || true", branch, branch), 0);
			break;
		case 2: /* somebody else's whole branch under one's name */
			assert_int_equal(
				shell("cd r && git branch -f %s review/sherpa-a 2>/dev/null || true", branch), 0);
			break;
		case 3:
			assert_int_equal(shell("cd r && git update-ref refs/remotes/origin/%s %s", branch, branch), 0);
			break;
		default:
			fill(branch, who, 1 + random_below(40));
		}
		free(branch);
		check_same(people[random_below(ARRAY_SIZE(people))]);
	}
}

/* Byte after byte of the list of parts, and many others: the same stands. */
static void damaged(void **state)
{
	(void)state;
	struct buffer bytes = {0};
	everybody_writes();
	char *plain = opened_plainly("sherpa-d");
	free(opened("sherpa-d", NULL));
	char *path = memory_string(cache_file());
	FINE(file_read(&bytes, path, 1 << 24));
	for (size_t i = 0; i < 200; i++) {
		/* the 40 bytes at the end, the list before them, then anywhere */
		size_t at = i < 40 ? bytes.size - 1 - i : i < 80 ? bytes.size - 1 - i * 4 : random_below(bytes.size);
		char old = bytes.bytes[at];
		bytes.bytes[at] ^= (char)(1 << random_below(8));
		put(path, buffer_text(&bytes));
		bytes.bytes[at] = old;
		size_t kept;
		char *words = opened("sherpa-d", &kept);
		assert_string_equal(plain, words);
		free(words);
		/* or a foreign end */
		size_t size = i < 20 ? i * 8 : random_below(bytes.size);
		put(path, text_part(buffer_text(&bytes), 0, size));
		words = opened("sherpa-d", &kept);
		assert_string_equal(plain, words);
		assert_int_equal(kept, 0);
		free(words);
	}
	buffer_clear(&bytes);
	free(path);
	free(plain);
}

/* What is no file of ours is as if it were not there, and is not written to. */
static void not_ours(void **state)
{
	(void)state;
	everybody_writes();
	free(opened("sherpa-d", NULL));
	char *path = memory_string(cache_file());
	assert_int_equal(shell("mv %s elsewhere && ln -s $PWD/elsewhere %s && cp elsewhere copy", path, path), 0);
	assert_int_equal(check_same("sherpa-d"), 0);
	assert_int_equal(shell("cmp elsewhere copy && test ! -L %s", path), 0);
	assert_int_equal(shell("rm %s && mkfifo %s", path, path), 0);
	assert_int_equal(check_same("sherpa-d"), 0);
	if (geteuid() == 0) {
		assert_int_equal(shell("cp copy %s && chown 65534 %s", path, path), 0);
		assert_int_equal(check_same("sherpa-d"), 0);
	}
	/* a folder in the way, none to be had at all */
	assert_int_equal(shell("rm %s && mkdir %s", path, path), 0);
	assert_int_equal(check_same("sherpa-d"), 0);
	assert_string_equal(said("find cache -name '*.tmp'"), "");
	assert_int_equal(shell("rm -r cache && echo x >cache"), 0);
	assert_int_equal(check_same("sherpa-d"), 0);
	free(path);
}

/* Several open the review at once, with no cache, with one, while it is replaced. */
static void at_once(void **state)
{
	(void)state;
	everybody_writes();
	char *plain = opened_plainly("sherpa-d");
	for (int round = 0; round < 8; round++) {
		pid_t children[4];
		if (round % 3 == 0)
			assert_int_equal(shell("rm -rf cache"), 0);
		for (size_t i = 0; i < ARRAY_SIZE(children); i++) {
			children[i] = fork();
			if (children[i] == 0) {
				char *words = opened("sherpa-d", NULL);
				_exit(strcmp(words, plain) == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
			}
		}
		for (size_t i = 0; i < ARRAY_SIZE(children); i++) {
			int status;
			assert_int_equal(waitpid(children[i], &status, 0), children[i]);
			assert_int_equal(status, 0);
		}
	}
	assert_string_equal(said("find cache -name '*.tmp'"), "");
	assert_true(check_same("sherpa-d") >= 4);
	free(plain);
}

/* Looking again, and one's own acts, with what was kept. */
static void while_open(void **state)
{
	(void)state;
	char id[UUID_TEXT];
	everybody_writes();
	free(opened("sherpa-a", NULL));
	struct review *review = open_as("sherpa-a");
	comment(id, review, 2, "régions", "Encore une.");
	fill("review/sherpa-b", "sherpa-b", 30);
	assert_int_equal(shell("cd r && git branch -qD review/guest"), 0);
	look_again(review);
	char *words = standing_words(review), *plain = opened_plainly("sherpa-a");
	assert_string_equal(words, plain);
	size_t count = review->work->holding_count;
	look_again(review);
	look_again(review);
	assert_true(review->work->holding_count <= count);
	free(words);
	free(plain);
	review_close(review);
}

/* Parts: what is not as it was written is not there. */
static void parts(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct buffer bytes = {0};
	struct oid trees[3] = {{{1}}, {{2}}, {{3}}};
	const char *const words[] = {"", "un", "deux mots et un peu plus"};
	struct text found;
	struct cache *cache = cache_open(repository);
	struct cache_writer *writer = cache_begin(cache);
	assert_false(cache_find(&found, cache, &trees[1]));
	for (size_t i = 0; i < 3; i++)
		cache_add(writer, &trees[i], text_of(words[i]));
	cache_end(writer, true);
	for (size_t i = 0; i < 3; i++) {
		assert_true(cache_find(&found, cache, &trees[i]));
		assert_true(text_is(found, words[i]));
	}
	writer = cache_begin(cache);
	cache_add(writer, &trees[1], text_of("autre"));
	cache_end(writer, false);
	cache_close(cache);
	char *path = memory_string(cache_file());
	FINE(file_read(&bytes, path, 1 << 20));
	for (size_t i = 0; i < bytes.size; i++) {
		size_t lost = 0;
		char bit = (char)(1 << random_below(8));
		bytes.bytes[i] ^= bit;
		put(path, buffer_text(&bytes));
		bytes.bytes[i] ^= bit;
		cache = cache_open(repository);
		for (size_t j = 0; j < 3; j++) {
			bool there = cache_find(&found, cache, &trees[j]);
			assert_true(!there || text_is(found, words[j]));
			lost += !there;
		}
		assert_true(lost > 0);
		cache_close(cache);
		put(path, text_part(buffer_text(&bytes), 0, i));
		cache = cache_open(repository);
		assert_false(cache_find(&found, cache, &trees[1]));
		cache_close(cache);
	}
	/* those that nobody has used for long go, and what a dead writer left; the others stay */
	struct utimbuf long_ago = {time(NULL) - (CACHE_DAYS + 1) * 86400, time(NULL) - (CACHE_DAYS + 1) * 86400};
	put(path, buffer_text(&bytes));
	assert_int_equal(shell("cd cache/paraphe/annotations && echo x >old && echo x >new && echo x >.1.tmp && echo x "
			       ">.2.tmp && touch -d '3 hours ago' .2.tmp"),
		0);
	assert_int_equal(utime("cache/paraphe/annotations/old", &long_ago), 0);
	assert_int_equal(utime(path, &long_ago), 0);
	cache = cache_open(repository);
	assert_true(cache_find(&found, cache, &trees[2]));
	cache_end(cache_begin(cache), true);
	assert_false(cache_find(&found, cache, &trees[2]));
	cache_close(cache);
	assert_int_equal(
		shell("cd cache/paraphe/annotations && test ! -e old && test -e new && test -e .1.tmp && test ! -e "
		      ".2.tmp"),
		0);
	assert_int_equal(access(path, F_OK), 0);
	buffer_clear(&bytes);
	free(path);
	repository_close(repository);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CACHE_TEST(first_and_second),
		CACHE_TEST(many_histories),
		CACHE_TEST(damaged),
		CACHE_TEST(not_ours),
		CACHE_TEST(at_once),
		CACHE_TEST(while_open),
		CACHE_TEST(parts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
