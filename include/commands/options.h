/* options - the words of a command line, told apart by a table
 *
 * `--name VALUE`, `--name=VALUE`, `-m VALUE`, `-mVALUE`; `--` ends the options; a single `-` is a word. Options and
 * words may stand in any order. Values are borrowed from the arguments.
 */
#ifndef COMMANDS_OPTIONS_H
#define COMMANDS_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

struct option {
	const char *name;  /* "paragraph"; NULL ends the table */
	const char *value; /* what its value is called in the help; NULL: a switch */
	const char *help;  /* half a sentence, to be translated */
	char letter;       /* 'm'; 0: none */
	bool many;         /* may be given more than once */
};

enum { OPTION_TEXT = 40 };
/* As people write it: "-m", "--paragraph". */
void option_show(char out[OPTION_TEXT], const struct option *option);

struct options_value {
	const struct option *option;
	const char *value; /* "" of a switch */
};

struct options {
	struct options_value *values;
	size_t count, capacity;
	const char **words;
	size_t word_count, word_capacity;
	size_t used; /* arguments read */
};

/* Reads `count` arguments; `only_before` stops at the first word (what stands before COMMAND). FAULT_MALFORMED names
 * what is wrong, and the nearest option where there is one. */
const struct fault *options_read(struct options *out, const struct option *known, char *const *arguments, size_t count,
	bool only_before) MUST_CHECK;
void options_clear(struct options *options);

/* The (last) value; NULL when not given. */
const char *options_find(const struct options *options, const char *name);
static inline bool options_has(const struct options *options, const char *name)
{
	return options_find(options, name) != NULL;
}
/* The option of that name, where it was given; NULL. */
const struct option *options_given(const struct options *options, const char *name);
/* All values of an option, NULL-terminated; yours (free), the strings are borrowed. */
const char **options_all(const struct options *options, const char *name) MUST_CHECK;

#endif
