/* conversation - the right pane: what is said about the selected paragraph
 *
 * Threads first (a root with its replies is one entry), then amendments (the same words by several people are one),
 * then the positions, then what was said about the other languages. The number before a thread is the one beside its
 * words in the text.
 */
#ifndef VIEWS_CONVERSATION_H
#define VIEWS_CONVERSATION_H

#include "review/filter.h"
#include "views/pane.h"
#include "views/paper.h"
#include "views/session.h"

enum subject_kind { SUBJECT_GENERAL, SUBJECT_QUESTION, SUBJECT_BLOCK, SUBJECT_MINE };

/* What a conversation is about: the selected item of the left pane. */
struct subject {
	enum subject_kind kind;
	size_t index; /* QUESTION: which; BLOCK: the block; MINE: the amendment's index */
};

enum entry_kind { ENTRY_THREAD, ENTRY_AMENDMENT, ENTRY_POSITIONS, ENTRY_TEXT };

struct entry {
	enum entry_kind kind;
	size_t index; /* root remark, or first of the same amendments */
	char id[160]; /* UUID, amendment name, "positions" or what the text is: found again after a reload */
	struct paper paper;
};

struct conversation {
	struct session *session;
	struct subject subject;
	struct filter *filter; /* borrowed; may be NULL */
	struct entry *entries;
	size_t count, capacity;
	size_t threads, amendments, positions; /* for the heading */
	struct pane pane;
	struct pane_source source;
	/* Makes the entries, for a pane that shows others or in another order; NULL: as above. */
	void (*make)(struct conversation *conversation, void *context);
	void *context;
};

/* Indexes of the root remarks on a subject, in the order shown; adds to `out` (an array of its owner) and counts. */
void conversation_threads(size_t **out, size_t *count, const struct review *review, const struct subject *subject,
	const struct filter *filter);

void conversation_open(struct conversation *conversation, struct session *session, struct filter *filter);
/* Makes the entries anew for a subject; the same subject as before keeps the selection by id. */
void conversation_show(struct conversation *conversation, const struct subject *subject);
void conversation_draw(struct conversation *conversation, struct area area, bool focus);
/* The selected entry, NULL when there is none. */
const struct entry *conversation_selected(const struct conversation *conversation);
/* Adds the positions on a block, those that lapsed with what has changed in the words since; how many hold. */
size_t conversation_positions(struct paper *paper, struct seals *seals, const struct review *review, size_t block);
void conversation_clear(struct conversation *conversation);

/* For `make`: each adds one entry (positions: none where there are none). A text of any sort is written by the caller,
 * into the entry's paper, before the next is added. */
void conversation_add_thread(struct conversation *conversation, size_t root, size_t number);
void conversation_add_amendment(struct conversation *conversation, size_t amendment, size_t number);
void conversation_add_positions(struct conversation *conversation);
/* What was said about this paragraph's other languages, as made there. */
void conversation_add_crossed(struct conversation *conversation);
struct entry *conversation_add_text(struct conversation *conversation, const char *id);

#endif
