#include "views/composer_view.h"

#include "base/array.h"
#include "base/language.h"
#include "views/composer.h"
#include "views/external.h"
#include "views/message.h"

static void save(struct view *view)
{
	struct composer *composer = view->state;
	struct session *session = composer->session;
	char id[UUID_TEXT];
	struct buffer name = {0};
	keeping_now(&composer->keeping); /* what follows may fail, or take the terminal with it */
	composer->saving = true;
	if (!session_may_act(session) || !session_ready(session)) {
		composer->saving = stack_top(view->stack) != view;
		return;
	}
	composer->saving = false;
	const struct fault *fault = composer_save(id, composer);
	if (fault) {
		session_failed(session, fault);
		composer_follow(composer);
		return;
	}
	composer_name(&name, composer);
	keeping_done(&composer->keeping);
	session_saved(session, buffer_string(&name));
	buffer_clear(&name);
	stack_pop(view->stack, (struct view_result){.done = true, .text = text_of(id)});
}

static void leave(struct view *view)
{
	struct composer *composer = view->state;
	if (composer_empty(composer)) {
		keeping_done(&composer->keeping);
	} else if (keeping_may_leave(&composer->keeping)) {
		if (keeping_leave(&composer->keeping))
			message_say(
				MESSAGE_INFO, "%s", _("Your text is kept as a private draft; nobody else sees it."));
	} else {
		return;
	}
	stack_pop(view->stack, (struct view_result){0});
}

/* The next field that is there, forwards or back. */
static void step_field(struct composer *composer, int by)
{
	int field = composer->field;
	do
		field = (field + by + COMPOSER_FIELDS) % COMPOSER_FIELDS;
	while (!composer_has(composer, (enum composer_field)field));
	composer->field = (enum composer_field)field;
}

static bool act(struct view *view, enum action action)
{
	struct composer *composer = view->state;
	switch (action) {
	case ACTION_SAVE:
		save(view);
		return true;
	case ACTION_OTHER_PANE:
		step_field(composer, 1);
		return true;
	case ACTION_PREVIOUS_PANE:
		step_field(composer, -1);
		return true;
	case ACTION_BACK:
		leave(view);
		return true;
	case ACTION_UNDO:
	case ACTION_REDO:
		if (action == ACTION_UNDO ? editor_undo(&composer->editor) : editor_redo(&composer->editor))
			keeping_touch(&composer->keeping);
		return true;
	case ACTION_EDITOR:
		composer->field = COMPOSER_TEXT;
		if (external_edit(&composer->editor))
			keeping_touch(&composer->keeping);
		return true;
	default:
		return false;
	}
}

static void chosen(struct composer *composer)
{
	composer_follow(composer);
	keeping_touch(&composer->keeping);
}

/* One of two: the arrows choose, and the one that has nothing more to choose goes on to the next field. A blank that
 * was meant for the text changes nothing. */
static bool either_key(struct composer *composer, bool *second, const struct key *key)
{
	bool back = key->kind == TYPED_LEFT || key->kind == TYPED_UP;
	bool on = key->kind == TYPED_RIGHT || key->kind == TYPED_DOWN;
	if ((on && !*second) || (back && *second)) {
		*second = on;
		chosen(composer);
		return true;
	}
	return key->kind == TYPED_LEFT || key->kind == TYPED_RIGHT ||
	       (key->kind == TYPED_CHARACTER && key->point == ' ');
}

static bool tags_key(struct composer *composer, const struct key *key)
{
	bool back = key->kind == TYPED_LEFT || key->kind == TYPED_UP;
	bool on = key->kind == TYPED_RIGHT || key->kind == TYPED_DOWN;
	if (back && composer->tag_at > 0)
		composer->tag_at--;
	else if (on && composer->tag_at + 1 < composer->tag_count)
		composer->tag_at++;
	else if (key->kind == TYPED_CHARACTER && key->point == ' ') {
		struct composer_tag *tag = &composer->tags[composer->tag_at];
		tag->on = !tag->on;
		chosen(composer);
		return true;
	}
	return back || on;
}

static bool passage_key(struct composer *composer, const struct key *key)
{
	int page = composer->paper_rows > 1 ? composer->paper_rows - 1 : 1;
	switch (key->kind) {
	case TYPED_UP:
	case TYPED_DOWN:
		composer_scroll(composer, key->kind == TYPED_UP ? -1 : 1);
		return true;
	case TYPED_PAGE_UP:
	case TYPED_PAGE_DOWN:
		composer_scroll(composer, key->kind == TYPED_PAGE_UP ? -page : page);
		return true;
	default:
		return false;
	}
}

static bool field_key(struct composer *composer, const struct key *key)
{
	switch (composer->field) {
	case COMPOSER_PASSAGE:
		return passage_key(composer, key);
	case COMPOSER_KIND:
		return either_key(composer, &composer->question, key);
	case COMPOSER_TARGET:
		return either_key(composer, &composer->whole, key);
	case COMPOSER_TAGS:
		return tags_key(composer, key);
	default:
		return false;
	}
}

static bool key(struct view *view, const struct key *typed)
{
	struct composer *composer = view->state;
	unsigned version = composer->editor.version;
	if (composer->field == COMPOSER_TEXT) {
		bool taken = editor_key(&composer->editor, typed);
		if (composer->editor.version != version)
			keeping_touch(&composer->keeping);
		return taken;
	}
	if (field_key(composer, typed))
		return true;
	if (typed->kind == TYPED_CHARACTER && typed->point > ' ') {
		composer->field = COMPOSER_TEXT; /* whoever types words means the text */
		return key(view, typed);
	}
	/* As in any form: Enter and the arrows that the field does not need go on to the next one. */
	if (typed->kind != TYPED_ENTER && typed->kind != TYPED_DOWN && typed->kind != TYPED_UP)
		return false;
	step_field(composer, typed->kind == TYPED_UP ? -1 : 1);
	return true;
}

static void paste(struct view *view, struct text text)
{
	struct composer *composer = view->state;
	composer->field = COMPOSER_TEXT;
	editor_paste(&composer->editor, text);
	keeping_touch(&composer->keeping);
}

/* The whole form types: letters are never commands here, so that none does something unexpected between two fields. */
static bool wants_text(const struct view *view)
{
	(void)view;
	return true;
}

static void result(struct view *view, int purpose, struct view_result told)
{
	struct composer *composer = view->state;
	(void)purpose;
	if (composer->saving && told.done)
		save(view);
	else
		composer->saving = false;
}

static void changed(struct view *view)
{
	struct composer *composer = view->state;
	composer_follow(composer);
	if (!composer_has(composer, composer->field))
		composer->field = COMPOSER_TEXT;
}

static void keep(struct view *view)
{
	struct composer *composer = view->state;
	keeping_now(&composer->keeping);
}

static void close_view(struct view *view)
{
	struct composer *composer = view->state;
	if (composer->keeping.session)
		keeping_leave(&composer->keeping);
	composer_clear(composer);
}

static const struct view_action actions[] = {
	{ACTION_SAVE, 9, N_("save"), N_("Save what you have written, from any field")},
	{ACTION_BACK, 8, N_("keep as draft"), N_("Leave; the text is kept as a private draft")},
	{ACTION_OTHER_PANE, 7, N_("next field"), N_("Go to the next field: kind, target, tags, text")},
	{ACTION_PREVIOUS_PANE, 0, NULL, N_("Go to the field before")},
	{ACTION_UNDO, 5, N_("undo"), N_("Take back the last change of the text")},
	{ACTION_REDO, 0, N_("redo"), N_("Bring back what was undone")},
	{ACTION_EDITOR, 0, NULL, NULL},
};

const struct view_class composer_class = {
	.name = "composer",
	.title = N_("Writing a remark"),
	.actions = actions,
	.action_count = ARRAY_SIZE(actions),
	.wish = LAYOUT_TWO,
	.draw = composer_draw,
	.act = act,
	.key = key,
	.paste = paste,
	.wants_text = wants_text,
	.result = result,
	.changed = changed,
	.save = keep,
	.close = close_view,
};

struct view *composer_view(struct session *session, const struct composer_order *order)
{
	struct view *view = view_new(&composer_class, sizeof(struct composer));
	struct composer *composer = view->state;
	if (composer_open(composer, session, order))
		return view;
	composer_clear(composer);
	free(view->state);
	free(view);
	return NULL;
}
