#include "views/key.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/language.h"
#include "text/utf8.h"

struct named {
	enum key_kind kind;
	const char *name; /* in the keymap */
	const char *sign; /* as people see it; NULL: the name, in the language of the face */
};

static const struct named names[] = {
	{TYPED_UP, "Up", "↑"},
	{TYPED_DOWN, "Down", "↓"},
	{TYPED_LEFT, "Left", "←"},
	{TYPED_RIGHT, "Right", "→"},
	{TYPED_PAGE_UP, N_("PgUp"), NULL},
	{TYPED_PAGE_DOWN, N_("PgDn"), NULL},
	{TYPED_HOME, N_("Home"), NULL},
	{TYPED_END, N_("End"), NULL},
	{TYPED_TAB, "Tab", "⇥"},
	{TYPED_ENTER, N_("Enter"), NULL},
	{TYPED_ESCAPE, N_("Esc"), NULL},
	{TYPED_BACKSPACE, N_("Backspace"), NULL},
	{TYPED_DELETE, N_("Del"), NULL},
	{TYPED_INSERT, N_("Ins"), NULL},
};

static bool parse_modifiers(const char **name, int *modifiers)
{
	static const struct {
		char letter;
		int modifier;
	} known[] = {{'S', WITH_SHIFT}, {'A', WITH_ALT}, {'C', WITH_CONTROL}};
	*modifiers = 0;
	while ((*name)[0] && (*name)[1] == '-' && (*name)[2]) {
		size_t i = 0;
		while (i < ARRAY_SIZE(known) && known[i].letter != (*name)[0])
			i++;
		if (i == ARRAY_SIZE(known))
			return false;
		*modifiers |= known[i].modifier;
		*name += 2;
	}
	return true;
}

static bool parse_named(struct key *out, const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i].name, name) == 0) {
			out->kind = names[i].kind;
			return true;
		}
	}
	return false;
}

bool key_parse(struct key *out, const char *name)
{
	*out = (struct key){0};
	if (!parse_modifiers(&name, &out->modifiers))
		return false;
	struct text text = text_of(name);
	if (!text.size)
		return false;
	int32_t point;
	if (utf8_step(text, 0, &point) == text.size) {
		out->kind = TYPED_CHARACTER;
		out->point = point;
		return point > ' ';
	}
	if (strcmp(name, "Space") == 0) {
		out->kind = TYPED_CHARACTER;
		out->point = ' ';
		return true;
	}
	if (out->modifiers == WITH_SHIFT && strcmp(name, "Tab") == 0) {
		*out = (struct key){.kind = TYPED_BACKTAB};
		return true;
	}
	if (name[0] == '^' && name[1] >= 'A' && name[1] <= 'Z' && !name[2]) {
		out->kind = TYPED_CONTROL;
		out->point = name[1] - 'A' + 'a';
		return true;
	}
	int number = name[0] == 'F' ? atoi(name + 1) : 0;
	if (number >= 1 && number <= 24) {
		out->kind = TYPED_FUNCTION;
		out->point = number;
		return true;
	}
	return parse_named(out, name);
}

static const char *named(const struct key *key, bool ascii)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (names[i].kind == key->kind)
			return names[i].sign && !ascii ? names[i].sign : _(names[i].name);
	}
	return "?";
}

static void add_modifiers(struct buffer *out, int modifiers, bool ascii)
{
	if (modifiers & WITH_CONTROL)
		buffer_add_string(out, ascii ? "C-" : "^");
	if (modifiers & WITH_ALT)
		buffer_add_string(out, "A-");
	if (modifiers & WITH_SHIFT)
		buffer_add_string(out, ascii ? "S-" : "⇧");
}

void key_label(char out[KEY_NAME], const struct key *key, bool ascii)
{
	struct buffer name = {0};
	add_modifiers(&name, key->kind == TYPED_BACKTAB ? WITH_SHIFT : key->modifiers, ascii);
	struct key tab = {.kind = TYPED_TAB};
	switch (key->kind) {
	case TYPED_CHARACTER:
		if (key->point == ' ')
			buffer_add_string(&name, _("Space"));
		else
			utf8_add(&name, key->point);
		break;
	case TYPED_CONTROL:
		buffer_format(&name, "^%c", (char)(key->point - 'a' + 'A'));
		break;
	case TYPED_FUNCTION:
		buffer_format(&name, "F%d", (int)key->point);
		break;
	case TYPED_BACKTAB:
		buffer_add_string(&name, named(&tab, ascii));
		break;
	default:
		buffer_add_string(&name, named(key, ascii));
	}
	snprintf(out, KEY_NAME, "%s", buffer_string(&name));
	buffer_clear(&name);
}

bool key_same(const struct key *a, const struct key *b)
{
	return a->kind == b->kind && a->point == b->point && a->modifiers == b->modifiers;
}
