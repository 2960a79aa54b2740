/* conversation_amendment - a proposal with what is decided and said of it, on paper */
#ifndef VIEWS_CONVERSATION_AMENDMENT_H
#define VIEWS_CONVERSATION_AMENDMENT_H

#include "review/review.h"
#include "views/seals.h"

/* Adds it. `seals` as in conversation_thread.h: the review may be another than the session's. */
void conversation_amendment(struct paper *paper, struct seals *seals, const struct review *review, size_t amendment);

#endif
