#include <sys/stat.h>

#include "base/file.h"
#include "base/language.h"
#include "commands/call.h"
#include "draft/marked.h"
#include "text/conflict.h"
#include "text/lines.h"

/* What a file holds, as far as merging goes. */
enum holds { HOLDS_DRAFT, HOLDS_LINES, HOLDS_OTHER };

static bool ends_in(const char *path, const char *ending)
{
	size_t size = strlen(path), tail = strlen(ending);
	return size > tail && !strcmp(path + size - tail, ending);
}

/* By its path in the repository (%P); git's temporary files (%A) have no name that says anything. */
static enum holds holds_of(const char *path, const char *file)
{
	if (!strncmp(path ? path : file, "dictionaries/", 13) || (!path && strstr(file, "/dictionaries/")))
		return HOLDS_LINES;
	if (!path)
		return HOLDS_DRAFT;
	return ends_in(path, ".md") || ends_in(path, ".markdown") ? HOLDS_DRAFT : HOLDS_OTHER;
}

static const struct fault *merge(struct buffer *out, bool *collides, enum holds holds, const struct buffer *versions)
{
	struct text ancestor = buffer_text(&versions[0]), ours = buffer_text(&versions[1]),
		    theirs = buffer_text(&versions[2]);
	*collides = false;
	if (text_equal(ours, ancestor) || text_equal(ours, theirs)) {
		buffer_add(out, theirs);
	} else if (text_equal(theirs, ancestor)) {
		buffer_add(out, ours);
	} else if (holds == HOLDS_LINES) {
		lines_merge(out, ancestor, theirs, ours);
	} else if (holds == HOLDS_DRAFT) {
		return marked_run(out, collides, ancestor, ours, theirs);
	} else {
		*collides = true;
		conflict_whole(out, ours, theirs);
	}
	return NULL;
}

/* The file in place of ours, with the rights it had. */
static const struct fault *put(const char *path, struct text bytes)
{
	struct stat about;
	mode_t mode = stat(path, &about) == 0 ? about.st_mode & 0777 : 0666;
	return file_write(path, bytes, mode);
}

static const struct fault *run(struct call *call)
{
	const char **words = call->options.words;
	struct buffer versions[3] = {{0}, {0}, {0}}, merged = {0};
	bool collides = false;
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < 3; i++)
		fault = file_read(&versions[i], words[i], DRAFT_LIMIT);
	if (!fault)
		fault = merge(&merged, &collides, holds_of(call->options.word_count > 3 ? words[3] : NULL, words[1]),
			versions);
	if (!fault && !text_equal(buffer_text(&merged), buffer_text(&versions[1])))
		fault = put(words[1], buffer_text(&merged));
	if (!fault && collides)
		call->status = COMMAND_FOUND;
	for (size_t i = 0; i < 3; i++)
		buffer_clear(&versions[i]);
	buffer_clear(&merged);
	return fault;
}

const struct command command_merge_driver = {"merge-driver", "ANCESTOR OURS THEIRS [PATH]",
	N_("Merges a draft by words, or a dictionary as a set, for plain `git merge`, into OURS. Exit status 1: what "
	   "collides stands between git’s marks."),
	NULL, 3, 4, run};
