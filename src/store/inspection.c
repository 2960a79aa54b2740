#include "store/inspection.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "base/map.h"
#include "base/memory.h"
#include "store/commit.h"
#include "store/history.h"
#include "store/libgit.h"
#include "store/loose.h"
#include "store/stalelock.h"

enum { DEEPEST = 64, REPORT_EVERY = 256 };

struct inspecting {
	struct inspection *out;
	struct repository *repository;
	const struct progress *progress;
	struct map seen;
	const char *ref;
	bool shallow;
};

static bool is_new(struct inspecting *inspecting, const git_oid *id)
{
	return map_put(&inspecting->seen, (struct text){(const char *)id->id, OID_BYTES}, 1);
}

static void add_broken(struct inspecting *inspecting, const git_oid *id, const char *path)
{
	struct inspection *out = inspecting->out;
	struct broken *broken = ARRAY_ADD(out->items, out->count, out->capacity);
	broken->oid = libgit_oid_from(id);
	broken->ref = memory_string(inspecting->ref);
	broken->path = memory_string(path);
	broken->missing = git_odb_exists(inspecting->repository->odb, id) == 0;
}

static bool go_on(struct inspecting *inspecting)
{
	struct inspection *out = inspecting->out;
	size_t done = out->commits + out->folders + out->files;
	if (!out->stopped && done % REPORT_EVERY == 0)
		out->stopped = !progress_report(inspecting->progress, done, 0);
	return !out->stopped;
}

/* Read whole and hashed: libgit2 compares as long as repository_verify() is on. */
static bool reads(struct inspecting *inspecting, const git_oid *id, git_object_t type)
{
	git_odb_object *object = NULL;
	struct oid oid = libgit_oid_from(id);
	if (!loose_is_whole(inspecting->repository, &oid))
		return false;
	bool fine = git_odb_read(&object, inspecting->repository->odb, id) == 0 &&
		    (type == GIT_OBJECT_ANY || git_odb_object_type(object) == type);
	git_odb_object_free(object);
	return fine;
}

static void inspect_folder(struct inspecting *inspecting, const git_oid *id, struct buffer *path, int depth)
{
	git_tree *tree = NULL;
	size_t size = path->size;
	if (!is_new(inspecting, id) || !go_on(inspecting))
		return;
	inspecting->out->folders++;
	if (depth == DEEPEST || !reads(inspecting, id, GIT_OBJECT_TREE) ||
		git_tree_lookup(&tree, inspecting->repository->git, id) != 0) {
		add_broken(inspecting, id, buffer_string(path));
		return;
	}
	for (size_t i = 0; i < git_tree_entrycount(tree) && !inspecting->out->stopped; i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
		const git_oid *child = git_tree_entry_id(entry);
		if (size)
			buffer_add_byte(path, '/');
		buffer_add_string(path, git_tree_entry_name(entry));
		if (git_tree_entry_type(entry) == GIT_OBJECT_TREE) {
			inspect_folder(inspecting, child, path, depth + 1);
		} else if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB && is_new(inspecting, child) &&
			   go_on(inspecting)) {
			inspecting->out->files++;
			if (!reads(inspecting, child, GIT_OBJECT_BLOB))
				add_broken(inspecting, child, buffer_string(path));
		}
		path->size = size;
	}
	git_tree_free(tree);
}

static void inspect_commits(struct inspecting *inspecting, const git_oid *tip)
{
	struct oids waiting = {0};
	if (is_new(inspecting, tip))
		*ARRAY_ADD(waiting.items, waiting.count, waiting.capacity) = libgit_oid_from(tip);
	while (waiting.count && go_on(inspecting)) {
		git_oid id = libgit_oid(&waiting.items[--waiting.count]);
		git_commit *commit = NULL;
		struct buffer path = {0};
		inspecting->out->commits++;
		if (!reads(inspecting, &id, GIT_OBJECT_COMMIT) ||
			git_commit_lookup(&commit, inspecting->repository->git, &id) != 0) {
			/* A shallow clone ends where its commits end. */
			if (!inspecting->shallow || git_odb_exists(inspecting->repository->odb, &id))
				add_broken(inspecting, &id, NULL);
			continue;
		}
		inspect_folder(inspecting, git_commit_tree_id(commit), &path, 0);
		for (unsigned int i = 0; i < git_commit_parentcount(commit); i++)
			if (is_new(inspecting, git_commit_parent_id(commit, i)))
				*ARRAY_ADD(waiting.items, waiting.count, waiting.capacity) =
					libgit_oid_from(git_commit_parent_id(commit, i));
		git_commit_free(commit);
		buffer_clear(&path);
	}
	oids_clear(&waiting);
}

/* What a ref names: a commit, or a tag that names one. */
static void inspect_ref(struct inspecting *inspecting, const char *ref)
{
	git_oid id;
	git_object *object = NULL, *commit = NULL;
	inspecting->ref = ref;
	inspecting->out->refs++;
	if (git_reference_name_to_id(&id, inspecting->repository->git, ref) != 0)
		return; /* a symbolic one that names no branch yet */
	if (!reads(inspecting, &id, GIT_OBJECT_ANY) ||
		git_object_lookup(&object, inspecting->repository->git, &id, GIT_OBJECT_ANY) != 0)
		add_broken(inspecting, &id, NULL);
	else if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0)
		inspect_commits(inspecting, git_object_id(commit));
	git_object_free(commit);
	git_object_free(object);
}

static void add_path(struct file_paths *paths, const char *folder, const char *name)
{
	*ARRAY_ADD(paths->items, paths->count, paths->capacity) = memory_format("%s/%s", folder, name);
}

/* Loose objects of no bytes; lock files. Folders of our own (locks that are meant to lie there) are passed over. */
static void look_in(struct inspection *out, const char *folder, bool objects, int depth)
{
	static const char ending[] = ".lock";
	DIR *stream = depth < DEEPEST ? opendir(folder) : NULL;
	for (struct dirent *entry; stream && (entry = readdir(stream));) {
		struct stat about;
		size_t size = strlen(entry->d_name);
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
			fstatat(dirfd(stream), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (S_ISDIR(about.st_mode)) {
			char *deeper = memory_format("%s/%s", folder, entry->d_name);
			bool ours = depth == 0 && !strcmp(entry->d_name, "paraphe");
			bool other = depth == 0 &&
				     (!strcmp(entry->d_name, "worktrees") || !strcmp(entry->d_name, "modules"));
			if (!ours && !other)
				look_in(out, deeper, objects || (depth == 0 && !strcmp(entry->d_name, "objects")),
					depth + 1);
			free(deeper);
		} else if (objects && about.st_size == 0 && depth == 2 && size == OID_HEX - 3) {
			add_path(&out->empty, folder, entry->d_name);
		} else if (!objects && S_ISREG(about.st_mode) && size > sizeof ending - 1 &&
			   !strcmp(entry->d_name + size - (sizeof ending - 1), ending)) {
			add_path(&out->locks, folder, entry->d_name);
		}
	}
	if (stream)
		closedir(stream);
}

const struct fault *inspection_run(
	struct inspection *out, struct repository *repository, const struct progress *progress)
{
	struct inspecting inspecting = {.out = out, .repository = repository, .progress = progress};
	git_reference_iterator *iterator = NULL;
	const char *ref;
	look_in(out, repository->folder, false, 0);
	inspecting.shallow = git_repository_is_shallow(repository->git) == 1;
	int code = git_reference_iterator_new(&iterator, repository->git);
	while (code == 0 && !out->stopped && (code = git_reference_next_name(&ref, iterator)) == 0)
		inspect_ref(&inspecting, ref);
	git_reference_iterator_free(iterator);
	map_clear(&inspecting.seen);
	return code == 0 || code == GIT_ITEROVER ? NULL : libgit_fault(code, _("the branches cannot be listed"));
}

static void paths_clear(struct file_paths *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->items[i]);
	free(paths->items);
}

void inspection_clear(struct inspection *inspection)
{
	for (size_t i = 0; i < inspection->count; i++) {
		free(inspection->items[i].ref);
		free(inspection->items[i].path);
	}
	free(inspection->items);
	paths_clear(&inspection->empty);
	paths_clear(&inspection->locks);
	*inspection = (struct inspection){0};
}

const struct fault *inspection_set_aside(struct repository *repository, const struct oid *oid)
{
	char hex[OID_HEX];
	oid_format(hex, oid);
	char *folder = memory_format("%s/paraphe/damaged", repository->folder);
	char *from = loose_path(repository, oid);
	char *to = memory_format("%s/%s", folder, hex);
	const struct fault *fault = NULL;
	if (!file_exists(from))
		fault = fault_new(FAULT_MISSING, _("the object %s has no file of its own"), hex);
	if (!fault)
		fault = file_make_folder(folder, 0700);
	if (!fault && rename(from, to) != 0)
		fault = fault_system(_("%s cannot be put aside"), from);
	free(to);
	free(from);
	free(folder);
	return fault;
}

void inspection_refresh(struct repository *repository)
{
	git_odb_refresh(repository->odb);
}

const struct fault *inspection_unlock(struct repository *repository, const char *path)
{
	size_t folder = strlen(repository->folder) + 1, size = strlen(path) - strlen(".lock");
	struct commit_lock *lock = NULL;
	char *ref = size > folder ? memory_copy(path + folder, size - folder) : memory_string("");
	const struct fault *fault = NULL;
	bool branch = !strncmp(ref, "refs/heads/", strlen("refs/heads/"));
	if (branch)
		fault = commit_lock(&lock, repository, ref);
	if (!fault)
		fault = stalelock_wait(path, branch);
	commit_unlock(lock);
	free(ref);
	return fault;
}
