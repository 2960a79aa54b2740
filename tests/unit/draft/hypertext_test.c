#include "documents.h"

#include "draft/hypertext.h"

static void check(const char *source, size_t block, const char *wanted)
{
	struct draft *draft;
	struct buffer out = {0};
	assert_null(draft_read(&draft, text_of(source)));
	hypertext_block(&out, &draft->blocks[block]);
	assert_string_equal(buffer_string(&out), wanted);
	buffer_clear(&out);
	draft_free(draft);
}

static void blocks_become_html(void **state)
{
	(void)state;
	check("## Un *titre*\n", 0, "<h2>Un <em>titre</em></h2>");
	check("Un **mot** et `code` [lien](https://x.example/)\n", 0,
		"<p>Un <strong>mot</strong> et <code>code</code> <a href=\"https://x.example/\">lien</a></p>");
	check("- a\n- b\n", 1, "<p>- b</p>");
	check("> cite\n", 0, "<p class=\"quote\">cite</p>");
	check("---\n", 0, "<hr>");
	check("```\n<b>\n```\n", 0, "<pre>```<br>&lt;b&gt;<br>```</pre>");
	/* Words that look like a list only without what stands around them stay words. */
	check("> # x\n>\n> a\n> b\n", 1, "<p class=\"quote\">a\nb</p>");
}

static void nothing_in_them_runs_or_is_fetched(void **state)
{
	(void)state;
	check("a <script>x</script> b\n", 0, "<p>a &lt;script&gt;x&lt;/script&gt; b</p>");
	check("<div onclick=\"x\">\n", 0, "<pre>&lt;div onclick=&quot;x&quot;&gt;</pre>");
	check("[a](javascript:x)\n", 0, "<p><a href=\"\">a</a></p>");
	check("![vue](https://x.example/p.png) fin\n", 0, "<p><a href=\"https://x.example/p.png\">vue</a> fin</p>");
	check("[![a](/p)](/q)\n", 0, "<p><a href=\"/q\"><a href=\"/p\">a</a></a></p>");
	check("un\xe2\x80\xae mot\n", 0, "<p>un&lt;U+202E&gt; mot</p>");
}

static void any_bytes_can_be_written(void **state)
{
	(void)state;
	for (unsigned int seed = 1; seed <= 300; seed++) {
		struct dice dice = {seed};
		struct buffer source = {0}, out = {0};
		struct draft *draft;
		add_rubble(&source, &dice, 12, "\n");
		assert_null(draft_read(&draft, buffer_text(&source)));
		for (size_t i = 0; i < draft->count; i++)
			hypertext_block(&out, &draft->blocks[i]);
		assert_null(strstr(buffer_string(&out), "<script"));
		assert_null(strstr(buffer_string(&out), "<img"));
		draft_free(draft);
		buffer_clear(&source);
		buffer_clear(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_become_html),
		cmocka_unit_test(nothing_in_them_runs_or_is_fetched),
		cmocka_unit_test(any_bytes_can_be_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
