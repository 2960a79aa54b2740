/* address - words that are addresses rather than prose
 *
 * URLs, e-mail addresses, @names, #hashtags, :shortcodes:, file paths and names, identifiers (snake_case, a::b,
 * --option, key=value). A sentence's own punctuation behind them is not theirs.
 */
#ifndef SPELLING_ADDRESS_H
#define SPELLING_ADDRESS_H

#include <stdbool.h>

#include "text/span.h"
#include "base/buffer.h"

/* Looks at the rest from `at` of a run of solid bytes (up to a blank, a bracket, a double quote, a guillemet, a
 * backtick or `|`). *end is the end of the run, found out where it is not beyond `at`. True: `found` is the first
 * address in it (a URL may reach beyond *end, over brackets of its own); look again from its end. False: there is none
 * in the run. */
bool address_find(struct span *found, size_t *end, struct text text, size_t at);

#endif
