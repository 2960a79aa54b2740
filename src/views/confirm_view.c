#include "views/confirm_view.h"

#include "base/array.h"
#include "base/language.h"
#include "text/utf8.h"
#include "text/wrap.h"
#include "views/screen.h"

struct confirm {
	char *sentence;
	int32_t asked_with, other_key; /* 0: none */
	char *other;
	struct wrap wrap;
};

static int32_t lower(int32_t point)
{
	return point >= 'A' && point <= 'Z' ? point - 'A' + 'a' : point;
}

/* The letter for yes: the first of the word in the language of the face. */
static int32_t yes_letter(void)
{
	int32_t point;
	utf8_step(text_of(_("yes")), 0, &point);
	return lower(point);
}

static bool wants_capital(const struct confirm *confirm)
{
	return confirm->asked_with == yes_letter();
}

static void draw(struct view *view, const struct layout *layout)
{
	struct confirm *confirm = view->state;
	struct area window = layout->window, last = view_status_area(layout);
	window.rows = last.row + 1;
	wrap_text(&confirm->wrap, text_of(confirm->sentence), window.cols > 3 ? (size_t)window.cols - 2 : 1, 0);
	struct area area = layout_cut_bottom(&window, (int)confirm->wrap.count + 1);
	screen_fill(area, STYLE_STATUS | STYLE_WITH_SELECTED, 0);
	for (int i = 0; i + 1 < area.rows; i++) {
		const struct wrap_row *row = &confirm->wrap.rows[i];
		screen_put(area.row + i, area.col + 1, area.cols - 2,
			text_part(text_of(confirm->sentence), row->start, row->end),
			STYLE_STATUS | STYLE_WITH_SELECTED);
	}
	struct buffer choice = {0};
	utf8_add(&choice, wants_capital(confirm) ? yes_letter() - 'a' + 'A' : yes_letter());
	buffer_format(&choice, " %s   ", _("yes"));
	if (confirm->other) {
		utf8_add(&choice, confirm->other_key);
		buffer_format(&choice, " %s   ", confirm->other);
	}
	buffer_format(&choice, "%s ", _("any other key: no"));
	int used = screen_print(last.row, last.col + 1, last.cols - 2, buffer_string(&choice), STYLE_STATUS);
	screen_cursor(last.row, last.col + 1 + used);
	buffer_clear(&choice);
}

static bool key(struct view *view, const struct key *typed)
{
	const struct confirm *confirm = view->state;
	if (typed->kind == TYPED_MOUSE)
		return true;
	bool plain = typed->kind == TYPED_CHARACTER && !(typed->modifiers & (WITH_ALT | WITH_CONTROL));
	bool yes = plain && lower(typed->point) == yes_letter() &&
		   (!wants_capital(confirm) || typed->point != yes_letter());
	bool other = plain && confirm->other && typed->point == confirm->other_key;
	stack_pop(
		view->stack, (struct view_result){.done = yes || other, .number = other ? CONFIRM_OTHER : CONFIRM_YES});
	return true;
}

static void close_confirm(struct view *view)
{
	struct confirm *confirm = view->state;
	free(confirm->sentence);
	free(confirm->other);
	wrap_clear(&confirm->wrap);
}

struct view *confirm_view_or(const char *sentence, int32_t asked_with, int32_t other_key, const char *other)
{
	static const struct view_class class = {.name = "confirm",
		.title = N_("A question"),
		.overlay = true,
		.draw = draw,
		.key = key,
		.close = close_confirm};
	struct view *view = view_new(&class, sizeof(struct confirm));
	struct confirm *confirm = view->state;
	confirm->sentence = memory_string(sentence);
	confirm->asked_with = asked_with;
	confirm->other_key = other_key;
	confirm->other = memory_string(other);
	return view;
}

struct view *confirm_view(const char *sentence, int32_t asked_with)
{
	return confirm_view_or(sentence, asked_with, 0, NULL);
}
