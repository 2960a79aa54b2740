#include "store/snapshot.h"

#include "base/array.h"
#include "base/language.h"
#include "store/libgit.h"

/* A tree object larger than this is not even read: about 900,000 files in one folder. */
enum { MOST_TREE = 64 << 20 };

struct snapshot {
	struct repository *repository;
	git_tree *root;
};

static const struct fault *tree_read(git_tree **out, struct repository *repository, const git_oid *oid)
{
	size_t size;
	git_object_t type;
	int code = git_odb_read_header(&size, &type, repository->odb, oid);
	if (code == 0 && size > MOST_TREE)
		return fault_new(FAULT_MALFORMED, _("a folder of the repository is too large to be read"));
	if (code == 0)
		code = git_tree_lookup(out, repository->git, oid);
	return code == 0 ? NULL : libgit_fault(code, _("a folder of the repository cannot be read"));
}

const struct fault *snapshot_open(struct snapshot **out, struct repository *repository, const struct oid *commit)
{
	const struct fault *fault = NULL;
	git_oid id = libgit_oid(commit);
	git_commit *object = NULL;
	*out = NULL;
	int code = git_commit_lookup(&object, repository->git, &id);
	if (code != 0) {
		char hex[OID_HEX];
		oid_format(hex, commit);
		fault = libgit_fault(code, _("the commit %s cannot be read"), hex);
		goto done;
	}
	struct snapshot *snapshot = memory_new(1, sizeof *snapshot);
	snapshot->repository = repository;
	fault = tree_read(&snapshot->root, repository, git_commit_tree_id(object));
	if (fault)
		snapshot_close(snapshot);
	else
		*out = snapshot;
done:
	git_commit_free(object);
	return fault;
}

void snapshot_close(struct snapshot *snapshot)
{
	if (!snapshot)
		return;
	git_tree_free(snapshot->root);
	free(snapshot);
}

static const struct fault *missing(const char *path)
{
	return fault_new(FAULT_MISSING, _("there is no %s"), path);
}

/* The entry at a path, yours; only folders are walked through. */
static const struct fault *entry_take(git_tree_entry **out, struct snapshot *snapshot, const char *path)
{
	const struct fault *fault = NULL;
	git_tree *tree = NULL, *deeper = NULL;
	char *copy = memory_string(path), *name = copy;
	const git_tree_entry *entry = NULL;
	*out = NULL;
	if (!libgit_path_is_plain(path)) {
		fault = fault_new(FAULT_MALFORMED, _("%s is no path that is read in a repository"), path);
		goto done;
	}
	for (char *slash; (slash = strchr(name, '/')); name = slash + 1) {
		*slash = '\0';
		entry = git_tree_entry_byname(tree ? tree : snapshot->root, name);
		if (!entry || git_tree_entry_filemode(entry) != GIT_FILEMODE_TREE) {
			fault = missing(path);
			goto done;
		}
		fault = tree_read(&deeper, snapshot->repository, git_tree_entry_id(entry));
		if (fault)
			goto done;
		git_tree_free(tree);
		tree = deeper;
	}
	entry = git_tree_entry_byname(tree ? tree : snapshot->root, name);
	if (!entry || git_tree_entry_dup(out, entry) != 0)
		fault = missing(path);
done:
	git_tree_free(tree);
	free(copy);
	return fault;
}

static bool mode_is_plain(git_filemode_t mode)
{
	return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

const struct fault *snapshot_find(struct oid *blob, struct snapshot *snapshot, const char *path)
{
	git_tree_entry *entry;
	const struct fault *fault = entry_take(&entry, snapshot, path);
	if (fault)
		return fault;
	if (mode_is_plain(git_tree_entry_filemode_raw(entry)))
		*blob = libgit_oid_from(git_tree_entry_id(entry));
	else
		fault = fault_new(FAULT_MALFORMED, _("%s is not a plain file"), path);
	git_tree_entry_free(entry);
	return fault;
}

const struct fault *snapshot_read(struct buffer *out, struct snapshot *snapshot, const char *path, size_t limit)
{
	struct oid blob;
	const struct fault *fault = snapshot_find(&blob, snapshot, path);
	if (fault)
		return fault;
	return fault_context(repository_blob(out, snapshot->repository, &blob, limit), "%s", path);
}

/* The tree at a folder: NULL without a fault when there is none. */
static const struct fault *folder_take(git_tree **out, struct snapshot *snapshot, const char *folder)
{
	git_tree_entry *entry;
	*out = NULL;
	if (!*folder)
		return git_tree_dup(out, snapshot->root) == 0
			       ? NULL
			       : libgit_fault(0, _("a folder of the repository cannot be read"));
	const struct fault *fault = entry_take(&entry, snapshot, folder);
	if (fault)
		return fault_kind(fault) == FAULT_MISSING ? NULL : fault;
	if (git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE)
		fault = tree_read(out, snapshot->repository, git_tree_entry_id(entry));
	git_tree_entry_free(entry);
	return fault;
}

static void entry_add(struct snapshot_entries *out, const git_tree_entry *entry)
{
	const char *name = git_tree_entry_name(entry);
	if (strchr(name, '/') || !libgit_path_is_plain(name))
		return;
	struct snapshot_entry *item = out->count ? &out->items[out->count - 1] : NULL;
	if (item && strcmp(item->name, name) == 0) {
		/* Only a forged tree names two things alike: neither is followed. */
		item->folder = item->plain = false;
		return;
	}
	item = ARRAY_ADD(out->items, out->count, out->capacity);
	item->name = memory_string(name);
	item->oid = libgit_oid_from(git_tree_entry_id(entry));
	item->folder = git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE;
	item->plain = mode_is_plain(git_tree_entry_filemode_raw(entry));
}

const struct fault *snapshot_list(
	struct snapshot_entries *out, struct snapshot *snapshot, const char *folder, size_t most)
{
	git_tree *tree;
	const struct fault *fault = folder_take(&tree, snapshot, folder);
	if (fault || !tree)
		return fault;
	size_t count = git_tree_entrycount(tree);
	if (count > most)
		fault = fault_new(FAULT_MALFORMED, _("the folder %s has %zu entries, more than the %zu that are read"),
			*folder ? folder : "/", count, most);
	for (size_t i = 0; !fault && i < count; i++)
		entry_add(out, git_tree_entry_byindex(tree, i));
	git_tree_free(tree);
	return fault;
}

void snapshot_entries_clear(struct snapshot_entries *entries)
{
	for (size_t i = 0; i < entries->count; i++)
		free(entries->items[i].name);
	free(entries->items);
	*entries = (struct snapshot_entries){0};
}

void snapshot_folder(struct oid *out, struct snapshot *snapshot, const char *folder)
{
	git_tree_entry *entry;
	*out = (struct oid){0};
	if (!*folder) {
		*out = libgit_oid_from(git_tree_id(snapshot->root));
		return;
	}
	const struct fault *fault = entry_take(&entry, snapshot, folder);
	if (fault) {
		/* Absent and unreadable are the same here: snapshot_list() says which. */
		fault_ignore(fault);
		return;
	}
	if (git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE)
		*out = libgit_oid_from(git_tree_entry_id(entry));
	git_tree_entry_free(entry);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void paths_sort(struct snapshot_paths *paths)
{
	size_t kept = 0;
	if (paths->count)
		qsort(paths->items, paths->count, sizeof *paths->items, compare_paths);
	for (size_t i = 0; i < paths->count; i++) {
		if (kept && strcmp(paths->items[kept - 1], paths->items[i]) == 0)
			free(paths->items[i]);
		else
			paths->items[kept++] = paths->items[i];
	}
	paths->count = kept;
}

const struct fault *snapshot_changes(struct snapshot_paths *out, struct snapshot *from, struct snapshot *to)
{
	git_diff *diff = NULL;
	git_diff_options options;
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_INCLUDE_TYPECHANGE;
	int code = git_diff_tree_to_tree(&diff, from->repository->git, from->root, to->root, &options);
	if (code != 0)
		return libgit_fault(code, _("two versions cannot be compared"));
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++)
		*ARRAY_ADD(out->items, out->count, out->capacity) =
			memory_string(git_diff_get_delta(diff, i)->new_file.path);
	git_diff_free(diff);
	paths_sort(out);
	return NULL;
}

void snapshot_paths_clear(struct snapshot_paths *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->items[i]);
	free(paths->items);
	*paths = (struct snapshot_paths){0};
}
