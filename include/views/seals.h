/* seals - what is to be said of signatures, found out behind the screen's back
 *
 * A view asks while it draws, or makes a paper; what is not known yet is looked for while no key waits: commits are
 * read in slices, and a thread runs the programs that look into signatures, one after the other. The session tells the
 * views (view.h: verified) when there is more to say.
 */
#ifndef VIEWS_SEALS_H
#define VIEWS_SEALS_H

#include "review/signatures.h"
#include "views/loop.h"
#include "views/paper.h"

struct seals;

/* Never NULL; `heard` is called in the loop's thread when more is known. */
struct seals *seals_open(
	struct loop *loop, const struct review *review, void (*heard)(void *context), void *context) MUST_CHECK;
/* A program that runs just then is ended. */
void seals_close(struct seals *seals);
/* The review was loaded anew: what was asked for is forgotten (the views ask again), what is known is not. */
void seals_renew(struct seals *seals);

/* NULL: nothing is to be said, or nothing yet, and then it has been asked for. Good until the next call. */
const struct verdict *seals_of(struct seals *seals, enum signed_kind kind, size_t index);
/* Whether the secretariat entered an amendment for its reviewer; false also where that is not known yet, and then it
 * has been asked for. */
bool seals_entered(struct seals *seals, size_t amendment);
/* A slice of work; true: there is more. */
bool seals_slice(struct seals *seals);

enum seal_form { SEAL_TAIL, SEAL_BRACKETED };

/* Adds " · ■ signed", or " (■ signed)", where there is something to say. `seals` NULL: there is not. */
void seals_write(struct paper *paper, struct seals *seals, enum signed_kind kind, size_t index, enum seal_form form);

#endif
