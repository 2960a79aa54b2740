#include "commands/founder.h"

#include "annotation/annotation.h"
#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "draft/draft.h"
#include "json/json.h"
#include "text/utf8.h"
#include "text/visible.h"

enum { TITLE_POINTS = 200, NAME_POINTS = 60 };

void founder_clear(struct founder *founder)
{
	for (size_t i = 0; i < founder->count; i++) {
		free(founder->drafts[i].path);
		free(founder->drafts[i].language);
		free(founder->drafts[i].title);
		buffer_clear(&founder->drafts[i].bytes);
	}
	free(founder->drafts);
	free(founder->id);
	free(founder->name);
	free(founder->email);
	*founder = (struct founder){0};
}

/* The title, and what makes a text no draft. */
static const struct fault *read_draft(struct founder_draft *out, const char *file)
{
	struct draft *draft = NULL;
	struct text source = buffer_text(&out->bytes);
	size_t at;
	if (!utf8_valid(source, &at))
		return fault_new(FAULT_MALFORMED, _("%.300s is not UTF-8 text (byte %zu): save it as UTF-8 first"),
			file, at + 1);
	if (memchr(source.bytes, '\0', source.size))
		return fault_new(FAULT_MALFORMED, _("%.300s holds NUL bytes: it is no text"), file);
	const struct fault *fault = draft_read(&draft, source);
	if (fault)
		return fault_context(fault, "%.300s", file);
	for (size_t i = 0; i < draft->count && !fault; i++) {
		const struct block *block = &draft->blocks[i];
		if (block->text.size > DRAFT_BLOCK_LIMIT)
			fault = fault_new(FAULT_MALFORMED,
				_("paragraph %zu of %.300s has more than %d KiB: split it first"), i + 1, file,
				DRAFT_BLOCK_LIMIT / 1024);
		if (out->title || block->kind != BLOCK_HEADING)
			continue;
		struct buffer title = {0};
		visible_add(
			&title, text_part(block->text, 0, utf8_offset(block->text, TITLE_POINTS)), VISIBLE_ONE_LINE);
		out->title = buffer_take(&title);
	}
	if (!fault && !draft->count)
		fault = fault_new(FAULT_MALFORMED, _("%.300s holds no words"), file);
	draft_free(draft);
	return fault;
}

static bool is_code(struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		if (text.bytes[i] < 'a' || text.bytes[i] > 'z')
			return false;
	return text.size == 2;
}

/* Small letters, digits and hyphens; everything else becomes one hyphen. */
static char *plain_name(struct text words)
{
	struct buffer folded = {0}, out = {0};
	utf8_fold(&folded, NULL, text_part(words, 0, utf8_offset(words, NAME_POINTS)));
	for (size_t i = 0; i < folded.size; i++) {
		char byte = folded.bytes[i];
		if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))
			buffer_add_byte(&out, byte);
		else if (out.size && out.bytes[out.size - 1] != '-')
			buffer_add_byte(&out, '-');
	}
	while (out.size && out.bytes[out.size - 1] == '-')
		out.size--;
	buffer_clear(&folded);
	return buffer_take(&out);
}

/* "Texte final.fr.md" is "drafts/texte-final.fr.md". */
static void find_path(struct founder_draft *out, const char *file, const char *language)
{
	const char *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file;
	const char *dot = strrchr(base, '.');
	struct text stem = {base, dot && dot > base ? (size_t)(dot - base) : strlen(base)};
	struct text code = stem.size > 3 ? text_part(stem, stem.size - 2, stem.size) : (struct text){0};
	if (code.size && is_code(code) && stem.bytes[stem.size - 3] == '.') {
		out->language = text_take(code);
		stem.size -= 3;
	} else {
		out->language = memory_string(language);
	}
	char *name = plain_name(stem);
	out->path = memory_format("drafts/%s.%s.md", name[0] ? name : "draft", out->language);
	if (!out->title)
		out->title = memory_string(name[0] ? name : "draft");
	free(name);
}

const struct fault *founder_add(struct founder *founder, const char *file, const char *language)
{
	struct founder_draft draft = {0};
	const struct fault *fault = !strcmp(file, "-")
					    ? fault_new(FAULT_MALFORMED, "%s", _("a draft needs a file with a name"))
					    : file_read(&draft.bytes, file, DRAFT_LIMIT);
	if (!fault)
		fault = read_draft(&draft, file);
	if (!fault)
		find_path(&draft, file, language);
	for (size_t i = 0; !fault && i < founder->count; i++)
		if (!strcmp(founder->drafts[i].path, draft.path))
			fault = fault_new(FAULT_CONFLICT,
				_("two of the texts would be called %.300s: rename one, as in NAME.en.md"), draft.path);
	*ARRAY_ADD(founder->drafts, founder->count, founder->capacity) = draft;
	return fault;
}

const struct fault *founder_name(struct founder *founder, const char *as)
{
	repository_user(&founder->name, &founder->email);
	founder->id = as ? memory_string(as) : plain_name(text_of(founder->name));
	if (!founder->id[0]) {
		free(founder->id);
		founder->id = memory_string("secretariat");
	}
	if (!name_valid(text_of(founder->id)))
		return fault_new(FAULT_MALFORMED,
			_("“%.80s” cannot be a reviewer's id: use small letters, digits and hyphens"), founder->id);
	if (!founder->name)
		founder->name = memory_string(as ? as : _("Secretariat"));
	if (!founder->email)
		founder->email = memory_format("%s@paraphe.invalid", founder->id);
	return NULL;
}

static const char *label_language(const char *language)
{
	return !strcmp(language, "fr") || !strcmp(language, "es") ? language : "en";
}

void founder_consultation(struct buffer *out, const struct founder *founder)
{
	static const char *const empty[] = {"areas", "mechanisms", "questions", "groups"};
	struct json *root = json_new_object(), *title = json_add_object(root, "title");
	for (size_t i = 0; i < founder->count; i++) {
		const char *language = label_language(founder->drafts[i].language);
		if (!json_find(title, language))
			json_add_string(title, language, founder->drafts[i].title);
	}
	json_add_string(root, "base", "main");
	struct json *drafts = json_add_array(root, "drafts");
	for (size_t i = 0; i < founder->count; i++) {
		struct json *draft = json_add_object(drafts, NULL);
		json_add_string(draft, "path", founder->drafts[i].path);
		json_add_string(draft, "language", founder->drafts[i].language);
		json_add_bool(draft, "source", i == 0);
	}
	for (size_t i = 0; i < ARRAY_SIZE(empty); i++)
		json_add_array(root, empty[i]);
	struct json *member = json_add_object(json_add_array(root, "roster"), NULL);
	json_add_string(member, "id", founder->id);
	json_add_string(member, "name", founder->name);
	json_add_string(member, "language", language_code());
	json_add_string(member, "role", "secretariat");
	json_write(out, root);
	json_free(root);
}
