/* syncing - what others have sent is fetched, what one has written oneself is sent
 *
 * Through the user's own git, in a relay (store/relay.h): no program that the repository's configuration names is run.
 * Fetched are the base, the branches of reviewers and the versions; nothing here is overwritten or deleted by it. Then
 * one's own branch takes in what another machine of one's own has sent, the local base follows where it can, and one's
 * own branch is sent, never forced and nothing else; the secretariat sends the base with it, its versions, and what it
 * entered for others: all at once, and where the other side does not take that, each by itself.
 *
 * A bundle is fetched from likewise, as from a remote called SYNC_BUNDLE. Anybody can make one, and call a branch in it
 * as they like: so it is only looked at first (exchange->claims), and taken once the one who opens it says so; a
 * secretary's clone of a server enters it (entering.h).
 *
 * git takes its time. syncing_advance() does what can be done now; when it says that there is more, the descriptor
 * becomes readable once it is to be called again. Whoever would rather wait calls syncing_run(). Every step that was
 * done is done, whatever becomes of the next: it can be stopped at any time, and tried again.
 */
#ifndef ACT_SYNCING_H
#define ACT_SYNCING_H

#include "act/exchange.h"

#define SYNC_BUNDLE "bundle"

struct syncing;

struct sync_order {
	const char *file;   /* in the remote's place: a bundle (bundling.h), only fetched from; a path */
	bool accepts;       /* what it says is whose is taken for theirs; without it, it is only looked at */
	const char *remote; /* NULL: the one that counts (branch_remote) */
	bool asks;          /* git may ask for a password at the terminal, from the beginning */
	void (*tell)(const char *words); /* where it may ask: what it is about to do; or NULL */
};

/* FAULT_MISSING: there is no such remote, or none at all. */
const struct fault *syncing_open(
	struct syncing **out, struct review *review, const struct sync_order *order) MUST_CHECK;
/* Ends what runs. NULL is fine. */
void syncing_close(struct syncing *syncing);

/* A fault ends it; where exchange->trouble says ASKS or COLLIDES, syncing_ask() or syncing_settle() lets it go on. */
const struct fault *syncing_advance(struct syncing *syncing, bool *more) MUST_CHECK;
/* To the end; EXCHANGE_STOPPED where somebody asks to stop (interrupt.h). */
const struct fault *syncing_run(struct syncing *syncing) MUST_CHECK;
/* -1 while nothing is waited for. */
int syncing_descriptor(const struct syncing *syncing);
/* "Fetching from origin … 45 %"; adds. */
void syncing_say(struct buffer *out, const struct syncing *syncing);

/* From here on git may ask at the terminal, which is to be given over before it goes on. */
void syncing_ask(struct syncing *syncing);
/* The words that settle the collisions; borrowed until it ends. */
void syncing_settle(struct syncing *syncing, const struct settlement *settlements, size_t count);

/* What has come of it so far. */
const struct exchange *syncing_exchange(const struct syncing *syncing);

#endif
