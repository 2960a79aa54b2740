#include "act/gitwords.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/array.h"
#include "text/visible.h"

enum { WORDS_MOST = 600 };

static const struct {
	const char *words;
	enum git_trouble trouble;
} known[] = {
	{"lacks these prerequisite", GIT_LACKS},
	{"early EOF", GIT_CUT},
	{"index-pack died", GIT_CUT},
	{"pack has bad object", GIT_CUT},
	{"index-pack abnormal exit", GIT_CUT},
	{"invalid gitfile format", GIT_NO_BUNDLE},
	{"couldn't find remote ref", GIT_NO_BASE},
	{"Could not resolve host", GIT_OFFLINE},
	{"Temporary failure in name resolution", GIT_OFFLINE},
	{"Name or service not known", GIT_OFFLINE},
	{"Connection refused", GIT_OFFLINE},
	{"Connection timed out", GIT_OFFLINE},
	{"Connection reset", GIT_OFFLINE},
	{"Operation timed out", GIT_OFFLINE},
	{"Network is unreachable", GIT_OFFLINE},
	{"No route to host", GIT_OFFLINE},
	{"Failed to connect", GIT_OFFLINE},
	{"Could not connect", GIT_OFFLINE},
	{"Host key verification failed", GIT_ASKS},
	{"Permission denied (", GIT_ASKS},
	{"could not read Username", GIT_ASKS},
	{"could not read Password", GIT_ASKS},
	{"terminal prompts disabled", GIT_ASKS},
	{"Authentication failed", GIT_ASKS},
	{"incorrect passphrase", GIT_ASKS},
	{"' not allowed", GIT_PROTOCOL},
	{"does not appear to be a git repository", GIT_GONE},
	{"Repository not found", GIT_GONE},
	{"' not found", GIT_GONE},
	{"Could not read from remote repository", GIT_GONE},
};

static bool contains(struct text text, const char *words)
{
	return memmem(text.bytes, text.size, words, strlen(words)) != NULL;
}

enum git_trouble gitwords_trouble(struct text errors)
{
	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (contains(errors, known[i].words))
			return known[i].trouble;
	return GIT_OTHER;
}

/* The next line of *rest; of one that was written over (progress), what was written last. */
static bool next_line(struct text *rest, struct text *line)
{
	if (!text_line(rest, line))
		return false;
	for (size_t i = line->size; i-- > 0;)
		if (line->bytes[i] == '\r') {
			*line = text_part(*line, i + 1, line->size);
			break;
		}
	*line = text_trim(*line);
	return true;
}

static bool without(struct text *line, const char *prefix)
{
	if (!text_starts(*line, prefix))
		return false;
	*line = text_trim(text_part(*line, strlen(prefix), line->size));
	return true;
}

static void add_sentence(struct buffer *out, size_t start, struct text line)
{
	if (!line.size || out->size - start > WORDS_MOST)
		return;
	if (out->size > start)
		buffer_add_string(out, " · ");
	visible_add(out, text_part(line, 0, WORDS_MOST), VISIBLE_ONE_LINE);
}

/* "Receiving objects: 45% (9/20)", "Total 3 (delta 1)": how far it is, not what is the matter. */
static bool is_progress(struct text line)
{
	static const char *const beginnings[] = {"Enumerating objects", "Counting objects", "Compressing objects",
		"Receiving objects", "Resolving deltas", "Unpacking objects", "Writing objects", "Delta compression",
		"Total ", "Checking connectivity", "From ", "To ", "* [new", "hint:", "   ",
		/* what git adds whatever the matter is */
		"Could not read from remote repository", "Please make sure you have the correct access rights",
		"and the repository exists"};
	for (size_t i = 0; i < ARRAY_SIZE(beginnings); i++)
		if (text_starts(line, beginnings[i]))
			return true;
	return false;
}

void gitwords_errors(struct buffer *out, struct text errors)
{
	struct text line;
	size_t start = out->size;
	while (next_line(&errors, &line)) {
		bool theirs = without(&line, "remote:");
		if (!theirs && !without(&line, "fatal:"))
			without(&line, "error:");
		if (!is_progress(line))
			add_sentence(out, start, line);
	}
}

void gitwords_remote(struct buffer *out, struct text errors)
{
	struct text line;
	size_t start = out->size;
	while (next_line(&errors, &line)) {
		if (!without(&line, "remote:") || is_progress(line))
			continue;
		without(&line, "paraphe:"); /* our own hook, over there */
		add_sentence(out, start, line);
	}
}

int gitwords_progress(struct text errors)
{
	for (size_t i = errors.size; i-- > 0;) {
		size_t from = i;
		if (errors.bytes[i] != '%')
			continue;
		while (from > 0 && i - from < 3 && isdigit((unsigned char)errors.bytes[from - 1]))
			from--;
		int percent = 0;
		for (size_t at = from; at < i; at++)
			percent = percent * 10 + (errors.bytes[at] - '0');
		return from < i && percent <= 100 ? percent : -1;
	}
	return -1;
}

/* "!\trefs/x:refs/heads/review/ana\t[remote rejected] (pre-receive hook declined)" */
enum git_push gitwords_push(struct text porcelain, const char *ref)
{
	struct text line;
	while (text_line(&porcelain, &line)) {
		const char *tab = line.size > 2 ? memchr(line.bytes + 2, '\t', line.size - 2) : NULL;
		const char *colon = tab ? memchr(line.bytes + 2, ':', (size_t)(tab - line.bytes) - 2) : NULL;
		if (!colon || line.bytes[1] != '\t' ||
			!text_is((struct text){colon + 1, (size_t)(tab - colon) - 1}, ref))
			continue;
		if (line.bytes[0] != '!')
			return PUSH_SENT;
		struct text why = text_part(line, (size_t)(tab - line.bytes) + 1, line.size);
		return contains(why, "fetch first") || contains(why, "non-fast-forward") || contains(why, "stale info")
			       ? PUSH_BEHIND
			       : PUSH_REFUSED;
	}
	return PUSH_UNSAID;
}
