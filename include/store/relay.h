/* relay - a git directory of our own, between the repository under review and the network
 *
 * git obeys the configuration of the repository it runs in, and some of that names programs: an ssh command, a
 * credential helper, a proxy, hooks, what serves the other side. So it never runs in the repository under review. It
 * runs here: in a folder made anew in its git directory, of which the configuration holds the remote's address and what
 * rewrites addresses, and nothing else. The user's own configuration (their keys, agents, helpers) counts as always.
 *
 * Objects go to and come from the repository itself. Branches do not: what arrives stands here under refs/in/, and who
 * opened the relay looks at it and moves what may be moved. In it the other side is called RELAY_REMOTE.
 */
#ifndef STORE_RELAY_H
#define STORE_RELAY_H

#include "store/branch.h"

#define RELAY_REMOTE "there"
#define RELAY_IN "refs/in/"

struct relay;

/* `remote` is one that is configured (FAULT_MISSING where it has no address). */
const struct fault *relay_open(struct relay **out, struct repository *repository, const char *remote) MUST_CHECK;
/* The same, as if nothing were here yet: for whoever cannot trust what is. */
const struct fault *relay_open_anew(struct relay **out, struct repository *repository, const char *remote) MUST_CHECK;
/* Between the repository and a file (a bundle), an absolute path. */
const struct fault *relay_open_file(struct relay **out, struct repository *repository, const char *path) MUST_CHECK;
/* The folder goes. NULL is fine. */
void relay_close(struct relay *relay);

/* The folder to start git in (-C), so that a relative address means what git takes it for. */
const char *relay_place(const struct relay *relay);
/* The address as it is written in the configuration. */
const char *relay_address(const struct relay *relay);
/* What git is to find in its environment, as child.h takes it; whether it may ask at the terminal. Borrowed. */
const char *const *relay_environment(struct relay *relay, bool asks);

/* Makes a ref in it, for a bundle: "heads/review/ana"; "heads/BASE" is what its HEAD names. */
const struct fault *relay_offer(struct relay *relay, const char *name, const struct oid *tip) MUST_CHECK;

struct relay_ref {
	char *name;     /* "heads/review/ana", "tags/rev/2" */
	struct oid tip; /* an object that may be no commit */
};

struct relay_refs {
	struct relay_ref *items; /* sorted by name */
	size_t count, capacity;
};

/* What has arrived. */
const struct fault *relay_refs(struct relay_refs *out, struct relay *relay) MUST_CHECK;
const struct relay_ref *relay_refs_find(const struct relay_refs *refs, const char *name);
void relay_refs_clear(struct relay_refs *refs);

#endif
