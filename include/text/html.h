/* html - an HTML page that needs nothing else: no script, no picture, no network
 *
 * For a browser, a word processor and paper.
 */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buffer.h"

/* Title and language are untrusted. */
void html_open(struct buffer *out, const char *language, const char *title);
void html_close(struct buffer *out);

#endif
