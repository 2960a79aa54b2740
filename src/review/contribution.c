#include "review/contribution.h"

#include "annotation/entered.h"
#include "annotation/webjson.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "draft/draft.h"
#include "review/decision.h"
#include "spelling/lexicon.h"
#include "store/change.h"
#include "text/visible.h"

enum {
	FILES_MOST = 50000, /* that differ in one commit */
	SHORT_HEX = 8,
};

#define ANNOTATIONS "annotations/"
#define DICTIONARIES "dictionaries/"

/* One commit being judged. */
struct judging {
	const struct contribution *contribution;
	struct oid commit;
	struct commit_facts facts;
	struct oids meeting; /* where it last met the server's base; found when it is needed */
};

/* --- who made it */

static bool same_name(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

const char *contribution_other(
	const struct consultation *consultation, const char *own, const char *name, const char *email)
{
	static const char domain[] = "@paraphe.invalid";
	const struct member *self = consultation_member(consultation, own);
	const char *at = strchr(email, '@');
	if (at && !strcmp(at, domain) &&
		(strlen(own) != (size_t)(at - email) || strncmp(email, own, (size_t)(at - email)) != 0))
		return email;
	for (size_t i = 0; i < consultation->member_count; i++) {
		const struct member *member = &consultation->roster[i];
		if (strcmp(member->id, own) != 0 && same_name(member->name, name) &&
			!(self && same_name(self->name, name)))
			return member->name;
	}
	return NULL;
}

static const struct fault *judge_people(const struct judging *judging)
{
	const struct contribution *c = judging->contribution;
	const struct commit_facts *facts = &judging->facts;
	bool behalf = c->owner && strcmp(c->owner, c->pusher) != 0;
	const char *other =
		contribution_other(c->consultation, c->pusher, facts->committer_name, facts->committer_email);
	if (!other && c->owner)
		other = contribution_other(c->consultation, c->owner, facts->author_name, facts->author_email);
	if (other)
		return fault_new(FAULT_FORBIDDEN, _("it says that %.100s made it"), other);
	if (!behalf)
		return NULL;
	const struct member *owner = consultation_member(c->consultation, c->owner);
	char *address = memory_format("%s@paraphe.invalid", c->owner);
	bool said = !strcmp(facts->author_email, address) || (owner && same_name(owner->name, facts->author_name));
	free(address);
	if (said)
		return NULL;
	return fault_new(FAULT_FORBIDDEN,
		_("on review/%s the secretariat may only enter what %s said: with %s as the author, and itself as the "
		  "committer"),
		c->owner, c->owner, c->owner);
}

static const struct fault *judge_words(const struct judging *judging)
{
	const struct commit_facts *facts = &judging->facts;
	const char *const words[] = {
		facts->message, facts->author_name, facts->author_email, facts->committer_name, facts->committer_email};
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < ARRAY_SIZE(words); i++)
		fault = fault_context(visible_check(text_of(words[i])), "%s", _("what it says of itself"));
	return fault;
}

/* --- annotations */

static const struct fault *judge_strings(const struct annotation *a)
{
	const char *const strings[] = {
		a->name, a->organisation, a->group, a->generator, a->text, a->language, a->code, a->words};
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < ARRAY_SIZE(strings); i++)
		fault = visible_check(text_of(strings[i]));
	for (size_t i = 0; !fault && i < a->tag_count; i++)
		fault = visible_check(text_of(a->tags[i]));
	return fault;
}

static const struct fault *judge_author(
	const struct contribution *c, const struct annotation *annotation, const char *owner)
{
	const char *behalf = strcmp(owner, c->pusher) != 0 ? c->pusher : NULL;
	const char *other = contribution_other(c->consultation, owner, annotation->name, "");
	if (strcmp(annotation->nickname, owner) != 0)
		return fault_new(FAULT_FORBIDDEN, _("it says that %s made it; only what %s made may lie there"),
			annotation->nickname, owner);
	if (other)
		return fault_new(FAULT_FORBIDDEN, _("it bears the name of somebody else, “%.100s”"), other);
	if (behalf && (!annotation->generator || strcmp(annotation->generator, behalf) != 0))
		return fault_new(FAULT_FORBIDDEN, _("what is entered for %s must say who entered it (generator: %s)"),
			owner, behalf);
	if (!behalf && annotation->generator && strcmp(annotation->generator, owner) != 0)
		return fault_new(FAULT_FORBIDDEN, _("it says that %s entered it"), annotation->generator);
	if (decision_of(annotation) != DECISION_NONE && !consultation_secretariat(c->consultation, owner))
		return fault_new(FAULT_FORBIDDEN, "%s", _("only the secretariat decides on proposals"));
	return NULL;
}

/* "annotations/ana/UUID.json" in its parts; false for any other path. */
static bool annotation_path(const char *path, char owner[NAME_LIMIT + 1], char uuid[UUID_TEXT])
{
	static const char ending[] = ".json";
	const char *name = path + strlen(ANNOTATIONS), *slash = strchr(name, '/');
	size_t size = slash ? (size_t)(slash - name) : 0;
	if (!slash || size > NAME_LIMIT || !name_valid((struct text){name, size}) ||
		strlen(slash + 1) != UUID_TEXT - 1 + strlen(ending) ||
		!uuid_valid((struct text){slash + 1, UUID_TEXT - 1}) || strcmp(slash + UUID_TEXT, ending) != 0)
		return false;
	memcpy(owner, name, size);
	owner[size] = '\0';
	memcpy(uuid, slash + 1, UUID_TEXT - 1);
	uuid[UUID_TEXT - 1] = '\0';
	return true;
}

static const struct fault *judge_annotation(
	const struct contribution *c, struct text bytes, const char *owner, const char *uuid)
{
	struct annotation *annotation = NULL;
	const struct fault *fault = webjson_read(&annotation, bytes);
	if (!fault && strcmp(annotation->id, uuid) != 0)
		fault = fault_new(FAULT_FORBIDDEN, _("its id is %s: its file must be named after it"), annotation->id);
	if (!fault)
		fault = judge_author(c, annotation, owner);
	if (!fault)
		fault = judge_strings(annotation);
	annotation_free(annotation);
	return fault;
}

const struct fault *contribution_annotation(
	const struct contribution *contribution, const char *path, struct text bytes)
{
	char owner[NAME_LIMIT + 1], uuid[UUID_TEXT];
	if (!annotation_path(path, owner, uuid))
		return fault_new(FAULT_FORBIDDEN, _("%.200s: an annotation lies in annotations/ID/UUID.json"), path);
	return judge_annotation(contribution, bytes, owner, uuid);
}

/* Whether the two entries are one act, of which one file was entered for its author. */
static bool are_one_act(
	const struct contribution *c, const struct change_entry *before, const struct change_entry *after)
{
	struct buffer one = {0}, other = {0};
	if (!before->mode || before->mode != after->mode)
		return false;
	const struct fault *fault = repository_blob(&one, c->repository, &before->oid, ANNOTATION_WORDS_LIMIT);
	if (!fault)
		fault = repository_blob(&other, c->repository, &after->oid, ANNOTATION_WORDS_LIMIT);
	bool same = !fault && entered_same(buffer_text(&one), buffer_text(&other));
	fault_ignore(fault); /* what cannot be read is no act */
	buffer_clear(&one);
	buffer_clear(&other);
	return same;
}

/* On the base, somebody else's annotation: their own branch has it. */
static const struct fault *judge_taken(const struct contribution *c, const struct change *change, const char *owner)
{
	struct change_entry entry = {0};
	struct oid tip = {0};
	char *ref = memory_format("refs/heads/review/%s", owner);
	const struct fault *fault = branch_find(&tip, c->repository, ref);
	for (size_t i = 0; i < c->pushes->count; i++)
		if (!strcmp(c->pushes->items[i].ref, ref) && !oid_is_zero(&c->pushes->items[i].new)) {
			tip = c->pushes->items[i].new;
			fault = NULL;
		}
	if (!fault)
		fault = change_entry(&entry, c->repository, &tip, change->path);
	free(ref);
	if (!fault && (change_same(&entry, &change->after) || are_one_act(c, &entry, &change->after)))
		return NULL;
	return fault_new(FAULT_FORBIDDEN, _("%s is not on that reviewer's branch: nobody can say that they made it"),
		change->path);
}

static const struct fault *judge_new_annotation(const struct judging *judging, const struct change *change)
{
	const struct contribution *c = judging->contribution;
	char owner[NAME_LIMIT + 1], uuid[UUID_TEXT];
	if (!annotation_path(change->path, owner, uuid))
		return fault_new(
			FAULT_FORBIDDEN, _("%.200s: an annotation lies in annotations/ID/UUID.json"), change->path);
	if (!c->owner && strcmp(owner, c->pusher) != 0)
		return judge_taken(c, change, owner);
	struct buffer bytes = {0};
	const struct fault *fault = repository_blob(&bytes, c->repository, &change->after.oid, ANNOTATION_WORDS_LIMIT);
	if (!fault)
		fault = judge_annotation(c, buffer_text(&bytes), owner, uuid);
	buffer_clear(&bytes);
	return fault ? fault_context(fault, "%s", change->path) : NULL;
}

/* --- texts */

static const struct fault *read_text(
	struct buffer *out, const struct contribution *c, const struct change_entry *entry, size_t limit)
{
	static const char mark[] = "\xef\xbb\xbf";
	if (!entry->mode)
		return NULL;
	const struct fault *fault = repository_blob(out, c->repository, &entry->oid, limit);
	if (!fault && text_starts(buffer_text(out), mark))
		buffer_replace(out, 0, strlen(mark), text_of(""));
	return fault;
}

/* The lines that a parent has, whatever is in them, have been taken before. */
static const struct fault *note_lines(struct map *known, const struct judging *judging, const char *path, size_t limit)
{
	const struct contribution *c = judging->contribution;
	const struct oids *parents = &judging->facts.parents;
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < parents->count; i++) {
		struct change_entry entry;
		struct buffer bytes = {0};
		struct text rest, line;
		fault = change_entry(&entry, c->repository, &parents->items[i], path);
		if (!fault)
			fault = read_text(&bytes, c, &entry, limit);
		for (rest = buffer_text(&bytes); !fault && text_line(&rest, &line);)
			map_put(known, line, 1);
		buffer_clear(&bytes);
	}
	return fault;
}

static const struct fault *judge_text(const struct judging *judging, const struct change *change, size_t limit)
{
	struct buffer bytes = {0};
	struct map known = {0};
	struct text line;
	const struct fault *fault = read_text(&bytes, judging->contribution, &change->after, limit);
	if (!fault)
		fault = note_lines(&known, judging, change->path, limit);
	struct text rest = buffer_text(&bytes);
	for (size_t number = 1, value; !fault && text_line(&rest, &line); number++)
		if (!map_find(&known, line, &value))
			fault = fault_context(visible_check(line), _("%.200s, line %zu"), change->path, number);
	map_clear(&known);
	buffer_clear(&bytes);
	return fault;
}

/* --- paths */

static bool is_dictionary(const char *path)
{
	if (strncmp(path, DICTIONARIES, strlen(DICTIONARIES)) != 0)
		return false;
	const char *name = path + strlen(DICTIONARIES);
	size_t size = strlen(name);
	if (size < 5)
		return false;
	return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == size - 4 &&
	       (!strcmp(name + size - 4, ".txt") || !strcmp(name + size - 4, ".tsv"));
}

/* How large a text of this path may be; 0: it is none of those that are kept line by line. */
static size_t text_limit(const struct contribution *c, const char *path)
{
	if (!c->owner && !strcmp(path, CONSULTATION_PATH))
		return CONSULTATION_LIMIT;
	if (is_dictionary(path))
		return LEXICON_BYTES_LIMIT;
	return consultation_has(c->consultation, path) ? DRAFT_LIMIT : 0;
}

static const struct fault *judge_mode(const struct change *change, bool programs)
{
	switch (change->after.mode) {
	case 0:
	case CHANGE_PLAIN:
		return NULL;
	case CHANGE_LINK:
		return fault_new(
			FAULT_FORBIDDEN, _("%.200s is a symbolic link: only plain files are kept"), change->path);
	case CHANGE_SUBMODULE:
		return fault_new(
			FAULT_FORBIDDEN, _("%.200s is another repository: only plain files are kept"), change->path);
	default:
		if (programs && change->after.mode == CHANGE_PROGRAM)
			return NULL;
		return fault_new(FAULT_FORBIDDEN, _("%.200s has the mode %06o: only plain files (100644) are kept"),
			change->path, change->after.mode);
	}
}

/* Whether the entry is as one of these commits has it. */
static const struct fault *is_of(
	bool *out, const struct judging *judging, const struct oids *commits, const struct change *change)
{
	const struct fault *fault = NULL;
	*out = false;
	for (size_t i = 0; !fault && !*out && i < commits->count; i++) {
		struct change_entry entry;
		fault = change_entry(&entry, judging->contribution->repository, &commits->items[i], change->path);
		*out = !fault && change_same(&entry, &change->after);
	}
	return fault;
}

/* What is not the owner's stays as the base has it. */
static const struct fault *judge_foreign(struct judging *judging, const struct change *change)
{
	const struct contribution *c = judging->contribution;
	bool same = false;
	const struct fault *fault = NULL;
	if (!judging->meeting.count)
		fault = branch_bases(&judging->meeting, c->repository, &judging->commit, &c->base);
	if (!fault)
		fault = is_of(&same, judging, &judging->meeting, change);
	if (fault || same)
		return fault;
	return fault_new(FAULT_FORBIDDEN,
		_("%.200s is not %s's to change: on review/%s only the drafts, the dictionaries and annotations/%s/ "
		  "may"),
		change->path, c->owner, c->owner, c->owner);
}

static bool is_annotation_of(const char *path, const char *owner)
{
	size_t size = strlen(ANNOTATIONS);
	if (strncmp(path, ANNOTATIONS, size) != 0)
		return false;
	return !owner || (!strncmp(path + size, owner, strlen(owner)) && path[size + strlen(owner)] == '/');
}

/* `merged`: another parent has it as it is now. */
static const struct fault *judge_kept(const struct contribution *c, const struct change *change, bool merged)
{
	if (!change->before.mode)
		return NULL;
	if (merged && change->after.mode && are_one_act(c, &change->before, &change->after))
		return NULL;
	if (!change->after.mode)
		return fault_new(FAULT_FORBIDDEN,
			_("%.200s: an annotation is never deleted; whoever made it can withdraw it"), change->path);
	return fault_new(FAULT_FORBIDDEN,
		_("%.200s: an annotation is written once and never changed; answer it, or withdraw "
		  "it and write another"),
		change->path);
}

static const struct fault *judge_change(struct judging *judging, const struct change *change)
{
	const struct contribution *c = judging->contribution;
	size_t limit = text_limit(c, change->path);
	bool annotation = is_annotation_of(change->path, c->owner), known = false;
	/* A draft may be reworded, not taken away. */
	if (c->owner && !annotation && (!limit || !change->after.mode))
		return judge_foreign(judging, change);
	const struct fault *fault = is_of(&known, judging, &judging->facts.parents, change);
	if (!fault && annotation)
		fault = judge_kept(c, change, known);
	if (!fault)
		fault = judge_mode(change, !annotation && !limit);
	if (fault || known)
		return fault;
	if (annotation)
		return judge_new_annotation(judging, change);
	return limit && change->after.mode ? judge_text(judging, change, limit) : NULL;
}

static const struct fault *judge_changes(struct judging *judging)
{
	const struct contribution *c = judging->contribution;
	const struct oids *parents = &judging->facts.parents;
	const struct fault *fault = NULL;
	if (!parents->count)
		return fault_new(FAULT_FORBIDDEN, "%s", _("it begins a history of its own"));
	for (size_t i = 0; !fault && i < parents->count; i++) {
		struct changes changes = {0};
		fault = change_list(&changes, c->repository, &parents->items[i], &judging->commit, FILES_MOST);
		for (size_t j = 0; !fault && j < changes.count; j++)
			fault = judge_change(judging, &changes.items[j]);
		changes_clear(&changes);
	}
	return fault;
}

const struct fault *contribution_judge(const struct contribution *contribution, const struct oid *commit)
{
	struct judging judging = {.contribution = contribution, .commit = *commit};
	char hex[OID_HEX];
	oid_format(hex, commit);
	const struct fault *fault = branch_facts(&judging.facts, contribution->repository, commit);
	if (!fault)
		fault = judge_changes(&judging);
	if (!fault)
		fault = judge_people(&judging);
	if (!fault)
		fault = judge_words(&judging);
	if (fault)
		fault = fault_context(
			fault, _("“%.80s” (%.*s)"), judging.facts.subject ? judging.facts.subject : "", SHORT_HEX, hex);
	commit_facts_clear(&judging.facts);
	oids_clear(&judging.meeting);
	return fault;
}
