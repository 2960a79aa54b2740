#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/cell.h"
#include "text/html.h"

typedef void writer(struct buffer *, struct text);

static void check(writer *write, const char *text, const char *wanted)
{
	struct buffer out = {0};
	write(&out, text_of(text));
	assert_string_equal(buffer_string(&out), wanted);
	buffer_clear(&out);
}

static void markdown_keeps_one_row_and_no_mark(void **state)
{
	(void)state;
	check(cell_markdown, "a|b\n*c* <b>&", "a\\|b<br>\\*c\\* &lt;b&gt;&amp;");
	check(cell_markdown, "[x](javascript:y) `z` \\", "\\[x\\](javascript:y) \\`z\\` \\\\");
}

static void html_holds_no_tag_of_others(void **state)
{
	(void)state;
	check(cell_html, "<script>\"a\" & 'b'</script>\nc",
		"&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;<br>c");
	check(cell_html, "a\xe2\x80\xae", "a&lt;U+202E&gt;");
}

static void differences_are_marked(void **state)
{
	(void)state;
	struct buffer out = {0};
	cell_html_difference(&out, text_of("un <b> trois"), text_of("un <i> trois"));
	assert_string_equal(buffer_string(&out), "un <del>&lt;b&gt; </del><ins>&lt;i&gt; </ins>trois");
	buffer_clear(&out);
}

static void a_page_needs_nothing_else(void **state)
{
	(void)state;
	struct buffer out = {0};
	html_open(&out, "fr\"><x", "A </title><script>");
	html_close(&out);
	assert_null(strstr(buffer_string(&out), "<script"));
	assert_null(strstr(buffer_string(&out), "<x"));
	assert_null(strstr(buffer_string(&out), "http:"));
	assert_null(strstr(buffer_string(&out), "https:"));
	assert_non_null(strstr(buffer_string(&out), "default-src 'none'"));
	buffer_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_keeps_one_row_and_no_mark),
		cmocka_unit_test(html_holds_no_tag_of_others),
		cmocka_unit_test(differences_are_marked),
		cmocka_unit_test(a_page_needs_nothing_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
