/* conversation_thread - a remark with all that is said to it, on paper
 *
 * Behind each one what is to be said of its signature. `seals` are the session's; NULL where the review is another:
 * then nothing is said of that.
 */
#ifndef VIEWS_CONVERSATION_THREAD_H
#define VIEWS_CONVERSATION_THREAD_H

#include "review/review.h"
#include "views/seals.h"

/* Adds a root remark with all that is said to it. */
void conversation_thread(struct paper *paper, struct seals *seals, const struct review *review, size_t root);
/* Adds "Sherpa B · an association · question [open] 12:04". */
void conversation_head(struct paper *paper, struct seals *seals, const struct review *review, size_t remark);
/* Adds the replies to a root, a line each. */
void conversation_replies(struct paper *paper, struct seals *seals, const struct review *review, size_t root);
/* Adds " · after the deadline". */
void conversation_late(struct paper *paper);

#endif
