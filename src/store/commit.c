#include "store/commit.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/language.h"
#include "store/batch.h"
#include "store/checkout.h"
#include "store/history.h"
#include "store/libgit.h"
#include "store/looseref.h"
#include "store/pack.h"
#include "store/signing.h"
#include "store/stalelock.h"

enum { QUEUE_MILLISECONDS = 15000, LONGEST_NAME = 200, TRIES = 100, WRITES = 5 };

struct commit_lock {
	struct file_lock file;
	struct repository *repository;
	char *ref;
	struct commit_lock *next;
};

/* The branch as one file name: what is not a letter, digit, "-", "_" or an inner "." is written %XX. */
static char *lock_name_take(const char *ref)
{
	struct buffer name = {0};
	char digest[DIGEST_HEX];
	if (strncmp(ref, "refs/heads/", 11) == 0)
		ref += 11;
	for (const unsigned char *byte = (const unsigned char *)ref; *byte; byte++) {
		bool plain = (*byte >= 'a' && *byte <= 'z') || (*byte >= 'A' && *byte <= 'Z') ||
			     (*byte >= '0' && *byte <= '9') || *byte == '-' || *byte == '_' ||
			     (*byte == '.' && name.size);
		buffer_format(&name, plain ? "%c" : "%%%02X", *byte);
	}
	if (name.size > LONGEST_NAME) {
		digest_text(digest, text_of(ref));
		buffer_empty(&name);
		buffer_add_string(&name, digest);
	}
	return buffer_take(&name);
}

/* Where several users write, they must all be able to open the file that the first of them made. */
static void lock_share(const char *path)
{
	int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (descriptor >= 0)
		close(descriptor);
}

const struct fault *commit_lock(struct commit_lock **out, struct repository *repository, const char *ref)
{
	char *name = lock_name_take(ref);
	char *folder = memory_format("%s/paraphe/lock", repository->folder);
	char *path = memory_format("%s/%s", folder, name);
	struct commit_lock *lock = memory_new(1, sizeof *lock);
	lock->file.descriptor = -1;
	*out = NULL;
	const struct fault *fault = file_make_folder(folder, 0777);
	if (fault && !repository_writable(repository))
		fault = fault_new(FAULT_FORBIDDEN,
			_("the repository %s can be read, but not written to; to write, work in a clone of your own "
			  "(git clone)"),
			repository->folder);
	if (!fault && repository->shared)
		lock_share(path);
	if (!fault)
		fault = file_lock(&lock->file, path, QUEUE_MILLISECONDS);
	if (fault && fault_kind(fault) == FAULT_BUSY)
		fault = fault_new(
			FAULT_BUSY, _("another paraphe has been writing to %s for 15 seconds; try again"), ref);
	if (fault) {
		free(lock);
	} else {
		lock->repository = repository;
		lock->ref = memory_string(ref);
		lock->next = repository->locks;
		repository->locks = lock;
		*out = lock;
	}
	free(name);
	free(folder);
	free(path);
	return fault;
}

void commit_unlock(struct commit_lock *lock)
{
	if (!lock)
		return;
	for (struct commit_lock **at = &lock->repository->locks; *at; at = &(*at)->next)
		if (*at == lock) {
			*at = lock->next;
			break;
		}
	file_unlock(&lock->file);
	free(lock->ref);
	free(lock);
}

static bool is_locked(const struct repository *repository, const char *ref)
{
	const struct commit_lock *lock = repository->locks;
	while (lock && strcmp(lock->ref, ref) != 0)
		lock = lock->next;
	return lock != NULL;
}

/* The body's last paragraph joins our trailers when it is nothing but co-authors: git reads trailers in one block. */
static bool ends_in_trailers(struct text body)
{
	struct text line = {0}, rest = body;
	bool trailers = false;
	while (text_line(&rest, &line)) {
		if (text_trim(line).size == 0)
			trailers = rest.size > 0 && text_starts(rest, "Co-authored-by: ");
		else if (!text_starts(line, "Co-authored-by: "))
			trailers = false;
	}
	return trailers || (text_starts(body, "Co-authored-by: ") && !memchr(body.bytes, '\n', body.size));
}

static char *message_take(const struct commit_order *order)
{
	struct buffer message = {0};
	struct text body = text_trim(text_of(order->body));
	if (order->message)
		return memory_string(order->message);
	for (const char *byte = order->subject ? order->subject : ""; *byte; byte++)
		buffer_add_byte(&message, *byte == '\n' || *byte == '\r' ? ' ' : *byte);
	buffer_add_string(&message, "\n\n");
	if (body.size) {
		buffer_add(&message, body);
		buffer_add_string(&message, ends_in_trailers(body) ? "\n" : "\n\n");
	}
	if (order->act)
		buffer_format(&message, "Paraphe-Act: %s\n", order->act);
	if (order->kind)
		buffer_format(&message, "Paraphe-Kind: %s\n", order->kind);
	if (order->undoes)
		buffer_format(&message, "Paraphe-Undoes: %s\n", order->undoes);
	if (order->taken)
		buffer_format(&message, "Paraphe-Taken: %s\n", order->taken);
	return buffer_take(&message);
}

static const struct fault *update_add(
	git_tree_update *update, struct repository *repository, git_tree *base, const struct commit_file *file)
{
	git_tree_entry *entry = NULL;
	if (!libgit_path_is_plain(file->path))
		return fault_new(FAULT_MALFORMED, _("%s is no path that is written in a repository"), file->path);
	update->path = file->path;
	update->filemode = GIT_FILEMODE_BLOB;
	if (base && git_tree_entry_bypath(&entry, base, file->path) == 0 &&
		git_tree_entry_filemode(entry) == GIT_FILEMODE_BLOB_EXECUTABLE)
		update->filemode = GIT_FILEMODE_BLOB_EXECUTABLE;
	bool present = entry != NULL;
	git_tree_entry_free(entry);
	if (file->blob) {
		update->action = GIT_TREE_UPDATE_UPSERT;
		update->id = libgit_oid(file->blob);
		return NULL;
	}
	if (!file->bytes.bytes) {
		update->action = GIT_TREE_UPDATE_REMOVE;
		/* Gone already is fine: libgit2 would refuse. */
		if (!present)
			update->path = NULL;
		return NULL;
	}
	update->action = GIT_TREE_UPDATE_UPSERT;
	int code = git_odb_write(&update->id, repository->odb, file->bytes.bytes, file->bytes.size, GIT_OBJECT_BLOB);
	return code == 0 ? NULL : libgit_fault(code, _("%s cannot be saved"), file->path);
}

static const struct fault *tree_write(
	git_oid *out, struct repository *repository, git_tree *base, const struct commit_order *order)
{
	const struct fault *fault = NULL;
	git_tree_update *updates = memory_new(order->file_count, sizeof *updates);
	size_t count = 0;
	for (size_t i = 0; i < order->file_count && !fault; i++) {
		updates[count] = (git_tree_update){0};
		fault = update_add(&updates[count], repository, base, &order->files[i]);
		count += updates[count].path != NULL;
	}
	if (!fault) {
		int code = git_tree_create_updated(out, repository->git, base, count, updates);
		if (code != 0)
			fault = libgit_fault(code, _("the files cannot be saved"));
	}
	free(updates);
	return fault;
}

static const struct fault *parents_open(
	git_commit ***out, struct repository *repository, const struct commit_order *order)
{
	*out = memory_new(order->parent_count, sizeof **out);
	for (size_t i = 0; i < order->parent_count; i++) {
		git_oid id = libgit_oid(&order->parents[i]);
		int code = git_commit_lookup(&(*out)[i], repository->git, &id);
		if (code != 0)
			return libgit_fault(code, _("the version to build on cannot be read"));
	}
	return NULL;
}

static const struct fault *object_write(struct oid *out, struct repository *repository,
	const struct commit_order *order, git_commit **parents, const git_oid *tree_id)
{
	git_signature *author = NULL, *committer = NULL;
	git_tree *tree = NULL;
	git_buf bytes = {0};
	struct buffer signature = {0};
	git_oid id;
	char *message = message_take(order);
	const char *name = order->committer_name ? order->committer_name : order->author_name;
	const char *email = order->committer_email ? order->committer_email : order->author_email;
	int code = git_tree_lookup(&tree, repository->git, tree_id);
	if (code == 0)
		code = libgit_signature(&author, order->author_name, order->author_email,
			order->authored ? *order->authored : order->when);
	if (code == 0)
		code = libgit_signature(&committer, name, email, order->when);
	if (code == 0)
		code = git_commit_create_buffer(&bytes, repository->git, author, committer, NULL, message, tree,
			order->parent_count, (const git_commit **)parents);
	const struct fault *fault = NULL;
	if (code == 0) {
		char *who = memory_format("%s <%s>", name, email);
		fault = signing_sign(&signature, (struct text){bytes.ptr, bytes.size}, who);
		free(who);
	}
	/* Without a signature this writes the bytes as they are. */
	if (code == 0 && !fault)
		code = git_commit_create_with_signature(
			&id, repository->git, bytes.ptr, signature.size ? buffer_string(&signature) : NULL, NULL);
	if (code == 0 && !fault)
		*out = libgit_oid_from(&id);
	git_signature_free(author);
	git_signature_free(committer);
	git_tree_free(tree);
	git_buf_dispose(&bytes);
	buffer_clear(&signature);
	free(message);
	return code == 0 ? fault : libgit_fault(code, _("the act cannot be saved"));
}

static const struct fault *write_once(struct oid *out, struct repository *repository, const struct commit_order *order)
{
	git_commit **parents = NULL;
	git_tree *base = NULL;
	git_oid tree;
	const struct fault *fault = parents_open(&parents, repository, order);
	if (fault)
		goto done;
	if (order->parent_count) {
		int code = git_commit_tree(&base, parents[0]);
		if (code != 0) {
			fault = libgit_fault(code, _("the version to build on cannot be read"));
			goto done;
		}
	}
	fault = tree_write(&tree, repository, base, order);
	if (fault)
		goto done;
	if (order->parent_count == 1 && git_oid_equal(&tree, git_tree_id(base))) {
		fault = fault_new(FAULT_CONFLICT, _("nothing would change: this is there already"));
		goto done;
	}
	fault = object_write(out, repository, order, parents, &tree);
done:
	git_tree_free(base);
	for (size_t i = 0; parents && i < order->parent_count; i++)
		git_commit_free(parents[i]);
	free(parents);
	return fault;
}

static const struct fault *write_together(
	struct oid *out, struct repository *repository, const struct commit_order *order)
{
	const struct fault *fault = batch_begin(repository);
	if (!fault)
		fault = write_once(out, repository, order);
	if (!fault)
		fault = batch_end(repository);
	else
		batch_cancel(repository);
	return fault;
}

/* `git gc` beside us takes away the folder of objects it has packed, between our making it and our renaming into it.
 * Objects are named by what they hold: writing them again does no harm. */
const struct fault *commit_write(struct oid *out, struct repository *repository, const struct commit_order *order)
{
	const struct fault *fault = write_together(out, repository, order);
	for (int i = 1; i < WRITES && fault && fault_kind(fault) == FAULT_GIT; i++)
		fault = write_together(out, repository, order);
	return fault;
}

const struct fault *commit_gather(struct repository *repository)
{
	return batch_gather(repository);
}

const struct fault *commit_gathered(struct repository *repository)
{
	return batch_gathered(repository);
}

const struct fault *commit_blob(struct repository *repository, struct text bytes, const struct oid *blob)
{
	git_oid id = libgit_oid(blob);
	if (batch_take(repository, &id, bytes))
		return NULL;
	int code = git_odb_write(&id, repository->odb, bytes.bytes, bytes.size, GIT_OBJECT_BLOB);
	return code == 0 ? NULL : libgit_fault(code, _("the act cannot be saved"));
}

void commit_scatter(struct repository *repository)
{
	batch_scatter(repository);
}

/* The reflog says who: the committer, not whoever the repository's own configuration names. */
static void ident_set(struct repository *repository, const git_oid *oid)
{
	git_commit *commit = NULL;
	if (git_commit_lookup(&commit, repository->git, oid) == 0) {
		const git_signature *committer = git_commit_committer(commit);
		git_repository_set_ident(repository->git, committer->name, committer->email);
	}
	git_commit_free(commit);
}

static const struct fault *ref_has_moved(const char *ref)
{
	return fault_new(FAULT_CONFLICT, _("%s has moved in the meantime; read it again"), ref);
}

static const struct fault *ref_update(struct repository *repository, const char *ref, const struct oid *old,
	const struct oid *new, const char *message)
{
	git_oid from = libgit_oid(old), to = libgit_oid(new);
	char *lock = memory_format("%s/%s.lock", repository->folder, ref);
	const struct fault *fault = NULL;
	int code = GIT_ELOCKED;
	ident_set(repository, &to);
	for (int i = 0; i < TRIES && code == GIT_ELOCKED && !fault; i++) {
		git_reference *moved = NULL;
		code = looseref_move(repository, ref, &from, &to, message);
		if (code == GIT_PASSTHROUGH)
			code = git_reference_create_matching(&moved, repository->git, ref, &to, 1, &from, message);
		git_reference_free(moved);
		if (code == GIT_ELOCKED)
			fault = stalelock_wait(lock, is_locked(repository, ref));
	}
	if (!fault && (code == GIT_EMODIFIED || code == GIT_EEXISTS || code == GIT_ENOTFOUND))
		fault = ref_has_moved(ref);
	else if (!fault && code != 0)
		fault = libgit_fault(code, _("%s cannot be moved"), ref);
	free(lock);
	return fault;
}

/* The commit a ref stands at; zero when there is no such ref. */
static struct oid ref_tip(struct repository *repository, const char *ref)
{
	git_oid id;
	if (git_reference_name_to_id(&id, repository->git, ref) != 0)
		return (struct oid){0};
	return libgit_oid_from(&id);
}

const struct fault *commit_move(struct repository *repository, const char *ref, const struct oid *old,
	const struct oid *new, const char *message)
{
	static const struct oid zero;
	struct checkout *checkout = NULL;
	const struct oid *from = old ? old : &zero;
	struct oid tip = ref_tip(repository, ref);
	/* There already: a crash came in between, and what is left is to bring the working tree along. */
	bool moved = oid_equal(&tip, new);
	if (!moved && !oid_equal(&tip, from))
		return ref_has_moved(ref);
	const struct fault *fault = checkout_open(&checkout, repository, ref, from, new);
	if (!fault && !moved)
		fault = ref_update(repository, ref, from, new, message);
	if (!fault && checkout)
		fault = fault_context(checkout_run(checkout), _("saved, but the files of the working tree could not "
								"follow; until `paraphe doctor` has brought them "
								"along, commit nothing there with git"));
	checkout_close(checkout);
	return fault;
}

const struct fault *commit_clean(
	struct repository *repository, const char *ref, const struct oid *tip, const char *const *paths, size_t count)
{
	return checkout_check(repository, ref, tip, paths, count);
}

static bool is_act(void *context, const struct oid *oid, const char *message)
{
	(void)oid;
	char *act = history_trailer(message, "Paraphe-Act");
	bool same = act && strcmp(act, context) == 0;
	free(act);
	return same;
}

bool commit_landed(struct repository *repository, const char *ref, const struct oid *tip, const char *act)
{
	struct oid now;
	const struct fault *fault = branch_find(&now, repository, ref);
	if (fault) {
		/* A branch that cannot be read holds nothing. */
		fault_ignore(fault);
		return false;
	}
	char *wanted = memory_string(act);
	bool landed = history_search(repository, &now, tip && !oid_is_zero(tip) ? tip : NULL, is_act, wanted);
	free(wanted);
	return landed;
}

void commit_blob_oid(struct oid *out, struct text bytes)
{
	git_oid id;
	pack_name(&id, GIT_OBJECT_BLOB, bytes);
	*out = libgit_oid_from(&id);
}
