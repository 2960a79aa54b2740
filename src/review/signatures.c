#include "review/signatures.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/closing.h"
#include "review/work.h"
#include "store/change.h"
#include "text/visible.h"

enum { LONGEST = 100000, MOST_CHANGES = 100000 };

/* What has been read of one reviewer's branch, here and as the remote has it. */
struct signed_branch {
	char *id;
	struct oid tips[2];  /* the last ones that were waited for */
	struct oids waiting; /* commits to be read */
	struct map seen;     /* those that have been, and those that wait: 1, it is signed; 0 */
	struct oids commits; /* in no order */
	size_t compared;     /* of these: looked through for annotations */
	bool signs;
	struct map places; /* UUID and blob of an annotation -> commits */
};

static struct text oid_text(const struct oid *oid)
{
	return (struct text){(const char *)oid->bytes, OID_BYTES};
}

static void add_oid(struct oids *to, const struct oid *oid)
{
	*ARRAY_ADD(to->items, to->count, to->capacity) = *oid;
}

void signatures_open(struct signatures *out, const struct review *review)
{
	*out = (struct signatures){.review = review};
}

void signatures_clear(struct signatures *signatures)
{
	for (size_t i = 0; i < signatures->branch_count; i++) {
		struct signed_branch *branch = &signatures->branches[i];
		free(branch->id);
		oids_clear(&branch->waiting);
		oids_clear(&branch->commits);
		map_clear(&branch->seen);
		map_clear(&branch->places);
	}
	for (size_t i = 0; i < signatures->verdict_count; i++)
		verdict_clear(&signatures->verdicts[i]);
	free(signatures->branches);
	free(signatures->verdicts);
	oids_clear(&signatures->words);
	map_clear(&signatures->base);
	map_clear(&signatures->branch_of);
	map_clear(&signatures->words_of);
	map_clear(&signatures->verdict_of);
	*signatures = (struct signatures){0};
}

/* --- reading branches */

/* How far a branch goes back by itself: it began on the base's own chain. */
static void follow_base(struct signatures *signatures)
{
	const struct review *review = signatures->review;
	struct oids chain = {0};
	if (oid_equal(&signatures->base_tip, &review->base_tip))
		return;
	const struct oid *until = oid_is_zero(&signatures->base_tip) ? NULL : &signatures->base_tip;
	/* What cannot be read of it is in the notices. */
	fault_ignore(branch_chain(&chain, review->repository, &review->base_tip, until, LONGEST));
	for (size_t i = 0; i < chain.count; i++)
		map_put(&signatures->base, oid_text(&chain.items[i]), 0);
	signatures->base_tip = review->base_tip;
	oids_clear(&chain);
}

static void await(struct signatures *signatures, struct signed_branch *branch, const struct oid *commit)
{
	size_t ignored;
	if (oid_is_zero(commit) || map_find(&signatures->base, oid_text(commit), &ignored) ||
		map_find(&branch->seen, oid_text(commit), &ignored) || branch->seen.count >= LONGEST)
		return;
	map_put(&branch->seen, oid_text(commit), 0);
	add_oid(&branch->waiting, commit);
}

static struct signed_branch *find_branch(const struct signatures *signatures, size_t reviewer)
{
	size_t index;
	const char *id = signatures->review->standing->reviewers[reviewer].id;
	return map_find(&signatures->branch_of, text_of(id), &index) ? &signatures->branches[index] : NULL;
}

/* The branch, with the tips it has now. */
static struct signed_branch *turn_to(struct signatures *signatures, size_t reviewer)
{
	const struct reviewer *at = &signatures->review->standing->reviewers[reviewer];
	const struct oid *const tips[] = {&at->local, &at->remote};
	struct signed_branch *branch = find_branch(signatures, reviewer);
	if (!branch) {
		map_put(&signatures->branch_of, text_of(at->id), signatures->branch_count);
		branch = ARRAY_ADD(signatures->branches, signatures->branch_count, signatures->branch_capacity);
		branch->id = memory_string(at->id);
	}
	follow_base(signatures);
	for (size_t i = 0; i < ARRAY_SIZE(tips); i++) {
		await(signatures, branch, tips[i]);
		branch->tips[i] = *tips[i];
	}
	return branch;
}

static void read_commit(struct signatures *signatures, struct signed_branch *branch)
{
	struct oid commit = branch->waiting.items[--branch->waiting.count];
	struct commit_facts facts;
	const struct fault *fault = branch_facts(&facts, signatures->review->repository, &commit);
	if (fault) {
		fault_ignore(fault); /* a shallow clone's edge */
		return;
	}
	add_oid(&branch->commits, &commit);
	map_put(&branch->seen, oid_text(&commit), facts.is_signed);
	branch->signs |= facts.is_signed;
	for (size_t i = 0; i < facts.parents.count; i++)
		await(signatures, branch, &facts.parents.items[i]);
	commit_facts_clear(&facts);
}

static char *place_key(const char *uuid, const struct oid *blob)
{
	char hex[OID_HEX];
	oid_format(hex, blob);
	return memory_format("%s %s", uuid, hex);
}

/* Whether another parent than the first has the same file: then it came with that one. */
static bool was_merged(const struct signatures *signatures, const struct oids *parents, const struct change *change)
{
	for (size_t i = 1; i < parents->count; i++) {
		struct change_entry entry = {0};
		const struct fault *fault =
			change_entry(&entry, signatures->review->repository, &parents->items[i], change->path);
		if (!fault && change_same(&entry, &change->after))
			return true;
		fault_ignore(fault); /* a parent that is not here has brought nothing */
	}
	return false;
}

/* "annotations/ID/UUID.json" that no parent has with these bytes: it came with this commit. */
static void note(struct signatures *signatures, struct signed_branch *branch, const struct oids *parents,
	const struct change *change, size_t commit)
{
	char *folder = memory_format("annotations/%s/", branch->id);
	size_t size = strlen(folder);
	const char *dot = strrchr(change->path, '.');
	if (!strncmp(change->path, folder, size) && change->after.mode && dot && dot >= change->path + size &&
		!was_merged(signatures, parents, change)) {
		char *uuid = text_take((struct text){change->path + size, (size_t)(dot - change->path) - size});
		char *key = place_key(uuid, &change->after.oid);
		map_put(&branch->places, text_of(key), commit);
		free(key);
		free(uuid);
	}
	free(folder);
}

static void compare_commit(struct signatures *signatures, struct signed_branch *branch)
{
	struct repository *repository = signatures->review->repository;
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
		note(signatures, branch, &facts.parents, &changes.items[i], index);
	fault_ignore(fault); /* the same */
	changes_clear(&changes);
	commit_facts_clear(&facts);
}

static bool has_more(const struct signed_branch *branch)
{
	return branch->waiting.count || (branch->signs && branch->compared < branch->commits.count);
}

bool signatures_read(struct signatures *signatures, size_t reviewer, size_t most)
{
	struct signed_branch *branch = turn_to(signatures, reviewer);
	for (; most && has_more(branch); most--)
		if (branch->waiting.count)
			read_commit(signatures, branch);
		else
			compare_commit(signatures, branch);
	return has_more(branch);
}

bool signatures_is_read(const struct signatures *signatures, size_t reviewer)
{
	const struct reviewer *at = &signatures->review->standing->reviewers[reviewer];
	const struct signed_branch *branch = find_branch(signatures, reviewer);
	return branch && !has_more(branch) && oid_equal(&branch->tips[0], &at->local) &&
	       oid_equal(&branch->tips[1], &at->remote);
}

bool signatures_signs(const struct signatures *signatures, size_t reviewer)
{
	const struct signed_branch *branch = find_branch(signatures, reviewer);
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

static bool remark_commit(struct oid *out, const struct signatures *signatures, size_t index)
{
	const struct review *review = signatures->review;
	const struct remark *remark = &review->standing->remarks[index];
	const struct reviewer *reviewer = &review->standing->reviewers[remark->reviewer];
	const struct signed_branch *branch = find_branch(signatures, remark->reviewer);
	struct oid blob;
	size_t commit;
	if (!remark->verified)
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
static bool step_back(struct oid *commit, struct change_entry *draft, const struct signatures *signatures,
	const struct amendment *amendment)
{
	const struct review *review = signatures->review;
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
			if (map_find(&signatures->base, oid_text(parent), &ignored))
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

static bool amendment_commit(struct oid *out, struct signatures *signatures, size_t index)
{
	const struct review *review = signatures->review;
	const struct amendment *amendment = &review->standing->amendments[index];
	const struct reviewer *reviewer = &review->standing->reviewers[amendment->reviewer];
	struct change_entry draft = {0};
	char hex[OID_HEX];
	size_t found;
	oid_format(hex, &reviewer->tip);
	char *key = memory_format("%s %s %s %s", reviewer->id, amendment->name, amendment->digest, hex);
	if (!map_find(&signatures->words_of, text_of(key), &found)) {
		struct oid commit = reviewer->tip;
		fault_ignore(change_entry(&draft, review->repository, &commit, review_draft(review)->path));
		for (size_t i = 0; i < LONGEST && step_back(&commit, &draft, signatures, amendment); i++)
			;
		found = signatures->words.count;
		map_put(&signatures->words_of, text_of(key), found);
		add_oid(&signatures->words, &commit);
	}
	free(key);
	*out = signatures->words.items[found];
	return true;
}

size_t signatures_reviewer(const struct signatures *signatures, enum signed_kind kind, size_t index)
{
	const struct standing *standing = signatures->review->standing;
	return kind == SIGNED_AMENDMENT ? standing->amendments[index].reviewer : standing->remarks[index].reviewer;
}

bool signatures_commit(struct oid *out, struct signatures *signatures, enum signed_kind kind, size_t index)
{
	if (!signatures_signs(signatures, signatures_reviewer(signatures, kind, index)))
		return false;
	return kind == SIGNED_AMENDMENT ? amendment_commit(out, signatures, index)
					: remark_commit(out, signatures, index);
}

/* --- what it is worth */

static char *verdict_key(const struct oid *commit, const char *reviewer)
{
	char hex[OID_HEX];
	oid_format(hex, commit);
	return memory_format("%s %s", hex, reviewer);
}

const struct verdict *signatures_known(
	const struct signatures *signatures, const struct oid *commit, const char *reviewer)
{
	size_t found;
	char *key = verdict_key(commit, reviewer);
	bool known = map_find(&signatures->verdict_of, text_of(key), &found);
	free(key);
	return known ? &signatures->verdicts[found] : NULL;
}

const struct verdict *signatures_keep(struct signatures *signatures, const struct oid *commit, const char *reviewer,
	const struct evidence *evidence, const struct verdict *verdict)
{
	char *key = verdict_key(commit, reviewer);
	map_put(&signatures->verdict_of, text_of(key), signatures->verdict_count);
	free(key);
	struct verdict *kept = ARRAY_ADD(signatures->verdicts, signatures->verdict_count, signatures->verdict_capacity);
	*kept = *verdict;
	if (evidence && verdict->silent)
		signatures->silent[evidence->format] = true;
	return kept;
}

const struct verdict *signatures_of(struct signatures *signatures, enum signed_kind kind, size_t index)
{
	size_t reviewer = signatures_reviewer(signatures, kind, index);
	const char *id = signatures->review->standing->reviewers[reviewer].id;
	struct evidence evidence;
	struct verdict verdict = {0};
	struct oid commit;
	bool is_signed;
	while (signatures_read(signatures, reviewer, LONGEST))
		;
	if (!signatures_commit(&commit, signatures, kind, index))
		return NULL;
	const struct verdict *known = signatures_known(signatures, &commit, id);
	if (known)
		return known;
	const struct fault *fault = evidence_read(&evidence, &is_signed, signatures->review->repository, &commit, id);
	if (fault)
		verdict = (struct verdict){.is = SIGNATURE_UNCHECKED, .reason = memory_string(fault_text(fault))};
	else if (is_signed && signatures->silent[evidence.format])
		evidence_pass_over(&verdict, &evidence);
	else if (is_signed)
		evidence_judge(&verdict, &evidence, NULL);
	known = signatures_keep(signatures, &commit, id, &evidence, &verdict);
	evidence_clear(&evidence);
	return known;
}

const char *signature_name(enum signature signature)
{
	static const char *const names[] = {"unsigned", "signed", "unchecked", "mismatch"};
	return names[signature];
}

const char *signature_words(enum signature signature)
{
	static const char *const words[] = {
		N_("unsigned"), N_("signed"), N_("signature not checked"), N_("signature does not match")};
	return _(words[signature]);
}

void verdict_words(struct buffer *out, const struct verdict *verdict)
{
	struct buffer more = {0};
	visible_add(&more, text_of(verdict->by ? verdict->by : verdict->reason), VISIBLE_ONE_LINE);
	if (verdict->by)
		/* TRANSLATORS: an e-mail address, which the key bears */
		buffer_format(out, _("signed by %s"), buffer_string(&more));
	else if (verdict->reason)
		buffer_format(out, "%s%s%s", signature_words(verdict->is), _(": "), buffer_string(&more));
	else
		buffer_add_string(out, signature_words(verdict->is));
	buffer_clear(&more);
}
