/* serving - a bare repository made a server: its settings, and the hook that asks who may write what
 *
 * git calls the hook before it takes a push (pre-receive); the hook is this program (review/admission.h). Beside it
 * git's own guards: what arrives is checked as an object, nothing is rewritten or deleted, a push has a largest size,
 * every move of a branch is logged, what is taken is synced to disk.
 */
#ifndef ACT_SERVING_H
#define ACT_SERVING_H

#include "store/repository.h"

/* `program`: what the hook runs, an absolute path. Again is fine: everything is as it should be then. FAULT_CONFLICT:
 * no bare repository, or it has another pre-receive hook already. */
const struct fault *serving_install(struct repository *repository, const char *program) MUST_CHECK;

/* A setting of the server's repository: "paraphe.address". Its value is yours; NULL when it is unset. */
char *serving_setting(const struct repository *repository, const char *name) MUST_CHECK;
const struct fault *serving_set(const struct repository *repository, const char *name, const char *value) MUST_CHECK;

/* Adds a word as a shell takes it, in single quotes. */
void serving_quote(struct buffer *out, const char *word);

#endif
