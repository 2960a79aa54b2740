/* generate - a consultation's annotations as a stream for `git fast-import`
 *
 *	generate DRAFT PATH BLOB REVIEWERS EACH
 *
 * DRAFT is the file, PATH its name in the repository, BLOB its object. Each reviewer has a branch review/rNNN from
 * refs/heads/main with EACH commits, an annotation each, as the program itself makes them: two of three on words, one
 *on a whole paragraph, spread over the draft.
 */
#include <stdio.h>
#include <stdlib.h>

#include "annotation/anchor.h"
#include "annotation/webjson.h"
#include "base/file.h"
#include "base/memory.h"
#include "draft/draft.h"

static uint64_t seed = 1;

static size_t below(size_t limit)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(seed >> 33) % limit;
}

/* Some words of a text, from a space to a space; false when it has too few. */
static bool choose(size_t *start, size_t *end, struct text text)
{
	size_t spaces[64], count = 0;
	for (size_t i = 0; i < text.size && count < 64; i++)
		if (text.bytes[i] == ' ')
			spaces[count++] = i;
	if (count < 6)
		return false;
	size_t first = below(count - 4);
	*start = spaces[first] + 1;
	*end = spaces[first + 1 + below(3)];
	return *end > *start;
}

static struct annotation *remark(
	const struct draft *draft, const char *path, const char *blob, const char *nickname, size_t number)
{
	static const char text[] =
		"Ces mots engagent-ils chaque collectivité, ou seulement celles que la loi charge déjà de "
		"cette compétence ? Une rédaction plus précise éviterait de longs débats, et les villes "
		"qui n’ont pas encore de plan sauraient par où commencer.";
	struct annotation *annotation = annotation_new(number % 4 ? COMMENTING : QUESTIONING);
	struct target *target = &annotation->targets[0];
	size_t block = below(draft->count), start, end;
	annotation->created = clock_now();
	annotation->nickname = memory_string(nickname);
	annotation->name = memory_format("Reviewer %s", nickname + 1);
	annotation->organisation = memory_string("Ville d’essai");
	annotation->group = memory_string("villes");
	annotation->text = memory_string(text);
	annotation->language = memory_string("fr");
	annotation_add_tag(annotation, "area:sante");
	target->kind = TARGET_PARAGRAPH;
	target->source = memory_string(path);
	target->cached = memory_string(blob);
	target->paragraph = block + 1;
	if (number % 3 && choose(&start, &end, draft->blocks[block].text))
		anchor_quote(&target->quote, draft->blocks[block].text, start, end);
	return annotation;
}

static void put_commit(const char *nickname, bool first, const char *id, const struct buffer *json, long long seconds)
{
	struct buffer words = {0};
	buffer_format(&words, "Comment\n\nParaphe-Act: %s\nParaphe-Kind: annotate\n", id);
	printf("commit refs/heads/review/%s\n", nickname);
	printf("committer %s <%s@paraphe.invalid> %lld +0000\n", nickname, nickname, seconds);
	printf("data %zu\n%s\n", words.size, buffer_string(&words));
	if (first)
		puts("from refs/heads/main^0");
	printf("M 100644 inline annotations/%s/%s.json\ndata %zu\n", nickname, id, json->size);
	fwrite(json->bytes, 1, json->size, stdout);
	putchar('\n');
	buffer_clear(&words);
}

int main(int count, char **values)
{
	struct buffer bytes = {0};
	struct draft *draft = NULL;
	if (count != 6) {
		fputs("usage: generate DRAFT PATH BLOB REVIEWERS EACH\n", stderr);
		return 2;
	}
	const struct fault *fault = file_read(&bytes, values[1], DRAFT_LIMIT);
	if (!fault)
		fault = draft_read(&draft, buffer_text(&bytes));
	if (fault || !draft->count) {
		fprintf(stderr, "generate: %s\n", fault ? fault_text(fault) : "the draft is empty");
		return 2;
	}
	size_t reviewers = strtoul(values[4], NULL, 10), each = strtoul(values[5], NULL, 10);
	for (size_t reviewer = 0; reviewer < reviewers; reviewer++) {
		char nickname[32], id[UUID_TEXT] = "";
		snprintf(nickname, sizeof nickname, "r%03zu", reviewer + 1);
		for (size_t number = 0; number < each; number++) {
			struct annotation *annotation = remark(draft, values[2], values[3], nickname, number);
			struct buffer json = {0};
			uuid_next(annotation->id, *id ? id : NULL);
			memcpy(id, annotation->id, UUID_TEXT);
			webjson_write(&json, annotation);
			put_commit(nickname, number == 0, id, &json, (long long)annotation->created.seconds);
			buffer_clear(&json);
			annotation_free(annotation);
		}
	}
	draft_free(draft);
	buffer_clear(&bytes);
	return ferror(stdout) || fflush(stdout) ? 2 : 0;
}
