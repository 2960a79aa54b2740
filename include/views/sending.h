/* sending - the key v: what others have sent is fetched and what one has written is sent, while one goes on reading
 *
 * git runs beside the screen; the status row tells how far it is, Esc stops it. Where it has to ask for a password the
 * screen is left for the terminal, and comes back afterwards; never while somebody types. With a setting of the user's
 * own (sync.every = MINUTES) it also goes by itself, and then asks nothing.
 */
#ifndef VIEWS_SENDING_H
#define VIEWS_SENDING_H

#include "act/updating.h"
#include "views/session.h"

struct sending;

struct sending *sending_new(struct session *session) MUST_CHECK;
/* Ends what runs. */
void sending_free(struct sending *sending);

/* Begins; says so where there is nobody to send to, or one is under way already. */
void sending_start(struct sending *sending);
/* True when one was under way, which is stopped. */
bool sending_stop(struct sending *sending);
bool sending_runs(const struct sending *sending);
/* "Sending to origin … 45 %" for the status row; adds nothing when none is under way. */
void sending_say(struct buffer *out, const struct sending *sending);
/* Goes on with the words that settle what two machines of one's own have written (copied). */
void sending_settle(struct sending *sending, const struct settlement *settlements, size_t count);

#endif
