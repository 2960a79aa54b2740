/* owner - whose a repository is, and what its configuration asks of those who open it
 *
 * Private to src/store. git opens only one's own repositories (CVE-2022-24765); libgit2 asks the same, but its sentence
 * names a missing configuration value, it knows no "safe.directory = *", and it ignores core.sharedRepository. Source:
 * git-config(1) safe.directory and core.sharedRepository.
 */
#ifndef STORE_OWNER_H
#define STORE_OWNER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/fault.h"

struct owner {
	char *folder;  /* the git directory found, no final / */
	char *common;  /* the same, or what a linked working tree's points to */
	bool foreign;  /* the work tree or the git directory is another user's */
	bool shared;   /* core.sharedRepository gives its group (at least) the right to write */
	bool trusted;  /* open it although it is foreign: shared and we are in its group, or safe.directory is "*" */
	mode_t umask;  /* when shared */
	char *refused; /* the format extension (lower case) for which it cannot be opened; NULL */
};

/* Whether there is surely no repository in `path` (NULL: here) or above it: told without libgit2, which takes 3 ms and
 * 2 MiB to begin. */
bool owner_none(const char *path);
const struct fault *owner_missing(const char *path) MUST_CHECK;

/* Looks at the repository `path` lies in; FAULT_MISSING when there is none. */
const struct fault *owner_find(struct owner *out, const char *path) MUST_CHECK;
void owner_clear(struct owner *owner);

/* FAULT_FORBIDDEN: who owns it, and what to do. */
const struct fault *owner_fault(const struct owner *owner) MUST_CHECK;
/* Why its format cannot be opened; `refused` is set. */
const struct fault *owner_format_fault(const struct owner *owner) MUST_CHECK;

#endif
