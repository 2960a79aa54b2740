#include "views/amend_view.h"

#include "base/array.h"
#include "base/language.h"
#include "views/amend_meanwhile.h"
#include "views/external.h"
#include "views/meanwhile_view.h"
#include "views/message.h"
#include "views/projection_view.h"
#include "views/scope_view.h"

enum purpose { FOR_NOTHING, FOR_MEANWHILE, FOR_SCOPE };

static void say_saved(struct amend *amend, const char *name, const char *place)
{
	struct buffer words = {0};
	buffer_format(&words,
		amend->kind == AMEND_VIEW_DECISION ? _("Retained in other words: %s")
		: name                             ? _("Proposed: %s")
						   : _("%s has the words of the text again"),
		place);
	session_saved(amend->session, buffer_string(&words));
	buffer_clear(&words);
}

/* Before it is proposed, what others did here in the meantime is to be read. */
static bool reads_first(struct view *view)
{
	struct amend *amend = view->state;
	session_catch_up(amend->session);
	struct view *page = amend_meanwhile_page(amend);
	if (page)
		stack_push(view->stack, page, FOR_MEANWHILE);
	return page != NULL;
}

/* Who typed before a room goes on before it: no list comes between. */
static void project_on(struct stack *stack, const struct amend *amend)
{
	if (stack_top(stack)->class == &projection_class)
		return;
	struct view *page = projection_view(amend->session, amend->block);
	if (page)
		stack_push(stack, page, 0);
}

static bool project(struct amend *amend)
{
	amend->projected = !amend->projected;
	amend->field = AMEND_TEXT;
	return true;
}

static void save(struct view *view)
{
	struct amend *amend = view->state;
	struct session *session = amend->session;
	char *name = NULL;
	struct buffer place = {0};
	keeping_now(&amend->keeping); /* what follows may fail, or take the terminal with it */
	amend->saving = true;
	if (!session_may_act(session) || !session_ready(session)) {
		amend->saving = stack_top(view->stack) != view;
		amend->projected = false;
		return;
	}
	amend->saving = false;
	if (reads_first(view))
		return;
	if (amend_asks(amend)) {
		amend->saving = true;
		stack_push(view->stack, scope_view(amend_was_substance(amend)), FOR_SCOPE);
		return;
	}
	amend_place(&place, amend); /* now: the act loads the review anew */
	const struct fault *fault = amend_save(&name, amend);
	if (fault) {
		bool conflict = fault_kind(fault) == FAULT_CONFLICT;
		amend->projected = false; /* the one who types is to read why */
		amend->scope = SCOPE_UNSAID;
		session_failed(session, fault);
		if (conflict)
			reads_first(view); /* it came in this very moment */
		buffer_clear(&place);
		return;
	}
	keeping_done(&amend->keeping);
	say_saved(amend, name, buffer_string(&place));
	buffer_clear(&place);
	stack_pop(view->stack, (struct view_result){.done = true, .text = text_of(name)});
	free(name);
	if (amend->projected)
		project_on(view->stack, amend);
}

static void leave(struct view *view)
{
	struct amend *amend = view->state;
	if (!amend_changed(amend)) {
		keeping_done(&amend->keeping);
	} else if (keeping_may_leave(&amend->keeping)) {
		if (keeping_leave(&amend->keeping))
			message_say(MESSAGE_INFO, "%s",
				_("Your words are kept as a private draft; nobody else sees them."));
	} else {
		return;
	}
	stack_pop(view->stack, (struct view_result){0});
}

static bool has(const struct amend *amend, enum amend_field field)
{
	if (field != AMEND_DIFFERENCE)
		return true;
	return amend->two && (long)amend->paper.wrap.count > amend->paper_rows;
}

static void step_field(struct amend *amend, int by)
{
	int field = amend->field;
	do
		field = (field + by + AMEND_FIELDS) % AMEND_FIELDS;
	while (!has(amend, (enum amend_field)field));
	amend->field = (enum amend_field)field;
	amend->preview = false;
}

static struct editor *field_of(struct amend *amend)
{
	return amend->field == AMEND_REASON ? &amend->reason : &amend->editor;
}

static bool act(struct view *view, enum action action)
{
	struct amend *amend = view->state;
	switch (action) {
	case ACTION_SAVE:
		save(view);
		return true;
	case ACTION_OTHER_PANE:
	case ACTION_PREVIOUS_PANE:
		if (!amend->projected)
			step_field(amend, action == ACTION_OTHER_PANE ? 1 : -1);
		return true;
	case ACTION_BACK:
		if (amend->projected && !amend->for_room)
			return project(amend);
		leave(view);
		return true;
	case ACTION_PROJECTION:
		return project(amend);
	case ACTION_PREVIEW:
		amend->preview = !amend->preview;
		return true;
	case ACTION_UNDO:
	case ACTION_REDO:
		if (action == ACTION_UNDO ? editor_undo(field_of(amend)) : editor_redo(field_of(amend)))
			keeping_touch(&amend->keeping);
		return true;
	case ACTION_EDITOR:
		amend->field = AMEND_TEXT;
		if (external_edit(&amend->editor))
			keeping_touch(&amend->keeping);
		return true;
	default:
		return false;
	}
}

static bool can(const struct view *view, enum action action)
{
	const struct amend *amend = view->state;
	return action != ACTION_PREVIEW || (!amend->two && !amend->projected);
}

static bool difference_key(struct amend *amend, const struct key *key)
{
	int page = amend->paper_rows > 1 ? amend->paper_rows - 1 : 1;
	switch (key->kind) {
	case TYPED_UP:
	case TYPED_DOWN:
		amend_scroll(amend, key->kind == TYPED_UP ? -1 : 1);
		return true;
	case TYPED_PAGE_UP:
	case TYPED_PAGE_DOWN:
		amend_scroll(amend, key->kind == TYPED_PAGE_UP ? -page : page);
		return true;
	default:
		return false;
	}
}

static bool types(const struct key *key)
{
	return key->kind == TYPED_CHARACTER || key->kind == TYPED_BACKSPACE || key->kind == TYPED_DELETE ||
	       key->kind == TYPED_ENTER;
}

static bool key(struct view *view, const struct key *typed)
{
	struct amend *amend = view->state;
	bool previewing = amend->preview && !amend->two && !amend->projected;
	if ((previewing || amend->field == AMEND_DIFFERENCE) && difference_key(amend, typed))
		return true;
	if (previewing && types(typed))
		amend->preview = false; /* who types wants to see the words */
	else if (previewing || amend->field == AMEND_DIFFERENCE)
		return false;
	struct editor *editor = field_of(amend);
	unsigned version = editor->version;
	bool taken = editor_key(editor, typed);
	if (editor->version != version)
		keeping_touch(&amend->keeping);
	return taken;
}

static void paste(struct view *view, struct text text)
{
	struct amend *amend = view->state;
	if (amend->field == AMEND_DIFFERENCE)
		amend->field = AMEND_TEXT;
	amend->preview = false;
	editor_paste(field_of(amend), text);
	keeping_touch(&amend->keeping);
}

static bool wants_text(const struct view *view)
{
	(void)view;
	return true;
}

static bool bare(const struct view *view)
{
	return ((const struct amend *)view->state)->projected;
}

static void result(struct view *view, int purpose, struct view_result told)
{
	struct amend *amend = view->state;
	bool meanwhile = purpose == FOR_MEANWHILE, together = told.number == MEANWHILE_TOGETHER;
	if (meanwhile && told.done) {
		amend_meanwhile_chosen(amend, together, told.text);
		if (together) {
			keeping_touch(&amend->keeping);
			message_say(MESSAGE_INFO, "%s",
				amend->kind == AMEND_VIEW_DECISION
					? _("Both are in the field now: read them, F2 retains them.")
					: _("Both are in the field now: read them, F2 proposes them."));
		}
	}
	if (purpose == FOR_SCOPE && told.done)
		amend->scope = scope_answer(told);
	if (meanwhile ? told.done && !together : amend->saving && told.done)
		save(view);
	else
		amend->saving = false;
}

static void changed(struct view *view)
{
	amend_follow(view->state);
}

static void keep(struct view *view)
{
	struct amend *amend = view->state;
	keeping_now(&amend->keeping);
}

static void close_view(struct view *view)
{
	struct amend *amend = view->state;
	if (amend->keeping.session)
		keeping_leave(&amend->keeping);
	amend_clear(amend);
}

static const struct view_action actions[] = {
	{ACTION_SAVE, 9, N_("propose"), N_("Propose these words; the original stays until the secretariat decides")},
	{ACTION_BACK, 8, N_("keep as draft"), N_("Leave; the words are kept as a private draft")},
	{ACTION_OTHER_PANE, 7, N_("next field"), N_("Go to the next field: words, reason, difference")},
	{ACTION_PREVIOUS_PANE, 0, NULL, N_("Go to the field before")},
	{ACTION_PREVIEW, 8, N_("difference"), N_("Show the difference with the text, or the words again")},
	{ACTION_UNDO, 5, N_("undo"), N_("Take back the last change of the words")},
	{ACTION_REDO, 0, N_("redo"), N_("Bring back what was undone")},
	{ACTION_PROJECTION, 0, NULL, N_("Let a room read along while one types; once more ends it")},
	{ACTION_EDITOR, 0, NULL, NULL},
};

const struct view_class amend_class = {
	.name = "amend",
	.title = N_("Proposing other words"),
	.actions = actions,
	.action_count = ARRAY_SIZE(actions),
	.wish = LAYOUT_TWO,
	.bare = bare,
	.draw = amend_draw,
	.act = act,
	.key = key,
	.paste = paste,
	.wants_text = wants_text,
	.can = can,
	.result = result,
	.changed = changed,
	.save = keep,
	.close = close_view,
};

static const struct view_action decision_actions[] = {
	{ACTION_SAVE, 9, N_("retain so"), N_("Retain the proposals in these words, with the reason")},
	{ACTION_BACK, 8, N_("keep as draft"), N_("Leave; the words are kept as a private draft")},
	{ACTION_OTHER_PANE, 7, N_("next field"), N_("Go to the next field: words, reason, difference")},
	{ACTION_PREVIOUS_PANE, 0, NULL, N_("Go to the field before")},
	{ACTION_PREVIEW, 8, N_("difference"), N_("Show the difference with the text, or the words again")},
	{ACTION_UNDO, 5, N_("undo"), N_("Take back the last change of the words")},
	{ACTION_REDO, 0, N_("redo"), N_("Bring back what was undone")},
	{ACTION_PROJECTION, 0, NULL, N_("Let a room read along while one types; once more ends it")},
	{ACTION_EDITOR, 0, NULL, NULL},
};

static const struct view_class decision_class = {
	.name = "own words",
	.title = N_("Deciding in one’s own words"),
	.actions = decision_actions,
	.action_count = ARRAY_SIZE(decision_actions),
	.wish = LAYOUT_TWO,
	.bare = bare,
	.draw = amend_draw,
	.act = act,
	.key = key,
	.paste = paste,
	.wants_text = wants_text,
	.can = can,
	.result = result,
	.changed = changed,
	.save = keep,
	.close = close_view,
};

struct view *amend_view(struct session *session, const struct amend_view_order *order)
{
	const struct view_class *class = order->kind == AMEND_VIEW_DECISION ? &decision_class : &amend_class;
	struct view *view = view_new(class, sizeof(struct amend));
	struct amend *amend = view->state;
	if (amend_open(amend, session, order))
		return view;
	amend_clear(amend);
	free(view->state);
	free(view);
	return NULL;
}
