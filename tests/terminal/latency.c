/*
 * latency: how fast a terminal program shows itself and answers a key. One line of JSON, for make bench.
 *
 *	latency [-g CxR] [-t TERM] [-e K=V]... [-q ms] [-o KEYS] [-w TEXT] [-l LABEL] -n COUNT -k KEYS... -- PROGRAM ARGS...
 *
 * A frame ends with the last read before `quiet` (10) ms without output; its time is the time stamp of that read.
 *
 *	label, n
 *	first_ms	exec to the end of the first frame in which TEXT stands (without -w: of the first frame)
 *			With -o KEYS: from these keys, which are pressed once there is a frame and before TEXT is waited for
 *	first_bytes	read until then
 *	key_p50_ms, key_p99_ms
 *			write of the keys to the end of the frame that answers. COUNT presses; several -k alternate
 *	bytes_per_key, reads_per_key
 *			of output, mean
 *	rss_kib		the program's peak, VmHWM, at the end; its children not counted
 *	silent		presses that were answered by nothing for 300 ms; they count in none of the above
 *
 * A number that could not be had is null. Status 0; 1 when TEXT does not come in 10 s (times TEST_TIMEOUT_FACTOR) or
 * the program ends before the last key; 2 on misuse.
 */
#define _GNU_SOURCE
#include "keys.h"
#include "picture.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SILENCE_MILLISECONDS 300

struct options {
	struct terminal_start start;
	const char *label, *wanted, *opening;
	const char **keys;
	size_t alternatives;
	int presses, quiet, milliseconds;
};

struct measures {
	double first_ms;
	size_t first_bytes;
	double *key_ms;
	size_t answered, silent, bytes, reads;
	long rss_kib;
};

static int usage(const char *problem)
{
	fprintf(stderr, "latency: %s\nusage: latency [-g CxR] [-t TERM] [-e K=V]... [-q ms] [-o KEYS] [-w TEXT] [-l LABEL] "
		"-n COUNT -k KEYS... -- PROGRAM ARGS...\n", problem);
	return 2;
}

static bool is_shown(struct terminal *terminal, void *context)
{
	const struct options *options = context;

	if (!options->wanted)
		return terminal->reads > 0;
	return picture_find(terminal, options->wanted) >= 0;
}

static void keys_send(struct terminal *terminal, const char *text)
{
	size_t length;
	const char *wrong;
	char *keys = keys_encode(text, true, terminal_application_cursor(terminal), &length, &wrong);

	terminal_send(terminal, keys, length);
	free(keys);
}

static bool has_more(struct terminal *terminal, void *context)
{
	return terminal->reads > *(size_t *)context;
}

static bool measure_first(struct terminal *terminal, struct options *options, struct measures *measures)
{
	uint64_t began = terminal->keeper.started_ns;
	size_t none = 0;

	if (options->opening) {
		if (!terminal_wait(terminal, has_more, &none, options->milliseconds) ||
		    !terminal_settle(terminal, options->quiet, options->milliseconds))
			return false;
		began = terminal_clock();
		keys_send(terminal, options->opening);
	}
	if (!terminal_wait(terminal, is_shown, options, options->milliseconds))
		return false;
	if (!terminal_settle(terminal, options->quiet, options->milliseconds))
		return false;
	measures->first_ms = (double)(terminal->last_read_ns - began) / 1e6;
	measures->first_bytes = terminal->bytes;
	return true;
}

static void measure_key(struct terminal *terminal, const struct options *options, const char *text,
			struct measures *measures)
{
	size_t reads = terminal->reads, bytes = terminal->bytes;
	uint64_t pressed = terminal_clock();

	keys_send(terminal, text);
	if (!terminal_wait(terminal, has_more, &reads, SILENCE_MILLISECONDS)) {
		measures->silent++;
		return;
	}
	terminal_settle(terminal, options->quiet, options->milliseconds);
	measures->key_ms[measures->answered++] = (double)(terminal->last_read_ns - pressed) / 1e6;
	measures->bytes += terminal->bytes - bytes;
	measures->reads += terminal->reads - reads;
}

static long peak_kib(pid_t program)
{
	char path[64], line[256];
	long kib = -1;
	FILE *status;

	snprintf(path, sizeof path, "/proc/%d/status", (int)program);
	status = fopen(path, "re");
	while (status && fgets(line, sizeof line, status) && sscanf(line, "VmHWM: %ld", &kib) != 1)
		;
	if (status)
		fclose(status);
	return kib;
}

static bool measure(struct terminal *terminal, struct options *options, struct measures *measures)
{
	if (!measure_first(terminal, options, measures)) {
		fprintf(stderr, "latency: %s: «%s» did not come to the screen\n", options->label, options->wanted ?
			options->wanted : "any output");
		return false;
	}
	for (int i = 0; i < options->presses && !terminal->ended; i++)
		measure_key(terminal, options, options->keys[(size_t)i % options->alternatives], measures);
	if (terminal->ended) {
		fprintf(stderr, "latency: %s: the program ended under measurement\n", options->label);
		return false;
	}
	measures->rss_kib = peak_kib(terminal->keeper.program);
	return true;
}

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static void number_print(const char *name, double number, int decimals)
{
	if (number < 0)
		printf(",\"%s\":null", name);
	else
		printf(",\"%s\":%.*f", name, decimals, number);
}

/* The nearest rank of the sorted latencies. */
static double percentile(const struct measures *measures, double part)
{
	if (!measures->answered)
		return -1;
	return measures->key_ms[(size_t)(part * (double)(measures->answered - 1) + 0.5)];
}

static void label_print(const char *label)
{
	fputs("{\"label\":\"", stdout);
	for (; *label; label++) {
		if (strchr("\"\\", *label) || (unsigned char)*label < 0x20)
			printf("\\u%04x", *label);
		else
			putchar(*label);
	}
	putchar('"');
}

static void measures_print(const struct options *options, struct measures *measures)
{
	double answered = (double)measures->answered;

	qsort(measures->key_ms, measures->answered, sizeof *measures->key_ms, compare);
	label_print(options->label);
	number_print("n", options->presses, 0);
	number_print("first_ms", measures->first_ms, 2);
	number_print("first_bytes", (double)measures->first_bytes, 0);
	number_print("key_p50_ms", percentile(measures, 0.5), 3);
	number_print("key_p99_ms", percentile(measures, 0.99), 3);
	number_print("bytes_per_key", answered > 0 ? (double)measures->bytes / answered : -1, 1);
	number_print("reads_per_key", answered > 0 ? (double)measures->reads / answered : -1, 2);
	number_print("rss_kib", (double)measures->rss_kib, 0);
	number_print("silent", (double)measures->silent, 0);
	puts("}");
}

static const char *keys_check(const char *text)
{
	const char *wrong;
	size_t length;
	char *bytes = keys_encode(text, true, false, &length, &wrong);

	free(bytes);
	return bytes && length ? NULL : "-k and -o need keys (keys.h)";
}

static const char *option_take(struct options *options, char **settings, size_t *set, int option)
{
	switch (option) {
	case 'g':
		return sscanf(optarg, "%dx%d", &options->start.columns, &options->start.rows) == 2 &&
		       options->start.columns > 0 && options->start.rows > 0 ? NULL : "-g needs COLUMNSxROWS";
	case 't':
		options->start.term = optarg;
		return NULL;
	case 'e':
		settings[(*set)++] = optarg;
		return strchr(optarg, '=') ? NULL : "-e needs K=V";
	case 'q':
		return (options->quiet = atoi(optarg)) > 0 ? NULL : "-q needs milliseconds";
	case 'w':
		options->wanted = optarg;
		return NULL;
	case 'l':
		options->label = optarg;
		return NULL;
	case 'n':
		return (options->presses = atoi(optarg)) > 0 ? NULL : "-n needs a number";
	case 'k':
		options->keys[options->alternatives++] = optarg;
		return keys_check(optarg);
	case 'o':
		options->opening = optarg;
		return keys_check(optarg);
	default:
		return "unknown option";
	}
}

static const char *options_read(struct options *options, char **settings, int count, char **arguments)
{
	const char *factor = getenv("TEST_TIMEOUT_FACTOR"), *problem = NULL;
	size_t set = 0;
	int option;

	while (!problem && (option = getopt(count, arguments, "+g:t:e:q:w:l:n:k:o:")) != -1)
		problem = option_take(options, settings, &set, option);
	if (problem)
		return problem;
	if (optind >= count || !options->presses || !options->alternatives)
		return "COUNT, KEYS and PROGRAM are needed";
	if (factor && strtod(factor, NULL) > 0)
		options->milliseconds = (int)(options->milliseconds * strtod(factor, NULL));
	options->start.arguments = arguments + optind;
	if (!options->label)
		options->label = arguments[optind];
	return NULL;
}

static int latency_run(struct options *options)
{
	struct measures measures = { .key_ms = calloc((size_t)options->presses, sizeof *measures.key_ms) };
	struct terminal *terminal = measures.key_ms ? terminal_open(&options->start) : NULL;
	int status = 2;

	if (terminal) {
		status = measure(terminal, options, &measures) ? 0 : 1;
		if (status == 0)
			measures_print(options, &measures);
	}
	terminal_close(terminal);
	free(measures.key_ms);
	return status;
}

int main(int count, char **arguments)
{
	char **settings = calloc((size_t)count + 1, sizeof *settings);
	const char **keys = calloc((size_t)count + 1, sizeof *keys);
	struct options options = {
		.start = { .columns = 120, .rows = 36, .term = "xterm-256color", .settings = settings },
		.keys = keys, .quiet = 10, .milliseconds = 10000,
	};
	const char *problem = settings && keys ? options_read(&options, settings, count, arguments) : "no memory";
	int status = problem ? usage(problem) : latency_run(&options);

	free(settings);
	free(keys);
	return status;
}
