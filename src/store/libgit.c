#include "store/libgit.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

#include "base/language.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "text/visible.h"

enum { MOST_OFFSET = 14 * 60 };

char *libgit_words(void)
{
	const git_error *error = git_error_last();
	return visible_take(error && error->message ? error->message : "?");
}

static enum fault_kind kind_of(int code)
{
	switch (code) {
	case GIT_ENOTFOUND:
		return FAULT_MISSING;
	case GIT_ELOCKED:
		return FAULT_BUSY;
	case GIT_EMODIFIED:
	case GIT_EEXISTS:
		return FAULT_CONFLICT;
	case GIT_EOWNER:
		return FAULT_FORBIDDEN;
	default:
		return FAULT_GIT;
	}
}

const struct fault *libgit_fault(int code, const char *format, ...)
{
	char *words = libgit_words(), *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	va_end(arguments);
	/* The one reason that everybody can do something about comes first: the end of a long line is not seen. */
	const struct fault *fault =
		strstr(words, strerror(ENOSPC))
			? fault_new(FAULT_SYSTEM, _("the disk is full: make room, then try again (%s)"),
				  text ? text : "?")
			: fault_new(kind_of(code), "%s: %s", text ? text : "?", words);
	free(text);
	free(words);
	return fault;
}

void libgit_each_remote(git_config *config, const char *key,
	bool (*visit)(void *context, struct text name, const char *value), void *context)
{
	static const char prefix[] = "remote.";
	git_config_iterator *iterator = NULL;
	git_config_entry *entry;
	bool more = git_config_iterator_new(&iterator, config) == 0;
	while (more && git_config_next(&entry, iterator) == 0) {
		const char *dot = strrchr(entry->name, '.'), *name = entry->name + sizeof prefix - 1;
		if (strncmp(entry->name, prefix, sizeof prefix - 1) == 0 && dot > name && strcmp(dot + 1, key) == 0)
			more = visit(context, (struct text){name, (size_t)(dot - name)}, entry->value);
	}
	git_config_iterator_free(iterator);
}

static bool component_is_plain(struct text name)
{
	if (name.size == 0 || text_is(name, ".") || text_is(name, ".."))
		return false;
	return !(name.size == 4 && strncasecmp(name.bytes, ".git", 4) == 0);
}

bool libgit_path_is_plain(const char *path)
{
	if (!utf8_valid(text_of(path), NULL))
		return false;
	for (;;) {
		const char *slash = strchrnul(path, '/');
		if (!component_is_plain((struct text){path, (size_t)(slash - path)}))
			return false;
		if (!*slash)
			return true;
		path = slash + 1;
	}
}

/* What git allows in a name: no "<", ">", no control characters; not empty. */
static char *signature_words(const char *words)
{
	struct buffer clean = {0};
	for (; words && *words; words++)
		if ((unsigned char)*words >= ' ' && *words != '<' && *words != '>' && *words != 127)
			buffer_add_byte(&clean, *words);
	if (text_trim(buffer_text(&clean)).size == 0)
		buffer_add_string(&clean, "unknown");
	return buffer_take(&clean);
}

int libgit_signature(git_signature **out, const char *name, const char *email, struct moment when)
{
	char *clean_name = signature_words(name), *clean_email = signature_words(email);
	int offset = when.offset_minutes;
	if (offset > MOST_OFFSET || offset < -MOST_OFFSET)
		offset = 0;
	int code = git_signature_new(out, clean_name, clean_email, when.seconds < 0 ? 0 : when.seconds, offset);
	free(clean_name);
	free(clean_email);
	return code;
}
