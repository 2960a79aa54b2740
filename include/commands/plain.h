/* plain - the review as plain text: what the screen shows, without a screen
 *
 * Title, deadline, notices; general remarks, then each guiding question with its answers; then paragraph by paragraph
 * the text and what is said on it. The same for `show`, `--plain`, and a standard output that is no terminal.
 */
#ifndef COMMANDS_PLAIN_H
#define COMMANDS_PLAIN_H

#include "commands/call.h"
#include "commands/listing.h"

/* Opens the review and adds all of it. */
const struct fault *plain_run(struct call *call) MUST_CHECK;
/* Adds an open review. */
void plain_write(struct buffer *out, const struct listing *listing);
/* Adds one paragraph. */
void plain_paragraph(struct buffer *out, const struct listing *listing, size_t block);
/* Adds title, draft, deadline and notices. */
void plain_header(struct buffer *out, const struct review *review);

#endif
