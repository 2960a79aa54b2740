/* views - the screen, from opening to leaving */
#ifndef VIEWS_VIEWS_H
#define VIEWS_VIEWS_H

#include <stdbool.h>

struct views_options {
	const char *folder;   /* -C; NULL: here */
	const char *draft;    /* --draft; NULL: the one last read, else the one in the reader's language */
	const char *as;       /* --as */
	const char *language; /* --language, in force already; NULL: the roster's, where the environment names none */
	bool door;            /* opened by the server's door: no editor, no shell to suspend to */
};

enum { VIEWS_PLAIN = -1 }; /* no terminal that can move its cursor: the caller prints the review as text */

/* Opens the review on the terminal and returns when it is left: the exit status, or VIEWS_PLAIN. What fails before the
 * screen is there is one sentence on standard error, and 2. */
int views_open(const struct views_options *options);

#endif
