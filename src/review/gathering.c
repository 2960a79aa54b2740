/* gathering - who has a branch, and which annotation files count as whose
 *
 * An annotation counts as R's only if it lies in annotations/R/ on review/R or on the base. A folder that is the same,
 * by its tree's id, as one so verified is no news elsewhere. The rest is shown as unverified.
 */
#include "review/gathering.h"

#include "annotation/webjson.h"
#include "base/array.h"
#include "base/language.h"
#include "review/holding.h"
#include "text/visible.h"

enum {
	FOLDER_MOST = 20000,
	USUAL = 1024, /* bytes of an annotation in memory */
};

static bool is_me(const struct review *review, const char *id)
{
	return review->identity.id && !strcmp(review->identity.id, id);
}

static size_t reviewer_add(struct review *review, const char *id)
{
	struct standing *next = review->work->next;
	const struct identity *me = is_me(review, id) ? &review->identity : NULL;
	size_t known;
	if (map_find(&review->work->reviewer_of, text_of(id), &known))
		return known;
	map_put(&review->work->reviewer_of, text_of(id), next->reviewer_count);
	struct reviewer *reviewer = ARRAY_ADD(next->reviewers, next->reviewer_count, next->reviewer_capacity);
	reviewer->id = memory_string(id);
	reviewer->member = consultation_member(&review->consultation, id);
	const struct member *member = reviewer->member;
	reviewer->name = memory_string(member ? member->name : me ? me->name : id);
	reviewer->organisation = memory_string(member ? member->organisation : me ? me->organisation : NULL);
	reviewer->group = memory_string(member ? member->group : me ? me->group : NULL);
	return next->reviewer_count - 1;
}

/* Whose words count on two tips: the later one; of two diverged, mine are the local ones, others' what they sent. */
static void reviewer_settle(struct review *review, struct reviewer *reviewer)
{
	if (!reviewer->has_remote || !reviewer->has_local) {
		reviewer->tip = reviewer->has_local ? reviewer->local : reviewer->remote;
		return;
	}
	bool local = branch_contains(review->repository, &reviewer->local, &reviewer->remote);
	if (!local && is_me(review, reviewer->id))
		local = !branch_contains(review->repository, &reviewer->remote, &reviewer->local);
	reviewer->tip = local ? reviewer->local : reviewer->remote;
}

/* How many of my acts nobody else can see yet: on no remote-tracking branch of mine, nor on the base there. */
static size_t unsent_count(struct review *review, const struct reviewer *reviewer)
{
	struct oid tips[2];
	struct oids known = {.items = tips};
	if (!review->remote || !reviewer->has_local)
		return 0;
	if (reviewer->has_remote && oid_equal(&reviewer->local, &reviewer->remote))
		return 0;
	if (reviewer->has_remote)
		tips[known.count++] = reviewer->remote;
	char *base = memory_format("refs/remotes/%s/%s", review->remote, review->base_name);
	if (!branch_find(&tips[known.count], review->repository, base))
		known.count++;
	else if (!known.count)
		tips[known.count++] = review->base_tip;
	free(base);
	return branch_count_unseen(review->repository, &reviewer->local, &known);
}

/* Of several remotes (one of them may be a bundle that came by e-mail) the later tip counts, of two diverged the one of
 * the remote that counts. What I have sent is what that one has. */
static bool counts(struct review *review, const struct reviewer *reviewer, const struct branch *branch)
{
	bool that_one = review->remote && !strcmp(branch->remote, review->remote);
	if (is_me(review, reviewer->id) && review->remote)
		return that_one;
	if (!reviewer->has_remote)
		return true;
	return branch_contains(review->repository, &branch->tip, &reviewer->remote) ||
	       (that_one && !branch_contains(review->repository, &reviewer->remote, &branch->tip));
}

static void reviewer_from_branch(struct review *review, const struct branch *branch)
{
	const char *id = branch->name + strlen("review/");
	if (!name_valid(text_of(id))) {
		char *shown = visible_take(branch->name);
		review_remark(review, _("The branch %s is not named after a reviewer: it is left alone."), shown);
		free(shown);
		return;
	}
	size_t index = reviewer_add(review, id);
	struct reviewer *reviewer = &review->work->next->reviewers[index];
	if (!branch->remote) {
		reviewer->has_local = true;
		reviewer->local = branch->tip;
	} else if (counts(review, reviewer, branch)) {
		reviewer->has_remote = true;
		reviewer->remote = branch->tip;
	}
}

/* Folders on the base are reviewers too, with or without a branch. */
static const struct fault *reviewers_of_base(struct review *review)
{
	struct snapshot_entries folders = {0};
	const struct fault *fault = snapshot_list(&folders, review->base, "annotations", FOLDER_MOST);
	for (size_t i = 0; !fault && i < folders.count; i++)
		if (folders.items[i].folder && name_valid(text_of(folders.items[i].name)))
			reviewer_add(review, folders.items[i].name);
	snapshot_entries_clear(&folders);
	return fault;
}

const struct fault *gathering_branches(struct review *review)
{
	struct review_work *work = review->work;
	size_t broken = 0;
	branches_clear(&work->branches);
	const struct fault *fault = branch_list(&work->branches, review->repository, "review/", &broken);
	if (!fault)
		fault = reviewers_of_base(review);
	if (fault)
		return fault;
	if (broken)
		review_remark(review, _("%zu branches cannot be read; `paraphe doctor` names them."), broken);
	for (size_t i = 0; i < work->branches.count; i++)
		reviewer_from_branch(review, &work->branches.items[i]);
	if (review->identity.id)
		reviewer_add(review, review->identity.id);
	for (size_t i = 0; i < work->next->reviewer_count; i++) {
		struct reviewer *reviewer = &work->next->reviewers[i];
		reviewer_settle(review, reviewer);
		if (is_me(review, reviewer->id))
			reviewer->unsent = unsent_count(review, reviewer);
	}
	return NULL;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct reviewer *)a)->id, ((const struct reviewer *)b)->id);
}

/* All reviewers are known: they are put in the order of their ids, and what was found follows. */
static void reviewers_sort(struct review *review)
{
	struct review_work *work = review->work;
	struct standing *next = work->next;
	if (!next->reviewer_count)
		return;
	struct reviewer *old = memory_new(next->reviewer_count, sizeof *old);
	size_t *place = memory_new(next->reviewer_count, sizeof *place);
	memcpy(old, next->reviewers, next->reviewer_count * sizeof *old);
	qsort(next->reviewers, next->reviewer_count, sizeof *next->reviewers, by_id);
	for (size_t i = 0; i < next->reviewer_count; i++)
		map_put(&work->reviewer_of, text_of(next->reviewers[i].id), i);
	for (size_t i = 0; i < next->reviewer_count; i++)
		map_find(&work->reviewer_of, text_of(old[i].id), &place[i]);
	for (size_t i = 0; i < work->found_count; i++)
		work->found[i].owner = place[work->found[i].owner];
	next->me = review->identity.id ? standing_reviewer(next, review->identity.id) : STANDING_NONE;
	free(old);
	free(place);
}

/* The base is source 0, then the branches. */
size_t gathering_sources(const struct review *review)
{
	return 1 + review->work->branches.count;
}

/* Whether a file is called "UUID.json". */
static bool named_by_uuid(const char *file)
{
	size_t size = strlen(file);
	return size == UUID_TEXT - 1 + 5 && !strcmp(file + size - 5, ".json") &&
	       uuid_valid((struct text){file, UUID_TEXT - 1});
}

static struct text oid_text(const struct oid *oid)
{
	return (struct text){(const char *)oid->bytes, OID_BYTES};
}

size_t gathering_pool(struct review_work *work, const struct oid *blob)
{
	size_t index;
	if (map_find(&work->pool_of, oid_text(blob), &index))
		return index;
	index = work->pool_count;
	map_put(&work->pool_of, oid_text(blob), index);
	struct pooled *pooled = ARRAY_ADD(work->pool, work->pool_count, work->pool_capacity);
	pooled->blob = *blob;
	return index;
}

struct source {
	struct snapshot *snapshot;
	const char *owner;  /* whose branch; NULL: the base */
	const char *branch; /* its name */
	size_t index;
};

static void list_file(struct review *review, const struct source *source, const char *folder,
	const struct snapshot_entry *entry, size_t owner, bool verified)
{
	struct review_work *work = review->work;
	if (!entry->plain || !named_by_uuid(entry->name)) {
		char *shown = visible_take(entry->name);
		review_remark(review, _("annotations/%s/%s on %s is no annotation file: it is left alone."), folder,
			shown, source->owner ? source->branch : _("the base"));
		free(shown);
		return;
	}
	struct found *found = ARRAY_ADD(work->found, work->found_count, work->found_capacity);
	memcpy(found->name, entry->name, UUID_TEXT - 1);
	found->pooled = gathering_pool(work, &entry->oid);
	found->owner = owner;
	found->verified = verified;
	found->source = source->index;
}

/* Whether this very folder has been listed already, as its owner's or (for one that is not) elsewhere; notes it. */
static bool folder_known(struct review_work *work, const struct snapshot_entry *folder, bool verified)
{
	struct buffer key = {0};
	size_t listed = 0; /* 1: elsewhere, 2: as its owner's */
	buffer_add_string(&key, folder->name);
	buffer_add_byte(&key, '\0');
	buffer_add(&key, oid_text(&folder->oid));
	bool known = map_find(&work->listed, buffer_text(&key), &listed) && (listed == 2 || !verified);
	if (!known)
		map_put(&work->listed, buffer_text(&key), verified ? 2 : 1);
	buffer_clear(&key);
	return known;
}

static const struct fault *list_folder(
	struct review *review, const struct source *source, const struct snapshot_entry *folder)
{
	struct review_work *work = review->work;
	if (!folder->folder || !name_valid(text_of(folder->name))) {
		char *shown = visible_take(folder->name);
		review_remark(review, _("annotations/%s is no reviewer's folder: it is left alone."), shown);
		free(shown);
		return NULL;
	}
	bool verified = !source->owner || !strcmp(source->owner, folder->name);
	if (folder_known(work, folder, verified))
		return NULL;
	const struct holding *holding;
	char *path = memory_format("annotations/%s", folder->name);
	const struct fault *fault = holding_find(&holding, review, source->snapshot, path, &folder->oid, verified);
	size_t owner = reviewer_add(review, folder->name);
	for (size_t i = 0; !fault && i < holding->files.count; i++)
		list_file(review, source, folder->name, &holding->files.items[i], owner, verified);
	free(path);
	return fault;
}

static const struct fault *list_source(struct review *review, size_t index)
{
	const struct branch *branch = index ? &review->work->branches.items[index - 1] : NULL;
	struct source source = {.snapshot = review->base, .index = index};
	struct snapshot_entries folders = {0};
	const struct fault *fault = NULL;
	if (branch) {
		if (!name_valid(text_of(branch->name + strlen("review/"))))
			return NULL;
		source.owner = branch->name + strlen("review/");
		source.branch = branch->name;
		fault = snapshot_open(&source.snapshot, review->repository, &branch->tip);
	}
	if (!fault)
		fault = snapshot_list(&folders, source.snapshot, "annotations", FOLDER_MOST);
	for (size_t i = 0; !fault && i < folders.count; i++)
		fault = list_folder(review, &source, &folders.items[i]);
	snapshot_entries_clear(&folders);
	if (branch && source.snapshot)
		snapshot_close(source.snapshot);
	return fault;
}

const struct fault *gathering_list(struct review *review, size_t index)
{
	const struct fault *fault = list_source(review, index);
	if (index + 1 == gathering_sources(review))
		reviewers_sort(review);
	return fault;
}

const char *gathering_source(const struct review *review, size_t index)
{
	return index ? review->work->branches.items[index - 1].name : review->base_name;
}

void gathering_read(struct review *review, size_t most)
{
	struct review_work *work = review->work;
	struct buffer bytes = {0};
	size_t end = work->pool_count - work->read > most ? work->read + most : work->pool_count;
	memory_expect((end - work->read) * USUAL);
	repository_verify(false); /* many at once; `doctor` verifies */
	for (; work->read < end; work->read++) {
		struct pooled *pooled = &work->pool[work->read];
		if (pooled->annotation)
			continue; /* the user's cache had it */
		buffer_empty(&bytes);
		const struct fault *fault =
			repository_blob(&bytes, review->repository, &pooled->blob, ANNOTATION_WORDS_LIMIT);
		if (!fault)
			fault = webjson_read(&pooled->annotation, buffer_text(&bytes));
		if (fault)
			pooled->trouble = memory_string(fault_text(fault));
	}
	repository_verify(true);
	buffer_clear(&bytes);
}
