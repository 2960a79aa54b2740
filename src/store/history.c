#include "store/history.h"

#include <strings.h>

#include "base/array.h"
#include "base/language.h"
#include "base/map.h"
#include "store/ancestry.h"
#include "store/libgit.h"

/* The longest commit message that is looked at. */
enum { MOST_MESSAGE = 1 << 20, CHAIN_MOST = 10000 };

void oids_clear(struct oids *oids)
{
	free(oids->items);
	*oids = (struct oids){0};
}

static bool oids_add_new(struct oids *oids, struct map *seen, const struct oid *oid)
{
	if (!map_put(seen, (struct text){(const char *)oid->bytes, OID_BYTES}, 0))
		return false;
	*ARRAY_ADD(oids->items, oids->count, oids->capacity) = *oid;
	return true;
}

bool history_search(struct repository *repository, const struct oid *tip, const struct oid *until,
	bool (*visit)(void *context, const struct oid *oid, const char *message), void *context)
{
	struct oids waiting = {0};
	struct map seen = {0};
	bool found = false;
	if (until)
		map_put(&seen, (struct text){(const char *)until->bytes, OID_BYTES}, 0);
	oids_add_new(&waiting, &seen, tip);
	while (waiting.count && !found) {
		struct oid oid = waiting.items[--waiting.count];
		git_oid id = libgit_oid(&oid);
		git_commit *commit = NULL;
		if (git_commit_lookup(&commit, repository->git, &id) != 0)
			continue;
		found = visit(context, &oid, git_commit_message_raw(commit));
		/* The first parent is put last, so it is taken first: one's own acts stand there. */
		for (unsigned int i = git_commit_parentcount(commit); !found && i-- > 0;) {
			struct oid parent = libgit_oid_from(git_commit_parent_id(commit, i));
			oids_add_new(&waiting, &seen, &parent);
		}
		git_commit_free(commit);
	}
	map_clear(&seen);
	oids_clear(&waiting);
	return found;
}

static bool is_wanted(void *context, const struct oid *oid, const char *message)
{
	(void)message;
	return oid_equal(context, oid);
}

bool branch_contains(struct repository *repository, const struct oid *tip, const struct oid *ancestor)
{
	struct oid wanted = *ancestor;
	if (oid_equal(tip, ancestor))
		return true;
	if (git_repository_is_shallow(repository->git) == 1)
		return history_search(repository, tip, NULL, is_wanted, &wanted);
	struct oids common = {0};
	const struct fault *fault = ancestry_bases(&common, repository, tip, ancestor);
	bool contains = !fault && common.count == 1 && oid_equal(&common.items[0], ancestor);
	/* A commit cannot be read: nothing can be said of what lies behind it. */
	fault_ignore(fault);
	oids_clear(&common);
	return contains;
}

static int oid_compare(const void *a, const void *b)
{
	return memcmp(a, b, OID_BYTES);
}

/* libgit2's own way, which ends where the commits do. */
static const struct fault *shallow_bases(
	struct oids *out, struct repository *repository, const struct oid *a, const struct oid *b)
{
	git_oid one = libgit_oid(a), two = libgit_oid(b);
	git_oidarray bases = {0};
	if (git_merge_bases(&bases, repository->git, &one, &two) != 0)
		return fault_new(FAULT_GIT,
			_("this clone is shallow, and the last common version lies before its edge; run: git fetch "
			  "--unshallow"));
	for (size_t i = 0; i < bases.count; i++)
		*ARRAY_ADD(out->items, out->count, out->capacity) = libgit_oid_from(&bases.ids[i]);
	git_oidarray_dispose(&bases);
	return NULL;
}

const struct fault *branch_bases(
	struct oids *out, struct repository *repository, const struct oid *a, const struct oid *b)
{
	bool shallow = git_repository_is_shallow(repository->git) == 1;
	const struct fault *fault =
		shallow ? shallow_bases(out, repository, a, b) : ancestry_bases(out, repository, a, b);
	if (fault)
		return fault;
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, oid_compare);
	return NULL;
}

const struct fault *branch_chain(
	struct oids *out, struct repository *repository, const struct oid *tip, const struct oid *until, size_t most)
{
	struct oid oid = *tip;
	for (size_t i = 0; i < most; i++) {
		git_oid id = libgit_oid(&oid);
		git_commit *commit = NULL;
		int code = git_commit_lookup(&commit, repository->git, &id);
		if (code == GIT_ENOTFOUND && i > 0 && git_repository_is_shallow(repository->git) == 1)
			return NULL;
		if (code != 0) {
			char hex[OID_HEX];
			oid_format(hex, &oid);
			return libgit_fault(code, _("the commit %s cannot be read"), hex);
		}
		*ARRAY_ADD(out->items, out->count, out->capacity) = oid;
		bool last = (until && oid_equal(until, &oid)) || git_commit_parentcount(commit) == 0;
		if (!last)
			oid = libgit_oid_from(git_commit_parent_id(commit, 0));
		git_commit_free(commit);
		if (last)
			return NULL;
	}
	return NULL;
}

const struct fault *branch_beyond(
	struct oids *out, struct repository *repository, const struct oid *tip, const struct oid *base)
{
	if (git_repository_is_shallow(repository->git) != 1)
		return ancestry_beyond(out, repository, tip, base);
	struct oid known = *base;
	return branch_unseen(out, repository, tip, &(struct oids){.items = &known, .count = 1});
}

const struct fault *branch_unseen(
	struct oids *out, struct repository *repository, const struct oid *tip, const struct oids *known)
{
	git_revwalk *walk = NULL;
	git_oid id = libgit_oid(tip);
	int code = git_revwalk_new(&walk, repository->git);
	if (code == 0)
		code = git_revwalk_push(walk, &id);
	for (size_t i = 0; code == 0 && i < known->count; i++) {
		git_oid hidden = libgit_oid(&known->items[i]);
		code = git_revwalk_hide(walk, &hidden);
	}
	while (code == 0 && (code = git_revwalk_next(&id, walk)) == 0)
		*ARRAY_ADD(out->items, out->count, out->capacity) = libgit_oid_from(&id);
	git_revwalk_free(walk);
	return code == 0 || code == GIT_ITEROVER ? NULL : libgit_fault(code, _("the history cannot be read"));
}

size_t branch_count_unseen(struct repository *repository, const struct oid *tip, const struct oids *known)
{
	struct oids unseen = {0};
	const struct oid *until = known->count ? &known->items[0] : NULL;
	const struct fault *fault = branch_unseen(&unseen, repository, tip, known);
	size_t count = unseen.count;
	oids_clear(&unseen);
	if (!fault)
		return count;
	fault_ignore(branch_chain(&unseen, repository, tip, until, CHAIN_MOST));
	count = unseen.count;
	if (count && until && oid_equal(&unseen.items[count - 1], until))
		count--;
	oids_clear(&unseen);
	return count;
}

/* The last paragraph of a message; empty when it is also the first, the subject. */
static struct text last_paragraph(struct text message)
{
	struct text rest = message, line, last = {"", 0};
	const char *start = NULL;
	bool first = true;
	while (text_line(&rest, &line)) {
		bool blank = text_trim(line).size == 0;
		if (blank && start)
			first = false;
		if (blank) {
			start = NULL;
			continue;
		}
		if (!start) {
			start = line.bytes;
			last = first ? (struct text){"", 0} : (struct text){start, 0};
		}
		if (!first)
			last.size = (size_t)(line.bytes + line.size - start);
	}
	return last;
}

char *history_trailer(const char *message, const char *name)
{
	struct text rest = last_paragraph((struct text){message, strnlen(message, MOST_MESSAGE)}), line, value = {0};
	size_t size = strlen(name);
	while (text_line(&rest, &line))
		if (line.size > size && strncasecmp(line.bytes, name, size) == 0 && line.bytes[size] == ':')
			value = text_trim(text_part(line, size + 1, line.size));
	return value.size ? text_take(value) : NULL;
}

static char *known(const char *words)
{
	return memory_string(words ? words : "");
}

const struct fault *branch_facts(struct commit_facts *out, struct repository *repository, const struct oid *oid)
{
	git_oid id = libgit_oid(oid);
	git_commit *commit = NULL;
	int code = git_commit_lookup(&commit, repository->git, &id);
	if (code != 0) {
		char hex[OID_HEX];
		oid_format(hex, oid);
		return libgit_fault(code, _("the commit %s cannot be read"), hex);
	}
	const git_signature *author = git_commit_author(commit), *committer = git_commit_committer(commit);
	*out = (struct commit_facts){.tree = libgit_oid_from(git_commit_tree_id(commit))};
	for (unsigned int i = 0; i < git_commit_parentcount(commit); i++)
		*ARRAY_ADD(out->parents.items, out->parents.count, out->parents.capacity) =
			libgit_oid_from(git_commit_parent_id(commit, i));
	out->author_name = known(author->name);
	out->author_email = known(author->email);
	out->committer_name = known(committer->name);
	out->committer_email = known(committer->email);
	out->when = (struct moment){.seconds = author->when.time, .offset_minutes = author->when.offset};
	out->subject = known(git_commit_summary(commit));
	out->message = known(git_commit_message(commit));
	out->act = history_trailer(git_commit_message(commit), "Paraphe-Act");
	out->kind = history_trailer(git_commit_message(commit), "Paraphe-Kind");
	out->undoes = history_trailer(git_commit_message(commit), "Paraphe-Undoes");
	out->taken = history_trailer(git_commit_message(commit), "Paraphe-Taken");
	const char *header = git_commit_raw_header(commit);
	out->is_signed = header && strstr(header, "\ngpgsig ");
	git_commit_free(commit);
	return NULL;
}

void commit_facts_clear(struct commit_facts *facts)
{
	oids_clear(&facts->parents);
	free(facts->author_name);
	free(facts->author_email);
	free(facts->committer_name);
	free(facts->committer_email);
	free(facts->subject);
	free(facts->message);
	free(facts->act);
	free(facts->kind);
	free(facts->undoes);
	free(facts->taken);
	*facts = (struct commit_facts){0};
}
