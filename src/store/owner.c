#include "store/owner.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "store/libgit.h"

enum { SMALL_FILE = 64 * 1024, MOST_GROUPS = 65536 };

static void cut_slashes(char *path)
{
	size_t size = strlen(path);
	while (size > 1 && path[size - 1] == '/')
		path[--size] = '\0';
}

/* A linked working tree's git directory holds a file `commondir` that names the one with the refs. */
static char *common_take(const char *folder)
{
	struct buffer words = {0};
	char *path = memory_format("%s/commondir", folder), *common = NULL, *named = NULL;
	const struct fault *fault = file_read(&words, path, SMALL_FILE);
	if (fault) {
		/* The usual case: no linked working tree. */
		fault_ignore(fault);
		common = memory_string(folder);
		goto done;
	}
	named = text_take(text_trim(buffer_text(&words)));
	common = named[0] == '/' ? memory_string(named) : memory_format("%s/%s", folder, named);
	cut_slashes(common);
done:
	free(named);
	free(path);
	buffer_clear(&words);
	return common;
}

/* git lets root act for whoever called sudo. */
static bool is_own(uid_t uid)
{
	const char *sudo = geteuid() == 0 ? getenv("SUDO_UID") : NULL;
	return uid == geteuid() || (sudo && *sudo && strtoul(sudo, NULL, 10) == uid);
}

static bool in_group(gid_t gid)
{
	if (gid == getegid())
		return true;
	int count = getgroups(0, NULL);
	if (count <= 0 || count > MOST_GROUPS)
		return false;
	gid_t *groups = memory_new((size_t)count, sizeof *groups);
	count = getgroups(count, groups);
	bool found = false;
	for (int i = 0; i < count; i++)
		found = found || groups[i] == gid;
	free(groups);
	return found;
}

/* The folder git would ask "safe.directory" for: the work tree's, else the git directory. */
static char *place_take(const struct owner *owner)
{
	const char *slash = strrchr(owner->folder, '/');
	if (slash && slash > owner->folder && strcmp(slash, "/.git") == 0)
		return memory_copy(owner->folder, (size_t)(slash - owner->folder));
	return memory_string(owner->folder);
}

static bool is_foreign(const struct owner *owner)
{
	char *place = place_take(owner);
	struct stat about;
	bool foreign = (stat(place, &about) == 0 && !is_own(about.st_uid)) ||
		       (stat(owner->folder, &about) == 0 && !is_own(about.st_uid)) ||
		       (stat(owner->common, &about) == 0 && !is_own(about.st_uid));
	free(place);
	return foreign;
}

/* git: a word, a boolean, 1 and 2 as in old times, or an octal mode whose read bits bring the folders' search bits. */
static bool shared_umask(mode_t *out, const char *value)
{
	char *end;
	if (strcasecmp(value, "group") == 0 || strcasecmp(value, "true") == 0 || strcasecmp(value, "yes") == 0 ||
		strcasecmp(value, "on") == 0 || strcmp(value, "1") == 0 || strcasecmp(value, "all") == 0 ||
		strcasecmp(value, "world") == 0 || strcasecmp(value, "everybody") == 0 || strcmp(value, "2") == 0) {
		*out = 002;
		return true;
	}
	unsigned long mode = strtoul(value, &end, 8);
	if (*end || mode > 0777 || (mode & 0600) != 0600 || !(mode & 0020))
		return false;
	*out = (mode_t)(0777 & ~(mode | (mode & 0444) >> 2));
	return true;
}

static void read_shared(struct owner *owner, git_config *config)
{
	git_config_entry *entry = NULL;
	struct stat about;
	if (git_config_get_entry(&entry, config, "core.sharedrepository") == 0 && entry->value)
		owner->shared = shared_umask(&owner->umask, entry->value);
	git_config_entry_free(entry);
	/* The setting alone is only a claim of whoever owns the folder: the group must have got the right, too. */
	if (owner->shared && owner->foreign && stat(owner->common, &about) == 0)
		owner->trusted = (about.st_mode & S_IWGRP) && in_group(about.st_gid);
}

static bool is_no_promisor(void *context, struct text name, const char *value)
{
	(void)name;
	bool *found = context;
	*found = *found || !value || strcasecmp(value, "false") != 0;
	return !*found;
}

/* Git marks a partial clone by its remote since 2.29, by an extension before. */
static bool has_promisor(git_config *config)
{
	bool found = false;
	libgit_each_remote(config, "promisor", is_no_promisor, &found);
	return found;
}

static void read_format(struct owner *owner, git_config *config)
{
	static const char *const known[] = {"objectformat", "partialclone", "worktreeconfig", "refstorage"};
	for (size_t i = 0; i < ARRAY_SIZE(known) && !owner->refused; i++) {
		char *name = memory_format("extensions.%s", known[i]);
		git_config_entry *entry = NULL;
		if (git_config_get_entry(&entry, config, name) == 0 && entry->value &&
			strcasecmp(entry->value, "false") != 0 && strcasecmp(entry->value, "sha1") != 0 &&
			strcasecmp(entry->value, "files") != 0)
			owner->refused = memory_string(known[i]);
		git_config_entry_free(entry);
		free(name);
	}
	if (!owner->refused && has_promisor(config))
		owner->refused = memory_string("partialclone");
}

/* libgit2 1.5 takes "*" for a path (its issue 6391); git opens everything then, and so do we. An empty value starts
 * the list again. Only the user's and the system's files count. */
static bool everything_is_safe(void)
{
	git_config *config = NULL;
	git_config_iterator *iterator = NULL;
	git_config_entry *entry;
	bool safe = false;
	if (git_config_open_default(&config) == 0 &&
		git_config_multivar_iterator_new(&iterator, config, "safe.directory", NULL) == 0)
		while (git_config_next(&entry, iterator) == 0)
			if (entry->value && (!*entry->value || strcmp(entry->value, "*") == 0))
				safe = *entry->value != '\0';
	git_config_iterator_free(iterator);
	git_config_free(config);
	return safe;
}

static bool holds(const char *folder, const char *name)
{
	char *path = memory_format("%s/%s", folder, name);
	bool there = access(path, F_OK) == 0;
	free(path);
	return there;
}

bool owner_none(const char *path)
{
	char *folder = !path && getenv("GIT_DIR") ? NULL : realpath(path ? path : ".", NULL);
	bool none = folder != NULL;
	while (none && folder[0]) {
		none = !holds(folder, ".git") && !holds(folder, "HEAD");
		*strrchr(folder, '/') = '\0';
	}
	none = none && !holds("/", ".git") && !holds("/", "HEAD");
	free(folder);
	return none;
}

const struct fault *owner_missing(const char *path)
{
	return fault_new(FAULT_MISSING,
		_("no git repository in %s or above it; change to one, or start one with 'paraphe init'"),
		path ? path : _("this folder"));
}

static const struct fault *folder_find(char **out, const char *path)
{
	const struct fault *fault = NULL;
	git_buf found = {0};
	const char *named = path ? NULL : getenv("GIT_DIR");
	if (named) {
		*out = realpath(named, NULL);
		fault = *out ? NULL : fault_system(_("GIT_DIR names %s, which cannot be opened"), named);
		goto done;
	}
	if (git_repository_discover(&found, path ? path : ".", 0, NULL) != 0) {
		fault = owner_missing(path);
		goto done;
	}
	*out = memory_string(found.ptr);
done:
	git_buf_dispose(&found);
	return fault;
}

const struct fault *owner_find(struct owner *out, const char *path)
{
	const struct fault *fault = NULL;
	git_config *config = NULL;
	char *file = NULL;
	*out = (struct owner){0};
	fault = folder_find(&out->folder, path);
	if (fault)
		goto done;
	cut_slashes(out->folder);
	out->common = common_take(out->folder);
	out->foreign = is_foreign(out);
	file = memory_format("%s/config", out->common);
	/* A file that cannot be read asks nothing; opening the repository will say what is wrong with it. */
	if (git_config_open_ondisk(&config, file) == 0) {
		read_shared(out, config);
		read_format(out, config);
	}
	if (out->foreign && !out->trusted)
		out->trusted = everything_is_safe();
done:
	git_config_free(config);
	free(file);
	if (fault)
		owner_clear(out);
	return fault;
}

void owner_clear(struct owner *owner)
{
	free(owner->folder);
	free(owner->common);
	free(owner->refused);
	*owner = (struct owner){0};
}

static char *user_take(uid_t uid)
{
	char words[4096];
	struct passwd entry, *found = NULL;
	getpwuid_r(uid, &entry, words, sizeof words, &found);
	return found ? memory_string(found->pw_name) : memory_format("uid %u", (unsigned int)uid);
}

const struct fault *owner_fault(const struct owner *owner)
{
	char *place = place_take(owner), *theirs = NULL, *own = user_take(geteuid());
	struct stat about = {0};
	if (stat(place, &about) != 0 || is_own(about.st_uid))
		(void)!stat(owner->folder, &about);
	theirs = user_take(about.st_uid);
	const struct fault *fault = owner->shared ? fault_new(FAULT_FORBIDDEN,
							    _("the repository %s belongs to %s and is shared with a "
							      "group that you (%s) are not in; ask %s to "
							      "add you, or work in a clone of your own"),
							    place, theirs, own, theirs)
						  : fault_new(FAULT_FORBIDDEN,
							    _("the repository %s belongs to %s, not to you (%s); work "
							      "in a clone of your own or, if you trust "
							      "it, run: git config --global --add safe.directory '%s'"),
							    place, theirs, own, place);
	free(place);
	free(theirs);
	free(own);
	return fault;
}

const struct fault *owner_format_fault(const struct owner *owner)
{
	const char *folder = owner->folder;
	if (strcmp(owner->refused, "objectformat") == 0)
		return fault_new(FAULT_GIT,
			_("the repository %s names its objects by SHA-256, which libgit2 cannot read; make one with "
			  "'git init --object-format=sha1' and bring the files over"),
			folder);
	if (strcmp(owner->refused, "partialclone") == 0)
		return fault_new(FAULT_GIT,
			_("the repository %s is a partial clone, so part of what was written is not in it; clone it "
			  "again without --filter"),
			folder);
	if (strcmp(owner->refused, "worktreeconfig") == 0)
		return fault_new(FAULT_GIT,
			_("the repository %s has a configuration for each working tree, which libgit2 cannot read; "
			  "work in a clone of it, or run: git config --unset extensions.worktreeConfig"),
			folder);
	return fault_new(FAULT_GIT,
		_("the repository %s keeps its branches in a format that libgit2 cannot read; work in a clone of it"),
		folder);
}
