/* texts - the drafts as they are after one branch more, and one more
 *
 * For intake.c.
 */
#ifndef ACT_TEXTS_H
#define ACT_TEXTS_H

#include "act/applying.h"
#include "review/putting.h"

/* A draft that a branch has changed. */
struct rendition {
	const char *path; /* borrowed from the report */
	struct oid blob;
	struct draft *draft; /* where versions are kept, else NULL */
	struct buffer bytes; /* where they are not */
};

struct renditions {
	struct rendition *items;
	size_t count, capacity;
};

struct texts {
	const struct apply_report *report;
	bool keep;
	struct filling **fillings; /* of each draft */
};

void texts_open(struct texts *out, const struct apply_report *report, bool keep);
void texts_close(struct texts *texts);

/* Adds those that what is taken of this reviewer changes. */
const struct fault *texts_take(struct renditions *out, struct texts *texts, const char *reviewer) MUST_CHECK;
struct text rendition_text(const struct rendition *rendition);
void renditions_clear(struct renditions *renditions);

#endif
