#include "store/checkout.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "store/branch.h"
#include "store/libgit.h"

enum { SMALL_FILE = 64 * 1024, MANY = 16, BEHIND_MOST = 1000 };

/* One touched path: what the old and the new commit have there; mode 0: nothing. */
struct change {
	char *path, *file;
	git_oid old, new;
	uint16_t old_mode, new_mode;
};

struct checkout {
	git_repository *git; /* the working tree's own view of the repository */
	struct change *changes;
	size_t count, capacity;
};

void checkout_close(struct checkout *checkout)
{
	if (!checkout)
		return;
	for (size_t i = 0; i < checkout->count; i++) {
		free(checkout->changes[i].path);
		free(checkout->changes[i].file);
	}
	free(checkout->changes);
	git_repository_free(checkout->git);
	free(checkout);
}

/* Whether the HEAD file in a git directory names the ref. */
static bool head_names(const char *folder, const char *ref)
{
	struct buffer words = {0};
	char *path = memory_format("%s/HEAD", folder);
	bool names = false;
	const struct fault *fault = file_read(&words, path, SMALL_FILE);
	if (!fault && text_starts(buffer_text(&words), "ref:"))
		names = text_is(text_trim(text_part(buffer_text(&words), 4, words.size)), ref);
	/* No HEAD: no working tree worth the name. */
	fault_ignore(fault);
	buffer_clear(&words);
	free(path);
	return names;
}

/* The owner was judged when the repository was opened; a linked working tree is no other repository. */
static int open_folder(git_repository **out, const char *folder)
{
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	int code = git_repository_open_ext(out, folder, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
	return code;
}

/* *out stays NULL when the ref is not checked out there: another branch, a bare repository, a folder that is gone. */
static const struct fault *try_folder(git_repository **out, const char *folder, const char *ref)
{
	if (!head_names(folder, ref))
		return NULL;
	int code = open_folder(out, folder);
	if (code != 0)
		return libgit_fault(code, _("the working tree of %s cannot be opened"), ref);
	const char *work_tree = git_repository_workdir(*out);
	if (!work_tree || !file_exists(work_tree)) {
		git_repository_free(*out);
		*out = NULL;
	}
	return NULL;
}

/* The main working tree or the linked one in which the ref is checked out; NULL when there is none. */
static const struct fault *tree_open(git_repository **out, struct repository *repository, const char *ref)
{
	struct file_names names = {0};
	char *linked = memory_format("%s/worktrees", repository->folder);
	*out = NULL;
	const struct fault *fault = try_folder(out, repository->folder, ref);
	if (!fault && !*out)
		fault = file_list(&names, linked);
	for (size_t i = 0; i < names.count && !*out && !fault; i++) {
		char *folder = memory_format("%s/%s", linked, names.names[i]);
		fault = try_folder(out, folder, ref);
		free(folder);
	}
	file_names_clear(&names);
	free(linked);
	return fault;
}

static const struct fault *commit_tree(git_tree **out, git_repository *git, const struct oid *oid)
{
	git_oid id = libgit_oid(oid);
	git_commit *commit = NULL;
	*out = NULL;
	if (oid_is_zero(oid))
		return NULL;
	int code = git_commit_lookup(&commit, git, &id);
	if (code == 0)
		code = git_commit_tree(out, commit);
	git_commit_free(commit);
	return code == 0 ? NULL : libgit_fault(code, _("a version of the branch cannot be read"));
}

static bool mode_is_plain(uint16_t mode)
{
	return mode == 0 || mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

static const struct fault *change_add(struct checkout *checkout, const git_diff_delta *delta)
{
	const char *path = delta->new_file.path;
	struct change *change = ARRAY_ADD(checkout->changes, checkout->count, checkout->capacity);
	change->path = memory_string(path);
	change->file = memory_format("%s%s", git_repository_workdir(checkout->git), path);
	change->old = delta->old_file.id;
	change->new = delta->new_file.id;
	change->old_mode = delta->status == GIT_DELTA_ADDED ? 0 : delta->old_file.mode;
	change->new_mode = delta->status == GIT_DELTA_DELETED ? 0 : delta->new_file.mode;
	if (!mode_is_plain(change->old_mode) || !mode_is_plain(change->new_mode) || !libgit_path_is_plain(path))
		return fault_new(
			FAULT_CONFLICT, _("%s is no plain file and cannot be brought along; use git itself"), path);
	return NULL;
}

static const struct fault *changes_find(struct checkout *checkout, const struct oid *old, const struct oid *new)
{
	git_tree *from = NULL, *to = NULL;
	git_diff *diff = NULL;
	git_diff_options options;
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	const struct fault *fault = commit_tree(&from, checkout->git, old);
	if (!fault)
		fault = commit_tree(&to, checkout->git, new);
	if (fault)
		goto done;
	int code = git_diff_tree_to_tree(&diff, checkout->git, from, to, &options);
	if (code != 0) {
		fault = libgit_fault(code, _("two versions of the branch cannot be compared"));
		goto done;
	}
	for (size_t i = 0; i < git_diff_num_deltas(diff) && !fault; i++)
		fault = change_add(checkout, git_diff_get_delta(diff, i));
done:
	git_diff_free(diff);
	git_tree_free(from);
	git_tree_free(to);
	return fault;
}

static bool entry_is(const git_index_entry *entry, uint16_t mode, const git_oid *oid)
{
	if (!entry || mode == 0)
		return !entry && mode == 0;
	return entry->mode == mode && git_oid_equal(&entry->id, oid);
}

static bool index_is_clean(git_index *index, const struct change *change)
{
	const git_index_entry *ancestor, *ours, *theirs;
	if (git_index_conflict_get(&ancestor, &ours, &theirs, index, change->path) == 0)
		return false;
	const git_index_entry *entry = git_index_get_bypath(index, change->path, 0);
	return entry_is(entry, change->old_mode, &change->old) || entry_is(entry, change->new_mode, &change->new);
}

/* Whether a symlink, or a file, stands where a folder of the path should: then nothing below it is ours to touch. */
static bool parents_are_folders(const struct change *change)
{
	size_t skipped = strlen(change->file) - strlen(change->path);
	char *copy = memory_string(change->file);
	bool fine = true;
	for (char *slash = strchr(copy + skipped, '/'); slash && fine; slash = strchr(slash + 1, '/')) {
		struct stat about;
		*slash = '\0';
		fine = lstat(copy, &about) == 0 ? S_ISDIR(about.st_mode) : errno == ENOENT;
		*slash = '/';
	}
	free(copy);
	return fine;
}

static bool file_is_clean(git_repository *git, const struct change *change)
{
	struct stat about;
	git_oid id;
	if (!parents_are_folders(change))
		return false;
	if (lstat(change->file, &about) != 0)
		return errno == ENOENT && (change->old_mode == 0 || change->new_mode == 0);
	if (!S_ISREG(about.st_mode) || git_repository_hashfile(&id, git, change->path, GIT_OBJECT_BLOB, NULL) != 0)
		return false;
	return (change->old_mode && git_oid_equal(&id, &change->old)) ||
	       (change->new_mode && git_oid_equal(&id, &change->new));
}

static const struct fault *index_open(git_index **out, git_repository *git)
{
	/* Always what is on disk now: git may have written it since. */
	int code = git_repository_index(out, git);
	if (code == 0)
		code = git_index_read(*out, true);
	return code == 0 ? NULL : libgit_fault(code, _("the index of the working tree cannot be read"));
}

static const struct fault *check(struct checkout *checkout)
{
	git_index *index = NULL;
	const struct fault *fault = index_open(&index, checkout->git);
	for (size_t i = 0; i < checkout->count && !fault; i++) {
		const struct change *change = &checkout->changes[i];
		if (!index_is_clean(index, change) || !file_is_clean(checkout->git, change))
			fault = fault_new(FAULT_CONFLICT,
				_("%s has changes in the working tree that are not committed; commit or stash them, "
				  "then "
				  "try again"),
				change->file);
	}
	git_index_free(index);
	return fault;
}

/* git at work in the same working tree: better to say so before the branch moves than after. */
static const struct fault *check_lock(git_repository *git)
{
	const struct fault *fault = NULL;
	char *lock = memory_format("%sindex.lock", git_repository_path(git));
	if (file_exists(lock))
		fault = fault_new(
			FAULT_BUSY, _("the working tree is locked by %s; if no git is at work there, remove it"), lock);
	free(lock);
	return fault;
}

const struct fault *checkout_open(struct checkout **out, struct repository *repository, const char *ref,
	const struct oid *old, const struct oid *new)
{
	struct checkout *checkout = memory_new(1, sizeof *checkout);
	*out = NULL;
	const struct fault *fault = tree_open(&checkout->git, repository, ref);
	if (fault || !checkout->git) {
		checkout_close(checkout);
		return fault;
	}
	fault = changes_find(checkout, old, new);
	if (!fault)
		fault = check_lock(checkout->git);
	if (!fault)
		fault = check(checkout);
	if (fault)
		checkout_close(checkout);
	else
		*out = checkout;
	return fault;
}

/* One file as a commit has it, before and after. */
static void change_none(struct checkout *checkout, git_tree *tree, const char *path)
{
	struct change *change = ARRAY_ADD(checkout->changes, checkout->count, checkout->capacity);
	git_tree_entry *entry = NULL;
	change->path = memory_string(path);
	change->file = memory_format("%s%s", git_repository_workdir(checkout->git), path);
	if (git_tree_entry_bypath(&entry, tree, path) == 0) {
		change->old = change->new = *git_tree_entry_id(entry);
		change->old_mode = change->new_mode = (uint16_t)git_tree_entry_filemode(entry);
	}
	git_tree_entry_free(entry);
}

const struct fault *checkout_check(
	struct repository *repository, const char *ref, const struct oid *tip, const char *const *paths, size_t count)
{
	struct checkout *checkout = memory_new(1, sizeof *checkout);
	git_tree *tree = NULL;
	const struct fault *fault = tree_open(&checkout->git, repository, ref);
	if (!fault && checkout->git)
		fault = commit_tree(&tree, checkout->git, tip);
	for (size_t i = 0; !fault && tree && i < count; i++)
		change_none(checkout, tree, paths[i]);
	if (!fault && tree)
		fault = check(checkout);
	git_tree_free(tree);
	checkout_close(checkout);
	return fault;
}

/* Whether a commit's tree has, at the path, what the change says of now: the index and the folder. */
static bool tree_has_old(git_tree *tree, const struct change *change)
{
	git_tree_entry *entry = NULL;
	bool has = git_tree_entry_bypath(&entry, tree, change->path) == 0;
	bool same =
		has ? change->old_mode && git_oid_equal(git_tree_entry_id(entry), &change->old) : change->old_mode == 0;
	git_tree_entry_free(entry);
	return same;
}

/* Whether one of the earlier versions has it so; newest first, without the tip itself. */
static bool was_so(const struct checkout *checkout, const struct oids *chain, const struct change *change)
{
	bool was = false;
	for (size_t i = 1; i < chain->count && !was; i++) {
		git_tree *tree = NULL;
		fault_ignore(commit_tree(&tree, checkout->git, &chain->items[i])); /* then nothing is said of it */
		was = tree && tree_has_old(tree, change);
		git_tree_free(tree);
	}
	return was;
}

/* What the index has otherwise than the tip; the `old` of each change is the index's. */
static const struct fault *staged_find(struct checkout *checkout, const struct oid *tip, git_index *index)
{
	git_tree *tree = NULL;
	git_diff *diff = NULL;
	git_diff_options options;
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags |= GIT_DIFF_REVERSE;
	const struct fault *fault = commit_tree(&tree, checkout->git, tip);
	if (!fault && git_diff_tree_to_index(&diff, checkout->git, tree, index, &options) != 0)
		fault = libgit_fault(-1, _("the index of the working tree cannot be read"));
	for (size_t i = 0; !fault && i < git_diff_num_deltas(diff); i++)
		if (change_add(checkout, git_diff_get_delta(diff, i))) /* a symlink, a submodule: none of ours */
			checkout->changes[checkout->count - 1].path[0] = '\0';
	git_diff_free(diff);
	git_tree_free(tree);
	return fault;
}

const struct fault *checkout_behind(
	char **folder, struct snapshot_paths *out, struct repository *repository, const char *ref)
{
	struct checkout *checkout = memory_new(1, sizeof *checkout);
	struct oids chain = {0};
	struct oid tip;
	git_index *index = NULL;
	*folder = NULL;
	const struct fault *fault = tree_open(&checkout->git, repository, ref);
	if (!fault && checkout->git)
		fault = branch_find(&tip, repository, ref);
	if (!fault && checkout->git)
		fault = index_open(&index, checkout->git);
	if (!fault && index)
		fault = staged_find(checkout, &tip, index);
	if (!fault && checkout->count)
		fault = branch_chain(&chain, repository, &tip, NULL, BEHIND_MOST);
	for (size_t i = 0; !fault && i < checkout->count; i++) {
		const struct change *change = &checkout->changes[i];
		struct change now = *change;
		now.new_mode = now.old_mode, now.new = now.old; /* the folder must be as the index is */
		if (change->path[0] && file_is_clean(checkout->git, &now) && was_so(checkout, &chain, change))
			*ARRAY_ADD(out->items, out->count, out->capacity) = memory_string(change->path);
	}
	if (!fault && out->count)
		*folder = memory_string(git_repository_workdir(checkout->git));
	git_index_free(index);
	oids_clear(&chain);
	checkout_close(checkout);
	return fault;
}

static const struct fault *make_parents(const struct change *change, bool soon)
{
	const char *slash = strrchr(change->file, '/');
	char *folder = memory_copy(change->file, (size_t)(slash - change->file));
	const struct fault *fault = soon ? file_make_folder_soon(folder, 0777) : file_make_folder(folder, 0777);
	free(folder);
	return fault;
}

static mode_t file_mode(const struct change *change)
{
	struct stat about;
	if (change->old_mode == change->new_mode && lstat(change->file, &about) == 0)
		return about.st_mode & 0777;
	return change->new_mode == GIT_FILEMODE_BLOB_EXECUTABLE ? 0777 : 0666;
}

static const struct fault *file_put(git_repository *git, const struct change *change, bool soon)
{
	git_blob *blob = NULL;
	git_filter_list *filters = NULL;
	git_buf bytes = {0};
	const struct fault *fault = NULL;
	int code = git_blob_lookup(&blob, git, &change->new);
	if (code == 0)
		code = git_filter_list_load(&filters, git, blob, change->path, GIT_FILTER_TO_WORKTREE, 0);
	if (code == 0)
		code = git_filter_list_apply_to_blob(&bytes, filters, blob);
	fault = code == 0 ? make_parents(change, soon) : libgit_fault(code, _("%s cannot be written"), change->file);
	struct text words = {bytes.ptr, bytes.size};
	if (!fault)
		fault = soon ? file_write_soon(change->file, words, file_mode(change))
			     : file_write(change->file, words, file_mode(change));
	git_buf_dispose(&bytes);
	git_filter_list_free(filters);
	git_blob_free(blob);
	return fault;
}

/* As git does, folders that became empty go too. */
static const struct fault *file_drop(git_repository *git, const struct change *change)
{
	const struct fault *fault = file_remove(change->file);
	size_t root = strlen(git_repository_workdir(git));
	char *copy = memory_string(change->file);
	for (char *slash; !fault && (slash = strrchr(copy, '/')) && (size_t)(slash - copy) >= root;) {
		*slash = '\0';
		if (rmdir(copy) != 0)
			break;
	}
	free(copy);
	return fault;
}

static int index_put(git_index *index, const struct change *change)
{
	struct stat about;
	git_index_entry entry = {.path = change->path, .mode = change->new_mode, .id = change->new};
	if (change->new_mode == 0)
		return git_index_get_bypath(index, change->path, 0) ? git_index_remove(index, change->path, 0) : 0;
	if (lstat(change->file, &about) == 0) {
		entry.ctime.seconds = (int32_t)about.st_ctim.tv_sec;
		entry.ctime.nanoseconds = (uint32_t)about.st_ctim.tv_nsec;
		entry.mtime.seconds = (int32_t)about.st_mtim.tv_sec;
		entry.mtime.nanoseconds = (uint32_t)about.st_mtim.tv_nsec;
		entry.dev = (uint32_t)about.st_dev;
		entry.ino = (uint32_t)about.st_ino;
		entry.uid = about.st_uid;
		entry.gid = about.st_gid;
		entry.file_size = (uint32_t)about.st_size;
	}
	return git_index_add(index, &entry);
}

const struct fault *checkout_run(struct checkout *checkout)
{
	git_index *index = NULL;
	const struct fault *fault = NULL;
	bool many = checkout->count > MANY;
	for (size_t i = 0; i < checkout->count && !fault; i++) {
		const struct change *change = &checkout->changes[i];
		fault = change->new_mode ? file_put(checkout->git, change, many) : file_drop(checkout->git, change);
	}
	if (!fault && many)
		fault = file_sync_all(git_repository_workdir(checkout->git));
	if (!fault)
		fault = index_open(&index, checkout->git);
	int code = 0;
	for (size_t i = 0; i < checkout->count && !fault && code == 0; i++)
		code = index_put(index, &checkout->changes[i]);
	if (!fault && code == 0 && checkout->count)
		code = git_index_write(index);
	if (!fault && code != 0)
		fault = libgit_fault(code, _("the index of the working tree cannot be written"));
	git_index_free(index);
	return fault;
}
