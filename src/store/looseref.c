#include "store/looseref.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "base/file.h"
#include "base/memory.h"

struct move {
	struct repository *repository;
	const char *ref;
	const git_oid *from, *to;
	char *path, *lock, *log;
	int lock_file, log_file;
};

static int system_trouble(void)
{
	git_error_set_str(GIT_ERROR_OS, strerror(errno));
	return GIT_ERROR;
}

static bool is_heads(const struct move *move)
{
	git_reference *head = NULL;
	const char *target = git_reference_lookup(&head, move->repository->git, "HEAD") == 0
				     ? git_reference_symbolic_target(head)
				     : NULL;
	bool same = target && strcmp(target, move->ref) == 0;
	git_reference_free(head);
	return same;
}

/* A branch that is there, in a folder that is there, and, where reflogs are kept, has one. */
static bool is_plain(struct move *move)
{
	git_reference *now = NULL;
	char *folder = memory_copy(move->path, (size_t)(strrchr(move->path, '/') - move->path));
	bool plain = strncmp(move->ref, "refs/heads/", 11) == 0 && !git_oid_is_zero(move->from) &&
		     file_exists(folder) && git_reference_lookup(&now, move->repository->git, move->ref) == 0 &&
		     git_reference_type(now) == GIT_REFERENCE_DIRECT && !is_heads(move);
	git_reference_free(now);
	free(folder);
	if (!plain)
		return false;
	move->log_file = open(move->log, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	return move->log_file >= 0 || (errno == ENOENT && git_repository_is_bare(move->repository->git));
}

/* "OLD NEW NAME <EMAIL> SECONDS ZONE<tab>MESSAGE", in one write. */
static int write_log(const struct move *move, const char *message)
{
	git_commit *commit = NULL;
	struct buffer line = {0};
	git_signature *now = NULL;
	if (git_commit_lookup(&commit, move->repository->git, move->to) != 0)
		return GIT_ERROR;
	const git_signature *who = git_commit_committer(commit);
	int code = git_signature_now(&now, who->name, who->email);
	if (code == 0) {
		char old[OID_HEX], new[OID_HEX];
		int offset = now->when.offset < 0 ? -now->when.offset : now->when.offset;
		buffer_format(&line, "%s %s %s <%s> %lld %c%02d%02d\t", git_oid_tostr(old, sizeof old, move->from),
			git_oid_tostr(new, sizeof new, move->to), now->name, now->email, (long long)now->when.time,
			now->when.offset < 0 ? '-' : '+', offset / 60, offset % 60);
		for (const char *byte = message; *byte; byte++)
			buffer_add_byte(&line, *byte == '\n' || *byte == '\r' ? ' ' : *byte);
		buffer_add_byte(&line, '\n');
		code = disk_write(move->log_file, buffer_text(&line)) == 0 ? 0 : system_trouble();
	}
	git_signature_free(now);
	git_commit_free(commit);
	buffer_clear(&line);
	return code;
}

/* Under the lock: what it was is what it is, and what it is to be is on disk. */
static int write_lock(const struct move *move, const char *message)
{
	char line[OID_HEX + 1];
	git_oid now;
	int synced[] = {move->lock_file, move->log_file};
	int code = git_reference_name_to_id(&now, move->repository->git, move->ref);
	if (code == 0 && !git_oid_equal(&now, move->from))
		code = GIT_EMODIFIED;
	if (code != 0)
		return code;
	git_oid_tostr(line, OID_HEX, move->to);
	line[OID_HEX - 1] = '\n';
	if (disk_write(move->lock_file, (struct text){line, OID_HEX}) != 0)
		return system_trouble();
	if (move->log_file >= 0)
		code = write_log(move, message);
	if (code == 0 && disk_sync(synced, move->log_file >= 0 ? 2 : 1) != 0)
		code = system_trouble();
	return code;
}

static int move_locked(const struct move *move, const char *message)
{
	int code = write_lock(move, message);
	if (code == 0 && rename(move->lock, move->path) != 0)
		code = system_trouble();
	if (code != 0) {
		unlink(move->lock);
		return code;
	}
	return disk_sync_folder_of(move->path) == 0 ? 0 : system_trouble();
}

int looseref_move(
	struct repository *repository, const char *ref, const git_oid *from, const git_oid *to, const char *message)
{
	struct move move = {
		.repository = repository, .ref = ref, .from = from, .to = to, .lock_file = -1, .log_file = -1};
	int code = GIT_PASSTHROUGH;
	move.path = memory_format("%s/%s", repository->folder, ref);
	move.lock = memory_format("%s.lock", move.path);
	move.log = memory_format("%s/logs/%s", repository->folder, ref);
	if (is_plain(&move)) {
		move.lock_file = open(move.lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (move.lock_file >= 0)
			code = move_locked(&move, message);
		else
			code = errno == EEXIST ? GIT_ELOCKED : system_trouble();
	}
	if (move.lock_file >= 0)
		close(move.lock_file);
	if (move.log_file >= 0)
		close(move.log_file);
	free(move.path);
	free(move.lock);
	free(move.log);
	return code;
}
