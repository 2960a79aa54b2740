#include "base/place.h"

#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

/* The specification says that a relative path in these variables is to be ignored. */
static const char *absolute(const char *variable)
{
	const char *value = getenv(variable);
	return value && value[0] == '/' ? value : NULL;
}

static char *home(void)
{
	const char *named = absolute("HOME");
	if (named)
		return memory_string(named);
	char words[4096];
	struct passwd entry, *found = NULL;
	getpwuid_r(getuid(), &entry, words, sizeof words, &found);
	return memory_string(found && found->pw_dir && found->pw_dir[0] == '/' ? found->pw_dir : "/");
}

static char *place(const char *variable, const char *below_home, const char *name)
{
	const char *base = absolute(variable);
	if (base)
		return memory_format("%s/paraphe/%s", base, name);
	char *own = home();
	char *path = memory_format("%s/%s/paraphe/%s", strcmp(own, "/") == 0 ? "" : own, below_home, name);
	free(own);
	return path;
}

char *place_config(const char *name)
{
	return place("XDG_CONFIG_HOME", ".config", name);
}

char *place_state(const char *name)
{
	return place("XDG_STATE_HOME", ".local/state", name);
}

char *place_cache(const char *name)
{
	return place("XDG_CACHE_HOME", ".cache", name);
}

char *place_program(void)
{
	char path[PATH_MAX];
	ssize_t size = readlink("/proc/self/exe", path, sizeof path);
	return size <= 0 || (size_t)size == sizeof path ? NULL : memory_copy(path, (size_t)size);
}

/* Its folder, with the final /. */
static char *own_folder(void)
{
	char *path = place_program(), *slash = path ? strrchr(path, '/') : NULL;
	if (slash)
		slash[1] = '\0';
	return path;
}

char *place_share(const char *name)
{
	/* build/paraphe finds what the build made beside it, then the sources above; build/asan/paraphe one further. */
	static const char *const ways[] = {"", "../", "../../"};
	char *path = NULL;
	char *folder = own_folder();
	for (size_t i = 0; folder && i < sizeof ways / sizeof *ways; i++) {
		path = memory_format("%s%s%s", folder, ways[i], name);
		if (file_exists(path))
			goto done;
		free(path);
		path = NULL;
	}
	path = memory_format("%s/share/paraphe/%s", PREFIX, name);
	if (!file_exists(path)) {
		free(path);
		path = NULL;
	}
done:
	free(folder);
	return path;
}
