/* call - what the commands share: opening the review, reading places and texts, writing lines
 *
 * Everything is a sentence or a value; nothing here changes anything.
 */
#ifndef COMMANDS_CALL_H
#define COMMANDS_CALL_H

#include "commands/command.h"
#include "json/json.h"
#include "review/review.h"

/* The options `-m TEXT` and `-F FILE`. */
#define CALL_TEXT_OPTIONS                                                                                              \
	{"message", "TEXT", N_("the text"), 'm', false},                                                               \
	{                                                                                                              \
		"file", "FILE", N_("the text is in a file; - is standard input"), 'F', false                           \
	}

/* The whole review; acts that did not land at an earlier time are brought home first. */
const struct fault *call_review(struct review **out, struct call *call) MUST_CHECK;

/* Closes it; says what an act had to add to being saved. */
void call_close(struct review *review);

/* The value of an option that must be there. */
const struct fault *call_need(const char **out, const struct call *call, const char *name) MUST_CHECK;
/* Options that exclude each other: FAULT_MALFORMED where both are given. */
const struct fault *call_either(const struct call *call, const char *one, const char *other) MUST_CHECK;

/* The block of the base that "12", "12bis" names; FAULT_MISSING. "0" gives STANDING_NONE where `start` allows it. */
const struct fault *call_block(size_t *block, const struct review *review, const char *words, bool start) MUST_CHECK;
/* An amendment by its name; FAULT_MISSING says where to look. */
const struct fault *call_amendment(size_t *amendment, const struct review *review, const char *name) MUST_CHECK;

/* Adds the text of -m or -F (LF line ends, no byte order mark, trimmed). An empty one is FAULT_MALFORMED; none at all,
 * too, where it is `needed`. */
const struct fault *call_text(struct buffer *out, const struct call *call, size_t limit, bool needed) MUST_CHECK;

/* Adds one line. */
void call_line(struct buffer *out, const char *words);
/* Adds the id of an act's annotation; where it stood before the act, which then added nothing, says so. */
void call_said(struct call *call, const struct review *review, const char *id);
/* Columns to write in: the terminal's, else 80. */
size_t call_width(void);
/* Adds a text that is safe to show in rows, each behind `indent` blanks. */
void call_wrap(struct buffer *out, const char *words, size_t indent);
/* The same; the rows after the first have `hanging` blanks more. */
void call_wrap_text(struct buffer *out, struct text words, size_t width, size_t indent, size_t hanging);
/* A label and, beside it, the text in rows. */
void call_beside(struct buffer *out, struct text label, struct text words, size_t width);
/* Adds the JSON; what cannot be seen, or would steer a terminal, is written as \uXXXX. Frees it. */
void call_json(struct buffer *out, struct json *root);
/* Writes to standard output and empties the buffer; a full disk is a failure like any other. */
const struct fault *call_write(struct buffer *out) MUST_CHECK;
/* The same of what a command has said so far, where that goes to standard output: for long answers. */
const struct fault *call_flush(struct call *call) MUST_CHECK;
/* One line on standard error, safe to show. */
void call_note(const char *format, ...) FORMAT(1, 2);

#endif
