#include "act/unfinished.h"

#include "base/array.h"
#include "base/language.h"

static const char *const kinds[] = {"remark", "reply", "amendment", "insertion", "answer", "decision"};

void unfinished_clear(struct unfinished *unfinished)
{
	free(unfinished->name);
	free(unfinished->reviewer);
	free(unfinished->draft);
	free(unfinished->blob);
	free(unfinished->target);
	free(unfinished->quote);
	free(unfinished->tags);
	free(unfinished->text);
	free(unfinished->reason);
	free(unfinished->known);
	*unfinished = (struct unfinished){0};
}

void unfinished_list_clear(struct unfinished_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		unfinished_clear(&list->items[i]);
	free(list->items);
	*list = (struct unfinished_list){0};
}

static void unfinished_write(struct buffer *out, const struct unfinished *now, const char *reviewer)
{
	char when[CLOCK_TEXT];
	struct json *root = json_new_object();
	clock_format(when, clock_now());
	json_add_string(root, "entry", "text");
	json_add_string(root, "reviewer", reviewer);
	json_add_string(root, "kind", kinds[now->kind]);
	json_add_string(root, "when", when);
	json_add_string(root, "draft", now->draft);
	json_add_string(root, "blob", now->blob);
	json_add_number(root, "paragraph", (long long)now->paragraph);
	if (now->target)
		json_add_string(root, "target", now->target);
	if (now->quote) {
		json_add_string(root, "quote", now->quote);
		json_add_number(root, "start", (long long)now->quote_start_points);
		json_add_number(root, "end", (long long)now->quote_end_points);
	}
	json_add_bool(root, "question", now->question);
	if (now->tags)
		json_add_string(root, "tags", now->tags);
	json_add_string(root, "text", now->text ? now->text : "");
	if (now->reason)
		json_add_string(root, "reason", now->reason);
	if (now->known)
		json_add_string(root, "known", now->known);
	json_write(out, root);
	json_free(root);
}

static size_t number_of(const struct json *root, const char *key)
{
	long long number = 0;
	return json_number(json_find(root, key), &number) && number > 0 ? (size_t)number : 0;
}

/* False for what is no unfinished text. */
static bool unfinished_read(struct unfinished *out, const struct json *root, const char *name)
{
	const char *entry = json_find_string(root, "entry"), *kind = json_find_string(root, "kind");
	const char *when = json_find_string(root, "when");
	size_t index = 0;
	while (index < ARRAY_SIZE(kinds) && (!kind || strcmp(kinds[index], kind) != 0))
		index++;
	if (!entry || strcmp(entry, "text") != 0 || index == ARRAY_SIZE(kinds))
		return false;
	*out = (struct unfinished){
		.name = memory_string(name),
		.reviewer = memory_string(json_find_string(root, "reviewer")),
		.kind = (enum unfinished_kind)index,
		.draft = memory_string(json_find_string(root, "draft")),
		.blob = memory_string(json_find_string(root, "blob")),
		.paragraph = number_of(root, "paragraph"),
		.target = memory_string(json_find_string(root, "target")),
		.quote = memory_string(json_find_string(root, "quote")),
		.quote_start_points = number_of(root, "start"),
		.quote_end_points = number_of(root, "end"),
		.question = json_is_true(json_find(root, "question")),
		.tags = memory_string(json_find_string(root, "tags")),
		.text = memory_string(json_find_string(root, "text")),
		.reason = memory_string(json_find_string(root, "reason")),
		.known = memory_string(json_find_string(root, "known")),
	};
	if (when && !clock_parse(&out->when, when))
		out->when = (struct moment){0};
	return true;
}

/* Takes an entry and reads its JSON; NULL where it is busy, gone, or no JSON of ours. */
static struct json *read_entry(struct journal_entry **entry, struct review *review, const char *name)
{
	struct buffer bytes = {0};
	struct json *root = NULL;
	*entry = NULL;
	if (!journal_take(entry, &bytes, review->journal, name) && json_read(&root, buffer_text(&bytes)))
		root = NULL;
	buffer_clear(&bytes);
	if (!root && *entry) {
		journal_leave(*entry);
		*entry = NULL;
	}
	return root;
}

static bool is_mine(const struct review *review, const struct unfinished *unfinished)
{
	return unfinished->reviewer && review->identity.id && !strcmp(unfinished->reviewer, review->identity.id);
}

/* Takes an unfinished text of the one at the keyboard, and nothing else: behind one door all share one uid. */
static const struct fault *take_mine(struct journal_entry **entry, struct review *review, const char *name)
{
	struct buffer bytes = {0};
	struct json *root = NULL;
	struct unfinished unfinished = {0};
	const struct fault *fault = journal_take(entry, &bytes, review->journal, name);
	if (!fault)
		fault = json_read(&root, buffer_text(&bytes));
	if (!fault && (!unfinished_read(&unfinished, root, name) || !is_mine(review, &unfinished)))
		fault = fault_new(FAULT_FORBIDDEN, "%s", _("this is no unfinished text of yours"));
	if (fault && *entry) {
		journal_leave(*entry);
		*entry = NULL;
	}
	unfinished_clear(&unfinished);
	json_free(root);
	buffer_clear(&bytes);
	return fault;
}

static int by_age(const void *a, const void *b)
{
	return strcmp(((const struct unfinished *)a)->name, ((const struct unfinished *)b)->name);
}

const struct fault *recovery_list(struct unfinished_list *out, struct review *review)
{
	struct file_names names = {0};
	*out = (struct unfinished_list){0};
	if (!review->journal || !review->identity.id)
		return NULL;
	const struct fault *fault = journal_list(&names, review->journal);
	for (size_t i = 0; !fault && i < names.count; i++) {
		struct journal_entry *entry;
		struct unfinished unfinished;
		struct json *root = read_entry(&entry, review, names.names[i]);
		if (root && unfinished_read(&unfinished, root, names.names[i])) {
			if (is_mine(review, &unfinished))
				*ARRAY_ADD(out->items, out->count, out->capacity) = unfinished;
			else
				unfinished_clear(&unfinished);
		}
		json_free(root);
		if (entry)
			journal_leave(entry);
	}
	file_names_clear(&names);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, by_age);
	return fault;
}

struct recovery_text {
	struct review *review;
	struct journal_entry *entry; /* NULL until something is kept */
	char *reviewer;
};

const struct fault *recovery_begin(struct recovery_text **out, struct review *review, const char *taken)
{
	struct recovery_text *text = memory_new(1, sizeof *text);
	const struct fault *fault = NULL;
	text->review = review;
	text->reviewer = memory_string(review->identity.id ? review->identity.id : "");
	if (taken && review->journal)
		fault = take_mine(&text->entry, review, taken);
	if (fault) {
		free(text->reviewer);
		free(text);
		*out = NULL;
		return fault;
	}
	*out = text;
	return NULL;
}

const struct fault *recovery_keep(struct recovery_text *text, const struct unfinished *now)
{
	struct buffer bytes = {0};
	const struct fault *fault = NULL;
	if (!text->review->journal)
		return fault_new(
			FAULT_FORBIDDEN, "%s", _("nothing can be written here: your unfinished text is not kept"));
	bool empty = (!now->text || !now->text[0]) && (!now->reason || !now->reason[0]);
	if (empty) {
		if (text->entry)
			journal_end(text->entry);
		text->entry = NULL;
		return NULL;
	}
	unfinished_write(&bytes, now, text->reviewer);
	if (text->entry) {
		fault = journal_update(text->entry, buffer_text(&bytes));
	} else {
		char uuid[UUID_TEXT];
		uuid_next(uuid, NULL);
		char *name = memory_format("%s.json", uuid);
		fault = journal_begin(&text->entry, text->review->journal, name, buffer_text(&bytes));
		free(name);
	}
	buffer_clear(&bytes);
	return fault;
}

void recovery_done(struct recovery_text *text)
{
	if (!text)
		return;
	if (text->entry)
		journal_end(text->entry);
	free(text->reviewer);
	free(text);
}

void recovery_leave(struct recovery_text *text)
{
	if (!text)
		return;
	if (text->entry)
		journal_leave(text->entry);
	free(text->reviewer);
	free(text);
}

const struct fault *recovery_drop(struct review *review, const char *name)
{
	struct journal_entry *entry = NULL;
	if (!review->journal)
		return NULL;
	const struct fault *fault = take_mine(&entry, review, name);
	if (!fault)
		journal_end(entry);
	return fault && fault_kind(fault) == FAULT_MISSING ? NULL : fault;
}
