/* settings - a settings file in git-config syntax: one's own, or the one of a server's repository
 *
 * Only files named by the caller are read: what a person wants is never asked of a repository's own configuration,
 * which many people may share. A server's is its administrator's.
 */
#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

#include "base/buffer.h"

/* The value of "section.sub.section.key" in the file at `path`, yours; NULL when the file or the key is absent, or the
 * file cannot be read. */
char *settings_find(const char *path, const char *name) MUST_CHECK;
/* Sets it, or takes it out where `value` is NULL; makes the file and its folder (0700) if missing. */
const struct fault *settings_set(const char *path, const char *name, const char *value) MUST_CHECK;

#endif
