#include "review/edition.h"

#include "base/language.h"
#include "draft/hypertext.h"
#include "draft/numbering.h"
#include "review/comparison.h"
#include "text/cell.h"

static void open_block(struct buffer *out, size_t number, int depth, const char *look)
{
	char words[NUMBER_TEXT];
	number_show(words, (struct number){(unsigned int)number, 0, 0});
	buffer_format(out, "<div class=\"block%s\"><span class=\"number\">%s</span><div class=\"words\"", look, words);
	if (depth > 0)
		buffer_format(out, " style=\"margin-left:%dem\"", depth > 6 ? 12 : depth * 2);
	buffer_add_byte(out, '>');
}

static void close_block(struct buffer *out)
{
	buffer_add_string(out, "</div></div>\n");
}

static int depth_of(const struct block *block)
{
	return block->list_depth + block->quote_depth;
}

void edition_text(struct buffer *out, const struct draft *draft)
{
	for (size_t i = 0; i < draft->count; i++) {
		open_block(out, i + 1, depth_of(&draft->blocks[i]), "");
		hypertext_block(out, &draft->blocks[i]);
		close_block(out);
	}
}

static void add_difference(struct buffer *out, const struct block *old, const struct block *new)
{
	const struct block *block = new ? new : old;
	const char *tag = block->kind == BLOCK_CODE || block->kind == BLOCK_HTML ? "pre" : "p";
	buffer_format(out, "<%s>", block->kind == BLOCK_HEADING ? "p class=\"heading\"" : tag);
	cell_html_difference(out, old ? old->text : text_of(""), new ? new->text : text_of(""));
	buffer_format(out, "</%s>", tag);
}

static void add_entry(struct buffer *out, const struct comparison *comparison, const struct comparison_entry *entry)
{
	const struct block *old = entry->old == ALIGN_NONE ? NULL : &comparison->old->blocks[entry->old];
	const struct block *new = entry->new == ALIGN_NONE ? NULL : &comparison->new->blocks[entry->new];
	bool differs = comparison_differs(entry);
	open_block(out, (new ? entry->new : entry->old) + 1, depth_of(new ? new : old),
		!differs ? " quiet"
		: new    ? ""
			 : " gone");
	if (entry->moved && new &&old) {
		buffer_add_string(out, "<p class=\"moved\">");
		/* TRANSLATORS: the number that a paragraph had in the version before */
		buffer_format(out, _("[moved here from §%zu]"), entry->old + 1);
		buffer_add_string(out, "</p>");
	}
	if (entry->kind == COMPARE_SAME || entry->kind == COMPARE_FORM)
		hypertext_block(out, new);
	else
		add_difference(out, old, new);
	if (entry->kind == COMPARE_FORM)
		buffer_format(out, "<p class=\"moved\">%s</p>", _(" [set differently: heading, list or quotation]"));
	close_block(out);
}

void edition_comparison(struct buffer *out, const struct draft *old, const struct draft *new)
{
	struct comparison comparison = {0};
	comparison_run(&comparison, old, new);
	for (size_t i = 0; i < comparison.count; i++)
		add_entry(out, &comparison, &comparison.entries[i]);
	comparison_clear(&comparison);
}
