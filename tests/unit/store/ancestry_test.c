/* Which commit comes from which, on histories made at random whose clocks say the same, or are wrong: against what
 * follows from their parents alone, and against git. SEED and SEEDS may be set.
 */
#include "fixture.h"

#include "base/file.h"

enum { COMMITS = 24, PARENTS = 3 };

static struct {
	unsigned long seed;
	size_t parents[COMMITS][PARENTS], parent_count[COMMITS];
	struct oid oids[COMMITS];
	bool reaches[COMMITS][COMMITS]; /* the first comes from the second, or is it */
} graph;

static size_t pick(size_t count)
{
	return (size_t)random() % count;
}

/* Sets, for each commit, its parents: earlier ones, mostly near. */
static void choose_parents(void)
{
	memset(graph.reaches, 0, sizeof graph.reaches);
	for (size_t i = 0; i < COMMITS; i++) {
		size_t count = i == 0 ? 0 : 1 + pick(PARENTS);
		graph.parent_count[i] = 0;
		graph.reaches[i][i] = true;
		for (size_t j = 0; j < count; j++) {
			size_t back = 1 + pick(i < 6 ? i : 6), parent = i - back;
			bool known = false;
			for (size_t k = 0; k < graph.parent_count[i]; k++)
				known |= graph.parents[i][k] == parent;
			if (known)
				continue;
			graph.parents[i][graph.parent_count[i]++] = parent;
			for (size_t k = 0; k < COMMITS; k++)
				graph.reaches[i][k] |= graph.reaches[parent][k];
		}
	}
}

static long seconds_of(size_t commit, size_t clocks)
{
	long seconds = 1796000000;
	if (clocks == 1)
		return seconds + (long)pick(5) * 3600; /* some hours wrong */
	return clocks == 2 ? seconds + (long)commit : seconds;
}

static void make_repository(size_t clocks)
{
	struct buffer stream = {0}, names = {0};
	for (size_t i = 0; i < COMMITS; i++) {
		buffer_format(&stream, "commit refs/heads/c%zu\nmark :%zu\ncommitter A <a@example.org> %ld +0000\n", i,
			i + 1, seconds_of(i, clocks));
		buffer_format(&stream, "data <<END\ncommit %zu\nEND\n", i);
		for (size_t j = 0; j < graph.parent_count[i]; j++)
			buffer_format(&stream, "%s :%zu\n", j ? "merge" : "from", graph.parents[i][j] + 1);
		buffer_add_string(&stream, "\n");
	}
	FINE(file_write("stream", buffer_text(&stream), 0644));
	assert_int_equal(shell("rm -rf r && git init -q -b main r && git -C r fast-import --quiet "
			       "--export-marks=../marks <stream"),
		0);
	FINE(file_read(&names, "marks", 1 << 20));
	struct text rest = buffer_text(&names), line;
	while (text_line(&rest, &line)) {
		size_t mark = strtoul(line.bytes + 1, NULL, 10);
		const char *hex = memchr(line.bytes, ' ', line.size);
		assert_true(mark >= 1 && mark <= COMMITS && hex);
		char *taken = text_take(text_part(line, (size_t)(hex + 1 - line.bytes), line.size));
		assert_true(oid_parse(&graph.oids[mark - 1], taken));
		free(taken);
	}
	buffer_clear(&stream);
	buffer_clear(&names);
}

/* A common ancestor from which no other common ancestor comes. */
static bool is_best(size_t commit, size_t a, size_t b)
{
	bool best = graph.reaches[a][commit] && graph.reaches[b][commit];
	for (size_t i = 0; i < COMMITS; i++)
		best &= i == commit || !graph.reaches[a][i] || !graph.reaches[b][i] || !graph.reaches[i][commit];
	return best;
}

static void check_pair(struct repository *repository, size_t a, size_t b)
{
	struct oids bases = {0}, beyond = {0};
	size_t best = 0, unseen = 0;
	if (branch_contains(repository, &graph.oids[a], &graph.oids[b]) != graph.reaches[a][b])
		fail_msg("seed %lu: whether commit %zu contains %zu", graph.seed, a, b);
	FINE(branch_bases(&bases, repository, &graph.oids[a], &graph.oids[b]));
	FINE(branch_beyond(&beyond, repository, &graph.oids[a], &graph.oids[b]));
	for (size_t i = 0; i < COMMITS; i++) {
		best += is_best(i, a, b);
		unseen += graph.reaches[a][i] && !graph.reaches[b][i];
		for (size_t j = 0; j < bases.count; j++)
			if (oid_equal(&bases.items[j], &graph.oids[i]) && !is_best(i, a, b))
				fail_msg("seed %lu: commit %zu is no best base of %zu and %zu", graph.seed, i, a, b);
		for (size_t j = 0; j < beyond.count; j++)
			if (oid_equal(&beyond.items[j], &graph.oids[i]) &&
				(!graph.reaches[a][i] || graph.reaches[b][i]))
				fail_msg("seed %lu: commit %zu is not what %zu has beyond %zu", graph.seed, i, a, b);
	}
	if (bases.count != best || beyond.count != unseen)
		fail_msg("seed %lu: commits %zu and %zu: %zu bases of %zu, %zu beyond of %zu", graph.seed, a, b,
			bases.count, best, beyond.count, unseen);
	oids_clear(&bases);
	oids_clear(&beyond);
}

/* git counts the bases the same. */
static void check_git(size_t a, size_t b)
{
	size_t best = 0;
	for (size_t i = 0; i < COMMITS; i++)
		best += is_best(i, a, b);
	assert_int_equal(strtoul(said("git -C r merge-base --all c%zu c%zu | wc -l", a, b), NULL, 10), best);
}

static void test_ancestry__whatever_the_clocks_say(void **state)
{
	(void)state;
	const char *seed = getenv("SEED"), *seeds = getenv("SEEDS");
	unsigned long first = seed ? strtoul(seed, NULL, 10) : 1, count = seeds ? strtoul(seeds, NULL, 10) : 12;
	for (unsigned long i = 0; i < count; i++) {
		struct repository *repository;
		graph.seed = first + i;
		srandom((unsigned int)graph.seed);
		choose_parents();
		make_repository(graph.seed % 3);
		FINE(repository_open(&repository, "r"));
		for (size_t a = 0; a < COMMITS; a++)
			for (size_t b = 0; b < COMMITS; b++)
				check_pair(repository, a, b);
		check_git(COMMITS - 1, COMMITS - 2);
		repository_close(repository);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(test_ancestry__whatever_the_clocks_say)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
