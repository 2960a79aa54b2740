// objects: views/paint views/scroll views/cells views/theme
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <vterm.h>

#include "views/paint.h"
#include "views/scroll.h"

enum { ROWS = 12, COLS = 40, ROUNDS = 3000 };

/* What an xterm understands. */
static const struct paint_words every_word = {.cup = "\033[%i%p1%d;%p2%dH",
	.hpa = "\033[%i%p1%dG",
	.vpa = "\033[%i%p1%dd",
	.cub = "\033[%p1%dD",
	.cub1 = "\b",
	.cuf = "\033[%p1%dC",
	.cuf1 = "\033[C",
	.cud1 = "\n",
	.cr = "\r",
	.el = "\033[K",
	.ech = "\033[%p1%dX",
	.clear = "\033[H\033[2J",
	.csr = "\033[%i%p1%d;%p2%dr",
	.ind = "\n",
	.indn = "\033[%p1%dS",
	.ri = "\033M",
	.rin = "\033[%p1%dT",
	.reset = "\033[m",
	.attributes = {"\033[1m", "\033[2m", "\033[4m", "\033[7m", "\033[3m"},
	.colours = {NULL, "\033[31m", "\033[32m", "\033[33m", "\033[34m", "\033[35m", "\033[36m"}};

static struct {
	struct paint paint;
	struct cells now, last;
	struct buffer out;
	VTerm *terminal;
	VTermScreen *screen;
	uint32_t chance;
} at;

static int open_all(void **state)
{
	(void)state;
	memset(&at, 0, sizeof at);
	cells_resize(&at.now, ROWS, COLS);
	cells_resize(&at.last, ROWS, COLS);
	at.terminal = vterm_new(ROWS, COLS);
	vterm_set_utf8(at.terminal, 1);
	at.screen = vterm_obtain_screen(at.terminal);
	vterm_screen_reset(at.screen, 1);
	at.chance = 12345;
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	vterm_free(at.terminal);
	cells_clear(&at.now);
	cells_clear(&at.last);
	buffer_clear(&at.out);
	return 0;
}

static int pick(int count)
{
	at.chance = at.chance * 1664525u + 1013904223u;
	return (int)((at.chance >> 8) % (uint32_t)count);
}

static void put(int row, int col, const char *string, int style)
{
	struct text text = text_of(string);
	cells_put(&at.now, row, col, COLS, text, 0, text.size, style, NULL, 0);
}

static void send(void)
{
	vterm_input_write(at.terminal, at.out.bytes, at.out.size);
}

static void frame(bool afresh)
{
	buffer_empty(&at.out);
	if (afresh)
		paint_clear(&at.paint, &at.out, &at.last);
	paint_cells(&at.paint, &at.out, &at.now, &at.last);
	paint_cursor(&at.paint, &at.out, pick(ROWS), pick(COLS));
	send();
}

/* What the terminal shows in a cell is what the grid says. */
static void assert_cell(int row, int col)
{
	static const int colours[] = {0, 1, 2, 3, 4, 5, 6};
	const struct cell *cell = cells_row(&at.now, row) + col;
	VTermScreenCell shown;
	assert_true(vterm_screen_get_cell(at.screen, (VTermPos){row, col}, &shown));
	if (cell->width == 0)
		return;
	if (!shown.chars[0]) /* erased */
		shown.chars[0] = ' ', shown.chars[1] = 0;
	for (int i = 0; i < CELL_POINTS && (i == 0 || cell->points[i - 1]); i++)
		assert_int_equal(shown.chars[i], cell->points[i]);
	assert_int_equal(shown.width, cell->width);
	struct look look = theme_look(at.paint.theme, cell->style);
	for (int i = 0; i < PAINT_ATTRIBUTES; i++)
		look.attributes &= at.paint.words.attributes[i] ? ~0 : ~(1 << i);
	assert_int_equal(shown.attrs.bold != 0, (look.attributes & LOOK_BOLD) != 0);
	assert_int_equal(shown.attrs.underline != 0, (look.attributes & LOOK_UNDERLINE) != 0);
	assert_int_equal(shown.attrs.reverse != 0, (look.attributes & LOOK_REVERSE) != 0);
	assert_int_equal(shown.attrs.italic != 0, (look.attributes & LOOK_ITALIC) != 0);
	if (look.colour == LOOK_NONE || !at.paint.words.colours[look.colour])
		assert_true(VTERM_COLOR_IS_DEFAULT_FG(&shown.fg));
	else
		assert_int_equal(shown.fg.indexed.idx, colours[look.colour]);
	assert_true(VTERM_COLOR_IS_DEFAULT_BG(&shown.bg));
}

static void assert_picture(void)
{
	for (int row = 0; row < ROWS; row++)
		for (int col = 0; col < COLS; col++)
			assert_cell(row, col);
	assert_memory_equal(at.now.grid, at.last.grid, (size_t)ROWS * COLS * sizeof *at.now.grid);
}

/* Words here and there, in any style: wide ones, marks, at and over the edge; some rows move, some become blank. */
static void change(void)
{
	static const char *const words[] = {"e\xcc\x81t\xc3\xa9", "coopération", "漢字", " ", "      ", "a", "§12 ·",
		"●✎", "a long run of words that goes to the edge"};
	static const struct cell blank = {{' '}, STYLE_PLAIN, 1};
	for (int i = pick(6); i > 0; i--)
		put(pick(ROWS), pick(COLS), words[pick(9)], pick(STYLE_ROLES) | (pick(3) ? 0 : STYLE_WITH_SELECTED));
	if (pick(3) == 0) {
		int top = pick(ROWS), rows = 1 + pick(ROWS - top), by = pick(ROWS) - ROWS / 2;
		bool fits = by && top + by >= 0 && top + rows + by <= ROWS;
		if (fits)
			memmove(cells_row(&at.now, top), cells_row(&at.now, top + by),
				(size_t)rows * COLS * sizeof *at.now.grid);
	}
	if (pick(4) == 0) {
		int row = pick(ROWS), from = pick(2) ? 0 : COLS / 2;
		put(row, from, " ", STYLE_PLAIN); /* no half of a wide character stays */
		for (int col = from; col < COLS; col++)
			cells_row(&at.now, row)[col] = blank;
	}
	if (pick(200) == 0)
		cells_blank(&at.now);
}

static void go_through(const struct paint_words *words)
{
	paint_open(&at.paint, words);
	for (int i = 0; i < ROUNDS; i++) {
		change();
		if (i % 500 == 250)
			paint_theme(&at.paint, (enum theme)pick(3));
		frame(i == 0 || i % 500 == 250);
		assert_picture();
	}
}

static void test_paint_cells__shows_any_picture_after_any_other(void **state)
{
	(void)state;
	go_through(&every_word);
}

static void test_paint_cells__needs_only_to_place_the_cursor(void **state)
{
	(void)state;
	struct paint_words words = {.cup = every_word.cup, .reset = every_word.reset};
	go_through(&words);
}

static void test_paint_cells__does_without_any_word(void **state)
{
	(void)state;
	for (int drop = 0; drop < 16; drop++) {
		struct paint_words words = every_word;
		const char **each[] = {&words.hpa, &words.vpa, &words.cub, &words.cub1, &words.cuf, &words.cuf1,
			&words.cud1, &words.cr, &words.el, &words.ech, &words.csr, &words.indn, &words.rin,
			&words.attributes[0], &words.clear, &words.colours[LOOK_CYAN]};
		*each[drop] = NULL;
		if (drop >= 11)
			words.moves_plain = true;
		paint_open(&at.paint, &words);
		for (int i = 0; i < 200; i++) {
			change();
			frame(i == 0);
			assert_picture();
		}
	}
}

static const char *strange(const char *word, int first, int second)
{
	static char said[32];
	assert_string_equal(word, "strange%p1%c%p2%c");
	snprintf(said, sizeof said, "\033[%d;%dH", first + 1, second + 1);
	return said;
}

static void test_paint_cursor__asks_for_a_word_that_is_not_simple(void **state)
{
	(void)state;
	struct paint_words words = {.cup = "strange%p1%c%p2%c", .reset = "\033[m", .filled = strange};
	go_through(&words);
}

/* Writing the last cell would make such a terminal scroll. */
static void test_paint_cells__leaves_the_last_cell_where_it_wraps_at_once(void **state)
{
	(void)state;
	struct paint_words words = every_word;
	words.wraps_at_once = true;
	words.clear = NULL;
	paint_open(&at.paint, &words);
	for (int row = 0; row < ROWS; row++)
		for (int col = 0; col < COLS; col++)
			cells_set(&at.now, row, col, 'x', STYLE_PLAIN);
	frame(true);
	assert_cell(ROWS - 1, COLS - 2);
	VTermScreenCell shown;
	vterm_screen_get_cell(at.screen, (VTermPos){ROWS - 1, COLS - 1}, &shown);
	assert_int_equal(shown.chars[0], 0);
}

static void assert_written(const char *expected)
{
	buffer_empty(&at.out);
	paint_cells(&at.paint, &at.out, &at.now, &at.last);
	assert_string_equal(buffer_string(&at.out), expected);
	send();
}

static void test_paint_cells__writes_little(void **state)
{
	(void)state;
	paint_open(&at.paint, &every_word);
	frame(true);
	put(2, 10, "§12 words", STYLE_PLAIN);
	paint_cursor(&at.paint, &at.out, 2, 10);
	assert_written("§12 words");
	put(2, 10, "§13 words", STYLE_PLAIN);
	assert_written("\033[7D3");
	assert_written("");
	put(3, 13, "x", STYLE_STRONG);
	assert_written("\n\033[1mx\033[m");
	put(2, 10, "         ", STYLE_PLAIN);
	assert_written("\033[3;11H\033[K");
	put(4, 0, "a", STYLE_MARK);
	put(4, 2, "b", STYLE_NUMBER);
	assert_written("\n\n\r\033[1;35ma\033[C\033[0;36mb\033[m");
}

/* A pane that scrolls beside one that stays: rows are moved, and what stays is written again. */
static void test_paint_cells__moves_rows(void **state)
{
	(void)state;
	paint_open(&at.paint, &every_word);
	for (int row = 0; row < ROWS; row++) {
		char line[COLS];
		snprintf(line, sizeof line, "%c row of a text, number %d", 'a' + row, row);
		put(row, 0, line, STYLE_PLAIN);
	}
	frame(true);
	size_t whole = at.out.size;
	struct scroll scroll = {1, ROWS - 3, 1};
	scroll_cells(&at.now, &scroll);
	put(ROWS - 2, 0, "one more", STYLE_PLAIN);
	frame(false);
	assert_non_null(strstr(buffer_string(&at.out), "\033[2;11r"));
	assert_true(at.out.size < whole / 4);
	assert_picture();
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_paint_cells__shows_any_picture_after_any_other, open_all, close_all),
		cmocka_unit_test_setup_teardown(test_paint_cells__needs_only_to_place_the_cursor, open_all, close_all),
		cmocka_unit_test_setup_teardown(test_paint_cells__does_without_any_word, open_all, close_all),
		cmocka_unit_test_setup_teardown(
			test_paint_cursor__asks_for_a_word_that_is_not_simple, open_all, close_all),
		cmocka_unit_test_setup_teardown(
			test_paint_cells__leaves_the_last_cell_where_it_wraps_at_once, open_all, close_all),
		cmocka_unit_test_setup_teardown(test_paint_cells__writes_little, open_all, close_all),
		cmocka_unit_test_setup_teardown(test_paint_cells__moves_rows, open_all, close_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
