/* ahead - the drafts of the branches, some of them read before they are asked for
 *
 * Reading an object waits for memory and for zlib: many are read by two threads, each with a repository of its own.
 */
#ifndef REVIEW_AHEAD_H
#define REVIEW_AHEAD_H

#include "review/work.h"

/* The blob of the draft on a reviewer's branch; zero where it is the base's, or not there. It and those of the next
 * reviewers are read then, where they are not known. */
const struct fault *ahead_blob(struct oid *out, struct review *review, size_t reviewer) MUST_CHECK;
/* The bytes of a blob that has been read, yours; false where it has not. */
bool ahead_take(struct buffer *out, struct review_work *work, const struct oid *blob);
/* Another look at all branches begins. */
void ahead_renew(struct review_work *work);
void ahead_forget(struct review_work *work);

#endif
