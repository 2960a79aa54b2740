#include "documents.h"

#include <cmark.h>
#include <time.h>

/* What cmark itself says of a source, without the shadow. */
struct oracle {
	enum block_kind kind;
	int level;
	size_t line;
	char *words; /* text of all its inlines, blanks squeezed */
};

struct oracles {
	struct oracle *items;
	size_t count, capacity;
};

static void add_squeezed(struct buffer *out, const char *text)
{
	for (; text && *text; text++) {
		bool blank = strchr(" \t\n", *text);
		if (!blank)
			buffer_add_byte(out, *text);
		else if (out->size && out->bytes[out->size - 1] != ' ')
			buffer_add_byte(out, ' ');
	}
}

static char *words_of(cmark_node *top)
{
	struct buffer words = {0};
	cmark_iter *iter = cmark_iter_new(top);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK))
			add_squeezed(&words, " ");
		else if (event == CMARK_EVENT_ENTER)
			add_squeezed(&words, cmark_node_get_literal(node));
	}
	cmark_iter_free(iter);
	return buffer_take(&words);
}

static void ask(struct oracles *out, struct text source)
{
	struct buffer copy = {0};
	buffer_add(&copy, source);
	cmark_node *document = cmark_parse_document(buffer_string(&copy), copy.size, CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		enum block_kind kind;
		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_PARAGRAPH:
			kind = BLOCK_PARAGRAPH;
			break;
		case CMARK_NODE_HEADING:
			kind = BLOCK_HEADING;
			break;
		case CMARK_NODE_CODE_BLOCK:
			kind = BLOCK_CODE;
			break;
		case CMARK_NODE_HTML_BLOCK:
			kind = BLOCK_HTML;
			break;
		case CMARK_NODE_THEMATIC_BREAK:
			kind = BLOCK_BREAK;
			break;
		default:
			continue;
		}
		if (event == CMARK_EVENT_ENTER)
			*ARRAY_ADD(out->items, out->count, out->capacity) =
				(struct oracle){kind, cmark_node_get_heading_level(node),
					(size_t)cmark_node_get_start_line(node), words_of(node)};
	}
	cmark_iter_free(iter);
	cmark_node_free(document);
	buffer_clear(&copy);
}

static void forget(struct oracles *oracles)
{
	for (size_t i = 0; i < oracles->count; i++)
		free(oracles->items[i].words);
	free(oracles->items);
	*oracles = (struct oracles){0};
}

/* The words of a block's text, read as one line, so that nothing in it is a block mark. */
static char *words_of_text(struct text text)
{
	struct buffer line = {0};
	buffer_add_string(&line, "# ");
	for (size_t i = 0; i < text.size; i++)
		buffer_add_byte(&line, text.bytes[i] == '\n' ? ' ' : text.bytes[i]);
	buffer_add_string(&line, " #");
	cmark_node *document = cmark_parse_document(buffer_string(&line), line.size, CMARK_OPT_DEFAULT);
	char *words = words_of(document);
	cmark_node_free(document);
	buffer_clear(&line);
	return words;
}

static size_t lines_before(struct text source, size_t at)
{
	size_t lines = 1;
	for (size_t i = 0; i < at; i++)
		lines += source.bytes[i] == '\n' || (source.bytes[i] == '\r' && source.bytes[i + 1] != '\n');
	return lines;
}

static void check_against_cmark(struct text source, bool words)
{
	struct oracles oracles = {0};
	struct draft *draft = read_draft(source);
	check_cover(draft);
	ask(&oracles, source);
	size_t at = 0;
	bool definitions = false;
	for (size_t i = 0; i < draft->count; i++)
		definitions = definitions || draft->blocks[i].kind == BLOCK_DEFINITIONS;
	for (size_t i = 0; i < draft->count; i++) {
		const struct block *block = &draft->blocks[i];
		if (block->kind == BLOCK_EMPTY_ITEM || block->kind == BLOCK_DEFINITIONS)
			continue;
		if (at == oracles.count)
			fail_msg("one block more than cmark: %s\n----\n%.*s", block_kind_name(block->kind),
				(int)source.size, source.bytes);
		const struct oracle *oracle = &oracles.items[at++];
		size_t line = lines_before(source, block->text_start);
		bool after = i && draft->blocks[i - 1].kind == BLOCK_DEFINITIONS;
		if (block->kind != oracle->kind || block->level != oracle->level || (line != oracle->line && !after))
			fail_msg("block %zu: %s %d on line %zu, cmark: %s %d on line %zu\n----\n%.*s", i,
				block_kind_name(block->kind), block->level, line, block_kind_name(oracle->kind),
				oracle->level, oracle->line, (int)source.size, source.bytes);
		if (words && !definitions && (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING)) {
			char *mine = words_of_text(block->text);
			if (strcmp(mine, oracle->words) != 0 && !memchr(block->text.bytes, '`', block->text.size) &&
				!memchr(block->text.bytes, '\\', block->text.size))
				fail_msg("block %zu: words \"%s\", cmark: \"%s\"\n----\n%.*s", i, mine, oracle->words,
					(int)source.size, source.bytes);
			free(mine);
		}
	}
	assert_int_equal(at, oracles.count);
	forget(&oracles);
	draft_free(draft);
}

static void blocks_are_those_of_cmark_in_rubble(void **state)
{
	(void)state;
	struct buffer source = {0};
	const char *rounds = getenv("ROUNDS");
	size_t most = rounds ? strtoul(rounds, NULL, 10) : 20000;
	for (size_t round = 0; round < most; round++) {
		struct dice dice = {round};
		buffer_empty(&source);
		add_rubble(&source, &dice, 1 + dice_roll(&dice, 12), round % 3 == 1 ? "\r\n" : "\n");
		if (round % 5 == 0)
			source.size -= source.size ? 1 : 0;
		check_against_cmark(buffer_text(&source), true);
	}
	buffer_clear(&source);
}

static void blocks_are_those_of_cmark_in_declarations(void **state)
{
	(void)state;
	struct buffer source = {0};
	for (size_t round = 0; round < 2000; round++) {
		struct dice dice = {round};
		buffer_empty(&source);
		add_declaration(&source, &dice, dice_roll(&dice, 12));
		check_against_cmark(buffer_text(&source), true);
	}
	buffer_clear(&source);
}

static void a_large_draft_is_read_in_chunks_as_one(void **state)
{
	(void)state;
	struct buffer source = {0};
	struct dice dice = {7};
	add_declaration(&source, &dice, 6000);
	check_against_cmark(buffer_text(&source), false);
	buffer_empty(&source);
	add_rubble(&source, &dice, 60000, "\n\n");
	check_against_cmark(buffer_text(&source), false);
	buffer_clear(&source);
}

static void check_texts(const char *source, ...)
{
	struct draft *draft = read_draft(text_of(source));
	check_cover(draft);
	va_list list;
	va_start(list, source);
	size_t i = 0;
	for (const char *expected; (expected = va_arg(list, const char *)); i++) {
		if (i == draft->count)
			fail_msg("no block \"%s\" in\n%s", expected, source);
		struct buffer got = {0};
		buffer_format(&got, "%s:", block_kind_name(draft->blocks[i].kind));
		buffer_add(&got, draft->blocks[i].text);
		assert_string_equal(buffer_string(&got), expected);
		buffer_clear(&got);
	}
	va_end(list);
	assert_int_equal(draft->count, i);
	draft_free(draft);
}

static void the_text_of_a_block_has_no_frame(void **state)
{
	(void)state;
	check_texts("# Titre #\n\nun\ndeux\n===\n\n> - a\n>   b\n> c\n", "heading:Titre", "heading:un\ndeux",
		"paragraph:a\nb\nc", NULL);
	check_texts("- a\n-\n- [x]: /u\n\n  b\n", "paragraph:a", "empty:", "definitions:[x]: /u", "paragraph:b", NULL);
	check_texts("[x]: /u\n'titre'\nmots\n", "definitions:[x]: /u\n'titre'", "paragraph:mots", NULL);
	check_texts("> ```\n> a\n>   b\n", "code:```\na\n  b", NULL);
	check_texts("  ```\n  a\n   b\n  ```\nc", "code:```\na\n b\n```", "paragraph:c", NULL);
	check_texts("    a\n\n      b\n\n\nc", "code:a\n\n  b", "paragraph:c", NULL);
	check_texts("<!-- a\n\nb -->\nc\n***\nd\n", "html:<!-- a\n\nb -->", "paragraph:c", "break:***", "paragraph:d",
		NULL);
	check_texts("<!-- a\n\nb\n\n\n", "html:<!-- a\n\nb", NULL);
	check_texts("```\na\n\n\n", "code:```\na", NULL);
	check_texts("a  \r\nb\r\n\r\nc", "paragraph:a  \nb", "paragraph:c", NULL);
	check_texts("\xef\xbb\xbf# a", "heading:a", NULL);
	check_texts("- >\n- b", "empty:", "paragraph:b", NULL);
	check_texts("1.\ta\n\n\tb\n", "paragraph:a", "paragraph:b", NULL);
	check_texts("[a]: /u\n\n[b]: /v\n", "definitions:[a]: /u", "definitions:[b]: /v", NULL);
	check_texts("\n\n \n", NULL);
	check_texts("", NULL);
}

static void a_block_knows_its_list_and_its_marker(void **state)
{
	(void)state;
	struct draft *draft = read_draft(text_of("1. a\n\n   b\n   - c\n\n> 2) d\n"));
	assert_int_equal(draft->count, 4);
	assert_true(draft->blocks[0].item_start && text_is(draft->blocks[0].marker, "1."));
	assert_false(draft->blocks[1].item_start);
	assert_int_equal(draft->blocks[1].list_depth, 1);
	assert_true(text_is(draft->blocks[2].marker, "-"));
	assert_int_equal(draft->blocks[2].list_depth, 2);
	assert_true(text_is(draft->blocks[3].marker, "2)"));
	assert_int_equal(draft->blocks[3].quote_depth, 1);
	draft_free(draft);
}

static void the_start_of_a_draft_has_the_same_blocks(void **state)
{
	(void)state;
	struct buffer source = {0};
	struct dice dice = {3};
	add_declaration(&source, &dice, 3000);
	struct draft *whole = read_draft(buffer_text(&source)), *start;
	for (size_t size = 0; size < source.size + 1000; size += 9973) {
		bool all;
		assert_null(draft_read_start(&start, buffer_text(&source), size, &all));
		check_cover(start);
		assert_true(all || start->source.size >= size);
		assert_int_equal(all, start->count == whole->count);
		for (size_t i = 0; i < start->count; i++) {
			assert_int_equal(start->blocks[i].whole_end, whole->blocks[i].whole_end);
			assert_true(text_equal(start->blocks[i].text, whole->blocks[i].text));
		}
		draft_free(start);
	}
	draft_free(whole);
	buffer_clear(&source);
}

static void any_bytes_can_be_read(void **state)
{
	(void)state;
	struct buffer source = {0};
	for (size_t round = 0; round < 3000; round++) {
		struct dice dice = {round};
		buffer_empty(&source);
		for (size_t i = dice_roll(&dice, 200); i > 0; i--)
			buffer_add_byte(&source, dice_roll(&dice, 3) ? "\n\r\t >-[]:<!#`*1."[dice_roll(&dice, 16)]
								     : (char)dice_roll(&dice, 256));
		struct draft *draft = read_draft(buffer_text(&source));
		check_cover(draft);
		assert_true(text_equal(draft->source, buffer_text(&source)));
		draft_free(draft);
	}
	struct text nul = {"a\0b\n\n\0c", 7};
	struct draft *draft = read_draft(nul);
	assert_int_equal(draft->count, 2);
	assert_true(text_equal(draft->blocks[0].text, text_part(nul, 0, 3)));
	draft_free(draft);
	buffer_clear(&source);
}

/* Seconds to read a pattern repeated up to 16 MiB, behind a head. */
static double time_pattern(const char *head, const char *pattern, size_t size)
{
	struct buffer source = {0};
	buffer_add_string(&source, head);
	while (source.size + strlen(pattern) <= size)
		buffer_add_string(&source, pattern);
	struct timespec from, to;
	struct draft *draft;
	clock_gettime(CLOCK_MONOTONIC, &from);
	const struct fault *fault = draft_read(&draft, buffer_text(&source));
	clock_gettime(CLOCK_MONOTONIC, &to);
	if (!fault)
		check_cover(draft);
	draft_free(draft);
	buffer_clear(&source);
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void hostile_patterns_are_read_in_time(void **state)
{
	(void)state;
	static const char *const patterns[][2] = {{"", "*a **a "}, {"", "a_ "}, {"", "_a "}, {"", "a]"}, {"", "[a"},
		{"", "*a_ "}, {"", "x**x**x**x* "}, {"", "[ (]("}, {"", "![[]()"}, {"", "["}, {"", ">"}, {"", "> "},
		{"", "- "}, {"", "* a\n"}, {"", "-\n"}, {"", "`a``b```c"}, {"", "[a](<b"}, {"", "<!--"}, {"", "<?"},
		{"", "<!A "}, {"", "<![CDATA["}, {"a\n", "    <!--\n"}, {"[a]: u\n", "[[[[\n"}, {"", "[a]: u\n"},
		{"", "a\r"}, {"", "\n"}, {"", "\t"}, {"", ">>>>>>>>\n\n"}, {"", "# a\n"}, {"", "```\n"},
		{"", "~~~\n\n"}, {"", "a\n=\n"}, {"", "    a\n"}, {"", "- a\n\n"}, {"[a]: u\n", "x <!-- [a] \n"},
		{"", "[\xc3\xa9]: u\n"}, {"", "* * * a"}, {"- a\n", "  - b\n"}, {"", "&#0;"}, {"", "<a b='\n"},
		{"[x]: u\n", "<a b=\"\n"}, {"", "[a]:\n"}, {"- - - - - - - - x\n", "\n"}};
	for (size_t i = 0; i < ARRAY_SIZE(patterns); i++) {
		double seconds = time_pattern(patterns[i][0], patterns[i][1], getenv("LARGE") ? DRAFT_LIMIT : 1 << 19);
		if (getenv("LARGE"))
			print_message("%6.0f ms  %.20s\n", seconds * 1e3, patterns[i][1]);
		assert_true(seconds < 10);
	}
}

static void a_draft_above_the_limit_is_refused(void **state)
{
	(void)state;
	char *bytes = memory_new(DRAFT_LIMIT + 1, 1);
	struct draft *draft;
	const struct fault *fault = draft_read(&draft, (struct text){bytes, DRAFT_LIMIT + 1});
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_MALFORMED);
	assert_null(draft);
	free(bytes);
}

static void the_heading_above_is_found(void **state)
{
	(void)state;
	struct draft *draft = read_draft(text_of("a\n\n# b\n\nc\n"));
	assert_int_equal(draft_heading_of(draft, 0), 3);
	assert_int_equal(draft_heading_of(draft, 1), 1);
	assert_int_equal(draft_heading_of(draft, 2), 1);
	draft_free(draft);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_text_of_a_block_has_no_frame),
		cmocka_unit_test(a_block_knows_its_list_and_its_marker),
		cmocka_unit_test(blocks_are_those_of_cmark_in_rubble),
		cmocka_unit_test(blocks_are_those_of_cmark_in_declarations),
		cmocka_unit_test(a_large_draft_is_read_in_chunks_as_one),
		cmocka_unit_test(the_start_of_a_draft_has_the_same_blocks),
		cmocka_unit_test(any_bytes_can_be_read),
		cmocka_unit_test(hostile_patterns_are_read_in_time),
		cmocka_unit_test(a_draft_above_the_limit_is_refused),
		cmocka_unit_test(the_heading_above_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
