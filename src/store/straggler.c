#include "store/straggler.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "store/branch.h"
#include "store/worktree.h"

enum { EARLIER_MOST = 1000 };

/* Whether a commit's tree has, at the path, what the change says of now: the index and the folder. */
static bool tree_has_old(git_tree *tree, const struct touched *change)
{
	git_tree_entry *entry = NULL;
	bool has = git_tree_entry_bypath(&entry, tree, change->path) == 0;
	bool same =
		has ? change->old_mode && git_oid_equal(git_tree_entry_id(entry), &change->old) : change->old_mode == 0;
	git_tree_entry_free(entry);
	return same;
}

/* Whether one of the earlier versions has it so; newest first, without the tip itself. */
static bool was_so(const struct worktree *worktree, const struct oids *chain, const struct touched *change)
{
	bool was = false;
	for (size_t i = 1; i < chain->count && !was; i++) {
		git_tree *tree = NULL;
		fault_ignore(worktree_version(&tree, worktree, &chain->items[i])); /* then nothing is said of it */
		was = tree && tree_has_old(tree, change);
		git_tree_free(tree);
	}
	return was;
}

/* What the index has otherwise than the tip; the `old` of each change is the index's. */
static const struct fault *staged_find(struct worktree *worktree, const struct oid *tip, git_index *index)
{
	git_tree *tree = NULL;
	git_diff *diff = NULL;
	git_diff_options options;
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags |= GIT_DIFF_REVERSE;
	const struct fault *fault = worktree_version(&tree, worktree, tip);
	if (!fault && git_diff_tree_to_index(&diff, worktree->git, tree, index, &options) != 0)
		fault = libgit_fault(-1, _("the index of the working tree cannot be read"));
	for (size_t i = 0; !fault && i < git_diff_num_deltas(diff); i++)
		if (worktree_add(worktree, git_diff_get_delta(diff, i))) /* a symlink, a submodule: none of ours */
			worktree->changes[worktree->count - 1].path[0] = '\0';
	git_diff_free(diff);
	git_tree_free(tree);
	return fault;
}

const struct fault *straggler_find(
	char **folder, struct snapshot_paths *out, struct repository *repository, const char *ref)
{
	struct worktree worktree;
	struct oids chain = {0};
	struct oid tip;
	git_index *index = NULL;
	*folder = NULL;
	const struct fault *fault = worktree_open(&worktree, repository, ref);
	if (!fault && worktree.git)
		fault = branch_find(&tip, repository, ref);
	if (!fault && worktree.git)
		fault = worktree_index(&index, &worktree);
	if (!fault && index)
		fault = staged_find(&worktree, &tip, index);
	if (!fault && worktree.count)
		fault = branch_chain(&chain, repository, &tip, NULL, EARLIER_MOST);
	for (size_t i = 0; !fault && i < worktree.count; i++) {
		const struct touched *change = &worktree.changes[i];
		struct touched now = *change;
		now.new_mode = now.old_mode, now.new = now.old; /* the folder must be as the index is */
		if (change->path[0] && worktree_file_is_clean(&worktree, &now) && was_so(&worktree, &chain, change))
			*ARRAY_ADD(out->items, out->count, out->capacity) = memory_string(change->path);
	}
	if (!fault && out->count)
		*folder = memory_string(git_repository_workdir(worktree.git));
	git_index_free(index);
	oids_clear(&chain);
	worktree_clear(&worktree);
	return fault;
}
