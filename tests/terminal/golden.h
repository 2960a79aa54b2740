/*
 * golden: a screen compared with the one on record.
 *
 * The record is FOLDER/NAME.txt, as picture_full writes it. The screen has until the timeout to become equal. Then the
 * program is asked to draw everything anew (^L): something must come, every cell that is not blank must be written
 * again, and the screen must be the same; this finds what a drawing by differences forgot. A program that has ended
 * is not asked.
 *
 * What did not match is left in FOLDER/../failed/NAME.txt and NAME.svg. When updating, the screen is recorded as it
 * stands after 150 ms without output, and then asked to draw anew as well.
 */
#ifndef TESTS_TERMINAL_GOLDEN_H
#define TESTS_TERMINAL_GOLDEN_H

#include <stdbool.h>

#include "terminal.h"

struct golden {
	const char *folder;
	const char *name;		/* letters, digits, . _ - */
	int milliseconds;		/* for each of the waits */
	bool update;
};

/* NULL if the screen is as recorded, else what is wrong, with the difference, for you to free. */
char *golden_check(struct terminal *terminal, const struct golden *golden);

#endif
