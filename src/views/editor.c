#include "views/editor.h"

#include <stdint.h>

#include "base/language.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/message.h"

static struct text whole(const struct editor *editor)
{
	return buffer_text(&editor->text);
}

static struct text shown(const struct editor *editor)
{
	return buffer_text(editor->map ? &editor->shown : &editor->text);
}

/* --- what is shown: marks for what is not visible, and rows --- */

static void map_text(struct editor *editor)
{
	enum visible_lines lines = editor->single ? VISIBLE_ONE_LINE : VISIBLE_KEEP_LINES;
	struct text text = whole(editor);
	free(editor->map);
	editor->map = NULL;
	if (visible_is(text, lines))
		return;
	editor->map = memory_new(text.size + 1, sizeof *editor->map);
	buffer_empty(&editor->shown);
	for (size_t at = 0; at < text.size;) {
		size_t next = utf8_cluster(text, at), start = editor->shown.size;
		visible_add(&editor->shown, text_part(text, at, next), lines);
		while (at < next)
			editor->map[at++] = start;
	}
	editor->map[text.size] = editor->shown.size;
}

static size_t to_shown(const struct editor *editor, size_t byte)
{
	return editor->map ? editor->map[byte] : byte;
}

/* The start of the cluster of the text that byte `at` of what is shown belongs to. */
static size_t from_shown(const struct editor *editor, size_t at)
{
	if (!editor->map)
		return at;
	size_t low = 0, high = editor->text.size;
	while (low < high) {
		size_t middle = (low + high + 1) / 2;
		if (editor->map[middle] <= at)
			low = middle;
		else
			high = middle - 1;
	}
	while (low > 0 && editor->map[low - 1] == editor->map[low])
		low--;
	return low;
}

/* One cell of a row is kept free, so that the cursor behind its last character stands inside. */
static void refresh(struct editor *editor, int cells)
{
	if (!editor->stale && cells == editor->cells)
		return;
	if (editor->stale)
		map_text(editor);
	if (!editor->single)
		wrap_text(&editor->wrap, shown(editor), cells > 2 ? (size_t)cells - 1 : 1, 0);
	editor->stale = false;
	editor->cells = cells;
}

static void touched(struct editor *editor)
{
	editor->stale = true;
	editor->modified = true;
	editor->version++;
	editor->keeps_column = false;
}

/* --- places in the text --- */

static size_t line_start(const struct editor *editor, size_t at)
{
	const char *bytes = editor->text.bytes;
	while (at > 0 && bytes[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct editor *editor, size_t at)
{
	while (at < editor->text.size && editor->text.bytes[at] != '\n')
		at++;
	return at;
}

static size_t before(const struct editor *editor, size_t at)
{
	if (at == 0)
		return 0;
	size_t start = line_start(editor, at);
	if (start == at)
		return at >= 2 && editor->text.bytes[at - 2] == '\r' ? at - 2 : at - 1;
	return utf8_cluster_back(whole(editor), start, at);
}

static size_t after(const struct editor *editor, size_t at)
{
	return at < editor->text.size ? utf8_cluster(whole(editor), at) : at;
}

/* The cluster start at or behind a byte. */
static size_t snapped(const struct editor *editor, size_t byte)
{
	if (byte >= editor->text.size)
		return editor->text.size;
	size_t at = line_start(editor, byte);
	while (at < byte)
		at = utf8_cluster(whole(editor), at);
	return at;
}

static bool in_word(const struct editor *editor, size_t at)
{
	int32_t point;
	if (at >= editor->text.size)
		return false;
	utf8_step(whole(editor), at, &point);
	return utf8_is_letter(point) || utf8_is_digit(point) || utf8_is_mark(point);
}

static size_t word_before(const struct editor *editor, size_t at)
{
	while (at > 0 && !in_word(editor, before(editor, at)))
		at = before(editor, at);
	while (at > 0 && in_word(editor, before(editor, at)))
		at = before(editor, at);
	return at;
}

static size_t word_after(const struct editor *editor, size_t at)
{
	while (at < editor->text.size && in_word(editor, at))
		at = after(editor, at);
	while (at < editor->text.size && !in_word(editor, at))
		at = after(editor, at);
	return at;
}

/* The byte of what is shown that is `column` cells into a row, as far as the row goes. */
static size_t in_row(const struct editor *editor, size_t row, size_t column)
{
	const struct wrap_row *at_row = &editor->wrap.rows[row];
	struct text text = shown(editor);
	bool cut_word = row + 1 < editor->wrap.count && at_row->end == at_row->next;
	size_t at = at_row->start, cells = 0;
	while (at < at_row->end) {
		size_t next = utf8_cluster(text, at);
		cells += (size_t)utf8_cluster_cells(text_part(text, at, next));
		if (cells > column || (cut_word && next >= at_row->end))
			break;
		at = next;
	}
	return at;
}

static size_t cursor_row(const struct editor *editor)
{
	return wrap_row_of(&editor->wrap, to_shown(editor, editor->cursor));
}

static size_t cursor_column(const struct editor *editor, size_t row)
{
	return utf8_cells(text_part(shown(editor), editor->wrap.rows[row].start, to_shown(editor, editor->cursor)));
}

/* --- moving --- */

static void go(struct editor *editor, size_t at)
{
	editor->cursor = at;
	editor->keeps_column = false;
	edits_pause(&editor->edits);
}

static void move_rows(struct editor *editor, long by)
{
	refresh(editor, editor->cells ? editor->cells : 80);
	size_t row = cursor_row(editor);
	if (!editor->keeps_column)
		editor->column = cursor_column(editor, row);
	long wanted = (long)row + by, last = (long)editor->wrap.count - 1;
	if (wanted < 0)
		go(editor, 0);
	else if (wanted > last)
		go(editor, editor->text.size);
	else
		go(editor, from_shown(editor, in_row(editor, (size_t)wanted, editor->column)));
	editor->keeps_column = true;
}

static void move_in_row(struct editor *editor, bool end)
{
	if (editor->single) {
		go(editor, end ? editor->text.size : 0);
		return;
	}
	refresh(editor, editor->cells ? editor->cells : 80);
	size_t row = cursor_row(editor);
	go(editor, from_shown(editor, in_row(editor, row, end ? SIZE_MAX : 0)));
}

void editor_move(struct editor *editor, size_t byte)
{
	go(editor, snapped(editor, byte));
}

/* --- changing --- */

static bool change(struct editor *editor, size_t start, size_t end, struct text words, enum edit_kind kind)
{
	if (words.size > end - start && editor->text.size - (end - start) + words.size > editor->limit) {
		message_say(MESSAGE_ERROR,
			P_("There is room for %zu byte only.", "There is room for %zu bytes only.", editor->limit),
			editor->limit);
		return false;
	}
	if (start == end && !words.size)
		return true;
	edits_do(&editor->edits, &editor->text, start, end, words, kind, editor->cursor);
	editor->cursor = snapped(editor, start + words.size);
	touched(editor);
	return true;
}

bool editor_insert(struct editor *editor, struct text words)
{
	return editor_replace(editor, editor->cursor, editor->cursor, words);
}

bool editor_replace(struct editor *editor, size_t start, size_t end, struct text words)
{
	edits_pause(&editor->edits);
	return change(editor, start, end, words, EDIT_WHOLE);
}

bool editor_undo(struct editor *editor)
{
	if (!edits_undo(&editor->edits, &editor->text, &editor->cursor))
		return false;
	touched(editor);
	return true;
}

bool editor_redo(struct editor *editor)
{
	if (!edits_redo(&editor->edits, &editor->text, &editor->cursor))
		return false;
	touched(editor);
	return true;
}

static void type(struct editor *editor, int32_t point)
{
	struct buffer bytes = {0};
	utf8_add(&bytes, point);
	const struct fault *fault = visible_check(buffer_text(&bytes));
	if (fault)
		message_say(MESSAGE_ERROR, "%s", fault_text(fault));
	else
		change(editor, editor->cursor, editor->cursor, buffer_text(&bytes), EDIT_TYPED);
	buffer_clear(&bytes);
}

/* The part of a paste that fits, cut between characters. */
static struct text fitting(const struct editor *editor, struct text words)
{
	size_t room = editor->limit > editor->text.size ? editor->limit - editor->text.size : 0;
	if (words.size <= room)
		return words;
	while (room > 0 && ((unsigned char)words.bytes[room] & 0xc0) == 0x80)
		room--;
	return text_part(words, 0, room);
}

size_t editor_paste(struct editor *editor, struct text paste)
{
	struct buffer words = {0};
	size_t out = visible_clean(&words, paste);
	for (size_t i = 0; editor->single && i < words.size; i++) {
		if (words.bytes[i] == '\n')
			words.bytes[i] = ' ';
	}
	struct text fits = fitting(editor, buffer_text(&words));
	editor_insert(editor, fits);
	if (fits.size < words.size)
		message_say(MESSAGE_ERROR, _("The end of what was pasted does not fit: %zu characters are left out."),
			utf8_points(text_part(buffer_text(&words), fits.size, words.size)));
	else if (out)
		message_say(MESSAGE_INFO,
			P_("%zu invisible character was taken out of what was pasted.",
				"%zu invisible characters were taken out of what was pasted.", out),
			out);
	buffer_clear(&words);
	return out;
}

static void erase(struct editor *editor, size_t start, size_t end, enum edit_kind kind)
{
	change(editor, start, end, (struct text){"", 0}, kind);
}

/* --- keys --- */

static bool control_key(struct editor *editor, int32_t letter)
{
	size_t at = editor->cursor, end = line_end(editor, at);
	switch (letter) {
	case 'a':
	case 'e':
		move_in_row(editor, letter == 'e');
		return true;
	case 'k':
		erase(editor, at, end > at ? end : after(editor, at), EDIT_WHOLE);
		return true;
	case 'u':
		erase(editor, line_start(editor, at), at, EDIT_WHOLE);
		return true;
	case 'w':
		erase(editor, word_before(editor, at), at, EDIT_WHOLE);
		return true;
	case 'z':
		if (!editor_undo(editor))
			message_say(MESSAGE_INFO, "%s", _("Nothing to undo in this field."));
		return true;
	case 'y':
		if (!editor_redo(editor))
			message_say(MESSAGE_INFO, "%s", _("Nothing to redo in this field."));
		return true;
	default:
		return false;
	}
}

static bool vertical_key(struct editor *editor, const struct key *key)
{
	long page = editor->rows > 1 ? editor->rows - 1 : 1;
	if (editor->single)
		return false;
	switch (key->kind) {
	case TYPED_UP:
		move_rows(editor, -1);
		return true;
	case TYPED_DOWN:
		move_rows(editor, 1);
		return true;
	case TYPED_PAGE_UP:
		move_rows(editor, -page);
		return true;
	case TYPED_PAGE_DOWN:
		move_rows(editor, page);
		return true;
	case TYPED_ENTER:
		change(editor, editor->cursor, editor->cursor, text_of("\n"), EDIT_TYPED);
		return true;
	default:
		return false;
	}
}

bool editor_key(struct editor *editor, const struct key *key)
{
	bool by_word = key->modifiers & WITH_CONTROL;
	size_t at = editor->cursor;
	switch (key->kind) {
	case TYPED_CHARACTER:
		if (key->modifiers & (WITH_ALT | WITH_CONTROL))
			return false;
		type(editor, key->point);
		return true;
	case TYPED_CONTROL:
		return control_key(editor, key->point);
	case TYPED_LEFT:
		go(editor, by_word ? word_before(editor, at) : before(editor, at));
		return true;
	case TYPED_RIGHT:
		go(editor, by_word ? word_after(editor, at) : after(editor, at));
		return true;
	case TYPED_HOME:
	case TYPED_END:
		if (by_word)
			go(editor, key->kind == TYPED_END ? editor->text.size : 0);
		else
			move_in_row(editor, key->kind == TYPED_END);
		return true;
	case TYPED_BACKSPACE:
		erase(editor, before(editor, at), at, EDIT_ERASED);
		return true;
	case TYPED_DELETE:
		erase(editor, at, by_word ? word_after(editor, at) : after(editor, at), EDIT_ERASED);
		return true;
	default:
		return vertical_key(editor, key);
	}
}

/* --- opening, drawing --- */

void editor_open(struct editor *editor, struct text text, size_t limit, enum editor_lines lines)
{
	*editor = (struct editor){.limit = limit, .single = lines == EDITOR_ONE_LINE, .stale = true};
	buffer_add(&editor->text, text);
	editor->cursor = editor->text.size;
}

void editor_clear(struct editor *editor)
{
	buffer_clear(&editor->text);
	buffer_clear(&editor->shown);
	free(editor->map);
	wrap_clear(&editor->wrap);
	edits_clear(&editor->edits);
	*editor = (struct editor){0};
}

size_t editor_rows(struct editor *editor, int cells)
{
	refresh(editor, cells);
	return editor->single ? 1 : editor->wrap.count;
}

/* The caller's spans, in bytes of what is shown; yours. */
static struct styled *mapped(const struct editor *editor, const struct styled *spans, size_t count)
{
	struct styled *out = memory_new(count, sizeof *out);
	for (size_t i = 0; i < count; i++) {
		size_t end = spans[i].end < editor->text.size ? spans[i].end : editor->text.size;
		size_t start = spans[i].start < end ? spans[i].start : end;
		out[i] = (struct styled){to_shown(editor, start), to_shown(editor, end), spans[i].style};
	}
	return out;
}

static void draw_line(
	struct editor *editor, struct area area, bool focus, int style, const struct styled *spans, size_t count)
{
	struct text text = shown(editor);
	size_t at = to_shown(editor, editor->cursor), room = area.cols > 1 ? (size_t)area.cols - 1 : 0;
	if (at < editor->top)
		editor->top = at;
	while (editor->top < at && utf8_cells(text_part(text, editor->top, at)) > room)
		editor->top = utf8_cluster(text, editor->top);
	screen_put_spans(area.row, area.col, area.cols, text, editor->top, text.size, style, spans, count);
	if (focus)
		screen_cursor(area.row, area.col + (int)utf8_cells(text_part(text, editor->top, at)));
}

static void draw_rows(
	struct editor *editor, struct area area, bool focus, int style, const struct styled *spans, size_t count)
{
	size_t rows = (size_t)area.rows, row = cursor_row(editor);
	if (row < editor->top)
		editor->top = row;
	if (row >= editor->top + rows)
		editor->top = row - rows + 1;
	if (editor->top + rows > editor->wrap.count)
		editor->top = editor->wrap.count > rows ? editor->wrap.count - rows : 0;
	for (size_t i = 0; i < rows && editor->top + i < editor->wrap.count; i++) {
		const struct wrap_row *at = &editor->wrap.rows[editor->top + i];
		screen_put_spans(
			area.row + (int)i, area.col, area.cols, shown(editor), at->start, at->end, style, spans, count);
	}
	size_t column = cursor_column(editor, row), last = area.cols > 0 ? (size_t)area.cols - 1 : 0;
	if (focus)
		screen_cursor(area.row + (int)(row - editor->top), area.col + (int)(column < last ? column : last));
}

void editor_draw(
	struct editor *editor, struct area area, bool focus, int style, const struct styled *spans, size_t count)
{
	if (area.rows <= 0 || area.cols <= 0)
		return;
	refresh(editor, area.cols);
	editor->rows = area.rows;
	struct styled *own = editor->map && count ? mapped(editor, spans, count) : NULL;
	if (editor->single)
		draw_line(editor, area, focus, style | STYLE_WITH_BLANKS, own ? own : spans, count);
	else
		draw_rows(editor, area, focus, style | STYLE_WITH_BLANKS, own ? own : spans, count);
	free(own);
}
