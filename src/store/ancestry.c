#include "store/ancestry.h"

#include "base/array.h"
#include "base/language.h"
#include "base/map.h"
#include "base/memory.h"
#include "store/libgit.h"

enum mark { MARK_ONE = 1, MARK_TWO = 2, MARK_STALE = 4, MARK_FOUND = 8, MARK_BOTH = 3, MARK_ALL = 7 };

/* Clocks of different machines differ; a commit may seem younger than its child. */
enum { SKEW_SECONDS = 24 * 60 * 60 };

struct node {
	struct oid oid;
	int64_t seconds; /* of the committer */
	size_t *parents; /* nodes; NULL: not read yet */
	unsigned int parent_count;
	unsigned int marks; /* of the walk under way */
	bool waits;         /* in its heap */
};

struct ancestry {
	struct map node_of; /* oid -> nodes */
	struct node *nodes;
	size_t count, capacity;
	/* The walk under way: a heap by age, the youngest first, and every node that has marks. */
	size_t *heap, heap_count, heap_capacity;
	size_t *marked, marked_count, marked_capacity;
	size_t waiting[MARK_ALL + 1]; /* how many wait, by their marks */
};

void ancestry_free(struct ancestry *ancestry)
{
	if (!ancestry)
		return;
	for (size_t i = 0; i < ancestry->count; i++)
		free(ancestry->nodes[i].parents);
	map_clear(&ancestry->node_of);
	free(ancestry->nodes);
	free(ancestry->heap);
	free(ancestry->marked);
	free(ancestry);
}

/* --- commits */

static size_t node_at(struct ancestry *ancestry, const struct oid *oid)
{
	struct text key = {(const char *)oid->bytes, OID_BYTES};
	size_t index;
	if (map_find(&ancestry->node_of, key, &index))
		return index;
	map_put(&ancestry->node_of, key, ancestry->count);
	ARRAY_ADD(ancestry->nodes, ancestry->count, ancestry->capacity)->oid = *oid;
	return ancestry->count - 1;
}

static int node_read(struct ancestry *ancestry, struct repository *repository, size_t index)
{
	git_commit *commit = NULL;
	if (ancestry->nodes[index].parents)
		return 0;
	git_oid id = libgit_oid(&ancestry->nodes[index].oid);
	int code = git_commit_lookup(&commit, repository->git, &id);
	if (code != 0)
		return code;
	unsigned int count = git_commit_parentcount(commit);
	size_t *parents = memory_new(count, sizeof *parents);
	for (unsigned int i = 0; i < count; i++) {
		struct oid parent = libgit_oid_from(git_commit_parent_id(commit, i));
		parents[i] = node_at(ancestry, &parent);
	}
	struct node *node = &ancestry->nodes[index];
	node->parents = parents;
	node->parent_count = count;
	node->seconds = git_commit_time(commit);
	git_commit_free(commit);
	return 0;
}

/* --- the walk */

static bool younger(const struct ancestry *ancestry, size_t a, size_t b)
{
	return ancestry->nodes[ancestry->heap[a]].seconds > ancestry->nodes[ancestry->heap[b]].seconds;
}

static void heap_swap(struct ancestry *ancestry, size_t a, size_t b)
{
	size_t kept = ancestry->heap[a];
	ancestry->heap[a] = ancestry->heap[b];
	ancestry->heap[b] = kept;
}

static void heap_push(struct ancestry *ancestry, size_t index)
{
	*ARRAY_ADD(ancestry->heap, ancestry->heap_count, ancestry->heap_capacity) = index;
	for (size_t at = ancestry->heap_count - 1; at && younger(ancestry, at, (at - 1) / 2); at = (at - 1) / 2)
		heap_swap(ancestry, at, (at - 1) / 2);
}

static size_t heap_pop(struct ancestry *ancestry)
{
	size_t top = ancestry->heap[0];
	ancestry->heap[0] = ancestry->heap[--ancestry->heap_count];
	for (size_t at = 0, child; (child = 2 * at + 1) < ancestry->heap_count; at = child) {
		if (child + 1 < ancestry->heap_count && younger(ancestry, child + 1, child))
			child++;
		if (!younger(ancestry, child, at))
			break;
		heap_swap(ancestry, at, child);
	}
	return top;
}

/* Gives a commit more marks; one that has new ones waits for its turn, again if need be. */
static int paint(struct ancestry *ancestry, struct repository *repository, size_t index, unsigned int marks)
{
	unsigned int old = ancestry->nodes[index].marks;
	if ((old & marks) == marks)
		return 0;
	int code = node_read(ancestry, repository, index);
	if (code != 0)
		return code;
	struct node *node = &ancestry->nodes[index];
	if (!old)
		*ARRAY_ADD(ancestry->marked, ancestry->marked_count, ancestry->marked_capacity) = index;
	if (node->waits)
		ancestry->waiting[old & MARK_ALL]--;
	else
		heap_push(ancestry, index);
	node->waits = true;
	node->marks |= marks;
	ancestry->waiting[node->marks & MARK_ALL]++;
	return 0;
}

/* The youngest that waits hands its marks down, and `more` to those that both sides reach. */
static int step(struct ancestry *ancestry, struct repository *repository, unsigned int more)
{
	size_t index = heap_pop(ancestry);
	struct node *node = &ancestry->nodes[index];
	unsigned int marks = node->marks & MARK_ALL;
	int code = 0;
	node->waits = false;
	ancestry->waiting[marks]--;
	if (marks == MARK_BOTH)
		node->marks |= MARK_FOUND;
	if ((marks & MARK_BOTH) == MARK_BOTH)
		marks |= more;
	for (unsigned int i = 0; code == 0 && i < ancestry->nodes[index].parent_count; i++)
		code = paint(ancestry, repository, ancestry->nodes[index].parents[i], marks);
	return code;
}

static void rest(struct ancestry *ancestry)
{
	for (size_t i = 0; i < ancestry->marked_count; i++) {
		ancestry->nodes[ancestry->marked[i]].marks = 0;
		ancestry->nodes[ancestry->marked[i]].waits = false;
	}
	memset(ancestry->waiting, 0, sizeof ancestry->waiting);
	ancestry->marked_count = ancestry->heap_count = 0;
}

/* Starts from both; NULL where libgit2 has to be asked. */
static struct ancestry *begin(struct repository *repository, const struct oid *one, const struct oid *two, int *code)
{
	if (!repository->ancestry)
		repository->ancestry = memory_new(1, sizeof *repository->ancestry);
	struct ancestry *ancestry = repository->ancestry;
	*code = paint(ancestry, repository, node_at(ancestry, one), MARK_ONE);
	if (*code == 0)
		*code = paint(ancestry, repository, node_at(ancestry, two), MARK_TWO);
	return ancestry;
}

static const struct fault *unreadable(int code)
{
	return libgit_fault(code, _("the history cannot be read"));
}

/* --- what is asked */

static int best(struct oids *out, struct repository *repository, const struct oid *a, const struct oid *b)
{
	int code;
	struct ancestry *ancestry = begin(repository, a, b, &code);
	while (code == 0 && ancestry->waiting[MARK_ONE] + ancestry->waiting[MARK_TWO] + ancestry->waiting[MARK_BOTH])
		code = step(ancestry, repository, MARK_STALE);
	for (size_t i = 0; code == 0 && i < ancestry->marked_count; i++) {
		const struct node *node = &ancestry->nodes[ancestry->marked[i]];
		if ((node->marks & (MARK_FOUND | MARK_STALE)) == MARK_FOUND)
			*ARRAY_ADD(out->items, out->count, out->capacity) = node->oid;
	}
	rest(ancestry);
	return code;
}

static bool oids_have(const struct oids *oids, const struct oid *oid)
{
	bool have = false;
	for (size_t i = 0; i < oids->count; i++)
		have |= oid_equal(&oids->items[i], oid);
	return have;
}

/* Where clocks are wrong, or say the same, one that another comes from may be among them. A commit that another comes
 * from is always among the best of the two, though at times not alone: nothing below it hands marks up to it. */
static int drop_reached(struct oids *found, struct repository *repository)
{
	int code = 0;
	for (size_t i = 0; code == 0 && i < found->count; i++)
		for (size_t j = 0; code == 0 && j < found->count; j++) {
			struct oids common = {0};
			if (j == i)
				continue;
			code = best(&common, repository, &found->items[i], &found->items[j]);
			bool reached = oids_have(&common, &found->items[i]);
			oids_clear(&common);
			if (reached) {
				ARRAY_REMOVE(found->items, found->count, i);
				i--;
				break;
			}
		}
	return code;
}

const struct fault *ancestry_bases(
	struct oids *out, struct repository *repository, const struct oid *a, const struct oid *b)
{
	int code = best(out, repository, a, b);
	if (code == 0 && out->count > 1)
		code = drop_reached(out, repository);
	return code == 0 ? NULL : unreadable(code);
}

const struct fault *ancestry_beyond(
	struct oids *out, struct repository *repository, const struct oid *tip, const struct oid *base)
{
	int code;
	struct ancestry *ancestry = begin(repository, tip, base, &code);
	int64_t oldest = INT64_MAX;
	while (code == 0 && ancestry->heap_count) {
		const struct node *next = &ancestry->nodes[ancestry->heap[0]];
		if (next->marks == MARK_ONE && next->seconds < oldest)
			oldest = next->seconds;
		if (!ancestry->waiting[MARK_ONE] && (oldest == INT64_MAX || next->seconds < oldest - SKEW_SECONDS))
			break;
		code = step(ancestry, repository, 0);
	}
	for (size_t i = 0; code == 0 && i < ancestry->marked_count; i++) {
		const struct node *node = &ancestry->nodes[ancestry->marked[i]];
		if (node->marks == MARK_ONE)
			*ARRAY_ADD(out->items, out->count, out->capacity) = node->oid;
	}
	rest(ancestry);
	return code == 0 ? NULL : unreadable(code);
}
