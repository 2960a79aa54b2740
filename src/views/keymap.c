#include "views/keymap.h"

#include "base/array.h"
#include "base/language.h"

enum { KEYS_TOTAL = 192 };

/* In the order of the help. Columns: action, global, name, keys, keys in text fields, whose keys, label, help. */
static const struct keymap_entry table[] = {
	{ACTION_UP, false, "up", "Up k", "Up", IN_VIEWS, N_("move"), N_("The item above; in a long one, a row up")},
	{ACTION_DOWN, false, "down", "Down j", "Down", IN_VIEWS, N_("move"),
		N_("The item below; in a long one, a row down")},
	{ACTION_LEFT, false, "left", "Left h", "Left", IN_VIEWS, N_("left"), N_("To the left; back to the text")},
	{ACTION_RIGHT, false, "right", "Right l", "Right", IN_VIEWS, N_("right"),
		N_("To the right; on to the conversation")},
	{ACTION_PAGE_UP, false, "page-up", "PgUp", "PgUp", IN_VIEWS, N_("page"), N_("A page up")},
	{ACTION_PAGE_DOWN, false, "page-down", "PgDn", "PgDn", IN_VIEWS, N_("page"), N_("A page down")},
	{ACTION_FIRST, false, "first", "Home g", "Home", IN_VIEWS, N_("first"), N_("To the beginning")},
	{ACTION_LAST, false, "last", "End G", "End", IN_VIEWS, N_("last"), N_("To the end")},
	{ACTION_OTHER_PANE, false, "other-pane", "Tab", "Tab", IN_VIEWS, N_("other pane"),
		N_("To the other pane, to the next field")},
	{ACTION_PREVIOUS_PANE, false, "previous-pane", "S-Tab", "S-Tab", IN_VIEWS, NULL,
		N_("To the pane or field before")},
	{ACTION_OPEN, false, "open", "Enter", "Enter", IN_VIEWS, N_("open it"), N_("Open what is selected")},
	{ACTION_BACK, false, "back", "Esc", "Esc", IN_VIEWS, N_("back"), N_("Back one level; what was typed is kept")},
	{ACTION_NEXT, false, "next", "n", NULL, IN_VIEWS, N_("next"), N_("The next one in the current list")},
	{ACTION_PREVIOUS, false, "previous", "p", NULL, IN_VIEWS, N_("previous"),
		N_("The one before in the current list")},
	{ACTION_WORDS, false, "words", "Space", NULL, IN_VIEWS, N_("choose words"),
		N_("Choose words: Space starts, the arrows go by word, Space again extends")},
	{ACTION_EXTEND_LEFT, false, "extend-left", "S-Left", NULL, IN_VIEWS, NULL,
		N_("Choose one word more to the left")},
	{ACTION_EXTEND_RIGHT, false, "extend-right", "S-Right", NULL, IN_VIEWS, NULL,
		N_("Choose one word more to the right")},
	{ACTION_GOTO, false, "goto", NULL, NULL, IN_VIEWS, N_("go to §…"), N_("Go to a paragraph by its number")},
	{ACTION_SEARCH, false, "search", "/ ^F", NULL, IN_VIEWS, N_("search"),
		N_("Search the text; n and p go on, Esc ends it; §12 goes to that paragraph")},

	{ACTION_ANNOTATE, false, "annotate", "a", NULL, IN_VIEWS, N_("annotate"),
		N_("Comment or ask about the paragraph, or the chosen words")},
	{ACTION_AMEND, false, "amend", "e", NULL, IN_VIEWS, N_("reword"), N_("Propose other words for the paragraph")},
	{ACTION_REPLY, false, "reply", "r", NULL, IN_VIEWS, N_("answer"), N_("Reply to the selected remark")},
	{ACTION_INITIAL, false, "initial", "i", NULL, IN_VIEWS, N_("initial"),
		N_("Initial the paragraph and step on to the next")},
	{ACTION_INITIAL_REST, false, "initial-rest", "I", NULL, IN_VIEWS, N_("initial the rest"),
		N_("Initial every paragraph on which one has taken no position yet")},
	{ACTION_SUPPORT, false, "support", "+", NULL, IN_VIEWS, N_("support"), N_("Support the selected proposal")},
	{ACTION_OBJECT, false, "object", "- −", NULL, IN_VIEWS, N_("object"), N_("Object to the selected proposal")},
	{ACTION_UNDO, false, "undo", "u ^Z", "^Z", IN_VIEWS, N_("undo"), N_("Undo the last act")},
	{ACTION_REDO, false, "redo", "U ^Y", "^Y", IN_VIEWS, N_("redo"), N_("Do again what was undone")},
	{ACTION_SEND, false, "send", "v", NULL, IN_VIEWS, N_("send"),
		N_("Send one's acts, so that the others see them, and fetch theirs")},
	{ACTION_SAVE, false, "save", "F2 ^S", "F2 ^S", IN_VIEWS, N_("save"), N_("Save what was typed")},
	{ACTION_INSERT_AFTER, false, "insert-after", NULL, NULL, IN_VIEWS, N_("insert"),
		N_("Propose a new paragraph after this one")},
	{ACTION_DELETE, false, "delete", NULL, NULL, IN_VIEWS, N_("delete"), N_("Propose to delete the paragraph")},
	{ACTION_MOVE, false, "move", NULL, NULL, IN_VIEWS, N_("move it"), N_("Propose to move the paragraph")},
	{ACTION_RESOLVE, false, "resolve", NULL, NULL, IN_VIEWS, N_("resolve"), N_("Call the selected remark settled")},
	{ACTION_WITHDRAW, false, "withdraw", NULL, NULL, IN_VIEWS, N_("withdraw"),
		N_("Withdraw one's own remark, proposal or position")},
	{ACTION_POSITION, false, "position", NULL, NULL, IN_VIEWS, N_("position"),
		N_("Take a position: ad referendum, reservation, objection")},
	{ACTION_EDITOR, false, "editor", NULL, NULL, IN_VIEWS, N_("own editor"),
		N_("Go on typing in one's own editor ($EDITOR)")},
	{ACTION_BRING_UP, false, "bring-up-to-date", NULL, NULL, IN_VIEWS, N_("bring up to date"),
		N_("Bring one's proposals up to the latest version of the text")},
	{ACTION_UP_TO_DATE, false, "in-step", "=", NULL, IN_VIEWS, N_("in step"),
		N_("The translated paragraph is in step with its source")},
	{ACTION_PAIR, false, "pair", NULL, NULL, IN_VIEWS, N_("pair"),
		N_("Pair this row with the marked one, or else the next: they belong together")},
	{ACTION_UNPAIR, false, "unpair", NULL, NULL, IN_VIEWS, N_("unpair"),
		N_("Take this pair apart: each side stands alone")},
	{ACTION_SPLIT, false, "split", NULL, NULL, IN_VIEWS, N_("split"),
		N_("Take a row of several paragraphs apart, each with its own translation")},

	{ACTION_TERM, false, "term", "+", NULL, IN_TRANSLATION, N_("agree on a term"),
		N_("Propose a term and its rendering for the agreed terms")},
	{ACTION_TAKE, false, "take", "w", NULL, IN_TRANSLATION, N_("take their words"),
		N_("Take over the words that somebody proposes for this translation")},

	{ACTION_RETAIN, false, "retain", "+", NULL, AT_DESK, N_("retain"), N_("Retain the selected proposal")},
	{ACTION_NOT_RETAIN, false, "not-retain", "- −", NULL, AT_DESK, N_("do not retain"),
		N_("Do not retain the selected proposal; a reason is asked for")},
	{ACTION_NOTE, false, "note", "=", NULL, AT_DESK, N_("note"), N_("Take note of the selected proposal")},
	{ACTION_MARK_ALL, false, "mark-all", "*", NULL, AT_DESK, N_("mark all"),
		N_("Mark all proposals that are shown; once more: take the marks off")},
	{ACTION_SHOW_ONLY, false, "show-only", "f", NULL, AT_DESK, N_("filter"),
		N_("Show only some proposals: undecided, rival, objected to, of a group, of an area")},
	{ACTION_SORT, false, "sort", "s", NULL, AT_DESK, N_("sort"),
		N_("Sort the proposals: by the text, by rivals, objections, support, group, area, type")},
	{ACTION_APPLY, false, "apply", "A", NULL, AT_DESK, N_("apply"),
		N_("Apply what is decided to the text: first shows what that would do")},

	{ACTION_LEXICON, false, "lexicon", "+", NULL, IN_SPELLING, N_("to the lexicon"),
		N_("Propose the word for the house lexicon")},
	{ACTION_IGNORE, false, "ignore", "- −", NULL, IN_SPELLING, N_("ignore"), N_("Let the word pass, this time")},
	{ACTION_REPLACE_ALL, false, "replace-all", "=", NULL, IN_SPELLING, N_("everywhere"),
		N_("Replace the word everywhere in the text")},

	{ACTION_SPELLING, false, "spelling", "f F7", "F7", IN_VIEWS, N_("spelling"),
		N_("Misspelt words, one after the other")},
	{ACTION_SUGGEST, false, "suggest", "s", NULL, IN_VIEWS, N_("suggestions"),
		N_("What the word might have been meant to be")},
	{ACTION_TRANSLATION, false, "translation", "t", NULL, IN_VIEWS, N_("translation"),
		N_("The text and its translation side by side")},
	{ACTION_DECISIONS, false, "decisions", "d", NULL, IN_VIEWS, N_("decisions"),
		N_("All proposals, and what is decided on them")},
	{ACTION_MATRIX, false, "matrix", "m", NULL, IN_VIEWS, N_("matrix"), N_("Who has said what on which paragraph")},
	{ACTION_OUTLINE, false, "outline", "o", NULL, IN_VIEWS, N_("outline"), N_("The headings of the text")},
	{ACTION_COMPARE, false, "compare", "c", NULL, IN_VIEWS, N_("compare"), N_("Compare with an earlier version")},
	{ACTION_FILTER, false, "filter", NULL, NULL, IN_VIEWS, N_("filter"),
		N_("Show only some remarks: open ones, a theme, a group")},
	{ACTION_GENERAL, false, "general", NULL, NULL, IN_VIEWS, N_("general remarks"),
		N_("Remarks on the whole text, and the guiding questions")},
	{ACTION_SINCE, false, "since-my-visit", NULL, NULL, IN_VIEWS, N_("since my visit"),
		N_("What has happened since one's last visit")},
	{ACTION_DRAFT, false, "other-text", NULL, NULL, IN_VIEWS, N_("other text"),
		N_("Another text, or another language of this one")},
	{ACTION_PREVIEW, false, "preview", "F3", "F3", IN_VIEWS, N_("differences"),
		N_("Show or hide the differences beside what one types")},

	{ACTION_HELP, true, "help", "F1 ?", "F1", IN_VIEWS, N_("help"), N_("The keys of this screen")},
	{ACTION_PALETTE, true, "palette", "F4 :", "F4", IN_VIEWS, N_("all actions"),
		N_("Find an action by typing its name")},
	{ACTION_MESSAGES, true, "messages", "F5", "F5", IN_VIEWS, N_("messages"),
		N_("What the program has said so far")},
	{ACTION_PROJECTION, false, "projection", "F8", "F8", IN_VIEWS, N_("projection"),
		N_("Large and plain, for a projector")},
	{ACTION_MOUSE, true, "mouse", "F9", "F9", IN_VIEWS, N_("mouse"),
		N_("Use the mouse, or leave it to the terminal")},
	{ACTION_REDRAW, true, "redraw", "^L", "^L", IN_VIEWS, NULL, N_("Draw the screen afresh")},
	{ACTION_SUSPEND, true, "suspend", NULL, NULL, IN_VIEWS, NULL,
		N_("Back to the shell for a while; `fg` returns")},
	{ACTION_THEME, true, "theme", NULL, NULL, IN_VIEWS, NULL,
		N_("Other colours: those of the terminal, high contrast, none")},
	{ACTION_LANGUAGE, false, "language", NULL, NULL, IN_VIEWS, NULL, N_("The language the program speaks")},
	{ACTION_QUIT, true, "quit", "q", NULL, IN_VIEWS, N_("quit"), N_("Leave the program")},
};

struct bound {
	struct key key;
	enum keymap_context context;
	enum action action;
};

static struct bound bounds[KEYS_TOTAL];
static size_t bound_count;

/* The next of the words in *keys, which moves on. */
static bool next_key(const char **keys, char out[KEY_NAME])
{
	if (!*keys)
		return false;
	*keys += strspn(*keys, " ");
	size_t size = strcspn(*keys, " ");
	if (!size || size >= KEY_NAME)
		return false;
	memcpy(out, *keys, size);
	out[size] = '\0';
	*keys += size;
	return true;
}

static void bind(const char *keys, enum keymap_context context, enum action action)
{
	char name[KEY_NAME];
	while (next_key(&keys, name) && bound_count < KEYS_TOTAL) {
		struct bound bound = {.context = context, .action = action};
		if (key_parse(&bound.key, name))
			bounds[bound_count++] = bound;
	}
}

static void bind_all(void)
{
	if (bound_count)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		bind(table[i].keys, table[i].where, table[i].action);
		bind(table[i].text_keys, IN_TEXT, table[i].action);
	}
}

const struct keymap_entry *keymap_entry(enum action action)
{
	static const struct keymap_entry *by_action[ACTION_COUNT];
	if (!by_action[table[0].action]) {
		for (size_t i = 0; i < ARRAY_SIZE(table); i++)
			by_action[table[i].action] = &table[i];
	}
	return action > ACTION_NONE && action < ACTION_COUNT ? by_action[action] : NULL;
}

static enum action find(enum keymap_context context, const struct key *key)
{
	for (size_t i = 0; i < bound_count; i++) {
		if (bounds[i].context == context && key_same(&bounds[i].key, key))
			return bounds[i].action;
	}
	return ACTION_NONE;
}

enum action keymap_find(enum keymap_context context, const struct key *key)
{
	bind_all();
	enum action action = find(context, key);
	if (!action && context != IN_TEXT && context != IN_VIEWS)
		action = find(IN_VIEWS, key);
	return action;
}

enum action keymap_named(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		if (strcmp(table[i].name, name) == 0)
			return table[i].action;
	}
	return ACTION_NONE;
}

void keymap_keys(struct buffer *out, enum action action, enum keymap_context context, size_t most, bool ascii)
{
	const struct keymap_entry *entry = keymap_entry(action);
	if (!entry)
		return;
	const char *keys = context == IN_TEXT ? entry->text_keys : entry->keys;
	char name[KEY_NAME];
	for (size_t i = 0; i < most && next_key(&keys, name); i++) {
		struct key key;
		if (!key_parse(&key, name) || (key.kind == TYPED_CHARACTER && key.point == 0x2212))
			continue; /* the true minus sign is the same key to whoever reads it */
		if (i)
			buffer_add_byte(out, ' ');
		key_label(name, &key, ascii);
		buffer_add_string(out, name);
	}
}
