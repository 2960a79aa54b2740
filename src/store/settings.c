#include "store/settings.h"

#include <git2.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"

char *settings_find(const char *path, const char *name)
{
	git_config *config = NULL;
	git_config_entry *entry = NULL;
	char *value = NULL;
	git_libgit2_init();
	if (file_exists(path) && git_config_open_ondisk(&config, path) == 0 &&
		git_config_get_entry(&entry, config, name) == 0)
		value = memory_string(entry->value);
	git_config_entry_free(entry);
	git_config_free(config);
	git_libgit2_shutdown();
	return value;
}

static const struct fault *settings_fault(const char *path)
{
	const git_error *error = git_error_last();
	char *words = visible_take(error && error->message ? error->message : "?");
	const struct fault *fault = fault_new(FAULT_GIT, _("your settings cannot be kept in %s: %s"), path, words);
	free(words);
	return fault;
}

const struct fault *settings_set(const char *path, const char *name, const char *value)
{
	const struct fault *fault = NULL;
	git_config *config = NULL;
	char *folder = memory_string(path);
	char *slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
	git_libgit2_init();
	fault = file_make_folder(folder, 0700);
	if (!fault && git_config_open_ondisk(&config, path) != 0)
		fault = settings_fault(path);
	if (!fault && !value)
		git_config_delete_entry(config, name); /* not there is as good */
	else if (!fault && git_config_set_string(config, name, value) != 0)
		fault = settings_fault(path);
	git_config_free(config);
	git_libgit2_shutdown();
	free(folder);
	return fault;
}
