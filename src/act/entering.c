#include "act/entering.h"

#include "act/entry.h"
#include "annotation/annotation.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/acts.h"
#include "store/change.h"

enum { COMMITS_MOST = 20000, SHORT_HEX = 12 };

#define KEPT "refs/paraphe/kept/"

/* One reviewer's acts being entered. */
struct entering {
	struct exchange *exchange;
	struct review *review;
	const char *reviewer;
	struct identity owner;
	char *ref;                 /* review/R here */
	bool has_local, has_there; /* where it stands here, and over there */
	struct oid local, there;
	struct oids known;   /* what is here: the base, the branch */
	struct acts here;    /* the acts on these */
	struct map place_of; /* commits of the bundle: their places in `unseen`, `entered` */
	struct oids unseen;  /* the bundle's, the newest first */
	struct oid *entered; /* what each has become; zero: nothing yet */
	bool *done;
	size_t acts;               /* entered just now */
	struct contribution rules; /* the hook's, as far as they are known here */
};

static bool find_commit(struct oid *tip, struct review *review, const char *ref)
{
	memset(tip, 0, sizeof *tip);
	const struct fault *fault = branch_find(tip, review->repository, ref);
	fault_ignore(fault); /* a broken ref is doctor's: here it is as good as none */
	return !fault;
}

bool entering_due(const struct review *review)
{
	struct oid tip;
	const struct member *member =
		review->identity.id ? consultation_member(&review->consultation, review->identity.id) : NULL;
	if (!member || member->role != ROLE_SECRETARIAT || !review->remote)
		return false;
	char *base = memory_format("refs/remotes/%s/%s", review->remote, review->base_name);
	const struct fault *fault = branch_find(&tip, review->repository, base);
	fault_ignore(fault); /* no server's base is known */
	free(base);
	return !fault;
}

/* --- opening */

static void know(struct entering *entering, const struct oid *tip)
{
	for (size_t i = 0; i < entering->known.count; i++)
		if (oid_equal(&entering->known.items[i], tip))
			return;
	*ARRAY_ADD(entering->known.items, entering->known.count, entering->known.capacity) = *tip;
}

static void know_tips(struct entering *entering)
{
	struct review *review = entering->review;
	struct oid tip;
	char *base = memory_format("refs/heads/%s", review->base_name);
	char *there = memory_format("refs/remotes/%s/%s", review->remote, review->base_name);
	char *branch = memory_format("refs/remotes/%s/review/%s", review->remote, entering->reviewer);
	entering->ref = memory_format("refs/heads/review/%s", entering->reviewer);
	entering->has_local = find_commit(&entering->local, review, entering->ref);
	entering->has_there = find_commit(&entering->there, review, branch);
	know(entering, &review->base_tip);
	if (find_commit(&tip, review, base))
		know(entering, &tip);
	if (find_commit(&tip, review, there))
		know(entering, &tip);
	if (entering->has_local)
		know(entering, &entering->local);
	if (entering->has_there)
		know(entering, &entering->there);
	free(branch);
	free(there);
	free(base);
}

/* The acts here that the tip does not have in the same commits. */
static const struct fault *read_here(struct entering *entering, const struct oid *tip)
{
	const struct oids beyond = {.items = (struct oid *)tip, .count = 1};
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < entering->known.count; i++)
		fault = acts_read(&entering->here, entering->review->repository, &entering->known.items[i], &beyond);
	return fault;
}

static void entering_clear(struct entering *entering)
{
	identity_clear(&entering->owner);
	free(entering->ref);
	oids_clear(&entering->known);
	acts_clear(&entering->here);
	map_clear(&entering->place_of);
	oids_clear(&entering->unseen);
	free(entering->entered);
	free(entering->done);
}

const struct fault *entering_count(size_t *count, struct review *review, const char *reviewer, const struct oid *tip)
{
	struct entering entering = {.review = review, .reviewer = reviewer};
	know_tips(&entering);
	const struct fault *fault = read_here(&entering, tip);
	if (!fault)
		fault = acts_lacking(count, &entering.here, review->repository, tip, &entering.known);
	entering_clear(&entering);
	return fault;
}

/* --- one by one */

static bool place_of(size_t *place, const struct entering *entering, const struct oid *commit)
{
	return map_find(&entering->place_of, (struct text){(const char *)commit->bytes, OID_BYTES}, place);
}

/* What a commit has become: itself where it is here; zero: nothing. */
static struct oid become(const struct entering *entering, const struct oid *commit)
{
	size_t place;
	return place_of(&place, entering, commit) ? entering->entered[place] : *commit;
}

/* The parents it is to have: none that another of them holds already. */
static void find_parents(struct entry *entry, const struct entering *entering)
{
	const struct oids *parents = &entry->facts.parents;
	for (size_t i = 0; i < parents->count && entry->parent_count < ARRAY_SIZE(entry->parents); i++) {
		struct oid parent = become(entering, &parents->items[i]);
		bool held = oid_is_zero(&parent);
		for (size_t j = 0; !held && j < parents->count; j++) {
			struct oid other = become(entering, &parents->items[j]);
			held = j != i && !oid_is_zero(&other) &&
			       branch_contains(entering->review->repository, &other, &parent) &&
			       !(oid_equal(&other, &parent) && i < j);
		}
		if (held)
			continue;
		if (!entry->parent_count)
			entry->from = parents->items[i];
		entry->parents[entry->parent_count++] = parent;
	}
}

/* Whether the act is here, and as it was written: a commit that was written anew by hand keeps its trailers. */
static bool is_here(const struct entering *entering, const struct oid *commit, const struct oid *here)
{
	const struct consultation *consultation = &entering->review->consultation;
	struct repository *repository = entering->review->repository;
	bool same = true;
	for (size_t i = 0; same && i < consultation->draft_count; i++) {
		struct change_entry one = {0}, other = {0};
		const struct fault *fault = change_entry(&one, repository, commit, consultation->drafts[i].path);
		if (!fault)
			fault = change_entry(&other, repository, here, consultation->drafts[i].path);
		same = !fault && change_same(&one, &other);
	}
	return same;
}

static const struct fault *enter(struct oid *out, struct entering *entering, const struct oid *commit)
{
	struct review *review = entering->review;
	struct entry entry = {.exchange = entering->exchange,
		.review = review,
		.owner = &entering->owner,
		.rules = &entering->rules,
		.commit = commit};
	memset(out, 0, sizeof *out);
	const struct fault *fault = branch_facts(&entry.facts, review->repository, commit);
	if (fault)
		return fault;
	const struct oid *here = acts_find(&entering->here, &entry.facts);
	const char *other = contribution_other(
		&review->consultation, entering->reviewer, entry.facts.author_name, entry.facts.author_email);
	find_parents(&entry, entering);
	if (here && is_here(entering, commit, here)) {
		*out = *here;
	} else if (other) {
		*out = entry.parents[0];
		exchange_notice(entering->exchange, _("“%s” from %s is left out: it says that %s made it."),
			entry.facts.subject ? entry.facts.subject : "", entering->owner.name, other);
	} else if (!entry.parent_count) {
		fault = fault_new(FAULT_FORBIDDEN, "%s", _("it begins a history of its own"));
	} else {
		fault = entry_make(out, &entry);
		entering->acts += !fault && !oid_equal(out, &entry.parents[0]);
	}
	commit_facts_clear(&entry.facts);
	return fault;
}

/* --- all of them */

static bool is_ready(const struct entering *entering, const struct commit_facts *facts)
{
	size_t place;
	for (size_t i = 0; i < facts->parents.count; i++)
		if (place_of(&place, entering, &facts->parents.items[i]) && !entering->done[place])
			return false;
	return true;
}

/* The oldest first; clocks of different machines differ, so as often as it takes. */
static const struct fault *enter_all(struct entering *entering)
{
	const struct fault *fault = NULL;
	size_t left = entering->unseen.count;
	for (size_t before = left + 1; !fault && left && left < before;) {
		before = left;
		for (size_t i = entering->unseen.count; !fault && i-- > 0;) {
			struct commit_facts facts = {0};
			if (entering->done[i])
				continue;
			fault = branch_facts(&facts, entering->review->repository, &entering->unseen.items[i]);
			if (!fault && is_ready(entering, &facts)) {
				fault = enter(&entering->entered[i], entering, &entering->unseen.items[i]);
				entering->done[i] = true;
				left--;
			}
			commit_facts_clear(&facts);
		}
	}
	return fault;
}

/* Two states of the branch as one. */
static const struct fault *unite(struct oid *tip, struct entering *entering, const struct oid *other)
{
	struct repository *repository = entering->review->repository;
	struct update_collisions collisions = {0};
	struct update_join join = {.mine = *tip, .other = *other, .owner = &entering->owner};
	if (branch_contains(repository, tip, other))
		return NULL;
	if (branch_contains(repository, other, tip)) {
		*tip = *other;
		return NULL;
	}
	const struct fault *fault = updating_join(tip, &collisions, entering->review, &join);
	for (size_t i = 0; fault && i < collisions.count; i++) {
		const struct update_collision *item = &collisions.items[i];
		char *here = text_take(buffer_text(&item->mine)), *came = text_take(buffer_text(&item->base));
		exchange_notice(
			entering->exchange, _("%s: “%s” on their branch, “%s” from them now."), item->path, here, came);
		free(came);
		free(here);
	}
	if (fault && collisions.count)
		fault = fault_new(FAULT_CONFLICT, "%s", _("these words meet"));
	update_collisions_clear(&collisions);
	return fault ? fault : contribution_judge(&entering->rules, tip);
}

/* What is here, what is there, and what has been entered, on one branch. `tip` zero: nothing was. */
static const struct fault *bring_together(struct entering *entering, const struct oid *tip)
{
	struct oid now = entering->has_local ? entering->local : entering->has_there ? entering->there : *tip;
	const struct fault *fault = NULL;
	if (entering->has_there)
		fault = unite(&now, entering, &entering->there);
	if (!fault && !oid_is_zero(tip))
		fault = unite(&now, entering, tip);
	if (!fault)
		fault = commit_gathered(entering->review->repository);
	bool moved = entering->has_local ? !oid_equal(&now, &entering->local)
					 : !entering->has_there || !oid_equal(&now, &entering->there);
	if (!fault && moved)
		fault = commit_move(entering->review->repository, entering->ref,
			entering->has_local ? &entering->local : NULL, &now, "Enter what came by e-mail");
	return fault;
}

/* The original, as it came, whatever becomes of it. */
static const struct fault *keep(char **out, const struct entering *entering, const struct oid *tip)
{
	char hex[OID_HEX];
	struct oid there;
	oid_format(hex, tip);
	*out = memory_format(KEPT "%s/review/%s/%.*s", entering->exchange->remote, entering->reviewer, SHORT_HEX, hex);
	return find_commit(&there, entering->review, *out)
		       ? NULL
		       : commit_move(entering->review->repository, *out, NULL, tip, "Keep what came by e-mail");
}

static const struct fault *open_owner(struct entering *entering, const struct oid *tip)
{
	struct review *review = entering->review;
	struct commit_facts facts = {0};
	const struct fault *fault = identity_make(&entering->owner, &review->consultation, entering->reviewer, true);
	if (!fault)
		fault = branch_facts(&facts, review->repository, tip);
	/* Somebody off the roster is called what they call themselves, unless somebody else is called so. */
	if (!fault && !entering->owner.listed &&
		!contribution_other(&review->consultation, entering->reviewer, facts.author_name, facts.author_email)) {
		free(entering->owner.name);
		entering->owner.name = memory_string(facts.author_name);
	}
	commit_facts_clear(&facts);
	return fault;
}

static const struct fault *list_unseen(struct entering *entering, const struct oid *tip)
{
	const struct fault *fault =
		branch_unseen(&entering->unseen, entering->review->repository, tip, &entering->known);
	size_t count = entering->unseen.count;
	if (!fault && count > COMMITS_MOST)
		fault = fault_new(FAULT_MALFORMED,
			_("there are %zu new commits, more than the %d that are taken at once"), count, COMMITS_MOST);
	entering->entered = memory_new(count, sizeof *entering->entered);
	entering->done = memory_new(count, sizeof *entering->done);
	for (size_t i = 0; i < count; i++)
		map_put(&entering->place_of, (struct text){(const char *)entering->unseen.items[i].bytes, OID_BYTES},
			i);
	return fault;
}

static void set_rules(struct entering *entering)
{
	static const struct pushes none;
	const struct review *review = entering->review;
	entering->rules = (struct contribution){
		.repository = review->repository,
		.consultation = &review->consultation,
		.pusher = review->identity.id,
		.secretariat = true,
		.owner = entering->reviewer,
		.base = review->base_tip,
		.pushes = &none,
	};
}

/* Under the branch's lock; all in one pack, or nothing. `tip` NULL: only what is here and there. */
static const struct fault *run(struct entering *entering, const struct oid *tip)
{
	struct repository *repository = entering->review->repository;
	struct oid entered = {0};
	know_tips(entering);
	set_rules(entering);
	const struct fault *fault = tip ? read_here(entering, tip) : NULL;
	if (!fault && tip)
		fault = list_unseen(entering, tip);
	if (!fault)
		fault = commit_gather(repository);
	if (fault)
		return fault;
	if (tip)
		fault = enter_all(entering);
	if (!fault && tip)
		entered = become(entering, tip);
	bool moves = !fault && (!tip || entering->acts);
	if (moves)
		fault = bring_together(entering, &entered);
	if (fault || !moves)
		commit_scatter(repository);
	return fault;
}

static void say(struct entering *entering, const char *kept, const struct fault *fault)
{
	struct exchange *exchange = entering->exchange;
	const char *name = entering->owner.name ? entering->owner.name : entering->reviewer;
	if (fault)
		exchange_notice(exchange,
			_("What came from %s is not entered: %s. Nothing of it is lost, it stays in %s; let them send "
			  "it "
			  "themselves, or enter it in their name (--as %s)."),
			name, fault_text(fault), kept, entering->reviewer);
	else if (!entering->acts)
		exchange_notice(exchange, _("Nothing that came from %s could be entered; the original stays in %s."),
			name, kept);
	else
		exchange_notice(exchange,
			P_("%zu act is entered for %s, and goes with the next exchange; the original stays in %s.",
				"%zu acts are entered for %s, and go with the next exchange; the original stays in %s.",
				entering->acts),
			entering->acts, name, kept);
	if (!fault && !entering->owner.listed)
		exchange_notice(exchange, _("%s is not on the roster."), name);
}

const struct fault *entering_run(
	struct exchange *exchange, struct review *review, const char *reviewer, const struct oid *tip)
{
	struct entering entering = {.exchange = exchange, .review = review, .reviewer = reviewer};
	struct commit_lock *lock = NULL;
	size_t new = 0;
	char *kept = NULL, *ref = memory_format("refs/heads/review/%s", reviewer);
	const struct fault *fault = entering_count(&new, review, reviewer, tip);
	if (!fault && new)
		fault = keep(&kept, &entering, tip);
	if (!fault && new)
		fault = commit_lock(&lock, review->repository, ref);
	if (lock) {
		fault = open_owner(&entering, tip);
		if (!fault)
			fault = run(&entering, tip);
		say(&entering, kept, fault);
		exchange->received += !fault;
		fault = NULL; /* said; what else came is taken all the same */
	}
	commit_unlock(lock);
	entering_clear(&entering);
	free(ref);
	free(kept);
	return fault;
}

/* --- what has been sent since */

bool entering_is_mine(struct review *review, const struct oids *known, const struct oid *tip)
{
	struct oids unseen = {0};
	const struct fault *fault = branch_unseen(&unseen, review->repository, tip, known);
	bool mine = !fault && unseen.count;
	for (size_t i = 0; mine && i < unseen.count; i++) {
		struct commit_facts facts = {0};
		mine = !branch_facts(&facts, review->repository, &unseen.items[i]) &&
		       !strcmp(facts.committer_name, review->identity.name);
		commit_facts_clear(&facts);
	}
	oids_clear(&unseen);
	return mine;
}

/* Whether both have gone on, here by entering. */
static bool has_parted(struct entering *entering)
{
	struct repository *repository = entering->review->repository;
	struct oid tips[] = {entering->there, entering->review->base_tip};
	const struct oids known = {.items = tips, .count = ARRAY_SIZE(tips)};
	return entering->has_local && entering->has_there &&
	       !branch_contains(repository, &entering->there, &entering->local) &&
	       !branch_contains(repository, &entering->local, &entering->there) &&
	       (entering_is_mine(entering->review, &known, &entering->local) ||
		       branch_contains(repository, &entering->review->base_tip, &entering->local));
}

static const struct fault *join_one(struct exchange *exchange, struct review *review, const char *reviewer)
{
	struct entering entering = {.exchange = exchange, .review = review, .reviewer = reviewer};
	struct entering look = entering;
	struct commit_lock *lock = NULL;
	know_tips(&look);
	const struct fault *fault = has_parted(&look) ? commit_lock(&lock, review->repository, look.ref) : NULL;
	if (lock) {
		fault = open_owner(&entering, &look.local);
		if (!fault)
			fault = run(&entering, NULL);
		if (fault)
			exchange_notice(exchange,
				_("What was entered here for %s cannot be joined with what they have sent: %s."),
				entering.owner.name ? entering.owner.name : reviewer, fault_text(fault));
		fault = NULL; /* said */
	}
	commit_unlock(lock);
	entering_clear(&entering);
	entering_clear(&look);
	return fault;
}

const struct fault *entering_join(struct exchange *exchange, struct review *review)
{
	struct branches all = {0};
	const struct fault *fault = branch_list(&all, review->repository, "review/", NULL);
	for (size_t i = 0; !fault && i < all.count; i++) {
		const char *id = all.items[i].name + strlen("review/");
		if (!all.items[i].remote && name_valid(text_of(id)) && strcmp(id, review->identity.id) != 0)
			fault = join_one(exchange, review, id);
	}
	branches_clear(&all);
	return fault;
}
