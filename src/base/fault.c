#include "base/fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

struct fault {
	enum fault_kind kind;
	char text[1024];
};

static _Thread_local struct fault ring[FAULT_RING];
static _Thread_local unsigned int latest;

static struct fault *fault_next(enum fault_kind kind)
{
	latest = (latest + 1) % FAULT_RING;
	ring[latest].kind = kind;
	ring[latest].text[0] = '\0';
	return &ring[latest];
}

/* Text that was cut in the middle of a character ends before that character. */
static void fault_trim(struct fault *fault)
{
	size_t size = strlen(fault->text);
	if (size + 1 < sizeof fault->text)
		return;
	while (size > 0 && ((unsigned char)fault->text[size - 1] & 0xc0) == 0x80)
		size--;
	fault->text[size > 0 ? size - 1 : 0] = '\0';
}

const struct fault *fault_new(enum fault_kind kind, const char *format, ...)
{
	struct fault *fault = fault_next(kind);
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(fault->text, sizeof fault->text, format, arguments);
	va_end(arguments);
	fault_trim(fault);
	return fault;
}

const struct fault *fault_system(const char *format, ...)
{
	int number = errno;
	struct fault *fault = fault_next(number == ENOENT ? FAULT_MISSING : FAULT_SYSTEM);
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(fault->text, sizeof fault->text, format, arguments);
	va_end(arguments);
	size_t size = strlen(fault->text);
	snprintf(fault->text + size, sizeof fault->text - size, ": %s", strerror(number));
	fault_trim(fault);
	return fault;
}

const struct fault *fault_context(const struct fault *fault, const char *format, ...)
{
	if (!fault)
		return NULL;
	struct fault *wider = fault_next(fault->kind);
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(wider->text, sizeof wider->text, format, arguments);
	va_end(arguments);
	size_t size = strlen(wider->text);
	snprintf(wider->text + size, sizeof wider->text - size, ": %s", fault->text);
	fault_trim(wider);
	return wider;
}

enum fault_kind fault_kind(const struct fault *fault)
{
	return fault->kind;
}

const char *fault_text(const struct fault *fault)
{
	return fault->text;
}

void fault_keep(struct fault_kept *kept, const struct fault *fault)
{
	if (fault)
		*kept = (struct fault_kept){fault->kind, memory_string(fault->text)};
}

const struct fault *fault_give(struct fault_kept *kept)
{
	const struct fault *fault = kept->text ? fault_new(kept->kind, "%s", kept->text) : NULL;
	free(kept->text);
	kept->text = NULL;
	return fault;
}
