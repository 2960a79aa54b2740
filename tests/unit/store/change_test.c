#include "store/fixture.h"

#include "store/change.h"
#include "store/inspection.h"
#include "store/loose.h"

static const struct change *find(const struct changes *changes, const char *path)
{
	for (size_t i = 0; i < changes->count; i++)
		if (!strcmp(changes->items[i].path, path))
			return &changes->items[i];
	return NULL;
}

/* What was added, changed, taken away, and a folder that became a file; modes as they are written. */
static void tells_what_differs(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid from = fixture_tip(repository, "refs/heads/main");
	assert_int_equal(shell("cd r && git rm -rq drafts && echo x >drafts && ln -s b.md link && chmod +x b.md && "
			       "git add -A && git commit -qm Change"),
		0);
	struct oid to = fixture_tip(repository, "refs/heads/main");
	struct changes changes = {0};
	FINE(change_list(&changes, repository, &from, &to, 10));
	assert_int_equal(changes.count, 4);
	assert_int_equal(find(&changes, "drafts/a.md")->before.mode, CHANGE_PLAIN);
	assert_int_equal(find(&changes, "drafts/a.md")->after.mode, 0);
	assert_int_equal(find(&changes, "drafts")->before.mode, 0);
	assert_int_equal(find(&changes, "drafts")->after.mode, CHANGE_PLAIN);
	assert_int_equal(find(&changes, "link")->after.mode, CHANGE_LINK);
	assert_int_equal(find(&changes, "b.md")->after.mode, CHANGE_PROGRAM);
	changes_clear(&changes);
	FINE(change_list(&changes, repository, &to, &to, 10));
	assert_int_equal(changes.count, 0);
	FINE(change_list(&changes, repository, NULL, &from, 10));
	assert_int_equal(changes.count, 2);
	changes_clear(&changes);
	FAULT(FAULT_MALFORMED, change_list(&changes, repository, &from, &to, 3));
	changes_clear(&changes);
	repository_close(repository);
}

static void finds_one_entry(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, "refs/heads/main");
	struct change_entry entry;
	FINE(change_entry(&entry, repository, &tip, "drafts/a.md"));
	assert_int_equal(entry.mode, CHANGE_PLAIN);
	FINE(change_entry(&entry, repository, &tip, "drafts/none.md"));
	assert_int_equal(entry.mode, 0);
	FINE(change_entry(&entry, repository, &tip, "b.md/a.md"));
	assert_int_equal(entry.mode, 0);
	repository_close(repository);
}

/* An object cut short keeps libgit2 reading for ever: it is found out before, at every length. */
static void finds_what_was_cut_short(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid blob;
	assert_true(oid_parse(&blob, said("git -C r rev-parse HEAD:b.md")));
	char *path = loose_path(repository, &blob);
	long size = strtol(said("stat -c %%s %s", path), NULL, 10);
	assert_true(size > 0 && loose_is_whole(repository, &blob));
	assert_int_equal(shell("cp %s whole && chmod u+w %s", path, path), 0);
	for (long cut = 0; cut < size; cut++) {
		assert_int_equal(shell("head -c %ld whole >%s", cut, path), 0);
		assert_false(loose_is_whole(repository, &blob));
		struct inspection inspection = {0};
		FINE(inspection_run(&inspection, repository, NULL));
		assert_int_equal(inspection.count, 1);
		assert_string_equal(inspection.items[0].path, "b.md");
		assert_false(inspection.items[0].missing);
		assert_int_equal(inspection.empty.count, cut == 0);
		inspection_clear(&inspection);
	}
	FINE(inspection_set_aside(repository, &blob));
	assert_true(loose_is_whole(repository, &blob)); /* none any more */
	free(path);
	repository_close(repository);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tells_what_differs, fixture_open, fixture_close),
		cmocka_unit_test_setup_teardown(finds_one_entry, fixture_open, fixture_close),
		cmocka_unit_test_setup_teardown(finds_what_was_cut_short, fixture_open, fixture_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
