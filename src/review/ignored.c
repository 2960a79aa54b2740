#include "review/ignored.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/lines.h"

enum { IGNORED_LIMIT = 1 << 20, LOCK_MILLISECONDS = 2000, DRAFT_DIGITS = 12 };

/* Its path, yours; NULL where nothing private can be kept. */
static char *ignored_path(const struct review *review, const char *suffix)
{
	char digest[DIGEST_HEX], *path = NULL;
	const char *id = review->identity.id ? review->identity.id : "";
	digest_text(digest, text_of(review_draft(review)->path));
	char *name = memory_format("ignored-%s-%.*s%s", id, DRAFT_DIGITS, digest, suffix);
	if (!review->journal || journal_private(&path, review->journal, name))
		path = NULL;
	free(name);
	return path;
}

static void read_lines(struct buffer *out, const char *path)
{
	fault_ignore(file_read(out, path, IGNORED_LIMIT)); /* none yet */
}

void ignored_read(struct map *out, const struct review *review)
{
	struct buffer lines = {0};
	char *path = ignored_path(review, ".txt");
	if (path)
		read_lines(&lines, path);
	struct text rest = buffer_text(&lines), line;
	while (text_line(&rest, &line))
		if (line.size)
			map_put(out, line, 0);
	buffer_clear(&lines);
	free(path);
}

const struct fault *ignored_add(const struct review *review, struct text word)
{
	struct buffer lines = {0};
	struct file_lock lock = {-1};
	char *path = ignored_path(review, ".txt"), *locked = ignored_path(review, ".lock");
	const struct fault *fault = NULL;
	if (!path || !locked)
		fault = fault_new(FAULT_SYSTEM, "%s", _("nothing of your own can be kept here"));
	if (!fault)
		fault = file_lock(&lock, locked, LOCK_MILLISECONDS);
	if (!fault) {
		read_lines(&lines, path);
		if (!lines_have(buffer_text(&lines), word)) {
			buffer_add(&lines, word);
			buffer_add_byte(&lines, '\n');
			fault = file_write(path, buffer_text(&lines), 0600);
		}
		file_unlock(&lock);
	}
	buffer_clear(&lines);
	free(path);
	free(locked);
	return fault;
}
