#include "views/who_view.h"

#include "base/array.h"
#include "base/language.h"
#include "text/utf8.h"
#include "views/message.h"
#include "views/who.h"

/* What is "mine" depends on who I am: everything is looked at again. */
static void become(struct view *view)
{
	struct who *who = view->state;
	struct session *session = who->session;
	const struct fault *fault = who_become(who);
	bool known = session->review->identity.id != NULL;
	message_fault(fault);
	if (!known || (fault && fault_kind(fault) != FAULT_SYSTEM))
		return;
	message_fault(session_know(session));
	message_fault(review_complete(session->review));
	session->loading = false;
	stack_reloaded(view->stack);
	/* Where it cannot be remembered one is somebody all the same, until the program ends. */
	if (!fault)
		message_say(MESSAGE_INFO, _("You are %s."), session->review->identity.name);
	stack_pop(view->stack, (struct view_result){.done = true});
}

static void leave(struct view *view)
{
	struct who *who = view->state;
	if (who->asking && who->count) {
		who->asking = false;
		return;
	}
	message_say(MESSAGE_INFO, "%s",
		_("Reading only: you can look at everything; you are asked again when you write something."));
	stack_pop(view->stack, (struct view_result){0});
}

static void step_field(struct who *who, int by)
{
	int field = who->field;
	do
		field = (field + by + WHO_FIELDS) % WHO_FIELDS;
	while (!who_has(who, (enum who_field)field));
	who->field = (enum who_field)field;
}

/* Enter goes on; on the last field, and on a person, it is the answer. */
static void answer(struct view *view)
{
	struct who *who = view->state;
	if (!who->asking && who->choice.pane.selected == who->count)
		who->asking = true;
	else if (who->asking && who->field != WHO_ID)
		step_field(who, 1);
	else
		become(view);
}

static bool act(struct view *view, enum action action)
{
	struct who *who = view->state;
	switch (action) {
	case ACTION_OPEN:
		answer(view);
		return true;
	case ACTION_SAVE:
		become(view);
		return true;
	case ACTION_BACK:
		leave(view);
		return true;
	case ACTION_OTHER_PANE:
	case ACTION_PREVIOUS_PANE:
		step_field(who, action == ACTION_OTHER_PANE ? 1 : -1);
		return true;
	default:
		return !who->asking && choice_act(&who->choice, action);
	}
}

static bool can(const struct view *view, enum action action)
{
	const struct who *who = view->state;
	bool form = action == ACTION_SAVE || action == ACTION_OTHER_PANE || action == ACTION_PREVIOUS_PANE;
	return action == ACTION_BACK || form == who->asking;
}

static bool group_key(struct who *who, const struct key *key)
{
	size_t count = who->session->review->consultation.groups.count + 1; /* the last: none */
	bool on = key->kind == TYPED_RIGHT || (key->kind == TYPED_CHARACTER && key->point == ' ');
	if (!on && key->kind != TYPED_LEFT)
		return false;
	who->group = (who->group + (on ? 1 : count - 1)) % count;
	return true;
}

static bool form_key(struct who *who, const struct key *key)
{
	struct editor *editor = who->field == WHO_NAME           ? &who->name
				: who->field == WHO_ORGANISATION ? &who->organisation
								 : &who->id;
	if (who->field == WHO_GROUP)
		return group_key(who, key);
	unsigned version = editor->version;
	bool took = editor_key(editor, key);
	if (editor->version == version)
		return took;
	if (who->field == WHO_NAME)
		who_make_id(who);
	else if (who->field == WHO_ID)
		who->own_id = editor->text.size > 0;
	return took;
}

/* Letters are a name. In a short list some are commands, unless a name has begun. */
static bool list_key(struct who *who, const struct key *typed)
{
	bool plain = typed->kind == TYPED_CHARACTER && !(typed->modifiers & (WITH_ALT | WITH_CONTROL));
	bool letter = plain && (utf8_is_letter(typed->point) || utf8_is_digit(typed->point));
	bool commands = who->choice.count < CHOICE_TYPE_AHEAD &&
			strchr("jkgGhlq", typed->point < 0x80 ? (int)typed->point : 0x7f);
	if (who->typed.size ? plain && typed->point != ':' && typed->point != '?' : letter && !commands) {
		who_type(who, typed->point);
		return true;
	}
	buffer_empty(&who->typed);
	return false;
}

static bool key(struct view *view, const struct key *typed)
{
	struct who *who = view->state;
	if (!who->asking)
		return list_key(who, typed);
	if (form_key(who, typed))
		return true;
	if (typed->kind == TYPED_ENTER)
		answer(view);
	else if (typed->kind == TYPED_DOWN || typed->kind == TYPED_UP)
		step_field(who, typed->kind == TYPED_DOWN ? 1 : -1);
	else
		return false;
	return true;
}

static void paste(struct view *view, struct text text)
{
	struct who *who = view->state;
	if (!who->asking || who->field == WHO_GROUP)
		return;
	editor_paste(who->field == WHO_NAME           ? &who->name
		     : who->field == WHO_ORGANISATION ? &who->organisation
						      : &who->id,
		text);
	if (who->field == WHO_NAME)
		who_make_id(who);
	who->own_id |= who->field == WHO_ID;
}

static bool wants_text(const struct view *view)
{
	const struct who *who = view->state;
	return who->asking;
}

static void close_view(struct view *view)
{
	who_clear(view->state);
}

static const struct view_action actions[] = {
	{ACTION_UP, 6, N_("choose"), N_("Go to the person above; letters look for a name")},
	{ACTION_DOWN, 6, N_("choose"), N_("Go to the person below; letters look for a name")},
	{ACTION_PAGE_UP, 0, NULL, NULL},
	{ACTION_PAGE_DOWN, 0, NULL, NULL},
	{ACTION_FIRST, 0, NULL, NULL},
	{ACTION_LAST, 0, NULL, NULL},
	{ACTION_SAVE, 9, N_("that is me"), N_("Write under this name from now on")},
	{ACTION_OPEN, 9, N_("that is me"), N_("Write under this name from now on")},
	{ACTION_OTHER_PANE, 7, N_("next field"), N_("Go to the next field")},
	{ACTION_PREVIOUS_PANE, 0, NULL, N_("Go to the field before")},
	{ACTION_BACK, 8, N_("back, reading only"), N_("Go back; without a name you can only read")},
};

static const struct view_class who_class = {
	.name = "who",
	.title = N_("Who are you?"),
	.actions = actions,
	.action_count = ARRAY_SIZE(actions),
	.draw = who_draw,
	.act = act,
	.key = key,
	.paste = paste,
	.wants_text = wants_text,
	.can = can,
	.close = close_view,
};

struct view *who_view(struct session *session)
{
	struct view *view = view_new(&who_class, sizeof(struct who));
	who_open(view->state, session);
	return view;
}
