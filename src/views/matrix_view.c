#include "views/matrix_view.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "views/matrix_sheet.h"
#include "views/message.h"
#include "views/projection_view.h"
#include "views/row.h"
#include "views/screen.h"

enum purpose { FOR_PROJECTION = 1 };

struct state {
	struct session *session;
	struct matrix_sheet sheet;
	struct number *numbers; /* of the rows: to find them again after a load */
	char *column;           /* the chosen one's id; NULL: none, or those without a group */
};

static const char *column_id(const struct matrix_sheet *sheet, size_t index)
{
	const struct matrix_column *column = &sheet->matrix.columns[index];
	if (column->reviewer == STANDING_NONE)
		return column->group;
	return sheet->review->standing->reviewers[column->reviewer].id;
}

static void keep_ids(struct state *state)
{
	const struct matrix_sheet *sheet = &state->sheet;
	state->numbers = memory_resize(state->numbers, sheet->matrix.row_count + 1, sizeof *state->numbers);
	for (size_t i = 0; i < sheet->matrix.row_count; i++)
		state->numbers[i] = sheet->review->numbering.numbers[sheet->matrix.rows[i].block];
}

static void keep_column(struct state *state)
{
	free(state->column);
	state->column =
		state->sheet.matrix.column_count ? memory_string(column_id(&state->sheet, state->sheet.column)) : NULL;
}

static void find_column(struct state *state)
{
	struct matrix_sheet *sheet = &state->sheet;
	sheet->column = 0;
	for (size_t i = 0; i < sheet->matrix.column_count; i++) {
		const char *id = column_id(sheet, i);
		if (id && state->column ? !strcmp(id, state->column) : id == state->column)
			sheet->column = i;
	}
}

/* --- drawing */

static void draw(struct view *view, const struct layout *layout)
{
	struct state *state = view->state;
	struct matrix_sheet *sheet = &state->sheet;
	struct area body = layout->body;
	struct buffer status = {0}, right = {0};
	if (sheet->matrix.row_count)
		matrix_sheet_draw(sheet, body);
	else
		screen_print(body.row, body.col + ROW_MARGIN, body.rows ? body.cols - ROW_MARGIN : 0,
			_("This text is empty."), STYLE_DIM);
	if (sheet->shown < sheet->matrix.column_count)
		/* TRANSLATORS: of the columns of a table: from, to, of how many */
		buffer_format(&right, _("columns %1$zu to %2$zu of %3$zu"), sheet->first + 1,
			sheet->first + sheet->shown, sheet->matrix.column_count);
	view_title(layout,
		sheet->matrix.by == MATRIX_BY_GROUP ? _("Paragraphs and groups") : _("Paragraphs and reviewers"), NULL,
		buffer_string(&right));
	matrix_sheet_words(&status, sheet);
	view_status(layout, buffer_string(&status), state->session->loading ? _("still reading …") : NULL);
	buffer_clear(&status);
	buffer_clear(&right);
}

/* --- moving */

static void finish(struct view *view)
{
	const struct matrix_sheet *sheet = &((struct state *)view->state)->sheet;
	if (!sheet->matrix.row_count)
		return;
	stack_pop(view->stack,
		(struct view_result){.done = true, .number = (long)sheet->matrix.rows[sheet->pane.selected].block});
}

static void step_column(struct matrix_sheet *sheet, bool right)
{
	if (right && sheet->column + 1 < sheet->matrix.column_count)
		sheet->column++;
	else if (!right && sheet->column)
		sheet->column--;
}

/* The next paragraph on which there is still something to settle. */
static void step_row(struct matrix_sheet *sheet, bool forward)
{
	size_t count = sheet->matrix.row_count;
	for (size_t i = sheet->pane.selected; forward ? ++i < count : i-- > 0;)
		if (sheet->matrix.rows[i].verdict < VERDICT_UNOPPOSED) {
			pane_select(&sheet->pane, i);
			return;
		}
	message_say(MESSAGE_INFO, "%s",
		forward ? _("No paragraph after this one waits for anything.")
			: _("No paragraph before this one waits for anything."));
}

/* Reviewers become groups and back; the row stays. */
static void turn(struct state *state)
{
	struct matrix_sheet *sheet = &state->sheet;
	struct pane pane = sheet->pane;
	enum matrix_by by = sheet->matrix.by == MATRIX_BY_GROUP ? MATRIX_BY_REVIEWER : MATRIX_BY_GROUP;
	matrix_sheet_clear(sheet);
	matrix_sheet_open(sheet, state->session, by);
	sheet->pane = pane;
	keep_column(state);
}

static void project(struct view *view)
{
	struct state *state = view->state;
	const struct matrix_sheet *sheet = &state->sheet;
	struct view *page = projection_view(state->session,
		sheet->matrix.row_count ? sheet->matrix.rows[sheet->pane.selected].block : STANDING_NONE);
	if (page)
		stack_push(view->stack, page, FOR_PROJECTION);
}

/* The row of a paragraph, or of the last one before it. */
static size_t row_of(const struct matrix *matrix, size_t block)
{
	size_t row = 0;
	for (size_t i = 0; block != STANDING_NONE && i < matrix->row_count && matrix->rows[i].block <= block; i++)
		row = i;
	return row;
}

/* What was projected last is selected. */
static void result(struct view *view, int purpose, struct view_result told)
{
	struct matrix_sheet *sheet = &((struct state *)view->state)->sheet;
	if (purpose == FOR_PROJECTION && told.done && sheet->matrix.row_count)
		pane_select(&sheet->pane, row_of(&sheet->matrix, (size_t)told.number));
}

static bool act(struct view *view, enum action action)
{
	struct state *state = view->state;
	switch (action) {
	case ACTION_PROJECTION:
		project(view);
		return true;
	case ACTION_OPEN:
		finish(view);
		return true;
	case ACTION_LEFT:
	case ACTION_RIGHT:
		step_column(&state->sheet, action == ACTION_RIGHT);
		keep_column(state);
		return true;
	case ACTION_OTHER_PANE:
		turn(state);
		return true;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		step_row(&state->sheet, action == ACTION_NEXT);
		return true;
	default:
		return pane_act(&state->sheet.pane, action);
	}
}

static bool key(struct view *view, const struct key *typed)
{
	struct state *state = view->state;
	return row_mouse_finish(view, &state->sheet.pane, typed, finish);
}

/* --- the review was loaded anew */

struct renewal {
	const struct number *before;
	const struct state *state;
};

static long find_again(void *context, size_t old_item)
{
	const struct renewal *renewal = context;
	for (size_t i = 0; i < renewal->state->sheet.matrix.row_count; i++)
		if (!number_compare(renewal->state->numbers[i], renewal->before[old_item]))
			return (long)i;
	return PANE_GONE;
}

static void changed(struct view *view)
{
	struct state *state = view->state;
	struct matrix_sheet *sheet = &state->sheet;
	struct renewal renewal = {state->numbers, state};
	struct pane pane = sheet->pane;
	size_t first = sheet->first;
	enum matrix_by by = sheet->matrix.by;
	state->numbers = NULL;
	matrix_sheet_clear(sheet);
	matrix_sheet_open(sheet, state->session, by);
	keep_ids(state);
	find_column(state);
	sheet->first = first;
	sheet->pane = pane;
	if (pane.source)
		pane_remap(&sheet->pane, find_again, &renewal);
	free((void *)renewal.before);
}

static void close_view(struct view *view)
{
	struct state *state = view->state;
	matrix_sheet_clear(&state->sheet);
	free(state->numbers);
	free(state->column);
}

struct view *matrix_view(struct session *session, size_t block)
{
	static const struct view_action actions[] = {
		{ACTION_UP, 5, NULL, NULL},
		{ACTION_DOWN, 5, NULL, NULL},
		{ACTION_LEFT, 6, N_("column"), N_("The column to the left")},
		{ACTION_RIGHT, 6, N_("column"), N_("The column to the right")},
		{ACTION_OTHER_PANE, 9, N_("groups"), N_("Columns of reviewers, or of groups")},
		{ACTION_NEXT, 8, N_("next open one"), N_("The next paragraph on which there is something to settle")},
		{ACTION_PREVIOUS, 0, NULL, N_("The one before on which there is something to settle")},
		{ACTION_OPEN, 9, N_("read it"), N_("Go to this paragraph in the text.")},
		{ACTION_PROJECTION, 0, NULL, NULL},
		{ACTION_PAGE_UP, 0, NULL, NULL},
		{ACTION_PAGE_DOWN, 0, NULL, NULL},
		{ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL},
		{ACTION_BACK, 8, NULL, NULL},
	};
	static const struct view_class class = {.name = "matrix",
		.title = N_("Who has said what on which paragraph"),
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.context = IN_VIEWS,
		.wish = LAYOUT_ONE,
		.draw = draw,
		.act = act,
		.key = key,
		.result = result,
		.changed = changed,
		.close = close_view};
	struct view *view = view_new(&class, sizeof(struct state));
	struct state *state = view->state;
	state->session = session;
	matrix_sheet_open(&state->sheet, session, MATRIX_BY_REVIEWER);
	keep_ids(state);
	const struct matrix *matrix = &state->sheet.matrix;
	for (size_t i = 0; i < matrix->column_count; i++) /* one's own first */
		if (matrix->columns[i].reviewer == session->review->standing->me)
			state->sheet.column = i;
	keep_column(state);
	state->sheet.pane.selected = row_of(matrix, block);
	return view;
}
