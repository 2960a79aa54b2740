/* tag - HTML and XML within a text: tags, comments, entities
 *
 * Looks at one place and says where what begins there ends, as CommonMark reads raw HTML. Contents of elements that
 * hold no prose (code, pre, script, style, kbd, samp, var, tt, textarea) belong to their tag.
 */
#ifndef SPELLING_TAG_H
#define SPELLING_TAG_H

#include <stdbool.h>

#include "base/buffer.h"

enum { TAG_RAW = 9 };

/* What is known not to come any more, so that no text makes it search twice; zeroed for each text. */
struct tag_search {
	bool no_comment_end, no_instruction_end, no_raw_end[TAG_RAW];
};

/* The end of the tag, comment or instruction whose `<` is at byte `at`; `at` when it is none. */
size_t tag_end(struct tag_search *search, struct text text, size_t at);
/* The end of the entity whose `&` is at byte `at` (&nbsp; &#160; &#xa0;); `at` when it is none. */
size_t tag_entity_end(struct text text, size_t at);

#endif
