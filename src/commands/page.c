#include "commands/page.h"

#include "base/array.h"
#include "text/cell.h"
#include "text/visible.h"

static struct page_part *part_add(struct page *page, enum page_kind kind, int level, struct text text)
{
	struct page_part *part = ARRAY_ADD(page->parts, page->count, page->capacity);
	part->kind = kind;
	part->level = level;
	visible_add(&part->text, text, VISIBLE_ONE_LINE);
	return part;
}

void page_heading(struct page *page, int level, struct text text)
{
	part_add(page, PAGE_HEADING, level, text);
}

void page_paragraph(struct page *page, struct text text)
{
	part_add(page, PAGE_PARAGRAPH, 0, text);
}

void page_item(struct page *page, int level, struct text text)
{
	part_add(page, PAGE_ITEM, level, text);
}

void page_table(struct page *page, size_t columns)
{
	part_add(page, PAGE_TABLE, 0, text_of(""))->columns = columns;
}

void page_cell(struct page *page, struct text text)
{
	struct page_part *part = &page->parts[page->count - 1];
	visible_add(ARRAY_ADD(part->cells, part->cell_count, part->cell_capacity), text, VISIBLE_ONE_LINE);
}

void page_clear(struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		struct page_part *part = &page->parts[i];
		for (size_t j = 0; j < part->cell_count; j++)
			buffer_clear(&part->cells[j]);
		free(part->cells);
		buffer_clear(&part->text);
	}
	free(page->parts);
	*page = (struct page){0};
}

/* --- as Markdown */

/* What would begin a list, a heading or a rule at the start of a line. */
static bool begins_block(struct text text, size_t at)
{
	char byte = text.bytes[at];
	if (at == 0)
		return strchr("#+-=~:", byte) != NULL;
	if (byte != '.' && byte != ')')
		return false;
	for (size_t i = 0; i < at; i++)
		if (text.bytes[i] < '0' || text.bytes[i] > '9')
			return false;
	return true;
}

static void add_escaped(struct buffer *out, struct text text)
{
	text = text_trim(text);
	for (size_t i = 0; i < text.size; i++) {
		char byte = text.bytes[i];
		if (strchr("\\`*_[]<>|&", byte) || begins_block(text, i))
			buffer_add_byte(out, '\\');
		buffer_add_byte(out, byte);
	}
}

static void add_table(struct buffer *out, const struct page_part *part)
{
	for (size_t i = 0; i < part->cell_count; i++) {
		bool last = (i + 1) % part->columns == 0;
		buffer_add_string(out, "| ");
		add_escaped(out, buffer_text(&part->cells[i]));
		buffer_add_string(out, last ? " |\n" : " ");
		for (size_t j = 0; i + 1 == part->columns && j < part->columns; j++)
			buffer_add_string(out, j + 1 < part->columns ? "| --- " : "| --- |\n");
	}
}

void page_markdown(struct buffer *out, const struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		const struct page_part *part = &page->parts[i];
		bool in_list = i > 0 && part->kind == PAGE_ITEM && part[-1].kind == PAGE_ITEM;
		if (i > 0 && !in_list)
			buffer_add_byte(out, '\n');
		if (part->kind == PAGE_TABLE) {
			add_table(out, part);
			continue;
		}
		for (int level = 0; part->kind == PAGE_HEADING && level <= part->level; level++)
			buffer_add_byte(out, level < part->level ? '#' : ' ');
		if (part->kind == PAGE_ITEM)
			buffer_add_string(out, part->level ? "  - " : "- ");
		add_escaped(out, buffer_text(&part->text));
		buffer_add_byte(out, '\n');
	}
}

/* --- as HTML */

static const char style[] = "body{font:1em/1.45 serif;max-width:60em;margin:2em auto;padding:0 1em}"
			    "h1,h2,h3{font-family:sans-serif;line-height:1.2}"
			    "table{border-collapse:collapse;font-size:.85em}"
			    "th,td{border:1px solid;padding:.15em .4em;text-align:left;vertical-align:top}"
			    "thead{display:table-header-group}tr{break-inside:avoid}";

static void add_html(struct buffer *out, struct text text)
{
	cell_html(out, text_trim(text));
}

static void add_element(struct buffer *out, const char *name, struct text text)
{
	buffer_format(out, "<%s>", name);
	add_html(out, text);
	buffer_format(out, "</%s>", name);
}

static void add_html_table(struct buffer *out, const struct page_part *part)
{
	if (!part->columns)
		return;
	buffer_add_string(out, "<table>\n");
	for (size_t i = 0; i < part->cell_count; i++) {
		bool head = i < part->columns, first = i % part->columns == 0;
		if (first)
			buffer_add_string(out, i == 0 ? "<thead><tr>" : i == part->columns ? "<tbody><tr>" : "<tr>");
		add_element(out, head ? "th" : "td", buffer_text(&part->cells[i]));
		if ((i + 1) % part->columns == 0)
			buffer_add_string(out, head ? "</tr></thead>\n" : "</tr>\n");
	}
	buffer_add_string(out, part->cell_count > part->columns ? "</tbody></table>\n" : "</table>\n");
}

/* An item opens and closes what lists it begins and ends. */
static void add_html_item(struct buffer *out, const struct page_part *before, const struct page_part *part, bool last)
{
	int depth = before && before->kind == PAGE_ITEM ? before->level + 1 : 0, wanted = part->level + 1;
	for (; depth > wanted; depth--)
		buffer_add_string(out, "</li></ul>\n");
	if (depth == wanted)
		buffer_add_string(out, "</li>\n");
	for (; depth < wanted; depth++)
		buffer_add_string(out, depth && depth + 1 < wanted ? "<ul><li>" : "<ul>\n");
	buffer_add_string(out, "<li>");
	add_html(out, buffer_text(&part->text));
	for (depth = part->level + 1; last && depth > 0; depth--)
		buffer_add_string(out, "</li></ul>\n");
}

void page_html(struct buffer *out, const struct page *page, const char *language)
{
	buffer_format(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", language);
	for (size_t i = 0; i < page->count; i++)
		if (page->parts[i].kind == PAGE_HEADING) {
			add_element(out, "title", buffer_text(&page->parts[i].text));
			break;
		}
	buffer_format(out, "\n<style>%s</style>\n</head>\n<body>\n", style);
	for (size_t i = 0; i < page->count; i++) {
		const struct page_part *part = &page->parts[i];
		char name[] = {'h', (char)('0' + part->level), '\0'};
		bool last = i + 1 == page->count || part[1].kind != PAGE_ITEM;
		if (part->kind == PAGE_TABLE)
			add_html_table(out, part);
		else if (part->kind == PAGE_ITEM)
			add_html_item(out, i ? part - 1 : NULL, part, last);
		else
			add_element(out, part->kind == PAGE_HEADING ? name : "p", buffer_text(&part->text));
		if (part->kind == PAGE_HEADING || part->kind == PAGE_PARAGRAPH)
			buffer_add_byte(out, '\n');
	}
	buffer_add_string(out, "</body>\n</html>\n");
}
