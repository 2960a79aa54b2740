/* place - where a user's own files lie, and where the program's lie
 *
 * XDG Base Directory Specification: config, state and cache, each in a folder `paraphe`. Where HOME is unset the
 * password database is asked. Results are new strings, yours.
 */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

#include "base/fault.h"

/* "$XDG_CONFIG_HOME/paraphe/NAME", by default "~/.config/paraphe/NAME"; the folder is not made. */
char *place_config(const char *name) MUST_CHECK;
/* "$XDG_STATE_HOME/paraphe/NAME", by default "~/.local/state/paraphe/NAME". */
char *place_state(const char *name) MUST_CHECK;
/* "$XDG_CACHE_HOME/paraphe/NAME", by default "~/.cache/paraphe/NAME". */
char *place_cache(const char *name) MUST_CHECK;

/* The path of the program that is running; NULL where the system does not tell. */
char *place_program(void) MUST_CHECK;
/* A file the program came with: beside the executable's tree ("BUILD/../NAME", for names such as
 * "drafts/declaration.fr.md" or, for catalogues, "BUILD/NAME" first), else "PREFIX/share/paraphe/NAME". NULL when it
 * is in neither. */
char *place_share(const char *name) MUST_CHECK;

#endif
