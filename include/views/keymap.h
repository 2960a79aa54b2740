/* keymap - every action that has a name, its keys, its words
 *
 * One table. Lookup, help, palette and key bar (keybar.h) are made from it, so they cannot drift. A key means one
 * action in one context; AT_DESK, IN_SPELLING and IN_TRANSLATION are views whose own keys come first and those of
 * IN_VIEWS after. A view lists the actions it supports (struct view_action); global ones work everywhere and need not
 * be listed.
 */
#ifndef VIEWS_KEYMAP_H
#define VIEWS_KEYMAP_H

#include "views/action.h"
#include "views/key.h"

enum keymap_context { IN_VIEWS, IN_TEXT, AT_DESK, IN_SPELLING, IN_TRANSLATION, KEYMAP_CONTEXTS };

struct keymap_entry {
	enum action action;
	bool global;
	const char *name;          /* as typed in the palette: "insert-after" */
	const char *keys;          /* in views, or in `context`; blanks between; the first is the one shown */
	const char *text_keys;     /* in text fields */
	enum keymap_context where; /* whose `keys` are: one of IN_VIEWS, or a view's own */
	const char *label;         /* for the key bar, N_(), short; NULL: never in the bar */
	const char *help;          /* a sentence, N_() */
};

/* What a view supports. The order is that of the key bar; weight says what stays when it is narrow. */
struct view_action {
	enum action action;
	int weight;        /* 0: help and palette only; in the bar: the higher the longer it stays */
	const char *label; /* N_(); NULL: the keymap's */
	const char *help;  /* N_(); NULL: the keymap's */
};

const struct keymap_entry *keymap_entry(enum action action);
/* What the key means in this context; ACTION_NONE if nothing. */
enum action keymap_find(enum keymap_context context, const struct key *key);
/* The action of this name in the palette, or ACTION_NONE. */
enum action keymap_named(const char *name);
/* Adds its keys in this context as people read them, " " between, at most `most`; nothing when it has none. */
void keymap_keys(struct buffer *out, enum action action, enum keymap_context context, size_t most, bool ascii);

#endif
