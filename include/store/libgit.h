/* libgit - what the files of this folder share of libgit2; private to src/store
 *
 * Nothing outside `store` includes this header: <git2.h> stays in one folder.
 */
#ifndef STORE_LIBGIT_H
#define STORE_LIBGIT_H

#include <git2.h>

#include "base/clock.h"
#include "store/repository.h"

_Static_assert(sizeof(struct oid) == sizeof(git_oid), "both are 20 bytes");

struct commit_lock;
struct batch;
struct ancestry;

struct repository {
	git_repository *git;
	git_odb *odb;
	char *folder;              /* the common git directory: what all working trees of a repository share */
	char *work_tree;           /* NULL: bare */
	bool shared;               /* core.sharedRepository: several users write to it */
	struct commit_lock *locks; /* branches this process holds a queue place for */
	struct batch *batch;       /* part of `odb`; NULL until something is written */
	struct ancestry *ancestry; /* NULL until a walk is asked for */
};

static inline git_oid libgit_oid(const struct oid *oid)
{
	git_oid out;
	memcpy(&out, oid, sizeof out);
	return out;
}

static inline struct oid libgit_oid_from(const git_oid *oid)
{
	struct oid out;
	memcpy(&out, oid, sizeof out);
	return out;
}

/* What libgit2's last error says, safe to show, yours. */
char *libgit_words(void) MUST_CHECK;

/* The formatted text, then ": " and libgit2's words. MISSING, BUSY, CONFLICT and FORBIDDEN by `code`, else GIT. */
const struct fault *libgit_fault(int code, const char *format, ...) FORMAT(2, 3) MUST_CHECK;

/* Calls visit() for each variable named remote.NAME.`key`, until it says false. libgit2's own ways to list remotes
 * match regular expressions, and 1.5 leaks 20 KiB for each variable that does not match. */
void libgit_each_remote(git_config *config, const char *key,
	bool (*visit)(void *context, struct text name, const char *value), void *context);

/* A signature that git takes: without what it allows in no name; never empty. */
int libgit_signature(git_signature **out, const char *name, const char *email, struct moment when);

/* Whether a path of a tree may be followed: no empty, ".", "..", ".git" component, no invalid UTF-8. */
bool libgit_path_is_plain(const char *path);

#endif
