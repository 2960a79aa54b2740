#include "review/succession.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/place.h"

enum { COMMITS_MOST = 20000, KEPT_MOST = 8 << 20 };

struct succession {
	struct review *review;
	struct oids commits; /* of the base's first parents, the newest first */
};

/* A version and its place among the commits. */
struct station {
	const struct draft *draft;
	size_t place;
};

/* The draft in a commit; NULL where it is not, or cannot be read: nothing is to be learnt there. */
static const struct draft *draft_at(struct succession *s, size_t place)
{
	struct snapshot *snapshot = NULL;
	const struct draft *draft = NULL;
	struct oid blob;
	const struct fault *fault = snapshot_open(&snapshot, s->review->repository, &s->commits.items[place]);
	if (!fault)
		fault = snapshot_find(&blob, snapshot, review_draft(s->review)->path);
	if (!fault)
		fault = review_blob(&draft, s->review, &blob);
	if (snapshot)
		snapshot_close(snapshot);
	fault_ignore(fault);
	return draft;
}

static bool has_free(const size_t *partner, const size_t *origin, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (partner[i] == ALIGN_NONE && origin[i] == ALIGN_NONE)
			return true;
	return false;
}

/* Nothing has gone, or nothing has come: what has no partner is what it seems. */
static bool is_plain(const struct align *align)
{
	return !has_free(align->to_new, align->joined_to, align->old_count) ||
	       !has_free(align->to_old, align->split_from, align->new_count);
}

static void step(struct align *out, struct succession *s, struct station from, struct station to);

/* Over what stands in the middle. */
static void halve(struct align *out, struct succession *s, struct station from, struct station to)
{
	struct station middle = {.place = (from.place + to.place) / 2};
	struct align first, second;
	middle.draft = draft_at(s, middle.place);
	if (!middle.draft) {
		align_run(out, from.draft, to.draft);
		return;
	}
	step(&first, s, from, middle);
	step(&second, s, middle, to);
	size_t *to_old = memory_new(to.draft->count, sizeof *to_old);
	for (size_t i = 0; i < to.draft->count; i++) {
		size_t between = second.to_old[i];
		to_old[i] = between == ALIGN_NONE ? ALIGN_NONE : first.to_old[between];
	}
	align_given(out, from.draft, to_old, to.draft->count);
	align_clear(&first);
	align_clear(&second);
	free(to_old);
}

static void step(struct align *out, struct succession *s, struct station from, struct station to)
{
	if (from.place <= to.place + 1) {
		align_amended(out, from.draft, to.draft);
		return;
	}
	align_run(out, from.draft, to.draft);
	if (is_plain(out))
		return;
	align_clear(out);
	halve(out, s, from, to);
}

/* --- kept in the user's cache: one file for each draft, good as long as the base stands where it stood */

static char *kept_path(const struct review *review)
{
	char digest[DIGEST_HEX];
	digest_pair(digest, text_of(repository_folder(review->repository)), text_of(review_draft(review)->path));
	char *name = memory_format("successions/%s", digest);
	char *path = place_cache(name);
	free(name);
	return path;
}

/* What it was found for: the two commits, and how many blocks. */
static void add_head(struct buffer *out, const struct review *review, const struct draft *from, const struct oid *since)
{
	char old[OID_HEX], new[OID_HEX];
	oid_format(old, since);
	oid_format(new, &review->base_tip);
	buffer_format(out, "%s %s %zu %zu\n", old, new, from->count, review->draft->count);
}

static bool read_number(size_t *out, struct text *rest)
{
	struct text line;
	if (!text_line(rest, &line) || !line.size)
		return false;
	*out = 0;
	for (size_t i = 0; i < line.size; i++) {
		if (line.bytes[i] < '0' || line.bytes[i] > '9')
			return false;
		*out = *out * 10 + (size_t)(line.bytes[i] - '0');
	}
	return true;
}

static bool kept_find(struct align *out, const struct review *review, const struct draft *from, const struct oid *since)
{
	struct buffer bytes = {0}, head = {0};
	char *path = kept_path(review);
	size_t count = review->draft->count, read = 0, *to_old = memory_new(count, sizeof *to_old);
	add_head(&head, review, from, since);
	const struct fault *fault = file_read(&bytes, path, KEPT_MOST);
	struct text rest = buffer_text(&bytes);
	bool found = !fault && rest.size > head.size && !memcmp(rest.bytes, head.bytes, head.size);
	rest = text_part(rest, head.size, rest.size);
	while (found && read < count && read_number(&to_old[read], &rest)) {
		to_old[read]--; /* 0: none */
		read++;
	}
	found = found && read == count;
	if (found)
		align_given(out, from, to_old, count);
	fault_ignore(fault);
	buffer_clear(&bytes);
	buffer_clear(&head);
	free(to_old);
	free(path);
	return found;
}

static void kept_write(
	const struct align *align, const struct review *review, const struct draft *from, const struct oid *since)
{
	struct buffer bytes = {0};
	char *path = kept_path(review), *folder = place_cache("successions");
	add_head(&bytes, review, from, since);
	for (size_t i = 0; i < align->new_count; i++)
		buffer_format(&bytes, "%zu\n", align->to_old[i] + 1);
	const struct fault *fault = file_make_folder(folder, 0700);
	if (!fault)
		fault = file_write(path, buffer_text(&bytes), 0600);
	fault_ignore(fault); /* the next opening takes a little longer */
	buffer_clear(&bytes);
	free(folder);
	free(path);
}

void succession_run(struct align *out, struct review *review, const struct draft *from, const struct oid *since)
{
	struct succession s = {.review = review};
	align_run(out, from, review->draft);
	if (is_plain(out))
		return;
	align_clear(out);
	if (kept_find(out, review, from, since))
		return;
	const struct fault *fault =
		branch_chain(&s.commits, review->repository, &review->base_tip, since, COMMITS_MOST);
	size_t last = s.commits.count;
	if (!fault && last > 1 && oid_equal(&s.commits.items[last - 1], since))
		step(out, &s, (struct station){from, last - 1}, (struct station){review->draft, 0});
	else
		align_run(out, from, review->draft);
	kept_write(out, review, from, since);
	fault_ignore(fault);
	oids_clear(&s.commits);
}
