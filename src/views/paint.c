#include "views/paint.h"

#include <stdlib.h>

#include "text/utf8.h"
#include "views/scroll.h"

enum {
	STEP_SIZE = 48,
	COLOUR_SHIFT = PAINT_ATTRIBUTES, /* a look is its attributes, and its colour above them */
	ALL_ATTRIBUTES = (1 << PAINT_ATTRIBUTES) - 1,
	DOWN_MOST = 8, /* further down is another word's work */
	TOO_MUCH = 1 << 20,
};

/* Bytes that move the cursor; TOO_MUCH of them where there is no such way. */
struct step {
	char bytes[STEP_SIZE];
	int size;
};

void paint_open(struct paint *paint, const struct paint_words *words)
{
	*paint = (struct paint){.words = *words};
	paint_forget(paint);
}

void paint_theme(struct paint *paint, enum theme theme)
{
	paint->theme = theme;
	memset(paint->looks, 0, sizeof paint->looks);
}

void paint_forget(struct paint *paint)
{
	paint->row = paint->col = paint->look = PAINT_UNKNOWN;
}

/* --- looks --- */

static int make_look(const struct paint *paint, int style)
{
	struct look look = theme_look(paint->theme, style);
	int attributes = look.attributes, colour = (int)look.colour;
	if (!paint->words.colours[colour])
		colour = LOOK_NONE;
	for (int i = 0; i < PAINT_ATTRIBUTES; i++)
		if (!paint->words.attributes[i])
			attributes &= ~(1 << i);
	if (colour != LOOK_NONE)
		attributes &= ~paint->words.alone;
	return attributes | colour << COLOUR_SHIFT;
}

static int look_of(struct paint *paint, int style)
{
	uint16_t *known = &paint->looks[style & (PAINT_STYLES - 1)];
	if (!*known)
		*known = (uint16_t)(make_look(paint, style & (PAINT_STYLES - 1)) + 1);
	return *known - 1;
}

/* "ESC [ numbers m", as nearly all words for looks are. */
static bool is_sgr(const char *bytes, size_t size)
{
	if (size < 3 || bytes[0] != '\033' || bytes[1] != '[' || bytes[size - 1] != 'm')
		return false;
	for (size_t i = 2; i + 1 < size; i++)
		if ((bytes[i] < '0' || bytes[i] > '9') && bytes[i] != ';')
			return false;
	return true;
}

/* Adds a word for a look; two of the common kind, the first at `start`, become one. */
static void add_look_word(struct buffer *out, size_t start, const char *word)
{
	size_t size = strlen(word);
	if (out->size == start || !is_sgr(out->bytes + start, out->size - start) || !is_sgr(word, size) || size == 3) {
		buffer_add(out, (struct text){word, size});
		return;
	}
	out->size--;
	if (out->bytes[out->size - 1] == '[')
		buffer_add_byte(out, '0');
	buffer_add_byte(out, ';');
	buffer_add(out, (struct text){word + 2, size - 2});
}

static void set_look(struct paint *paint, struct buffer *out, int look)
{
	size_t start = out->size;
	int attributes = look & ALL_ATTRIBUTES, colour = look >> COLOUR_SHIFT;
	if (look == paint->look)
		return;
	int old = paint->look < 0 ? 0 : paint->look & ALL_ATTRIBUTES, old_colour = paint->look >> COLOUR_SHIFT;
	if (paint->look < 0 || (old & ~attributes) || (colour == LOOK_NONE && old_colour != LOOK_NONE)) {
		add_look_word(out, start, paint->words.reset);
		old = 0;
		old_colour = LOOK_NONE;
	}
	for (int i = 0; i < PAINT_ATTRIBUTES; i++)
		if ((attributes & ~old) >> i & 1)
			add_look_word(out, start, paint->words.attributes[i]);
	if (colour != old_colour)
		add_look_word(out, start, paint->words.colours[colour]);
	paint->look = look;
}

void paint_plain(struct paint *paint, struct buffer *out)
{
	set_look(paint, out, 0);
}

/* --- the cursor --- */

static bool step_add(struct step *step, const char *bytes, size_t size)
{
	if (!bytes || step->size + (int)size > STEP_SIZE) {
		step->size = TOO_MUCH;
		return false;
	}
	memcpy(step->bytes + step->size, bytes, size);
	step->size += (int)size;
	return true;
}

static void step_number(struct step *step, int number)
{
	char digits[12], *at = digits + sizeof digits;
	do
		*--at = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	step_add(step, at, (size_t)(digits + sizeof digits - at));
}

/* Adds a word that takes numbers. Those of ECMA-48, with nothing but %i, %p1%d and %p2%d, are filled in here. */
static void step_fill(const struct paint *paint, struct step *step, const char *word, int first, int second)
{
	int more = 0, before = step->size;
	if (!word)
		step->size = TOO_MUCH;
	for (const char *at = word; at && *at; at++) {
		if (*at != '%') {
			step_add(step, at, 1);
		} else if (at[1] == 'i') {
			more = 1;
			at++;
		} else if (!strncmp(at, "%p1%d", 5) || !strncmp(at, "%p2%d", 5)) {
			step_number(step, (at[2] == '1' ? first : second) + more);
			at += 4;
		} else {
			const char *said = paint->words.filled ? paint->words.filled(word, first, second) : NULL;
			step->size = before;
			step_add(step, said, said ? strlen(said) : 0);
			return;
		}
	}
}

static void step_repeat(struct step *step, const char *word, int times)
{
	if (!word || times > DOWN_MOST) {
		step->size = TOO_MUCH;
		return;
	}
	size_t size = strlen(word);
	for (bool fits = true; fits && times > 0; times--)
		fits = step_add(step, word, size);
}

static void keep_shorter(struct step *best, const struct step *other)
{
	if (other->size < best->size)
		*best = *other;
}

/* Within a row. */
static struct step sideways(const struct paint *paint, int from, int to)
{
	const struct paint_words *words = &paint->words;
	struct step best = {.size = from == to ? 0 : TOO_MUCH}, other = {.size = 0};
	if (from == to)
		return best;
	if (to == 0 && words->cr) {
		step_add(&other, words->cr, strlen(words->cr));
		keep_shorter(&best, &other);
	}
	other.size = 0;
	step_repeat(&other, to > from ? words->cuf1 : words->cub1, to > from ? to - from : from - to);
	keep_shorter(&best, &other);
	other.size = 0;
	step_fill(paint, &other, to > from ? words->cuf : words->cub, to > from ? to - from : from - to, 0);
	keep_shorter(&best, &other);
	other.size = 0;
	step_fill(paint, &other, words->hpa, to, 0);
	keep_shorter(&best, &other);
	return best;
}

static struct step upright(const struct paint *paint, int from, int to)
{
	struct step best = {.size = from == to ? 0 : TOO_MUCH}, other = {.size = 0};
	if (from == to)
		return best;
	if (to > from) {
		step_repeat(&other, paint->words.cud1, to - from);
		keep_shorter(&best, &other);
	}
	other.size = 0;
	step_fill(paint, &other, paint->words.vpa, to, 0);
	keep_shorter(&best, &other);
	return best;
}

static struct step way_to(const struct paint *paint, int row, int col)
{
	struct step best = {.size = 0};
	step_fill(paint, &best, paint->words.cup, row, col);
	if (paint->row == PAINT_UNKNOWN)
		return best;
	struct step down = upright(paint, paint->row, row);
	if (down.size >= best.size)
		return best;
	struct step across = sideways(paint, paint->col, col);
	if (step_add(&down, across.bytes, (size_t)across.size))
		keep_shorter(&best, &down);
	return best;
}

void paint_cursor(struct paint *paint, struct buffer *out, int row, int col)
{
	if (paint->row == row && paint->col == col)
		return;
	if (paint->words.moves_plain)
		paint_plain(paint, out);
	struct step step = way_to(paint, row, col);
	buffer_add(out, (struct text){step.bytes, step.size < TOO_MUCH ? (size_t)step.size : 0});
	paint->row = row;
	paint->col = col;
}

/* --- cells --- */

static bool same(struct paint *paint, const struct cell *a, const struct cell *b)
{
	if (memcmp(a->points, b->points, sizeof a->points) != 0 || a->width != b->width)
		return false;
	return a->style == b->style || look_of(paint, a->style) == look_of(paint, b->style);
}

static bool is_blank(struct paint *paint, const struct cell *cell)
{
	return cell->points[0] == ' ' && !cell->points[1] && cell->width == 1 && look_of(paint, cell->style) == 0;
}

/* One that every terminal counts as we do. */
static bool is_simple(const struct cell *cell)
{
	return cell->width == 1 && !cell->points[1];
}

static void put(struct paint *paint, struct buffer *out, const struct cell *cell, int cols)
{
	set_look(paint, out, look_of(paint, cell->style));
	if (cell->points[0] < 0x80)
		buffer_add_byte(out, (char)cell->points[0]);
	else
		utf8_add(out, cell->points[0]);
	for (int i = 1; i < CELL_POINTS && cell->points[i]; i++)
		utf8_add(out, cell->points[i]);
	paint->col += cell->width;
	if (!is_simple(cell) || paint->col >= cols)
		paint->row = paint->col = PAINT_UNKNOWN;
}

static int point_size(int32_t point)
{
	return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

/* What it takes to write the cells in between once more; TOO_MUCH where they look otherwise. */
static int rewriting(struct paint *paint, const struct cell *cells, int from, int to, int most)
{
	int bytes = 0;
	for (int col = from; col < to && bytes < most; col++) {
		if (!is_simple(&cells[col]) || look_of(paint, cells[col].style) != paint->look)
			return TOO_MUCH;
		bytes += point_size(cells[col].points[0]);
	}
	return bytes;
}

/* Brings the cursor to a cell of a row of which what is left of it stands already. */
static void reach(struct paint *paint, struct buffer *out, const struct cell *cells, int row, int col, int cols)
{
	if (paint->row == row && paint->col < col) {
		int way = way_to(paint, row, col).size;
		if (rewriting(paint, cells, paint->col, col, way + 1) <= way) {
			for (int at = paint->col; at < col; at++)
				put(paint, out, &cells[at], cols);
			return;
		}
	}
	paint_cursor(paint, out, row, col);
}

/* Erases `count` blanks from the cursor on, up to `end`, if that is shorter than writing them. */
static bool erase(struct paint *paint, struct buffer *out, int row, int col, int count, bool to_end)
{
	struct step step = {.size = 0};
	int gain = 0;
	if (to_end && paint->words.el) {
		step_add(&step, paint->words.el, strlen(paint->words.el));
	} else {
		step_fill(paint, &step, paint->words.ech, count, 0);
		gain = way_to(paint, row, col + count).size; /* the cursor stays; it is likely to go on */
		gain = gain < 4 ? 4 : gain;
	}
	if (step.size + gain > count)
		return false;
	paint_plain(paint, out);
	buffer_add(out, (struct text){step.bytes, (size_t)step.size});
	return true;
}

static void paint_row(struct paint *paint, struct buffer *out, const struct cells *now, struct cells *shown, int row)
{
	const struct cell *cells = cells_row(now, row), *last = cells_row(shown, row);
	int cols = now->cols, limit = cols;
	if (paint->words.wraps_at_once && row == now->rows - 1)
		limit--; /* the last cell would make everything scroll */
	for (int col = 0; col < limit; col++) {
		if (same(paint, &cells[col], &last[col]))
			continue;
		while (col > 0 && cells[col].width == 0)
			col--;
		if (col + cells[col].width > limit)
			break;
		int end = col, changed = col;
		for (; end < cols && is_blank(paint, &cells[end]); end++)
			if (!same(paint, &cells[end], &last[end]))
				changed = end + 1;
		reach(paint, out, cells, row, col, cols);
		if (changed > col && erase(paint, out, row, col, changed - col, end == cols)) {
			col = changed - 1;
			continue;
		}
		put(paint, out, &cells[col], cols);
		col += cells[col].width > 1;
	}
}

/* --- rows --- */

static void set_region(const struct paint *paint, struct buffer *out, int top, int bottom)
{
	struct step step = {.size = 0};
	step_fill(paint, &step, paint->words.csr, top, bottom);
	buffer_add(out, (struct text){step.bytes, (size_t)step.size});
}

/* Moves rows in the terminal, and in `last`. */
static void move_rows(struct paint *paint, struct buffer *out, struct cells *last, const struct scroll *scroll)
{
	bool up = scroll->by > 0;
	const char *many = up ? paint->words.indn : paint->words.rin, *one = up ? paint->words.ind : paint->words.ri;
	int top = scroll->top + (up ? 0 : scroll->by), bottom = scroll->bottom + (up ? scroll->by : 0);
	struct step step = {.size = 0};
	if (!paint->words.csr || (!many && !one))
		return;
	paint_plain(paint, out);
	set_region(paint, out, top, bottom);
	paint->row = paint->col = PAINT_UNKNOWN;
	paint_cursor(paint, out, up ? bottom : top, 0);
	if (many)
		step_fill(paint, &step, many, abs(scroll->by), 0);
	buffer_add(out, (struct text){step.bytes, (size_t)step.size});
	for (int i = 0; !many && i < abs(scroll->by); i++)
		buffer_add_string(out, one);
	set_region(paint, out, 0, last->rows - 1);
	paint->row = paint->col = PAINT_UNKNOWN;
	scroll_cells(last, scroll);
}

void paint_cells(struct paint *paint, struct buffer *out, const struct cells *now, struct cells *last)
{
	size_t size = (size_t)now->cols * sizeof *now->grid;
	struct scroll scroll;
	if (scroll_find(&scroll, now, last))
		move_rows(paint, out, last, &scroll);
	for (int row = 0; row < now->rows; row++) {
		if (memcmp(cells_row(now, row), cells_row(last, row), size) == 0)
			continue;
		paint_row(paint, out, now, last, row);
		memcpy(cells_row(last, row), cells_row(now, row), size);
	}
	paint_plain(paint, out);
}

void paint_clear(struct paint *paint, struct buffer *out, struct cells *last)
{
	paint_forget(paint);
	paint_plain(paint, out);
	if (paint->words.clear) {
		buffer_add_string(out, paint->words.clear);
		cells_blank(last);
	} else {
		memset(last->grid, 0xff, (size_t)last->rows * (size_t)last->cols * sizeof *last->grid);
	}
}
