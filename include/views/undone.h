/* undone - the last act taken back, or brought again, and said: "Undone: your proposal · §12" */
#ifndef VIEWS_UNDONE_H
#define VIEWS_UNDONE_H

#include "views/session.h"

/* False when there was nothing, or it failed: a message has said so. *subject is the subject of the act's commit, yours
 * (NULL when false): where it was. */
bool undone_run(char **subject, struct session *session, bool redo);

#endif
