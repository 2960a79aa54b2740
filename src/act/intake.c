#include "act/intake.h"

#include "act/texts.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/worker.h"
#include "review/applied.h"
#include "review/decision.h"
#include "text/lines.h"
#include "text/visible.h"

static const struct reviewer *reviewer_of(const struct gathered *g, size_t i)
{
	return &g->review->standing->reviewers[g->branches[i].reviewer];
}

/* What one commit changes. */
struct intake {
	struct gathered *g;
	size_t branch;
	struct snapshot *tree, *theirs,
		*before; /* the base as it is so far; the branch; what they came from, or NULL */
	struct commit_file *files;
	size_t count, capacity;
	struct buffer *texts;
	size_t text_count, text_capacity;
	bool leaves_out; /* decisions that are not applied yet */
};

static void add_text(struct intake *c, const char *path, struct buffer *bytes)
{
	struct commit_file *file = ARRAY_ADD(c->files, c->count, c->capacity);
	struct buffer *kept = ARRAY_ADD(c->texts, c->text_count, c->text_capacity);
	*kept = *bytes;
	*bytes = (struct buffer){0};
	file->path = memory_string(path);
	file->bytes = buffer_text(kept);
}

static void add_blob(struct intake *c, const char *path, const struct oid *blob)
{
	struct commit_file *file = ARRAY_ADD(c->files, c->count, c->capacity);
	struct oid *kept = memory_new(1, sizeof *kept);
	*kept = *blob;
	file->path = memory_string(path);
	file->blob = kept;
}

static void commit_clear(struct intake *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free((char *)c->files[i].path);
		free((struct oid *)c->files[i].blob);
	}
	for (size_t i = 0; i < c->text_count; i++)
		buffer_clear(&c->texts[i]);
	struct snapshot *all[] = {c->tree, c->theirs, c->before};
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		if (all[i])
			snapshot_close(all[i]);
	free(c->files);
	free(c->texts);
}

/* The words of each draft with what has been taken so far. */
static const struct fault *add_drafts(struct intake *c, struct rendition *renditions, size_t count)
{
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < count; i++) {
		const struct oid *blob = &renditions[i].blob;
		fault = commit_blob(c->g->review->repository, rendition_text(&renditions[i]), blob);
		if (!fault)
			add_blob(c, renditions[i].path, blob);
		if (!fault && renditions[i].draft) {
			review_keep(c->g->review, blob, renditions[i].draft);
			renditions[i].draft = NULL;
		}
	}
	return fault;
}

/* Whether a file of somebody's folder is a decision that has not been applied. */
static bool is_pending(const struct intake *c, const char *file)
{
	const struct standing *standing = c->g->review->standing;
	char id[UUID_TEXT] = "";
	if (strlen(file) == UUID_TEXT - 1 + strlen(".json"))
		memcpy(id, file, UUID_TEXT - 1);
	size_t at = threads_find(&standing->threads, id);
	return at != THREAD_NONE && decision_of(standing->threads.entries[at].annotation) != DECISION_NONE;
}

/* The files of one folder of annotations that the base does not have yet, and that were not `added`. */
static const struct fault *add_folder(struct intake *c, const char *reviewer, const struct map *added)
{
	enum { MOST = 20000 };
	struct snapshot_entries theirs = {0};
	struct oid ours, folder;
	char *path = memory_format("annotations/%s", reviewer);
	const struct fault *fault = NULL;
	snapshot_folder(&ours, c->tree, path);
	snapshot_folder(&folder, c->theirs, path);
	if (!oid_equal(&ours, &folder))
		fault = snapshot_list(&theirs, c->theirs, path, MOST);
	for (size_t i = 0; !fault && i < theirs.count; i++) {
		const struct snapshot_entry *entry = &theirs.items[i];
		struct oid blob;
		char *file = memory_format("%s/%s", path, entry->name);
		size_t known;
		bool new = entry->plain && !entry->folder &&snapshot_find(&blob, c->tree, file) != NULL &&
			   !map_find(added, text_of(file), &known);
		if (new &&is_pending(c, entry->name))
			c->leaves_out = true;
		else if (new)
			add_blob(c, file, &entry->oid);
		free(file);
	}
	snapshot_entries_clear(&theirs);
	free(path);
	return fault;
}

/* The decisions on this branch's amendments, from wherever their authors wrote them. */
static const struct fault *add_decisions(struct intake *c, struct map *added)
{
	const struct apply_report *report = c->g->report;
	const char *reviewer = report->branches[c->branch].reviewer;
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++) {
			const struct taken *item = &report->drafts[i]->items[j];
			if (item->fate < FATE_TAKEN || strcmp(item->reviewer, reviewer) != 0)
				continue;
			for (size_t k = 0; k < item->decision_count; k++) {
				char *path = decision_path(item->decisions[k]);
				struct oid blob;
				if (map_put(added, text_of(path), 1) && snapshot_find(&blob, c->tree, path) != NULL &&
					decision_blob(&blob, c->g->review, item->decisions[k]))
					add_blob(c, path, &blob);
				free(path);
			}
		}
	return NULL;
}

static const struct fault *read_or_nothing(struct buffer *out, struct snapshot *tree, const char *path)
{
	const struct fault *fault = tree ? snapshot_read(out, tree, path, DRAFT_LIMIT) : NULL;
	return fault && fault_kind(fault) == FAULT_MISSING ? NULL : fault;
}

static const struct fault *add_dictionary(struct intake *c, const char *path)
{
	struct buffer before = {0}, mine = {0}, base = {0}, merged = {0};
	const struct fault *fault = read_or_nothing(&before, c->before, path);
	if (!fault)
		fault = read_or_nothing(&mine, c->theirs, path);
	if (!fault)
		fault = read_or_nothing(&base, c->tree, path);
	if (!fault) {
		lines_merge(&merged, buffer_text(&before), buffer_text(&mine), buffer_text(&base));
		if (!text_equal(buffer_text(&merged), buffer_text(&base)))
			add_text(c, path, &merged);
	}
	buffer_clear(&before);
	buffer_clear(&mine);
	buffer_clear(&base);
	buffer_clear(&merged);
	return fault;
}

static void say_left_alone(struct intake *c, const char *path)
{
	struct apply_report *report = c->g->report;
	char *shown = visible_take(path);
	buffer_format(&report->notices, _("%s has changed %s, too: that is left alone."),
		report->branches[c->branch].reviewer, shown);
	buffer_add_byte(&report->notices, '\n');
	free(shown);
}

/* Lexicon entries are taken as a set; what is no business of a reviewer's is named. */
static const struct fault *add_others(struct intake *c)
{
	struct snapshot_paths paths = {0};
	const struct fault *fault = c->before ? snapshot_changes(&paths, c->before, c->theirs) : NULL;
	for (size_t i = 0; !fault && i < paths.count; i++) {
		const char *path = paths.items[i];
		if (!strncmp(path, "dictionaries/", 13))
			fault = add_dictionary(c, path);
		else if (strncmp(path, "annotations/", 12) != 0 && !consultation_has(&c->g->review->consultation, path))
			say_left_alone(c, path);
	}
	snapshot_paths_clear(&paths);
	return fault;
}

static const struct fault *open_trees(struct intake *c)
{
	struct review *review = c->g->review;
	const struct oid *tip = &reviewer_of(c->g, c->branch)->tip;
	struct oids bases = {0};
	const struct fault *fault = snapshot_open(&c->tree, review->repository, &c->g->tip);
	if (!fault)
		fault = snapshot_open(&c->theirs, review->repository, tip);
	if (!fault)
		fault = branch_bases(&bases, review->repository, &review->base_tip, tip);
	struct oid before = bases.count ? bases.items[0] : (struct oid){{0}}, part = {{0}};
	if (!fault && bases.count)
		fault = applied_part(&part, review, reviewer_of(c->g, c->branch)->id);
	/* What has been taken of it in part was taken then: the later of the two counts. */
	if (!fault && !oid_is_zero(&part) && branch_contains(review->repository, tip, &part) &&
		!branch_contains(review->repository, &before, &part))
		before = part;
	if (!fault && bases.count)
		fault = snapshot_open(&c->before, review->repository, &before);
	oids_clear(&bases);
	return fault;
}

/* "Co-authored-by: Name <e-mail>": who wrote the words of a branch that is taken in part. */
static char *co_author(const struct intake *c)
{
	const struct reviewer *reviewer = reviewer_of(c->g, c->branch);
	struct commit_facts facts = {0};
	char *line = NULL;
	if (c->g->review->identity.id && !strcmp(reviewer->id, c->g->review->identity.id))
		return NULL;
	if (!branch_facts(&facts, c->g->review->repository, &reviewer->tip))
		line = memory_format("Co-authored-by: %s <%s>", reviewer->name, facts.author_email);
	commit_facts_clear(&facts);
	return line;
}

static const struct fault *write_commit(struct intake *c)
{
	struct gathered *g = c->g;
	struct apply_branch *branch = &g->report->branches[c->branch];
	const struct identity *identity = &g->review->identity;
	const struct oid parents[] = {g->tip, reviewer_of(g, c->branch)->tip};
	if (c->leaves_out) /* what it decides on is taken later in this run: then the next pass merges it */
		branch->fate = BRANCH_PARTIAL;
	bool whole = branch->fate == BRANCH_MERGED;
	char hex[OID_HEX], *taken = NULL;
	oid_format(hex, &parents[1]);
	if (!whole)
		taken = memory_format("%s %s", branch->reviewer, hex);
	char act[UUID_TEXT], *body = whole ? NULL : co_author(c);
	char *subject = whole ? memory_format("Merge the changes of %s", branch->reviewer)
			      : memory_format("Take what is decided of %s", branch->reviewer);
	uuid_next(act, NULL);
	struct commit_order order = {
		.author_name = identity->name,
		.author_email = identity->email,
		.subject = subject,
		.body = body,
		.act = act,
		.kind = "apply",
		.taken = taken,
		.when = clock_now(),
		.files = c->files,
		.file_count = c->count,
		.parents = parents,
		.parent_count = whole ? 2 : 1,
	};
	const struct fault *fault = commit_write(&g->tip, g->review->repository, &order);
	free(subject);
	free(body);
	free(taken);
	if (!fault || whole || fault_kind(fault) != FAULT_CONFLICT)
		return fault;
	branch->fate = BRANCH_UNTOUCHED; /* all of it was there */
	return NULL;
}

static const struct fault *take_branch(
	struct gathered *g, size_t branch, struct renditions *texts, struct map *decisions)
{
	struct intake c = {.g = g, .branch = branch};
	const struct fault *fault = open_trees(&c);
	if (!fault)
		fault = add_drafts(&c, texts->items, texts->count);
	if (!fault)
		fault = add_decisions(&c, decisions);
	if (!fault)
		fault = add_folder(&c, g->report->branches[branch].reviewer, decisions);
	if (!fault)
		fault = add_others(&c);
	if (!fault)
		fault = write_commit(&c);
	commit_clear(&c);
	return fault;
}

/* --- all of them: here the words are put together, beside it the commits are written */

enum { MEMORY = 4 << 20 }; /* what the commits take, about */

struct line {
	struct gathered *g;
	const struct progress *progress;
	struct texts texts;
	struct renditions *renditions; /* of each branch */
	bool *ready;                   /* the words of that branch are there */
	bool stopped;                  /* no more words */
	const struct fault *fault;     /* of the words */
	struct fault_kept failure;     /* of the commits */
	struct map decisions;          /* written already */
};

/* What is done stands by itself; the rest comes with the next run. */
static void make_words(void *context, size_t from, size_t to)
{
	struct line *line = context;
	for (size_t i = from; i < to && !line->stopped; i++) {
		line->stopped = !progress_report(line->progress, i, line->g->count);
		if (line->stopped || line->g->report->branches[i].fate == BRANCH_UNTOUCHED)
			continue;
		line->fault = texts_take(&line->renditions[i], &line->texts, line->g->report->branches[i].reviewer);
		line->stopped = line->fault != NULL;
		line->ready[i] = !line->stopped;
	}
}

static void make_commits(void *context, size_t from, size_t to)
{
	struct line *line = context;
	if (from == 0)
		memory_expect(MEMORY);
	for (size_t i = from; i < to && !line->failure.text; i++) {
		if (!line->ready[i])
			continue;
		const struct fault *fault = take_branch(line->g, i, &line->renditions[i], &line->decisions);
		fault_keep(&line->failure, fault);
		if (!fault)
			renditions_clear(&line->renditions[i]);
	}
}

static void line_close(struct line *line)
{
	for (size_t i = 0; i < line->g->count; i++)
		renditions_clear(&line->renditions[i]);
	texts_close(&line->texts);
	map_clear(&line->decisions);
	free(line->renditions);
	free(line->ready);
}

const struct fault *intake_run(struct gathered *g, const struct progress *progress, bool keep)
{
	enum { SLICE = 2, MOST_AHEAD = 16 };
	struct line line = {.g = g,
		.progress = progress,
		.renditions = memory_new(g->count, sizeof *line.renditions),
		.ready = memory_new(g->count, sizeof *line.ready)};
	texts_open(&line.texts, g->report, keep);
	repository_verify(false); /* the same trees again and again, most of them our own */
	const struct fault *fault = commit_gather(g->review->repository);
	if (!fault) {
		worker_follow(g->count, SLICE, MOST_AHEAD, make_words, make_commits, &line);
		fault = line.fault;
	}
	const struct fault *other = fault_give(&line.failure);
	fault = fault ? fault : other;
	if (!fault)
		fault = commit_gathered(g->review->repository);
	else
		commit_scatter(g->review->repository);
	repository_verify(true);
	line_close(&line);
	return fault;
}
