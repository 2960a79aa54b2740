/* unfinished - texts being typed (« brouillons »), kept in the journal until they are saved or thrown away
 *
 * Private to (uid, reviewer): written while one types, offered again at the next start, gone when the act is saved.
 */
#ifndef ACT_UNFINISHED_H
#define ACT_UNFINISHED_H

#include "act/record.h"

enum unfinished_kind {
	UNFINISHED_REMARK,
	UNFINISHED_REPLY,
	UNFINISHED_AMENDMENT,
	UNFINISHED_INSERTION,
	UNFINISHED_ANSWER,
	UNFINISHED_DECISION
};

struct unfinished {
	char *name; /* of its journal entry */
	char *reviewer;
	enum unfinished_kind kind;
	char *draft;      /* path */
	char *blob;       /* hex oid of the draft it was begun on */
	size_t paragraph; /* 1-based in that blob; 0: the whole document */
	char *target;     /* REPLY: UUID; ANSWER, INSERTION: amendment name; DECISION: see views/amend.h; else NULL */
	char *quote;      /* words chosen, or NULL */
	size_t quote_start_points, quote_end_points;
	bool question;
	char *tags;          /* blank-separated, or NULL */
	char *text, *reason; /* reason of an amendment, or NULL */
	char *known;         /* digests of the others' proposals that its author had seen, a line each; or NULL */
	struct moment when;
};

struct unfinished_list {
	struct unfinished *items; /* oldest first */
	size_t count, capacity;
};

/* The identity's unfinished texts that no open editor holds. */
const struct fault *recovery_list(struct unfinished_list *out, struct review *review) MUST_CHECK;
void unfinished_list_clear(struct unfinished_list *list);
void unfinished_clear(struct unfinished *unfinished);

/* A text being typed: begun when an editor opens, kept while one types, done when it was saved. */
struct recovery_text;
/* `taken`: NULL, or the name of an unfinished text that goes on (FAULT_BUSY: open in another window;
 * FAULT_FORBIDDEN: not one of this reviewer's). FAULT_SYSTEM: no
 * room on the disk; the editor says so and goes on. */
const struct fault *recovery_begin(struct recovery_text **out, struct review *review, const char *taken) MUST_CHECK;
/* Writes it as it is now, synced. An empty text removes it. */
const struct fault *recovery_keep(struct recovery_text *text, const struct unfinished *now) MUST_CHECK;
/* Saved: it goes. */
void recovery_done(struct recovery_text *text);
/* Left: it stays, and is offered again. */
void recovery_leave(struct recovery_text *text);
/* Throws one away by name. FAULT_FORBIDDEN: not one of this reviewer's. */
const struct fault *recovery_drop(struct review *review, const char *name) MUST_CHECK;

#endif
