#include "review/ahead.h"

#include "base/memory.h"
#include "base/worker.h"
#include "review/collected.h"

enum { AHEAD = 16, FEW = 4, SLACK = 4096 };

/* One of the next branches. */
struct upcoming {
	struct oid blob; /* zero: nothing to read */
	struct buffer bytes;
	bool read;
};

/* Some of the next branches; while they are read, they are the other thread's. */
struct stretch {
	size_t from, count; /* which reviewers */
	size_t wanted;      /* how many are to be read */
	struct upcoming items[AHEAD];
	struct repository *repository; /* borrowed, for the other thread alone */
};

struct ahead {
	struct repository *repository; /* the other thread's */
	struct stretch here, next;
	struct worker_step *step; /* reads `next`; NULL: nothing is read */
};

static void stretch_empty(struct stretch *stretch)
{
	for (size_t i = 0; i < stretch->count; i++)
		buffer_clear(&stretch->items[i].bytes);
	stretch->count = stretch->wanted = 0;
}

static void ahead_wait(struct ahead *ahead)
{
	if (ahead->step)
		worker_join(ahead->step);
	ahead->step = NULL;
}

static void ahead_empty(struct ahead *ahead)
{
	ahead_wait(ahead);
	stretch_empty(&ahead->here);
	stretch_empty(&ahead->next);
}

void ahead_renew(struct review_work *work)
{
	if (work->ahead)
		ahead_empty(work->ahead);
}

void ahead_forget(struct review_work *work)
{
	if (!work->ahead)
		return;
	ahead_empty(work->ahead);
	repository_close(work->ahead->repository);
	free(work->ahead);
	work->ahead = NULL;
}

/* The draft on the reviewer's branch; zero when it is the base's, or not there. */
static const struct fault *branch_blob(struct oid *out, struct review *review, const struct oid *tip)
{
	struct snapshot *snapshot = NULL;
	memset(out, 0, sizeof *out);
	const struct fault *fault = snapshot_open(&snapshot, review->repository, tip);
	if (fault)
		return fault;
	fault = snapshot_find(out, snapshot, review_draft(review)->path);
	snapshot_close(snapshot);
	if (fault || oid_equal(out, &review->draft_blob))
		memset(out, 0, sizeof *out);
	return fault && fault_kind(fault) == FAULT_MISSING ? NULL : fault;
}

static bool is_known(const struct review_work *work, const struct oid *blob)
{
	size_t index;
	return map_find(&work->draft_of, (struct text){(const char *)blob->bytes, OID_BYTES}, &index);
}

/* Whether the draft of a branch will be asked for. */
static bool will_be_asked(struct oid *blob, struct review *review, const struct reviewer *reviewer)
{
	bool holds;
	if (oid_is_zero(&reviewer->tip))
		return false;
	collected_find(review, reviewer, &holds);
	if (holds)
		return false;
	const struct fault *fault = branch_blob(blob, review, &reviewer->tip);
	fault_ignore(fault); /* said when it is its turn */
	return !fault && !oid_is_zero(blob) && !is_known(review->work, blob);
}

static void stretch_read(void *context)
{
	struct stretch *stretch = context;
	for (size_t i = 0; i < stretch->count; i++) {
		struct upcoming *item = &stretch->items[i];
		const struct fault *fault =
			item->read ? repository_blob(&item->bytes, stretch->repository, &item->blob, DRAFT_LIMIT)
				   : NULL;
		item->read = item->read && !fault;
		fault_ignore(fault); /* read again, and said, when it is its turn */
	}
}

static bool ahead_open(struct review *review)
{
	struct review_work *work = review->work;
	if (work->ahead)
		return work->ahead->repository != NULL;
	work->ahead = memory_new(1, sizeof *work->ahead);
	const struct fault *fault = repository_open(&work->ahead->repository, repository_folder(review->repository));
	work->ahead->next.repository = work->ahead->repository;
	fault_ignore(fault); /* then each is read in its turn */
	return !fault;
}

/* Those from reviewer `from` on; nothing is to be read where they are few. */
static void stretch_find(struct stretch *stretch, struct review *review, size_t from)
{
	const struct standing *next = review->work->next;
	size_t room = review->draft->source.size + SLACK,
	       left = from < next->reviewer_count ? next->reviewer_count - from : 0;
	stretch->from = from;
	stretch->count = left < AHEAD ? left : AHEAD;
	stretch->wanted = 0;
	for (size_t i = 0; i < stretch->count; i++) {
		struct upcoming *item = &stretch->items[i];
		*item = (struct upcoming){0};
		item->read = will_be_asked(&item->blob, review, &next->reviewers[from + i]);
		stretch->wanted += item->read;
	}
	memory_expect(stretch->wanted * room);
	for (size_t i = 0; i < stretch->count; i++) {
		struct upcoming *item = &stretch->items[i];
		item->read &= stretch->wanted >= FEW;
		if (item->read)
			buffer_reserve(&item->bytes, room);
	}
}

static void stretch_begin(struct ahead *ahead, struct review *review, size_t from)
{
	stretch_find(&ahead->next, review, from);
	if (ahead->next.wanted >= FEW)
		ahead->step = worker_beside(stretch_read, &ahead->next);
}

/* Where a stretch begins, what was read while the last one was looked at is there, and the next one is begun. */
static void ahead_run(struct review *review, size_t from)
{
	if (from + FEW > review->work->next->reviewer_count || !ahead_open(review))
		return;
	struct ahead *ahead = review->work->ahead;
	ahead_wait(ahead);
	if (!ahead->next.count || ahead->next.from != from) {
		stretch_empty(&ahead->next);
		stretch_begin(ahead, review, from);
		ahead_wait(ahead);
	}
	stretch_empty(&ahead->here);
	ahead->here = ahead->next;
	ahead->next.count = 0;
	stretch_begin(ahead, review, from + ahead->here.count);
}

/* The branch of a reviewer, where it has been read. */
static struct upcoming *upcoming_at(struct review_work *work, size_t reviewer)
{
	struct stretch *here = work->ahead ? &work->ahead->here : NULL;
	if (!here || reviewer < here->from || reviewer >= here->from + here->count)
		return NULL;
	return &here->items[reviewer - here->from];
}

const struct fault *ahead_blob(struct oid *out, struct review *review, size_t reviewer)
{
	if (!upcoming_at(review->work, reviewer))
		ahead_run(review, reviewer);
	const struct upcoming *upcoming = upcoming_at(review->work, reviewer);
	if (!upcoming || !upcoming->read)
		return branch_blob(out, review, &review->work->next->reviewers[reviewer].tip);
	*out = upcoming->blob;
	return NULL;
}

bool ahead_take(struct buffer *out, struct review_work *work, const struct oid *blob)
{
	struct stretch *here = work->ahead ? &work->ahead->here : NULL;
	for (size_t i = 0; here && i < here->count; i++) {
		struct upcoming *item = &here->items[i];
		if (!item->read || !oid_equal(&item->blob, blob))
			continue;
		*out = item->bytes;
		item->bytes = (struct buffer){0};
		item->read = false;
		return true;
	}
	return false;
}
