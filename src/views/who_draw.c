#include "base/array.h"
#include "base/language.h"
#include "text/visible.h"
#include "views/form.h"
#include "views/who.h"

/* At most half of the page, and nothing where there is hardly room for the list. */
static void draw_explained(struct who *who, struct area *body)
{
	if (body->rows < 6 || body->cols < 3)
		return;
	paper_wrap(&who->explained, body->cols - 2, 0);
	int rows = (int)who->explained.wrap.count;
	struct area above = layout_cut_top(body, rows < body->rows / 2 ? rows : body->rows / 2);
	for (int i = 0; i < above.rows; i++)
		paper_draw(&who->explained, (size_t)i, above.row + i, above.col + 1, above.cols - 2, STYLE_DIM);
	layout_cut_top(body, 1);
}

static void draw_group(const struct who *who, struct area field)
{
	const struct categories *groups = &who->session->review->consultation.groups;
	const char *label = who->group < groups->count ? labels_in(&groups->items[who->group].label, language_code())
						       : _("none of these");
	char *shown = visible_take(label);
	form_box(field, field.col, FORM_ONE_OF, who->group < groups->count, shown, who->field == WHO_GROUP);
	free(shown);
}

static struct editor *editor_of(struct who *who, enum who_field field)
{
	return field == WHO_NAME ? &who->name : field == WHO_ORGANISATION ? &who->organisation : &who->id;
}

/* Where not all fields fit, the one in use is among those shown. */
static void draw_form(struct who *who, struct area body)
{
	const char *labels[] = {[WHO_NAME] = _("Name"),
		[WHO_ORGANISATION] = _("Organisation"),
		[WHO_GROUP] = _("Group"),
		[WHO_ID] = _("Short name")};
	int column = form_column(labels, ARRAY_SIZE(labels), body.cols);
	int skip = (int)who->field + 1 - body.rows;
	for (int field = skip > 0 ? skip : 0; field < WHO_FIELDS && body.rows > 0; field++) {
		bool focus = who->field == (enum who_field)field;
		if (!who_has(who, (enum who_field)field))
			continue;
		struct area value = form_label(layout_cut_top(&body, 1), labels[field], column, focus);
		if (field == WHO_GROUP)
			draw_group(who, value);
		else
			editor_draw(editor_of(who, (enum who_field)field), value, focus, STYLE_PLAIN, NULL, 0);
	}
	if (body.rows > 2)
		screen_print(body.row + 1, body.col + 1, body.cols - 2,
			_("The short name is made from your name: small letters, digits and hyphens. It cannot be "
			  "changed later."),
			STYLE_DIM);
}

void who_draw(struct view *view, const struct layout *layout)
{
	struct who *who = view->state;
	struct area body = layout->body;
	view_title(layout, _("Who are you?"), NULL, NULL);
	draw_explained(who, &body);
	if (who->asking)
		draw_form(who, body);
	else
		choice_draw(&who->choice, body, true);
	if (who->choice.typed.size && !who->asking) {
		struct buffer typed = {0};
		buffer_add_string(&typed, _("Looking for: "));
		visible_add(&typed, buffer_text(&who->choice.typed), VISIBLE_ONE_LINE);
		view_status(layout, buffer_string(&typed), NULL);
		buffer_clear(&typed);
		return;
	}
	view_status(layout, _("Without a name you can read everything, but not write."), NULL);
}
