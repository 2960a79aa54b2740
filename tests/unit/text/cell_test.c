#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/cell.h"
#include "text/page.h"
#include "text/random.h"
#include "text/visible.h"

typedef void writer(struct buffer *, struct text);

static void check(writer *write, const char *text, const char *wanted)
{
	struct buffer out = {0};
	write(&out, text_of(text));
	assert_string_equal(buffer_string(&out), wanted);
	buffer_clear(&out);
}

static void csv_is_quoted_and_quotes_are_doubled(void **state)
{
	(void)state;
	check(cell_csv, "", "\"\"");
	check(cell_csv, "a, \"b\"\nc;", "\"a, \"\"b\"\"\nc;\"");
	check(cell_csv, "« é »", "\"« é »\"");
}

static void formulas_become_text(void **state)
{
	(void)state;
	check(cell_csv, "=1+1", "\"'=1+1\"");
	check(cell_csv, "+33", "\"'+33\"");
	check(cell_csv, "-x", "\"'-x\"");
	check(cell_csv, "@SUM(A1)", "\"'@SUM(A1)\"");
	check(cell_csv, "a=1", "\"a=1\"");
	check(cell_csv, "\t=1", "\"' =1\"");
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

/* One field read back as RFC 4180 says. */
static void read_back(struct buffer *out, struct text field)
{
	assert_true(field.size >= 2 && field.bytes[0] == '"' && field.bytes[field.size - 1] == '"');
	for (size_t i = 1; i + 1 < field.size; i++) {
		if (field.bytes[i] == '"') {
			assert_int_equal(field.bytes[i + 1], '"');
			assert_true(i + 2 < field.size);
			i++;
		}
		buffer_add_byte(out, field.bytes[i]);
	}
}

static void what_is_written_reads_back(void **state)
{
	(void)state;
	struct buffer text = {0}, safe = {0}, field = {0}, back = {0};
	for (int i = 0; i < 2000; i++) {
		random_text(&text, 12);
		if (i % 3 == 0)
			buffer_add_byte(&text, '"');
		visible_add(&safe, buffer_text(&text), VISIBLE_KEEP_LINES);
		cell_csv(&field, buffer_text(&text));
		read_back(&back, buffer_text(&field));
		struct text read = buffer_text(&back);
		if (read.size && read.bytes[0] == '\'' && (!safe.size || safe.bytes[0] != '\''))
			read = text_part(read, 1, read.size);
		assert_true(text_equal(read, buffer_text(&safe)));
		buffer_empty(&safe);
		buffer_empty(&field);
		buffer_empty(&back);
	}
	buffer_clear(&text);
	buffer_clear(&safe);
	buffer_clear(&field);
	buffer_clear(&back);
}

static void a_page_needs_nothing_else(void **state)
{
	(void)state;
	struct buffer out = {0};
	page_open(&out, "fr\"><x", "A </title><script>");
	page_close(&out);
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
		cmocka_unit_test(csv_is_quoted_and_quotes_are_doubled),
		cmocka_unit_test(formulas_become_text),
		cmocka_unit_test(markdown_keeps_one_row_and_no_mark),
		cmocka_unit_test(html_holds_no_tag_of_others),
		cmocka_unit_test(differences_are_marked),
		cmocka_unit_test(what_is_written_reads_back),
		cmocka_unit_test(a_page_needs_nothing_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
