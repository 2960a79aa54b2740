#include "store/worktree.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"

enum { SMALL_FILE = 64 * 1024 };

void worktree_clear(struct worktree *worktree)
{
	for (size_t i = 0; i < worktree->count; i++) {
		free(worktree->changes[i].path);
		free(worktree->changes[i].file);
	}
	free(worktree->changes);
	git_repository_free(worktree->git);
	*worktree = (struct worktree){0};
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

const struct fault *worktree_open(struct worktree *out, struct repository *repository, const char *ref)
{
	struct file_names names = {0};
	char *linked = memory_format("%s/worktrees", repository->folder);
	*out = (struct worktree){0};
	const struct fault *fault = try_folder(&out->git, repository->folder, ref);
	if (!fault && !out->git)
		fault = file_list(&names, linked);
	for (size_t i = 0; i < names.count && !out->git && !fault; i++) {
		char *folder = memory_format("%s/%s", linked, names.names[i]);
		fault = try_folder(&out->git, folder, ref);
		free(folder);
	}
	file_names_clear(&names);
	free(linked);
	return fault;
}

const struct fault *worktree_version(git_tree **out, const struct worktree *worktree, const struct oid *oid)
{
	git_oid id = libgit_oid(oid);
	git_commit *commit = NULL;
	*out = NULL;
	if (oid_is_zero(oid))
		return NULL;
	int code = git_commit_lookup(&commit, worktree->git, &id);
	if (code == 0)
		code = git_commit_tree(out, commit);
	git_commit_free(commit);
	return code == 0 ? NULL : libgit_fault(code, _("a version of the branch cannot be read"));
}

static bool entry_is(const git_index_entry *entry, uint16_t mode, const git_oid *oid)
{
	if (!entry || mode == 0)
		return !entry && mode == 0;
	return entry->mode == mode && git_oid_equal(&entry->id, oid);
}

static bool index_is_clean(git_index *index, const struct touched *change)
{
	const git_index_entry *ancestor, *ours, *theirs;
	if (git_index_conflict_get(&ancestor, &ours, &theirs, index, change->path) == 0)
		return false;
	const git_index_entry *entry = git_index_get_bypath(index, change->path, 0);
	return entry_is(entry, change->old_mode, &change->old) || entry_is(entry, change->new_mode, &change->new);
}

/* Whether a symlink, or a file, stands where a folder of the path should: then nothing below it is ours to touch. */
static bool parents_are_folders(const struct touched *change)
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

bool worktree_file_is_clean(const struct worktree *worktree, const struct touched *change)
{
	struct stat about;
	git_oid id;
	if (!parents_are_folders(change))
		return false;
	if (lstat(change->file, &about) != 0)
		return errno == ENOENT && (change->old_mode == 0 || change->new_mode == 0);
	if (!S_ISREG(about.st_mode) ||
		git_repository_hashfile(&id, worktree->git, change->path, GIT_OBJECT_BLOB, NULL) != 0)
		return false;
	return (change->old_mode && git_oid_equal(&id, &change->old)) ||
	       (change->new_mode && git_oid_equal(&id, &change->new));
}

static bool mode_is_plain(uint16_t mode)
{
	return mode == 0 || mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

const struct fault *worktree_add(struct worktree *worktree, const git_diff_delta *delta)
{
	const char *path = delta->new_file.path;
	struct touched *change = ARRAY_ADD(worktree->changes, worktree->count, worktree->capacity);
	change->path = memory_string(path);
	change->file = memory_format("%s%s", git_repository_workdir(worktree->git), path);
	change->old = delta->old_file.id;
	change->new = delta->new_file.id;
	change->old_mode = delta->status == GIT_DELTA_ADDED ? 0 : delta->old_file.mode;
	change->new_mode = delta->status == GIT_DELTA_DELETED ? 0 : delta->new_file.mode;
	if (!mode_is_plain(change->old_mode) || !mode_is_plain(change->new_mode) || !libgit_path_is_plain(path))
		return fault_new(
			FAULT_CONFLICT, _("%s is no plain file and cannot be brought along; use git itself"), path);
	return NULL;
}

void worktree_add_unchanged(struct worktree *worktree, git_tree *tree, const char *path)
{
	struct touched *change = ARRAY_ADD(worktree->changes, worktree->count, worktree->capacity);
	git_tree_entry *entry = NULL;
	change->path = memory_string(path);
	change->file = memory_format("%s%s", git_repository_workdir(worktree->git), path);
	if (git_tree_entry_bypath(&entry, tree, path) == 0) {
		change->old = change->new = *git_tree_entry_id(entry);
		change->old_mode = change->new_mode = (uint16_t)git_tree_entry_filemode(entry);
	}
	git_tree_entry_free(entry);
}

const struct fault *worktree_index(git_index **out, const struct worktree *worktree)
{
	/* Always what is on disk now: git may have written it since. */
	int code = git_repository_index(out, worktree->git);
	if (code == 0)
		code = git_index_read(*out, true);
	return code == 0 ? NULL : libgit_fault(code, _("the index of the working tree cannot be read"));
}

const struct fault *worktree_check(const struct worktree *worktree)
{
	git_index *index = NULL;
	const struct fault *fault = worktree_index(&index, worktree);
	for (size_t i = 0; i < worktree->count && !fault; i++) {
		const struct touched *change = &worktree->changes[i];
		if (!index_is_clean(index, change) || !worktree_file_is_clean(worktree, change))
			fault = fault_new(FAULT_CONFLICT,
				_("%s has changes in the working tree that are not committed; commit or stash them, "
				  "then try again"),
				change->file);
	}
	git_index_free(index);
	return fault;
}
