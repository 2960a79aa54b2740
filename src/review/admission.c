#include "review/admission.h"

#include "annotation/annotation.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/contribution.h"

/* More commits than a reviewer makes in a consultation, and more than are judged in one push. */
enum { COMMITS_MOST = 20000 };

#define HEADS "refs/heads/"
#define REVIEW "refs/heads/review/"
#define REVISION "refs/tags/rev/"

struct admission {
	struct repository *repository;
	struct consultation consultation;
	char *base_name, *base_ref;
	struct oid base; /* where it stands, or, once judged, what is pushed to it */
};

static bool oid_of(struct oid *out, struct text hex)
{
	char digits[OID_HEX] = "";
	if (hex.size != OID_HEX - 1)
		return false;
	memcpy(digits, hex.bytes, OID_HEX - 1);
	return oid_parse(out, digits);
}

const struct fault *pushes_read(struct pushes *out, struct text lines)
{
	enum { NEW = OID_HEX, REF = 2 * OID_HEX };
	struct text line;
	bool read = true;
	while (read && text_line(&lines, &line)) {
		struct oid old, new;
		read = line.size > REF && oid_of(&old, text_part(line, 0, NEW - 1)) &&
		       oid_of(&new, text_part(line, NEW, REF - 1));
		if (read)
			*ARRAY_ADD(out->items, out->count, out->capacity) =
				(struct push){text_take(text_part(line, REF, line.size)), old, new};
	}
	if (read && out->count)
		return NULL;
	return fault_new(
		FAULT_MALFORMED, "%s", _("this is git's to call, before it takes a push: it reads lines OLD NEW REF"));
}

void pushes_clear(struct pushes *pushes)
{
	for (size_t i = 0; i < pushes->count; i++)
		free(pushes->items[i].ref);
	free(pushes->items);
	*pushes = (struct pushes){0};
}

static const struct fault *open_base(struct admission *admission, const char *name)
{
	struct snapshot *snapshot = NULL;
	free(admission->base_name);
	free(admission->base_ref);
	consultation_clear(&admission->consultation);
	admission->base_name = memory_string(name);
	admission->base_ref = memory_format(HEADS "%s", name);
	const struct fault *fault = branch_find(&admission->base, admission->repository, admission->base_ref);
	if (!fault)
		fault = snapshot_open(&snapshot, admission->repository, &admission->base);
	if (!fault)
		fault = consultation_open(&admission->consultation, snapshot, name);
	snapshot_close(snapshot);
	return fault;
}

const struct fault *admission_open(struct admission **out, struct repository *repository)
{
	struct admission *admission = memory_new(1, sizeof *admission);
	admission->repository = repository;
	char *name = branch_head(repository);
	const struct fault *fault = open_base(admission, name ? name : "main");
	if (!fault && strcmp(admission->consultation.base, admission->base_name) != 0) {
		free(name);
		name = memory_string(admission->consultation.base);
		fault = open_base(admission, name);
	}
	if (!fault && !admission->consultation.member_count)
		fault = fault_new(FAULT_MISSING,
			_("the branch %.100s names nobody who takes part: it needs a drafts/consultation.json with a "
			  "roster"),
			admission->base_name);
	free(name);
	if (fault) {
		admission_close(admission);
		admission = NULL;
	}
	*out = admission;
	return fault;
}

void admission_close(struct admission *admission)
{
	if (!admission)
		return;
	consultation_clear(&admission->consultation);
	free(admission->base_name);
	free(admission->base_ref);
	free(admission);
}

const struct consultation *admission_consultation(const struct admission *admission)
{
	return &admission->consultation;
}

const char *admission_base(const struct admission *admission)
{
	return admission->base_name;
}

/* --- whose a ref is */

static const struct fault *judge_owner(const struct admission *admission, const char *pusher, const char *owner)
{
	const struct member *member = consultation_member(&admission->consultation, owner);
	if (!name_valid(text_of(owner)))
		return fault_new(
			FAULT_FORBIDDEN, _("review/%.100s is no reviewer's branch: yours is review/%s"), owner, pusher);
	if (!strcmp(owner, pusher) || consultation_secretariat(&admission->consultation, pusher))
		return NULL;
	if (member)
		return fault_new(FAULT_FORBIDDEN, _("review/%s belongs to %.100s: you may write review/%s only"), owner,
			member->name, pusher);
	return fault_new(FAULT_FORBIDDEN, _("review/%s is not yours: you may write review/%s only"), owner, pusher);
}

/* A version that was circulated: made once, of what the base holds. */
static const struct fault *judge_tag(const struct admission *admission, const char *pusher, const struct push *push)
{
	const char *digits = push->ref + strlen(REVISION);
	char hex[OID_HEX];
	struct oid commit;
	if (strncmp(push->ref, REVISION, strlen(REVISION)) != 0 || digits[0] < '1' || digits[0] > '9' ||
		digits[strspn(digits, "0123456789")] || strlen(digits) > 9)
		return fault_new(FAULT_FORBIDDEN, "%s",
			_("the only tags kept here are rev/1, rev/2 …, the versions that the secretariat circulates"));
	if (!consultation_secretariat(&admission->consultation, pusher))
		return fault_new(FAULT_FORBIDDEN, "%s", _("a version is circulated by the secretariat only"));
	if (!oid_is_zero(&push->old))
		return fault_new(FAULT_FORBIDDEN, "%s",
			_("this version has been circulated already: it stays as it is; circulate the next one"));
	oid_format(hex, &push->new);
	const struct fault *fault = branch_revision(&commit, admission->repository, hex);
	if (!fault && !branch_contains(admission->repository, &admission->base, &commit))
		fault = fault_new(FAULT_FORBIDDEN, _("only what %.100s holds can be circulated: send that first"),
			admission->base_name);
	return fault;
}

static const struct fault *judge_ref(const struct admission *admission, const char *pusher, const struct push *push)
{
	if (!strcmp(push->ref, admission->base_ref)) {
		if (consultation_secretariat(&admission->consultation, pusher))
			return NULL;
		return fault_new(FAULT_FORBIDDEN,
			_("%.100s is written by the secretariat only: what you propose goes to review/%s, where "
			  "paraphe puts it"),
			admission->base_name, pusher);
	}
	if (!strncmp(push->ref, REVIEW, strlen(REVIEW)))
		return judge_owner(admission, pusher, push->ref + strlen(REVIEW));
	if (!strncmp(push->ref, "refs/notes/", 11))
		return fault_new(FAULT_FORBIDDEN, "%s",
			_("git notes are not kept here, they have no author one could trust: write an annotation"));
	return fault_new(FAULT_FORBIDDEN, _("nothing is kept under %.200s: your branch is refs/heads/review/%s"),
		push->ref, pusher);
}

/* --- what a ref is to move over */

static const struct fault *judge_commits(
	const struct admission *admission, const struct contribution *contribution, const struct push *push)
{
	struct oids commits = {0}, known = {0};
	struct branches branches = {0};
	*ARRAY_ADD(known.items, known.count, known.capacity) = admission->base;
	if (!oid_is_zero(&push->old))
		*ARRAY_ADD(known.items, known.count, known.capacity) = push->old;
	const struct fault *fault = NULL;
	if (!contribution->owner)
		fault = branch_list(&branches, admission->repository, "review/", NULL);
	for (size_t i = 0; !fault && i < branches.count; i++)
		*ARRAY_ADD(known.items, known.count, known.capacity) = branches.items[i].tip;
	if (!fault)
		fault = branch_unseen(&commits, admission->repository, &push->new, &known);
	if (!fault && commits.count > COMMITS_MOST)
		fault = fault_new(FAULT_MALFORMED,
			_("there are %zu new commits, more than the %d that are taken at once"), commits.count,
			COMMITS_MOST);
	/* The oldest first: the sentence is about the one where it began. */
	for (size_t i = commits.count; !fault && i-- > 0;)
		fault = contribution_judge(contribution, &commits.items[i]);
	branches_clear(&branches);
	oids_clear(&known);
	oids_clear(&commits);
	return fault;
}

static const struct fault *judge_descent(const struct admission *admission, const struct push *push)
{
	struct oids bases = {0};
	if (!oid_is_zero(&push->old)) {
		if (branch_contains(admission->repository, &push->new, &push->old))
			return NULL;
		return fault_new(FAULT_FORBIDDEN,
			_("%.200s would be rewritten, and what was sent earlier would be lost: fetch it, bring both "
			  "together, then send again"),
			push->ref + strlen(HEADS));
	}
	const struct fault *fault = branch_bases(&bases, admission->repository, &push->new, &admission->base);
	if (!fault && !bases.count)
		fault = fault_new(FAULT_FORBIDDEN, _("%.200s has nothing in common with %.100s: begin from there"),
			push->ref + strlen(HEADS), admission->base_name);
	oids_clear(&bases);
	return fault;
}

/* A base that would lock out everybody, or whose drafts are not there, is not taken. */
static const struct fault *judge_base(const struct admission *admission, const struct push *push)
{
	struct snapshot *snapshot = NULL;
	struct consultation consultation = {0};
	struct oid blob;
	bool governed = false;
	const struct fault *fault = snapshot_open(&snapshot, admission->repository, &push->new);
	if (!fault)
		fault = snapshot_find(&blob, snapshot, CONSULTATION_PATH);
	if (!fault)
		fault = consultation_open(&consultation, snapshot, admission->base_name);
	for (size_t i = 0; !fault && i < consultation.draft_count; i++)
		fault = snapshot_find(&blob, snapshot, consultation.drafts[i].path);
	for (size_t i = 0; i < consultation.member_count; i++)
		governed |= consultation.roster[i].role == ROLE_SECRETARIAT;
	if (!fault && (!governed || strcmp(consultation.base, admission->base_name) != 0))
		fault = fault_new(FAULT_FORBIDDEN,
			_("drafts/consultation.json must go on naming %.100s as the base, and somebody of the "
			  "secretariat"),
			admission->base_name);
	consultation_clear(&consultation);
	snapshot_close(snapshot);
	return fault;
}

static const struct fault *cannot_delete(const char *ref, bool tag, bool base)
{
	if (tag)
		return fault_new(FAULT_FORBIDDEN,
			_("%.200s cannot be deleted: a version that went out stays; circulate the next one instead"),
			ref);
	if (base)
		return fault_new(FAULT_FORBIDDEN, _("%.200s cannot be deleted: everything here is about it"), ref);
	return fault_new(FAULT_FORBIDDEN, _("%.200s cannot be deleted: what was said stays; withdraw it instead"), ref);
}

static const struct fault *judge(
	struct admission *admission, const char *pusher, const struct pushes *pushes, const struct push *push)
{
	bool base = !strcmp(push->ref, admission->base_ref);
	bool review = !strncmp(push->ref, REVIEW, strlen(REVIEW));
	bool tag = !strncmp(push->ref, "refs/tags/", 10);
	struct contribution contribution = {
		.repository = admission->repository,
		.consultation = &admission->consultation,
		.pusher = pusher,
		.secretariat = consultation_secretariat(&admission->consultation, pusher),
		.owner = review ? push->ref + strlen(REVIEW) : NULL,
		.base = admission->base,
		.pushes = pushes,
	};
	const struct fault *fault = base || review || !tag ? judge_ref(admission, pusher, push) : NULL;
	if (!fault && oid_is_zero(&push->new))
		fault = cannot_delete(push->ref, tag, base);
	if (fault || tag)
		return fault ? fault : judge_tag(admission, pusher, push);
	fault = judge_descent(admission, push);
	if (!fault)
		fault = judge_commits(admission, &contribution, push);
	if (!fault && base)
		fault = judge_base(admission, push);
	if (!fault && base)
		admission->base = push->new; /* what comes beside it is judged by it */
	return fault;
}

size_t admission_judge(struct admission *admission, const char *pusher, const struct pushes *pushes,
	void (*refuse)(void *context, const struct push *push, const struct fault *fault), void *context)
{
	size_t refused = 0;
	/* The base first, then the others. */
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < pushes->count; i++) {
			const struct push *push = &pushes->items[i];
			bool base = !strcmp(push->ref, admission->base_ref);
			if (base != (round == 0))
				continue;
			const struct fault *fault = judge(admission, pusher, pushes, push);
			if (!fault)
				continue;
			refuse(context, push, fault);
			refused++;
		}
	return refused;
}
