/* branch - refs and the history they name
 *
 * A ref is shown and compared by full name. Ref names come from strangers: libgit2 allows U+202E and invalid UTF-8.
 */
#ifndef STORE_BRANCH_H
#define STORE_BRANCH_H

#include "base/clock.h"
#include "store/repository.h"

struct branch {
	char *ref;      /* "refs/heads/review/sherpa-a", "refs/remotes/origin/review/sherpa-a" */
	char *name;     /* "review/sherpa-a" */
	char *remote;   /* "origin"; NULL when local */
	struct oid tip; /* a commit */
};

struct branches {
	struct branch *items; /* sorted by name, local before remote */
	size_t count, capacity;
};

/* Local and remote-tracking branches whose name starts with `prefix` ("review/"). Broken refs are left out and counted
 * in *broken (may be NULL). */
const struct fault *branch_list(
	struct branches *out, struct repository *repository, const char *prefix, size_t *broken) MUST_CHECK;
/* What was kept when something else came in its place: refs/paraphe/kept/REMOTE/BRANCH/HEX, each with the branch's name
 * and its remote's; those that name no commit are left out. */
const struct fault *branch_kept(struct branches *out, struct repository *repository) MUST_CHECK;
void branches_clear(struct branches *branches);

/* The commit a ref (or any revision words when `words`) names; FAULT_MISSING. */
const struct fault *branch_find(struct oid *tip, struct repository *repository, const char *ref) MUST_CHECK;
const struct fault *branch_revision(struct oid *commit, struct repository *repository, const char *words) MUST_CHECK;
/* The branch HEAD names ("main"), yours, even unborn; NULL when detached. */
char *branch_head(struct repository *repository);
/* The remote that counts: the upstream's of `base`, else origin, else the only one; yours, NULL without. */
char *branch_remote(struct repository *repository, const char *base);

/* Whether `ancestor` is reachable from `tip` (or equal). */
bool branch_contains(struct repository *repository, const struct oid *tip, const struct oid *ancestor);

struct oids {
	struct oid *items;
	size_t count, capacity;
};
void oids_clear(struct oids *oids);
/* All best common ancestors, in oid order; none for unrelated histories. */
const struct fault *branch_bases(
	struct oids *out, struct repository *repository, const struct oid *a, const struct oid *b) MUST_CHECK;
/* First-parent chain from `tip` back to (and with) `until`, at most `most` commits; newest first. Stops quietly at a
 * shallow clone's edge. `until` NULL: to the root. */
const struct fault *branch_chain(struct oids *out, struct repository *repository, const struct oid *tip,
	const struct oid *until, size_t most) MUST_CHECK;

/* All commits that can be reached from `tip`, but from none of `known`. */
const struct fault *branch_unseen(
	struct oids *out, struct repository *repository, const struct oid *tip, const struct oids *known) MUST_CHECK;
/* How many these are. Where history ends before it meets what is known (a shallow clone), those in line with `tip` down
 * to the first of them. */
size_t branch_count_unseen(struct repository *repository, const struct oid *tip, const struct oids *known);
/* All commits that can be reached from `tip`, but not from `base`. */
const struct fault *branch_beyond(
	struct oids *out, struct repository *repository, const struct oid *tip, const struct oid *base) MUST_CHECK;

struct commit_facts {
	struct oid tree;
	struct oids parents;
	char *author_name, *author_email, *committer_name, *committer_email;
	struct moment when;      /* author's */
	char *subject, *message; /* the message whole, subject and trailers with it */
	char *act;               /* trailer Paraphe-Act; NULL */
	char *kind;              /* trailer Paraphe-Kind; NULL */
	char *undoes;            /* trailer Paraphe-Undoes; NULL */
	char *taken;             /* trailer Paraphe-Taken; NULL */
	bool is_signed;          /* it bears a signature, whatever that is worth */
};
const struct fault *branch_facts(
	struct commit_facts *out, struct repository *repository, const struct oid *commit) MUST_CHECK;
void commit_facts_clear(struct commit_facts *facts);

/* Tags named rev/N: the greatest N and its commit; 0 when there is none. */
unsigned int branch_revision_tag(struct oid *commit, struct repository *repository);
/* Whether a tag's name is that of a version: "rev/2". */
bool branch_is_version(const char *name);
/* The object that the tag of a version names (a tag object, or a commit); false where there is none. */
bool branch_version(struct oid *object, struct repository *repository, const char *name);
/* All tags rev/N that exist, ascending numbers; yours (free). */
unsigned int *branch_revision_tags(size_t *count, struct repository *repository);

#endif
