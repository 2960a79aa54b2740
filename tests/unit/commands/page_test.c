// objects: commands/page
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "commands/page.h"

static void fill(struct page *page)
{
	page_heading(page, 1, text_of("Rapport & <b>"));
	page_paragraph(page, text_of("1. Un *mot*\nsur deux lignes \x1b[31m"));
	page_item(page, 0, text_of("# premier"));
	page_item(page, 1, text_of("a | b"));
	page_item(page, 1, text_of("c"));
	page_item(page, 0, text_of("second"));
	page_table(page, 2);
	page_cell(page, text_of("§"));
	page_cell(page, text_of("a|b"));
	page_cell(page, text_of("§1"));
	page_cell(page, text_of("<script>"));
}

static void markdown_says_nothing_but_words(void **state)
{
	(void)state;
	struct page page = {0};
	struct buffer out = {0};
	fill(&page);
	page_markdown(&out, &page);
	assert_string_equal(buffer_string(&out), "# Rapport \\& \\<b\\>\n\n"
						 "1\\. Un \\*mot\\* sur deux lignes \\<U+001B\\>\\[31m\n\n"
						 "- \\# premier\n"
						 "  - a \\| b\n"
						 "  - c\n"
						 "- second\n\n"
						 "| § | a\\|b |\n"
						 "| --- | --- |\n"
						 "| §1 | \\<script\\> |\n");
	buffer_clear(&out);
	page_clear(&page);
}

static void html_nests_and_escapes(void **state)
{
	(void)state;
	struct page page = {0};
	struct buffer out = {0};
	fill(&page);
	page_html(&out, &page, "fr");
	const char *html = buffer_string(&out);
	assert_non_null(strstr(html, "<html lang=\"fr\">"));
	assert_non_null(strstr(html, "<title>Rapport &amp; &lt;b&gt;</title>"));
	assert_non_null(strstr(html, "<h1>Rapport &amp; &lt;b&gt;</h1>"));
	assert_non_null(strstr(html, "<p>1. Un *mot* sur deux lignes &lt;U+001B&gt;[31m</p>"));
	assert_non_null(
		strstr(html, "<ul>\n<li># premier<ul>\n<li>a | b</li>\n<li>c</li></ul>\n</li>\n<li>second</li></ul>"));
	assert_non_null(strstr(html, "<thead><tr><th>§</th><th>a|b</th></tr></thead>\n"
				     "<tbody><tr><td>§1</td><td>&lt;script&gt;</td></tr>\n</tbody></table>"));
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "http"));
	buffer_clear(&out);
	page_clear(&page);
}

static void an_empty_page(void **state)
{
	(void)state;
	struct page page = {0};
	struct buffer out = {0};
	page_markdown(&out, &page);
	assert_int_equal(out.size, 0);
	page_table(&page, 2);
	page_cell(&page, text_of("only"));
	page_cell(&page, text_of("a head"));
	page_html(&out, &page, "en");
	assert_non_null(strstr(buffer_string(&out), "</tr></thead>\n</table>"));
	buffer_clear(&out);
	page_clear(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_says_nothing_but_words),
		cmocka_unit_test(html_nests_and_escapes),
		cmocka_unit_test(an_empty_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
