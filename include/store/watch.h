/* watch - notices when another process moved a ref
 *
 * inotify on the git directory's packed-refs and its refs folders (as they appear). A change is a hint: compare
 * watch_fingerprint() to know. Where inotify is not to be had, the descriptor is -1 and watch_changed() compares
 * modification times, for a loop that asks every second.
 */
#ifndef STORE_WATCH_H
#define STORE_WATCH_H

#include "store/repository.h"

struct watch;

const struct fault *watch_open(struct watch **out, struct repository *repository) MUST_CHECK;
void watch_close(struct watch *watch);
int watch_descriptor(const struct watch *watch);
/* Drains the descriptor; whether any ref under refs/ now differs from the last call (the first call: from watch_open).
 */
bool watch_changed(struct watch *watch);

#endif
