#include "draft/hypertext.h"

#include <cmark.h>
#include <stdlib.h>

#include "text/cell.h"
#include "text/visible.h"

/* A picture would be fetched from elsewhere: its description stays, as a link to it. */
static void replace_image(cmark_node *image)
{
	cmark_node *link = cmark_node_new(CMARK_NODE_LINK), *child;
	cmark_node_set_url(link, cmark_node_get_url(image));
	while ((child = cmark_node_first_child(image)))
		cmark_node_append_child(link, child);
	cmark_node_replace(image, link);
	cmark_node_free(image);
}

/* "<name of the city>" is a tag for cmark, and words for whoever wrote it: they stand as they were written. */
static void replace_tag(cmark_node *tag)
{
	cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
	cmark_node_set_literal(text, cmark_node_get_literal(tag));
	cmark_node_replace(tag, text);
	cmark_node_free(tag);
}

static void make_harmless(cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		if (type == CMARK_NODE_IMAGE && event == CMARK_EVENT_EXIT)
			replace_image(node);
		else if (type == CMARK_NODE_HTML_INLINE)
			replace_tag(node);
	}
	cmark_iter_free(iter);
}

/* The words of a paragraph with their emphasis, without the <p> around them; false where it is something else. */
static bool add_inline(struct buffer *out, struct text words)
{
	cmark_node *root = cmark_parse_document(words.bytes, words.size, CMARK_OPT_DEFAULT);
	cmark_node *only = cmark_node_first_child(root);
	bool is = only && !cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_PARAGRAPH;
	if (is) {
		make_harmless(root);
		char *html = cmark_render_html(root, CMARK_OPT_DEFAULT);
		struct text body = text_trim(text_of(html));
		size_t around = text_starts(body, "<p>") && body.size >= 7 ? 3 : 0;
		buffer_add(out, text_part(body, around, around ? body.size - 4 : body.size));
		free(html);
	}
	cmark_node_free(root);
	return is;
}

static void add_words(struct buffer *out, const struct block *block)
{
	struct buffer safe = {0};
	size_t start = out->size;
	if (block->item_start && block->marker.size) {
		cell_html(out, block->marker);
		buffer_add_byte(out, ' ');
		start = out->size;
	}
	visible_add(&safe, block->text, VISIBLE_KEEP_LINES);
	if (block->text.size > HYPERTEXT_LIMIT || !add_inline(out, buffer_text(&safe))) {
		out->size = start;
		cell_html(out, block->text);
	}
	buffer_clear(&safe);
}

void hypertext_block(struct buffer *out, const struct block *block)
{
	switch (block->kind) {
	case BLOCK_BREAK:
		buffer_add_string(out, "<hr>");
		break;
	case BLOCK_HEADING:
		buffer_format(out, "<h%d>", block->level);
		add_words(out, block);
		buffer_format(out, "</h%d>", block->level);
		break;
	case BLOCK_CODE:
	case BLOCK_HTML:
	case BLOCK_DEFINITIONS:
		buffer_add_string(out, "<pre>");
		cell_html(out, block->text);
		buffer_add_string(out, "</pre>");
		break;
	default:
		buffer_add_string(out, block->quote_depth ? "<p class=\"quote\">" : "<p>");
		add_words(out, block);
		buffer_add_string(out, "</p>");
	}
}
