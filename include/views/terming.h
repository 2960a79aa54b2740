/* terming - a wording for the agreed terms, asked for in two lines: the term in the source, how it is rendered */
#ifndef VIEWS_TERMING_H
#define VIEWS_TERMING_H

#include "review/translation.h"
#include "views/session.h"

/* Zeroed: nothing has been asked. */
struct terming {
	char *words; /* the term; NULL: asked for first */
};

/* Asks for the term; the view on top hears of the answer under `purpose`. */
void terming_ask(struct terming *terming, struct session *session, const struct translation *translation, int purpose);
/* The answer to that: asks for the rendering under `purpose`, or saves (one commit) and says so. */
void terming_answer(struct terming *terming, struct session *session, const struct translation *translation,
	struct view_result result, int purpose);
void terming_clear(struct terming *terming);

#endif
