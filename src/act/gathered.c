#include "act/gathered.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/putting.h"
#include "text/lines.h"
#include "text/visible.h"

/* --- which branches, and how */

static struct text oid_text(const struct oid *oid)
{
	return (struct text){(const char *)oid->bytes, OID_BYTES};
}

static const struct reviewer *reviewer_of(const struct gathered *g, size_t i)
{
	return &g->review->standing->reviewers[g->branches[i].reviewer];
}

static void count_amendments(struct apply_branch *branch, const struct apply_report *report)
{
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++) {
			const struct taken *item = &report->drafts[i]->items[j];
			if (strcmp(item->reviewer, branch->reviewer) != 0)
				continue;
			branch->open += item->fate < FATE_TAKEN;
			branch->settled += item->fate >= FATE_TAKEN;
		}
}

/* The branch's commits that the base does not hold, and which of them are its own. */
static const struct fault *look_at(struct gathered *g, struct gathered_branch *branch)
{
	struct review *review = g->review;
	const struct oid *tip = &review->standing->reviewers[branch->reviewer].tip;
	struct oids bases = {0}, chain = {0};
	struct map beyond = {0};
	size_t known;
	const struct fault *fault = branch_bases(&bases, review->repository, &review->base_tip, tip);
	branch->foreign = !bases.count;
	if (!fault)
		fault = branch_beyond(&branch->beyond, review->repository, tip, &review->base_tip);
	for (size_t i = 0; i < branch->beyond.count; i++)
		map_put(&beyond, oid_text(&branch->beyond.items[i]), 1);
	if (!fault)
		fault = branch_chain(&chain, review->repository, tip, &review->base_tip, branch->beyond.count);
	for (size_t i = 0; i < chain.count && map_find(&beyond, oid_text(&chain.items[i]), &known); i++)
		map_put(&branch->own, oid_text(&chain.items[i]), 1);
	map_clear(&beyond);
	oids_clear(&bases);
	oids_clear(&chain);
	return fault;
}

/* Whether merging one branch would bring commits that are another's own. */
static bool brings(const struct gathered *g, size_t branch, size_t other)
{
	size_t known;
	for (size_t i = 0; i < g->branches[branch].beyond.count; i++)
		if (map_find(&g->branches[other].own, oid_text(&g->branches[branch].beyond.items[i]), &known))
			return true;
	return false;
}

/* Two parents only if all that comes with them from other branches is settled and taken, too. */
static void part_linked(struct gathered *g)
{
	struct apply_branch *branches = g->report->branches;
	struct map owners = {0}; /* commit -> the last branch seen to hold it, plus one */
	bool *shares = memory_new(g->count, sizeof *shares);
	for (size_t i = 0; i < g->count; i++)
		for (size_t j = 0; j < g->branches[i].beyond.count; j++) {
			size_t other;
			struct text commit = oid_text(&g->branches[i].beyond.items[j]);
			if (map_find(&owners, commit, &other))
				shares[i] = shares[other] = true;
			map_put(&owners, commit, i);
		}
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < g->count; i++)
			for (size_t j = 0; shares[i] && branches[i].fate == BRANCH_MERGED && j < g->count; j++) {
				if (j == i || !shares[j] || branches[j].fate == BRANCH_MERGED || !brings(g, i, j))
					continue;
				branches[i].fate = branches[i].settled ? BRANCH_PARTIAL : BRANCH_UNTOUCHED;
				again = true;
			}
	}
	map_clear(&owners);
	free(shares);
}

static enum branch_fate fate_of(const struct apply_branch *branch, bool unread)
{
	if (!branch->open && !unread)
		return BRANCH_MERGED;
	return branch->settled ? BRANCH_PARTIAL : BRANCH_UNTOUCHED;
}

void gathered_note_unread(struct gathered *g)
{
	const struct standing *standing = g->review->standing;
	for (size_t i = 0; i < standing->reviewer_count; i++)
		if (standing->reviewers[i].unread)
			map_put(&g->unread, text_of(standing->reviewers[i].id), 1);
}

static bool is_unread(const struct gathered *g, const char *reviewer)
{
	size_t known;
	return map_find(&g->unread, text_of(reviewer), &known);
}

const struct fault *gathered_branches(struct gathered *g, const struct apply_order *order)
{
	struct review *review = g->review;
	const struct standing *standing = review->standing;
	struct apply_report *report = g->report;
	const struct fault *fault = NULL;
	g->tip = review->base_tip;
	for (size_t i = 0; !fault && i < standing->reviewer_count; i++) {
		const struct reviewer *reviewer = &standing->reviewers[i];
		bool wanted = !order->reviewers;
		for (const char *const *id = order->reviewers; id && *id; id++)
			wanted |= !strcmp(*id, reviewer->id);
		if (oid_is_zero(&reviewer->tip) ||
			branch_contains(review->repository, &review->base_tip, &reviewer->tip))
			continue;
		struct gathered_branch *branch = ARRAY_ADD(g->branches, g->count, g->capacity);
		struct apply_branch *entry = ARRAY_ADD(report->branches, report->branch_count, report->branch_capacity);
		branch->reviewer = i;
		entry->reviewer = memory_string(reviewer->id);
		count_amendments(entry, report);
		entry->fate = wanted ? fate_of(entry, is_unread(g, reviewer->id)) : BRANCH_UNTOUCHED;
		fault = look_at(g, branch);
		if (branch->foreign)
			entry->fate = BRANCH_UNTOUCHED;
	}
	if (!fault)
		part_linked(g);
	return fault;
}

void gathered_clear(struct gathered *g)
{
	for (size_t i = 0; i < g->count; i++) {
		oids_clear(&g->branches[i].beyond);
		map_clear(&g->branches[i].own);
	}
	free(g->branches);
	map_clear(&g->unread);
}

/* --- the commits */

/* What one commit changes. */
struct taking_commit {
	struct gathered *g;
	size_t branch;
	struct snapshot *tree, *theirs,
		*before; /* the base as it is so far; the branch; what they came from, or NULL */
	struct commit_file *files;
	size_t count, capacity;
	struct buffer *texts;
	size_t text_count, text_capacity;
};

static void add_text(struct taking_commit *c, const char *path, struct buffer *bytes)
{
	struct commit_file *file = ARRAY_ADD(c->files, c->count, c->capacity);
	struct buffer *kept = ARRAY_ADD(c->texts, c->text_count, c->text_capacity);
	*kept = *bytes;
	*bytes = (struct buffer){0};
	file->path = memory_string(path);
	file->bytes = buffer_text(kept);
}

static void add_blob(struct taking_commit *c, const char *path, const struct oid *blob)
{
	struct commit_file *file = ARRAY_ADD(c->files, c->count, c->capacity);
	struct oid *kept = memory_new(1, sizeof *kept);
	*kept = *blob;
	file->path = memory_string(path);
	file->blob = kept;
}

static void commit_clear(struct taking_commit *c)
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
static const struct fault *add_drafts(struct taking_commit *c, struct filling *const *fillings)
{
	const struct apply_report *report = c->g->report;
	const char *reviewer = report->branches[c->branch].reviewer;
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < report->draft_count; i++) {
		const struct taking *taking = report->drafts[i];
		struct draft *draft = NULL;
		struct oid blob;
		bool taken = false;
		for (size_t j = 0; j < taking->count; j++) {
			bool mine = taking->items[j].fate == FATE_TAKEN && !strcmp(taking->items[j].reviewer, reviewer);
			if (mine)
				filling_include(fillings[i], j, true);
			taken |= mine;
		}
		if (!taken)
			continue;
		fault = filling_draft(&draft, fillings[i]);
		if (!fault)
			fault = commit_blob(&blob, c->g->review->repository, draft->source);
		if (fault) {
			draft_free(draft);
			break;
		}
		add_blob(c, taking->path, &blob);
		review_keep(c->g->review, &blob, draft); /* it will be asked for, as a version of the base */
	}
	return fault;
}

/* Whether a file of somebody's folder is a decision that has not been applied. */
static bool is_pending(const struct taking_commit *c, const char *file)
{
	const struct standing *standing = c->g->review->standing;
	char id[UUID_TEXT] = "";
	if (strlen(file) == UUID_TEXT - 1 + strlen(".json"))
		memcpy(id, file, UUID_TEXT - 1);
	size_t at = threads_find(&standing->threads, id);
	return at != THREAD_NONE && decision_of(standing->threads.entries[at].annotation) != DECISION_NONE;
}

/* The files of one folder of annotations that the base does not have yet. */
static const struct fault *add_folder(struct taking_commit *c, const char *reviewer)
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
		if (entry->plain && !entry->folder && snapshot_find(&blob, c->tree, file) != NULL &&
			!is_pending(c, entry->name))
			add_blob(c, file, &entry->oid);
		free(file);
	}
	snapshot_entries_clear(&theirs);
	free(path);
	return fault;
}

/* The decisions on this branch's amendments, from wherever their authors wrote them. */
static const struct fault *add_decisions(struct taking_commit *c, struct map *added)
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

static const struct fault *add_dictionary(struct taking_commit *c, const char *path)
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

static void say_left_alone(struct taking_commit *c, const char *path)
{
	struct apply_report *report = c->g->report;
	char *shown = visible_take(path);
	buffer_format(&report->notices, _("%s has changed %s, too: that is left alone."),
		report->branches[c->branch].reviewer, shown);
	buffer_add_byte(&report->notices, '\n');
	free(shown);
}

/* Lexicon entries are taken as a set; what is no business of a reviewer's is named. */
static const struct fault *add_others(struct taking_commit *c)
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

static const struct fault *open_trees(struct taking_commit *c)
{
	struct review *review = c->g->review;
	const struct oid *tip = &reviewer_of(c->g, c->branch)->tip;
	struct oids bases = {0};
	const struct fault *fault = snapshot_open(&c->tree, review->repository, &c->g->tip);
	if (!fault)
		fault = snapshot_open(&c->theirs, review->repository, tip);
	if (!fault)
		fault = branch_bases(&bases, review->repository, &review->base_tip, tip);
	if (!fault && bases.count)
		fault = snapshot_open(&c->before, review->repository, &bases.items[0]);
	oids_clear(&bases);
	return fault;
}

/* "Co-authored-by: Name <e-mail>": who wrote the words of a branch that is taken in part. */
static char *co_author(const struct taking_commit *c)
{
	const struct reviewer *reviewer = reviewer_of(c->g, c->branch);
	struct commit_facts facts = {0};
	char *line = NULL;
	if (!branch_facts(&facts, c->g->review->repository, &reviewer->tip))
		line = memory_format("Co-authored-by: %s <%s>", reviewer->name, facts.author_email);
	commit_facts_clear(&facts);
	return line;
}

static const struct fault *write_commit(struct taking_commit *c)
{
	struct gathered *g = c->g;
	const struct apply_branch *branch = &g->report->branches[c->branch];
	const struct identity *identity = &g->review->identity;
	const struct oid parents[] = {g->tip, reviewer_of(g, c->branch)->tip};
	bool whole = branch->fate == BRANCH_MERGED;
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
		.when = clock_now(),
		.files = c->files,
		.file_count = c->count,
		.parents = parents,
		.parent_count = whole ? 2 : 1,
	};
	const struct fault *fault = commit_write(&g->tip, g->review->repository, &order);
	free(subject);
	free(body);
	return fault && !whole && fault_kind(fault) == FAULT_CONFLICT ? NULL : fault; /* all of it was there */
}

static const struct fault *take_branch(
	struct gathered *g, size_t branch, struct filling *const *fillings, struct map *decisions)
{
	struct taking_commit c = {.g = g, .branch = branch};
	const struct fault *fault = open_trees(&c);
	if (!fault)
		fault = add_drafts(&c, fillings);
	if (!fault)
		fault = add_folder(&c, g->report->branches[branch].reviewer);
	if (!fault)
		fault = add_decisions(&c, decisions);
	if (!fault)
		fault = add_others(&c);
	if (!fault)
		fault = write_commit(&c);
	commit_clear(&c);
	return fault;
}

const struct fault *gathered_commit(struct gathered *g, const struct progress *progress)
{
	struct apply_report *report = g->report;
	struct map decisions = {0};
	struct filling **fillings = memory_new(report->draft_count, sizeof *fillings);
	repository_verify(false); /* the same trees again and again, most of them our own */
	const struct fault *fault = commit_gather(g->review->repository);
	for (size_t i = 0; i < report->draft_count; i++)
		fillings[i] = filling_new(report->drafts[i]);
	for (size_t i = 0; !fault && i < g->count; i++) {
		if (!progress_report(progress, i, g->count))
			break; /* what is done stands by itself; the rest comes with the next run */
		if (report->branches[i].fate != BRANCH_UNTOUCHED)
			fault = take_branch(g, i, fillings, &decisions);
	}
	if (!fault)
		fault = commit_gathered(g->review->repository);
	else
		commit_scatter(g->review->repository);
	repository_verify(true);
	for (size_t i = 0; i < report->draft_count; i++)
		filling_free(fillings[i]);
	free(fillings);
	map_clear(&decisions);
	return fault;
}
