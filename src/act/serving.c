#include "act/serving.h"

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "store/settings.h"

enum { HOOK_LIMIT = 64 * 1024 };

/* git-config(1). core.hooksPath is relative to the repository: it may be moved, and no setting of the machine takes its
 * hooks' place. */
static const struct {
	const char *name, *value;
} settings[] = {
	{"core.hooksPath", "hooks"},
	{"core.logAllRefUpdates", "always"},
	{"core.fsync", "all"},
	{"receive.fsckObjects", "true"},
	{"receive.denyNonFastForwards", "true"},
	{"receive.denyDeletes", "true"},
	{"receive.advertisePushOptions", "false"},
	{"receive.maxInputSize", "20m"},
};

static const char mark[] = "server-hook check";

static char *config_path(const struct repository *repository)
{
	return memory_format("%s/config", repository_folder(repository));
}

char *serving_setting(const struct repository *repository, const char *name)
{
	char *path = config_path(repository), *value = settings_find(path, name);
	free(path);
	return value;
}

const struct fault *serving_set(const struct repository *repository, const char *name, const char *value)
{
	char *path = config_path(repository);
	const struct fault *fault = settings_set(path, name, value);
	free(path);
	return fault;
}

void serving_quote(struct buffer *out, const char *word)
{
	buffer_add_byte(out, '\'');
	for (; *word; word++)
		if (*word == '\'')
			buffer_add_string(out, "'\\''");
		else
			buffer_add_byte(out, *word);
	buffer_add_byte(out, '\'');
}

static const struct fault *write_hook(const char *path, const char *program)
{
	struct buffer hook = {0};
	buffer_add_string(&hook,
		"#!/bin/sh\n# paraphe server-hook install wrote this: git asks it before it takes a push.\n"
		"exec ");
	serving_quote(&hook, program);
	buffer_format(&hook, " %s\n", mark);
	const struct fault *fault = file_write(path, buffer_text(&hook), 0755);
	buffer_clear(&hook);
	return fault;
}

/* Somebody else's hook is not overwritten. */
static const struct fault *check_hook(const char *path)
{
	struct buffer hook = {0};
	const struct fault *fault = file_read(&hook, path, HOOK_LIMIT);
	bool absent = fault && fault_kind(fault) == FAULT_MISSING;
	bool ours = !fault && strstr(buffer_string(&hook), mark);
	buffer_clear(&hook);
	if (absent || ours)
		return NULL;
	return fault ? fault
		     : fault_new(FAULT_CONFLICT,
			       _("%s is a hook already, and not this program's: move it away, or call it from "
				 "elsewhere"),
			       path);
}

/* `git clone --bare` leaves the address it came from. A server sends nothing there, and behind its door nobody is to be
 * told that something is unsent. A mirror, which fetches, keeps its remote. */
static const struct fault *forget_origin(const struct repository *repository)
{
	char *fetched = serving_setting(repository, "remote.origin.fetch");
	const struct fault *fault = fetched ? NULL : serving_set(repository, "remote.origin.url", NULL);
	free(fetched);
	return fault;
}

const struct fault *serving_install(struct repository *repository, const char *program)
{
	const char *folder = repository_folder(repository);
	if (repository_work_tree(repository))
		return fault_new(FAULT_CONFLICT,
			_("%s has a working tree; a server needs a bare repository: git clone --bare %s SERVER.git"),
			repository_work_tree(repository), repository_work_tree(repository));
	if (!repository_writable(repository))
		return fault_new(FAULT_FORBIDDEN, _("%s cannot be written to"), folder);
	char *hooks = memory_format("%s/hooks", folder), *hook = memory_format("%s/pre-receive", hooks);
	const struct fault *fault = check_hook(hook);
	if (!fault)
		fault = file_make_folder(hooks, 0755);
	for (size_t i = 0; !fault && i < ARRAY_SIZE(settings); i++)
		fault = serving_set(repository, settings[i].name, settings[i].value);
	if (!fault)
		fault = forget_origin(repository);
	if (!fault)
		fault = write_hook(hook, program);
	free(hook);
	free(hooks);
	return fault;
}
