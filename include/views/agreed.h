/* agreed - agreed terms looked for behind the screen's back: one thread, two dictionaries, never a key that waits
 *
 * A paragraph and its translation are asked about, and answered when the answer is there; what was asked once is
 * remembered by its bytes. What of the list cannot be read, and a language without a dictionary, is said once.
 */
#ifndef VIEWS_AGREED_H
#define VIEWS_AGREED_H

#include "review/translation.h"
#include "spelling/glossary.h"
#include "views/loop.h"

struct agreed;

/* Never NULL; `heard` is called in the loop's thread after new answers. */
struct agreed *agreed_open(struct loop *loop, void (*heard)(void *context), void *context) MUST_CHECK;
void agreed_close(struct agreed *agreed);
/* The list, or the languages, may be others: cheap when they are not. */
void agreed_begin(struct agreed *agreed, const struct review *review, const struct translation *translation);
/* What there is to say of the two; NULL while nothing is known, and then it has been asked for. Good until the next
 * call but agreed_waiting(). */
const struct usage *agreed_look(struct agreed *agreed, struct text source, struct text words);
/* How many answers are still to come. */
size_t agreed_waiting(const struct agreed *agreed);

#endif
