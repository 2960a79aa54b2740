#include "views/seals.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/worker.h"

enum { COMMITS = 16 /* a slice */, WANTED_MOST = 500 };

/* One signature in the hands of the thread. */
struct job {
	struct oid commit;
	struct evidence evidence;
	struct verdict verdict;
};

struct wanted {
	enum signed_kind kind;
	size_t index;
};

struct seals {
	struct loop *loop;
	void (*heard)(void *context);
	void *context;
	struct provenance provenance;
	struct signatures signatures;
	struct worker *worker; /* NULL until it is needed */
	bool busy;             /* the thread has a job: one at a time, for a second would call it off */
	struct wanted *wanted; /* the last one asked for is the first to be looked for */
	size_t count, capacity;
	struct map asked; /* commit and reviewer that the thread has been given */
};

static void run(void *context, const volatile bool *cancelled)
{
	struct job *job = context;
	evidence_judge(&job->verdict, &job->evidence, cancelled);
}

static void job_free(struct job *job)
{
	evidence_clear(&job->evidence);
	verdict_clear(&job->verdict);
	free(job);
}

static void dispose(void *job)
{
	job_free(job);
}

/* What came of a job, which is at its end. */
static void keep(struct seals *seals, struct job *job, const char *reviewer)
{
	signatures_keep(&seals->signatures, &job->commit, reviewer, &job->evidence, &job->verdict);
	job->verdict = (struct verdict){0};
	job_free(job);
}

static void take_answers(void *context)
{
	struct seals *seals = context;
	for (struct job *job = worker_take(seals->worker); job; job = worker_take(seals->worker))
		keep(seals, job, job->evidence.reviewer);
	seals->busy = false;
	loop_wake(seals->loop);
	seals->heard(seals->context);
}

struct seals *seals_open(struct loop *loop, const struct review *review, void (*heard)(void *context), void *context)
{
	struct seals *seals = memory_new(1, sizeof *seals);
	seals->loop = loop;
	seals->heard = heard;
	seals->context = context;
	provenance_open(&seals->provenance, review);
	signatures_open(&seals->signatures, &seals->provenance);
	return seals;
}

void seals_close(struct seals *seals)
{
	if (!seals)
		return;
	if (seals->worker)
		loop_unwatch(seals->loop, worker_descriptor(seals->worker));
	worker_close(seals->worker, dispose);
	signatures_clear(&seals->signatures);
	provenance_clear(&seals->provenance);
	map_clear(&seals->asked);
	free(seals->wanted);
	free(seals);
}

void seals_renew(struct seals *seals)
{
	seals->count = 0;
}

/* --- asked */

static void want(struct seals *seals, enum signed_kind kind, size_t index)
{
	for (size_t i = 0; i < seals->count; i++)
		if (seals->wanted[i].kind == kind && seals->wanted[i].index == index) {
			ARRAY_REMOVE(seals->wanted, seals->count, i);
			break;
		}
	if (seals->count >= WANTED_MOST) /* one has gone on long since */
		ARRAY_REMOVE(seals->wanted, seals->count, 0);
	*ARRAY_ADD(seals->wanted, seals->count, seals->capacity) = (struct wanted){kind, index};
	loop_wake(seals->loop);
}

static const char *reviewer_id(const struct seals *seals, size_t reviewer)
{
	return seals->provenance.review->standing->reviewers[reviewer].id;
}

static char *asked_key(const struct oid *commit, const char *reviewer)
{
	char hex[OID_HEX];
	oid_format(hex, commit);
	return memory_format("%s %s", hex, reviewer);
}

static bool is_asked(const struct seals *seals, const struct oid *commit, const char *reviewer)
{
	size_t ignored;
	char *key = asked_key(commit, reviewer);
	bool asked = map_find(&seals->asked, text_of(key), &ignored);
	free(key);
	return asked;
}

const struct verdict *seals_of(struct seals *seals, enum signed_kind kind, size_t index)
{
	struct signatures *signatures = &seals->signatures;
	size_t reviewer = signatures_reviewer(signatures, kind, index);
	const char *id = reviewer_id(seals, reviewer);
	struct oid commit;
	if (!provenance_is_read(&seals->provenance, reviewer)) {
		want(seals, kind, index);
		return NULL;
	}
	if (!signatures_commit(&commit, signatures, kind, index))
		return NULL;
	const struct verdict *known = signatures_known(signatures, &commit, id);
	if (!known && !is_asked(seals, &commit, id))
		want(seals, kind, index);
	return known;
}

bool seals_entered(struct seals *seals, size_t amendment)
{
	size_t reviewer = seals->provenance.review->standing->amendments[amendment].reviewer;
	if (provenance_is_read(&seals->provenance, reviewer))
		return provenance_entered(&seals->provenance, amendment);
	want(seals, SIGNED_AMENDMENT, amendment);
	return false;
}

/* --- looked for */

/* Without a thread it is done here: slow, and right. */
static bool give(struct seals *seals, struct job *job)
{
	if (!seals->worker) {
		const struct fault *fault = worker_open(&seals->worker);
		if (!fault)
			loop_watch(seals->loop, worker_descriptor(seals->worker), take_answers, seals);
		fault_ignore(fault);
	}
	seals->busy = seals->worker != NULL;
	if (seals->busy)
		worker_give(seals->worker, run, job);
	else
		evidence_judge(&job->verdict, &job->evidence, NULL);
	return seals->busy;
}

static void look_into(struct seals *seals, const struct oid *commit, const char *id)
{
	struct signatures *signatures = &seals->signatures;
	struct job *job = memory_new(1, sizeof *job);
	bool is_signed;
	char *key = asked_key(commit, id);
	job->commit = *commit;
	const struct fault *fault =
		evidence_read(&job->evidence, &is_signed, seals->provenance.review->repository, commit, id);
	map_put(&seals->asked, text_of(key), 0);
	free(key);
	if (!fault && is_signed && !signatures->silent[job->evidence.format] && give(seals, job))
		return;
	if (fault)
		job->verdict = (struct verdict){.is = SIGNATURE_UNCHECKED, .reason = memory_string(fault_text(fault))};
	else if (is_signed && signatures->silent[job->evidence.format])
		evidence_pass_over(&job->verdict, &job->evidence);
	keep(seals, job, id);
	seals->heard(seals->context);
}

bool seals_slice(struct seals *seals)
{
	struct signatures *signatures = &seals->signatures;
	struct oid commit;
	if (!seals->count || seals->busy)
		return false;
	const struct wanted *last = &seals->wanted[seals->count - 1];
	size_t reviewer = signatures_reviewer(signatures, last->kind, last->index);
	const char *id = reviewer_id(seals, reviewer);
	if (provenance_read(&seals->provenance, reviewer, COMMITS))
		return true;
	bool known = !signatures_commit(&commit, signatures, last->kind, last->index) ||
		     signatures_known(signatures, &commit, id) || is_asked(seals, &commit, id);
	bool tells = provenance_signs(&seals->provenance, reviewer) ||
		     (last->kind == SIGNED_AMENDMENT && provenance_entered(&seals->provenance, last->index));
	seals->count--;
	if (!known)
		look_into(seals, &commit, id);
	else if (tells)
		seals->heard(seals->context); /* it was asked before its branch was read */
	return seals->count > 0 && !seals->busy;
}

/* --- said */

void seals_write(struct paper *paper, struct seals *seals, enum signed_kind kind, size_t index, enum seal_form form)
{
	static const char *const signs[] = {"□\u00a0", "■\u00a0", "□\u00a0", "!\u00a0"};
	const struct verdict *verdict = seals ? seals_of(seals, kind, index) : NULL;
	struct buffer words = {0};
	if (!verdict)
		return;
	int style = verdict->is == SIGNATURE_WRONG ? STYLE_ERROR : STYLE_DIM;
	buffer_add_string(&words, signs[verdict->is]);
	verdict_words(&words, verdict);
	paper_add_string(paper, form == SEAL_BRACKETED ? " (" : " · ", STYLE_DIM);
	paper_take(paper, &words, style);
	if (form == SEAL_BRACKETED)
		paper_add_string(paper, ")", STYLE_DIM);
}
