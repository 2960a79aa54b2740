/* undone - the last act taken back, or brought again, and said: "Undone: your proposal · §12"
 *
 * What was done before this window was opened may be long agreed upon: that is asked about first.
 */
#ifndef VIEWS_UNDONE_H
#define VIEWS_UNDONE_H

#include "views/session.h"

/* Whether the act that undoing would take back now is such an older one: then the question stands on the stack, for
 * `purpose`, and its answer may call undone_run(). */
bool undone_asks(struct session *session, int purpose);
/* False when there was nothing, or it failed: a message has said so. *subject is the subject of the act's commit, yours
 * (NULL when false): where it was. */
bool undone_run(char **subject, struct session *session, bool redo);

#endif
