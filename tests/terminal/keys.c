#define _GNU_SOURCE
#include "keys.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum family { CURSOR, FUNCTION, TILDE };

/* Keys with a modifier form: CSI or SS3 `letter`, or CSI number ~. */
static const struct { const char *name; enum family family; char letter; int number; } MOVING[] = {
	{ "Up", CURSOR, 'A', 0 }, { "Down", CURSOR, 'B', 0 }, { "Right", CURSOR, 'C', 0 }, { "Left", CURSOR, 'D', 0 },
	{ "Home", CURSOR, 'H', 0 }, { "End", CURSOR, 'F', 0 },
	{ "Ins", TILDE, 0, 2 }, { "Del", TILDE, 0, 3 }, { "PgUp", TILDE, 0, 5 }, { "PgDn", TILDE, 0, 6 },
	{ "F1", FUNCTION, 'P', 0 }, { "F2", FUNCTION, 'Q', 0 }, { "F3", FUNCTION, 'R', 0 }, { "F4", FUNCTION, 'S', 0 },
	{ "F5", TILDE, 0, 15 }, { "F6", TILDE, 0, 17 }, { "F7", TILDE, 0, 18 }, { "F8", TILDE, 0, 19 },
	{ "F9", TILDE, 0, 20 }, { "F10", TILDE, 0, 21 }, { "F11", TILDE, 0, 23 }, { "F12", TILDE, 0, 24 },
};

static const struct { const char *name, *bytes; } PLAIN[] = {
	{ "Tab", "\t" }, { "S-Tab", "\033[Z" }, { "Enter", "\r" }, { "Esc", "\033" }, { "BS", "\177" },
	{ "Space", " " },
};

static void moving_print(FILE *out, size_t key, int modifiers, bool application)
{
	enum family family = MOVING[key].family;

	if (family == TILDE && modifiers)
		fprintf(out, "\033[%d;%d~", MOVING[key].number, modifiers + 1);
	else if (family == TILDE)
		fprintf(out, "\033[%d~", MOVING[key].number);
	else if (modifiers)
		fprintf(out, "\033[1;%d%c", modifiers + 1, MOVING[key].letter);
	else
		fprintf(out, "\033%c%c", family == FUNCTION || application ? 'O' : '[', MOVING[key].letter);
}

static bool moving_encode(FILE *out, const char *name, bool application)
{
	int modifiers = 0;

	for (; name[0] && name[1] == '-' && strchr("SAC", name[0]); name += 2)
		modifiers |= name[0] == 'S' ? 1 : name[0] == 'A' ? 2 : 4;
	for (size_t i = 0; i < sizeof MOVING / sizeof *MOVING; i++) {
		if (strcmp(MOVING[i].name, name))
			continue;
		moving_print(out, i, modifiers, application);
		return true;
	}
	return false;
}

/* A name without its brackets. */
static bool name_encode(FILE *out, const char *name, bool application)
{
	for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
		if (!strcmp(PLAIN[i].name, name))
			return fputs(PLAIN[i].bytes, out) >= 0;
	if (!strncmp(name, "C-", 2) && islower((unsigned char)name[2]) && !name[3])
		return fputc(name[2] & 31, out) >= 0;
	return moving_encode(out, name, application);
}

/* Encode the name at `text`, which begins with <. Returns what follows it, or NULL. */
static const char *bracket_encode(FILE *out, const char *text, bool application)
{
	size_t length = strcspn(text, ">");
	char name[16];

	if (text[1] == '<') {
		fputc('<', out);
		return text + 2;
	}
	if (!text[length] || length > sizeof name)
		return NULL;
	snprintf(name, sizeof name, "%.*s", (int)length - 1, text + 1);
	return name_encode(out, name, application) ? text + length + 1 : NULL;
}

/* Encode the escape at `text`, which begins with a backslash. Returns what follows it, or NULL. */
static const char *escape_encode(FILE *out, const char *text)
{
	static const char letters[] = "ertn\\", bytes[] = "\033\r\t\n\\";
	const char *letter = text[1] ? strchr(letters, text[1]) : NULL;
	unsigned byte;

	if (letter) {
		fputc(bytes[letter - letters], out);
		return text + 2;
	}
	if (text[1] != 'x' || !isxdigit((unsigned char)text[2]) || !isxdigit((unsigned char)text[3]))
		return NULL;
	sscanf(text + 2, "%2x", &byte);
	fputc((int)byte, out);
	return text + 4;
}

char *keys_encode(const char *text, bool names, bool application, size_t *length, const char **wrong)
{
	char *bytes;
	FILE *out = open_memstream(&bytes, length);

	if (!out)
		abort();
	while (text && *text) {
		*wrong = text;
		if (*text == '\\')
			text = escape_encode(out, text);
		else if (names && *text == '<')
			text = bracket_encode(out, text, application);
		else
			fputc(*text++, out);
	}
	fclose(out);
	if (text)
		return bytes;
	free(bytes);
	return NULL;
}
