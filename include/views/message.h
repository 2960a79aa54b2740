/* message - what the program says, in the status row, all of it kept in a log (F5)
 *
 * What is too long for that row takes the key bar's as well, until the next key.
 *
 * A message stays until the next key; an error until the next key that comes at least MESSAGE_ERROR_MILLISECONDS after
 * it, so that fast typing does not wipe it unread. Texts are made visible here. There is one log.
 */
#ifndef VIEWS_MESSAGE_H
#define VIEWS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/fault.h"

enum message_kind { MESSAGE_INFO, MESSAGE_SAVED, MESSAGE_ERROR };

enum { MESSAGE_LOG = 200, MESSAGE_ERROR_MILLISECONDS = 700 };

struct message {
	enum message_kind kind;
	struct moment when;
	char *text; /* made visible, one line, translated */
};

/* Says a sentence already in the language of the face. */
void message_say(enum message_kind kind, const char *format, ...) FORMAT(2, 3);
/* Says a fault ("Error: …"); NULL says nothing. True when there was one. */
bool message_fault(const struct fault *fault);

/* What stands in the status row now, or NULL. */
const struct message *message_now(void);
/* A key was typed: lets go of what has been read. */
void message_key(void);
void message_dismiss(void);

size_t message_count(void);
/* The log, the newest first. */
const struct message *message_at(size_t index);
void message_clear(void);

#endif
