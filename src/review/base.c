#include "review/base.h"

#include "base/array.h"
#include "base/language.h"
#include "review/following.h"
#include "review/start.h"
#include "review/succession.h"

/* The remote-tracking base where the local one is its ancestor, else the local one. */
static const struct fault *choose_base(
	char **ref, struct oid *tip, bool *diverged, struct review *review, const char *name)
{
	struct oid local, remote;
	char *local_ref = memory_format("refs/heads/%s", name);
	char *remote_ref = review->remote ? memory_format("refs/remotes/%s/%s", review->remote, name) : NULL;
	const struct fault *fault = branch_find(&local, review->repository, local_ref);
	bool has_local = !fault;
	bool has_remote = remote_ref && !branch_find(&remote, review->repository, remote_ref);
	bool behind = has_remote && (!has_local || branch_contains(review->repository, &remote, &local));
	*diverged = has_local && has_remote && !behind && !branch_contains(review->repository, &local, &remote);
	*ref = NULL;
	if (has_local || has_remote) {
		fault = NULL;
		*tip = behind ? remote : local;
		*ref = memory_string(behind ? remote_ref : local_ref);
	} else {
		fault = fault_new(FAULT_MISSING,
			_("the branch %.100s holds nothing yet: commit a draft first, or start a consultation with "
			  "`paraphe init DIR --draft FILE`"),
			name);
	}
	free(local_ref);
	free(remote_ref);
	return fault;
}

/* Opens the base named `name` and reads its consultation; *other is the base that it names instead, if any. What stood
 * stays where anything fails: a malformed consultation.json pushed by somebody closes nobody's screen. */
static const struct fault *open_base(struct review *review, const char *name, char **other)
{
	struct snapshot *snapshot = NULL;
	struct consultation consultation = {0};
	char *ref = NULL;
	struct oid tip;
	bool diverged;
	*other = NULL;
	free(review->remote);
	review->remote = branch_remote(review->repository, name);
	const struct fault *fault = choose_base(&ref, &tip, &diverged, review, name);
	if (!fault)
		fault = snapshot_open(&snapshot, review->repository, &tip);
	if (!fault)
		fault = consultation_open(&consultation, snapshot, name);
	if (fault) {
		if (snapshot)
			snapshot_close(snapshot);
		free(ref);
		return fault;
	}
	if (review->base)
		snapshot_close(review->base);
	free(review->base_ref);
	free(review->base_name);
	consultation_clear(&review->consultation);
	review->base = snapshot;
	review->base_ref = ref;
	review->base_name = memory_string(name);
	review->base_tip = tip;
	review->base_diverged = diverged;
	review->consultation = consultation;
	if (strcmp(consultation.base, name) != 0)
		*other = memory_string(consultation.base);
	return NULL;
}

const struct fault *base_find(struct review *review)
{
	char *other = NULL, *head = branch_head(review->repository);
	if (!head || !strncmp(head, "review/", 7)) {
		free(head);
		head = memory_string("main");
	}
	const struct fault *fault = open_base(review, head, &other);
	if (!fault && other) {
		char *again = NULL;
		fault = open_base(review, other, &again);
		free(again);
	}
	free(other);
	free(head);
	return fault;
}

static void number_blocks(struct review *review)
{
	struct snapshot *revised = NULL;
	struct oid blob;
	const struct draft *draft = NULL;
	review->revision = branch_revision_tag(&review->revision_commit, review->repository);
	numbering_clear(&review->numbering);
	if (review->revision && review->draft_whole &&
		!snapshot_open(&revised, review->repository, &review->revision_commit)) {
		const struct fault *fault = snapshot_find(&blob, revised, review_draft(review)->path);
		if (!fault && !oid_equal(&blob, &review->draft_blob))
			fault = review_blob(&draft, review, &blob);
		snapshot_close(revised);
		fault_ignore(fault); /* a circulated version without this draft: plain numbers */
	}
	if (!draft) {
		numbering_plain(&review->numbering, review->draft);
		return;
	}
	struct numbering earlier = {0};
	struct align align = {0};
	numbering_plain(&earlier, draft);
	succession_run(&align, review, draft, &review->revision_commit);
	numbering_follow(&review->numbering, &earlier, &align);
	align_clear(&align);
	numbering_clear(&earlier);
}

/* The beginning of a large draft; what turns out to be whole goes the way of all drafts. */
static const struct fault *read_start(struct draft **out, struct review *review, const struct oid *blob)
{
	struct buffer bytes = {0};
	bool whole = true;
	const struct fault *fault = NULL;
	if (start_find(&bytes, blob))
		whole = false;
	else
		fault = repository_blob_start(&bytes, &whole, review->repository, blob, START_LARGE);
	if (!fault && !whole)
		fault = draft_read_start(out, buffer_text(&bytes), START_SIZE / 2, &whole);
	buffer_clear(&bytes);
	return fault;
}

const struct fault *base_read(struct review *review, bool in_slices)
{
	struct draft *start = NULL;
	const struct draft *draft = NULL;
	struct oid blob;
	const char *path = review_draft(review)->path;
	const struct fault *fault = snapshot_find(&blob, review->base, path);
	if (!fault && in_slices)
		fault = read_start(&start, review, &blob);
	if (!fault && !start)
		fault = review_blob(&draft, review, &blob);
	if (fault)
		return fault_context(fault, _("the draft %.200s"), path);
	if (!review->draft_whole)
		draft_free(review->draft);
	if (draft)
		start_keep(&blob, draft->source);
	review->draft = start ? start : (struct draft *)draft;
	review->draft_blob = blob;
	review->draft_whole = !start;
	following_forget(review->work);
	number_blocks(review);
	return NULL;
}

const struct fault *base_choose(struct review *review, const struct review_options *options)
{
	const struct consultation_draft *draft = consultation_source(&review->consultation);
	const char *language = review->identity.language ? review->identity.language : language_code();
	if (options->draft) {
		draft = consultation_find(&review->consultation, options->draft);
		if (!draft)
			return fault_new(FAULT_MISSING,
				_("there is no draft “%.200s” in this consultation; its source is %.200s"),
				options->draft, consultation_source(&review->consultation)->path);
	} else if (options->prefer_language) {
		const struct consultation_draft *mine = consultation_find(&review->consultation, language);
		draft = mine ? mine : draft;
	}
	review->draft_index = (size_t)(draft - review->consultation.drafts);
	return NULL;
}

/* Members are borrowed from the consultation, which is a new one now. */
static void renew_members(struct review *review)
{
	const struct consultation *consultation = &review->consultation;
	struct standing *all[] = {review->standing, review->work->next};
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		for (size_t j = 0; all[i] && j < all[i]->reviewer_count; j++)
			all[i]->reviewers[j].member = consultation_member(consultation, all[i]->reviewers[j].id);
	if (!review->identity.id)
		return;
	const struct member *member = consultation_member(consultation, review->identity.id);
	review->identity.listed = member != NULL;
	review->identity.role = member ? member->role : consultation->member_count ? ROLE_REVIEWER : ROLE_SECRETARIAT;
}

/* What stands is shown until the new state is there: it follows its paragraphs into the new text. */
static void carry_standing(struct review *review, const struct draft *old)
{
	struct align align = {0};
	align_run(&align, old, review->draft);
	standing_carry(review->standing, &align, old, review->draft);
	align_clear(&align);
	review->generation++;
}

static const struct fault *read_again(struct review *review, const char *path)
{
	const struct consultation_draft *entry = consultation_find(&review->consultation, path);
	const struct draft *old = review->draft_whole ? review->draft : NULL;
	bool same = entry && !strcmp(entry->path, path);
	review->draft_index = entry ? (size_t)(entry - review->consultation.drafts) : 0;
	const struct fault *fault = base_read(review, false);
	if (fault || review->draft == old)
		return fault;
	if (old && same) {
		carry_standing(review, old);
		return NULL;
	}
	standing_free(review->standing);
	review->standing = standing_new();
	review->generation++;
	return NULL;
}

/* The base that is read, or the one that its consultation names now and did not name before: two that name each other
 * are not gone back and forth between. Where the new one cannot be read, *trouble says so. */
static const struct fault *open_again(const struct fault **trouble, struct review *review)
{
	char *before = memory_string(review->consultation.base), *name = memory_string(review->base_name),
	     *other = NULL;
	*trouble = NULL;
	const struct fault *fault = open_base(review, name, &other);
	if (!fault && other && strcmp(other, before) != 0) {
		char *again = NULL;
		*trouble = open_base(review, other, &again);
		free(again);
	}
	free(other);
	free(name);
	free(before);
	return fault;
}

const struct fault *base_reopen(struct review *review)
{
	struct oid old = review->base_tip, revision = {0};
	size_t generation = review->generation;
	char *path = memory_string(review_draft(review)->path);
	const struct fault *trouble, *fault = open_again(&trouble, review);
	if (!fault)
		renew_members(review);
	if (!fault && !oid_equal(&old, &review->base_tip)) {
		fault = read_again(review, path);
		/* The words may be the same, the questions and the roster others. */
		review->generation += review->generation == generation;
	} else if (!fault && branch_revision_tag(&revision, review->repository) != review->revision) {
		number_blocks(review);
		review->generation++;
	}
	free(path);
	return fault ? fault : trouble;
}
