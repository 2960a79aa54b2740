#include "store/checkout.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/worker.h"
#include "store/worktree.h"

enum { MANY = 16 };

struct checkout {
	struct worktree worktree;
};

void checkout_close(struct checkout *checkout)
{
	if (!checkout)
		return;
	worktree_clear(&checkout->worktree);
	free(checkout);
}

static const struct fault *changes_find(struct worktree *worktree, const struct oid *old, const struct oid *new)
{
	git_tree *from = NULL, *to = NULL;
	git_diff *diff = NULL;
	git_diff_options options;
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	const struct fault *fault = worktree_version(&from, worktree, old);
	if (!fault)
		fault = worktree_version(&to, worktree, new);
	if (fault)
		goto done;
	int code = git_diff_tree_to_tree(&diff, worktree->git, from, to, &options);
	if (code != 0) {
		fault = libgit_fault(code, _("two versions of the branch cannot be compared"));
		goto done;
	}
	for (size_t i = 0; i < git_diff_num_deltas(diff) && !fault; i++)
		fault = worktree_add(worktree, git_diff_get_delta(diff, i));
done:
	git_diff_free(diff);
	git_tree_free(from);
	git_tree_free(to);
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
	const struct fault *fault = worktree_open(&checkout->worktree, repository, ref);
	if (fault || !checkout->worktree.git) {
		checkout_close(checkout);
		return fault;
	}
	fault = changes_find(&checkout->worktree, old, new);
	if (!fault)
		fault = check_lock(checkout->worktree.git);
	if (!fault)
		fault = worktree_check(&checkout->worktree);
	if (fault)
		checkout_close(checkout);
	else
		*out = checkout;
	return fault;
}

const struct fault *checkout_check(
	struct repository *repository, const char *ref, const struct oid *tip, const char *const *paths, size_t count)
{
	struct worktree worktree;
	git_tree *tree = NULL;
	const struct fault *fault = worktree_open(&worktree, repository, ref);
	if (!fault && worktree.git)
		fault = worktree_version(&tree, &worktree, tip);
	for (size_t i = 0; !fault && tree && i < count; i++)
		worktree_add_unchanged(&worktree, tree, paths[i]);
	if (!fault && tree)
		fault = worktree_check(&worktree);
	git_tree_free(tree);
	worktree_clear(&worktree);
	return fault;
}

/* The folder of a file, which is there already where it is `last`'s, too. */
static const struct fault *make_parents(const struct touched *change, const struct touched *last, bool soon)
{
	size_t size = (size_t)(strrchr(change->file, '/') - change->file);
	if (last && !strncmp(change->file, last->file, size + 1) && !strchr(last->file + size + 1, '/'))
		return NULL;
	char *folder = memory_copy(change->file, size);
	const struct fault *fault = soon ? file_make_folder_soon(folder, 0777) : file_make_folder(folder, 0777);
	free(folder);
	return fault;
}

static mode_t file_mode(const struct touched *change)
{
	struct stat about;
	if (change->old_mode == change->new_mode && lstat(change->file, &about) == 0)
		return about.st_mode & 0777;
	return change->new_mode == GIT_FILEMODE_BLOB_EXECUTABLE ? 0777 : 0666;
}

static const struct fault *file_put(
	git_repository *git, const struct touched *change, const struct touched *last, bool soon)
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
	fault = code == 0 ? make_parents(change, last, soon)
			  : libgit_fault(code, _("%s cannot be written"), change->file);
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
static const struct fault *file_drop(git_repository *git, const struct touched *change)
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

static int index_put(git_index *index, const struct touched *change)
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

/* Files on their way, by two threads where they are many. */
struct writing {
	const struct worktree *worktree;
	git_repository *beside; /* the second thread's, or NULL */
	bool soon;
	struct fault_kept faults[2];
};

static void write_part(void *context, size_t from, size_t to)
{
	struct writing *writing = context;
	const struct touched *last = NULL;
	const struct fault *fault = NULL;
	/* The first part is another thread's. */
	git_repository *git = writing->beside && !from ? writing->beside : writing->worktree->git;
	for (size_t i = from; i < to && !fault; i++) {
		const struct touched *change = &writing->worktree->changes[i];
		if (!change->new_mode)
			continue;
		fault = file_put(git, change, last, writing->soon);
		last = change;
	}
	fault_keep(&writing->faults[from != 0], fault);
}

static const struct fault *write_files(const struct worktree *worktree)
{
	bool many = worktree->count > MANY;
	struct writing writing = {.worktree = worktree, .soon = many};
	const struct fault *fault = NULL;
	/* These first: one may stand where a folder is to be, and none may take away a folder that was just made. */
	for (size_t i = 0; i < worktree->count && !fault; i++)
		if (!worktree->changes[i].new_mode)
			fault = file_drop(worktree->git, &worktree->changes[i]);
	if (fault)
		return fault;
	if (many && git_repository_open(&writing.beside, git_repository_path(worktree->git)) != 0)
		writing.beside = NULL;
	worker_together(worktree->count, writing.beside ? 2 : 1, write_part, &writing);
	git_repository_free(writing.beside);
	for (size_t i = 0; i < ARRAY_SIZE(writing.faults); i++) {
		const struct fault *other = fault_give(&writing.faults[i]);
		fault = fault ? fault : other;
	}
	if (!fault && many)
		fault = file_sync_all(git_repository_workdir(worktree->git));
	return fault;
}

const struct fault *checkout_run(struct checkout *checkout)
{
	const struct worktree *worktree = &checkout->worktree;
	git_index *index = NULL;
	const struct fault *fault = write_files(worktree);
	if (!fault)
		fault = worktree_index(&index, worktree);
	int code = 0;
	for (size_t i = 0; i < worktree->count && !fault && code == 0; i++)
		code = index_put(index, &worktree->changes[i]);
	if (!fault && code == 0 && worktree->count)
		code = git_index_write(index);
	if (!fault && code != 0)
		fault = libgit_fault(code, _("the index of the working tree cannot be written"));
	git_index_free(index);
	return fault;
}
