#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

/* Vectors of FIPS 180-4's examples (NIST), and sha256sum's answer for the pair. */
static void test_digest_text__nist_vectors(void **state)
{
	(void)state;
	char hex[DIGEST_HEX];
	digest_text(hex, text_of(""));
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_text(hex, (struct text){0});
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_text(hex, text_of("abc"));
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_text(hex, text_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
	assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void test_digest_text__a_million_bytes(void **state)
{
	(void)state;
	char hex[DIGEST_HEX];
	char *million = malloc(1000000);
	memset(million, 'a', 1000000);
	digest_text(hex, (struct text){million, 1000000});
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	free(million);
}

static void test_digest_pair__is_the_digest_of_both_with_nul_between(void **state)
{
	(void)state;
	char pair[DIGEST_HEX], whole[DIGEST_HEX];
	digest_pair(pair, text_of("ab"), text_of("c"));
	digest_text(whole, (struct text){"ab\0c", 4});
	assert_string_equal(pair, whole);
}

static void test_digest_pair__where_one_ends_matters(void **state)
{
	(void)state;
	char one[DIGEST_HEX], other[DIGEST_HEX];
	digest_pair(one, text_of("ab"), text_of("c"));
	digest_pair(other, text_of("a"), text_of("bc"));
	assert_string_not_equal(one, other);
	digest_pair(one, text_of("abc"), text_of(""));
	digest_pair(other, text_of(""), text_of("abc"));
	assert_string_not_equal(one, other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digest_text__nist_vectors),
		cmocka_unit_test(test_digest_text__a_million_bytes),
		cmocka_unit_test(test_digest_pair__is_the_digest_of_both_with_nul_between),
		cmocka_unit_test(test_digest_pair__where_one_ends_matters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
