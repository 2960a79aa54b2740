/* gitwords - what git said, told apart
 *
 * git is run with English words (store/relay.h); those of ssh and of the other side come as they are. Everything added
 * to a buffer here is safe to show.
 */
#ifndef ACT_GITWORDS_H
#define ACT_GITWORDS_H

#include "base/buffer.h"

enum git_trouble {
	GIT_OTHER,
	GIT_OFFLINE,   /* nobody answers: no network, no such machine now */
	GIT_ASKS,      /* somebody would have to be asked for a password, or whether a machine is the right one */
	GIT_GONE,      /* what answers has no such repository, or does not let us see it */
	GIT_NO_BASE,   /* there is no such branch over there */
	GIT_LACKS,     /* a bundle builds on what is not here */
	GIT_CUT,       /* what came is not whole */
	GIT_NO_BUNDLE, /* a file is no bundle */
	GIT_PROTOCOL,  /* an address of a kind that is not used */
};

enum git_trouble gitwords_trouble(struct text errors);
/* Adds the sentences of standard error without progress, " · " between them, at most some hundred bytes. */
void gitwords_errors(struct buffer *out, struct text errors);
/* Adds what the other side's own program said ("remote: ..."), likewise. */
void gitwords_remote(struct buffer *out, struct text errors);
/* How far the work is that git reports last, in per cent; -1: it says nothing of it. */
int gitwords_progress(struct text errors);

/* What `push --porcelain` says of the branch `ref` on the other side. */
enum git_push {
	PUSH_SENT,
	PUSH_REFUSED, /* the other side's rules say no */
	PUSH_BEHIND,  /* something has been sent there that is not here yet */
	PUSH_UNSAID
};
enum git_push gitwords_push(struct text porcelain, const char *ref);

#endif
