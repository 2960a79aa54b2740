/* playground - the foundation of the views without a review: a text of many paragraphs in a pane, one of them in a
 * field. For trying and measuring the terminal by hand: `playground [FILE]`, a paragraph a line. */
#include <stdio.h>

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "text/visible.h"
#include "views/confirm_view.h"
#include "views/editor.h"
#include "views/loop.h"
#include "views/message.h"
#include "views/pane.h"
#include "views/prompt_view.h"
#include "views/screen.h"

enum { MARGIN = 3, PARAGRAPHS = 500, FILE_LIMIT = 64 << 20, FIELD_LIMIT = 64 << 10, FOR_SEARCH = 1, FOR_QUIT };

struct paragraph {
	struct buffer text;
	struct wrap wrap;
	int cells;
};

struct page {
	struct paragraph *items;
	size_t count, capacity;
	struct pane pane;
	struct pane_source source;
};

struct form {
	struct page *page;
	size_t item;
	struct editor editor;
};

static struct page page;

/* --- the field --- */

static void form_draw(struct view *view, const struct layout *layout)
{
	struct form *form = view->state;
	struct styled misspelt = {0, 12, STYLE_WITH_MISSPELT};
	struct buffer status = {0};
	view_title(layout, "A paragraph in a field", NULL, "F1 help");
	buffer_format(&status, "%zu bytes, cursor at %zu", form->editor.text.size, form->editor.cursor);
	view_status(layout, buffer_string(&status), NULL);
	editor_draw(&form->editor, layout->body, true, STYLE_PLAIN, &misspelt, 1);
	buffer_clear(&status);
}

static bool form_key(struct view *view, const struct key *key)
{
	struct form *form = view->state;
	return editor_key(&form->editor, key);
}

static void form_paste(struct view *view, struct text words)
{
	struct form *form = view->state;
	editor_paste(&form->editor, words);
}

static bool form_act(struct view *view, enum action action)
{
	struct form *form = view->state;
	if (action != ACTION_SAVE)
		return false;
	struct paragraph *paragraph = &page.items[form->item];
	buffer_empty(&paragraph->text);
	visible_add(&paragraph->text, buffer_text(&form->editor.text), VISIBLE_ONE_LINE);
	paragraph->cells = 0;
	message_say(MESSAGE_SAVED, "Saved");
	stack_pop(view->stack, (struct view_result){.done = true});
	return true;
}

static bool form_wants_text(const struct view *view)
{
	(void)view;
	return true;
}

static void form_save(struct view *view)
{
	struct form *form = view->state;
	FILE *kept = fopen("/tmp/playground.kept", "w");
	if (kept) {
		fwrite(form->editor.text.bytes, 1, form->editor.text.size, kept);
		fclose(kept);
	}
}

static void form_close(struct view *view)
{
	struct form *form = view->state;
	editor_clear(&form->editor);
}

static struct view *form_view(size_t item)
{
	static const struct view_action actions[] = {{ACTION_SAVE, 9, NULL, NULL}, {ACTION_BACK, 8, NULL, NULL},
		{ACTION_UNDO, 5, NULL, NULL}, {ACTION_REDO, 4, NULL, NULL}};
	static const struct view_class class = {.name = "form",
		.title = "A field",
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.draw = form_draw,
		.act = form_act,
		.key = form_key,
		.paste = form_paste,
		.wants_text = form_wants_text,
		.save = form_save,
		.close = form_close};
	struct view *view = view_new(&class, sizeof(struct form));
	struct form *form = view->state;
	form->item = item;
	editor_open(&form->editor, buffer_text(&page.items[item].text), FIELD_LIMIT, EDITOR_MANY_LINES);
	return view;
}

/* --- the text --- */

static size_t page_count(void *context)
{
	(void)context;
	return page.count;
}

static const struct wrap *wrapped(size_t item, int cells)
{
	struct paragraph *paragraph = &page.items[item];
	if (paragraph->cells != cells)
		wrap_text(&paragraph->wrap, buffer_text(&paragraph->text),
			cells > MARGIN + 1 ? (size_t)(cells - MARGIN) : 1, 0);
	paragraph->cells = cells;
	return &paragraph->wrap;
}

static size_t page_rows(void *context, size_t item, int cells)
{
	(void)context;
	return wrapped(item, cells)->count + 1;
}

static void page_row(void *context, size_t item, size_t row, struct area area, bool selected)
{
	(void)context;
	const struct wrap *wrap = wrapped(item, area.cols);
	if (row >= wrap->count)
		return;
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	if (row == 0)
		screen_print(area.row, area.col + 1, 1, item % 3 ? "●" : "◐", STYLE_MARK);
	const struct wrap_row *at = &wrap->rows[row];
	struct styled spans[] = {{10, 40, STYLE_SPAN}, {20, 30, STYLE_WITH_MISSPELT}};
	screen_put_spans(area.row, area.col + MARGIN, area.cols - MARGIN, buffer_text(&page.items[item].text),
		at->start, at->end, (selected && row == 0 ? STYLE_WITH_SELECTED : 0) | STYLE_WITH_BLANKS, spans,
		ARRAY_SIZE(spans));
}

static void page_draw(struct view *view, const struct layout *layout)
{
	(void)view;
	struct buffer status = {0};
	view_title(layout, "Playground · 漢字 · é", "reading", "F1 help");
	buffer_format(&status, "§%zu/%zu", page.pane.selected + 1, page.count);
	view_status(layout, buffer_string(&status), "right");
	pane_place(&page.pane, &page.source, layout->left);
	pane_draw(&page.pane, true, 0);
	if (layout->two)
		screen_print(layout->right.row, layout->right.col + 1, layout->right.cols - 1, buffer_string(&status),
			STYLE_HEADING);
	buffer_clear(&status);
}

static bool page_act(struct view *view, enum action action)
{
	if (action == ACTION_AMEND || action == ACTION_OPEN)
		stack_push(view->stack, form_view(page.pane.selected), 0);
	else if (action == ACTION_SEARCH)
		stack_push(view->stack, prompt_view("Search", text_of(""), true), FOR_SEARCH);
	else
		return pane_act(&page.pane, action);
	return true;
}

static void page_result(struct view *view, int purpose, struct view_result result)
{
	if (purpose == FOR_QUIT && result.done)
		view->stack->ended = true;
	if (purpose != FOR_SEARCH)
		return;
	for (size_t i = 0; result.text.size && i < page.count; i++) {
		struct text text = buffer_text(&page.items[i].text);
		if (memmem(text.bytes, text.size, result.text.bytes, result.text.size)) {
			pane_select(&page.pane, i);
			return;
		}
	}
}

static bool may_end(struct stack *stack)
{
	stack_push(stack, confirm_view("Two proposals are not sent yet. Leave all the same?", 'q'), FOR_QUIT);
	return false;
}

static struct view *page_view(void)
{
	static const struct view_action actions[] = {{ACTION_DOWN, 90, "paragraph", NULL}, {ACTION_UP, 0, NULL, NULL},
		{ACTION_AMEND, 80, NULL, NULL}, {ACTION_OPEN, 10, NULL, NULL}, {ACTION_SEARCH, 50, NULL, NULL},
		{ACTION_PAGE_UP, 5, NULL, NULL}, {ACTION_PAGE_DOWN, 5, NULL, NULL}, {ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL}, {ACTION_QUIT, 95, NULL, NULL}};
	static const struct view_class class = {.name = "page",
		.title = "The text",
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.wish = LAYOUT_TWO,
		.draw = page_draw,
		.act = page_act,
		.result = page_result};
	page.source = (struct pane_source){.count = page_count, .rows = page_rows, .draw = page_row};
	return view_new(&class, 0);
}

static const struct fault *read_page(const char *path)
{
	struct buffer bytes = {0};
	const struct fault *fault = path ? file_read(&bytes, path, FILE_LIMIT) : NULL;
	struct text rest = buffer_text(&bytes), line;
	while (!fault && text_line(&rest, &line)) {
		struct paragraph *paragraph = ARRAY_ADD(page.items, page.count, page.capacity);
		visible_add(&paragraph->text, line, VISIBLE_ONE_LINE);
	}
	for (int i = 0; !path && i < PARAGRAPHS; i++) {
		struct paragraph *paragraph = ARRAY_ADD(page.items, page.count, page.capacity);
		buffer_format(&paragraph->text,
			"Paragraphe %d. Les gouvernements locaux s’engagent à ce que la mise en œuvre "
			"du présent texte soit achevée : « dans les délais » !",
			i + 1);
		for (int more = 0; more < i % 7 * (i == 20 ? 20 : 1); more++)
			buffer_add_string(
				&paragraph->text, " Les partenaires réaffirment leur attachement à la coopération.");
	}
	buffer_clear(&bytes);
	return fault;
}

int main(int count, char **arguments)
{
	language_open(NULL);
	const struct fault *fault = read_page(count > 1 ? arguments[1] : NULL);
	if (!fault)
		fault = screen_open(THEME_DEFAULT);
	if (fault) {
		fprintf(stderr, "playground: %s\n", fault_text(fault));
		return 2;
	}
	struct stack *stack = stack_new(NULL);
	struct loop *loop = loop_new(stack);
	stack->may_end = may_end;
	stack_push(stack, page_view(), 0);
	enum loop_end why = loop_run(loop);
	screen_close();
	stack_free(stack);
	loop_free(loop);
	for (size_t i = 0; i < page.count; i++) {
		buffer_clear(&page.items[i].text);
		wrap_clear(&page.items[i].wrap);
	}
	free(page.items);
	message_clear();
	printf("ended %d\n", (int)why);
	return 0;
}
