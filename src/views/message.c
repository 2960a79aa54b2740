#include "views/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"

static struct message messages[MESSAGE_LOG]; /* a ring */
static size_t first, kept;
static bool standing;
static int64_t since;

static void add(enum message_kind kind, const char *words)
{
	struct message *message;
	if (kept < MESSAGE_LOG) {
		message = &messages[(first + kept++) % MESSAGE_LOG];
	} else {
		message = &messages[first];
		first = (first + 1) % MESSAGE_LOG;
		free(message->text);
	}
	*message = (struct message){kind, clock_now(), visible_take(words)};
	standing = true;
	since = clock_ticks();
}

void message_say(enum message_kind kind, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *words = NULL;
	int size = vasprintf(&words, format, arguments);
	va_end(arguments);
	if (size >= 0)
		add(kind, words);
	free(words);
}

bool message_fault(const struct fault *fault)
{
	if (fault)
		message_say(MESSAGE_ERROR, _("Error: %s"), fault_text(fault));
	return fault != NULL;
}

const struct message *message_now(void)
{
	return standing ? message_at(0) : NULL;
}

void message_key(void)
{
	if (!standing)
		return;
	bool error = message_at(0)->kind == MESSAGE_ERROR;
	if (!error || clock_ticks() - since >= MESSAGE_ERROR_MILLISECONDS)
		standing = false;
}

void message_dismiss(void)
{
	standing = false;
}

size_t message_count(void)
{
	return kept;
}

const struct message *message_at(size_t index)
{
	return index < kept ? &messages[(first + kept - 1 - index) % MESSAGE_LOG] : NULL;
}

void message_clear(void)
{
	for (size_t i = 0; i < MESSAGE_LOG; i++)
		free(messages[i].text);
	memset(messages, 0, sizeof messages);
	first = kept = 0;
	standing = false;
}
