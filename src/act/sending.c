/* sending - what is to go to the remote: one's own branch; of the secretariat the base before it, and its versions */
#include "act/exchange.h"

#include "act/entering.h"
#include "annotation/annotation.h"
#include "base/array.h"
#include "base/memory.h"
#include "store/commit.h"

static const char heads[] = "heads/";

static struct exchange_item *item_add(struct exchange *exchange, enum exchange_kind kind, const char *name)
{
	struct exchange_item *item = ARRAY_ADD(exchange->items, exchange->count, exchange->capacity);
	item->kind = kind;
	item->name = memory_string(name);
	return item;
}

/* A branch that holds all that is there, and more. */
static void add_branch(struct exchange *exchange, struct review *review, const struct relay_refs *refs,
	enum exchange_kind kind, const char *name)
{
	struct oid here, there = {0};
	const struct relay_ref *theirs = relay_refs_find(refs, name);
	char *ref = memory_format("refs/%s", name);
	const struct fault *fault = branch_find(&here, review->repository, ref);
	free(ref);
	if (fault) {
		fault_ignore(fault); /* nothing here: nothing to send */
		return;
	}
	if (theirs)
		there = theirs->tip;
	if (theirs && (oid_equal(&here, &there) || !branch_contains(review->repository, &here, &there)))
		return;
	char *base = memory_format("%s%s", heads, review->base_name);
	const struct relay_ref *known = kind == SEND_BASE ? NULL : relay_refs_find(refs, base);
	free(base);
	struct exchange_item *item = item_add(exchange, kind, name);
	item->old = there;
	item->new = here;
	item->acts = exchange_acts(review, &there, known ? &known->tip : &there, &here);
}

/* The versions that are not there yet. */
static void add_versions(struct exchange *exchange, struct review *review, const struct relay_refs *refs)
{
	size_t count;
	unsigned int *numbers = branch_revision_tags(&count, review->repository);
	for (size_t i = 0; i < count; i++) {
		struct oid object;
		char *name = memory_format("tags/rev/%u", numbers[i]);
		if (!relay_refs_find(refs, name) && branch_version(&object, review->repository, name + strlen("tags/")))
			item_add(exchange, SEND_REVISION, name)->new = object;
		free(name);
	}
	free(numbers);
}

static const struct fault *add_behalf(struct exchange *exchange, struct review *review, const struct relay_refs *refs)
{
	struct branches all = {0};
	char *base = memory_format("%s%s", heads, review->base_name);
	const struct relay_ref *draft = relay_refs_find(refs, base);
	const struct fault *fault = branch_list(&all, review->repository, "review/", NULL);
	free(base);
	for (size_t i = 0; i < all.count; i++) {
		const struct branch *branch = &all.items[i];
		const char *id = branch->name + strlen("review/");
		if (branch->remote || !name_valid(text_of(id)) || !strcmp(id, review->identity.id))
			continue;
		char *name = memory_format("%s%s", heads, branch->name);
		const struct relay_ref *theirs = relay_refs_find(refs, name);
		struct oid tips[] = {draft ? draft->tip : review->base_tip, theirs ? theirs->tip : review->base_tip};
		const struct oids known = {.items = tips, .count = theirs ? 2 : 1};
		if (entering_is_mine(review, &known, &branch->tip))
			add_branch(exchange, review, refs, SEND_BEHALF, name);
		free(name);
	}
	branches_clear(&all);
	return fault;
}

/* The draft is the secretariat's to send where a roster says who that is: without one nobody said that this repository
 * is for others to see. */
static bool is_secretariat(const struct review *review)
{
	const struct member *member = consultation_member(&review->consultation, review->identity.id);
	return member && member->role == ROLE_SECRETARIAT;
}

const struct fault *sending_list(struct exchange *exchange, struct review *review, const struct relay_refs *refs)
{
	const struct fault *fault = NULL;
	if (!review->identity.id)
		return NULL;
	bool secretariat = is_secretariat(review);
	char *base = memory_format("%s%s", heads, review->base_name);
	char *own = memory_format("%sreview/%s", heads, review->identity.id);
	if (secretariat) {
		add_branch(exchange, review, refs, SEND_BASE, base);
		add_versions(exchange, review, refs);
	}
	add_branch(exchange, review, refs, SEND_OWN, own);
	if (secretariat)
		fault = add_behalf(exchange, review, refs);
	free(own);
	free(base);
	return fault;
}

const struct fault *sending_done(
	const struct exchange *exchange, struct review *review, const struct exchange_item *item)
{
	struct oid now;
	if (item->kind == SEND_REVISION)
		return NULL;
	char *tracking = memory_format("refs/remotes/%s/%s", exchange->remote, item->name + sizeof heads - 1);
	const struct fault *fault = branch_find(&now, review->repository, tracking);
	bool there = !fault;
	if (!there || !oid_equal(&now, &item->new))
		fault = commit_move(review->repository, tracking, there ? &now : NULL, &item->new, "Send");
	/* Another window was quicker; the next fetch says where it stands. */
	if (fault && fault_kind(fault) == FAULT_CONFLICT)
		fault = NULL;
	free(tracking);
	return fault;
}
