#include "store/journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/disk.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/place.h"
#include "base/worker.h"

enum { MOST_ENTRY = 64 << 20, LONGEST_NAME = 200, LEFTOVER_SECONDS = 60, TRIES = 10 };

struct journal {
	char *folder;    /* where entries are written */
	char *elsewhere; /* where they were written while the repository was read-only or its disk full; NULL */
	char *state;     /* the folder of journal_private() */
};

struct journal_entry {
	char *path;
	char *spare;              /* where it goes when the disk of `path` is full */
	int descriptor;           /* flocked: the file that stands at `path` now */
	struct worker_step *step; /* while it is begun in another thread, which has all of it meanwhile */
	struct buffer bytes;      /* of that */
	enum fault_kind kind;     /* why it could not be begun */
	char *trouble;            /* NULL: it could */
};

static bool name_is_fine(const char *name)
{
	size_t size = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-");
	return name[0] != '.' && size > 0 && size <= LONGEST_NAME && !name[size];
}

static const struct fault *bad_name(const char *name)
{
	return fault_new(FAULT_MALFORMED, _("%s is no name of a journal entry"), name);
}

/* Ours, and nobody else's to look into. */
static const struct fault *folder_claim(const char *folder)
{
	struct stat about;
	const struct fault *fault = file_make_folder(folder, 0700);
	if (fault)
		return fault;
	if (lstat(folder, &about) != 0)
		return fault_system(_("cannot open the folder %s"), folder);
	if (!S_ISDIR(about.st_mode) || about.st_uid != geteuid())
		return fault_new(FAULT_FORBIDDEN, _("%s is not a folder of your own"), folder);
	if ((about.st_mode & 077) && chmod(folder, 0700) != 0)
		return fault_system(_("cannot make the folder %s private"), folder);
	return NULL;
}

/* Temporary files of writers that died; a live writer's are locked. */
static void folder_sweep(const char *folder)
{
	DIR *stream = opendir(folder);
	for (struct dirent *entry; stream && (entry = readdir(stream));) {
		struct stat about;
		if (entry->d_name[0] != '.' || entry->d_type == DT_DIR)
			continue;
		int descriptor = openat(dirfd(stream), entry->d_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
		if (descriptor < 0)
			continue;
		if (fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) &&
			time(NULL) - about.st_mtime > LEFTOVER_SECONDS && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
			unlinkat(dirfd(stream), entry->d_name, 0);
		close(descriptor);
	}
	if (stream)
		closedir(stream);
}

/* "$XDG_STATE_HOME/paraphe/KIND/HASH-OF-GITDIR" */
static char *home_take(const char *kind, const char *gitdir)
{
	char digest[DIGEST_HEX];
	digest_text(digest, text_of(gitdir));
	char *name = memory_format("%s/%s", kind, digest), *path = place_state(name);
	free(name);
	return path;
}

/* In the git directory where we may, else in the user's own state. */
static const struct fault *folders_choose(struct journal *journal, struct repository *repository)
{
	const char *gitdir = repository_folder(repository);
	unsigned int uid = (unsigned int)geteuid();
	char *inside = memory_format("%s/paraphe/journal/%u", gitdir, uid);
	char *home = home_take("journal", gitdir);
	const struct fault *fault = NULL;
	bool writable = repository_writable(repository);
	if (writable)
		fault = folder_claim(inside);
	if (writable && !fault) {
		journal->folder = inside;
		journal->elsewhere = home;
		journal->state = memory_format("%s/paraphe/state/%u", gitdir, uid);
		return NULL;
	}
	/* Whatever keeps us out of there, the text must lie somewhere. */
	fault_ignore(fault);
	journal->folder = home;
	journal->elsewhere = inside;
	journal->state = home_take("state", gitdir);
	return folder_claim(home);
}

const struct fault *journal_open(struct journal **out, struct repository *repository)
{
	struct journal *journal = memory_new(1, sizeof *journal);
	const struct fault *fault = folders_choose(journal, repository);
	if (fault) {
		journal_close(journal);
		journal = NULL;
	} else {
		folder_sweep(journal->folder);
	}
	*out = journal;
	return fault;
}

void journal_close(struct journal *journal)
{
	if (!journal)
		return;
	free(journal->folder);
	free(journal->elsewhere);
	free(journal->state);
	free(journal);
}

static char *folder_take(const char *path)
{
	return memory_copy(path, (size_t)(strrchr(path, '/') - path));
}

/* Where the file system has no RENAME_NOREPLACE, looking first must do: names are UUIDs. */
static int rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (file_exists(to)) {
		errno = EEXIST;
		return -1;
	}
	return rename(from, to);
}

static bool disk_is_full(int number)
{
	return number == ENOSPC || number == EDQUOT;
}

/* The path is long, the reason is what somebody at a narrow screen has to see. */
static const struct fault *cannot_write(const char *path)
{
	if (disk_is_full(errno))
		return fault_new(FAULT_SYSTEM, _("the disk is full: make room, then try again (%s)"), path);
	return fault_system(_("the journal %s cannot be written"), path);
}

/* The new file is locked before it gets the entry's name: at no moment can somebody else lock the entry. On failure
 * errno is what was in the way. */
static const struct fault *entry_write_here(struct journal_entry *entry, struct text bytes, bool new)
{
	const struct fault *fault = NULL;
	int number = 0;
	size_t size = (size_t)(strrchr(entry->path, '/') + 1 - entry->path);
	char *temporary = memory_format("%.*s.%s.%d", (int)size, entry->path, entry->path + size, (int)getpid());
	int descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (descriptor < 0 || flock(descriptor, LOCK_EX | LOCK_NB) != 0 || disk_write(descriptor, bytes) != 0 ||
		fsync(descriptor) != 0) {
		number = errno;
		fault = cannot_write(entry->path);
		goto done;
	}
	if ((new ? rename_new(temporary, entry->path) : rename(temporary, entry->path)) != 0) {
		number = errno;
		fault = errno == EEXIST
				? fault_new(FAULT_CONFLICT, _("the journal has an entry %s already"), entry->path)
				: cannot_write(entry->path);
		goto done;
	}
	if (entry->descriptor >= 0)
		close(entry->descriptor);
	entry->descriptor = descriptor;
	descriptor = -1;
	if (disk_sync_folder_of(entry->path) != 0)
		fault = fault_system(_("cannot make sure that %s is on disk"), entry->path);
done:
	if (descriptor >= 0) {
		unlink(temporary);
		close(descriptor);
	}
	free(temporary);
	errno = number;
	return fault;
}

/* Where the repository's disk is full, what somebody types still goes to their own: nothing else may keep it. */
static const struct fault *entry_write(struct journal_entry *entry, struct text bytes, bool new)
{
	const struct fault *fault = entry_write_here(entry, bytes, new);
	if (!fault || !entry->spare || !disk_is_full(errno))
		return fault;
	char *folder = folder_take(entry->spare);
	struct journal_entry spare = {.path = entry->spare, .descriptor = -1};
	const struct fault *trouble = folder_claim(folder);
	if (!trouble)
		trouble = entry_write_here(&spare, bytes, true);
	free(folder);
	if (trouble) {
		fault_ignore(trouble);
		return fault;
	}
	fault_ignore(fault);
	if (entry->descriptor >= 0) {
		unlink(entry->path); /* the older words */
		close(entry->descriptor);
	}
	free(entry->path);
	entry->path = spare.path;
	entry->descriptor = spare.descriptor;
	entry->spare = NULL;
	return NULL;
}

static void entry_free(struct journal_entry *entry)
{
	if (entry->descriptor >= 0)
		close(entry->descriptor);
	buffer_clear(&entry->bytes);
	free(entry->trouble);
	free(entry->path);
	free(entry->spare);
	free(entry);
}

static struct journal_entry *entry_new(const char *folder, const char *spare, const char *name)
{
	struct journal_entry *entry = memory_new(1, sizeof *entry);
	entry->path = memory_format("%s/%s", folder, name);
	entry->spare = spare ? memory_format("%s/%s", spare, name) : NULL;
	entry->descriptor = -1;
	return entry;
}

/* In another thread, where faults do not outlive it. */
static void write_beside(void *context)
{
	struct journal_entry *entry = context;
	const struct fault *fault = entry_write(entry, buffer_text(&entry->bytes), true);
	entry->kind = fault ? fault_kind(fault) : FAULT_SYSTEM;
	entry->trouble = fault ? memory_string(fault_text(fault)) : NULL;
}

const struct fault *journal_start(
	struct journal_entry **out, struct journal *journal, const char *name, struct text bytes)
{
	*out = NULL;
	if (!name_is_fine(name))
		return bad_name(name);
	*out = entry_new(journal->folder, journal->elsewhere, name);
	buffer_add(&(*out)->bytes, bytes);
	(*out)->step = worker_beside(write_beside, *out);
	return NULL;
}

static void join(struct journal_entry *entry)
{
	if (entry->step)
		worker_join(entry->step);
	entry->step = NULL;
}

const struct fault *journal_settle(struct journal_entry *entry)
{
	if (!entry)
		return NULL;
	join(entry);
	return entry->trouble ? fault_new(entry->kind, "%s", entry->trouble) : NULL;
}

const struct fault *journal_begin(
	struct journal_entry **out, struct journal *journal, const char *name, struct text bytes)
{
	*out = NULL;
	if (!name_is_fine(name))
		return bad_name(name);
	struct journal_entry *entry = entry_new(journal->folder, journal->elsewhere, name);
	const struct fault *fault = entry_write(entry, bytes, true);
	if (fault)
		entry_free(entry);
	else
		*out = entry;
	return fault;
}

const struct fault *journal_update(struct journal_entry *entry, struct text bytes)
{
	return entry_write(entry, bytes, false);
}

void journal_end(struct journal_entry *entry)
{
	if (!entry)
		return;
	join(entry);
	/* Not synced: if a power cut brings the entry back, replay finds its act done. */
	if (entry->descriptor >= 0)
		unlink(entry->path);
	entry_free(entry);
}

void journal_leave(struct journal_entry *entry)
{
	if (!entry)
		return;
	join(entry);
	entry_free(entry);
}

static const struct fault *list_add(struct file_names *out, const char *folder)
{
	struct file_names names = {0};
	const struct fault *fault = file_list(&names, folder);
	for (size_t i = 0; i < names.count; i++)
		if (name_is_fine(names.names[i]))
			*ARRAY_ADD(out->names, out->count, out->capacity) = memory_string(names.names[i]);
	file_names_clear(&names);
	return fault;
}

static int name_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

const struct fault *journal_list(struct file_names *out, struct journal *journal)
{
	const struct fault *fault = list_add(out, journal->folder);
	if (fault)
		return fault;
	/* There may be nothing there, or nothing we may see. */
	fault_ignore(list_add(out, journal->elsewhere));
	if (out->count)
		qsort(out->names, out->count, sizeof *out->names, name_compare);
	return NULL;
}

/* 1: locked, 0: its writer put a new file there meanwhile, -1: errno. */
static int lock_present(int descriptor, const char *path)
{
	struct stat held, named;
	if (flock(descriptor, LOCK_EX | LOCK_NB) != 0 || fstat(descriptor, &held) != 0 || lstat(path, &named) != 0)
		return -1;
	return held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

static const struct fault *entry_open(struct journal_entry *entry)
{
	struct stat about;
	for (int i = 0; i < TRIES; i++) {
		entry->descriptor = open(entry->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
		if (entry->descriptor < 0 && (errno == ELOOP || errno == EACCES || errno == ENXIO))
			return fault_new(FAULT_FORBIDDEN, _("%s is no journal entry of yours"), entry->path);
		if (entry->descriptor < 0 || fstat(entry->descriptor, &about) != 0)
			return fault_system(_("the journal entry %s cannot be read"), entry->path);
		if (!S_ISREG(about.st_mode) || about.st_uid != geteuid())
			return fault_new(FAULT_FORBIDDEN, _("%s is no journal entry of yours"), entry->path);
		int locked = lock_present(entry->descriptor, entry->path);
		if (locked > 0)
			return NULL;
		if (locked < 0 && errno != EWOULDBLOCK)
			return fault_system(_("the journal entry %s cannot be read"), entry->path);
		if (locked < 0)
			break;
		close(entry->descriptor);
		entry->descriptor = -1;
	}
	return fault_new(FAULT_BUSY, _("another paraphe is working on %s"), entry->path);
}

static const struct fault *entry_read(struct buffer *out, struct journal_entry *entry)
{
	struct stat about;
	if (fstat(entry->descriptor, &about) != 0)
		return fault_system(_("the journal entry %s cannot be read"), entry->path);
	if (about.st_size > MOST_ENTRY)
		return fault_new(FAULT_MALFORMED, _("the journal entry %s is too large"), entry->path);
	buffer_reserve(out, (size_t)about.st_size);
	for (size_t left = (size_t)about.st_size; left;) {
		ssize_t size = read(entry->descriptor, out->bytes + out->size, left);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			return fault_system(_("the journal entry %s cannot be read"), entry->path);
		if (size == 0)
			break;
		out->size += (size_t)size;
		left -= (size_t)size;
	}
	return NULL;
}

const struct fault *journal_take(
	struct journal_entry **out, struct buffer *bytes, struct journal *journal, const char *name)
{
	*out = NULL;
	if (!name_is_fine(name))
		return bad_name(name);
	struct journal_entry *entry = entry_new(journal->folder, journal->elsewhere, name);
	if (!file_exists(entry->path)) {
		struct journal_entry *other = entry_new(journal->elsewhere, NULL, name);
		struct journal_entry *unused = file_exists(other->path) ? entry : other;
		entry = unused == other ? entry : other;
		entry_free(unused);
	}
	const struct fault *fault = entry_open(entry);
	if (!fault)
		fault = entry_read(bytes, entry);
	if (fault)
		entry_free(entry);
	else
		*out = entry;
	return fault;
}

const struct fault *journal_private(char **out, struct journal *journal, const char *name)
{
	*out = NULL;
	if (!name_is_fine(name))
		return bad_name(name);
	const struct fault *fault = folder_claim(journal->state);
	if (!fault)
		*out = memory_format("%s/%s", journal->state, name);
	return fault;
}
