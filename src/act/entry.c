#include "act/entry.h"

#include "annotation/entered.h"
#include "annotation/webjson.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "draft/merge.h"
#include "store/change.h"
#include "store/commit.h"
#include "text/lines.h"

enum { FILES_MOST = 50000, FILE_LIMIT = DRAFT_LIMIT };

/* The commit being made. */
struct making {
	const struct entry *entry;
	struct commit_file *files;
	size_t count, capacity;
};

static struct commit_file *add_file(struct making *making, const char *path)
{
	struct commit_file *file = ARRAY_ADD(making->files, making->count, making->capacity);
	*file = (struct commit_file){.path = memory_string(path)};
	return file;
}

static void add_blob(struct making *making, const char *path, const struct oid *blob)
{
	struct oid *copy = memory_new(1, sizeof *copy);
	*copy = *blob;
	add_file(making, path)->blob = copy;
}

static void add_text(struct making *making, const char *path, struct buffer *bytes)
{
	size_t size = bytes->size;
	add_file(making, path)->bytes = (struct text){buffer_take(bytes), size};
}

static void making_clear(struct making *making)
{
	for (size_t i = 0; i < making->count; i++) {
		free((char *)making->files[i].path);
		free((char *)making->files[i].bytes.bytes);
		free((struct oid *)making->files[i].blob);
	}
	free(making->files);
}

static void leave_out(struct making *making, const char *path, const char *why)
{
	exchange_notice(
		making->entry->exchange, _("%s from %s is left out: %s."), path, making->entry->owner->name, why);
}

/* Where one of the new parents has the path, how it is there; *same: as it is wanted. */
static const struct fault *in_parents(bool *there, bool *same, const struct making *making, const struct change *change)
{
	const struct fault *fault = NULL;
	*there = *same = false;
	for (size_t i = 0; !fault && i < making->entry->parent_count; i++) {
		struct change_entry has;
		fault = change_entry(&has, making->entry->review->repository, &making->entry->parents[i], change->path);
		*there |= !fault && has.mode;
		*same |= !fault && change_same(&has, &change->after);
	}
	return fault;
}

/* What the hook would say of it, and whether it can be read at all. */
static const struct fault *enter_annotation(
	struct buffer *out, const struct making *making, const struct change *change)
{
	struct review *review = making->entry->review;
	struct buffer bytes = {0};
	const struct fault *fault =
		repository_blob(&bytes, review->repository, &change->after.oid, ANNOTATION_WORDS_LIMIT);
	if (!fault)
		fault = entered_write(out, buffer_text(&bytes), review->identity.id);
	if (!fault)
		fault = contribution_annotation(making->entry->rules, change->path, buffer_text(out));
	buffer_clear(&bytes);
	return fault;
}

/* A file that was there before: as it was, or as it was entered meanwhile, it is no news. */
static const struct fault *see_change(struct making *making, const struct change *change)
{
	struct repository *repository = making->entry->review->repository;
	struct buffer before = {0}, after = {0};
	const struct fault *fault = repository_blob(&before, repository, &change->before.oid, ANNOTATION_WORDS_LIMIT);
	if (!fault && change->after.mode)
		fault = repository_blob(&after, repository, &change->after.oid, ANNOTATION_WORDS_LIMIT);
	if (fault || !entered_same(buffer_text(&before), buffer_text(&after)))
		leave_out(making, change->path, _("an annotation is written once, and this one was changed later"));
	buffer_clear(&before);
	buffer_clear(&after);
	return NULL;
}

static const struct fault *enter_new(struct making *making, const struct change *change)
{
	struct buffer entered = {0};
	const struct fault *fault = change->after.mode == CHANGE_PLAIN
					    ? enter_annotation(&entered, making, change)
					    : fault_new(FAULT_MALFORMED, "%s", _("only plain files (100644) are kept"));
	if (!fault)
		add_text(making, change->path, &entered);
	else
		leave_out(making, change->path, fault_text(fault));
	buffer_clear(&entered);
	return NULL;
}

static const struct fault *add_annotation(struct making *making, const struct change *change)
{
	struct repository *repository = making->entry->review->repository;
	struct change_entry has = {0};
	const struct fault *fault = change_entry(&has, repository, &making->entry->parents[0], change->path);
	if (fault)
		return fault;
	if (has.mode)
		return change->before.mode ? see_change(making, change) : NULL; /* the same act, entered before */
	if (change->before.mode)
		return NULL; /* left out before, and said */
	for (size_t i = 1; !fault && !has.mode && i < making->entry->parent_count; i++)
		fault = change_entry(&has, repository, &making->entry->parents[i], change->path);
	if (!fault && has.mode)
		add_blob(making, change->path, &has.oid);
	return fault || has.mode ? fault : enter_new(making, change);
}

static const struct fault *merge_draft(struct buffer *out, struct review *review, const struct oid *blobs)
{
	const struct draft *drafts[3];
	struct merge_collisions collisions = {0};
	const struct fault *fault = NULL;
	for (int i = 0; !fault && i < 3; i++)
		fault = review_blob(&drafts[i], review, &blobs[i]);
	if (!fault)
		fault = merge_run(out, &collisions, drafts[0], drafts[1], drafts[2]);
	if (!fault && collisions.count)
		fault = fault_new(FAULT_CONFLICT, "%s", _("its words meet others that have changed since"));
	merge_collisions_clear(&collisions);
	return fault;
}

static const struct fault *merge_lines(struct buffer *out, struct review *review, const struct oid *blobs)
{
	struct buffer texts[3] = {{0}};
	const struct fault *fault = NULL;
	for (int i = 0; !fault && i < 3; i++)
		if (!oid_is_zero(&blobs[i]))
			fault = repository_blob(&texts[i], review->repository, &blobs[i], FILE_LIMIT);
	if (!fault)
		lines_merge(out, buffer_text(&texts[0]), buffer_text(&texts[1]), buffer_text(&texts[2]));
	for (int i = 0; i < 3; i++)
		buffer_clear(&texts[i]);
	return fault;
}

/* A draft, a dictionary: as it is where it came from the same text, else by words. */
static const struct fault *add_words(struct making *making, const struct change *change, bool draft)
{
	struct review *review = making->entry->review;
	struct buffer merged = {0};
	struct change_entry here = {0};
	if (change->after.mode != CHANGE_PLAIN || (draft && !change->before.mode)) {
		leave_out(making, change->path, _("a text may be reworded, not taken away or replaced"));
		return NULL;
	}
	const struct fault *fault = change_entry(&here, review->repository, &making->entry->parents[0], change->path);
	if (fault || change_same(&here, &change->after))
		return fault;
	if (change_same(&here, &change->before)) {
		add_blob(making, change->path, &change->after.oid);
		return NULL;
	}
	const struct oid blobs[] = {change->before.oid, change->after.oid, here.oid}; /* old, new, present */
	fault = draft ? merge_draft(&merged, review, blobs) : merge_lines(&merged, review, blobs);
	if (!fault)
		add_text(making, change->path, &merged);
	buffer_clear(&merged);
	return fault;
}

/* What is not the reviewer's comes with the base that has it, or not at all. */
static const struct fault *add_foreign(struct making *making, const struct change *change)
{
	bool there, same;
	const struct fault *fault = in_parents(&there, &same, making, change);
	if (!fault && same && change->after.mode)
		add_blob(making, change->path, &change->after.oid);
	else if (!fault && same)
		add_file(making, change->path);
	else if (!fault)
		leave_out(making, change->path, _("it is not theirs to change"));
	return fault;
}

static const struct fault *add_change(struct making *making, const struct change *change)
{
	char *own = memory_format("annotations/%s/", making->entry->owner->id);
	bool is_own = text_starts(text_of(change->path), own);
	free(own);
	if (is_own)
		return add_annotation(making, change);
	if (consultation_has(&making->entry->review->consultation, change->path))
		return add_words(making, change, true);
	if (text_starts(text_of(change->path), "dictionaries/"))
		return add_words(making, change, false);
	return add_foreign(making, change);
}

static const struct fault *write_commit(struct oid *out, const struct making *making)
{
	const struct entry *entry = making->entry;
	const struct identity *identity = &entry->review->identity;
	const struct commit_order order = {
		.author_name = entry->owner->name,
		.author_email = entry->owner->email,
		.committer_name = identity->name,
		.committer_email = identity->email,
		.message = entry->facts.message,
		.when = clock_now(),
		.authored = &entry->facts.when,
		.files = making->files,
		.file_count = making->count,
		.parents = entry->parents,
		.parent_count = entry->parent_count,
	};
	return commit_write(out, entry->review->repository, &order);
}

const struct fault *entry_make(struct oid *out, const struct entry *entry)
{
	struct making making = {.entry = entry};
	struct changes changes = {0};
	const struct fault *fault =
		change_list(&changes, entry->review->repository, &entry->from, entry->commit, FILES_MOST);
	for (size_t i = 0; !fault && i < changes.count; i++)
		fault = add_change(&making, &changes.items[i]);
	changes_clear(&changes);
	if (fault)
		fault = fault_context(fault, _("“%.80s”"), entry->facts.subject ? entry->facts.subject : "");
	*out = entry->parents[0];
	if (!fault && (making.count || entry->parent_count > 1)) {
		fault = write_commit(out, &making);
		if (!fault)
			fault = contribution_judge(entry->rules, out);
	}
	making_clear(&making);
	return fault;
}
