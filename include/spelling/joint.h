/* joint - the signs that join the parts of a French inclusive form
 *
 * `·` (U+00B7) is the house's. • U+2022, ⋅ U+22C5, ‧ U+2027, ・ U+30FB, ∙ U+2219 and U+0387 are the same sign, badly
 * chosen; brackets, full stops, hyphens and capitals stand for much else as well, and join only where nothing but known
 * endings is behind them.
 */
#ifndef SPELLING_JOINT_H
#define SPELLING_JOINT_H

#include <stdbool.h>

#include "base/buffer.h"

enum joint {
	JOINT_NONE,
	JOINT_DOT,    /* · */
	JOINT_OTHER,  /* • ⋅ ‧ ・ ∙ */
	JOINT_PAREN,  /* résident(e)s */
	JOINT_STOP,   /* résident.e.s */
	JOINT_HYPHEN, /* résident-e-s */
	JOINT_CAPITAL /* résidentEs */
};

/* The joint that begins at byte `at`, and its size; never JOINT_CAPITAL. */
enum joint joint_at(struct text token, size_t at, size_t *size);
/* Whether one of that kind is in the token; JOINT_OTHER counts as JOINT_DOT. */
bool joint_holds(struct text token, enum joint by);

/* Whether small letters are an ending as they stand in brackets, behind a full stop or a hyphen: e, trice, s, aux. */
bool joint_is_ending(struct text written);

/* How many bytes of an inclusive form go on behind byte `at`, the end of a run of letters: "·e·s" of résident·e·s,
 * "(e)s" of résident(e)s, ".e.s" where each part is a known ending (so that a full stop at the end of a sentence is
 * none); 0 where none does. For the tokeniser. */
size_t joint_more(struct text text, size_t at);

#endif
