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
#include "views/sitting_view.h"

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

/* After anything that changed the selection or the data. */
void desk_refresh(struct desk *desk);

#endif
