/* changes - what differs between texts whose words stand once, by the rules of text/wordmerge.h
 *
 * Words that both have, in the order of both, are where they were; a mark between paragraphs is a word like others.
 */
#ifndef ORACLE_CHANGES_H
#define ORACLE_CHANGES_H

#include "oracle/model.h"

/* Whether the words that two versions change overlap or touch, and are not the same change. */
bool changes_collide(const struct model_words *base, const struct model_words *x, const struct model_words *y);
/* Base words with what sides change of them; they do not collide. What several change alike goes in once. */
void changes_put(
	struct model_words *out, const struct model_words *base, const struct model_words **sides, size_t count);
/* Whether the words that both have stand in one order. */
bool changes_in_order(const struct model_words *old, const struct model_words *new);

#endif
