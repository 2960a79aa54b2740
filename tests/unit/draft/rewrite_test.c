#include "documents.h"

#include "draft/rewrite.h"

/* The result of one edit; NULL when it is refused. Yours. */
static char *edit_text(const struct draft *draft, struct edit edit)
{
	struct buffer out = {0};
	const struct fault *fault = rewrite_run(&out, draft, &edit, 1);
	if (fault) {
		assert_int_equal(out.size, 0);
		buffer_clear(&out);
		return NULL;
	}
	return buffer_take(&out);
}

static void check_edit(const char *source, struct edit edit, const char *expected)
{
	struct draft *draft = read_draft(text_of(source));
	char *got = edit_text(draft, edit);
	if (!got && expected)
		fail_msg("refused in\n%s", source);
	if (!expected)
		assert_null(got);
	else
		assert_string_equal(got, expected);
	free(got);
	draft_free(draft);
}

static void reword(const char *source, size_t block, const char *words, const char *expected)
{
	check_edit(source, (struct edit){.kind = EDIT_REWORD, .block = block, .text = text_of(words)}, expected);
}

static void insert(const char *source, size_t after, const char *words, const char *expected)
{
	check_edit(source, (struct edit){.kind = EDIT_INSERT, .after = after, .text = text_of(words)}, expected);
}

static void delete (const char *source, size_t block, const char *expected)
{
	check_edit(source, (struct edit){.kind = EDIT_DELETE, .block = block}, expected);
}

static void move(const char *source, size_t block, size_t after, const char *expected)
{
	check_edit(source, (struct edit){.kind = EDIT_MOVE, .block = block, .after = after}, expected);
}

static void rewording_touches_nothing_else(void **state)
{
	(void)state;
	reword("# a #\n\nb\nc\n\nd", 0, "x", "# x #\n\nb\nc\n\nd");
	reword("# a #\n\nb\nc\n\nd", 1, "x", "# a #\n\nx\n\nd");
	reword("# a #\n\nb\nc\n\nd", 2, "x\ny", "# a #\n\nb\nc\n\nx\ny");
	reword("> - a\n>   b\n>\n> c\n", 0, "x\ny\nz", "> - x\n>   y\n>   z\n>\n> c\n");
	reword("a\nb\n===\n\nc", 0, "x", "x\n===\n\nc");
	reword("a\r\n\r\nb\r\n", 0, "x\ny", "x\r\ny\r\n\r\nb\r\n");
	reword("\xef\xbb\xbf"
	       "a\n",
		0, "x", "\xef\xbb\xbfx\n");
	reword("-\n- b\n", 0, "x", "- x\n- b\n");
	reword("#\n\nb\n", 0, "x", "# x\n\nb\n");
	reword("> a\nb\n", 0, "x\ny", "> x\ny\n");
	reword("> ```\n> a\n> ```\n", 0, "```\nx\n\ny\n```", "> ```\n> x\n>\n> y\n> ```\n");
	reword("    a\n\n    b\n", 0, "x\n\n\ny", "    x\n\n\n    y\n");
	reword("- a\n\n      b\n", 1, "x\n  y", "- a\n\n      x\n        y\n");
	reword("a\n", 0, "  x \r\n y\n", "x \ny\n");
}

static void a_blank_line_splits(void **state)
{
	(void)state;
	reword("a\n\nb\n", 0, "x\n\ny\n\nz", "x\n\ny\n\nz\n\nb\n");
	reword("1. a\n2. b\n", 0, "x\n\ny\ny", "1. x\n2. y\n   y\n2. b\n");
	reword("- a\n\n- b\n", 0, "x\n\ny", "- x\n\n- y\n\n- b\n");
	reword("- a\n  - c\n- b\n", 0, "x\n\ny", "- x\n\n  y\n  - c\n- b\n");
	reword("## a\n\nb\n", 0, "x\n\ny", "## x\n\n## y\n\nb\n");
	reword("> a\n>\n> b\n", 0, "x\n\ny", "> x\n>\n> y\n>\n> b\n");
	reword("a\n---\nb\n", 0, "x\n\ny", "x\n---\n\ny\n---\nb\n");
}

static void words_that_would_be_read_as_something_else_are_refused(void **state)
{
	(void)state;
	reword("a\n\nb\n", 0, "# x", NULL);
	reword("a\n\nb\n", 0, "- x", NULL);
	reword("a\n\nb\n", 0, "x\n---", NULL);
	reword("a\n\nb\n", 0, "<!-- x", NULL);
	reword("a\n\nb\n", 0, "```", NULL);
	reword("a\n\nb\n", 0, "", NULL);
	reword("# a\n", 0, "x\ny", NULL);
	reword("# a\n", 0, "x #", NULL);
	reword("```\na\n```\n\nb\n", 0, "```\nx", NULL);
	struct draft *draft = read_draft(text_of("a\n\nb\n"));
	assert_non_null(rewrite_check(draft, 0, text_of(" \n")));
	assert_non_null(rewrite_check(draft, 0, text_of("x\xe2\x80\xae")));
	assert_non_null(rewrite_check(draft, 7, text_of("x")));
	assert_null(rewrite_check(draft, 0, text_of("x\n\ny")));
	draft_free(draft);
}

static void insertions_copy_the_frame_before_them(void **state)
{
	(void)state;
	insert("a\n\nb\n", 0, "x", "a\n\nx\n\nb\n");
	insert("a\n\nb\n", 1, "x", "a\n\nb\n\nx\n");
	insert("a\n\nb", 1, "x", "a\n\nb\n\nx\n");
	insert("a\n\nb\n", EDIT_START, "x", "x\n\na\n\nb\n");
	insert("", EDIT_START, "x", "x\n");
	insert("# a\nb\n", 0, "x", "# a\n\nx\n\nb\n");
	insert("- a\n- b\n", 0, "x\ny", "- a\n- x\n  y\n- b\n");
	insert("- a\n\n- b\n", 1, "x", "- a\n\n- b\n\n- x\n");
	insert("9. a\n10. b\n", 0, "x\ny", "9. a\n10. x\n    y\n10. b\n");
	insert("- a\n- b\n", EDIT_START, "x", "- x\n- a\n- b\n");
	insert("1) a\n", EDIT_START, "x", "1) x\n1) a\n");
	insert("- a\n\n  b\n- c\n", 0, "x", "- a\n\n  x\n\n  b\n- c\n");
	insert("- a\n\n  b\n- c\n", 1, "x", "- a\n\n  b\n\n  x\n- c\n");
	insert("> a\n\nb\n", 0, "x", "> a\n>\n> x\n\nb\n");
	insert("> - a\n> - b\n", 0, "x", "> - a\n> - x\n> - b\n");
	insert("- a\n  - b\n- c\n", 1, "x", "- a\n  - b\n  - x\n- c\n");
	insert("a\r\n\r\nb\r\n", 0, "x\ny", "a\r\n\r\nx\r\ny\r\n\r\nb\r\n");
	insert("***\n\nb\n", 0, "x", "***\n\nx\n\nb\n");
	insert("a\n\n\n", 0, "x", "a\n\nx\n\n\n");
}

static void an_insertion_brings_the_frame_it_is_like(void **state)
{
	(void)state;
	struct draft *draft = read_draft(text_of("a\r\n\r\nb\r\n")),
		     *like = read_draft(text_of("a\n\n## t\n\n- x\n  y\n"));
	struct edit edits[] = {{.kind = EDIT_INSERT, .after = 0, .text = text_of("t"), .like = like, .like_block = 1},
		{.kind = EDIT_INSERT, .after = 0, .text = text_of("x\ny"), .like = like, .like_block = 2}};
	struct buffer out = {0};
	assert_null(rewrite_run(&out, draft, edits, 2));
	assert_string_equal(buffer_string(&out), "a\r\n\r\n## t\r\n\r\n- x\r\n  y\r\n\r\nb\r\n");
	buffer_clear(&out);
	draft_free(draft);
	draft_free(like);
}

static void deleting_joins_no_neighbours(void **state)
{
	(void)state;
	delete ("a\n\nb\n\nc\n", 1, "a\n\nc\n");
	delete ("a\n\nb\n\nc\n", 0, "b\n\nc\n");
	delete ("a\n\nb\n\nc\n", 2, "a\n\nb\n");
	delete ("a\n***\nb\n", 1, "a\n\nb\n");
	delete ("a\n# t\nb\n", 1, "a\n\nb\n");
	delete ("# t\na\n# u\n", 1, "# t\n# u\n");
	delete ("- a\n- b\n- c\n", 1, "- a\n- c\n");
	delete ("1. a\n2. b\n3. c\n", 0, "2. b\n3. c\n");
	delete ("- a\n\n  b\n- c\n", 0, "- b\n- c\n");
	delete ("- a\n  - b\n- c\n", 0, "- - b\n- c\n");
	delete ("- a\n  > b\n", 0, "- > b\n");
	delete ("1. - a\n\n   b\n", 0, "1. b\n");
	delete ("> a\n\nb\n\n> c\n", 1, "> a\n\n> c\n");
	delete ("> a\n>\n> b\n", 0, "> b\n");
	delete ("a\n", 0, "");
	delete ("-\n- b\n", 0, "- b\n");
	delete ("\xef\xbb\xbf"
		"a\n\nb\n",
		0,
		"\xef\xbb\xbf"
		"b\n");
	delete ("- x\n\na\n\n      b\n", 1, NULL);
}

static void moving_brings_the_frame_along(void **state)
{
	(void)state;
	move("a\n\nb\n\nc\n", 0, 2, "b\n\nc\n\na\n");
	move("a\n\nb\n\nc\n", 2, EDIT_START, "c\n\na\n\nb\n");
	move("a\n\nb\n\nc", 2, 0, "a\n\nc\n\nb\n");
	move("1. a\n2. b\n3. c\n", 0, 2, "2. b\n3. c\n1. a\n");
	move("- a\n- b\n- c\n", 2, EDIT_START, "- c\n- a\n- b\n");
	move("# t\n\na\n\nb\n", 2, 0, "# t\n\nb\n\na\n");
	move("- a\n- b\n\nc\n", 0, 2, "- b\n\nc\n\na\n");
	move("- a\n- b\n\nc\n", 2, 0, "- a\n- c\n- b\n");
	move("- a\n- b\n\nc\n\nd\n", 3, 1, "- a\n- b\n\nd\n\nc\n");
	move("- a\n\n  b\n- c\n", 0, 2, "- b\n- c\n- a\n");
	move("a\n\nb\n", 0, 0, "a\n\nb\n");
	move("x\n\n- a\n\n  b\n", 1, EDIT_START, "a\n\nx\n\n- b\n");
}

static void edits_go_in_together(void **state)
{
	(void)state;
	struct draft *draft = read_draft(text_of("a\n\nb\n\nc\n\nd\n"));
	struct edit edits[] = {{.kind = EDIT_INSERT, .after = 1, .text = text_of("x")},
		{.kind = EDIT_DELETE, .block = 1}, {.kind = EDIT_MOVE, .block = 3, .after = 1},
		{.kind = EDIT_REWORD, .block = 0, .text = text_of("A")},
		{.kind = EDIT_REWORD, .block = 3, .text = text_of("D")},
		{.kind = EDIT_INSERT, .after = 1, .text = text_of("y")}};
	struct buffer out = {0};
	assert_null(rewrite_run(&out, draft, edits, ARRAY_SIZE(edits)));
	assert_string_equal(buffer_string(&out), "A\n\nx\n\nD\n\ny\n\nc\n");
	buffer_empty(&out);
	edits[0] = (struct edit){.kind = EDIT_DELETE, .block = 1};
	assert_non_null(rewrite_run(&out, draft, edits, 2));
	edits[0] = (struct edit){.kind = EDIT_DELETE, .block = 9};
	assert_non_null(rewrite_run(&out, draft, edits, 1));
	buffer_clear(&out);
	draft_free(draft);
}

struct tally {
	size_t tried, refused;
};

/* Rewording is exact to the byte: all before and behind the text stays. */
static void reword_all(const struct draft *draft, struct tally *tally)
{
	for (size_t i = 0; i < draft->count; i++) {
		const struct block *block = &draft->blocks[i];
		if (!block_counts(block) || block->kind == BLOCK_CODE || block->kind == BLOCK_HTML)
			continue;
		char *got = edit_text(
			draft, (struct edit){.kind = EDIT_REWORD, .block = i, .text = text_of("tout autre chose")});
		tally->tried++;
		tally->refused += !got;
		if (!got)
			continue;
		struct buffer expected = {0};
		buffer_add(&expected, text_part(draft->source, 0, block->text_start));
		if (block->text_start == block->text_end && expected.size && expected.bytes[expected.size - 1] == '#')
			buffer_add_byte(&expected, ' ');
		buffer_add_string(&expected, "tout autre chose");
		buffer_add(&expected, text_part(draft->source, block->text_end, draft->source.size));
		assert_string_equal(got, buffer_string(&expected));
		buffer_clear(&expected);
		free(got);
	}
}

/* What is not refused has the blocks expected; the rewriter checks that itself, so this counts refusals, and crashes.
 */
static void edit_all(const struct draft *draft, struct dice *dice, struct tally tallies[3])
{
	struct edit edits[3] = {
		{.kind = EDIT_DELETE}, {.kind = EDIT_INSERT, .text = text_of("nouveau\nalinéa")}, {.kind = EDIT_MOVE}};
	for (size_t i = 0; i < draft->count; i++)
		for (size_t kind = 0; kind < 3; kind++) {
			edits[kind].block = i;
			edits[kind].after = kind == 1 ? i : dice_roll(dice, draft->count + 1) - 1;
			char *got = edit_text(draft, edits[kind]);
			tallies[kind].tried++;
			tallies[kind].refused += !got;
			if (!got && getenv("SHOW"))
				print_message("refused: %zu, block %zu after %zu in\n%.*s\n----\n", kind, i,
					edits[kind].after, (int)draft->source.size, draft->source.bytes);
			free(got);
		}
}

static void any_declaration_can_be_edited_anywhere(void **state)
{
	(void)state;
	struct buffer source = {0};
	struct tally tallies[4] = {0};
	const char *rounds = getenv("ROUNDS");
	size_t most = rounds ? strtoul(rounds, NULL, 10) : 300;
	for (size_t round = 0; round < most; round++) {
		struct dice dice = {round};
		buffer_empty(&source);
		add_declaration(&source, &dice, 1 + dice_roll(&dice, 8));
		struct draft *draft = read_draft(buffer_text(&source));
		reword_all(draft, &tallies[3]);
		edit_all(draft, &dice, tallies);
		draft_free(draft);
	}
	print_message("refused: rewording %zu/%zu, deleting %zu/%zu, inserting %zu/%zu, moving %zu/%zu\n",
		tallies[3].refused, tallies[3].tried, tallies[0].refused, tallies[0].tried, tallies[1].refused,
		tallies[1].tried, tallies[2].refused, tallies[2].tried);
	assert_int_equal(tallies[3].refused, 0);
	assert_true(tallies[0].refused * 100 <= tallies[0].tried);
	assert_int_equal(tallies[1].refused, 0);
	assert_true(tallies[2].refused * 20 <= tallies[2].tried);
	buffer_clear(&source);
}

/* The drafts the project comes with; tests run from its top folder. */
static void the_sample_can_be_edited_anywhere(void **state)
{
	(void)state;
	static const char *const paths[] = {
		"drafts/declaration.fr.md", "drafts/declaration.en.md", "drafts/declaration.es.md"};
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		FILE *file = fopen(paths[i], "r");
		if (!file)
			skip();
		static char bytes[1 << 20];
		struct text source = {bytes, fread(bytes, 1, sizeof bytes, file)};
		fclose(file);
		struct draft *draft = read_draft(source);
		struct tally tallies[4] = {0};
		struct dice dice = {i};
		check_cover(draft);
		assert_true(draft->count > 20);
		reword_all(draft, &tallies[3]);
		edit_all(draft, &dice, tallies);
		for (size_t kind = 0; kind < 4; kind++)
			assert_int_equal(tallies[kind].refused, 0);
		draft_free(draft);
	}
}

static void rubble_can_be_edited_or_is_refused(void **state)
{
	(void)state;
	struct buffer source = {0};
	struct tally tallies[4] = {0};
	const char *rounds = getenv("ROUNDS");
	size_t most = rounds ? strtoul(rounds, NULL, 10) : 1000;
	for (size_t round = 0; round < most; round++) {
		struct dice dice = {round};
		buffer_empty(&source);
		add_rubble(&source, &dice, 1 + dice_roll(&dice, 9), round % 3 ? "\n" : "\r\n");
		struct draft *draft = read_draft(buffer_text(&source));
		reword_all(draft, &tallies[3]);
		edit_all(draft, &dice, tallies);
		draft_free(draft);
	}
	print_message("refused: rewording %zu/%zu, deleting %zu/%zu, inserting %zu/%zu, moving %zu/%zu\n",
		tallies[3].refused, tallies[3].tried, tallies[0].refused, tallies[0].tried, tallies[1].refused,
		tallies[1].tried, tallies[2].refused, tallies[2].tried);
	buffer_clear(&source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rewording_touches_nothing_else),
		cmocka_unit_test(a_blank_line_splits),
		cmocka_unit_test(words_that_would_be_read_as_something_else_are_refused),
		cmocka_unit_test(insertions_copy_the_frame_before_them),
		cmocka_unit_test(an_insertion_brings_the_frame_it_is_like),
		cmocka_unit_test(deleting_joins_no_neighbours),
		cmocka_unit_test(moving_brings_the_frame_along),
		cmocka_unit_test(edits_go_in_together),
		cmocka_unit_test(any_declaration_can_be_edited_anywhere),
		cmocka_unit_test(the_sample_can_be_edited_anywhere),
		cmocka_unit_test(rubble_can_be_edited_or_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
