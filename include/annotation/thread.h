/* thread - who answers whom, and what is open
 *
 * States are computed, nothing is ever rewritten: `resolved` and `withdrawn` are moderating annotations that target
 * another; they count when made by its author or by the secretariat, and as long as they are not withdrawn themselves
 * (that is what undo does). A withdrawal outweighs a resolution. A reply's thread is its root's; a chain longer
 * than THREAD_DEPTH is cut: the reply beyond starts a thread of its own. The members of a cycle become roots. A reply
 * to something unknown is a root too.
 */
#ifndef ANNOTATION_THREAD_H
#define ANNOTATION_THREAD_H

#include "annotation/annotation.h"

enum { THREAD_DEPTH = 64 };
#define THREAD_NONE ((size_t)-1)

enum annotation_state { STATE_OPEN, STATE_RESOLVED, STATE_WITHDRAWN };

const char *annotation_state_name(enum annotation_state state); /* "open", "resolved", "withdrawn" */

struct thread_entry {
	const struct annotation *annotation; /* borrowed */
	size_t parent;                       /* the entry it answers (replies), or THREAD_NONE */
	size_t root;                         /* the first of its thread; itself for a root */
	size_t depth;                        /* 0 for a root */
	enum annotation_state state;
	const struct annotation *closed_by; /* the annotation that gave the state, or NULL */
};

struct threads {
	struct thread_entry *entries; /* one for each annotation given, in the order of their ids (UUIDv7: time) */
	size_t count;
};

/* `secretariat` tells whether a nickname is of the secretariat. Sorts the pointers by id in place. Entries whose
 * motivation is MODERATING with code resolved or withdrawn are entries, too (so undo can find them). */
void threads_make(struct threads *out, const struct annotation **annotations, size_t count,
	bool (*secretariat)(const void *context, const char *nickname), const void *context);
void threads_clear(struct threads *threads);
/* The entry of an id, by binary search; THREAD_NONE when unknown. */
size_t threads_find(const struct threads *threads, const char *id);

#endif
