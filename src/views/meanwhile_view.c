#include "views/meanwhile_view.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/wording.h"
#include "text/wordmerge.h"
#include "views/message.h"
#include "views/pane.h"
#include "views/paper.h"

enum choice_kind { CHOICE_MINE, CHOICE_TOGETHER, CHOICE_TOUCHES, CHOICE_CHANGED };

struct item {
	enum choice_kind kind;
	struct buffer words; /* TOGETHER */
	struct paper paper;
};

struct meanwhile {
	char *place;
	bool stands;  /* what stands has changed; else others have proposed */
	bool decides; /* the words are a decision's */
	struct item *items;
	size_t count, capacity;
	struct pane pane;
	struct pane_source source;
};

static struct meanwhile *meanwhile_of(const struct view *view)
{
	return view->state;
}

/* --- the items */

static struct item *add(struct meanwhile *meanwhile, enum choice_kind kind, const char *heading, int style)
{
	struct item *item = ARRAY_ADD(meanwhile->items, meanwhile->count, meanwhile->capacity);
	*item = (struct item){.kind = kind};
	paper_add_string(&item->paper, heading, style);
	paper_add_string(&item->paper, "\n", STYLE_PLAIN);
	return item;
}

static void end(struct item *item)
{
	paper_add_string(&item->paper, "\n ", STYLE_PLAIN);
}

/* `note` stands below it, or is NULL. */
static void add_mine(struct meanwhile *meanwhile, struct text against, struct text mine, const char *note)
{
	struct item *item = add(meanwhile, CHOICE_MINE, _("My words as they are typed"), STYLE_HEADING);
	paper_add_difference(&item->paper, against, mine, STYLE_PLAIN);
	if (note) {
		paper_add_string(&item->paper, "\n", STYLE_PLAIN);
		paper_add_string(&item->paper, note, STYLE_COLLISION);
	}
	end(item);
}

/* What both would read together, as a difference with `against`; or that they cannot be. */
static void add_together(struct meanwhile *meanwhile, const struct meanwhile_order *order, const char *heading,
	struct text theirs, struct text against)
{
	struct buffer merged = {0};
	struct item *item;
	if (wordmerge_run(&merged, order->from, order->mine, theirs)) {
		item = add(meanwhile, CHOICE_TOGETHER, heading, STYLE_HEADING);
		paper_add_difference(&item->paper, against, buffer_text(&merged), STYLE_PLAIN);
		item->words = merged;
	} else {
		buffer_clear(&merged);
		item = add(meanwhile, CHOICE_TOUCHES, heading, STYLE_HEADING);
		paper_add_string(&item->paper,
			_("These words and mine touch the same place: no program can put them together."),
			STYLE_COLLISION);
	}
	end(item);
}

static void fill_changed(struct meanwhile *meanwhile, const struct meanwhile_order *order)
{
	struct item *item = add(meanwhile, CHOICE_CHANGED, _("What was changed meanwhile"), STYLE_DIM);
	paper_add_difference(&item->paper, order->from, order->theirs, STYLE_PLAIN);
	end(item);
	add_together(meanwhile, order, _("Both together"), order->theirs, order->theirs);
	add_mine(meanwhile, order->theirs, order->mine,
		order->stuck     ? _("Retained so, they cannot go in as things stand: the text has changed under them.")
		: order->decides ? _("Retained so, they stand as they are typed, in place of what the text says now.")
				 : NULL);
}

static void add_proposal(struct meanwhile *meanwhile, const struct meanwhile_order *order, const struct review *review,
	const struct amendment *amendment)
{
	struct buffer who = {0};
	struct text theirs = buffer_text(&amendment->carried);
	wording_reviewer(&who, review, amendment->reviewer);
	buffer_format(&who, " · %s", wording_amendment(amendment));
	struct item *item = add(meanwhile, CHOICE_CHANGED, buffer_string(&who), STYLE_STRONG);
	if (amendment->kind == AMEND_DELETE)
		theirs = text_of("");
	paper_add_difference(&item->paper, order->from, theirs, STYLE_PLAIN);
	end(item);
	buffer_clear(&who);
	if (amendment->kind == AMEND_REWORD && amendment->extent == 1 && !amendment->collides_with_base)
		add_together(meanwhile, order, _("My words with these"), theirs, order->from);
}

static void fill_proposed(struct meanwhile *meanwhile, const struct review *review, const struct meanwhile_order *order)
{
	add_mine(meanwhile, order->from, order->mine, NULL);
	for (size_t i = 0; i < order->count; i++)
		add_proposal(meanwhile, order, review, &review->standing->amendments[order->amendments[i]]);
}

/* --- the view */

static size_t count(void *context)
{
	return ((struct meanwhile *)context)->count;
}

static size_t rows(void *context, size_t item, int cells)
{
	struct paper *paper = &((struct meanwhile *)context)->items[item].paper;
	paper_wrap(paper, cells - 2, 0);
	return paper->wrap.count;
}

static void draw_row(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct meanwhile *meanwhile = context;
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	paper_draw(&meanwhile->items[item].paper, row, area.row, area.col + 2, area.cols - 2,
		selected && row == 0 ? STYLE_WITH_SELECTED : STYLE_PLAIN);
}

static bool selectable(void *context, size_t item)
{
	return ((struct meanwhile *)context)->items[item].kind != CHOICE_CHANGED;
}

static void draw(struct view *view, const struct layout *layout)
{
	struct meanwhile *meanwhile = meanwhile_of(view);
	struct buffer title = {0};
	struct area body = layout->body;
	const char *said =
		!meanwhile->stands ? _("Others have proposed words here while you were writing. Which are to be yours?")
		: meanwhile->decides ? _("These words were changed while you were writing. Which are to be retained?")
				     : _("These words were changed while you were writing. Which are to be proposed?");
	buffer_format(&title, _("Changed meanwhile: %s"), meanwhile->place);
	view_title(layout, buffer_string(&title), NULL, NULL);
	buffer_clear(&title);
	paper_above(&body, said);
	pane_place(&meanwhile->pane, &meanwhile->source, body);
	pane_draw(&meanwhile->pane, true, 0);
	view_status(layout,
		meanwhile->decides ? _("Nothing is decided yet; what you typed is kept.")
				   : _("Nothing is proposed yet; what you typed is kept."),
		NULL);
}

static void choose(struct view *view)
{
	struct meanwhile *meanwhile = meanwhile_of(view);
	struct item *item = &meanwhile->items[meanwhile->pane.selected];
	struct view_result told = {.done = true, .number = MEANWHILE_MINE};
	switch (item->kind) {
	case CHOICE_TOGETHER:
		told.number = MEANWHILE_TOGETHER;
		told.text = buffer_text(&item->words);
		break;
	case CHOICE_MINE:
		break;
	default:
		message_say(MESSAGE_INFO, "%s",
			meanwhile->decides
				? _("These cannot be put together by themselves: Esc goes back to your words, or "
				    "retain them as they are.")
				: _("These cannot be put together by themselves: Esc goes back to your words, or "
				    "propose them as they are."));
		return;
	}
	stack_pop(view->stack, told);
}

static bool act(struct view *view, enum action action)
{
	if (action == ACTION_OPEN)
		choose(view);
	else
		return pane_act(&meanwhile_of(view)->pane, action);
	return true;
}

static void close(struct view *view)
{
	struct meanwhile *meanwhile = meanwhile_of(view);
	for (size_t i = 0; i < meanwhile->count; i++) {
		buffer_clear(&meanwhile->items[i].words);
		paper_clear(&meanwhile->items[i].paper);
	}
	free(meanwhile->items);
	free(meanwhile->place);
}

static const struct view_action actions[] = {
	{ACTION_DOWN, 50, NULL, NULL},
	{ACTION_UP, 0, NULL, NULL},
	{ACTION_PAGE_DOWN, 0, NULL, NULL},
	{ACTION_PAGE_UP, 0, NULL, NULL},
	{ACTION_OPEN, 100, N_("take these"), N_("Go on with the selected words")},
	{ACTION_BACK, 90, N_("go on writing"), N_("Back to one’s words, as they were typed")},
};

static const struct view_class meanwhile_class = {
	.name = "meanwhile",
	.title = N_("Changed meanwhile"),
	.actions = actions,
	.action_count = ARRAY_SIZE(actions),
	.context = IN_VIEWS,
	.wish = LAYOUT_ONE,
	.draw = draw,
	.act = act,
	.close = close,
};

struct view *meanwhile_view(struct session *session, const struct meanwhile_order *order)
{
	struct view *view = view_new(&meanwhile_class, sizeof(struct meanwhile));
	struct meanwhile *meanwhile = view->state;
	meanwhile->place = memory_string(order->place);
	meanwhile->stands = order->theirs.bytes != NULL;
	meanwhile->decides = order->decides;
	meanwhile->source = (struct pane_source){
		.context = meanwhile, .count = count, .rows = rows, .draw = draw_row, .selectable = selectable};
	if (meanwhile->stands)
		fill_changed(meanwhile, order);
	else
		fill_proposed(meanwhile, session->review, order);
	meanwhile->pane.selected = meanwhile->stands;
	return view;
}
