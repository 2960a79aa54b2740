/* conversation_thread - a remark with all that is said to it, on paper */
#ifndef VIEWS_CONVERSATION_THREAD_H
#define VIEWS_CONVERSATION_THREAD_H

#include "review/review.h"
#include "views/paper.h"

/* Adds a root remark with all that is said to it. */
void conversation_thread(struct paper *paper, const struct review *review, size_t root);
/* Adds "Sherpa B · an association · question [open] 12:04". */
void conversation_head(struct paper *paper, const struct review *review, size_t remark);
/* Adds the replies to a root, a line each. */
void conversation_replies(struct paper *paper, const struct review *review, size_t root);
/* Adds " · after the deadline". */
void conversation_late(struct paper *paper);

#endif
