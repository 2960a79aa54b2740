#include "base/array.h"
#include "base/language.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/composer.h"
#include "views/form.h"
#include "views/underline.h"

enum { TIGHT_ROWS = 8, ROOMY_ROWS = 12 };

/* --- what the remark is about --- */

static int first_top(const struct composer *composer, int rows)
{
	size_t row = wrap_row_of(&composer->paper.wrap, composer->paper_mark);
	return (int)row < rows - 1 ? 0 : (int)row - rows / 2;
}

static long clamp_top(const struct composer *composer, long top)
{
	long last = (long)composer->paper.wrap.count - composer->paper_rows;
	if (top > last)
		top = last;
	return top < 0 ? 0 : top;
}

void composer_scroll(struct composer *composer, int rows)
{
	composer->paper_top = clamp_top(composer, composer->paper_top + rows);
}

/* With focus the first row bears the mark and the cursor; … says that there is more. */
static void draw_passage(struct composer *composer, struct area area)
{
	bool focus = composer->field == COMPOSER_PASSAGE;
	if (area.rows < 1 || area.cols < 3)
		return;
	paper_wrap(&composer->paper, area.cols - 2, 0);
	composer->paper_rows = area.rows;
	if (composer->paper_top < 0)
		composer->paper_top = first_top(composer, area.rows);
	composer->paper_top = clamp_top(composer, composer->paper_top);
	for (int i = 0; i < area.rows; i++)
		paper_draw(&composer->paper, (size_t)(composer->paper_top + i), area.row + i, area.col + 1,
			area.cols - 2, STYLE_PLAIN | STYLE_WITH_BLANKS);
	if (composer->paper_top > 0)
		screen_print(area.row, area.col + area.cols - 1, 1, "…", STYLE_DIM);
	if (composer->paper_top + area.rows < (long)composer->paper.wrap.count)
		screen_print(area.row + area.rows - 1, area.col + area.cols - 1, 1, "…", STYLE_DIM);
	for (int i = 0; focus && i < area.rows; i++)
		screen_print(area.row + i, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	if (focus)
		screen_cursor(area.row, area.col + 1);
}

/* --- the fields --- */

static const char *label_of(enum composer_field field)
{
	static const char *const labels[] = {[COMPOSER_PASSAGE] = "",
		[COMPOSER_KIND] = N_("Kind"),
		[COMPOSER_TARGET] = N_("Target"),
		[COMPOSER_TAGS] = N_("Tags"),
		[COMPOSER_TEXT] = N_("Text")};
	return labels[field][0] ? _(labels[field]) : "";
}

static int column_of(int cells)
{
	const char *labels[] = {label_of(COMPOSER_KIND), label_of(COMPOSER_TARGET), label_of(COMPOSER_TAGS)};
	return form_column(labels, ARRAY_SIZE(labels), cells);
}

/* The two alternatives of a field; the buffer keeps what had to be made. */
struct pair {
	const char *first, *second;
	bool on_second;
	struct buffer made;
};

static struct pair pair_of(const struct composer *composer, enum composer_field field)
{
	struct pair pair = {_("comment"), _("question"), composer->question, {0}};
	if (field == COMPOSER_KIND)
		return pair;
	struct text text = composer->session->review->draft->blocks[composer->block].text;
	buffer_add_string(&pair.made, "« ");
	visible_add(&pair.made, text_part(text, composer->start, composer->end), VISIBLE_ONE_LINE);
	buffer_add_string(&pair.made, " »");
	pair.first = buffer_string(&pair.made);
	pair.second = _("the whole paragraph");
	pair.on_second = composer->whole;
	return pair;
}

static bool side_by_side(const struct pair *pair, int cells)
{
	return (int)(utf8_cells(text_of(pair->first)) + utf8_cells(text_of(pair->second))) + 10 <= cells;
}

/* Both beside each other, else one below the other, else the chosen one; the cursor stands on the chosen one. */
static void draw_pair(const struct composer *composer, enum composer_field which, struct area field)
{
	struct pair pair = pair_of(composer, which);
	bool focus = composer->field == which, on_second = pair.on_second;
	if (side_by_side(&pair, field.cols) || field.rows > 1) {
		struct area row = layout_cut_top(&field, 1);
		int used = form_box(row, row.col, FORM_ONE_OF, !on_second, pair.first, focus && !on_second) + 2;
		if (field.rows > 0) {
			row = field;
			used = 0;
		}
		form_box(row, row.col + used, FORM_ONE_OF, on_second, pair.second, focus && on_second);
	} else {
		form_box(field, field.col, FORM_ONE_OF, true, on_second ? pair.second : pair.first, focus);
	}
	buffer_clear(&pair.made);
}

static int pair_rows(const struct composer *composer, enum composer_field field, struct area form, int column)
{
	struct pair pair = pair_of(composer, field);
	bool fits = side_by_side(&pair, form.cols - column);
	buffer_clear(&pair.made);
	return fits || form.rows < ROOMY_ROWS ? 1 : 2;
}

static void tag_label(struct buffer *out, const struct composer *composer, size_t tag)
{
	wording_tag(out, composer->session->review, composer->tags[tag].tag);
}

/* What is chosen, on one row. */
static void draw_tags_short(const struct composer *composer, struct area field)
{
	struct buffer chosen = {0};
	for (size_t i = 0; i < composer->tag_count; i++) {
		if (!composer->tags[i].on)
			continue;
		if (chosen.size)
			buffer_add_string(&chosen, " · ");
		tag_label(&chosen, composer, i);
	}
	bool none = !chosen.size;
	if (field.rows > 0)
		screen_print(field.row, field.col, field.cols, none ? _("none") : buffer_string(&chosen),
			none ? STYLE_DIM : STYLE_PLAIN);
	buffer_clear(&chosen);
}

/* All of them, while one chooses. */
static void draw_tags_long(const struct composer *composer, struct area field)
{
	size_t rows = (size_t)field.rows, top = 0;
	if (composer->tag_at >= rows)
		top = composer->tag_at - rows + 1;
	for (size_t i = 0; i < rows && top + i < composer->tag_count; i++) {
		struct buffer label = {0};
		size_t tag = top + i;
		struct area row = {field.row + (int)i, field.col, 1, field.cols};
		tag_label(&label, composer, tag);
		form_box(row, row.col, FORM_ANY_OF, composer->tags[tag].on, buffer_string(&label),
			tag == composer->tag_at);
		buffer_clear(&label);
	}
}

static void draw_field(const struct composer *composer, enum composer_field field, struct area area, int column)
{
	bool focus = composer->field == field;
	struct area value = form_label(area, label_of(field), column, focus);
	if (field != COMPOSER_TAGS)
		draw_pair(composer, field, value);
	else if (focus)
		draw_tags_long(composer, value);
	else
		draw_tags_short(composer, value);
}

static int tag_rows(const struct composer *composer, int rows)
{
	int most = composer->field == COMPOSER_TAGS ? (int)composer->tag_count : 1;
	return most < rows ? most : rows < 1 ? 1 : rows;
}

static void draw_text(struct composer *composer, struct area area, bool with_rule)
{
	bool focus = composer->field == COMPOSER_TEXT;
	if (with_rule)
		form_rule(layout_cut_top(&area, 1),
			composer->kind == COMPOSE_REPLY || composer->kind == COMPOSE_ANSWER ? _("Your answer")
											    : label_of(COMPOSER_TEXT),
			focus);
	if (area.cols > 3) {
		area.col++;
		area.cols -= 2;
	}
	underline_editor(&composer->editor, area, focus, composer->session->speller, &composer->spelled);
}

/* Where there is little room: one row for the field in use, or for what was chosen; the text has the rest. */
static void draw_tight(struct composer *composer, struct area form)
{
	enum composer_field field = composer->field;
	bool shown = field == COMPOSER_KIND || field == COMPOSER_TARGET || field == COMPOSER_TAGS;
	if (shown) {
		int rows = field == COMPOSER_TAGS ? tag_rows(composer, form.rows - 1) : 1;
		draw_field(composer, field, layout_cut_top(&form, rows), column_of(form.cols));
	} else if (form.rows > 2 && composer_has(composer, COMPOSER_KIND)) {
		struct area row = layout_cut_top(&form, 1);
		struct buffer summary = {0};
		buffer_add_string(&summary, composer->question ? _("question") : _("comment"));
		if (composer_has(composer, COMPOSER_TARGET))
			buffer_format(&summary, " · %s",
				composer_on_words(composer) ? _("on the words in [ ]") : _("on the whole paragraph"));
		screen_print(row.row, row.col + 1, row.cols - 1, buffer_string(&summary), STYLE_FIELD);
		buffer_clear(&summary);
	}
	draw_text(composer, form, false);
}

static void draw_form(struct composer *composer, struct area form)
{
	int column = column_of(form.cols);
	struct area whole = form;
	if (form.rows < TIGHT_ROWS) {
		draw_tight(composer, form);
		return;
	}
	for (int field = COMPOSER_KIND; field < COMPOSER_TEXT; field++) {
		if (!composer_has(composer, (enum composer_field)field))
			continue;
		int rows = field == COMPOSER_TAGS ? tag_rows(composer, form.rows - 3)
						  : pair_rows(composer, (enum composer_field)field, whole, column);
		draw_field(composer, (enum composer_field)field, layout_cut_top(&form, rows), column);
	}
	draw_text(composer, form, true);
}

/* --- the page --- */

static void draw_title(const struct composer *composer, const struct layout *layout)
{
	struct buffer title = {0};
	const char *name = composer->session->review->identity.name;
	char *shown = name ? visible_take(name) : NULL;
	composer_name(&title, composer);
	view_title(layout, buffer_string(&title), NULL, shown);
	buffer_clear(&title);
	free(shown);
}

static void draw_status(const struct composer *composer, const struct layout *layout)
{
	struct buffer left = {0}, right = {0};
	size_t points = utf8_points(buffer_text(&composer->editor.text));
	if (composer->field == COMPOSER_TAGS)
		tag_label(&left, composer, composer->tag_at); /* in full: above it may be cut */
	else
		buffer_format(&left, P_("Not saved · %zu character", "Not saved · %zu characters", points), points);
	keeping_state(&right, &composer->keeping);
	view_status(layout, buffer_string(&left), right.size ? buffer_string(&right) : NULL);
	buffer_clear(&left);
	buffer_clear(&right);
}

/* One above the other: the first rows of the passage, a rule, the form. */
static void draw_stacked(struct composer *composer, struct area body)
{
	int rows = body.rows / 3;
	if (body.cols > 2)
		paper_wrap(&composer->paper, body.cols - 2, 0);
	if (rows > (int)composer->paper.wrap.count)
		rows = (int)composer->paper.wrap.count;
	if (rows < 1 && body.rows > 2)
		rows = 1;
	draw_passage(composer, layout_cut_top(&body, rows));
	if (body.rows > TIGHT_ROWS)
		screen_fill(layout_cut_top(&body, 1), STYLE_RULE, 0x2500);
	draw_form(composer, body);
}

void composer_draw(struct view *view, const struct layout *layout)
{
	struct composer *composer = view->state;
	draw_title(composer, layout);
	if (layout->two) {
		draw_passage(composer, layout->left);
		draw_form(composer, layout->right);
	} else {
		draw_stacked(composer, layout->body);
	}
	draw_status(composer, layout);
}
