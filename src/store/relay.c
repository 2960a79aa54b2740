#include "store/relay.h"

#include <dirent.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "store/libgit.h"

enum { SHALLOW_LIMIT = 16 * 1024 * 1024, DEEPEST = 32, DAY = 24 * 60 * 60 };

static const char stem[] = "relay-", prompt[] = "GIT_TERMINAL_PROMPT=";

struct relay {
	struct repository *repository; /* borrowed */
	char *folder, *place, *address;
	char **environment;
	size_t count, capacity; /* of the environment */
};

/* --- the folder */

/* Everything in it, and it: it holds but what git and we have put there. Links are not followed. */
static void remove_folder(const char *path, int depth)
{
	DIR *stream = depth < DEEPEST ? opendir(path) : NULL;
	for (struct dirent *entry; stream && (entry = readdir(stream));) {
		struct stat about;
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		char *inner = memory_format("%s/%s", path, entry->d_name);
		if (lstat(inner, &about) == 0 && S_ISDIR(about.st_mode))
			remove_folder(inner, depth + 1);
		else
			unlink(inner);
		free(inner);
	}
	if (stream)
		closedir(stream);
	rmdir(path);
}

/* What a window that was killed left behind; that of one that works is younger. */
static void sweep(const char *folder)
{
	struct file_names names = {0};
	const struct fault *fault = file_list(&names, folder);
	for (size_t i = 0; !fault && i < names.count; i++) {
		struct stat about;
		char *path = memory_format("%s/%s", folder, names.names[i]);
		if (!strncmp(names.names[i], stem, sizeof stem - 1) && lstat(path, &about) == 0 &&
			S_ISDIR(about.st_mode) && about.st_uid == geteuid() && about.st_mtime < time(NULL) - DAY)
			remove_folder(path, 0);
		free(path);
	}
	file_names_clear(&names);
	fault_ignore(fault); /* what cannot be listed is not in the way either */
}

/* A name of our own, so that nothing anybody has put there is obeyed. */
static const struct fault *make_folder(struct relay *relay)
{
	char *parent = memory_format("%s/paraphe", repository_folder(relay->repository));
	const struct fault *fault = file_make_folder(parent, relay->repository->shared ? 0777 : 0755);
	if (!fault)
		sweep(parent);
	relay->folder = memory_format("%s/%sXXXXXX", parent, stem);
	if (!fault && !mkdtemp(relay->folder)) {
		fault = fault_system(_("no folder can be made in %s"), parent);
		free(relay->folder);
		relay->folder = NULL;
	}
	free(parent);
	return fault;
}

static const struct fault *put_file(const struct relay *relay, const char *name, struct text bytes)
{
	char *path = memory_format("%s/%s", relay->folder, name);
	const struct fault *fault = file_write_soon(path, bytes, 0600);
	free(path);
	return fault;
}

/* A line of packed-refs. */
struct packed {
	char *name;
	struct oid tip;
};

struct packed_list {
	struct packed *items;
	size_t count, capacity;
};

static void pack(struct packed_list *list, char *name, const struct oid *tip)
{
	struct packed *packed = ARRAY_ADD(list->items, list->count, list->capacity);
	packed->name = name;
	packed->tip = *tip;
}

static int packed_compare(const void *a, const void *b)
{
	return strcmp(((const struct packed *)a)->name, ((const struct packed *)b)->name);
}

/* As the remote was last seen: what is still so is not written again. What has gone there, git prunes here. */
static void pack_seen(
	struct packed_list *list, const struct relay *relay, const struct branches *known, const char *remote)
{
	size_t count = 0;
	unsigned int *numbers = branch_revision_tags(&count, relay->repository);
	for (size_t i = 0; i < known->count; i++) {
		const struct branch *branch = &known->items[i];
		if (branch->remote && !strcmp(branch->remote, remote) && !strncmp(branch->name, "review/", 7))
			pack(list, memory_format("%sheads/%s", RELAY_IN, branch->name), &branch->tip);
	}
	for (size_t i = 0; i < count; i++) {
		struct oid object;
		char *name = memory_format("rev/%u", numbers[i]);
		if (branch_version(&object, relay->repository, name))
			pack(list, memory_format("%stags/%s", RELAY_IN, name), &object);
		free(name);
	}
	free(numbers);
}

/* What we have already, so that it is not sent again. */
static const struct fault *put_known(const struct relay *relay, const char *remote)
{
	struct branches known = {0};
	struct packed_list list = {0};
	struct buffer lines = {0};
	const struct fault *fault = branch_list(&known, relay->repository, "", NULL);
	for (size_t i = 0; i < known.count; i++)
		pack(&list, memory_format("refs/known/%08zu", i), &known.items[i].tip);
	if (remote)
		pack_seen(&list, relay, &known, remote);
	if (list.count)
		qsort(list.items, list.count, sizeof *list.items, packed_compare);
	buffer_add_string(&lines, "# pack-refs with: sorted \n");
	for (size_t i = 0; i < list.count; i++) {
		char hex[OID_HEX];
		oid_format(hex, &list.items[i].tip);
		buffer_format(&lines, "%s %s\n", hex, list.items[i].name);
		free(list.items[i].name);
	}
	free(list.items);
	if (!fault)
		fault = put_file(relay, "packed-refs", buffer_text(&lines));
	branches_clear(&known);
	buffer_clear(&lines);
	return fault;
}

/* A clone that ends somewhere ends there for git, too. */
static const struct fault *put_edge(const struct relay *relay)
{
	struct buffer edge = {0};
	char *path = memory_format("%s/shallow", repository_folder(relay->repository));
	const struct fault *fault = file_exists(path) ? file_read(&edge, path, SHALLOW_LIMIT) : NULL;
	if (!fault && edge.size)
		fault = put_file(relay, "shallow", buffer_text(&edge));
	buffer_clear(&edge);
	free(path);
	return fault;
}

static const struct fault *put_skeleton(const struct relay *relay, const char *remote, bool knows)
{
	static const char *const folders[] = {"objects", "refs"};
	const struct fault *fault = put_file(relay, "HEAD", text_of("ref: refs/heads/none\n"));
	for (size_t i = 0; !fault && i < ARRAY_SIZE(folders); i++) {
		char *path = memory_format("%s/%s", relay->folder, folders[i]);
		fault = file_make_folder(path, 0700);
		free(path);
	}
	if (!fault && knows)
		fault = put_known(relay, remote);
	if (!fault)
		fault = put_edge(relay);
	return fault;
}

/* --- its configuration */

/* One remote's first address, as git takes it. */
struct first {
	struct text name;
	char *value;
};

static bool take_first(void *context, struct text name, const char *value)
{
	struct first *first = context;
	if (text_equal(name, first->name) && value && value[0])
		first->value = memory_string(value);
	return !first->value;
}

static char *address_of(git_config *config, const char *remote, const char *key)
{
	struct first first = {.name = text_of(remote)};
	libgit_each_remote(config, key, take_first, &first);
	return first.value;
}

static bool ends_with(const char *name, const char *ending)
{
	size_t size = strlen(name), end = strlen(ending);
	return size > end && !strcmp(name + size - end, ending);
}

/* What the repository's own configuration says about rewriting addresses; the user's own git reads itself. */
static int copy_rewriting(git_config *to, git_config *from)
{
	git_config_iterator *iterator = NULL;
	git_config_entry *entry;
	int code = git_config_iterator_new(&iterator, from);
	while (code == 0 && (code = git_config_next(&entry, iterator)) == 0)
		if (entry->level >= GIT_CONFIG_LEVEL_LOCAL && entry->value && !strncmp(entry->name, "url.", 4) &&
			(ends_with(entry->name, ".insteadof") || ends_with(entry->name, ".pushinsteadof")))
			code = git_config_set_multivar(to, entry->name, "^$", entry->value);
	git_config_iterator_free(iterator);
	return code == GIT_ITEROVER ? 0 : code;
}

static int copy_setting(git_config *to, git_config *from, const char *name)
{
	git_config_entry *entry = NULL;
	int code = 0;
	if (git_config_get_entry(&entry, from, name) == 0 && entry->value)
		code = git_config_set_string(to, name, entry->value);
	git_config_entry_free(entry);
	return code;
}

static int copy_remote(struct relay *relay, git_config *to, git_config *from, const char *remote)
{
	char *push = address_of(from, remote, "pushurl");
	relay->address = address_of(from, remote, "url");
	if (!relay->address && push)
		relay->address = memory_string(push);
	int code = relay->address ? copy_rewriting(to, from) : GIT_ENOTFOUND;
	if (code == 0 && push)
		code = git_config_set_string(to, "remote." RELAY_REMOTE ".pushurl", push);
	free(push);
	return code;
}

static const struct fault *put_configuration(struct relay *relay, const char *remote, const char *path)
{
	git_config *to = NULL, *from = NULL;
	char *name = memory_format("%s/config", relay->folder);
	int code = git_repository_config_snapshot(&from, relay->repository->git);
	if (code == 0)
		code = git_config_open_ondisk(&to, name);
	if (code == 0)
		code = git_config_set_string(to, "core.repositoryformatversion", "0");
	if (code == 0)
		code = git_config_set_string(to, "core.bare", "true");
	if (code == 0)
		code = copy_setting(to, from, "core.sharedrepository");
	if (code == 0 && remote)
		code = copy_remote(relay, to, from, remote);
	else if (code == 0)
		relay->address = memory_string(path);
	if (code == 0)
		code = git_config_set_string(to, "remote." RELAY_REMOTE ".url", relay->address);
	git_config_free(to);
	git_config_free(from);
	free(name);
	if (code == GIT_ENOTFOUND)
		return fault_new(FAULT_MISSING,
			_("there is no remote “%.100s” with an address, nor such a file; `git remote -v` lists the "
			  "remotes"),
			remote ? remote : "");
	return code == 0 ? NULL : libgit_fault(code, _("the address of the remote cannot be read"));
}

/* --- git's environment */

static void say(struct relay *relay, char *variable)
{
	*ARRAY_ADD(relay->environment, relay->count, relay->capacity) = variable;
}

static void make_environment(struct relay *relay)
{
	/* What our own caller may have said of another repository. */
	static const char *const out[] = {"GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
		"GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_PREFIX",
		"GIT_QUARANTINE_PATH", "GIT_REPLACE_REF_BASE", "GIT_CONFIG", "GIT_IMPLICIT_WORK_TREE",
		"GIT_INTERNAL_SUPER_PREFIX", "LANGUAGE"};
	say(relay, memory_format("%s0", prompt)); /* the first: relay_environment() */
	for (size_t i = 0; i < ARRAY_SIZE(out); i++)
		say(relay, memory_string(out[i]));
	say(relay, memory_format("GIT_DIR=%s", relay->folder));
	say(relay, memory_format("GIT_OBJECT_DIRECTORY=%s/objects", repository_folder(relay->repository)));
	say(relay, memory_string("GIT_ALLOW_PROTOCOL=file:https:ssh"));
	say(relay, memory_string("GIT_NO_REPLACE_OBJECTS=1"));
	say(relay, memory_string("LC_ALL=C.UTF-8")); /* its words are looked at */
	*ARRAY_ADD(relay->environment, relay->count, relay->capacity) = NULL;
}

/* --- opening and closing */

static const struct fault *open_relay(
	struct relay **out, struct repository *repository, const char *remote, const char *path, bool knows)
{
	struct relay *relay = memory_new(1, sizeof *relay);
	const char *tree = repository_work_tree(repository);
	relay->repository = repository;
	relay->place = memory_string(tree ? tree : repository_folder(repository));
	const struct fault *fault = make_folder(relay);
	if (!fault)
		fault = put_skeleton(relay, remote, knows);
	if (!fault)
		fault = put_configuration(relay, remote, path);
	if (fault) {
		relay_close(relay);
		relay = NULL;
	} else {
		make_environment(relay);
	}
	*out = relay;
	return fault;
}

const struct fault *relay_open(struct relay **out, struct repository *repository, const char *remote)
{
	return open_relay(out, repository, remote, NULL, true);
}

const struct fault *relay_open_anew(struct relay **out, struct repository *repository, const char *remote)
{
	return open_relay(out, repository, remote, NULL, false);
}

const struct fault *relay_open_file(struct relay **out, struct repository *repository, const char *path)
{
	return open_relay(out, repository, NULL, path, true);
}

void relay_close(struct relay *relay)
{
	if (!relay)
		return;
	if (relay->folder)
		remove_folder(relay->folder, 0);
	for (size_t i = 0; i < relay->count; i++)
		free(relay->environment[i]);
	free(relay->environment);
	free(relay->folder);
	free(relay->place);
	free(relay->address);
	free(relay);
}

const char *relay_place(const struct relay *relay)
{
	return relay->place;
}

const char *relay_address(const struct relay *relay)
{
	return relay->address;
}

const char *const *relay_environment(struct relay *relay, bool asks)
{
	relay->environment[0][strlen(prompt)] = asks ? '1' : '0';
	return (const char *const *)relay->environment;
}

/* --- what has arrived */

/* By hand: libgit2 would look for the object in the relay, which has none. */
const struct fault *relay_offer(struct relay *relay, const char *name, const struct oid *tip)
{
	char hex[OID_HEX];
	oid_format(hex, tip);
	char *ref = memory_format("refs/%s", name), *path = memory_format("%s/%s", relay->folder, ref);
	char *line = memory_format("%s\n", hex), *head = memory_format("ref: %s\n", ref);
	*strrchr(path, '/') = '\0';
	const struct fault *fault = file_make_folder(path, 0700);
	if (!fault)
		fault = put_file(relay, ref, text_of(line));
	if (!fault && !strncmp(name, "heads/", 6) && !strchr(name + 6, '/'))
		fault = put_file(relay, "HEAD", text_of(head));
	free(head);
	free(line);
	free(path);
	free(ref);
	return fault;
}

static int ref_compare(const void *a, const void *b)
{
	return strcmp(((const struct relay_ref *)a)->name, ((const struct relay_ref *)b)->name);
}

static int list_refs(struct relay_refs *out, git_repository *git)
{
	git_reference_iterator *iterator = NULL;
	const char *name;
	int code = git_reference_iterator_glob_new(&iterator, git, RELAY_IN "*");
	while (code == 0 && (code = git_reference_next_name(&name, iterator)) == 0) {
		git_oid id;
		if (git_reference_name_to_id(&id, git, name) != 0)
			continue;
		struct relay_ref *ref = ARRAY_ADD(out->items, out->count, out->capacity);
		ref->name = memory_string(name + strlen(RELAY_IN));
		ref->tip = libgit_oid_from(&id);
	}
	git_reference_iterator_free(iterator);
	return code == GIT_ITEROVER ? 0 : code;
}

const struct fault *relay_refs(struct relay_refs *out, struct relay *relay)
{
	git_repository *git = NULL;
	int code = git_repository_open_ext(&git, relay->folder, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	if (code == 0)
		code = list_refs(out, git);
	git_repository_free(git);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, ref_compare);
	return code == 0 ? NULL : libgit_fault(code, _("what has arrived cannot be read"));
}

const struct relay_ref *relay_refs_find(const struct relay_refs *refs, const char *name)
{
	struct relay_ref wanted = {.name = (char *)name};
	return refs->count ? bsearch(&wanted, refs->items, refs->count, sizeof wanted, ref_compare) : NULL;
}

void relay_refs_clear(struct relay_refs *refs)
{
	for (size_t i = 0; i < refs->count; i++)
		free(refs->items[i].name);
	free(refs->items);
	*refs = (struct relay_refs){0};
}
