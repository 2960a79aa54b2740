#include "act/undoing.h"

#include "annotation/webjson.h"
#include "base/language.h"
#include "base/map.h"
#include "base/memory.h"
#include "draft/merge.h"
#include "review/applied.h"
#include "review/decision.h"
#include "text/lines.h"

enum {
	UNDO_REACH = 2000,  /* commits looked at: a day's acts and more */
	BASE_REACH = 20000, /* of the base, to know where one's own begin */
};

/* What is to be taken back: a commit of one's own branch. */
struct undoing {
	struct review *review;
	struct oid commit, parent;
	struct moment when;
	char *act, *subject;
	bool decides; /* it is of kind `decide` */
	bool redo;
	const char *wanted; /* this act and no other; NULL: the last */
	const struct again *again;
};

static void undoing_clear(struct undoing *undoing)
{
	free(undoing->act);
	free(undoing->subject);
}

static bool is_update(const struct commit_facts *facts)
{
	return facts->kind && (!strcmp(facts->kind, "update") || !strcmp(facts->kind, "apply"));
}

/* Whether an act that takes back another is an undo (its target is an act or a redo), not a redo. */
static bool is_undo(const struct commit_facts *facts, const struct map *acts, const char *target)
{
	bool undo = true;
	size_t at;
	for (int depth = 0; depth < UNDO_REACH && map_find(acts, text_of(target), &at) && facts[at].undoes; depth++) {
		target = facts[at].undoes;
		undo = !undo;
	}
	return undo;
}

static bool take(struct undoing *out, const struct commit_facts *facts, const struct oid *commit)
{
	out->commit = *commit;
	out->parent = facts->parents.items[0];
	out->when = facts->when;
	out->act = memory_string(facts->act);
	out->subject = memory_string(facts->subject);
	out->decides = facts->kind && !strcmp(facts->kind, "decide");
	return true;
}

/* Walks one's own acts, the newest first. What a live act takes back is not live; the first live one of the wanted sort
 * is the one. */
static bool choose(
	struct undoing *out, const struct commit_facts *facts, const struct oids *chain, const struct map *acts)
{
	struct map cancelled = {0};
	bool found = false, stop = false;
	for (size_t i = 0; i < chain->count && !found && !stop; i++) {
		size_t ignored;
		const struct commit_facts *at = &facts[i];
		if (!at->act || !at->parents.count || is_update(at) || map_find(&cancelled, text_of(at->act), &ignored))
			continue;
		bool undo = at->undoes && is_undo(facts, acts, at->undoes);
		if (at->undoes)
			map_put(&cancelled, text_of(at->undoes), 1);
		if (out->redo && undo)
			found = take(out, at, &chain->items[i]);
		else if (!at->undoes && out->redo)
			stop = true; /* something new was done since: nothing to bring again */
		else if (!at->undoes)
			found = take(out, at, &chain->items[i]);
	}
	map_clear(&cancelled);
	return found;
}

/* The act that an interrupted undo was to take back, unless that has been done. */
static bool choose_wanted(
	struct undoing *out, const struct commit_facts *facts, const struct oids *chain, const struct map *acts)
{
	size_t at;
	for (size_t i = 0; i < chain->count; i++)
		if (facts[i].act && facts[i].undoes && !strcmp(facts[i].undoes, out->wanted))
			return false;
	if (!map_find(acts, text_of(out->wanted), &at) || !facts[at].act || !facts[at].parents.count)
		return false;
	out->redo = facts[at].undoes && is_undo(facts, acts, facts[at].undoes);
	return take(out, &facts[at], &chain->items[at]);
}

/* What stands on the base is not one's own to take back: how much of the chain comes before it. */
static size_t own_part(const struct oids *chain, struct review *review)
{
	struct oids base = {0};
	struct map on_base = {0};
	size_t own = 0, ignored;
	fault_ignore(
		branch_chain(&base, review->repository, &review->base_tip, NULL, BASE_REACH)); /* none: all is own */
	for (size_t i = 0; i < base.count; i++)
		map_put(&on_base, (struct text){(const char *)base.items[i].bytes, OID_BYTES}, i);
	while (own < chain->count &&
		!map_find(&on_base, (struct text){(const char *)chain->items[own].bytes, OID_BYTES}, &ignored))
		own++;
	map_clear(&on_base);
	oids_clear(&base);
	return own;
}

static const struct fault *find_act(struct undoing *out)
{
	struct review *review = out->review;
	struct oid tip;
	struct oids chain = {0};
	struct map acts = {0}; /* act -> its place in the chain */
	const struct fault *fault = record_tip(&tip, review, review->identity.id);
	if (!fault)
		fault = branch_chain(&chain, review->repository, &tip, &review->base_tip, UNDO_REACH);
	chain.count = own_part(&chain, review);
	struct commit_facts *facts = memory_new(chain.count, sizeof *facts);
	for (size_t i = 0; !fault && i < chain.count; i++) {
		fault = branch_facts(&facts[i], review->repository, &chain.items[i]);
		if (!fault && facts[i].act)
			map_put(&acts, text_of(facts[i].act), i);
	}
	if (!fault && !(out->wanted ? choose_wanted : choose)(out, facts, &chain, &acts))
		fault = fault_new(FAULT_MISSING, "%s",
			out->redo ? _("there is nothing to bring back") : _("there is nothing to undo"));
	for (size_t i = 0; i < chain.count; i++)
		commit_facts_clear(&facts[i]);
	free(facts);
	map_clear(&acts);
	oids_clear(&chain);
	return fault;
}

static bool own_annotation(const struct undoing *undoing, const char *path)
{
	char *prefix = memory_format("annotations/%s/", undoing->review->identity.id);
	bool own = !strncmp(path, prefix, strlen(prefix)) && strlen(path) == strlen(prefix) + UUID_TEXT - 1 + 5;
	free(prefix);
	return own;
}

/* An annotation that the act added is withdrawn; a withdrawal is withdrawn, too, and so undone. */
static void withdraw(struct record *record, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct annotation *annotation = annotation_new(MODERATING);
	annotation->code = memory_string("withdrawn");
	annotation->targets[0].kind = TARGET_ANNOTATION;
	annotation->targets[0].annotation = memory_copy(slash + 1, UUID_TEXT - 1);
	record_annotation(record, annotation);
	annotation_free(annotation);
}

static const struct fault *read_at(
	struct draft **out, struct review *review, const struct oid *commit, const char *path)
{
	struct snapshot *snapshot = NULL;
	struct buffer bytes = {0};
	const struct fault *fault = snapshot_open(&snapshot, review->repository, commit);
	if (!fault)
		fault = snapshot_read(&bytes, snapshot, path, DRAFT_LIMIT);
	if (!fault)
		fault = draft_read(out, buffer_text(&bytes));
	buffer_clear(&bytes);
	if (snapshot)
		snapshot_close(snapshot);
	return fault;
}

/* The act's change of one draft, made in the version of `commit`, or with `back` taken back from it; *same: it changes
 * nothing there. */
static const struct fault *replay(struct buffer *out, bool *same, struct merge_collisions *collisions,
	struct undoing *undoing, const struct oid *commit, const char *path, bool back)
{
	struct draft *after = NULL, *before = NULL, *there = NULL;
	const struct fault *fault = read_at(&after, undoing->review, &undoing->commit, path);
	if (!fault)
		fault = read_at(&before, undoing->review, &undoing->parent, path);
	if (!fault)
		fault = read_at(&there, undoing->review, commit, path);
	if (!fault)
		fault = merge_run(out, collisions, back ? after : before, there, back ? before : after);
	*same = !fault && !collisions->count && text_equal(buffer_text(out), there->source);
	draft_free(after);
	draft_free(before);
	draft_free(there);
	return fault;
}

/* The act's change of one draft, taken back from the draft as it is now. */
static const struct fault *restore(
	struct undoing *undoing, struct record *record, const struct oid *tip, const char *path)
{
	struct merge_collisions collisions = {0};
	struct buffer source = {0};
	bool same;
	const struct fault *fault = replay(&source, &same, &collisions, undoing, tip, path, true);
	if (!fault && collisions.count)
		fault = fault_new(FAULT_CONFLICT, "%s",
			_("these words have been changed again since: change them by hand, or withdraw the proposal"));
	if (!fault) {
		record_file(record, path)->bytes = source;
		source = (struct buffer){0};
	}
	buffer_clear(&source);
	merge_collisions_clear(&collisions);
	return fault;
}

static bool is_lexicon(const char *path)
{
	return !strncmp(path, "dictionaries/", strlen("dictionaries/"));
}

static const struct fault *lines_at(
	struct buffer *out, struct review *review, const struct oid *commit, const char *path)
{
	struct snapshot *snapshot = NULL;
	const struct fault *fault = snapshot_open(&snapshot, review->repository, commit);
	if (!fault)
		fault = snapshot_read(out, snapshot, path, DRAFT_LIMIT);
	if (snapshot)
		snapshot_close(snapshot);
	return fault && fault_kind(fault) == FAULT_MISSING ? NULL : fault;
}

/* The lines that the act added go, those it took out come back. */
static const struct fault *restore_lines(
	struct undoing *undoing, struct record *record, const struct oid *tip, const char *path)
{
	struct buffer after = {0}, before = {0}, now = {0};
	const struct fault *fault = lines_at(&after, undoing->review, &undoing->commit, path);
	if (!fault)
		fault = lines_at(&before, undoing->review, &undoing->parent, path);
	if (!fault)
		fault = lines_at(&now, undoing->review, tip, path);
	if (!fault)
		lines_merge(&record_file(record, path)->bytes, buffer_text(&after), buffer_text(&before),
			buffer_text(&now));
	buffer_clear(&after);
	buffer_clear(&before);
	buffer_clear(&now);
	return fault;
}

static const struct fault *changed_paths(struct snapshot_paths *out, struct undoing *undoing)
{
	struct snapshot *from = NULL, *to = NULL;
	const struct fault *fault = snapshot_open(&from, undoing->review->repository, &undoing->parent);
	if (!fault)
		fault = snapshot_open(&to, undoing->review->repository, &undoing->commit);
	if (!fault)
		fault = snapshot_changes(out, from, to);
	if (from)
		snapshot_close(from);
	if (to)
		snapshot_close(to);
	return fault;
}

/* At each try: the drafts, from the tip as it is now. */
static const struct fault *prepare(struct record *record, const struct oid *tip)
{
	struct undoing *undoing = record->context;
	struct snapshot_paths paths = {0};
	const struct fault *fault = changed_paths(&paths, undoing);
	for (size_t i = 0; !fault && i < paths.count; i++)
		if (consultation_has(&undoing->review->consultation, paths.items[i]))
			fault = restore(undoing, record, tip, paths.items[i]);
		else if (is_lexicon(paths.items[i]))
			fault = restore_lines(undoing, record, tip, paths.items[i]);
	snapshot_paths_clear(&paths);
	return fault;
}

/* Whether the act's change of a draft leaves the version of `commit` as it is: it has been made there already. */
static const struct fault *made_in(bool *out, struct undoing *undoing, const struct oid *commit, const char *path)
{
	struct merge_collisions collisions = {0};
	struct buffer source = {0};
	const struct fault *fault = replay(&source, out, &collisions, undoing, commit, path, false);
	buffer_clear(&source);
	merge_collisions_clear(&collisions);
	return fault;
}

/* Whether the base has taken the act's words since. What it had before the act says nothing: a withdrawal restores it.
 */
static const struct fault *taken_since(bool *out, struct undoing *undoing, const char *path)
{
	struct review *review = undoing->review;
	struct oids bases = {0};
	bool before = false;
	const struct fault *fault = made_in(out, undoing, &review->base_tip, path);
	if (!fault && *out && !branch_contains(review->repository, &review->base_tip, &undoing->commit)) {
		fault = branch_bases(&bases, review->repository, &review->base_tip, &undoing->commit);
		if (!fault && bases.count)
			fault = made_in(&before, undoing, &bases.items[0], path);
		*out = !fault && !before;
	}
	oids_clear(&bases);
	return fault;
}

static const struct fault *check_open(struct undoing *undoing, const char *path)
{
	const struct threads *threads = &undoing->review->standing->threads;
	char id[UUID_TEXT] = "";
	memcpy(id, strrchr(path, '/') + 1, UUID_TEXT - 1);
	size_t at = threads_find(threads, id);
	return at == THREAD_NONE ? NULL : applied_check_open(undoing->review, threads->entries[at].annotation);
}

/* What the base has taken already is not undone by an act of one's own. */
static const struct fault *check_not_taken(struct undoing *undoing, const struct snapshot_paths *paths)
{
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && !undoing->redo && i < paths->count; i++) {
		bool taken = false;
		if (own_annotation(undoing, paths->items[i]))
			fault = check_open(undoing, paths->items[i]);
		else if (consultation_has(&undoing->review->consultation, paths->items[i]))
			fault = taken_since(&taken, undoing, paths->items[i]);
		if (taken)
			fault = fault_new(FAULT_CONFLICT, "%s",
				_("what you changed is in the text by now and cannot be undone: propose other words "
				  "instead"));
	}
	return fault;
}

/* The opposite of all that the act did, as one act. */
static const struct fault *save(struct undoing *undoing, const struct snapshot_paths *paths, const char *name)
{
	struct review *review = undoing->review;
	struct record record;
	record_init(&record, review, undoing->decides ? "decide" : "annotate", "%s: %s",
		undoing->redo ? "Redo" : "Undo", name);
	record_again(&record, undoing->again);
	record.undoes = undoing->act;
	record.prepare = prepare;
	record.context = undoing;
	for (size_t i = 0; i < paths->count; i++) {
		if (own_annotation(undoing, paths->items[i]))
			withdraw(&record, paths->items[i]);
		else if (consultation_has(&review->consultation, paths->items[i]))
			record.kind = "amend";
		else if (is_lexicon(paths->items[i]))
			record.kind = "correct";
	}
	const struct fault *fault = record_save(&record);
	record_clear(&record);
	return fault;
}

/* The act, and what it changed; a fault where it cannot be undone. */
static const struct fault *find(struct snapshot_paths *paths, struct undoing *undoing)
{
	const struct fault *fault = identity_need(&undoing->review->identity);
	if (!fault)
		fault = find_act(undoing);
	if (!fault)
		fault = changed_paths(paths, undoing);
	return fault ? fault : check_not_taken(undoing, paths);
}

static const struct fault *run(char **subject, struct undoing *undoing)
{
	struct snapshot_paths paths = {0};
	*subject = NULL;
	const struct fault *fault = find(&paths, undoing);
	if (!fault) {
		const char *name = undoing->subject;
		while (undoing->redo && !strncmp(name, "Undo: ", 6))
			name += 6;
		fault = save(undoing, &paths, name);
		if (!fault)
			*subject = memory_string(name);
	}
	snapshot_paths_clear(&paths);
	undoing_clear(undoing);
	if (!fault)
		fault_ignore(review_complete(undoing->review)); /* it is undone all the same */
	return fault;
}

const struct fault *undoing_undo(char **subject, struct review *review)
{
	return run(subject, &(struct undoing){.review = review});
}

const struct fault *undoing_next(char **subject, struct moment *when, struct review *review)
{
	struct undoing undoing = {.review = review};
	struct snapshot_paths paths = {0};
	const struct fault *fault = find(&paths, &undoing);
	snapshot_paths_clear(&paths);
	*when = undoing.when;
	*subject = fault ? NULL : memory_string(undoing.subject);
	undoing_clear(&undoing);
	return fault;
}

const struct fault *undoing_redo(char **subject, struct review *review)
{
	return run(subject, &(struct undoing){.review = review, .redo = true});
}

const struct fault *undoing_again(struct review *review, const char *undoes, const struct again *again)
{
	char *subject;
	const struct fault *fault =
		run(&subject, &(struct undoing){.review = review, .wanted = undoes, .again = again});
	free(subject);
	return fault && fault_kind(fault) == FAULT_MISSING ? NULL : fault;
}
