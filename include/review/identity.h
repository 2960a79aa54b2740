/* identity - who is at the keyboard
 *
 * `--as`, else PARAPHE_AS, else the user's own $XDG_CONFIG_HOME/paraphe/identity, by repository (git-config syntax,
 * `[repository "GITDIR"]` with id, name, organisation, group); never the repository's own configuration. Someone not on
 * the roster may write: their annotations then carry organisation and group.
 */
#ifndef REVIEW_IDENTITY_H
#define REVIEW_IDENTITY_H

#include "review/consultation.h"

struct identity {
	char *id;                                     /* NULL: nobody yet; reading only */
	char *name, *organisation, *group, *language; /* last three may be NULL */
	char *email;                                  /* the global user.email, or ID@paraphe.invalid */
	enum role role;
	bool listed; /* on the roster */
	bool given;  /* from --as or PARAPHE_AS: never ask, never remember */
};

/* `as` NULL: look in the environment and in the user's file. No one found: out->id is NULL, and that is fine.
 * FAULT_MALFORMED: not an id. */
const struct fault *identity_find(struct identity *out, struct repository *repository,
	const struct consultation *consultation, const char *as) MUST_CHECK;
/* The same person for an id, on the roster or not. */
const struct fault *identity_make(
	struct identity *out, const struct consultation *consultation, const char *id, bool given) MUST_CHECK;
/* Remembers it for this repository. */
const struct fault *identity_save(const struct identity *identity, struct repository *repository) MUST_CHECK;
void identity_copy(struct identity *out, const struct identity *identity);
void identity_clear(struct identity *identity);

/* FAULT_FORBIDDEN with what to do when nobody is known. */
const struct fault *identity_need(const struct identity *identity) MUST_CHECK;

#endif
