/* fault - why something could not be done
 *
 * A function that can fail returns `const struct fault *`; NULL is fine. The text is a whole sentence for the person
 * at the keyboard, already in their language, made of trusted words; anything quoted in it passes `visible` before it
 * is shown. A fault lives in a small ring of its thread: it stays valid until that thread has made FAULT_RING more.
 * Out of memory is no fault: it ends the program (see memory.h). Model: got's error object.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define FORMAT(string, first) __attribute__((format(printf, string, first)))

/* The kinds a caller may branch on. */
enum fault_kind {
	FAULT_SYSTEM,     /* the operating system said no: errno's sentence is in the text */
	FAULT_MISSING,    /* what was asked for is not there */
	FAULT_MALFORMED,  /* input that cannot be what it should be */
	FAULT_CONFLICT,   /* somebody else's change stands in the way */
	FAULT_FORBIDDEN,  /* not this person's to do */
	FAULT_BUSY,       /* another process holds it; later it may work */
	FAULT_GIT,        /* libgit2 said no */
	FAULT_DICTIONARY, /* no such dictionary, or not readable */
};

enum { FAULT_RING = 8 };

struct fault;

/* A new fault; the text is formatted like printf. Never NULL. */
const struct fault *fault_new(enum fault_kind kind, const char *format, ...) FORMAT(2, 3) MUST_CHECK;

/* A fault of kind SYSTEM (MISSING for ENOENT): the formatted text, then ": " and errno's own words. */
const struct fault *fault_system(const char *format, ...) FORMAT(1, 2) MUST_CHECK;

/* The same kind, with words put before its text: "words: text". On the way up. */
const struct fault *fault_context(const struct fault *fault, const char *format, ...) FORMAT(2, 3) MUST_CHECK;

enum fault_kind fault_kind(const struct fault *fault);
const char *fault_text(const struct fault *fault);

/* A fault on its way from one thread to another. Zeroed: none. */
struct fault_kept {
	enum fault_kind kind;
	char *text;
};
/* Keeps a fault (NULL: none) until fault_give() makes it one of the thread that asks, and forgets it. */
void fault_keep(struct fault_kept *kept, const struct fault *fault);
const struct fault *fault_give(struct fault_kept *kept) MUST_CHECK;

/* Lets a fault go on purpose: the caller goes on without what failed, and a comment beside the call says why. */
static inline void fault_ignore(const struct fault *fault)
{
	(void)fault;
}

#endif
