#include "act/record.h"

#include <stdarg.h>
#include <stdio.h>

#include "annotation/webjson.h"
#include "base/array.h"
#include "base/language.h"
#include "text/visible.h"

enum { RECORD_TRIES = 8 };

/* The greatest UUID this process has given; the next is greater, whatever the clock does. */
static char greatest[UUID_TEXT];

static void note_greatest(const char *uuid)
{
	if (uuid_valid((struct text){uuid, strnlen(uuid, UUID_TEXT - 1)}) && strncmp(uuid, greatest, UUID_TEXT - 1) > 0)
		snprintf(greatest, UUID_TEXT, "%.36s", uuid);
}

/* Those of mine that are known, wherever they lie: in the threads they are in order of time. */
static void look_in_threads(const struct review *review)
{
	const struct standing *standing = review->standing;
	for (size_t i = standing->threads.count; i-- > 0 && standing->me != STANDING_NONE;) {
		if (standing->remarks[i].reviewer != standing->me || !standing->remarks[i].verified)
			continue;
		note_greatest(standing->threads.entries[i].annotation->id);
		return;
	}
}

/* Those of my branch as it is now: another window may have written since the threads were made, or none are yet. */
static void look_on_branch(struct review *review)
{
	struct oid tip;
	struct snapshot *snapshot = NULL;
	struct snapshot_entries files = {0};
	char *folder = memory_format("annotations/%s", review->identity.id);
	const struct fault *fault = record_tip(&tip, review, review->identity.id);
	if (!fault)
		fault = snapshot_open(&snapshot, review->repository, &tip);
	if (!fault)
		fault = snapshot_list(&files, snapshot, folder, 1000000);
	for (size_t i = 0; !fault && i < files.count; i++)
		if (strlen(files.items[i].name) == UUID_TEXT - 1 + 5)
			note_greatest(files.items[i].name);
	snapshot_entries_clear(&files);
	if (snapshot)
		snapshot_close(snapshot);
	free(folder);
}

static void next_uuid(char out[UUID_TEXT])
{
	uuid_next(out, greatest[0] ? greatest : NULL);
	memcpy(greatest, out, UUID_TEXT);
}

void record_init(struct record *record, struct review *review, const char *kind, const char *subject_format, ...)
{
	*record = (struct record){.review = review, .kind = kind};
	va_list arguments;
	va_start(arguments, subject_format);
	char *subject = NULL;
	int size = vasprintf(&subject, subject_format, arguments);
	va_end(arguments);
	record->subject = size < 0 ? memory_string("Act") : subject;
	look_in_threads(review);
	if (review->identity.id)
		look_on_branch(review);
	next_uuid(record->act);
}

void record_again(struct record *record, const struct again *again)
{
	record->again = again;
	if (again)
		snprintf(record->act, UUID_TEXT, "%s", again->act);
}

struct record_file *record_file(struct record *record, const char *path)
{
	struct record_file *file = ARRAY_ADD(record->files, record->file_count, record->file_capacity);
	file->path = memory_string(path);
	return file;
}

void record_identify(struct record *record, struct annotation *annotation)
{
	const struct identity *identity = &record->review->identity;
	next_uuid(annotation->id);
	annotation->created = clock_now();
	free(annotation->nickname);
	free(annotation->name);
	annotation->nickname = memory_string(identity->id);
	annotation->name = memory_string(identity->name);
	if (!identity->listed && identity->organisation)
		annotation->organisation = memory_string(identity->organisation);
	if (!identity->listed && identity->group)
		annotation->group = memory_string(identity->group);
}

const char *record_annotation(struct record *record, struct annotation *annotation)
{
	record_identify(record, annotation);
	char *path = memory_format("annotations/%s/%s.json", annotation->nickname, annotation->id);
	webjson_write(&record_file(record, path)->bytes, annotation);
	free(path);
	return annotation->id;
}

static void file_clear(struct record_file *file)
{
	free(file->path);
	buffer_clear(&file->bytes);
}

static void drop_files(struct record *record, size_t from)
{
	while (record->file_count > from)
		file_clear(&record->files[--record->file_count]);
}

void record_clear(struct record *record)
{
	drop_files(record, 0);
	free(record->files);
	free(record->subject);
	free(record->body);
	json_free(record->journal);
	*record = (struct record){0};
}

/* Where the reviewer's branch stands: local, or the remote-tracking one where that is later or alone. */
static const struct fault *find_tips(struct oid *tip, struct oid *old, struct review *review, const char *id)
{
	struct oid remote;
	char *local_ref = memory_format("refs/heads/review/%s", id);
	char *remote_ref = review->remote ? memory_format("refs/remotes/%s/review/%s", review->remote, id) : NULL;
	memset(old, 0, sizeof *old);
	const struct fault *fault = branch_find(old, review->repository, local_ref);
	bool has_local = !fault;
	bool has_remote = remote_ref && !branch_find(&remote, review->repository, remote_ref);
	if (fault && fault_kind(fault) == FAULT_MISSING)
		fault = NULL;
	if (!has_local)
		memset(old, 0, sizeof *old);
	*tip = has_local ? *old : review->base_tip;
	if (has_remote && (!has_local || branch_contains(review->repository, &remote, old)))
		*tip = remote;
	free(local_ref);
	free(remote_ref);
	return fault;
}

const struct fault *record_tip(struct oid *out, struct review *review, const char *id)
{
	struct oid old;
	return find_tips(out, &old, review, id);
}

/* The act as the journal keeps it: all that is needed to do it again. */
static void journal_text(struct buffer *out, const struct record *record, const char *ref, const struct oid *tip)
{
	const struct identity *identity = &record->review->identity;
	char hex[OID_HEX];
	struct json *root = json_new_object();
	oid_format(hex, tip);
	json_add_string(root, "entry", "act");
	json_add_string(root, "act", record->act);
	json_add_string(root, "reviewer", identity->id);
	json_add_string(root, "name", identity->name);
	json_add_string(root, "email", identity->email);
	json_add_string(root, "branch", ref);
	json_add_string(root, "tip", hex);
	json_add_string(root, "kind", record->kind);
	json_add_string(root, "subject", record->subject);
	if (record->undoes)
		json_add_string(root, "undoes", record->undoes);
	struct json *files = json_add_array(root, "files");
	for (size_t i = 0; i < record->file_count; i++) {
		struct json *file = json_add_object(files, NULL);
		json_add_string(file, "path", record->files[i].path);
		json_add_text(file, "text", buffer_text(&record->files[i].bytes));
	}
	if (record->journal)
		json_add_copy(root, "amendment", record->journal);
	json_write(out, root);
	json_free(root);
}

const struct fault *record_write(
	struct oid *out, const struct record *record, const struct oid *parents, size_t parent_count)
{
	const struct identity *identity = &record->review->identity;
	const struct identity *author = record->author ? record->author : identity;
	struct commit_file *files = memory_new(record->file_count, sizeof *files);
	for (size_t i = 0; i < record->file_count; i++) {
		files[i].path = record->files[i].path;
		files[i].bytes = record->files[i].removed ? (struct text){0} : buffer_text(&record->files[i].bytes);
	}
	struct commit_order order = {
		.author_name = author->name,
		.author_email = author->email,
		.committer_name = identity->name,
		.committer_email = identity->email,
		.subject = record->subject,
		.body = record->body,
		.act = record->act,
		.kind = record->kind,
		.undoes = record->undoes,
		.when = clock_now(),
		.files = files,
		.file_count = record->file_count,
		.parents = parents,
		.parent_count = parent_count,
	};
	const struct fault *fault = commit_write(out, record->review->repository, &order);
	free(files);
	return fault;
}

/* Saved it is; but the files of a working tree may be as they were before, and look like changes that take it back. */
static const struct fault *follow(struct record *record, const char *ref, const struct oid *old)
{
	struct buffer *asides = &record->review->asides;
	const struct fault *fault = commit_move(record->review->repository, ref, old, &record->commit, record->subject);
	if (!fault)
		return NULL;
	visible_add(asides, text_of(fault_text(fault)), VISIBLE_ONE_LINE);
	buffer_add_byte(asides, '\n');
	record->trails = true;
	fault_ignore(fault);
	return NULL;
}

/* One try under the branch's lock; *again when somebody else's commit came first. The branch moves only when the act
 * lies in the journal. */
static const struct fault *try_once(struct record *record, const char *ref, struct journal_entry *entry, bool *again)
{
	struct review *review = record->review;
	struct commit_lock *lock = NULL;
	struct oid tip, old;
	size_t fixed = record->file_count;
	*again = false;
	const struct fault *fault = commit_lock(&lock, review->repository, ref);
	if (fault)
		return fault;
	memset(&record->base_first, 0, sizeof record->base_first);
	fault = find_tips(&tip, &old, review, review->identity.id);
	if (!fault && record->prepare)
		fault = record->prepare(record, &tip);
	if (!fault)
		fault = record_write(
			&record->commit, record, oid_is_zero(&record->base_first) ? &tip : &record->base_first, 1);
	if (!fault)
		fault = journal_settle(entry);
	if (!fault) {
		fault = commit_move(review->repository, ref, &old, &record->commit, record->subject);
		if (fault && commit_landed(review->repository, ref, &tip, record->act)) /* it came after the move */
			fault = follow(record, ref, &old);
		/* Somebody else came first; or git, tidying up beside us, hid an object for a moment. */
		*again = fault && (fault_kind(fault) == FAULT_CONFLICT || fault_kind(fault) == FAULT_GIT);
	}
	commit_unlock(lock);
	drop_files(record, fixed);
	return fault;
}

/* "Saved" is said only of what reads back. */
static const struct fault *read_back(const struct record *record, const char *ref)
{
	struct oid tip;
	const struct fault *fault = branch_find(&tip, record->review->repository, ref);
	if (!fault && !branch_contains(record->review->repository, &tip, &record->commit) &&
		!commit_landed(record->review->repository, ref, NULL, record->act))
		fault = fault_new(FAULT_GIT, "%s",
			_("the act was written but does not read back: `paraphe doctor` looks into it"));
	return fault;
}

/* The act goes to the journal, beside what is done until the branch moves; one that is done again is there. */
static const struct fault *begin(struct journal_entry **entry, const struct record *record, const char *ref)
{
	struct review *review = record->review;
	struct buffer journal = {0};
	struct oid tip, old;
	*entry = NULL;
	const struct fault *fault = find_tips(&tip, &old, review, review->identity.id);
	if (fault || record->again)
		return fault;
	char *name = memory_format("%s.json", record->act);
	journal_text(&journal, record, ref, &tip);
	fault = journal_start(entry, review->journal, name, buffer_text(&journal));
	buffer_clear(&journal);
	free(name);
	return fault;
}

const struct fault *record_save(struct record *record)
{
	struct review *review = record->review;
	struct journal_entry *entry = NULL;
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && !review->journal)
		fault = fault_new(FAULT_FORBIDDEN, "%s",
			_("this repository cannot be written to: ask for the right to write, or clone it"));
	if (fault)
		return fault;
	char *ref = memory_format("refs/heads/review/%s", review->identity.id);
	fault = begin(&entry, record, ref);
	bool again = !fault;
	for (int i = 0; again && i < RECORD_TRIES; i++)
		fault = try_once(record, ref, entry, &again);
	bool written = !fault;
	if (written)
		fault = read_back(record, ref);
	if ((fault && written) || record->trails)
		journal_leave(entry);
	else
		journal_end(entry); /* refused or saved, the author has been told: nothing is to be done again */
	if (!fault)
		review_notice(review);
	free(ref);
	return fault;
}
