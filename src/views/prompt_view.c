#include "views/prompt_view.h"

#include "base/array.h"
#include "base/language.h"
#include "text/utf8.h"
#include "text/wrap.h"
#include "views/editor.h"

enum { PROMPT_LIMIT = 4096, ACTIONS = 3 };

struct prompt {
	struct view_class class; /* its own: what Enter does is this prompt's */
	struct view_action actions[ACTIONS];
	char *label;
	bool typing;
	struct wrap wrap;
	struct editor editor;
};

static void draw(struct view *view, const struct layout *layout)
{
	struct prompt *prompt = view->state;
	struct area window = layout->window, row = view_status_area(layout);
	struct text label = text_of(prompt->label);
	window.rows = row.row + 1;
	wrap_text(&prompt->wrap, label, window.cols > 3 ? (size_t)window.cols - 2 : 1, 0);
	bool beside = (int)utf8_cells(label) <= row.cols / 2; /* else in rows of its own, whole */
	struct area area = beside ? row : layout_cut_bottom(&window, (int)prompt->wrap.count + 1);
	screen_fill(area, STYLE_PLAIN, 0);
	int used = 1;
	if (beside)
		used = screen_print(row.row, row.col + 1, row.cols / 2, prompt->label, STYLE_FIELD) + 2;
	for (int i = 0; !beside && i + 1 < area.rows; i++) {
		const struct wrap_row *part = &prompt->wrap.rows[i];
		screen_put(area.row + i, area.col + 1, area.cols - 2, text_part(label, part->start, part->end),
			STYLE_FIELD);
	}
	struct area field = {row.row, row.col + used, 1, row.cols - used};
	editor_draw(&prompt->editor, field, true, STYLE_PLAIN, NULL, 0);
}

/* The view below hears what has been typed so far. */
static void tell_typing(struct view *view)
{
	struct prompt *prompt = view->state;
	struct view *below = stack_below(view->stack, view);
	struct view_result result = {false, PROMPT_TYPING, buffer_text(&prompt->editor.text)};
	if (prompt->typing && below && below->class->result)
		below->class->result(below, view->purpose, result);
}

static bool key(struct view *view, const struct key *typed)
{
	struct prompt *prompt = view->state;
	unsigned version = prompt->editor.version;
	if (!editor_key(&prompt->editor, typed))
		return false;
	if (prompt->editor.version != version)
		tell_typing(view);
	return true;
}

static void paste(struct view *view, struct text words)
{
	struct prompt *prompt = view->state;
	editor_paste(&prompt->editor, words);
	tell_typing(view);
}

static bool act(struct view *view, enum action action)
{
	struct prompt *prompt = view->state;
	bool done = action == ACTION_OPEN || action == ACTION_SAVE;
	if (!done && action != ACTION_BACK)
		return false;
	stack_pop(view->stack, (struct view_result){done, 0, buffer_text(&prompt->editor.text)});
	return true;
}

static bool wants_text(const struct view *view)
{
	(void)view;
	return true;
}

static void close_prompt(struct view *view)
{
	struct prompt *prompt = view->state;
	free(prompt->label);
	wrap_clear(&prompt->wrap);
	editor_clear(&prompt->editor);
}

static const struct view_action actions[ACTIONS] = {
	{ACTION_OPEN, 9, NULL, N_("Done with typing")},
	{ACTION_BACK, 8, N_("leave"), N_("Leave without it")},
	{ACTION_SAVE, 0, NULL, N_("Done with typing")},
};

static const struct view_class prompt_class = {.name = "prompt",
	.title = N_("A line to type"),
	.action_count = ACTIONS,
	.overlay = true,
	.draw = draw,
	.act = act,
	.key = key,
	.paste = paste,
	.wants_text = wants_text,
	.close = close_prompt};

struct view *prompt_view(const char *label, struct text initial, bool typing, const char *enter)
{
	struct view *view = view_new(&prompt_class, sizeof(struct prompt));
	struct prompt *prompt = view->state;
	memcpy(prompt->actions, actions, sizeof actions);
	prompt->actions[0].label = enter;
	prompt->class = prompt_class;
	prompt->class.actions = prompt->actions;
	view->class = &prompt->class;
	prompt->label = memory_string(label);
	prompt->typing = typing;
	editor_open(&prompt->editor, initial, PROMPT_LIMIT, EDITOR_ONE_LINE);
	return view;
}
