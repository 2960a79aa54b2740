#include "store/fixture.h"

static void lists_local_and_remote(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct branches branches = {0};
	size_t broken;
	assert_int_equal(
		shell("cd r && git remote add origin ../o && git remote add team/x ../x && for n in heads/review/b "
		      "heads/review/a heads/other remotes/origin/review/a remotes/team/x/review/a remotes/y/review/c "
		      "tags/review/t; do git update-ref refs/$n HEAD; done && git symbolic-ref "
		      "refs/remotes/origin/HEAD refs/remotes/origin/main && printf junk >.git/refs/heads/review/torn "
		      "&& "
		      "git update-ref refs/heads/review/gone HEAD && echo 1234567890123456789012345678901234567890 "
		      ">.git/refs/heads/review/gone"),
		0);
	for (int packed = 0; packed < 2; packed++) {
		FINE(branch_list(&branches, repository, "review/", &broken));
		assert_int_equal(broken, 2);
		assert_int_equal(branches.count, 5);
		assert_string_equal(branches.items[0].ref, "refs/heads/review/a");
		assert_null(branches.items[0].remote);
		assert_string_equal(branches.items[1].remote, "origin");
		assert_string_equal(branches.items[2].remote, "team/x");
		assert_string_equal(branches.items[2].name, "review/a");
		assert_string_equal(branches.items[3].name, "review/b");
		assert_string_equal(branches.items[4].remote, "y");
		branches_clear(&branches);
		shell("git -C r pack-refs --all 2>/dev/null");
	}
	FINE(branch_list(&branches, repository, "", NULL));
	assert_int_equal(branches.count, 7);
	branches_clear(&branches);
	repository_close(repository);
}

static void names_from_strangers(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct branches branches = {0};
	assert_int_equal(
		shell("cd r/.git/refs/heads && mkdir review && cp main \"$(printf 'review/a\\342\\200\\256b')\" && cp "
		      "main \"$(printf 'review/\\377')\" && cp main review/-rf"),
		0);
	FINE(branch_list(&branches, repository, "review/", NULL));
	assert_int_equal(branches.count, 3);
	for (size_t i = 0; i < 3; i++) {
		struct oid tip = fixture_tip(repository, branches.items[i].ref);
		assert_true(oid_equal(&tip, &branches.items[i].tip));
	}
	branches_clear(&branches);
	repository_close(repository);
}

static void a_thousand(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct branches branches = {0};
	struct timespec start, end;
	assert_int_equal(
		shell("cd r && seq 1000 | sed \"s,.*,create refs/heads/review/r& $(git rev-parse HEAD),\" | git "
		      "update-ref --stdin && git pack-refs --all"),
		0);
	clock_gettime(CLOCK_MONOTONIC, &start);
	FINE(branch_list(&branches, repository, "review/", NULL));
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_int_equal(branches.count, 1000);
	branches_clear(&branches);
	double ms = (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
	print_message("1,000 packed branches: %.1f ms\n", ms);
	assert_true(ms < 500);
	repository_close(repository);
}

static void finds(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip, same;
	FAULT(FAULT_MISSING, branch_find(&tip, repository, "refs/heads/none"));
	FAULT(FAULT_MISSING, branch_find(&tip, repository, "refs/heads/..bad name"));
	FINE(branch_revision(&tip, repository, "main^{commit}"));
	same = fixture_tip(repository, "refs/heads/main");
	assert_true(oid_equal(&tip, &same));
	FAULT(FAULT_MISSING, branch_revision(&tip, repository, "main~7"));
	FAULT(FAULT_MISSING, branch_revision(&tip, repository, "main:b.md"));
	repository_close(repository);
}

static void remotes(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	assert_null(branch_remote(repository, "main"));
	assert_int_equal(shell("git -C r remote add only ../o"), 0);
	char *remote = branch_remote(repository, "main");
	assert_string_equal(remote, "only");
	free(remote);
	assert_int_equal(shell("git -C r remote add two ../o"), 0);
	assert_null(branch_remote(repository, "main"));
	assert_int_equal(shell("git -C r remote add origin ../o"), 0);
	remote = branch_remote(repository, "main");
	assert_string_equal(remote, "origin");
	free(remote);
	assert_int_equal(
		shell("cd r && git config branch.main.remote two && git config branch.main.merge refs/heads/main"), 0);
	remote = branch_remote(repository, "main");
	assert_string_equal(remote, "two");
	free(remote);
	repository_close(repository);
}

static void history(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid first = fixture_tip(repository, "refs/heads/main");
	struct oids out = {0};
	assert_int_equal(
		shell("cd r && git checkout -q -b one && echo 1 >1 && git add 1 && git commit -qm one && git checkout "
		      "-q -b two main && echo 2 >2 && git add 2 && git commit -qm two && git branch a one && git "
		      "branch "
		      "b two && git merge -q -m m a && git checkout -q one && git merge -q -m m b && git checkout -q "
		      "--orphan root && git commit -qm root"),
		0);
	struct oid one = fixture_tip(repository, "refs/heads/one"), two = fixture_tip(repository, "refs/heads/two");
	struct oid root = fixture_tip(repository, "refs/heads/root");
	assert_true(branch_contains(repository, &one, &first));
	assert_true(branch_contains(repository, &one, &one));
	assert_false(branch_contains(repository, &first, &one));
	assert_false(branch_contains(repository, &one, &root));
	FINE(branch_bases(&out, repository, &one, &two));
	assert_int_equal(out.count, 2);
	assert_true(memcmp(&out.items[0], &out.items[1], OID_BYTES) < 0);
	oids_clear(&out);
	FINE(branch_bases(&out, repository, &one, &root));
	assert_int_equal(out.count, 0);
	FINE(branch_chain(&out, repository, &one, NULL, 100));
	assert_int_equal(out.count, 3);
	assert_true(oid_equal(&out.items[2], &first));
	oids_clear(&out);
	FINE(branch_chain(&out, repository, &one, &one, 100));
	assert_int_equal(out.count, 1);
	oids_clear(&out);
	FINE(branch_chain(&out, repository, &one, NULL, 2));
	assert_int_equal(out.count, 2);
	oids_clear(&out);
	repository_close(repository);
}

static void shallow(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r"), *clone;
	struct oids out = {0};
	struct oid first = fixture_tip(repository, "refs/heads/main");
	assert_int_equal(
		shell("cd r && for i in 1 2 3; do git commit -q --allow-empty -m $i; done && cd .. && git clone -q "
		      "--depth 2 file://$PWD/r s"),
		0);
	FINE(repository_open(&clone, "s"));
	struct oid tip = fixture_tip(clone, "refs/heads/main");
	FINE(branch_chain(&out, clone, &tip, NULL, 100));
	assert_int_equal(out.count, 2);
	assert_true(branch_contains(clone, &tip, &out.items[1]));
	assert_false(branch_contains(clone, &tip, &first));
	assert_false(commit_landed(clone, "refs/heads/main", NULL, "none"));
	oids_clear(&out);
	repository_close(clone);
	repository_close(repository);
}

static void facts(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct commit_facts facts;
	assert_int_equal(shell("cd r && GIT_AUTHOR_DATE='1700000000 +0530' git commit -q --allow-empty -m 'Subject' -m "
			       "'Paraphe-Act: body-not-trailer' -m 'more' -m 'Co-authored-by: X <x@y>\n"
			       "Paraphe-Act: the-act\nParaphe-Kind: amend'"),
		0);
	struct oid tip = fixture_tip(repository, "refs/heads/main");
	FINE(branch_facts(&facts, repository, &tip));
	assert_string_equal(facts.act, "the-act");
	assert_string_equal(facts.kind, "amend");
	assert_string_equal(facts.subject, "Subject");
	assert_string_equal(facts.author_name, "Git");
	assert_string_equal(facts.committer_email, "git@example.org");
	assert_int_equal(facts.when.seconds, 1700000000);
	assert_int_equal(facts.when.offset_minutes, 330);
	assert_int_equal(facts.parents.count, 1);
	commit_facts_clear(&facts);
	assert_int_equal(
		shell("cd r && git commit -q --allow-empty -m 'Paraphe-Act: subject' && git tag x && git commit -q "
		      "--allow-empty -m S -m 'Paraphe-Act: early' -m 'last words'"),
		0);
	tip = fixture_tip(repository, "refs/tags/x");
	FINE(branch_facts(&facts, repository, &tip));
	assert_null(facts.act);
	commit_facts_clear(&facts);
	tip = fixture_tip(repository, "refs/heads/main");
	FINE(branch_facts(&facts, repository, &tip));
	assert_null(facts.act);
	commit_facts_clear(&facts);
	repository_close(repository);
}

static void revision_tags(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid commit, tip = fixture_tip(repository, "refs/heads/main");
	size_t count;
	assert_int_equal(branch_revision_tag(&commit, repository), 0);
	assert_int_equal(
		shell("cd r && git tag rev/2 && git tag -a -m ten rev/10 && git tag rev/03 && git tag rev/x && git tag "
		      "rev/11 HEAD:b.md"),
		0);
	assert_int_equal(branch_revision_tag(&commit, repository), 10);
	assert_true(oid_equal(&commit, &tip));
	unsigned int *numbers = branch_revision_tags(&count, repository);
	assert_int_equal(count, 2);
	assert_int_equal(numbers[0], 2);
	free(numbers);
	repository_close(repository);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(lists_local_and_remote),
		FIXTURE_TEST(names_from_strangers),
		FIXTURE_TEST(a_thousand),
		FIXTURE_TEST(finds),
		FIXTURE_TEST(remotes),
		FIXTURE_TEST(history),
		FIXTURE_TEST(shallow),
		FIXTURE_TEST(facts),
		FIXTURE_TEST(revision_tags),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
