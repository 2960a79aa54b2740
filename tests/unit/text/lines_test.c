/* Sets of lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/lines.h"

static void is_merged(const char *before, const char *mine, const char *theirs, const char *wanted)
{
	struct buffer out = {0};
	lines_merge(&out, text_of(before), text_of(mine), text_of(theirs));
	assert_string_equal(buffer_string(&out), wanted);
	buffer_clear(&out);
}

static void a_union_of_three(void **state)
{
	(void)state;
	is_merged("", "", "", "");
	is_merged("a\nb\n", "a\nb\n", "a\nb\n", "a\nb\n");
	is_merged("a\nb\n", "b\n", "a\nb\nc\n", "b\nc\n");
	is_merged("a\nc\n", "a\nb\nc\n", "a\nc\nd\n", "a\nb\nc\nd\n");
	is_merged("a\n", "a\nb", "a\nb\nc", "a\nb\nc\n");
	is_merged("a\nb\n", "", "a\nb\n", "");
}

static void order_is_kept_where_there_is_one(void **state)
{
	(void)state;
	is_merged("# words\nb\n", "# words\na\nb\n", "# words\nb\nc\n", "# words\na\nb\nc\n");
	/* The head of a table is none of its lines. */
	is_merged("en\tfr\n", "en\tfr\na\tb\n", "en\tfr\nz\ty\n", "en\tfr\na\tb\nz\ty\n");
	is_merged("", "fr\ten\na\tb\n", "# x\nfr\ten\nz\ty\n", "# x\nfr\ten\na\tb\nz\ty\n");
	is_merged("z\na\n", "z\na\nm\n", "z\na\nb\n", "z\na\nb\nm\n");
}

/* A head that one side changes is the head of both; cells go under their own columns. */
static void tables_get_the_same_columns(void **state)
{
	(void)state;
	const char *before = "fr\ten\neau\twater\nville\tcity\n";
	is_merged(before, "fr\ten\tes\neau\twater\tagua\nville\tcity\tciudad\n",
		"fr\ten\narbre\ttree\neau\twater\nville\tcity\n",
		"fr\ten\tes\narbre\ttree\neau\twater\tagua\nville\tcity\tciudad\n");
	is_merged(before, "fr\ten\tes\neau\twater\nville\tcity\n", before, "fr\ten\tes\neau\twater\nville\tcity\n");
	/* both put in a column of their own */
	is_merged("fr\ten\n", "fr\ten\tes\nmer\tsea\tmar\n", "fr\tde\ten\nlac\tSee\tlake\n",
		"fr\tde\ten\tes\nlac\tSee\tlake\nmer\t\tsea\tmar\n");
	/* one takes a column out */
	is_merged("fr\ten\tes\neau\twater\tagua\n", "fr\tes\neau\tagua\n",
		"# terms\nfr\ten\tes\neau\twater\tagua\nmer\tsea\tmar\n", "# terms\nfr\tes\neau\tagua\nmer\tmar\n");
	/* words are no table */
	is_merged("a\n", "a\nb\tc\n", "a\n", "a\nb\tc\n");
}

/* Linear, or nearly: a lexicon of the greatest size takes no noticeable time. */
static void many_lines(void **state)
{
	(void)state;
	enum { LINES = 100000 };
	struct buffer before = {0}, mine = {0}, theirs = {0}, out = {0};
	for (int i = 0; i < LINES; i++) {
		buffer_format(&before, "mot%06d\n", i);
		buffer_format(&mine, "mot%06d\n%s", i, i % 2 ? "" : "autre\n");
		buffer_format(&theirs, "mot%06d\nmot%06d/modèle\n", i, i);
	}
	lines_merge(&out, buffer_text(&before), buffer_text(&mine), buffer_text(&theirs));
	size_t lines = 0;
	struct text rest = buffer_text(&out), line;
	while (text_line(&rest, &line))
		lines++;
	assert_true(lines > 2 * LINES);
	assert_true(text_starts(buffer_text(&out), "autre\n"));
	buffer_clear(&before);
	buffer_clear(&mine);
	buffer_clear(&theirs);
	buffer_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_union_of_three),
		cmocka_unit_test(order_is_kept_where_there_is_one),
		cmocka_unit_test(tables_get_the_same_columns),
		cmocka_unit_test(many_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
