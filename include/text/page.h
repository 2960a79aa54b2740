/* page - an HTML page that needs nothing else: no script, no picture, no network
 *
 * For a browser, a word processor and paper.
 */
#ifndef TEXT_PAGE_H
#define TEXT_PAGE_H

#include "base/buffer.h"

/* Title and language are untrusted. */
void page_open(struct buffer *out, const char *language, const char *title);
void page_close(struct buffer *out);

#endif
