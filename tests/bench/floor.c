/* floor - what reading the annotations takes libgit2 alone
 *
 *	floor DIR
 *
 * The objects that `load` needs, each once, in the same order, one thread: every review branch's commit and folders,
 * every file in annotations/REVIEWER/. Nothing is done with them; prints how many bytes they are.
 */
#include <git2.h>
#include <stdio.h>

static size_t bytes;

static int read_files(git_repository *git, git_odb *odb, const git_tree_entry *folder)
{
	git_tree *tree;
	if (git_tree_entry_type(folder) != GIT_OBJECT_TREE ||
		git_tree_lookup(&tree, git, git_tree_entry_id(folder)) != 0)
		return -1;
	int code = 0;
	for (size_t i = 0; i < git_tree_entrycount(tree) && code == 0; i++) {
		git_odb_object *object;
		code = git_odb_read(&object, odb, git_tree_entry_id(git_tree_entry_byindex(tree, i)));
		if (code == 0) {
			bytes += git_odb_object_size(object);
			git_odb_object_free(object);
		}
	}
	git_tree_free(tree);
	return code;
}

static int read_branch(git_repository *git, git_odb *odb, const git_oid *tip)
{
	git_commit *commit = NULL;
	git_tree *root = NULL, *folders = NULL;
	int code = git_commit_lookup(&commit, git, tip);
	if (code == 0)
		code = git_commit_tree(&root, commit);
	const git_tree_entry *annotations = code == 0 ? git_tree_entry_byname(root, "annotations") : NULL;
	if (annotations)
		code = git_tree_lookup(&folders, git, git_tree_entry_id(annotations));
	for (size_t i = 0; folders && i < git_tree_entrycount(folders) && code == 0; i++)
		code = read_files(git, odb, git_tree_entry_byindex(folders, i));
	git_tree_free(folders);
	git_tree_free(root);
	git_commit_free(commit);
	return code;
}

int main(int count, char **values)
{
	git_repository *git = NULL;
	git_odb *odb = NULL;
	git_reference_iterator *iterator = NULL;
	const char *name;
	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	int code = count == 2 ? git_repository_open(&git, values[1]) : -1;
	if (code == 0)
		code = git_repository_odb(&odb, git);
	if (code == 0)
		code = git_reference_iterator_glob_new(&iterator, git, "refs/heads/review/*");
	while (code == 0 && (code = git_reference_next_name(&name, iterator)) == 0) {
		git_oid tip;
		code = git_reference_name_to_id(&tip, git, name);
		if (code == 0)
			code = read_branch(git, odb, &tip);
	}
	git_reference_iterator_free(iterator);
	git_odb_free(odb);
	git_repository_free(git);
	if (code != GIT_ITEROVER) {
		fputs("usage: floor DIR; or a review branch cannot be read\n", stderr);
		return 2;
	}
	printf("%zu\n", bytes);
	return 0;
}
