#include "store/fixture.h"

#include "base/array.h"
#include "store/delta.h"
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
	struct pack *pack = pack_new();
	git_oid ids[VERSIONS + 2];
	struct buffer texts[VERSIONS + 2] = {0};
	char hex[OID_HEX];
	for (size_t i = 0; i < VERSIONS + 2; i++) {
		if (i < VERSIONS)
			version_fill(&texts[i], i);
		else if (i == VERSIONS) /* of more than one stored block; the last one is empty */
			for (size_t j = 0; j < 70000; j++)
				buffer_add_byte(&texts[i], (char)('a' + j % 23));
		pack_name(&ids[i], GIT_OBJECT_BLOB, buffer_text(&texts[i]));
		struct oid oid = libgit_oid_from(&ids[i]);
		FINE(file_write("text", buffer_text(&texts[i]), 0644));
		oid_format(hex, &oid);
		assert_string_equal(said("git hash-object text"), hex);
		pack_add(pack, &ids[i], GIT_OBJECT_BLOB, buffer_text(&texts[i]));
		pack_add(pack, &ids[i], GIT_OBJECT_BLOB, buffer_text(&texts[i])); /* once is enough */
	}
	for (size_t i = 0; i < VERSIONS + 2; i++) {
		struct buffer bytes = {0};
		git_object_t type;
		size_t size;
		assert_true(pack_find(&type, &size, pack, &ids[i]));
		assert_int_equal(type, GIT_OBJECT_BLOB);
		assert_int_equal(size, texts[i].size);
		assert_true(pack_read(&bytes, pack, &ids[i]));
		assert_true(text_equal(buffer_text(&bytes), buffer_text(&texts[i])));
		buffer_clear(&bytes);
	}
	FINE(pack_write(pack, repository));
	pack_free(pack);
	for (size_t i = 0; i < VERSIONS + 2; i++) {
		struct buffer bytes = {0};
		struct oid oid = libgit_oid_from(&ids[i]);
		FINE(repository_blob(&bytes, repository, &oid, 1 << 20));
		assert_true(text_equal(buffer_text(&bytes), buffer_text(&texts[i])));
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
	struct pack *pack = pack_new();
	git_oid id;
	git_object_t type;
	size_t size;
	pack_name(&id, GIT_OBJECT_BLOB, text_of("nobody added it"));
	assert_false(pack_find(&type, &size, pack, &id));
	assert_false(pack_find(&type, &size, NULL, &id));
	FINE(pack_write(pack, repository));
	assert_string_equal(said("ls r/.git/objects/pack"), "");
	pack_free(pack);
	repository_close(repository);
}

/* What changes a line, takes one away, adds one, moves one, and what is nothing like the other. */
static void a_delta_makes_the_other_of_the_one(void **state)
{
	(void)state;
	static const char *const from = "one\n\ntwo\n\nthree\n\nfour\n\nfive, and much more of it\n\nsix\n";
	static const char *const to[] = {
		"one\n\ntwo\n\nthree\n\nfour\n\nfive, and much more of it\n\nsix\n",
		"one\n\nTWO\n\nthree\n\nfour\n\nfive, and much more of it\n\nSIX\n",
		"one\n\nTWO\n\nTHREE\n\nfour\n\nfive, and much more of it\n\nsix\nseven",
		"one\n\nthree\n\nfour\n\nfive, and much more of it\n\nsix\n",
		"zero\n\none\n\ntwo\n\nand a half\n\nthree\n\nfour\n\nfive, and much more of it\n\nsix\n",
		"five, and much more of it\n\nsix\n\none\n\ntwo\n\nthree\n\nfour\n\n",
		"nothing like it",
		"",
	};
	for (size_t i = 0; i < ARRAY_SIZE(to); i++) {
		struct buffer delta = {0}, made = {0};
		delta_add(&delta, text_of(from), text_of(to[i]));
		assert_true(delta_apply(&made, text_of(from), buffer_text(&delta)));
		assert_true(text_equal(buffer_text(&made), text_of(to[i])));
		assert_false(delta_apply(&made, text_of("another text"), buffer_text(&delta)));
		for (size_t size = 0; size < delta.size; size++)
			assert_false(delta_apply(&made, text_of(from), text_part(buffer_text(&delta), 0, size)));
		buffer_clear(&delta);
		buffer_clear(&made);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(git_reads_it),
		FIXTURE_TEST(nothing_is_no_pack),
		cmocka_unit_test(a_delta_makes_the_other_of_the_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
