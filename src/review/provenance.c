#include "review/provenance.h"

#include "base/array.h"
#include "base/memory.h"
#include "review/closing.h"
#include "review/work.h"
#include "store/change.h"

enum { LONGEST = 100000, MOST_CHANGES = 100000 };

/* What has been read of one reviewer's branch, here and as the remote has it. */
struct provenance_branch {
	char *id;
	struct oid tips[2];  /* the last ones that were waited for */
	struct oids waiting; /* commits to be read */
	struct map seen;     /* those that have been, and those that wait: 1, it was entered; 0 */
	struct oids commits; /* in no order */
	size_t compared;     /* of these: looked through for annotations */
	bool signs, entered; /* some of them are signed; were entered */
	struct map places;   /* UUID and blob of an annotation -> commits */
};

static struct text oid_text(const struct oid *oid)
{
	return (struct text){(const char *)oid->bytes, OID_BYTES};
}

static void add_oid(struct oids *to, const struct oid *oid)
{
	*ARRAY_ADD(to->items, to->count, to->capacity) = *oid;
}

void provenance_open(struct provenance *out, const struct review *review)
{
	*out = (struct provenance){.review = review};
}

void provenance_clear(struct provenance *provenance)
{
	for (size_t i = 0; i < provenance->branch_count; i++) {
		struct provenance_branch *branch = &provenance->branches[i];
		free(branch->id);
		oids_clear(&branch->waiting);
		oids_clear(&branch->commits);
		map_clear(&branch->seen);
		map_clear(&branch->places);
	}
	free(provenance->branches);
	oids_clear(&provenance->words);
	map_clear(&provenance->base);
	map_clear(&provenance->branch_of);
	map_clear(&provenance->words_of);
	*provenance = (struct provenance){0};
}

/* --- reading branches */

/* How far a branch goes back by itself: it began on the base's own chain. */
static void follow_base(struct provenance *provenance)
{
	const struct review *review = provenance->review;
	struct oids chain = {0};
	if (oid_equal(&provenance->base_tip, &review->base_tip))
		return;
	const struct oid *until = oid_is_zero(&provenance->base_tip) ? NULL : &provenance->base_tip;
	/* What cannot be read of it is in the notices. */
	fault_ignore(branch_chain(&chain, review->repository, &review->base_tip, until, LONGEST));
	for (size_t i = 0; i < chain.count; i++)
		map_put(&provenance->base, oid_text(&chain.items[i]), 0);
	provenance->base_tip = review->base_tip;
	oids_clear(&chain);
}

static void await(struct provenance *provenance, struct provenance_branch *branch, const struct oid *commit)
{
	size_t ignored;
	if (oid_is_zero(commit) || map_find(&provenance->base, oid_text(commit), &ignored) ||
		map_find(&branch->seen, oid_text(commit), &ignored) || branch->seen.count >= LONGEST)
		return;
	map_put(&branch->seen, oid_text(commit), 0);
	add_oid(&branch->waiting, commit);
}

static struct provenance_branch *find_branch(const struct provenance *provenance, size_t reviewer)
{
	size_t index;
	const char *id = provenance->review->standing->reviewers[reviewer].id;
	return map_find(&provenance->branch_of, text_of(id), &index) ? &provenance->branches[index] : NULL;
}

/* The branch, with the tips it has now. */
static struct provenance_branch *turn_to(struct provenance *provenance, size_t reviewer)
{
	const struct reviewer *at = &provenance->review->standing->reviewers[reviewer];
	const struct oid *const tips[] = {&at->local, &at->remote};
	struct provenance_branch *branch = find_branch(provenance, reviewer);
	if (!branch) {
		map_put(&provenance->branch_of, text_of(at->id), provenance->branch_count);
		branch = ARRAY_ADD(provenance->branches, provenance->branch_count, provenance->branch_capacity);
		branch->id = memory_string(at->id);
	}
	follow_base(provenance);
	for (size_t i = 0; i < ARRAY_SIZE(tips); i++) {
		await(provenance, branch, tips[i]);
		branch->tips[i] = *tips[i];
	}
	return branch;
}

/* Whether a secretary of the roster made the commit for its author. */
static bool is_entered(const struct review *review, const struct commit_facts *facts)
{
	const struct consultation *consultation = &review->consultation;
	bool secretary = false;
	for (size_t i = 0; i < consultation->member_count; i++)
		secretary |= consultation->roster[i].role == ROLE_SECRETARIAT && consultation->roster[i].name &&
			     !strcmp(consultation->roster[i].name, facts->committer_name);
	return secretary && strcmp(facts->author_name, facts->committer_name) != 0;
}

static void read_commit(struct provenance *provenance, struct provenance_branch *branch)
{
	struct oid commit = branch->waiting.items[--branch->waiting.count];
	struct commit_facts facts;
	const struct fault *fault = branch_facts(&facts, provenance->review->repository, &commit);
	if (fault) {
		fault_ignore(fault); /* a shallow clone's edge */
		return;
	}
	bool entered = is_entered(provenance->review, &facts);
	add_oid(&branch->commits, &commit);
	map_put(&branch->seen, oid_text(&commit), entered);
	branch->signs |= facts.is_signed;
	branch->entered |= entered;
	for (size_t i = 0; i < facts.parents.count; i++)
		await(provenance, branch, &facts.parents.items[i]);
	commit_facts_clear(&facts);
}

static char *place_key(const char *uuid, const struct oid *blob)
{
	char hex[OID_HEX];
	oid_format(hex, blob);
	return memory_format("%s %s", uuid, hex);
}

/* Whether another parent than the first has the same file: then it came with that one. */
static bool was_merged(const struct provenance *provenance, const struct oids *parents, const struct change *change)
{
	for (size_t i = 1; i < parents->count; i++) {
		struct change_entry entry = {0};
		const struct fault *fault =
			change_entry(&entry, provenance->review->repository, &parents->items[i], change->path);
		if (!fault && change_same(&entry, &change->after))
			return true;
		fault_ignore(fault); /* a parent that is not here has brought nothing */
	}
	return false;
}

/* "annotations/ID/UUID.json" that no parent has with these bytes: it came with this commit. */
static void note(struct provenance *provenance, struct provenance_branch *branch, const struct oids *parents,
	const struct change *change, size_t commit)
{
	char *folder = memory_format("annotations/%s/", branch->id);
	size_t size = strlen(folder);
	const char *dot = strrchr(change->path, '.');
	if (!strncmp(change->path, folder, size) && change->after.mode && dot && dot >= change->path + size &&
		!was_merged(provenance, parents, change)) {
		char *uuid = text_take((struct text){change->path + size, (size_t)(dot - change->path) - size});
		char *key = place_key(uuid, &change->after.oid);
		map_put(&branch->places, text_of(key), commit);
		free(key);
		free(uuid);
	}
	free(folder);
}

static void compare_commit(struct provenance *provenance, struct provenance_branch *branch)
{
	struct repository *repository = provenance->review->repository;
	size_t index = branch->compared++;
	const struct oid *commit = &branch->commits.items[index];
	struct commit_facts facts;
	struct changes changes = {0};
	const struct fault *fault = branch_facts(&facts, repository, commit);
	if (fault) {
		fault_ignore(fault); /* nothing came with what cannot be read */
		return;
	}
	fault = change_list(
		&changes, repository, facts.parents.count ? &facts.parents.items[0] : NULL, commit, MOST_CHANGES);
	for (size_t i = 0; i < changes.count && !fault; i++)
		note(provenance, branch, &facts.parents, &changes.items[i], index);
	fault_ignore(fault); /* the same */
	changes_clear(&changes);
	commit_facts_clear(&facts);
}

static bool has_more(const struct provenance_branch *branch)
{
	return branch->waiting.count || (branch->signs && branch->compared < branch->commits.count);
}

bool provenance_read(struct provenance *provenance, size_t reviewer, size_t most)
{
	struct provenance_branch *branch = turn_to(provenance, reviewer);
	for (; most && has_more(branch); most--)
		if (branch->waiting.count)
			read_commit(provenance, branch);
		else
			compare_commit(provenance, branch);
	return has_more(branch);
}

void provenance_read_all(struct provenance *provenance, size_t reviewer)
{
	while (provenance_read(provenance, reviewer, LONGEST))
		;
}

bool provenance_is_read(const struct provenance *provenance, size_t reviewer)
{
	const struct reviewer *at = &provenance->review->standing->reviewers[reviewer];
	const struct provenance_branch *branch = find_branch(provenance, reviewer);
	return branch && !has_more(branch) && oid_equal(&branch->tips[0], &at->local) &&
	       oid_equal(&branch->tips[1], &at->remote);
}

bool provenance_signs(const struct provenance *provenance, size_t reviewer)
{
	const struct provenance_branch *branch = find_branch(provenance, reviewer);
	return branch && branch->signs;
}

/* --- with which commit something came */

/* The annotation as a commit has it, when it is the very one that is shown. */
static bool entry_of(struct oid *blob, const struct review *review, const struct oid *tip, const char *path,
	const struct annotation *annotation)
{
	struct change_entry entry = {0};
	size_t index;
	const struct fault *fault = oid_is_zero(tip) ? NULL : change_entry(&entry, review->repository, tip, path);
	bool there = !fault && entry.mode;
	fault_ignore(fault); /* what cannot be read is not it */
	*blob = entry.oid;
	return there && (!map_find(&review->work->pool_of, oid_text(blob), &index) ||
				review->work->pool[index].annotation == annotation);
}

bool provenance_remark(struct oid *out, const struct provenance *provenance, size_t index)
{
	const struct review *review = provenance->review;
	const struct remark *remark = &review->standing->remarks[index];
	const struct reviewer *reviewer = &review->standing->reviewers[remark->reviewer];
	const struct provenance_branch *branch = find_branch(provenance, remark->reviewer);
	struct oid blob;
	size_t commit;
	if (!branch || !remark->verified)
		return false;
	char *path = memory_format("annotations/%s/%s.json", reviewer->id, remark->annotation->id);
	bool found = entry_of(&blob, review, &reviewer->local, path, remark->annotation) ||
		     entry_of(&blob, review, &reviewer->remote, path, remark->annotation);
	char *key = place_key(remark->annotation->id, &blob);
	found = found && map_find(&branch->places, text_of(key), &commit);
	if (found)
		*out = branch->commits.items[commit];
	free(key);
	free(path);
	return found;
}

/* Whether a commit's draft says what the amendment proposes. */
static bool commit_stands(const struct review *review, const struct amendment *amendment, const struct oid *blob)
{
	struct buffer bytes = {0};
	struct draft *draft = NULL;
	const struct fault *fault = repository_blob(&bytes, review->repository, blob, DRAFT_LIMIT);
	if (!fault)
		fault = draft_read_like(&draft, buffer_text(&bytes), review->draft);
	bool stands = !fault && closing_stood(review, amendment, draft);
	fault_ignore(fault); /* no draft, no words */
	draft_free(draft);
	buffer_clear(&bytes);
	return stands;
}

/* The parent in which it stands already, the one with the same draft first. */
static bool step_back(struct oid *commit, struct change_entry *draft, const struct provenance *provenance,
	const struct amendment *amendment)
{
	const struct review *review = provenance->review;
	struct commit_facts facts;
	const struct fault *fault = branch_facts(&facts, review->repository, commit);
	bool found = false;
	size_t ignored;
	if (fault) {
		fault_ignore(fault); /* a shallow clone's edge */
		return false;
	}
	for (int same = 1; same >= 0 && !found; same--)
		for (size_t i = 0; i < facts.parents.count && !found; i++) {
			struct change_entry entry = {0};
			const struct oid *parent = &facts.parents.items[i];
			if (map_find(&provenance->base, oid_text(parent), &ignored))
				continue;
			fault = change_entry(&entry, review->repository, parent, review_draft(review)->path);
			found = !fault && entry.mode && change_same(&entry, draft) == same &&
				(same || commit_stands(review, amendment, &entry.oid));
			fault_ignore(fault); /* nothing stands in what cannot be read */
			if (found) {
				*commit = *parent;
				*draft = entry;
			}
		}
	commit_facts_clear(&facts);
	return found;
}

struct oid provenance_amendment(struct provenance *provenance, size_t index)
{
	const struct review *review = provenance->review;
	const struct amendment *amendment = &review->standing->amendments[index];
	const struct reviewer *reviewer = &review->standing->reviewers[amendment->reviewer];
	struct change_entry draft = {0};
	char hex[OID_HEX];
	size_t found;
	oid_format(hex, &reviewer->tip);
	char *key = memory_format("%s %s %s %s", reviewer->id, amendment->name, amendment->digest, hex);
	if (!map_find(&provenance->words_of, text_of(key), &found)) {
		struct oid commit = reviewer->tip;
		fault_ignore(change_entry(&draft, review->repository, &commit, review_draft(review)->path));
		for (size_t i = 0; i < LONGEST && step_back(&commit, &draft, provenance, amendment); i++)
			;
		found = provenance->words.count;
		map_put(&provenance->words_of, text_of(key), found);
		add_oid(&provenance->words, &commit);
	}
	free(key);
	return provenance->words.items[found];
}

bool provenance_entered(struct provenance *provenance, size_t amendment)
{
	size_t reviewer = provenance->review->standing->amendments[amendment].reviewer, entered = 0;
	const struct provenance_branch *branch = find_branch(provenance, reviewer);
	if (!branch || !branch->entered)
		return false;
	struct oid commit = provenance_amendment(provenance, amendment);
	return map_find(&branch->seen, oid_text(&commit), &entered) && entered;
}
