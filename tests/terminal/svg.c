/* picture_svg: the drawing half of picture. Sizes are those of DejaVu Sans Mono at 14 px. */
#define _GNU_SOURCE
#include "picture.h"

#include <stdlib.h>
#include <string.h>

#define CELL_WIDTH 8.428
#define CELL_HEIGHT 17.0
#define BASELINE 13.0
#define PAPER 0x1c1c1cu
#define INK 0xd8d8d8u
#define CURSOR 0xffcc00u

/* Neighbouring cells of one look, drawn at once. */
struct stretch {
	int row, first, columns;
	VTermScreenCellAttrs attributes;
	uint32_t ink, paper;
};

static struct stretch stretch_of(struct terminal *terminal, int row, int column, const VTermScreenCell *cell)
{
	uint32_t ink = VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) ? INK : terminal_rgb(terminal, cell->fg);
	uint32_t paper = VTERM_COLOR_IS_DEFAULT_BG(&cell->bg) ? PAPER : terminal_rgb(terminal, cell->bg);
	bool reverse = cell->attrs.reverse;

	return (struct stretch){
		.row = row, .first = column, .columns = cell->width == 2 ? 2 : 1, .attributes = cell->attrs,
		.ink = reverse ? paper : ink, .paper = reverse ? ink : paper,
	};
}

static bool stretch_joins(const struct stretch *left, const struct stretch *right)
{
	const VTermScreenCellAttrs *a = &left->attributes, *b = &right->attributes;

	return left->ink == right->ink && left->paper == right->paper && a->bold == b->bold && a->italic == b->italic &&
	       a->underline == b->underline && a->strike == b->strike && a->font == b->font;
}

static void ground_draw(const struct stretch *s, FILE *out)
{
	if (s->paper != PAPER)
		fprintf(out, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#%06x\"/>\n",
			s->first * CELL_WIDTH, s->row * CELL_HEIGHT, s->columns * CELL_WIDTH + 0.2, CELL_HEIGHT + 0.2,
			s->paper);
}

static void line_draw(const struct stretch *s, double down, uint32_t colour, FILE *out)
{
	fprintf(out, "<path d=\"M%.2f %.2fh%.2f\" stroke=\"#%06x\"/>\n",
		s->first * CELL_WIDTH, s->row * CELL_HEIGHT + down, s->columns * CELL_WIDTH, colour);
}

static void curl_draw(const struct stretch *s, FILE *out)
{
	fprintf(out, "<path d=\"M%.2f %.2f", s->first * CELL_WIDTH, s->row * CELL_HEIGHT + 15.5);
	for (int i = 0; i < s->columns; i++)
		fprintf(out, "q%.2f -2.6 %.2f 0t%.2f 0", CELL_WIDTH / 4, CELL_WIDTH / 2, CELL_WIDTH / 2);
	fputs("\" fill=\"none\" stroke=\"#ff5f5f\"/>\n", out);
}

static void lines_draw(const struct stretch *s, FILE *out)
{
	if (s->attributes.underline == VTERM_UNDERLINE_CURLY)
		curl_draw(s, out);
	else if (s->attributes.underline)
		line_draw(s, 15.2, s->ink, out);
	if (s->attributes.underline == VTERM_UNDERLINE_DOUBLE)
		line_draw(s, 16.6, s->ink, out);
	if (s->attributes.strike)
		line_draw(s, 9, s->ink, out);
}

static void word_draw(const struct stretch *s, int column, const char *word, FILE *out)
{
	fprintf(out, "<text x=\"%.2f\" y=\"%.2f\" fill=\"#%06x\"%s%s%s>", column * CELL_WIDTH,
		s->row * CELL_HEIGHT + BASELINE, s->ink, s->attributes.bold ? " font-weight=\"bold\"" : "",
		s->attributes.italic ? " font-style=\"italic\"" : "",
		s->attributes.font == SGR_DIM_FONT ? " opacity=\"0.6\"" : "");
	for (; *word; word++) {
		if (strchr("<>&", *word))
			fprintf(out, "&#%d;", *word);
		else
			fputc(*word, out);
	}
	fputs("</text>\n", out);
}

/* A word of letters is drawn whole; what another font may have to draw stands in its own cell. */
static bool letter(const VTermScreenCell *cell)
{
	return cell->chars[0] > ' ' && cell->chars[0] < 0x250 && cell->chars[0] != 0xa0;
}

static int word_take(struct terminal *terminal, int row, int column, int end, FILE *out)
{
	VTermScreenCell cell;

	do {
		terminal_cell(terminal, row, column, &cell);
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			picture_point(cell.chars[i], out);
		column += cell.width == 2 ? 2 : 1;
	} while (letter(&cell) && column < end && terminal_cell(terminal, row, column, &cell) && letter(&cell));
	return column;
}

static void words_draw(struct terminal *terminal, const struct stretch *s, FILE *out)
{
	int end = s->first + s->columns;
	VTermScreenCell cell;

	for (int column = s->first; column < end && terminal_cell(terminal, s->row, column, &cell);) {
		char *word;
		size_t length;
		FILE *stream;
		int begin = column;

		if (picture_blank(&cell)) {
			column++;
			continue;
		}
		stream = open_memstream(&word, &length);
		if (!stream)
			abort();
		column = word_take(terminal, s->row, column, end, stream);
		fclose(stream);
		word_draw(s, begin, word, out);
		free(word);
	}
}

static void row_draw(struct terminal *terminal, int row, FILE *out)
{
	VTermScreenCell cell;
	int column = 0;

	while (terminal_cell(terminal, row, column, &cell)) {
		struct stretch stretch = stretch_of(terminal, row, column, &cell);

		for (column += stretch.columns; terminal_cell(terminal, row, column, &cell);) {
			struct stretch next = stretch_of(terminal, row, column, &cell);

			if (!stretch_joins(&stretch, &next))
				break;
			stretch.columns += next.columns;
			column += next.columns;
		}
		ground_draw(&stretch, out);
		words_draw(terminal, &stretch, out);
		lines_draw(&stretch, out);
	}
}

void picture_svg(struct terminal *terminal, FILE *out)
{
	fprintf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
		"font-family=\"DejaVu Sans Mono, monospace\" font-size=\"14\">\n"
		"<rect width=\"100%%\" height=\"100%%\" fill=\"#%06x\"/>\n",
		terminal->columns * CELL_WIDTH, terminal->rows * CELL_HEIGHT, PAPER);
	for (int row = 0; row < terminal->rows; row++)
		row_draw(terminal, row, out);
	if (terminal->cursor_visible)
		fprintf(out, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"none\" "
			"stroke=\"#%06x\"/>\n", terminal->cursor_column * CELL_WIDTH,
			terminal->cursor_row * CELL_HEIGHT, CELL_WIDTH, CELL_HEIGHT, CURSOR);
	fputs("</svg>\n", out);
}
