#include "sgr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The end of the parameter that begins at `from`: a semicolon or the final byte. */
static const char *parameter_end(const char *from)
{
	return from + strcspn(from, ";m");
}

static const char *parameter_next(const char *from)
{
	const char *end = parameter_end(from);

	return *end == ';' ? end + 1 : NULL;
}

/* How many parameters follow that belong to a colour: 5;N or 2;R;G;B. */
static int colour_parameters(const char *at)
{
	const char *kind = parameter_end(at) - at == 2 ? parameter_next(at) : NULL;

	if (!kind)
		return 0;
	return atoi(kind) == 5 ? 2 : atoi(kind) == 2 ? 4 : 0;
}

static size_t rewrite(const char *sequence, char *out)
{
	const char *at = sequence + 2;
	size_t written = 0;

	while (at) {
		int value = atoi(at), more = value == 38 || value == 48 || value == 58 ? colour_parameters(at) : 0;
		const char *begin = at, *end = parameter_end(at);

		for (at = parameter_next(at); more > 0 && at; more--, at = parameter_next(at))
			end = parameter_end(at);
		if (value == 58)
			continue;
		if (end - begin == 1 && value == 2)
			written += (size_t)sprintf(out + written, ";12");
		else if (end - begin == 2 && value == 22)
			written += (size_t)sprintf(out + written, ";22;10");
		else
			written += (size_t)sprintf(out + written, ";%.*s", (int)(end - begin), begin);
	}
	return written;
}

static size_t release(struct sgr *sgr, char *out)
{
	size_t length = sgr->length;
	char parameters[3 * sizeof sgr->held];

	sgr->length = 0;
	if (length < 3 || sgr->held[length - 1] != 'm' || strspn(sgr->held + 2, "0123456789:;") != length - 3) {
		memcpy(out, sgr->held, length);
		return length;
	}
	sgr->held[length] = '\0';
	length = rewrite(sgr->held, parameters);
	return length ? (size_t)sprintf(out, "\033[%.*sm", (int)length - 1, parameters + 1) : 0;
}

/* Whether this byte keeps the sequence open. */
static int belongs(const struct sgr *sgr, char byte)
{
	if (sgr->length == 0)
		return byte == '\033';
	if (sgr->length == 1)
		return byte == '[';
	return byte >= 0x20 && byte <= 0x3f;
}

size_t sgr_filter(struct sgr *sgr, const char *bytes, size_t length, char *out)
{
	size_t written = 0;

	for (size_t i = 0; i < length; i++) {
		int open = belongs(sgr, bytes[i]), sequence = sgr->length >= 2;

		if (!open && !sequence && sgr->length) {
			written += release(sgr, out + written);
			open = belongs(sgr, bytes[i]);
		}
		if (open || sequence)
			sgr->held[sgr->length++] = bytes[i];
		else
			out[written++] = bytes[i];
		if (!open || sgr->length == sizeof sgr->held - 1)
			written += release(sgr, out + written);
	}
	return written;
}
