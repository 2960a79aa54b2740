/* receiving - from the relay to the remote-tracking branches, to one's own, to the base */
#include "act/exchange.h"

#include "act/entering.h"
#include "act/moving.h"
#include "act/unfinished.h"
#include "annotation/annotation.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/acts.h"
#include "store/change.h"

enum { BRANCHES_MOST = 20000, SHORT_HEX = 12 };

static const char heads[] = "heads/", reviews[] = "heads/review/", tags[] = "tags/";

static bool is_base(const struct review *review, const char *name)
{
	return !strncmp(name, heads, sizeof heads - 1) && !strcmp(name + sizeof heads - 1, review->base_name);
}

static bool is_review(const char *name)
{
	return !strncmp(name, reviews, sizeof reviews - 1) && name_valid(text_of(name + sizeof reviews - 1));
}

static char *tracking_ref(const struct exchange *exchange, const char *name)
{
	return memory_format("refs/remotes/%s/%s", exchange->remote, name + sizeof heads - 1);
}

/* The commit a ref stands at; false when there is none. */
static bool find(struct oid *tip, struct review *review, const char *ref)
{
	memset(tip, 0, sizeof *tip);
	const struct fault *fault = branch_find(tip, review->repository, ref);
	fault_ignore(fault); /* a broken ref is doctor's: here it is as good as none */
	return !fault;
}

static bool is_commit(struct review *review, const struct oid *oid)
{
	struct commit_facts facts = {0};
	const struct fault *fault = branch_facts(&facts, review->repository, oid);
	commit_facts_clear(&facts);
	fault_ignore(fault); /* what names no commit is left alone, and said */
	return !fault;
}

/* What somebody had sent stays, though they have sent something else in its place. */
static const struct fault *keep(
	struct exchange *exchange, struct review *review, const char *name, const struct oid *old)
{
	char hex[OID_HEX];
	struct oid there;
	oid_format(hex, old);
	char *ref = memory_format(
		"refs/paraphe/kept/%s/%s/%.*s", exchange->remote, name + sizeof heads - 1, SHORT_HEX, hex);
	char *whose = exchange_whose(review, name);
	const struct fault *fault = NULL;
	if (!find(&there, review, ref))
		fault = commit_move(review->repository, ref, NULL, old, "Keep what was rewritten");
	if (!fault && is_base(review, name))
		exchange_notice(exchange, _("The draft has been rewritten on %s; its former version is kept in %s."),
			exchange->remote, ref);
	else if (!fault)
		exchange_notice(exchange,
			_("What %s had sent has been rewritten on %s; the former version is kept in %s."), whose,
			exchange->remote, ref);
	free(whose);
	free(ref);
	return fault;
}

static const struct fault *take_branch(struct exchange *exchange, struct review *review, const struct relay_ref *ref)
{
	struct oid old;
	const struct fault *fault = NULL;
	char *tracking = tracking_ref(exchange, ref->name);
	bool there = find(&old, review, tracking);
	if (there && oid_equal(&old, &ref->tip))
		goto done;
	if (!is_commit(review, &ref->tip)) {
		exchange_notice(exchange, _("The branch %s on %s holds no version: it is left alone."),
			ref->name + sizeof heads - 1, exchange->remote);
		goto done;
	}
	if (there && !branch_contains(review->repository, &ref->tip, &old))
		fault = keep(exchange, review, ref->name, &old);
	if (!fault)
		fault = commit_move(review->repository, tracking, there ? &old : NULL, &ref->tip, "Fetch");
	/* Another window fetched at the same time: what it found is as true. */
	if (fault && fault_kind(fault) == FAULT_CONFLICT)
		fault = NULL;
	exchange->received += !fault;
done:
	free(tracking);
	return fault;
}

static const struct fault *take_version(struct exchange *exchange, struct review *review, const struct relay_ref *ref)
{
	struct oid here;
	const struct fault *fault = NULL;
	char *local = memory_format("refs/%s", ref->name);
	if (!branch_version(&here, review->repository, ref->name + sizeof tags - 1)) {
		fault = commit_move(review->repository, local, NULL, &ref->tip, "Fetch");
		if (fault && fault_kind(fault) == FAULT_CONFLICT)
			fault = NULL;
		exchange->received += !fault;
	} else if (!oid_equal(&here, &ref->tip)) {
		exchange_notice(exchange, _("The version %s is another one on %s; the one here stays."),
			ref->name + sizeof tags - 1, exchange->remote);
	}
	free(local);
	return fault;
}

/* What we know of there that is there no more. */
static const struct fault *say_gone(struct exchange *exchange, struct review *review, const struct relay_refs *refs)
{
	struct branches known = {0};
	const struct fault *fault = branch_list(&known, review->repository, "", NULL);
	for (size_t i = 0; i < known.count; i++) {
		const struct branch *branch = &known.items[i];
		char *name = memory_format("%s%s", heads, branch->name);
		char *whose = exchange_whose(review, name);
		if (!branch->remote || strcmp(branch->remote, exchange->remote) != 0 ||
			(!is_base(review, name) && !is_review(name)) || relay_refs_find(refs, name))
			;
		else if (is_base(review, name))
			exchange_notice(exchange, _("The draft is gone from %s; what was fetched stays here."),
				exchange->remote);
		else
			exchange_notice(exchange, _("What %s had sent is gone from %s; what was fetched stays here."),
				whose, exchange->remote);
		free(whose);
		free(name);
	}
	branches_clear(&known);
	return fault;
}

/* The commit we have of it already, from there or from here. */
static struct oid known_tip(const struct exchange *exchange, struct review *review, const char *name)
{
	struct oid tip;
	char *tracking = tracking_ref(exchange, name), *local = memory_format("refs/%s", name);
	char *remote =
		review->remote ? memory_format("refs/remotes/%s/%s", review->remote, name + sizeof heads - 1) : NULL;
	if (!find(&tip, review, tracking) && !(remote && find(&tip, review, remote)))
		find(&tip, review, local);
	free(remote);
	free(local);
	free(tracking);
	return tip;
}

/* Whether a branch is to be entered for its author. */
static bool is_entered(const struct exchange *exchange, const struct review *review, const char *name)
{
	return exchange->enters && is_review(name) && strcmp(name + sizeof reviews - 1, review->identity.id) != 0;
}

/* How many acts a branch of a bundle has that are not here; none: all of it is. */
static size_t claimed_acts(const struct exchange *exchange, struct review *review, const struct relay_ref *ref,
	const struct relay_ref *base)
{
	size_t acts = 0;
	struct oid here = known_tip(exchange, review, ref->name);
	if (!oid_is_zero(&here) && branch_contains(review->repository, &here, &ref->tip))
		return 0;
	if (!is_entered(exchange, review, ref->name))
		return exchange_acts(review, &here, base && base != ref ? &base->tip : &review->base_tip, &ref->tip);
	const struct fault *fault = entering_count(&acts, review, ref->name + sizeof reviews - 1, &ref->tip);
	fault_ignore(fault); /* what cannot be read is said once it is to be taken */
	return fault ? 1 : acts;
}

void receiving_look(struct exchange *exchange, struct review *review, const struct relay_refs *refs)
{
	const struct relay_ref *base = NULL;
	for (size_t i = 0; i < refs->count; i++)
		if (is_base(review, refs->items[i].name))
			base = &refs->items[i];
	for (size_t i = 0; i < refs->count && i < BRANCHES_MOST; i++) {
		const struct relay_ref *ref = &refs->items[i];
		bool version = !strncmp(ref->name, tags, sizeof tags - 1);
		struct oid here = {0};
		size_t acts = 0;
		if (version && (!branch_is_version(ref->name + sizeof tags - 1) ||
				       branch_version(&here, review->repository, ref->name + sizeof tags - 1)))
			continue;
		if (!version) {
			if ((!is_base(review, ref->name) && !is_review(ref->name)) || !is_commit(review, &ref->tip))
				continue;
			acts = claimed_acts(exchange, review, ref, base);
			if (!acts)
				continue;
		}
		struct exchange_claim *claim =
			ARRAY_ADD(exchange->claims, exchange->claim_count, exchange->claim_capacity);
		claim->name = memory_string(ref->name);
		claim->acts = acts;
	}
}

const struct fault *receiving_run(struct exchange *exchange, struct review *review, const struct relay_refs *refs)
{
	const struct fault *fault = NULL;
	if (refs->count > BRANCHES_MOST)
		return fault_new(FAULT_MALFORMED,
			_("%.100s has %zu branches and versions, more than the %d that are taken: nothing is taken"),
			exchange->remote, refs->count, BRANCHES_MOST);
	for (size_t i = 0; !fault && i < refs->count; i++) {
		const struct relay_ref *ref = &refs->items[i];
		if (is_entered(exchange, review, ref->name))
			fault = entering_run(exchange, review, ref->name + sizeof reviews - 1, &ref->tip);
		else if (is_base(review, ref->name) || is_review(ref->name))
			fault = take_branch(exchange, review, ref);
		else if (!strncmp(ref->name, tags, sizeof tags - 1) && branch_is_version(ref->name + sizeof tags - 1))
			fault = take_version(exchange, review, ref);
		else
			exchange_notice(exchange, _("%s on %s is named after nobody: it is left alone."), ref->name,
				exchange->remote);
	}
	return fault || exchange->is_file ? fault : say_gone(exchange, review, refs);
}

/* Acts of the other machine's that are not here: what was entered for me by the secretariat is. */
static const struct fault *count_brought(
	size_t *brought, struct review *review, const struct oid *mine, const struct oid *theirs)
{
	struct acts acts = {0};
	struct oid tips[] = {*mine, review->base_tip};
	const struct oids known = {.items = tips, .count = ARRAY_SIZE(tips)};
	const struct fault *fault =
		acts_read(&acts, review->repository, mine, &(struct oids){.items = (struct oid *)theirs, .count = 1});
	if (!fault)
		fault = acts_lacking(brought, &acts, review->repository, theirs, &known);
	acts_clear(&acts);
	return fault;
}

/* As a private draft, behind the paragraph that they followed. */
static bool keep_words(struct review *review, const struct oid *mine, const struct update_collision *lost)
{
	struct recovery_text *text = NULL;
	struct change_entry entry = {0};
	char hex[OID_HEX], *words = text_take(buffer_text(&lost->mine));
	const struct fault *fault = change_entry(&entry, review->repository, mine, lost->path);
	oid_format(hex, &entry.oid);
	const struct unfinished unfinished = {.kind = UNFINISHED_INSERTION,
		.draft = lost->path,
		.blob = hex,
		.paragraph = lost->base_block,
		.text = words};
	if (!fault)
		fault = recovery_begin(&text, review, NULL);
	if (!fault) {
		fault = recovery_keep(text, &unfinished);
		recovery_leave(text);
	}
	free(words);
	fault_ignore(fault); /* they stand in the history all the same, and that is said */
	return !fault;
}

static void say_lost(
	struct exchange *exchange, struct review *review, const struct oid *mine, const struct update_collisions *lost)
{
	char hex[OID_HEX];
	oid_format(hex, mine);
	for (size_t i = 0; i < lost->count; i++) {
		const struct update_collision *item = &lost->items[i];
		bool kept = keep_words(review, mine, item);
		exchange_notice(exchange,
			_("Another machine of yours has deleted the paragraph that you reworded here as “%s”. These "
			  "words are "
			  "not in your text any more; they can be read with `git show %.*s:%s`."),
			buffer_string((struct buffer *)&item->mine), SHORT_HEX, hex, item->path);
		if (kept)
			exchange_notice(exchange, "%s",
				_("They are kept as a private draft, too, which is offered again where they stood."));
	}
}

/* Under the branch's lock. */
static const struct fault *bring_own(struct exchange *exchange, struct review *review, const char *ref,
	const struct oid *theirs, const struct settlement *settlements, size_t count)
{
	struct oid mine, joined;
	struct update_collisions lost = {0};
	if (!find(&mine, review, ref) || branch_contains(review->repository, &mine, theirs))
		return NULL; /* the first act makes it from what is there */
	bool behind = branch_contains(review->repository, theirs, &mine);
	size_t brought = 0;
	const struct fault *fault = count_brought(&brought, review, &mine, theirs);
	if (fault)
		return fault;
	if (behind)
		joined = *theirs;
	else
		fault = updating_join(&joined, &exchange->collisions, review,
			&(struct update_join){.mine = mine,
				.other = *theirs,
				.settlements = settlements,
				.count = count,
				.lost = &lost});
	if (!fault)
		fault = commit_move(review->repository, ref, &mine, &joined, "Bring in what was sent from elsewhere");
	if (!fault) {
		exchange->brought = brought;
		exchange->joined = !behind;
		say_lost(exchange, review, &mine, &lost);
	}
	update_collisions_clear(&lost);
	return fault;
}

const struct fault *receiving_own(struct exchange *exchange, struct review *review, const struct relay_refs *refs,
	const struct settlement *settlements, size_t count)
{
	struct commit_lock *lock = NULL;
	if (!review->identity.id)
		return NULL;
	char *name = memory_format("%s%s", reviews, review->identity.id), *ref = memory_format("refs/%s", name);
	const struct relay_ref *theirs = relay_refs_find(refs, name);
	const struct fault *fault =
		theirs && is_commit(review, &theirs->tip) ? commit_lock(&lock, review->repository, ref) : NULL;
	if (lock)
		fault = bring_own(exchange, review, ref, &theirs->tip, settlements, count);
	commit_unlock(lock);
	free(ref);
	free(name);
	return fault;
}

const struct fault *receiving_base(struct exchange *exchange, struct review *review)
{
	struct commit_lock *lock = NULL;
	struct move move = {.message = "Follow the base"};
	char *ref = memory_format("refs/heads/%s", review->base_name);
	char *tracking = memory_format("refs/remotes/%s/%s", exchange->remote, review->base_name);
	const struct fault *fault = NULL;
	if (!find(&move.old, review, ref) || !find(&move.new, review, tracking) || oid_equal(&move.old, &move.new))
		goto done;
	if (branch_contains(review->repository, &move.new, &move.old)) {
		move.ref = ref;
		fault = commit_lock(&lock, review->repository, ref);
		if (!fault)
			fault = moving_run(review, &move);
		commit_unlock(lock);
		exchange->base_moved = !fault;
		/* What is read is the later of the two all the same. */
		if (fault && fault_kind(fault) == FAULT_CONFLICT) {
			exchange_notice(exchange, _("The draft has moved on; your folder does not follow: %s"),
				fault_text(fault));
			fault = NULL;
		}
	} else if (!branch_contains(review->repository, &move.old, &move.new)) {
		exchange->base_apart = true;
		exchange_notice(exchange,
			_("The draft here and the draft on %s have gone different ways: bring them together with git."),
			exchange->remote);
	}
done:
	free(tracking);
	free(ref);
	return fault;
}
