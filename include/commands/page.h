/* page - a short document, written as Markdown or as HTML
 *
 * Headings, paragraphs, items and tables, in the order they are added. Texts may come from anywhere: they are made
 * visible, one line each, and escaped for what they are written as, so that nothing in them is ever markup.
 */
#ifndef COMMANDS_PAGE_H
#define COMMANDS_PAGE_H

#include "base/buffer.h"

enum page_kind { PAGE_HEADING, PAGE_PARAGRAPH, PAGE_ITEM, PAGE_TABLE };

struct page_part {
	enum page_kind kind;
	int level;            /* HEADING: 1 to 6; ITEM: 0, or 1 below another */
	struct buffer text;   /* but of a table */
	size_t columns;       /* TABLE: the first so many cells are its head */
	struct buffer *cells; /* TABLE: row by row */
	size_t cell_count, cell_capacity;
};

struct page {
	struct page_part *parts;
	size_t count, capacity;
};

void page_heading(struct page *page, int level, struct text text);
void page_paragraph(struct page *page, struct text text);
void page_item(struct page *page, int level, struct text text);
/* A table, to be filled with page_cell() row by row. */
void page_table(struct page *page, size_t columns);
void page_cell(struct page *page, struct text text);
void page_clear(struct page *page);

void page_markdown(struct buffer *out, const struct page *page);
/* A whole document without anything from elsewhere; the title is the first heading. `language` as in "fr". */
void page_html(struct buffer *out, const struct page *page, const char *language);

#endif
