/* visible - any text from outside, made safe and honest to show
 *
 * The one gate between what a repository, a remote or libgit2 says and any output, curses or not. C0, C1 and DEL,
 * bidi controls (U+061C, 200E, 200F, 202A-202E, 2066-2069), zero-width and invisible characters (00AD, 034F, 115F,
 * 1160, 17B4, 17B5, 180B-180F, 200B-200D, 2060-2064, 206A-206F, 3164, FE00-FE0F, FEFF, FFA0, FFF9-FFFB, E0000-E0FFF)
 * become marks a reader can see: "<U+202E>", "<FF>" for an invalid byte. Joiners inside an emoji sequence and VS16
 * behind one are text and stay. More than 8 combining marks on one base: the rest becomes "<+N>".
 * NBSP and NNBSP are normal French and stay. Source: UTS 39, "Trojan Source" (CVE-2021-42574).
 */
#ifndef TEXT_VISIBLE_H
#define TEXT_VISIBLE_H

#include <stdbool.h>

#include "base/buffer.h"

enum visible_lines {
	VISIBLE_ONE_LINE,  /* LF and tab become a space */
	VISIBLE_KEEP_LINES /* LF stays, tab becomes a space */
};

/* Adds a text that is safe to show. */
void visible_add(struct buffer *out, struct text untrusted, enum visible_lines lines);
/* The same as a new string, yours, one line. */
char *visible_take(const char *untrusted) MUST_CHECK;

/* Whether the text is already what visible_add() would make of it. */
bool visible_is(struct text text, enum visible_lines lines);

/* What may be saved: the same judgement the server's hook makes. Refuses controls (but LF and, in a draft, tab and
 * CR), bidi controls, invisible characters (soft hyphen and joiners inside emoji are allowed), invalid UTF-8. NULL when
 * fine, else the fault names the character and its place (code point number, from 1). */
const struct fault *visible_check(struct text text) MUST_CHECK;

/* Adds a paste without what visible_check() would refuse; CRLF and CR become LF, tab a space. Returns how many
 * characters were taken out. */
size_t visible_clean(struct buffer *out, struct text paste);

/* Adds the text with the characters in which it differs from the other written as code points ("<U+00E9>"), and so a
 * space after a space; those that are plain ASCII stay: for a difference whose two sides look alike. */
void visible_points(struct buffer *out, struct text text, struct text other);
/* Whether two different texts look alike: equal after NFC, removal of invisible characters, blanks of any kind and
 * number as one space and common Latin/Greek/Cyrillic confusables folded. */
bool visible_alike(struct text a, struct text b);

#endif
