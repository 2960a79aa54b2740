#include "store/fixture.h"

#include "store/snapshot.h"

static void finds_and_reads(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, "refs/heads/main"), blob;
	struct snapshot *snapshot;
	struct buffer out = {0};
	FINE(snapshot_open(&snapshot, repository, &tip));
	FINE(snapshot_read(&out, snapshot, "drafts/a.md", 100));
	assert_string_equal(buffer_string(&out), "one\n");
	FAULT(FAULT_MISSING, snapshot_find(&blob, snapshot, "drafts/none.md"));
	FAULT(FAULT_MISSING, snapshot_find(&blob, snapshot, "none/a.md"));
	FAULT(FAULT_MISSING, snapshot_find(&blob, snapshot, "b.md/a.md"));
	FAULT(FAULT_MALFORMED, snapshot_find(&blob, snapshot, "drafts"));
	FAULT(FAULT_MALFORMED, snapshot_find(&blob, snapshot, "../b.md"));
	FAULT(FAULT_MALFORMED, snapshot_find(&blob, snapshot, ".Git/config"));
	FAULT(FAULT_MALFORMED, snapshot_find(&blob, snapshot, ""));
	FAULT(FAULT_MALFORMED, snapshot_read(&out, snapshot, "drafts/a.md", 3));
	buffer_clear(&out);
	snapshot_close(snapshot);
	tip.bytes[0] ^= 1;
	FAULT(FAULT_MISSING, snapshot_open(&snapshot, repository, &tip));
	repository_close(repository);
}

static void lists(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, "refs/heads/main"), folder, other;
	struct snapshot *snapshot;
	struct snapshot_entries entries = {0};
	FINE(snapshot_open(&snapshot, repository, &tip));
	FINE(snapshot_list(&entries, snapshot, "", 10));
	assert_int_equal(entries.count, 2);
	assert_string_equal(entries.items[0].name, "b.md");
	assert_true(entries.items[0].plain && !entries.items[0].folder);
	assert_true(entries.items[1].folder && !entries.items[1].plain);
	snapshot_entries_clear(&entries);
	FAULT(FAULT_MALFORMED, snapshot_list(&entries, snapshot, "", 1));
	FINE(snapshot_list(&entries, snapshot, "annotations/a", 10));
	assert_int_equal(entries.count, 0);
	snapshot_folder(&folder, snapshot, "drafts");
	assert_true(oid_parse(&other, said("git -C r rev-parse HEAD:drafts")));
	assert_true(oid_equal(&folder, &other));
	snapshot_folder(&folder, snapshot, "none");
	assert_true(oid_is_zero(&folder));
	snapshot_close(snapshot);
	repository_close(repository);
}

/* Trees that only a stranger's program writes. */
static void hostile(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip, blob;
	struct snapshot *snapshot;
	struct snapshot_entries entries = {0};
	assert_int_equal(
		shell("cd r && blob=$(git rev-parse HEAD:b.md) tree=$(git rev-parse HEAD:drafts) && bin() { printf "
		      "%%s $1 | sed 's/../\\\\x&/g' | xargs -0 env printf; } && { for n in '100644 ..' '100644 .git' "
		      "'100644 bad\\377name' '120000 link' '160000 module' '100644 twice' '100644 twice' '100600 odd' "
		      "'100755 tool' '40000 x'; do printf \"$n\\0\"; case $n in 4*) bin $tree;; *) bin $blob;; esac; "
		      "done; } >../tree && t=$(git hash-object -w --literally -t tree ../tree) && c=$(git commit-tree "
		      "-m hostile $t) && git update-ref refs/heads/hostile $c"),
		0);
	tip = fixture_tip(repository, "refs/heads/hostile");
	FINE(snapshot_open(&snapshot, repository, &tip));
	FINE(snapshot_list(&entries, snapshot, "", 100));
	for (size_t i = 0; i < entries.count; i++) {
		const struct snapshot_entry *entry = &entries.items[i];
		if (entry->plain)
			assert_string_equal(entry->name, "tool");
		if (entry->folder)
			assert_string_equal(entry->name, "x");
	}
	assert_int_equal(entries.count, 6);
	snapshot_entries_clear(&entries);
	FAULT(FAULT_MALFORMED, snapshot_find(&blob, snapshot, "link"));
	FAULT(FAULT_MALFORMED, snapshot_find(&blob, snapshot, "bad\377name"));
	FAULT(FAULT_MALFORMED, snapshot_find(&blob, snapshot, ".."));
	snapshot_close(snapshot);
	repository_close(repository);
}

static void changes(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid old = fixture_tip(repository, "refs/heads/main");
	struct snapshot *from, *to;
	struct snapshot_paths paths = {0};
	assert_int_equal(
		shell("cd r && echo more >>drafts/a.md && git rm -q b.md && mkdir b.md && echo x >b.md/c && echo z "
		      ">a.md && git add -A && git commit -qm second"),
		0);
	struct oid new = fixture_tip(repository, "refs/heads/main");
	FINE(snapshot_open(&from, repository, &old));
	FINE(snapshot_open(&to, repository, &new));
	FINE(snapshot_changes(&paths, from, to));
	assert_int_equal(paths.count, 4);
	assert_string_equal(paths.items[0], "a.md");
	assert_string_equal(paths.items[1], "b.md");
	assert_string_equal(paths.items[2], "b.md/c");
	assert_string_equal(paths.items[3], "drafts/a.md");
	snapshot_paths_clear(&paths);
	FINE(snapshot_changes(&paths, to, to));
	assert_int_equal(paths.count, 0);
	snapshot_close(from);
	snapshot_close(to);
	repository_close(repository);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(finds_and_reads),
		FIXTURE_TEST(lists),
		FIXTURE_TEST(hostile),
		FIXTURE_TEST(changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
