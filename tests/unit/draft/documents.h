/* documents - random CommonMark for the tests of this folder, the same on every machine */
#ifndef TEST_DOCUMENTS_H
#define TEST_DOCUMENTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/buffer.h"
#include "draft/draft.h"

struct dice {
	uint64_t state;
};

/* splitmix64 */
static inline size_t dice_roll(struct dice *dice, size_t sides)
{
	uint64_t z = (dice->state += 0x9e3779b97f4a7c15u);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (size_t)((z ^ (z >> 31)) % sides);
}

/* Lines of fragments, nearly all of them nasty. */
static inline void add_rubble(struct buffer *out, struct dice *dice, size_t lines, const char *end)
{
	static const char *const marks[] = {
		"> ", ">", "- ", "-", "1. ", "2) ", "* ", "+ ", "  ", "   ", "    ", " ", "\t", "10. ", "", "", "", ""};
	static const char *const words[] = {"mot", "deux mots", "", "", "", "# titre", "## titre ##", "#", "===", "---",
		"--", "-", "***", "```", "``` c", "~~~", "<!-- a", "b -->", "<!-- c -->", "<div>", "</div>", "<b>",
		"<script>", "x</script> y", "[a]: /u", "[a]: /u 'titre'", "[b]:", "/v", "'titre'", "[crochet] ouvert",
		"*appuyé*", "fin  ", "\xc3\xa9l\xc3\xa8ve",
		"1986. Une ann\xc3\xa9"
		"e",
		"`code`", "a\\", "    pos\xc3\xa9", "<?p", "?>", "=", "[c]: <d e> \"f", "g\"", "_ _ _", "+", "a # b #",
		"[é]: /é [é]", "\xff\xfe"};
	for (size_t i = 0; i < lines; i++) {
		for (size_t mark = dice_roll(dice, 4); mark > 0; mark--)
			buffer_add_string(out, marks[dice_roll(dice, ARRAY_SIZE(marks))]);
		buffer_add_string(out, words[dice_roll(dice, ARRAY_SIZE(words))]);
		buffer_add_string(out, end);
	}
}

static inline void add_sentence(struct buffer *out, struct dice *dice, const char *join)
{
	static const char *const words[] = {"les", "villes", "r\xc3\xa9gions",
		"s\xe2\x80\x99"
		"engagent",
		"\xc3\xa0", "coop\xc3\xa9rer", "dans", "le", "respect", "de",
		"l\xe2\x80\x99"
		"autonomie",
		"locale", "*et*", "[d\xe2\x80\x99ici 2030]", "`code`", "droits", "communs",
		"\xc2\xab\xc2\xa0pairs\xc2\xa0\xc2\xbb", "eau", "logement", "(ODD", "17)", "part"};
	size_t count = 4 + dice_roll(dice, 14);
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(out, words[dice_roll(dice, ARRAY_SIZE(words))]);
		buffer_add_string(out, i + 1 < count ? (i % 7 == 6 ? join : " ") : ".");
	}
}

/* A declaration: headings, paragraphs, lists, quotes, code, as people write them. `depth` limits nesting. */
static inline void add_part(struct buffer *out, struct dice *dice, const char *indent, int depth);

static inline void add_items(struct buffer *out, struct dice *dice, const char *indent, int depth)
{
	char deeper[64], join[80];
	bool ordered = dice_roll(dice, 2), loose = dice_roll(dice, 2);
	size_t count = 1 + dice_roll(dice, 4);
	snprintf(deeper, sizeof deeper, "%s%s", indent, ordered ? "   " : "  ");
	snprintf(join, sizeof join, "\n%s", deeper);
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(out, indent);
		if (ordered)
			buffer_format(out, "%zu. ", i + 1);
		else
			buffer_add_string(out, "- ");
		add_sentence(out, dice, join);
		buffer_add_byte(out, '\n');
		if (depth > 0 && dice_roll(dice, 5) == 0) {
			buffer_format(out, "%.*s\n", (int)strcspn(deeper, " "), deeper);
			add_part(out, dice, deeper, depth - 1);
		}
		if (loose && i + 1 < count)
			buffer_add_byte(out, '\n');
	}
}

static inline void add_part(struct buffer *out, struct dice *dice, const char *indent, int depth)
{
	char deeper[64], join[80];
	snprintf(join, sizeof join, "\n%s", indent);
	size_t kind = dice_roll(dice, depth > 0 ? 10 : 5);
	if (kind >= 7) {
		add_items(out, dice, indent, depth);
		return;
	}
	if (kind == 6 || kind == 5) {
		snprintf(deeper, sizeof deeper, "%s> ", indent);
		add_part(out, dice, deeper, depth - 1);
		buffer_format(out, "%s>\n", indent);
		add_part(out, dice, deeper, depth - 1);
		return;
	}
	buffer_add_string(out, indent);
	if (kind == 0)
		buffer_format(out, "%.*s ", 1 + (int)dice_roll(dice, 3), "###");
	if (kind == 1)
		buffer_format(out, "```\n%s", indent);
	add_sentence(out, dice, kind == 0 ? " " : join);
	buffer_add_byte(out, '\n');
	if (kind == 1)
		buffer_format(out, "%s```\n", indent);
	if (kind == 2 && dice_roll(dice, 3) == 0)
		buffer_format(out, "%s---\n", indent);
}

static inline void add_declaration(struct buffer *out, struct dice *dice, size_t parts)
{
	for (size_t i = 0; i < parts; i++) {
		if (i)
			buffer_add_byte(out, '\n');
		add_part(out, dice, "", 2);
	}
}

static inline struct draft *read_draft(struct text source)
{
	struct draft *draft;
	const struct fault *fault = draft_read(&draft, source);
	if (fault)
		fail_msg("%s", fault_text(fault));
	return draft;
}

/* Every byte belongs to exactly one block, and texts are where they should be. */
static inline void check_cover(const struct draft *draft)
{
	size_t at = 0;
	for (size_t i = 0; i < draft->count; i++) {
		const struct block *block = &draft->blocks[i];
		assert_int_equal(block->whole_start, at);
		if (block->whole_start > block->text_start)
			fail_msg("block %zu starts in the one before\n----\n%.*s", i, (int)draft->source.size,
				draft->source.bytes);
		assert_true(block->text_start <= block->text_end);
		assert_true(block->text_end <= block->whole_end);
		assert_true(block->text.size <= block->text_end - block->text_start);
		at = block->whole_end;
	}
	if (draft->count)
		assert_int_equal(at, draft->source.size);
}

#endif
