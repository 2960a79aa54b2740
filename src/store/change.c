#include "store/change.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "store/libgit.h"

/* No consultation has folders so deep. */
enum { DEEPEST = 16 };

struct comparing {
	struct changes *out;
	struct repository *repository;
	struct buffer path; /* of the folder, with its final / */
	size_t most;
	int depth;
};

static const struct fault *compare(struct comparing *comparing, const git_tree *from, const git_tree *to);

static struct change_entry entry_of(const git_tree_entry *entry)
{
	if (!entry)
		return (struct change_entry){0};
	return (struct change_entry){
		(unsigned int)git_tree_entry_filemode_raw(entry), libgit_oid_from(git_tree_entry_id(entry))};
}

static bool is_folder(const git_tree_entry *entry)
{
	return entry && git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE;
}

static const struct fault *tree_at(git_tree **out, struct repository *repository, const git_tree_entry *entry)
{
	int code = git_tree_lookup(out, repository->git, git_tree_entry_id(entry));
	return code == 0 ? NULL : libgit_fault(code, _("a folder of the repository cannot be read"));
}

static const struct fault *add(
	struct comparing *comparing, const char *name, const git_tree_entry *from, const git_tree_entry *to)
{
	struct changes *out = comparing->out;
	if (!from && !to)
		return NULL;
	if (out->count == comparing->most)
		return fault_new(FAULT_MALFORMED, _("more than %zu files differ"), comparing->most);
	struct change *change = ARRAY_ADD(out->items, out->count, out->capacity);
	change->path = memory_format("%s%s", buffer_string(&comparing->path), name);
	change->before = entry_of(from);
	change->after = entry_of(to);
	return NULL;
}

/* What lies in two folders of one name; either may be none. */
static const struct fault *enter(
	struct comparing *comparing, const char *name, const git_tree_entry *from, const git_tree_entry *to)
{
	git_tree *before = NULL, *after = NULL;
	size_t size = comparing->path.size;
	const struct fault *fault = NULL;
	if (comparing->depth == DEEPEST)
		return fault_new(FAULT_MALFORMED, _("the folder %s lies too deep"), buffer_string(&comparing->path));
	if (from)
		fault = tree_at(&before, comparing->repository, from);
	if (!fault && to)
		fault = tree_at(&after, comparing->repository, to);
	buffer_add_string(&comparing->path, name);
	buffer_add_byte(&comparing->path, '/');
	comparing->depth++;
	if (!fault)
		fault = compare(comparing, before, after);
	comparing->depth--;
	comparing->path.size = size;
	git_tree_free(before);
	git_tree_free(after);
	return fault;
}

static const struct fault *compare_entry(
	struct comparing *comparing, const git_tree_entry *from, const git_tree_entry *to)
{
	const char *name = git_tree_entry_name(from ? from : to);
	struct change_entry before = entry_of(from), after = entry_of(to);
	if (change_same(&before, &after))
		return NULL;
	const git_tree_entry *left = is_folder(from) ? from : NULL, *right = is_folder(to) ? to : NULL;
	const struct fault *fault = left || right ? enter(comparing, name, left, right) : NULL;
	if (!fault)
		fault = add(comparing, name, left ? NULL : from, right ? NULL : to);
	return fault;
}

static const struct fault *compare(struct comparing *comparing, const git_tree *from, const git_tree *to)
{
	const struct fault *fault = NULL;
	for (size_t i = 0; to && !fault && i < git_tree_entrycount(to); i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(to, i);
		const char *name = git_tree_entry_name(entry);
		fault = compare_entry(comparing, from ? git_tree_entry_byname(from, name) : NULL, entry);
	}
	for (size_t i = 0; from && !fault && i < git_tree_entrycount(from); i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(from, i);
		if (!to || !git_tree_entry_byname(to, git_tree_entry_name(entry)))
			fault = compare_entry(comparing, entry, NULL);
	}
	return fault;
}

/* The root of a commit's tree. */
static const struct fault *root_take(git_tree **out, struct repository *repository, const struct oid *commit)
{
	git_oid id = libgit_oid(commit);
	git_commit *object = NULL;
	int code = git_commit_lookup(&object, repository->git, &id);
	if (code == 0)
		code = git_commit_tree(out, object);
	git_commit_free(object);
	if (code == 0)
		return NULL;
	char hex[OID_HEX];
	oid_format(hex, commit);
	return libgit_fault(code, _("the commit %s cannot be read"), hex);
}

const struct fault *change_list(
	struct changes *out, struct repository *repository, const struct oid *from, const struct oid *to, size_t most)
{
	git_tree *before = NULL, *after = NULL;
	struct comparing comparing = {.out = out, .repository = repository, .most = most};
	const struct fault *fault = from ? root_take(&before, repository, from) : NULL;
	if (!fault)
		fault = root_take(&after, repository, to);
	if (!fault)
		fault = compare(&comparing, before, after);
	git_tree_free(before);
	git_tree_free(after);
	buffer_clear(&comparing.path);
	return fault;
}

void changes_clear(struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		free(changes->items[i].path);
	free(changes->items);
	*changes = (struct changes){0};
}

const struct fault *change_entry(
	struct change_entry *out, struct repository *repository, const struct oid *commit, const char *path)
{
	git_tree *root = NULL;
	git_tree_entry *entry = NULL;
	*out = (struct change_entry){0};
	const struct fault *fault = root_take(&root, repository, commit);
	if (fault)
		return fault;
	int code = git_tree_entry_bypath(&entry, root, path);
	if (code == 0)
		*out = entry_of(entry);
	else if (code != GIT_ENOTFOUND)
		fault = libgit_fault(code, _("a folder of the repository cannot be read"));
	git_tree_entry_free(entry);
	git_tree_free(root);
	return fault;
}
