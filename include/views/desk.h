/* desk - the state of the reading view, shared by its files (review_view, desk_find, desk_act, desk_speak,
 * desk_propose, desk_initial)
 *
 * Left the text, right the conversation about the selected paragraph. The current list, through which n and p go, is
 * what is open, what was searched for, what the filter shows, or what is misspelt; the status line names it.
 */
#ifndef VIEWS_DESK_H
#define VIEWS_DESK_H

#include "act/recovery.h"
#include "text/words.h"
#include "views/choice.h"
#include "views/reading.h"
#include "views/sitting.h"

/* What a view that the desk opened was opened for. */
enum desk_purpose {
	FOR_NOTHING,
	FOR_SEARCH,
	FOR_GOTO,
	FOR_SUPPORT,   /* which of several proposals */
	FOR_OBJECTING, /* the same */
	FOR_FILTER,
	FOR_OUTLINE,
	FOR_MATRIX,
	FOR_SINCE,
	FOR_COMPARE,
	FOR_COMPOSER,
	FOR_AMENDMENT,
	FOR_REST, /* initial the rest? */
	FOR_OBJECTION,
	FOR_DELETION, /* the reason */
	FOR_MOVE,     /* behind which paragraph */
	FOR_POSITION, /* which position */
	FOR_POSITION_REASON,
	FOR_DRAFT,
	FOR_UNFINISHED,
	FOR_SETTLING,
	FOR_SPELLING,
	FOR_DECISIONS,
	FOR_TRANSLATION,
	FOR_PROJECTION,
	FOR_LANGUAGE, /* which translation */
	FOR_UNDO,     /* take back an act of an earlier session? */
	FOR_QUIT,
};

enum desk_list { LIST_OPEN, LIST_FOUND, LIST_FILTERED, LIST_MISSPELT };

struct desk {
	struct session *session;
	struct filter filter;
	struct reading reading;
	struct conversation conversation;
	bool right;   /* the conversation has the keys */
	bool opened;  /* the remembered place was gone to */
	bool greeted; /* what is new was said */
	enum desk_list list;
	char *words;                   /* searched for, as typed */
	size_t searched_from;          /* the item the search began at: without a hit the reader stays there */
	struct sitting_kept sitting;   /* the decision desk, between two openings */
	struct number moving;          /* a paragraph on its way to another place */
	char *amendment;               /* being objected to */
	char *position;                /* code being given a reason */
	struct words chooser;          /* tokens of the selected block while words are chosen */
	size_t chosen_from, chosen_to; /* tokens, both included */
};

/* desk_find: search, the current list, the word cursor */
void desk_search(struct desk *desk, struct text words);
void desk_search_end(struct desk *desk);
bool desk_step(struct desk *desk, bool forward);
/* Goes to the first item of the current list, unless the selected one is in it; says so when it is empty. */
void desk_to_list(struct desk *desk);
/* "open items", « phrase », "filter: …". Adds. */
void desk_list_name(struct buffer *out, const struct desk *desk);
bool desk_choose_words(struct desk *desk, enum action action);
void desk_choose_end(struct desk *desk);

/* desk_act: which act a key asks for; what opened views answered */
bool desk_act(struct view *view, enum action action);
void desk_act_result(struct view *view, int purpose, struct view_result result);
bool desk_can(const struct view *view, enum action action);
/* Opens a view; NULL opens none. */
void desk_push(struct view *view, struct view *next, enum desk_purpose purpose);
/* Says that an act was saved, or why not. */
void desk_tell(struct desk *desk, const struct fault *fault, const char *what);
/* Whether somebody may act and a paragraph of the draft is selected; says so if not. */
bool desk_needs_block(struct desk *desk);

/* A list to choose from, with texts of its own. */
struct desk_choices {
	struct choice_item *items;
	size_t count, capacity;
};
void desk_choices_add(struct desk_choices *choices, const char *label, const char *detail);
/* Asks, and forgets the list: the view has its own copy. */
void desk_choices_ask(
	struct view *view, struct desk_choices *choices, const char *title, size_t selected, enum desk_purpose purpose);

/* desk_speak. The unfinished text of this sort on this paragraph, yours; NULL when there is none. */
char *desk_unfinished(struct desk *desk, enum unfinished_kind kind, size_t block);
bool desk_annotate(struct view *view);
bool desk_reply(struct view *view);
bool desk_assess(struct view *view, bool supports);
void desk_object(struct desk *desk, struct text why);
/* The answer to "which proposal?": its place among the conversation's. */
void desk_assess_chosen(struct view *view, bool supports, long chosen);
bool desk_resolve(struct view *view);

/* desk_propose */
bool desk_amend(struct view *view, bool insert);
bool desk_withdraw(struct view *view);
bool desk_propose_deletion(struct view *view);
void desk_delete_block(struct desk *desk, struct text reason);
bool desk_propose_move(struct view *view);
void desk_move_block(struct desk *desk, long chosen);

/* desk_initial */
bool desk_initial(struct view *view);
bool desk_initial_rest(struct view *view);
void desk_initial_all(struct desk *desk);
bool desk_take_back(struct view *view, bool redo);
void desk_taken_back(struct view *view, bool redo); /* not asked any more */
bool desk_take_position(struct view *view);
void desk_position_chosen(struct view *view, long chosen);

/* After anything that changed the selection or the data. */
void desk_refresh(struct desk *desk);

#endif
