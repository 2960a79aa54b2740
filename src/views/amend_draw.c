#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"
#include "views/amend.h"
#include "views/form.h"
#include "views/underline.h"

enum { TIGHT_ROWS = 6, SHORT_STATUS = 90 };

static long clamp_top(const struct amend *amend, long top)
{
	long last = (long)amend->paper.wrap.count - amend->paper_rows;
	if (top > last)
		top = last;
	return top < 0 ? 0 : top;
}

void amend_scroll(struct amend *amend, int rows)
{
	amend->paper_top = clamp_top(amend, amend->paper_top + rows);
}

/* The difference goes where one types, unless one scrolls it. */
static void follow_cursor(struct amend *amend)
{
	if (amend->followed == amend->editor.cursor || amend->field == AMEND_DIFFERENCE)
		return;
	long row = (long)wrap_row_of(&amend->paper.wrap, amend_shown(amend));
	if (row < amend->paper_top || row >= amend->paper_top + amend->paper_rows - 1)
		amend->paper_top = row - amend->paper_rows / 2;
	amend->followed = amend->editor.cursor;
}

static void difference_title(struct buffer *out, const struct amend *amend)
{
	unsigned int revision = amend->session->review->revision;
	if (amend->kind == AMEND_VIEW_INSERT)
		buffer_add_string(out, _("New paragraph"));
	else if (amend->kind == AMEND_VIEW_INSERTION)
		buffer_add_string(out, _("Difference with your words so far"));
	else if (revision)
		buffer_format(out, _("Difference with Rev. %u"), revision);
	else
		buffer_add_string(out, _("Difference with the text"));
}

static void draw_difference(struct amend *amend, struct area area, bool focus)
{
	struct buffer title = {0};
	difference_title(&title, amend);
	if (area.rows > 1)
		form_rule(layout_cut_top(&area, 1), buffer_string(&title), focus);
	buffer_clear(&title);
	if (area.rows < 1 || area.cols < 3)
		return;
	paper_wrap(&amend->paper, area.cols - 2, 0);
	amend->paper_rows = area.rows;
	follow_cursor(amend);
	amend->paper_top = clamp_top(amend, amend->paper_top);
	for (int i = 0; i < area.rows; i++)
		paper_draw(&amend->paper, (size_t)(amend->paper_top + i), area.row + i, area.col + 1, area.cols - 2,
			STYLE_PLAIN | STYLE_WITH_BLANKS);
	if (amend->paper_top + area.rows < (long)amend->paper.wrap.count)
		screen_print(area.row + area.rows - 1, area.col + area.cols - 1, 1, "…", STYLE_DIM);
	if (focus)
		screen_cursor(area.row, area.col + 1);
}

static void draw_editor(struct amend *amend, bool reason, struct area area, bool focus)
{
	if (area.cols > 3) {
		area.col++;
		area.cols -= 2;
	}
	underline_editor(reason ? &amend->reason : &amend->editor, area, focus, amend->session->speller,
		&amend->spelled[reason]);
}

/* The reason grows with its text, up to a third of the room. */
static int reason_rows(struct amend *amend, struct area area)
{
	int wished = (int)editor_rows(&amend->reason, area.cols > 3 ? area.cols - 2 : 1);
	int most = area.rows / 3;
	return wished < most ? wished : most;
}

static void draw_fields(struct amend *amend, struct area area)
{
	bool on_reason = amend->field == AMEND_REASON;
	bool words = amend->kind == AMEND_VIEW_REWORD || amend->kind == AMEND_VIEW_DECISION;
	const char *text_label = words ? _("New words") : _("New paragraph");
	if (area.rows < TIGHT_ROWS) {
		if (on_reason && area.rows > 1)
			form_rule(layout_cut_top(&area, 1), _("Reason (optional)"), true);
		draw_editor(amend, on_reason, area, true);
		return;
	}
	struct area reason = layout_cut_bottom(&area, 1 + reason_rows(amend, area));
	form_rule(layout_cut_top(&area, 1), text_label, amend->field == AMEND_TEXT);
	draw_editor(amend, false, area, amend->field == AMEND_TEXT);
	form_rule(layout_cut_top(&reason, 1), _("Reason (optional)"), on_reason);
	draw_editor(amend, true, reason, on_reason);
}

static void draw_title(const struct amend *amend, const struct layout *layout)
{
	struct buffer place = {0}, title = {0};
	const char *name = amend->session->review->identity.name;
	char *shown = name ? visible_take(name) : NULL;
	const char *page = !layout->two && amend->preview ? _("difference") : NULL;
	amend_place(&place, amend);
	buffer_format(&title, amend->kind == AMEND_VIEW_DECISION ? _("Own words: %s") : _("Proposal: %s"),
		buffer_string(&place));
	view_title(layout, buffer_string(&title), page, shown);
	buffer_clear(&place);
	buffer_clear(&title);
	free(shown);
}

/* A blank line splits: how many paragraphs the text makes. */
static size_t count_paragraphs(struct text text)
{
	struct text line;
	size_t count = 0;
	bool blank = true;
	while (text_line(&text, &line)) {
		bool empty = !text_trim(line).size;
		count += blank && !empty;
		blank = empty;
	}
	return count;
}

static void counts(struct buffer *out, const struct amend *amend)
{
	size_t paragraphs = count_paragraphs(buffer_text(&amend->editor.text));
	if (amend->changed)
		buffer_add_string(out, _("◆ changed meanwhile · "));
	else if (amend->arrived)
		buffer_format(out, P_("◆ %zu new proposal here · ", "◆ %zu new proposals here · ", amend->arrived),
			amend->arrived);
	if (!amend->words_out && !amend->words_in) {
		buffer_add_string(out, amend_changed(amend) ? _("same words") : _("no change yet"));
	} else {
		if (amend->words_out)
			buffer_format(out, P_("−%zu word", "−%zu words", amend->words_out), amend->words_out);
		if (amend->words_out && amend->words_in)
			buffer_add_byte(out, ' ');
		if (amend->words_in)
			buffer_format(out, P_("+%zu word", "+%zu words", amend->words_in), amend->words_in);
	}
	if (paragraphs > 1)
		buffer_format(out, P_(" · %zu paragraph", " · %zu paragraphs", paragraphs), paragraphs);
}

static void draw_status(const struct amend *amend, const struct layout *layout)
{
	struct buffer left = {0}, right = {0};
	counts(&left, amend);
	if (layout->status.cols >= SHORT_STATUS)
		buffer_add_string(&left, amend->kind == AMEND_VIEW_DECISION
						 ? _(" · taken in the place of what was proposed, once applied")
						 : _(" · becomes a proposal, the original stays"));
	keeping_state(&right, &amend->keeping);
	view_status(layout, buffer_string(&left), right.size ? buffer_string(&right) : NULL);
	buffer_clear(&left);
	buffer_clear(&right);
}

void amend_draw(struct view *view, const struct layout *layout)
{
	struct amend *amend = view->state;
	amend_compare(amend);
	if (amend->projected) {
		amend_project(amend, layout->window);
		return;
	}
	amend->two = layout->two;
	if (amend->field == AMEND_DIFFERENCE && !layout->two)
		amend->field = AMEND_TEXT; /* the window has become narrow */
	draw_title(amend, layout);
	if (layout->two) {
		draw_fields(amend, layout->left);
		draw_difference(amend, layout->right, amend->field == AMEND_DIFFERENCE);
	} else if (amend->preview) {
		draw_difference(amend, layout->body, true);
	} else {
		draw_fields(amend, layout->body);
	}
	draw_status(amend, layout);
}
