/* action - everything the screen can be asked to do; keys, names and words are in the keymap */
#ifndef VIEWS_ACTION_H
#define VIEWS_ACTION_H

enum action {
	ACTION_NONE,
	/* moving */
	ACTION_UP,
	ACTION_DOWN,
	ACTION_LEFT,
	ACTION_RIGHT,
	ACTION_PAGE_UP,
	ACTION_PAGE_DOWN,
	ACTION_FIRST,
	ACTION_LAST,
	ACTION_OTHER_PANE,
	ACTION_PREVIOUS_PANE, /* S-Tab: the field before, in a form */
	ACTION_OPEN,
	ACTION_BACK,
	ACTION_NEXT, /* in the current list: found, misspelt, open … */
	ACTION_PREVIOUS,
	ACTION_WORDS, /* Space: start the word cursor, extend */
	ACTION_EXTEND_LEFT,
	ACTION_EXTEND_RIGHT,
	ACTION_SEARCH,
	ACTION_GOTO, /* a paragraph by its number */
	/* acts */
	ACTION_ANNOTATE,
	ACTION_AMEND,
	ACTION_REPLY,
	ACTION_INITIAL,
	ACTION_INITIAL_REST,
	ACTION_SUPPORT,
	ACTION_OBJECT,
	ACTION_UNDO,
	ACTION_REDO,
	ACTION_SEND,
	ACTION_SAVE,
	ACTION_INSERT_AFTER,
	ACTION_DELETE,
	ACTION_MOVE,
	ACTION_RESOLVE,
	ACTION_WITHDRAW,
	ACTION_POSITION,   /* reservation, objection, ad referendum */
	ACTION_EDITOR,     /* edit in $EDITOR */
	ACTION_BRING_UP,   /* bring my branch up to date */
	ACTION_UP_TO_DATE, /* the translated paragraph is in step with its source */
	ACTION_PAIR,       /* a paragraph and its translation belong together */
	ACTION_UNPAIR,
	ACTION_SPLIT, /* a row of several paragraphs is taken apart */
	ACTION_TERM,  /* an agreed term is proposed */
	ACTION_TAKE,  /* words that others propose become the translation's */
	/* at the desk */
	ACTION_RETAIN,
	ACTION_NOT_RETAIN,
	ACTION_NOTE,
	ACTION_MARK_ALL,
	ACTION_SHOW_ONLY,
	ACTION_SORT,
	ACTION_APPLY,
	/* in the spelling panel */
	ACTION_LEXICON,
	ACTION_IGNORE,
	ACTION_REPLACE_ALL,
	/* opening */
	ACTION_SPELLING,
	ACTION_SUGGEST,
	ACTION_TRANSLATION,
	ACTION_DECISIONS,
	ACTION_MATRIX,
	ACTION_OUTLINE,
	ACTION_COMPARE,
	ACTION_FILTER,
	ACTION_GENERAL, /* general remarks and guiding questions */
	ACTION_SINCE,   /* since my visit */
	ACTION_DRAFT,   /* another draft, another language of it */
	ACTION_PREVIEW, /* F3: preview as differences */
	/* global */
	ACTION_HELP,
	ACTION_PALETTE,
	ACTION_MESSAGES,
	ACTION_PROJECTION,
	ACTION_MOUSE,
	ACTION_REDRAW,
	ACTION_QUIT,
	ACTION_SUSPEND,
	ACTION_THEME,
	ACTION_LANGUAGE,
	ACTION_COUNT
};

#endif
