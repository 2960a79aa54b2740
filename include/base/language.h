/* language - the language of the face (gettext)
 *
 * Strings in the code are English; `_("…")` gives them in the language of the face. French and English are catalogues
 * beside the code. A fresh Debian has no fr_FR locale, and then gettext translates nothing: so where setlocale fails,
 * C.UTF-8 plus the LANGUAGE variable does the work. Call language_open() first of all, before ncurses.
 */
#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

#include <libintl.h>
#include <stdbool.h>

#define _(string) gettext(string)
/* Marks a string for the catalogue where it cannot be translated yet (tables). */
#define N_(string) (string)
/* Singular and plural. */
#define P_(one, many, count) ngettext((one), (many), (unsigned long)(count))

/* Chooses the language: `wanted` ("fr", "en", "es"; NULL: what LC_ALL, LC_MESSAGES or LANG names, else English).
 * Sets a UTF-8 character type where there is one. */
void language_open(const char *wanted);
/* The two-letter code in force, "en" or "fr" (or another for which there is a catalogue). */
const char *language_code(void);
/* Whether that is the language of `wanted`, "fr" or "fr_FR.UTF-8": not where it has no catalogue. */
bool language_is(const char *wanted);
/* Whether the environment named a language at all (LC_ALL, LC_MESSAGES, LANG, not C or POSIX). */
bool language_named(void);
/* Whether the terminal's character set is UTF-8. */
bool language_utf8(void);

#endif
