#include "act/circulating.h"

#include "act/moving.h"
#include "base/language.h"
#include "base/memory.h"
#include "json/splice.h"
#include "review/decision.h"
#include "store/tag.h"
#include "text/visible.h"

/* One version on its way out. */
struct circulating {
	struct review *review;
	const struct circulate_order *order;
	char *ref;             /* the base */
	struct oid old;        /* where it stands here; zero: a clone that knows the base of its remote only */
	unsigned int revision; /* the one to be */
	char act[UUID_TEXT];
	bool new_deadline;
	struct moment deadline;
};

static const struct fault *may_circulate(const struct review *review)
{
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && !decision_allowed(review))
		fault = fault_new(FAULT_FORBIDDEN, "%s", _("only the secretariat circulates a version"));
	return fault;
}

static const struct fault *check_title(const char *title)
{
	if (!text_trim(text_of(title)).size)
		return fault_new(FAULT_MALFORMED, "%s", _("the version needs a title: give it with -m"));
	if (strchr(title, '\n') || strlen(title) > CIRCULATE_TITLE_LIMIT)
		return fault_new(FAULT_MALFORMED, _("a title is one line of at most %d bytes"), CIRCULATE_TITLE_LIMIT);
	return visible_check(text_of(title));
}

static const struct fault *read_deadline(struct circulating *c)
{
	const struct consultation *consultation = &c->review->consultation;
	const char *words = c->order->deadline;
	if (!words)
		return NULL;
	if (!clock_parse(&c->deadline, words))
		return fault_new(FAULT_MALFORMED,
			_("“%.60s” is no deadline: write it with its zone, as in 2027-05-18T13:30:00+02:00"), words);
	if (!consultation->present)
		return fault_new(FAULT_MISSING,
			_("a deadline stands in %s, which this repository does not have: circulate without --deadline, "
			  "or commit that file first"),
			CONSULTATION_PATH);
	if (c->deadline.seconds <= clock_now().seconds)
		return fault_new(FAULT_MALFORMED, _("the deadline %.60s is over already: give a later one"), words);
	c->new_deadline = !consultation->has_deadline || consultation->deadline.seconds != c->deadline.seconds ||
			  consultation->deadline.offset_minutes != c->deadline.offset_minutes;
	return NULL;
}

/* Whether a draft is another than in the last circulated version. */
static bool draft_changed(struct review *review, struct snapshot *last, const char *path)
{
	struct oid was, is;
	const struct fault *before = snapshot_find(&was, last, path), *now = snapshot_find(&is, review->base, path);
	if (before || now)
		return !before != !now;
	return !oid_equal(&was, &is);
}

static const struct fault *check_change(struct circulating *c)
{
	struct review *review = c->review;
	struct snapshot *last = NULL;
	struct oid commit;
	unsigned int greatest = branch_revision_tag(&commit, review->repository);
	c->revision = greatest + 1;
	if (!greatest || c->new_deadline)
		return NULL;
	const struct fault *fault = snapshot_open(&last, review->repository, &commit);
	bool changed = false;
	for (size_t i = 0; !fault && i < review->consultation.draft_count; i++)
		changed |= draft_changed(review, last, review->consultation.drafts[i].path);
	snapshot_close(last);
	if (!fault && !changed)
		fault = fault_new(FAULT_CONFLICT,
			_("no word has changed since Rev. %u: apply what is decided first (`paraphe merge`), or give a "
			  "new deadline with --deadline"),
			greatest);
	return fault;
}

/* What the secretary sees in their folder must be what goes out. */
static const struct fault *check_files(struct circulating *c)
{
	const struct consultation *consultation = &c->review->consultation;
	size_t count = 0;
	if (oid_is_zero(&c->old))
		return NULL;
	const char **paths = memory_new(consultation->draft_count + 1, sizeof *paths);
	for (size_t i = 0; i < consultation->draft_count; i++)
		paths[count++] = consultation->drafts[i].path;
	if (consultation->present)
		paths[count++] = CONSULTATION_PATH;
	const struct fault *fault = commit_clean(c->review->repository, c->ref, &c->old, paths, count);
	free(paths);
	return fault;
}

/* consultation.json with the new deadline; read again before it is believed. */
static const struct fault *consultation_text(struct buffer *out, const struct circulating *c)
{
	struct buffer before = {0};
	struct consultation after = {0};
	char deadline[CLOCK_TEXT];
	clock_format(deadline, c->deadline);
	const struct fault *fault = snapshot_read(&before, c->review->base, CONSULTATION_PATH, CONSULTATION_LIMIT);
	if (!fault)
		fault = splice_string(out, buffer_text(&before), "deadline", deadline);
	if (!fault)
		fault = consultation_read(&after, buffer_text(out));
	if (!fault && (!after.has_deadline || after.deadline.seconds != c->deadline.seconds))
		fault = fault_new(FAULT_MALFORMED, "%s", _("the deadline cannot be put in: write it there by hand"));
	consultation_clear(&after);
	buffer_clear(&before);
	return fault_context(fault, "%s", CONSULTATION_PATH);
}

static const struct fault *write_deadline(struct oid *commit, const struct circulating *c)
{
	const struct identity *identity = &c->review->identity;
	struct buffer bytes = {0};
	char *subject = memory_format("Set the deadline of Rev. %u", c->revision);
	const struct fault *fault = consultation_text(&bytes, c);
	const struct commit_file file = {CONSULTATION_PATH, buffer_text(&bytes), NULL};
	const struct commit_order order = {
		.author_name = identity->name,
		.author_email = identity->email,
		.subject = subject,
		.act = c->act,
		.kind = "circulate",
		.when = clock_now(),
		.files = &file,
		.file_count = 1,
		.parents = &c->review->base_tip,
		.parent_count = 1,
	};
	if (!fault)
		fault = commit_write(commit, c->review->repository, &order);
	buffer_clear(&bytes);
	free(subject);
	return fault;
}

static const struct fault *write_tag(struct oid *tag, const char *name, const struct oid *commit, struct circulating *c)
{
	const struct identity *identity = &c->review->identity;
	char *body = memory_format("Paraphe-Act: %s\nParaphe-Kind: circulate", c->act);
	const struct tag_order order = {
		.name = name,
		.commit = *commit,
		.tagger_name = identity->name,
		.tagger_email = identity->email,
		.when = clock_now(),
		.subject = c->order->title,
		.body = body,
	};
	const struct fault *fault = tag_write(tag, c->review->repository, &order);
	free(body);
	return fault;
}

static const struct fault *tag_base(struct circulating *c)
{
	struct oid commit = c->review->base_tip, tag;
	char *name = memory_format("rev/%u", c->revision), *tag_ref = memory_format("refs/tags/%s", name);
	const struct fault *fault = c->new_deadline ? write_deadline(&commit, c) : NULL;
	if (!fault)
		fault = write_tag(&tag, name, &commit, c);
	struct move move = {
		.ref = c->ref, .old = c->old, .new = commit, .message = c->order->title, .tag = tag_ref, .tagged = tag};
	if (!fault && c->new_deadline)
		fault = moving_run(c->review, &move);
	else if (!fault)
		fault = commit_move(c->review->repository, tag_ref, NULL, &tag, c->order->title);
	free(name);
	free(tag_ref);
	return fault;
}

static const struct fault *find_base(struct circulating *c)
{
	const struct fault *fault = branch_find(&c->old, c->review->repository, c->ref);
	if (!fault || fault_kind(fault) != FAULT_MISSING)
		return fault;
	memset(&c->old, 0, sizeof c->old);
	return NULL;
}

static const struct fault *run_locked(struct circulating *c)
{
	struct review *review = c->review;
	review_notice(review); /* what stands while nobody else moves the base */
	const struct fault *fault = review_complete(review);
	if (!fault && review->base_diverged)
		fault = fault_new(FAULT_CONFLICT, "%s",
			_("the draft here and the draft on the server have gone different ways: bring them together "
			  "with git first"));
	if (!fault)
		fault = find_base(c);
	if (!fault)
		fault = read_deadline(c);
	if (!fault)
		fault = check_change(c);
	if (!fault)
		fault = check_files(c);
	return fault ? fault : tag_base(c);
}

const struct fault *circulating_run(struct review *review, const struct circulate_order *order)
{
	struct circulating c = {.review = review, .order = order};
	struct commit_lock *lock = NULL;
	const struct fault *fault = may_circulate(review);
	if (!fault)
		fault = check_title(order->title);
	if (fault)
		return fault;
	uuid_next(c.act, NULL);
	c.ref = memory_format("refs/heads/%s", review->consultation.base);
	fault = commit_lock(&lock, review->repository, c.ref);
	if (!fault)
		fault = run_locked(&c);
	commit_unlock(lock);
	free(c.ref);
	if (fault)
		return fault;
	review_notice(review);
	return review_complete(review);
}

size_t circulating_pending(const struct review *review)
{
	const struct standing *standing = review->standing;
	size_t pending = 0;
	for (size_t i = 0; i < standing->amendment_count; i++)
		pending += standing->amendments[i].decision == DECISION_ACCEPTED ||
			   standing->amendments[i].decision == DECISION_MODIFIED;
	return pending;
}
