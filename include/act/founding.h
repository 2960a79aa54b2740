/* founding - a new repository with its first commit on the base, checked out and clean */
#ifndef ACT_FOUNDING_H
#define ACT_FOUNDING_H

#include "store/commit.h"

struct founding_order {
	const char *folder;       /* made with its missing parents; an empty one is used */
	const char *base;         /* "main" */
	const char *name, *email; /* whose commit */
	const char *subject;
	const struct commit_file *files;
	size_t file_count;
};

/* FAULT_CONFLICT when the folder holds anything. *out (may be NULL) is the open repository. */
const struct fault *founding_make(struct repository **out, const struct founding_order *order) MUST_CHECK;

#endif
