#include "annotation/thread.h"

#include "base/memory.h"

/* Who closes what: for each entry the closing entries that are permitted to, as a run in `items`. */
struct closers {
	size_t *first; /* count + 1 */
	size_t *items;
};

struct settling {
	struct thread_entry *entries;
	struct closers closers;
	unsigned char *marks; /* UNKNOWN, UNDERWAY, SETTLED */
	size_t *stack, *next; /* the path from the entry asked about; where its closers are read on */
};

enum { UNKNOWN, UNDERWAY, SETTLED };

const char *annotation_state_name(enum annotation_state state)
{
	static const char *const names[] = {"open", "resolved", "withdrawn"};
	return names[state];
}

static int compare_ids(const void *left, const void *right)
{
	const struct annotation *const *a = left, *const *b = right;
	return strcmp((*a)->id, (*b)->id);
}

size_t threads_find(const struct threads *threads, const char *id)
{
	size_t low = 0, high = threads->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(threads->entries[middle].annotation->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < threads->count && strcmp(threads->entries[low].annotation->id, id) == 0;
	return found ? low : THREAD_NONE;
}

static size_t find_target(const struct threads *threads, const struct target *target)
{
	bool names_one = target->kind == TARGET_ANNOTATION && target->annotation;
	return names_one ? threads_find(threads, target->annotation) : THREAD_NONE;
}

static void find_parent(struct threads *threads, struct thread_entry *entry)
{
	const struct annotation *annotation = entry->annotation;
	entry->parent = THREAD_NONE;
	if (annotation->motivation == REPLYING && annotation->target_count > 0)
		entry->parent = find_target(threads, &annotation->targets[0]);
}

static void make_root(struct threads *threads, size_t at)
{
	threads->entries[at].parent = THREAD_NONE;
	threads->entries[at].root = at;
	threads->entries[at].depth = 0;
}

/* Parents may have any id, so a chain is walked up to something known and then numbered on the way back: without
 * recursion (a chain can be as long as a stranger likes) and each entry once. */
static void hang(struct threads *threads, size_t at, unsigned char *marks, size_t *path)
{
	size_t length = 0;
	while (at != THREAD_NONE && marks[at] == UNKNOWN) {
		marks[at] = UNDERWAY;
		path[length++] = at;
		at = threads->entries[at].parent;
	}
	bool in_cycle = at != THREAD_NONE && marks[at] == UNDERWAY;
	size_t cycle_first = in_cycle ? at : THREAD_NONE;
	while (length > 0) {
		size_t here = path[--length];
		struct thread_entry *entry = &threads->entries[here];
		const struct thread_entry *parent =
			entry->parent == THREAD_NONE ? NULL : &threads->entries[entry->parent];
		if (in_cycle || !parent || parent->depth >= THREAD_DEPTH) {
			make_root(threads, here);
		} else {
			entry->root = parent->root;
			entry->depth = parent->depth + 1;
		}
		in_cycle = in_cycle && here != cycle_first;
		marks[here] = SETTLED;
	}
}

static bool is_closing(const struct annotation *annotation)
{
	return annotation->motivation == MODERATING && annotation->code &&
	       (strcmp(annotation->code, "resolved") == 0 || strcmp(annotation->code, "withdrawn") == 0);
}

static bool may_close(const struct annotation *closer, const struct annotation *closed,
	bool (*secretariat)(const void *, const char *), const void *context)
{
	if (!closer->nickname)
		return false;
	bool author = closed->nickname && strcmp(closer->nickname, closed->nickname) == 0;
	return author || secretariat(context, closer->nickname);
}

/* One (closed, closer) pair for each permitted target of a closing annotation; `visit` counts or stores. */
static void each_closer(const struct threads *threads, bool (*secretariat)(const void *, const char *),
	const void *context, struct closers *closers, void (*visit)(struct closers *, size_t closed, size_t closer))
{
	for (size_t i = 0; i < threads->count; i++) {
		const struct annotation *closer = threads->entries[i].annotation;
		for (size_t t = 0; is_closing(closer) && t < closer->target_count; t++) {
			size_t closed = find_target(threads, &closer->targets[t]);
			if (closed != THREAD_NONE &&
				may_close(closer, threads->entries[closed].annotation, secretariat, context))
				visit(closers, closed, i);
		}
	}
}

static void count_closer(struct closers *closers, size_t closed, size_t closer)
{
	(void)closer;
	closers->first[closed + 1]++;
}

/* Fills each run from its end, so that `first` is the start of the run when all are in; later ids come first. */
static void store_closer(struct closers *closers, size_t closed, size_t closer)
{
	closers->items[--closers->first[closed + 1]] = closer;
}

static void find_closers(struct closers *out, const struct threads *threads,
	bool (*secretariat)(const void *, const char *), const void *context)
{
	size_t count = threads->count;
	/* Shifted by one while filling: first[i + 1] is the end of run i, then its start. */
	out->first = memory_new(count + 2, sizeof *out->first);
	each_closer(threads, secretariat, context, out, count_closer);
	for (size_t i = 1; i <= count; i++)
		out->first[i] += out->first[i - 1];
	out->first[count + 1] = out->first[count];
	out->items = memory_new(out->first[count], sizeof *out->items);
	each_closer(threads, secretariat, context, out, store_closer);
	memmove(out->first, out->first + 1, (count + 1) * sizeof *out->first);
}

/* A withdrawal outweighs a resolution, whichever came later: what its author took back stays taken back. Of equals the
 * greatest id counts, which comes first. */
static void close_entry(struct thread_entry *entry, const struct annotation *closer)
{
	enum annotation_state state = strcmp(closer->code, "withdrawn") == 0 ? STATE_WITHDRAWN : STATE_RESOLVED;
	if (state <= entry->state)
		return;
	entry->state = state;
	entry->closed_by = closer;
}

/* The state of an entry needs those of its closers first (a withdrawn one does not count). A closer that is underway
 * closes a cycle only a forger can make: it does not count. */
static void settle(struct settling *settling, size_t at)
{
	if (settling->marks[at] != UNKNOWN)
		return;
	size_t depth = 0;
	settling->stack[depth] = at;
	settling->next[depth++] = settling->closers.first[at];
	settling->marks[at] = UNDERWAY;
	while (depth > 0) {
		size_t here = settling->stack[depth - 1];
		size_t next = settling->next[depth - 1];
		if (next == settling->closers.first[here + 1]) {
			settling->marks[here] = SETTLED;
			depth--;
			continue;
		}
		size_t closer = settling->closers.items[next];
		if (settling->marks[closer] == UNKNOWN) {
			settling->marks[closer] = UNDERWAY;
			settling->stack[depth] = closer;
			settling->next[depth++] = settling->closers.first[closer];
			continue;
		}
		settling->next[depth - 1]++;
		if (settling->marks[closer] == SETTLED && settling->entries[closer].state != STATE_WITHDRAWN)
			close_entry(&settling->entries[here], settling->entries[closer].annotation);
	}
}

static void settle_all(struct threads *threads, bool (*secretariat)(const void *, const char *), const void *context,
	unsigned char *marks, size_t *path)
{
	struct settling settling = {.entries = threads->entries, .marks = marks, .stack = path};
	settling.next = memory_new(threads->count, sizeof *settling.next);
	memset(marks, UNKNOWN, threads->count);
	find_closers(&settling.closers, threads, secretariat, context);
	for (size_t i = 0; i < threads->count; i++)
		settle(&settling, i);
	free(settling.closers.first);
	free(settling.closers.items);
	free(settling.next);
}

void threads_make(struct threads *out, const struct annotation **annotations, size_t count,
	bool (*secretariat)(const void *context, const char *nickname), const void *context)
{
	if (count > 1)
		qsort(annotations, count, sizeof *annotations, compare_ids);
	*out = (struct threads){.entries = memory_new(count, sizeof *out->entries), .count = count};
	for (size_t i = 0; i < count; i++)
		out->entries[i].annotation = annotations[i];
	for (size_t i = 0; i < count; i++)
		find_parent(out, &out->entries[i]);
	unsigned char *marks = memory_new(count, 1);
	size_t *path = memory_new(count, sizeof *path);
	for (size_t i = 0; i < count; i++)
		hang(out, i, marks, path);
	settle_all(out, secretariat, context, marks, path);
	free(marks);
	free(path);
}

void threads_clear(struct threads *threads)
{
	free(threads->entries);
	*threads = (struct threads){0};
}
