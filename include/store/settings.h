/* settings - one's own settings file, in git-config syntax
 *
 * Only files named here are read; never the repository's own configuration, which many people may share.
 */
#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

#include "base/buffer.h"

/* The value of "section.sub.section.key" in the file at `path`, yours; NULL when the file or the key is absent, or the
 * file cannot be read. */
char *settings_find(const char *path, const char *name) MUST_CHECK;
/* Sets it; makes the file and its folder (0700) if missing. */
const struct fault *settings_set(const char *path, const char *name, const char *value) MUST_CHECK;

#endif
