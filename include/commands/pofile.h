/* pofile - a translation as a gettext PO file, out and in again
 *
 * An entry a pair of paragraphs, in the order of the source; its context is the paragraph's number. What is stale is
 * `fuzzy`, with the source it was made for; what is not translated is empty. The header names the source's version, so
 * that a file may come back after the source has changed: it is then in step as of that version.
 */
#ifndef COMMANDS_POFILE_H
#define COMMANDS_POFILE_H

#include "commands/call.h"
#include "review/translation.h"

/* Adds the file's bytes. What cannot be carried (control characters in the text) is named on standard error. */
const struct fault *pofile_export(
	struct buffer *out, const struct review *review, const struct translation *translation) MUST_CHECK;
/* Saves what the file translates, as one act; says on `out` what was done. FAULT_MALFORMED: no PO, another language's,
 * or of other paragraphs; then nothing is written. */
const struct fault *pofile_import(
	struct buffer *out, struct review *review, const struct translation *translation, struct text bytes) MUST_CHECK;

#endif
