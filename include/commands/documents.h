/* documents - what goes out with a circulated version, as files: for each draft its clean text and the comparison with
 *the version before; the report; and the table of what was said
 *
 *	declaration.fr.html		the text, each paragraph beside its number
 *	declaration.fr.comparison.html	what has changed since Rev. N-1 (from Rev. 2 on)
 *	report.html			the report for the Bureau (report.h)
 *	observations.html		what was said and what became of it (tabular.h); nothing the base does not hold
 */
#ifndef COMMANDS_DOCUMENTS_H
#define COMMANDS_DOCUMENTS_H

#include "review/review.h"

/* Writes those of the last circulated version into a folder, made where it is missing; files that are there are
 * replaced. Adds their names, one a line, safe to show. FAULT_MISSING: nothing has been circulated. */
const struct fault *documents_write(struct buffer *names, struct review *review, const char *folder) MUST_CHECK;

#endif
