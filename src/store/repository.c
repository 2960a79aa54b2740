#include "store/repository.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "store/ancestry.h"
#include "store/libgit.h"
#include "store/owner.h"

/* What has more bytes repository_blob_start() does not begin to read: nobody would read it whole afterwards. */
/* A folder of many annotations is read again and again while branches are merged: libgit2 forgets trees over 4 KiB. */
enum { START_MOST = 16 << 20, KEPT_TREE = 256 << 10 };

/* libgit2 parses the whole CA bundle when it starts, 6 ms of a start-up of 15, for a network that this program leaves
 * to git itself. This definition stands before mbedtls' own and loads no certificates: TLS from within would trust
 * nobody. */
__attribute__((visibility("default"), used)) int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return 0;
}

bool oid_is_zero(const struct oid *oid)
{
	static const struct oid zero;
	return oid_equal(oid, &zero);
}

void oid_format(char out[OID_HEX], const struct oid *oid)
{
	git_oid id = libgit_oid(oid);
	git_oid_tostr(out, OID_HEX, &id);
}

bool oid_parse(struct oid *out, const char *hex)
{
	git_oid id;
	/* Asked here: libgit2 keeps an error, and cannot before a repository is open. */
	if (strlen(hex) != OID_HEX - 1 || strspn(hex, "0123456789abcdefABCDEF") != OID_HEX - 1 ||
		git_oid_fromstr(&id, hex) != 0)
		return false;
	*out = libgit_oid_from(&id);
	return true;
}

static char *folder_take(const char *path)
{
	size_t size = path ? strlen(path) : 0;
	while (size > 1 && path[size - 1] == '/')
		size--;
	return path ? memory_copy(path, size) : NULL;
}

/* Everything that is the same whether it was opened or made. */
static const struct fault *repository_wrap(struct repository *repository)
{
	int code = git_repository_odb(&repository->odb, repository->git);
	if (code != 0)
		return libgit_fault(code, _("the repository's objects cannot be read"));
	repository->folder = folder_take(git_repository_commondir(repository->git));
	repository->work_tree = folder_take(git_repository_workdir(repository->git));
	return NULL;
}

static void library_open(void)
{
	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)KEPT_TREE);
}

/* libgit2's own owner check is off for this one opening when ours has said that git, or the shared group, allows it. */
static int open_with(git_repository **out, const struct owner *owner, const char *path)
{
	bool by_environment = !path && getenv("GIT_DIR");
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, owner->trusted ? 0 : 1);
	int code = by_environment ? git_repository_open_ext(out, NULL, GIT_REPOSITORY_OPEN_FROM_ENV, NULL)
				  : git_repository_open_ext(out, path ? path : ".", 0, NULL);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
	return code;
}

const struct fault *repository_open(struct repository **out, const char *path)
{
	const struct fault *fault = NULL;
	struct owner owner = {0};
	*out = NULL;
	if (owner_none(path))
		return owner_missing(path);
	struct repository *repository = memory_new(1, sizeof *repository);
	int code;
	library_open();
	fault = owner_find(&owner, path);
	if (fault)
		goto done;
	if (owner.refused) {
		fault = owner_format_fault(&owner);
		goto done;
	}
	code = open_with(&repository->git, &owner, path);
	if (code != 0) {
		bool refused = owner.foreign && (code == GIT_EOWNER || code == GIT_ENOTFOUND);
		fault = refused ? owner_fault(&owner) : libgit_fault(code, _("%s cannot be opened"), owner.folder);
		goto done;
	}
	repository->shared = owner.shared;
	if (owner.shared)
		umask(owner.umask);
	fault = repository_wrap(repository);
done:
	owner_clear(&owner);
	if (fault) {
		repository_close(repository);
		repository = NULL;
	}
	*out = repository;
	return fault;
}

static const struct fault *make_in(git_repository **out, const char *folder, const char *base)
{
	git_repository *present = NULL;
	git_config *config = NULL;
	git_repository_init_options options;
	git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	options.flags = GIT_REPOSITORY_INIT_MKDIR | GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
	options.initial_head = base;
	int code = git_repository_open_ext(&present, folder, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	git_repository_free(present);
	if (code == 0)
		return fault_new(FAULT_CONFLICT, _("%s holds a git repository already"), folder);
	code = git_repository_init_ext(out, folder, &options);
	if (code == 0)
		code = git_repository_config(&config, *out);
	if (code == 0)
		code = git_config_set_string(config, "core.logAllRefUpdates", "always");
	git_config_free(config);
	if (code == GIT_EEXISTS)
		return fault_new(FAULT_CONFLICT, _("%s holds a git repository already"), folder);
	return code == 0 ? NULL : libgit_fault(code, _("no repository can be made in %s"), folder);
}

const struct fault *repository_make(struct repository **out, const char *folder, const char *base)
{
	struct repository *repository = memory_new(1, sizeof *repository);
	library_open();
	const struct fault *fault = make_in(&repository->git, folder, base);
	if (!fault)
		fault = repository_wrap(repository);
	if (fault) {
		repository_close(repository);
		repository = NULL;
	}
	*out = repository;
	return fault;
}

void repository_close(struct repository *repository)
{
	if (!repository)
		return;
	ancestry_free(repository->ancestry);
	git_odb_free(repository->odb);
	git_repository_free(repository->git);
	free(repository->folder);
	free(repository->work_tree);
	free(repository);
	git_libgit2_shutdown();
}

const struct fault *repository_quarantine(struct repository *repository, const char *objects)
{
	int code = git_odb_add_disk_alternate(repository->odb, objects);
	return code == 0 ? NULL : libgit_fault(code, _("what is being pushed cannot be read"));
}

const char *repository_folder(const struct repository *repository)
{
	return repository->folder;
}

const char *repository_work_tree(const struct repository *repository)
{
	return repository->work_tree;
}

bool repository_writable(const struct repository *repository)
{
	static const char *const needed[] = {"", "/objects", "/refs"};
	bool writable = true;
	for (size_t i = 0; i < sizeof needed / sizeof *needed && writable; i++) {
		char *path = memory_format("%s%s", repository->folder, needed[i]);
		writable = faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) == 0;
		free(path);
	}
	return writable;
}

static char *setting_take(git_config *config, const char *name)
{
	git_config_entry *entry = NULL;
	char *value = NULL;
	if (git_config_get_entry(&entry, config, name) == 0 && entry->value && *entry->value)
		value = memory_string(entry->value);
	git_config_entry_free(entry);
	return value;
}

void repository_user(char **name, char **email)
{
	git_config *config = NULL;
	*name = *email = NULL;
	library_open();
	if (git_config_open_default(&config) == 0) {
		*name = setting_take(config, "user.name");
		*email = setting_take(config, "user.email");
	}
	git_config_free(config);
	git_libgit2_shutdown();
}

static const struct fault *blob_size(size_t *out, struct repository *repository, const struct oid *oid)
{
	git_oid id = libgit_oid(oid);
	git_object_t type;
	char hex[OID_HEX];
	oid_format(hex, oid);
	int code = git_odb_read_header(out, &type, repository->odb, &id);
	if (code == GIT_ENOTFOUND)
		return fault_new(FAULT_MISSING, _("the object %s is not in the repository"), hex);
	if (code != 0)
		return libgit_fault(code, _("the object %s cannot be read"), hex);
	if (type != GIT_OBJECT_BLOB)
		return fault_new(FAULT_MALFORMED, _("the object %s is no file"), hex);
	return NULL;
}

static const struct fault *blob_read(
	struct buffer *out, struct repository *repository, const struct oid *oid, size_t most)
{
	git_oid id = libgit_oid(oid);
	git_odb_object *object = NULL;
	int code = git_odb_read(&object, repository->odb, &id);
	if (code != 0) {
		char hex[OID_HEX];
		oid_format(hex, oid);
		return libgit_fault(code, _("the object %s is damaged; 'paraphe doctor' says what can be done"), hex);
	}
	size_t size = git_odb_object_size(object);
	buffer_add(out, (struct text){git_odb_object_data(object), size < most ? size : most});
	git_odb_object_free(object);
	return NULL;
}

const struct fault *repository_blob(
	struct buffer *out, struct repository *repository, const struct oid *oid, size_t limit)
{
	size_t size = 0;
	const struct fault *fault = blob_size(&size, repository, oid);
	if (fault)
		return fault;
	if (size > limit)
		return fault_new(
			FAULT_MALFORMED, _("the file has %zu bytes, more than the %zu that are read"), size, limit);
	return blob_read(out, repository, oid, limit);
}

/* False when the object is not loose, or cannot be streamed for another reason. */
static bool stream_start(
	struct buffer *out, size_t *total, struct repository *repository, const struct oid *oid, size_t size)
{
	git_oid id = libgit_oid(oid);
	git_odb_stream *stream = NULL;
	git_object_t type;
	size_t start = out->size;
	bool read = git_odb_open_rstream(&stream, total, &type, repository->odb, &id) == 0 && type == GIT_OBJECT_BLOB;
	size_t wanted = *total < size ? *total : size;
	while (read && out->size - start < wanted) {
		size_t left = wanted - (out->size - start);
		buffer_reserve(out, left);
		int got = git_odb_stream_read(stream, out->bytes + out->size, left);
		read = got > 0;
		out->size += got > 0 ? (size_t)got : 0;
	}
	git_odb_stream_free(stream);
	if (!read)
		out->size = start;
	return read;
}

const struct fault *repository_blob_start(
	struct buffer *out, bool *whole, struct repository *repository, const struct oid *oid, size_t size)
{
	size_t total = 0;
	const struct fault *fault = blob_size(&total, repository, oid);
	if (fault)
		return fault;
	if (total > START_MOST)
		return fault_new(FAULT_MALFORMED, _("the file has %zu bytes, more than the %zu that are read"), total,
			(size_t)START_MOST);
	*whole = total <= size;
	if (!*whole && stream_start(out, &total, repository, oid, size))
		return NULL;
	return blob_read(out, repository, oid, size);
}

void repository_verify(bool on)
{
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, on ? 1 : 0);
}
