/* spelling - what the screen asks of the speller again and again
 *
 *	spelling TEXT TYPOS
 *
 * Prints the milliseconds in which a paragraph of TEXT is looked through again when all its words are known (median),
 * and when one word has changed (median), then those in which the first suggestions for the words between braces in
 * TYPOS are there (median, 99th percentile, each word once, by a dictionary that is loaded).
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/array.h"
#include "base/file.h"
#include "spelling/proofread.h"
#include "spelling/suggestion.h"

enum { LIMIT = 64 << 20, PARAGRAPH_LEAST = 200, ROUNDS = 20 };

struct times {
	double *items;
	size_t count, capacity;
};

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_time(const void *a, const void *b)
{
	double one = *(const double *)a, two = *(const double *)b;
	return one < two ? -1 : one > two;
}

static double share(struct times *times, double part)
{
	if (times->count == 0)
		return -1;
	qsort(times->items, times->count, sizeof *times->items, by_time);
	return times->items[(size_t)(part * (double)(times->count - 1) + 0.5)];
}

static double check(struct proofreader *proofreader, struct text text)
{
	struct findings findings = {0};
	double start = now();
	const struct fault *fault = proofreader_check(&findings, proofreader, text, MASK_MARKDOWN);
	double end = now();
	if (fault) {
		fprintf(stderr, "spelling: %s\n", fault_text(fault));
		exit(2);
	}
	findings_clear(&findings);
	return end - start;
}

/* Each long paragraph, again, and with a letter more in the middle of it, another each time. */
static void recheck(struct times *same, struct times *changed, struct proofreader *proofreader, struct text text)
{
	struct text line;
	check(proofreader, text);
	while (text_line(&text, &line)) {
		if (line.size < PARAGRAPH_LEAST)
			continue;
		for (int round = 0; round < ROUNDS; round++) {
			struct buffer other = {0};
			const char *blank = memchr(line.bytes + line.size / 2, ' ', line.size - line.size / 2);
			size_t at = blank ? (size_t)(blank - line.bytes) : line.size;
			buffer_add(&other, text_part(line, 0, at));
			buffer_format(&other, "%c", 'a' + round);
			buffer_add(&other, text_part(line, at, line.size));
			*ARRAY_ADD(same->items, same->count, same->capacity) = check(proofreader, line);
			*ARRAY_ADD(changed->items, changed->count, changed->capacity) =
				check(proofreader, buffer_text(&other));
			buffer_clear(&other);
		}
	}
}

static void suggest(struct times *out, struct proofreader *proofreader, struct text typos)
{
	struct dictionary *dictionary;
	if (proofreader_dictionary(&dictionary, proofreader))
		exit(2);
	for (size_t at = 0; at < typos.size; at++) {
		const char *close = typos.bytes[at] == '{' ? memchr(typos.bytes + at, '}', typos.size - at) : NULL;
		if (!close)
			continue;
		struct suggestions suggestions = {0};
		struct text word = text_part(typos, at + 1, (size_t)(close - typos.bytes));
		double start = now();
		suggestion_near(&suggestions, dictionary, proofreader_lexicon(proofreader), word, true, NULL);
		*ARRAY_ADD(out->items, out->count, out->capacity) = now() - start;
		suggestions_clear(&suggestions);
	}
}

int main(int count, char **values)
{
	if (count != 3) {
		fputs("usage: spelling TEXT TYPOS\n", stderr);
		return 2;
	}
	struct buffer text = {0}, typos = {0};
	struct times same = {0}, changed = {0}, suggested = {0};
	struct proofreader *proofreader = NULL;
	const struct proofreader_options options = {
		.language = "fr", .profile = TYPOGRAPHY_IMPRIMERIE_NATIONALE, .forget = true};
	const struct fault *fault = file_read(&text, values[1], LIMIT);
	fault = fault ? fault : file_read(&typos, values[2], LIMIT);
	fault = fault ? fault : proofreader_open(&proofreader, &options);
	if (fault) {
		fprintf(stderr, "spelling: %s\n", fault_text(fault));
		return 2;
	}
	recheck(&same, &changed, proofreader, buffer_text(&text));
	suggest(&suggested, proofreader, buffer_text(&typos));
	printf("%.4f %.4f %.2f %.2f\n", share(&same, 0.5), share(&changed, 0.5), share(&suggested, 0.5),
		share(&suggested, 0.99));
	proofreader_close(proofreader);
	free(same.items);
	free(changed.items);
	free(suggested.items);
	buffer_clear(&text);
	buffer_clear(&typos);
	return 0;
}
