/* exchange - what fetching and sending has brought about */
#ifndef ACT_EXCHANGE_H
#define ACT_EXCHANGE_H

#include "act/updating.h"
#include "store/relay.h"

enum exchange_kind {
	SEND_BASE,     /* the draft, by the secretariat */
	SEND_REVISION, /* Rev. N */
	SEND_OWN,      /* what one wrote oneself */
	SEND_BEHALF    /* what the secretariat wrote for somebody */
};

enum exchange_fate { SEND_WAITS, SEND_DONE, SEND_REFUSED, SEND_BEHIND };

struct exchange_item {
	enum exchange_kind kind;
	char *name;          /* "heads/review/ana", "tags/rev/2" */
	struct oid old, new; /* there and here; `old` zero: not there yet */
	size_t acts;         /* commits that it brings; 0 for a version */
	enum exchange_fate fate;
	struct buffer why; /* refused: what the other side said, safe to show; may be empty */
};

/* A branch that a bundle says it has, and that is new here. */
struct exchange_claim {
	char *name; /* "heads/review/ana" */
	size_t acts;
};

enum exchange_trouble {
	EXCHANGE_FINE,
	EXCHANGE_OFFLINE,  /* nobody answers; later is as good */
	EXCHANGE_ASKS,     /* somebody has to be asked at the terminal (syncing_ask) */
	EXCHANGE_COLLIDES, /* collisions are to be settled (syncing_settle) */
	EXCHANGE_STOPPED,
	EXCHANGE_OTHER
};

struct exchange {
	char *remote;                  /* its name; SYNC_BUNDLE for a file that was opened */
	char *written;                 /* its address as the configuration has it */
	char *address, *push_address;  /* what git makes of it: where it is fetched from and sent to */
	size_t received;               /* branches and versions that are new or have moved here */
	size_t brought;                /* acts of one's own, done on another machine, that are on one's branch now */
	bool joined;                   /* both machines had some */
	bool base_moved;               /* the local base has followed */
	bool base_apart;               /* it cannot: it has gone another way, and is not sent */
	bool enters;                   /* what it says is others' is entered for them (entering.h) */
	bool is_file;                  /* the remote is a file: nothing is sent to it */
	struct exchange_claim *claims; /* of a bundle */
	size_t claim_count, claim_capacity;
	struct exchange_item *items;
	size_t count, capacity;
	struct buffer notices; /* sentences, one a line, safe to show; the first ones */
	size_t notice_count;
	enum exchange_trouble trouble;
	struct update_collisions collisions; /* between one's own two machines */
};

void exchange_notice(struct exchange *exchange, const char *format, ...) FORMAT(2, 3);
/* How many commits somebody sees for the first time when `old` becomes `new`, and they know `base` already (both may be
 * zero). */
size_t exchange_acts(struct review *review, const struct oid *old, const struct oid *base, const struct oid *new);
/* Acts of one's own that were sent; that could not be. */
size_t exchange_sent(const struct exchange *exchange);
/* Who a name such as "heads/review/ana" belongs to, as people call them; yours, safe to show. */
char *exchange_whose(const struct review *review, const char *name) MUST_CHECK;
/* One sentence about what was sent, or why not; adds, safe to show. */
void exchange_item_words(struct buffer *out, const struct review *review, const struct exchange_item *item);
void exchange_clear(struct exchange *exchange);

/* What a claim is about, safe to show: "the draft (2 changes)", "Ana (3 acts)"; adds. */
void exchange_claim_words(struct buffer *out, const struct review *review, const struct exchange_claim *claim);

/* --- receiving (receiving.c). What it would bring, into `claims`. Then from the relay to the remote-tracking branches.
 * One that was rewritten leaves its former tip under refs/paraphe/kept/; one that is gone stays; a version that is
 * another here stays as it is. */
void receiving_look(struct exchange *exchange, struct review *review, const struct relay_refs *refs);
const struct fault *receiving_run(
	struct exchange *exchange, struct review *review, const struct relay_refs *refs) MUST_CHECK;
/* One's own branch: what another machine has sent is on it afterwards. FAULT_CONFLICT with the collisions listed. */
const struct fault *receiving_own(struct exchange *exchange, struct review *review, const struct relay_refs *refs,
	const struct settlement *settlements, size_t count) MUST_CHECK;
/* The local base follows where it can. */
const struct fault *receiving_base(struct exchange *exchange, struct review *review) MUST_CHECK;

/* --- sending (sending.c): what is to go where, the base first */
const struct fault *sending_list(
	struct exchange *exchange, struct review *review, const struct relay_refs *refs) MUST_CHECK;
/* It has arrived: the remote-tracking branch follows. */
const struct fault *sending_done(
	const struct exchange *exchange, struct review *review, const struct exchange_item *item) MUST_CHECK;

#endif
