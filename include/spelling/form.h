/* form - an inclusive form cut into its parts: résident, e, s
 *
 * The parts are those of the token in small letters; where these take other bytes than the token does (İ), the parts
 * are not where they are said to be: compare the sizes.
 */
#ifndef SPELLING_FORM_H
#define SPELLING_FORM_H

#include <stdbool.h>

#include "base/buffer.h"
#include "spelling/joint.h"

enum { FORM_PARTS = 4 };

struct form {
	enum joint joint; /* of the first cut; JOINT_DOT with another sign among them is JOINT_OTHER */
	struct buffer lower;
	size_t start[FORM_PARTS + 1], end[FORM_PARTS + 1]; /* bytes of the token, and of `lower` */
	size_t count;                                      /* of parts; more than FORM_PARTS: too many */
	bool hollow;                                       /* an empty part */
};

/* Cuts the token at each joint of that kind; one that has none has one part or none, and no joint. */
void form_cut(struct form *out, struct text token, enum joint by);
void form_clear(struct form *form);

/* A part, in small letters. */
struct text form_part(const struct form *form, size_t i);

#endif
