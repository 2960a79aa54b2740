#include "store/fixture.h"

#include "store/pack.h"

/* Lines that grow by one from version to version, so that each is kept as what it changes. */
static void version_fill(struct buffer *out, size_t version)
{
	for (size_t i = 0; i < 200 + version; i++)
		buffer_format(out, "line %zu of them, as it is in version %zu\n", i, i == 7 ? version : 0);
}

static void git_reads_it(void **state)
{
	(void)state;
	enum { VERSIONS = 120 };
	struct repository *repository = fixture_repository("r");
	struct pack_object objects[VERSIONS + 2] = {0};
	struct buffer texts[VERSIONS + 2] = {0};
	char hex[OID_HEX];
	for (size_t i = 0; i < VERSIONS + 2; i++) {
		if (i < VERSIONS)
			version_fill(&texts[i], i);
		else if (i == VERSIONS) /* of more than one stored block; the last one is empty */
			for (size_t j = 0; j < 70000; j++)
				buffer_add_byte(&texts[i], (char)('a' + j % 23));
		objects[i].type = GIT_OBJECT_BLOB;
		objects[i].bytes = buffer_text(&texts[i]);
		pack_name(&objects[i]);
		struct oid oid = libgit_oid_from(&objects[i].id);
		FINE(file_write("text", objects[i].bytes, 0644));
		oid_format(hex, &oid);
		assert_string_equal(said("git hash-object text"), hex);
	}
	FINE(pack_write(repository, objects, VERSIONS + 2));
	for (size_t i = 0; i < VERSIONS + 2; i++) {
		struct buffer bytes = {0};
		struct oid oid = libgit_oid_from(&objects[i].id);
		FINE(repository_blob(&bytes, repository, &oid, 1 << 20));
		assert_true(text_equal(buffer_text(&bytes), objects[i].bytes));
		buffer_clear(&bytes);
	}
	assert_int_equal(shell("git verify-pack -v r/.git/objects/pack/pack-*.idx >packed"), 0);
	assert_string_equal(said("grep -c ' blob ' packed"), "122");
	assert_string_equal(said("test $(grep -c ' blob .* .* .* [0-9]* ' packed) -gt 100 && echo deltas"), "deltas");
	assert_int_equal(shell("git -C r fsck --strict --full >fsck.out 2>&1"), 0);
	assert_string_equal(said("stat -c %%a r/.git/objects/pack/pack-*.pack"), "444");
	for (size_t i = 0; i < VERSIONS + 2; i++)
		buffer_clear(&texts[i]);
	repository_close(repository);
}

static void nothing_is_no_pack(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	FINE(pack_write(repository, NULL, 0));
	assert_string_equal(said("ls r/.git/objects/pack"), "");
	repository_close(repository);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(git_reads_it),
		FIXTURE_TEST(nothing_is_no_pack),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
