/* journal - acts and unfinished texts, on disk before anything else is done
 *
 * Entries are files paraphe/journal/UID/UUID.json in the git directory (folder 0700, file 0600, written atomically and
 * synced), or, where the repository is read-only, under $XDG_STATE_HOME/paraphe/journal/HASH-OF-GITDIR/. The writer
 * keeps an entry flocked while it works on it; replay takes only entries it can lock, of its own uid. The bytes are the
 * caller's (JSON); names are [a-z0-9.-]+.
 */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include "base/file.h"
#include "store/repository.h"

struct journal;

const struct fault *journal_open(struct journal **out, struct repository *repository) MUST_CHECK;
void journal_close(struct journal *journal);

struct journal_entry; /* held: locked and known by name */

/* Writes a new entry and holds it. */
const struct fault *journal_begin(
	struct journal_entry **out, struct journal *journal, const char *name, struct text bytes) MUST_CHECK;
/* The same, beside what the caller does meanwhile: whether it is written, journal_settle() says. */
const struct fault *journal_start(
	struct journal_entry **out, struct journal *journal, const char *name, struct text bytes) MUST_CHECK;
/* Waits until the entry is on disk; why it is not, as often as it is asked. NULL is settled. */
const struct fault *journal_settle(struct journal_entry *entry) MUST_CHECK;
/* Replaces its bytes. */
const struct fault *journal_update(struct journal_entry *entry, struct text bytes) MUST_CHECK;
/* Done: the file goes; one that could not be written is only forgotten. */
void journal_end(struct journal_entry *entry);
/* Lets it be: the file stays for the next start, the lock goes. */
void journal_leave(struct journal_entry *entry);

/* Names of all entries, sorted. */
const struct fault *journal_list(struct file_names *out, struct journal *journal) MUST_CHECK;
/* Locks and reads one: FAULT_BUSY when its writer is alive, FAULT_MISSING when it is gone, FAULT_FORBIDDEN when it is
 * of another uid or no plain file. */
const struct fault *journal_take(
	struct journal_entry **out, struct buffer *bytes, struct journal *journal, const char *name) MUST_CHECK;

/* The path of a private file of this uid beside the journal, for reading positions and undo
 * ("paraphe/state/UID/NAME"); yours. Its folder is made if missing, the file is not. */
const struct fault *journal_private(char **out, struct journal *journal, const char *name) MUST_CHECK;

#endif
