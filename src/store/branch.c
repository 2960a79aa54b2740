#include "store/branch.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/language.h"
#include "base/map.h"
#include "base/memory.h"
#include "store/libgit.h"

static const char local_prefix[] = "refs/heads/", remote_prefix[] = "refs/remotes/";
static const char kept_prefix[] = "refs/paraphe/kept/";

enum { DEEPEST = 32 };

struct remotes {
	char **names;
	size_t count, capacity;
};

static bool remotes_add(void *context, struct text name, const char *value)
{
	struct remotes *remotes = context;
	(void)value;
	/* One remote may have several URLs. */
	for (size_t i = 0; i < remotes->count; i++)
		if (text_is(name, remotes->names[i]))
			return true;
	*ARRAY_ADD(remotes->names, remotes->count, remotes->capacity) = text_take(name);
	return true;
}

static int remotes_read(struct remotes *remotes, struct repository *repository)
{
	git_config *config = NULL;
	int code = git_repository_config_snapshot(&config, repository->git);
	if (code == 0)
		libgit_each_remote(config, "url", remotes_add, remotes);
	git_config_free(config);
	return code;
}

static void remotes_clear(struct remotes *remotes)
{
	for (size_t i = 0; i < remotes->count; i++)
		free(remotes->names[i]);
	free(remotes->names);
}

/* The name of the remote a tracking ref belongs to: the longest configured one that fits, else its first component. */
static size_t remote_size(const struct remotes *remotes, const char *rest)
{
	size_t longest = 0;
	for (size_t i = 0; i < remotes->count; i++) {
		size_t size = strlen(remotes->names[i]);
		if (size > longest && strncmp(rest, remotes->names[i], size) == 0 && rest[size] == '/')
			longest = size;
	}
	return longest ? longest : (size_t)(strchrnul(rest, '/') - rest);
}

/* Splits a full ref name; false when it is no branch or does not start with the prefix. */
static bool branch_split(struct branch *branch, const struct remotes *remotes, const char *ref, const char *prefix)
{
	const char *name = ref, *remote = NULL;
	size_t size = 0;
	if (strncmp(ref, local_prefix, sizeof local_prefix - 1) == 0) {
		name += sizeof local_prefix - 1;
	} else if (strncmp(ref, remote_prefix, sizeof remote_prefix - 1) == 0) {
		remote = ref + sizeof remote_prefix - 1;
		size = remote_size(remotes, remote);
		if (!remote[size] || strcmp(remote + size, "/HEAD") == 0)
			return false;
		name = remote + size + 1;
	} else {
		return false;
	}
	if (strncmp(name, prefix, strlen(prefix)) != 0)
		return false;
	branch->ref = memory_string(ref);
	branch->name = memory_string(name);
	branch->remote = remote ? memory_copy(remote, size) : NULL;
	return true;
}

/* A branch names a commit that is there; anything else under refs/heads is broken. */
static bool branch_read(struct branch *branch, struct repository *repository)
{
	git_oid id;
	size_t size;
	git_object_t type;
	if (git_reference_name_to_id(&id, repository->git, branch->ref) != 0 ||
		git_odb_read_header(&size, &type, repository->odb, &id) != 0 || type != GIT_OBJECT_COMMIT)
		return false;
	branch->tip = libgit_oid_from(&id);
	return true;
}

static void branch_clear(struct branch *branch)
{
	free(branch->ref);
	free(branch->name);
	free(branch->remote);
}

static int branch_compare(const void *a, const void *b)
{
	const struct branch *one = a, *two = b;
	int order = strcmp(one->name, two->name);
	if (order)
		return order;
	if (!one->remote || !two->remote)
		return (one->remote != NULL) - (two->remote != NULL);
	return strcmp(one->remote, two->remote);
}

struct listing {
	struct branches *out;
	struct repository *repository;
	const char *prefix;
	struct remotes remotes;
	struct map seen;
	size_t broken;
};

static void listing_add(struct listing *listing, const char *ref)
{
	struct branch branch = {0};
	if (!branch_split(&branch, &listing->remotes, ref, listing->prefix))
		return;
	map_put(&listing->seen, text_of(ref), 0);
	if (branch_read(&branch, listing->repository)) {
		*ARRAY_ADD(listing->out->items, listing->out->count, listing->out->capacity) = branch;
	} else {
		branch_clear(&branch);
		listing->broken++;
	}
}

/* libgit2 steps over a loose ref file that holds no oid (cut short by a power failure) without a word. */
static void listing_add_torn(struct listing *listing, const char *folder, int depth)
{
	char *path = memory_format("%s/%s", listing->repository->folder, folder);
	DIR *stream = opendir(path);
	for (struct dirent *entry; stream && (entry = readdir(stream));) {
		struct stat about;
		if (entry->d_name[0] == '.' || fstatat(dirfd(stream), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		char *ref = memory_format("%s/%s", folder, entry->d_name);
		if (S_ISDIR(about.st_mode) && depth < DEEPEST)
			listing_add_torn(listing, ref, depth + 1);
		else if (S_ISREG(about.st_mode) && !map_find(&listing->seen, text_of(ref), &(size_t){0}) &&
			 git_reference_is_valid_name(ref))
			listing_add(listing, ref);
		free(ref);
	}
	if (stream)
		closedir(stream);
	free(path);
}

const struct fault *branch_list(struct branches *out, struct repository *repository, const char *prefix, size_t *broken)
{
	struct listing listing = {.out = out, .repository = repository, .prefix = prefix};
	git_reference_iterator *iterator = NULL;
	const char *ref;
	/* By name: next() would step over refs to objects that are not there. */
	int code = remotes_read(&listing.remotes, repository);
	if (code == 0)
		code = git_reference_iterator_new(&iterator, repository->git);
	while (code == 0 && (code = git_reference_next_name(&ref, iterator)) == 0)
		listing_add(&listing, ref);
	if (code == GIT_ITEROVER && broken) {
		listing_add_torn(&listing, "refs/heads", 0);
		listing_add_torn(&listing, "refs/remotes", 0);
		*broken = listing.broken;
	}
	git_reference_iterator_free(iterator);
	remotes_clear(&listing.remotes);
	map_clear(&listing.seen);
	if (code != GIT_ITEROVER) {
		branches_clear(out);
		return libgit_fault(code, _("the branches cannot be listed"));
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, branch_compare);
	return NULL;
}

/* REMOTE/review/ana/HEX, REMOTE/main/HEX; a remote's name may have a slash. */
static void add_kept(struct branches *out, struct repository *repository, const char *ref)
{
	char *remote = memory_string(ref + sizeof kept_prefix - 1), *hex = strrchr(remote, '/'), *name = NULL;
	if (hex) {
		*hex = '\0';
		for (char *next = remote; (next = strstr(next, "/review/")); next++)
			name = next;
		name = name ? name : strrchr(remote, '/');
	}
	struct branch branch = {.ref = memory_string(ref), .remote = remote};
	if (name) {
		*name = '\0';
		branch.name = memory_string(name + 1);
	}
	if (name && branch_read(&branch, repository))
		*ARRAY_ADD(out->items, out->count, out->capacity) = branch;
	else
		branch_clear(&branch);
}

const struct fault *branch_kept(struct branches *out, struct repository *repository)
{
	git_reference_iterator *iterator = NULL;
	const char *ref;
	char *glob = memory_format("%s*", kept_prefix);
	int code = git_reference_iterator_glob_new(&iterator, repository->git, glob);
	while (code == 0 && (code = git_reference_next_name(&ref, iterator)) == 0)
		add_kept(out, repository, ref);
	git_reference_iterator_free(iterator);
	free(glob);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, branch_compare);
	return code == GIT_ITEROVER ? NULL : libgit_fault(code, _("the branches cannot be listed"));
}

void branches_clear(struct branches *branches)
{
	for (size_t i = 0; i < branches->count; i++)
		branch_clear(&branches->items[i]);
	free(branches->items);
	*branches = (struct branches){0};
}

/* Peels to a commit and lets the object go. */
static int commit_of(struct oid *out, git_object *object)
{
	git_object *commit = NULL;
	int code = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	if (code == 0)
		*out = libgit_oid_from(git_object_id(commit));
	git_object_free(commit);
	git_object_free(object);
	return code;
}

static int ref_commit(struct oid *out, struct repository *repository, const char *ref)
{
	git_oid id;
	git_object *object = NULL;
	int code = git_reference_name_to_id(&id, repository->git, ref);
	if (code != 0)
		return code == GIT_EINVALIDSPEC ? GIT_ENOTFOUND : code;
	code = git_object_lookup(&object, repository->git, &id, GIT_OBJECT_ANY);
	/* The ref is there: what it names is not. That is damage, not absence. */
	return code == 0 ? commit_of(out, object) : GIT_ERROR;
}

const struct fault *branch_find(struct oid *tip, struct repository *repository, const char *ref)
{
	int code = ref_commit(tip, repository, ref);
	if (code == GIT_ENOTFOUND)
		return fault_new(FAULT_MISSING, _("there is no branch %s"), ref);
	return code == 0 ? NULL : libgit_fault(code, _("the branch %s cannot be read"), ref);
}

const struct fault *branch_revision(struct oid *commit, struct repository *repository, const char *words)
{
	git_object *object = NULL;
	int code = git_revparse_single(&object, repository->git, words);
	if (code == 0)
		code = commit_of(commit, object);
	if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC || code == GIT_EPEEL)
		return fault_new(FAULT_MISSING, _("no version is called %s"), words);
	return code == 0 ? NULL : libgit_fault(code, _("the version %s cannot be read"), words);
}

char *branch_head(struct repository *repository)
{
	git_reference *head = NULL;
	char *name = NULL;
	if (git_reference_lookup(&head, repository->git, "HEAD") == 0) {
		const char *target = git_reference_symbolic_target(head);
		if (target && strncmp(target, local_prefix, sizeof local_prefix - 1) == 0)
			name = memory_string(target + sizeof local_prefix - 1);
	}
	git_reference_free(head);
	return name;
}

char *branch_remote(struct repository *repository, const char *base)
{
	struct remotes remotes = {0};
	git_buf upstream = {0};
	char *ref = memory_format("%s%s", local_prefix, base), *name = NULL;
	if (git_branch_upstream_remote(&upstream, repository->git, ref) == 0 && strcmp(upstream.ptr, ".") != 0)
		name = memory_string(upstream.ptr);
	if (!name && remotes_read(&remotes, repository) == 0) {
		for (size_t i = 0; i < remotes.count && !name; i++)
			if (remotes.count == 1 || strcmp(remotes.names[i], "origin") == 0)
				name = memory_string(remotes.names[i]);
	}
	remotes_clear(&remotes);
	git_buf_dispose(&upstream);
	free(ref);
	return name;
}

/* N of "refs/tags/rev/N", 0 for any other name. */
static unsigned int revision_number(const char *ref)
{
	static const char prefix[] = "refs/tags/rev/";
	if (strncmp(ref, prefix, sizeof prefix - 1) != 0)
		return 0;
	const char *digits = ref + sizeof prefix - 1;
	size_t size = strspn(digits, "0123456789");
	if (digits[0] == '0' || size == 0 || size > 9 || digits[size])
		return 0;
	return (unsigned int)strtoul(digits, NULL, 10);
}

bool branch_is_version(const char *name)
{
	char *ref = memory_format("refs/tags/%s", name);
	bool version = revision_number(ref) != 0;
	free(ref);
	return version;
}

bool branch_version(struct oid *object, struct repository *repository, const char *name)
{
	git_oid id;
	char *ref = memory_format("refs/tags/%s", name);
	bool found = branch_is_version(name) && git_reference_name_to_id(&id, repository->git, ref) == 0;
	if (found)
		*object = libgit_oid_from(&id);
	free(ref);
	return found;
}

static int number_compare(const void *a, const void *b)
{
	unsigned int one = *(const unsigned int *)a, two = *(const unsigned int *)b;
	return (one > two) - (one < two);
}

static bool revision_commit(struct oid *out, struct repository *repository, unsigned int number)
{
	char *ref = memory_format("refs/tags/rev/%u", number);
	struct oid commit;
	bool found = ref_commit(&commit, repository, ref) == 0;
	if (found && out)
		*out = commit;
	free(ref);
	return found;
}

unsigned int *branch_revision_tags(size_t *count, struct repository *repository)
{
	git_reference_iterator *iterator = NULL;
	unsigned int *numbers = NULL;
	size_t capacity = 0;
	const char *ref;
	*count = 0;
	if (git_reference_iterator_glob_new(&iterator, repository->git, "refs/tags/rev/*") == 0)
		while (git_reference_next_name(&ref, iterator) == 0) {
			unsigned int number = revision_number(ref);
			if (number && revision_commit(NULL, repository, number))
				*ARRAY_ADD(numbers, *count, capacity) = number;
		}
	git_reference_iterator_free(iterator);
	if (*count)
		qsort(numbers, *count, sizeof *numbers, number_compare);
	return numbers;
}

unsigned int branch_revision_tag(struct oid *commit, struct repository *repository)
{
	size_t count;
	unsigned int *numbers = branch_revision_tags(&count, repository);
	unsigned int greatest = count ? numbers[count - 1] : 0;
	free(numbers);
	if (greatest && !revision_commit(commit, repository, greatest))
		return 0;
	return greatest;
}
