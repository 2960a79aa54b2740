#include "base/language.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/place.h"

enum { CODE = 4 }; /* two or three letters and a NUL */

static const char domain[] = "paraphe";
static char code[CODE] = "en";
static bool is_utf8 = true;

/* The value that decides: LC_ALL before the category's own variable before LANG; NULL when none is set. */
static const char *environment(const char *category)
{
	const char *names[] = {"LC_ALL", category, "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return NULL;
}

static bool is_plain(const char *locale)
{
	size_t size = strcspn(locale, ".@");
	return (size == 1 && locale[0] == 'C') || (size == 5 && strncmp(locale, "POSIX", 5) == 0);
}

/* "fr" of "fr_FR.UTF-8"; false when the locale names no language. Letters only: the code becomes part of a path. */
static bool read_code(char out[CODE], const char *locale)
{
	if (!locale || is_plain(locale))
		return false;
	size_t size = strspn(locale, "abcdefghijklmnopqrstuvwxyz");
	if (size < 2 || size >= CODE || !strchr("_.@-", locale[size]))
		return false;
	memcpy(out, locale, size);
	out[size] = '\0';
	return true;
}

/* Tells gettext where the catalogue of the language lies; false when there is none. */
static bool bind_catalogue(const char *wanted)
{
	char *below = memory_format("/%s/LC_MESSAGES/%s.mo", wanted, domain);
	char *name = memory_format("locale%s", below);
	char *path = place_share(name);
	if (path) {
		path[strlen(path) - strlen(below)] = '\0';
		bindtextdomain(domain, path);
	}
	bool found = path != NULL;
	free(path);
	free(name);
	free(below);
	return found;
}

static bool is_utf8_name(const char *charset)
{
	return strncasecmp(charset, "UTF-8", 5) == 0 || strncasecmp(charset, "UTF8", 4) == 0;
}

/* Sets the character type. Without any word from the environment a terminal of today is taken to be UTF-8; a charset
 * or a plain C that is named is believed, even if we must work in C.UTF-8 to keep accents. */
static void open_charset(void)
{
	const char *named = environment("LC_CTYPE");
	const char *charset = named ? strchr(named, '.') : NULL;
	const char *set = setlocale(LC_CTYPE, "");
	if (!set || is_plain(set))
		set = setlocale(LC_CTYPE, "C.UTF-8");
	is_utf8 = set && is_utf8_name(nl_langinfo(CODESET));
	if (charset ? !is_utf8_name(charset + 1) : named && is_plain(named))
		is_utf8 = false;
}

void language_open(const char *wanted)
{
	char found[CODE];
	open_charset();
	/* gettext ignores LANGUAGE in the locale C; numbers and dates stay in C, for what is parsed. */
	if (!setlocale(LC_MESSAGES, "C.UTF-8"))
		setlocale(LC_MESSAGES, "");
	if (read_code(found, wanted ? wanted : environment("LC_MESSAGES")) && bind_catalogue(found))
		memcpy(code, found, CODE);
	else
		memcpy(code, "en", sizeof "en");
	setenv("LANGUAGE", code, 1);
	bind_textdomain_codeset(domain, "UTF-8");
	/* Last: it also tells gettext to forget what it looked up in another language. */
	textdomain(domain);
}

const char *language_code(void)
{
	return code;
}

bool language_is(const char *wanted)
{
	char found[CODE];
	return read_code(found, wanted) && !strcmp(found, code);
}

bool language_named(void)
{
	const char *locale = environment("LC_MESSAGES");
	return locale && !is_plain(locale);
}

bool language_utf8(void)
{
	return is_utf8;
}
