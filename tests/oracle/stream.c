#include "oracle/stream.h"

#include <string.h>

#include "annotation/annotation.h"
#include "annotation/webjson.h"
#include "base/memory.h"

const char *model_tag(size_t round)
{
	static char tag[64];
	snprintf(tag, sizeof tag, "refs/tags/base-%zu", round);
	return tag;
}

const char *model_path(size_t draft)
{
	static char path[64];
	snprintf(path, sizeof path, "drafts/declaration-%zu.fr.md", draft + 1);
	return path;
}

void model_write_words(struct buffer *out, const struct model_words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		bool mark = model_is_mark(words->items[i]);
		if (i && !mark && !model_is_mark(words->items[i - 1]))
			buffer_add_byte(out, ' ');
		if (mark)
			buffer_add_string(out, "\n\n");
		else
			buffer_format(out, "mot%zu", words->items[i]);
	}
}

void model_write(struct buffer *out, const struct model_text *text)
{
	for (size_t i = 0; i < text->count; i++) {
		model_write_words(out, &text->items[i].words);
		buffer_add_string(out, i + 1 < text->count ? "\n\n" : "\n");
	}
}

static void put_file(FILE *out, const char *path, const struct buffer *bytes)
{
	fprintf(out, "M 100644 inline %s\ndata %zu\n", path, bytes->size);
	fwrite(bytes->bytes, 1, bytes->size, out);
	putc('\n', out);
}

static void put_drafts(FILE *out, const struct model *model, const struct model_branch *branch)
{
	for (size_t i = 0; i < model->order.drafts; i++) {
		struct buffer bytes = {0};
		model_write(&bytes, branch ? &branch->versions[i].now : &model->bases[i]);
		put_file(out, model_path(i), &bytes);
		buffer_clear(&bytes);
	}
}

static void put_consultation(FILE *out, const struct model *model)
{
	struct buffer bytes = {0};
	buffer_add_string(&bytes, "{\"title\":{\"fr\":\"Essai\"},\"base\":\"main\",\"drafts\":[");
	for (size_t i = 0; i < model->order.drafts; i++)
		buffer_format(&bytes, "%s{\"path\":\"%s\",\"language\":\"fr\",\"source\":%s}", i ? "," : "",
			model_path(i), i ? "false" : "true");
	buffer_add_string(&bytes, "],\"roster\":[");
	for (int i = 1; i <= 2; i++)
		buffer_format(&bytes,
			"%s{\"id\":\"sec-%d\",\"name\":\"Secretary %d\",\"language\":\"fr\",\"role\":\"secretariat\"}",
			i > 1 ? "," : "", i, i);
	buffer_add_string(&bytes, "]}\n");
	put_file(out, "drafts/consultation.json", &bytes);
	buffer_clear(&bytes);
}

/* A remark on the whole document comes with each act. */
static void put_remark(FILE *out, const char *name, const char *id)
{
	struct annotation *annotation = annotation_new(COMMENTING);
	struct buffer bytes = {0};
	char path[128];
	memcpy(annotation->id, id, UUID_TEXT);
	annotation->created = clock_now();
	annotation->nickname = memory_string(name);
	annotation->name = memory_string(name);
	annotation->text = memory_string("Voici pourquoi.");
	annotation->language = memory_string("fr");
	annotation->targets[0].source = memory_string(model_path(0));
	webjson_write(&bytes, annotation);
	snprintf(path, sizeof path, "annotations/%s/%s.json", name, id);
	put_file(out, path, &bytes);
	buffer_clear(&bytes);
	annotation_free(annotation);
}

/* Sorted, with those that every lexicon has. */
static void put_lexicon(FILE *out, const struct model_branch *branch)
{
	struct buffer bytes = {0};
	buffer_add_string(&bytes, "aaa\n");
	for (size_t i = 0; branch && i < branch->entries.count; i++)
		buffer_format(&bytes, "mot%08zu\n", branch->entries.items[i]);
	buffer_add_string(&bytes, "zzz\n");
	put_file(out, "dictionaries/fr.txt", &bytes);
	buffer_clear(&bytes);
}

static void put_commit(FILE *out, const char *ref, const char *name, const char *subject, const char *kind, char *act)
{
	struct buffer message = {0};
	uuid_next(act, NULL);
	buffer_format(&message, "%s\n\nParaphe-Act: %s\nParaphe-Kind: %s\n", subject, act, kind);
	fprintf(out, "commit %s\n%scommitter %s <%s@paraphe.invalid> 1621338000 +0200\ndata %zu\n%s\n", ref,
		!strcmp(kind, "annotate") ? "mark :1\n" : "", name, name, message.size, buffer_string(&message));
	buffer_clear(&message);
}

void model_stream(FILE *out, struct model *model)
{
	char act[UUID_TEXT], ref[64];
	bool first = !model->written;
	if (first) {
		put_commit(out, "refs/heads/main", "sec-1", "Open the consultation", "annotate", act);
		put_drafts(out, model, NULL);
		put_consultation(out, model);
		put_lexicon(out, NULL);
		model->written = true;
	}
	for (size_t i = 0; i < model->order.branches; i++) {
		struct model_branch *branch = &model->branches[i];
		if (!branch->changed)
			continue;
		snprintf(ref, sizeof ref, "refs/heads/review/%s", branch->name);
		put_commit(out, ref, branch->name, "Propose words", "amend", act);
		if (first)
			fputs("from :1\n", out);
		else
			fprintf(out, "from %s^0\n", branch->exists ? ref : model_tag(branch->level));
		if (branch->with[0])
			fprintf(out, "merge %s^0\n", branch->with);
		if (!branch->exists)
			model_words_join(&branch->entries, &model->past[branch->level].entries);
		put_drafts(out, model, branch);
		put_remark(out, branch->name, act);
		if (branch->entries.count)
			put_lexicon(out, branch);
		branch->exists = branch->ahead = true;
		branch->changed = false;
		branch->with[0] = '\0';
	}
}
