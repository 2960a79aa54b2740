#include "act/recovery.h"

#include "act/amending.h"
#include "act/coining.h"
#include "act/correcting.h"
#include "act/moving.h"
#include "act/translating_journal.h"
#include "act/undoing.h"
#include "act/withdrawing.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"

static size_t number_of(const struct json *root, const char *key)
{
	long long number = 0;
	return json_number(json_find(root, key), &number) && number > 0 ? (size_t)number : 0;
}

/* An act that did not land, under the identity that did it. */
struct replay {
	struct review *review;
	struct journal_entry *entry;
	const struct json *root;
	const char *act, *reviewer, *ref;
	struct oid tip;
	struct again again;
	struct buffer *notices; /* what is to be said at the end */
};

static bool replay_read(struct replay *replay)
{
	const char *tip = json_find_string(replay->root, "tip");
	replay->act = json_find_string(replay->root, "act");
	replay->reviewer = json_find_string(replay->root, "reviewer");
	replay->ref = json_find_string(replay->root, "branch");
	memset(&replay->tip, 0, sizeof replay->tip);
	replay->again = (struct again){replay->act, replay->entry};
	return replay->act && uuid_valid(text_of(replay->act)) && replay->reviewer &&
	       name_valid(text_of(replay->reviewer)) && replay->ref &&
	       text_starts(text_of(replay->ref), "refs/heads/review/") &&
	       !strcmp(replay->ref + strlen("refs/heads/review/"), replay->reviewer) &&
	       (!tip || oid_parse(&replay->tip, tip));
}

/* Becomes the entry's author for the time of its replay; *kept is who was there. */
static const struct fault *become(struct review *review, struct identity *kept, const struct replay *replay)
{
	struct identity author;
	const char *name = json_find_string(replay->root, "name"), *email = json_find_string(replay->root, "email");
	const struct fault *fault = identity_make(&author, &review->consultation, replay->reviewer, true);
	if (fault)
		return fault;
	if (name) {
		free(author.name);
		author.name = memory_string(name);
	}
	if (email) {
		free(author.email);
		author.email = memory_string(email);
	}
	*kept = review->identity;
	review->identity = author;
	return NULL;
}

static void become_again(struct review *review, struct identity *kept)
{
	identity_clear(&review->identity);
	review->identity = *kept;
}

/* Annotations are written again as they were: same ids, same bytes. */
static const struct fault *replay_files(struct replay *replay)
{
	struct record record;
	const struct json *files = json_find(replay->root, "files");
	const char *subject = json_find_string(replay->root, "subject");
	const char *kind = json_find_string(replay->root, "kind");
	bool decides = kind && !strcmp(kind, "decide");
	record_init(
		&record, replay->review, decides ? "decide" : "annotate", "%s", subject ? subject : "Recovered act");
	record_again(&record, &replay->again);
	for (size_t i = 0; i < json_count(files); i++) {
		const char *path = json_find_string(json_at(files, i), "path");
		const char *text = json_find_string(json_at(files, i), "text");
		char *prefix = memory_format("annotations/%s/", replay->reviewer);
		if (path && text && !strncmp(path, prefix, strlen(prefix)) && !strstr(path, ".."))
			buffer_add_string(&record_file(&record, path)->bytes, text);
		free(prefix);
	}
	const struct fault *fault = record.file_count ? record_save(&record) : NULL;
	record_clear(&record);
	return fault;
}

static enum amendment_kind kind_named(const char *kind)
{
	if (kind && !strcmp(kind, "insert"))
		return AMEND_INSERT;
	if (kind && !strcmp(kind, "delete"))
		return AMEND_DELETE;
	return kind && !strcmp(kind, "move") ? AMEND_MOVE : AMEND_REWORD;
}

/* The block that a paragraph of a version is now. */
static size_t block_at(struct replay *replay, const char *hex, size_t paragraph)
{
	struct oid blob;
	size_t block = STANDING_NONE;
	if (!paragraph || !hex || !oid_parse(&blob, hex) ||
		review_follow(&block, replay->review, &blob, paragraph, replay->reviewer))
		return STANDING_NONE;
	return block;
}

static size_t block_of(struct replay *replay, const struct json *amendment, const char *key)
{
	return block_at(replay, json_find_string(amendment, "blob"), number_of(amendment, key));
}

/* Words are merged (old, present, new); what collides becomes an unfinished text to look at. */
static const struct fault *replay_amendment(struct replay *replay, const struct json *amendment)
{
	const char *was = json_find_string(amendment, "was"), *now = json_find_string(amendment, "now");
	const char *reason = json_find_string(amendment, "reason"), *draft = json_find_string(amendment, "draft");
	char *name = NULL;
	struct amend_order order = {
		.kind = kind_named(json_find_string(amendment, "kind")),
		.block = block_of(replay, amendment, "paragraph"),
		.after = block_of(replay, amendment, "after"),
		.insertion = json_find_string(amendment, "insertion"),
		.seen = text_of(was),
		.text = text_of(now),
		.reason = text_of(reason),
		.scope = scope_named(json_find_string(amendment, "scope")),
		.kind_trailer = json_find_string(amendment, "trailer"),
		.again = &replay->again,
	};
	bool gone = order.block == STANDING_NONE && number_of(amendment, "paragraph") && !order.insertion;
	const struct consultation_draft *entry = draft ? consultation_find(&replay->review->consultation, draft) : NULL;
	const struct fault *fault = entry ? NULL : fault_new(FAULT_MISSING, "%s", _("its draft is not there any more"));
	if (!fault && gone)
		fault = fault_new(FAULT_CONFLICT, "%s", _("its paragraph is not there any more"));
	if (!fault)
		fault = amending_propose(&name, replay->review, &order);
	free(name);
	return fault;
}

/* A withdrawal: of that very proposal, if it still stands. */
static const struct fault *replay_withdrawal(struct replay *replay, const struct json *amendment)
{
	const char *digest = json_find_string(amendment, "digest"), *name = json_find_string(amendment, "amendment");
	const struct standing *standing = replay->review->standing;
	for (size_t i = 0; digest && name && i < standing->amendment_count; i++)
		if (!strcmp(standing->amendments[i].digest, digest) && !strcmp(standing->amendments[i].name, name))
			return withdrawing_run(replay->review, i, &replay->again);
	return NULL;
}

static const struct fault *replay_correction(struct replay *replay, const struct json *amendment)
{
	const struct json *list = json_find(amendment, "corrections");
	const char *subject = json_find_string(replay->root, "subject");
	size_t count = json_count(list);
	struct correction *items = memory_new(count, sizeof *items);
	const struct fault *fault = NULL;
	for (size_t i = 0; i < count && !fault; i++) {
		const char *blob = json_find_string(amendment, "blob");
		items[i] =
			(struct correction){.block = block_at(replay, blob, number_of(json_at(list, i), "paragraph")),
				.seen = text_of(json_find_string(json_at(list, i), "was")),
				.text = text_of(json_find_string(json_at(list, i), "now"))};
		if (items[i].block == STANDING_NONE)
			fault = fault_new(FAULT_CONFLICT, "%s", _("its paragraph is not there any more"));
	}
	if (subject && !strncmp(subject, "Correct ", strlen("Correct ")))
		subject += strlen("Correct ");
	if (!fault && count)
		fault = correcting_run(replay->review, subject ? subject : "words", items, count, &replay->again);
	free(items);
	return fault;
}

static const struct fault *replay_coining(struct replay *replay, const struct json *amendment)
{
	const char *language = json_find_string(amendment, "language");
	struct coin coin = {.language = language ? language : "",
		.word = text_of(json_find_string(amendment, "word")),
		.model = text_of(json_find_string(amendment, "model")),
		.forbidden = json_is_true(json_find(amendment, "forbidden"))};
	const struct fault *fault = coining_add(replay->review, &coin, &replay->again);
	return fault && fault_kind(fault) == FAULT_CONFLICT ? NULL : fault; /* it is there */
}

static const struct fault *replay_term(struct replay *replay, const struct json *amendment)
{
	const char *language = json_find_string(amendment, "language"), *other = json_find_string(amendment, "other");
	struct term_order order = {.language = language ? language : "",
		.words = text_of(json_find_string(amendment, "words")),
		.other = other ? other : "",
		.rendering = text_of(json_find_string(amendment, "rendering")),
		.forbidden = json_is_true(json_find(amendment, "forbidden"))};
	const struct fault *fault = coining_term(replay->review, &order, &replay->again);
	return fault && fault_kind(fault) == FAULT_CONFLICT ? NULL : fault; /* it is there */
}

static bool is_kind(const struct json *amendment, const char *kind)
{
	const char *is = json_find_string(amendment, "kind");
	return is && !strcmp(is, kind);
}

/* Words of one paragraph, which can be looked at again. */
static bool has_words(const struct json *amendment)
{
	return !is_kind(amendment, "withdraw") && !is_kind(amendment, "correct") && !is_kind(amendment, "coin") &&
	       !is_kind(amendment, "term") && json_count(json_find(amendment, "translations")) < 2;
}

/* A new paragraph is kept behind the one it was to follow. */
static bool is_insertion(const struct json *amendment)
{
	const char *kind = json_find_string(amendment, "kind");
	return json_find_string(amendment, "insertion") || (kind && !strcmp(kind, "insert"));
}

/* Words that can be looked at again; a deletion or a move has none, and the sentence must do. */
static void keep_as_text(struct replay *replay, const struct json *amendment)
{
	struct recovery_text *text;
	struct unfinished unfinished = {
		.kind = is_insertion(amendment) ? UNFINISHED_INSERTION : UNFINISHED_AMENDMENT,
		.draft = (char *)json_find_string(amendment, "draft"),
		.blob = (char *)json_find_string(amendment, "blob"),
		.paragraph = number_of(amendment, "paragraph"),
		.text = (char *)json_find_string(amendment, "now"),
		.reason = (char *)json_find_string(amendment, "reason"),
		.quote = (char *)json_find_string(amendment, "was"),
		.target = (char *)json_find_string(amendment, "insertion"),
	};
	if (unfinished.quote && !unfinished.quote[0])
		unfinished.quote = NULL;
	if (recovery_begin(&text, replay->review, NULL))
		return;
	const struct fault *fault = recovery_keep(text, &unfinished);
	recovery_leave(text);
	if (!fault)
		journal_end(replay->entry);
	else
		journal_leave(replay->entry);
	replay->entry = NULL;
}

/* An amendment's draft must be the one that is open, for its blocks to be known. */
static const struct fault *open_draft(struct review *review, const struct json *amendment)
{
	const char *path = json_find_string(amendment, "draft");
	const struct consultation_draft *draft = path ? consultation_find(&review->consultation, path) : NULL;
	if (!draft || draft == review_draft(review))
		return NULL;
	return review_choose(review, (size_t)(draft - review->consultation.drafts));
}

static const struct fault *replay_run(struct replay *replay, const struct json *amendment)
{
	struct review *review = replay->review;
	const char *undoes = json_find_string(replay->root, "undoes");
	const struct fault *fault = amendment ? open_draft(review, amendment) : NULL;
	if (!fault)
		fault = review_complete(review);
	if (fault)
		return fault;
	if (undoes)
		return undoing_again(review, undoes, &replay->again);
	if (amendment && is_kind(amendment, "withdraw"))
		return replay_withdrawal(replay, amendment);
	if (amendment && is_kind(amendment, "correct"))
		return replay_correction(replay, amendment);
	if (amendment && is_kind(amendment, "translate"))
		return translating_journal_replay(review, amendment, &replay->again);
	if (amendment && is_kind(amendment, "coin"))
		return replay_coining(replay, amendment);
	if (amendment && is_kind(amendment, "term"))
		return replay_term(replay, amendment);
	return amendment ? replay_amendment(replay, amendment) : replay_files(replay);
}

static void say_failed(struct replay *replay, const struct fault *fault)
{
	const char *subject = json_find_string(replay->root, "subject");
	char *shown = visible_take(subject ? subject : "?"), *why = visible_take(fault_text(fault));
	buffer_format(replay->notices, _("An act that was under way could not be finished (%s): %s"), shown, why);
	buffer_add_byte(replay->notices, '\n');
	free(shown);
	free(why);
}

/* The act is on the branch; where that is checked out, the files follow. False: a cause that may go away keeps them. */
static bool bring_files(struct replay *replay)
{
	struct repository *repository = replay->review->repository;
	struct oid now;
	const struct fault *fault = branch_find(&now, repository, replay->ref);
	if (!fault)
		fault = commit_move(repository, replay->ref, &replay->tip, &now, "Finish what a crash left");
	if (!fault)
		return true;
	bool conflict = fault_kind(fault) == FAULT_CONFLICT; /* somebody works on them: `doctor` names what is behind */
	visible_add(replay->notices, text_of(fault_text(fault)), VISIBLE_ONE_LINE);
	buffer_add_byte(replay->notices, '\n');
	fault_ignore(fault);
	return conflict;
}

static bool replay_act(struct replay *replay)
{
	struct review *review = replay->review;
	const struct json *amendment = json_find(replay->root, "amendment");
	struct identity kept;
	size_t draft = review->draft_index;
	if (!replay_read(replay))
		return false;
	if (commit_landed(review->repository, replay->ref, &replay->tip, replay->act)) {
		if (!bring_files(replay))
			return false;
		journal_end(replay->entry);
		replay->entry = NULL;
		return false;
	}
	const struct fault *fault = become(review, &kept, replay);
	if (fault)
		return false;
	review_notice(review); /* what stands, as its author sees it */
	fault = replay_run(replay, amendment);
	bool done = !fault;
	if (fault)
		say_failed(replay, fault);
	if (fault && amendment && has_words(amendment) && fault_kind(fault) != FAULT_BUSY &&
		fault_kind(fault) != FAULT_SYSTEM)
		keep_as_text(replay, amendment);
	if (done) {
		journal_end(replay->entry);
		replay->entry = NULL;
	}
	become_again(review, &kept);
	if (draft != review->draft_index)
		fault_ignore(review_choose(review, draft)); /* it was open a moment ago */
	review_notice(review);
	return done;
}

/* The base had moved, or not, when the program died: where it had, the rest follows it. */
static void replay_move(struct replay *replay)
{
	if (!moving_finish(replay->review, replay->root))
		return; /* its cause has been told, and may go away */
	journal_end(replay->entry);
	replay->entry = NULL;
}

/* Takes an entry and reads its JSON; NULL where it is busy, gone, or no JSON of ours. */
static struct json *take_entry(struct journal_entry **entry, struct review *review, const char *name)
{
	struct buffer bytes = {0};
	struct json *root = NULL;
	*entry = NULL;
	if (!journal_take(entry, &bytes, review->journal, name) && json_read(&root, buffer_text(&bytes)))
		root = NULL;
	buffer_clear(&bytes);
	return root;
}

const struct fault *recovery_replay(size_t *recovered, struct review *review)
{
	struct file_names names = {0};
	struct buffer notices = {0};
	*recovered = 0;
	if (!review->journal)
		return NULL;
	const struct fault *fault = journal_list(&names, review->journal);
	for (size_t i = 0; !fault && i < names.count; i++) {
		struct replay replay = {.review = review, .notices = &notices};
		struct json *root = take_entry(&replay.entry, review, names.names[i]);
		const char *kind = root ? json_find_string(root, "entry") : NULL;
		replay.root = root;
		if (kind && !strcmp(kind, "act"))
			*recovered += replay_act(&replay);
		else if (kind && !strcmp(kind, "move"))
			replay_move(&replay);
		if (replay.entry)
			journal_leave(replay.entry);
		json_free(root);
	}
	buffer_add(&review->notices, buffer_text(&notices));
	buffer_clear(&notices);
	file_names_clear(&names);
	return fault;
}
