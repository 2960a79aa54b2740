#include "act/moving.h"

#include "base/language.h"
#include "base/memory.h"
#include "store/commit.h"

static void add_oid(struct json *root, const char *key, const struct oid *oid)
{
	char hex[OID_HEX];
	oid_format(hex, oid);
	json_add_string(root, key, hex);
}

static const struct fault *begin(struct journal_entry **entry, struct review *review, const struct move *move)
{
	struct buffer bytes = {0};
	char act[UUID_TEXT];
	if (!review->journal)
		return fault_new(FAULT_FORBIDDEN, "%s",
			_("this repository cannot be written to: ask for the right to write, or clone it"));
	struct json *root = json_new_object();
	json_add_string(root, "entry", "move");
	json_add_string(root, "branch", move->ref);
	add_oid(root, "old", &move->old);
	add_oid(root, "new", &move->new);
	json_add_string(root, "message", move->message);
	if (move->tag) {
		json_add_string(root, "tag", move->tag);
		add_oid(root, "tagged", &move->tagged);
	}
	json_write(&bytes, root);
	json_free(root);
	uuid_next(act, NULL);
	char *name = memory_format("%s.json", act);
	const struct fault *fault = journal_begin(entry, review->journal, name, buffer_text(&bytes));
	free(name);
	buffer_clear(&bytes);
	return fault;
}

static bool has_moved(struct review *review, const struct move *move)
{
	struct oid tip;
	const struct fault *fault = branch_find(&tip, review->repository, move->ref);
	if (!fault)
		return oid_equal(&tip, &move->new);
	fault_ignore(fault);
	return false;
}

const struct fault *moving_run(struct review *review, const struct move *move)
{
	struct journal_entry *entry = NULL;
	const struct fault *fault = begin(&entry, review, move);
	if (fault)
		return fault;
	fault = commit_move(review->repository, move->ref, &move->old, &move->new, move->message);
	if (!fault && move->tag)
		fault = commit_move(review->repository, move->tag, NULL, &move->tagged, move->message);
	/* What the base has and the working tree has not would look like somebody's changes, which undo it all. */
	if (fault && has_moved(review, move))
		journal_leave(entry);
	else
		journal_end(entry);
	return fault;
}

/* The tag of a move whose base has arrived. */
static const struct fault *finish_tag(struct review *review, const struct json *entry, const char *message)
{
	const char *tag = json_find_string(entry, "tag"), *hex = json_find_string(entry, "tagged");
	struct oid tagged, there;
	if (!tag || !hex || strncmp(tag, "refs/tags/rev/", 14) != 0 || !oid_parse(&tagged, hex) ||
		!branch_find(&there, review->repository, tag))
		return NULL;
	return commit_move(review->repository, tag, NULL, &tagged, message);
}

bool moving_finish(struct review *review, const struct json *entry)
{
	const char *ref = json_find_string(entry, "branch"), *old = json_find_string(entry, "old");
	const char *new = json_find_string(entry, "new"), *message = json_find_string(entry, "message");
	char *base = memory_format("refs/heads/%s", review->consultation.base);
	struct oid from, to, tip;
	const struct fault *fault = NULL;
	if (!message)
		message = "Finish what a crash left";
	if (ref && old && new && !strcmp(ref, base) && oid_parse(&from, old) && oid_parse(&to, new) &&
		!branch_find(&tip, review->repository, ref) && oid_equal(&tip, &to)) {
		fault = commit_move(review->repository, ref, &from, &to, message);
		if (!fault)
			fault = finish_tag(review, entry, message);
	}
	if (fault) {
		buffer_add_string(&review->notices, fault_text(fault));
		buffer_add_byte(&review->notices, '\n');
	}
	free(base);
	return !fault;
}
