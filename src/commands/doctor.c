#include <stdio.h>
#include <unistd.h>

#include "act/mending.h"
#include "act/recovery.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "review/applied.h"
#include "review/decision.h"
#include "review/kept.h"
#include "review/wording.h"
#include "store/straggler.h"
#include "text/visible.h"

enum { SUBJECTS = 5, COMMITS_MOST = 10000 };

/* What was found, line by line. */
struct finding {
	struct call *call;
	size_t problems;
};

static void say(struct finding *finding, struct buffer *line)
{
	call_wrap(finding->call->out, buffer_string(line), 0);
	buffer_clear(line);
}

static void problem(struct finding *finding, const char *words)
{
	struct buffer line = {0};
	buffer_format(&line, "! %s", words);
	say(finding, &line);
	finding->problems++;
}

/* Sentences, one a line: a problem each. */
static void problems(struct finding *finding, struct text sentences)
{
	struct text line;
	while (text_line(&sentences, &line)) {
		char *words = text_take(line);
		if (words[0])
			problem(finding, words);
		free(words);
	}
}

/* --- objects and locks */

static bool report_progress(void *context, size_t done, size_t total)
{
	bool *shown = context;
	(void)total;
	if (isatty(STDERR_FILENO)) {
		fputc('\r', stderr);
		fprintf(stderr, _("%zu objects read"), done);
		*shown = true;
	}
	return !interrupt_pending();
}

static void say_broken(struct finding *finding, const struct broken *broken)
{
	struct buffer words = {0};
	char hex[OID_HEX];
	oid_format(hex, &broken->oid);
	const char *path = broken->path ? broken->path[0] ? broken->path : "/" : _("a commit");
	/* TRANSLATORS: a file, a branch, an object's name */
	if (broken->missing)
		buffer_format(&words,
			_("%1$s, a part of %2$s, is missing (object %3$s): fetch from somebody who has it"), path,
			broken->ref, hex);
	else
		buffer_format(&words,
			_("%1$s, a part of %2$s, cannot be read (object %3$s): fetch from somebody who has it"), path,
			broken->ref, hex);
	problem(finding, buffer_string(&words));
	buffer_clear(&words);
}

static void say_inspection(struct finding *finding, const struct inspection *inspection)
{
	struct buffer line = {0};
	for (size_t i = 0; i < inspection->count; i++)
		say_broken(finding, &inspection->items[i]);
	buffer_format(&line, _("Read and verified. Branches and tags: %zu, commits: %zu, folders: %zu, files: %zu."),
		inspection->refs, inspection->commits, inspection->folders, inspection->files);
	say(finding, &line);
}

static void say_mended(struct finding *finding, const struct mending *mending)
{
	struct buffer line = {0};
	size_t left = mending->after.count, broken = mending->before.count;
	if (mending->tried && left < broken) {
		buffer_format(&line,
			P_("%zu object that could not be read has been fetched again",
				"%zu objects that could not be read have been fetched again", broken - left),
			broken - left);
		say(finding, &line);
	}
	if (mending->emptied) {
		buffer_format(&line,
			P_("%zu empty object that nothing needs has been put aside",
				"%zu empty objects that nothing needs have been put aside", mending->emptied),
			mending->emptied);
		say(finding, &line);
	}
	if (mending->unlocked) {
		buffer_format(&line,
			P_("%zu lock file that a dead process left has been removed",
				"%zu lock files that dead processes left have been removed", mending->unlocked),
			mending->unlocked);
		say(finding, &line);
	}
}

static const struct fault *check_repository(struct finding *finding, struct repository *repository)
{
	struct mending mending = {0};
	bool shown = false;
	char *base = branch_head(repository), *remote = branch_remote(repository, base ? base : "main");
	const struct progress progress = {report_progress, &shown};
	const struct fault *fault = interrupt_open();
	if (!fault)
		fault = mending_run(&mending, repository, remote, &progress);
	interrupt_close();
	if (shown)
		fputs("\r\033[K", stderr);
	if (!fault && (mending.before.stopped || mending.after.stopped))
		fault = fault_new(FAULT_BUSY, "%s", _("stopped: not everything has been looked at"));
	if (!fault) {
		problems(finding, buffer_text(&mending.notices));
		say_mended(finding, &mending);
		say_inspection(finding, mending.tried ? &mending.after : &mending.before);
	}
	mending_clear(&mending);
	free(remote);
	free(base);
	return fault;
}

/* --- the journal */

/* An act that is on its branch, and only the files that are checked out are not. */
static bool has_landed(struct review *review, const struct json *root)
{
	const char *act = json_find_string(root, "act"), *branch = json_find_string(root, "branch");
	const char *hex = json_find_string(root, "tip");
	struct oid tip = {0};
	return act && branch && (!hex || oid_parse(&tip, hex)) && commit_landed(review->repository, branch, &tip, act);
}

static void check_entry(struct finding *finding, struct review *review, const char *name, size_t *unfinished)
{
	struct journal_entry *entry = NULL;
	struct buffer bytes = {0}, words = {0};
	struct json *root = NULL;
	const struct fault *fault = journal_take(&entry, &bytes, review->journal, name);
	if (fault && (fault_kind(fault) == FAULT_BUSY || fault_kind(fault) == FAULT_MISSING))
		return; /* somebody is at work on it */
	if (!fault)
		fault = json_read(&root, buffer_text(&bytes));
	const char *kind = json_find_string(root, "entry"), *subject = json_find_string(root, "subject"),
		   *reviewer = json_find_string(root, "reviewer");
	if (kind && !strcmp(kind, "text")) {
		++*unfinished;
	} else if (!has_landed(review, root)) { /* else what stood in its way has been said */
		buffer_format(&words, _("in the journal waits “%s” of %s, which did not reach its branch (%s)"),
			subject ? subject : "?", reviewer ? reviewer : "?", name);
		problem(finding, buffer_string(&words));
	}
	if (entry)
		journal_leave(entry);
	fault_ignore(fault); /* an entry that cannot be read has landed nowhere, and is told of as such */
	json_free(root);
	buffer_clear(&words);
	buffer_clear(&bytes);
}

static const struct fault *check_journal(struct finding *finding, struct review *review)
{
	struct file_names names = {0};
	struct buffer line = {0};
	size_t recovered = 0, unfinished = 0;
	if (!review->journal)
		return NULL;
	const struct fault *fault = recovery_replay(&recovered, review);
	if (!fault)
		fault = journal_list(&names, review->journal);
	for (size_t i = 0; !fault && i < names.count; i++)
		check_entry(finding, review, names.names[i], &unfinished);
	if (!fault && recovered) {
		buffer_format(&line,
			P_("%zu act that had not been saved is saved now",
				"%zu acts that had not been saved are saved now", recovered),
			recovered);
		say(finding, &line);
	}
	if (!fault && unfinished) {
		buffer_format(&line,
			P_("%zu unfinished text waits for its author", "%zu unfinished texts wait for their authors",
				unfinished),
			unfinished);
		say(finding, &line);
	}
	file_names_clear(&names);
	return fault;
}

/* --- what is unsent */

static const struct fault *say_unsent(struct finding *finding, struct review *review, const char *name,
	const struct oid *local, const struct oid *sent)
{
	struct oids commits = {0};
	struct buffer line = {0};
	const struct fault *fault = branch_beyond(&commits, review->repository, local, sent);
	if (!fault && commits.count) {
		/* TRANSLATORS: a branch; then follow what the acts are called */
		buffer_format(&line,
			P_("%2$s: %1$zu act is not sent:", "%2$s: %1$zu acts are not sent:", commits.count),
			commits.count, name);
		for (size_t i = 0; !fault && i < commits.count && i < SUBJECTS; i++) {
			struct commit_facts facts = {0};
			fault = branch_facts(&facts, review->repository, &commits.items[i]);
			if (!fault)
				buffer_format(&line, "%s “%s”", i ? "," : "", facts.subject);
			commit_facts_clear(&facts);
		}
		if (commits.count > SUBJECTS)
			buffer_add_string(&line, " …");
	}
	if (!fault && line.size)
		say(finding, &line);
	buffer_clear(&line);
	oids_clear(&commits);
	return fault;
}

static const struct fault *check_unsent(struct finding *finding, struct review *review)
{
	const struct standing *standing = review->standing;
	const struct fault *fault = NULL;
	if (!review->remote)
		return NULL;
	char *local_ref = memory_format("refs/heads/%s", review->base_name);
	char *remote_ref = memory_format("refs/remotes/%s/%s", review->remote, review->base_name);
	struct oid local, remote;
	bool has_base = !branch_find(&local, review->repository, local_ref);
	bool has_remote = !branch_find(&remote, review->repository, remote_ref);
	if (has_base && has_remote)
		fault = say_unsent(finding, review, review->base_name, &local, &remote);
	for (size_t i = 0; !fault && i < standing->reviewer_count; i++) {
		const struct reviewer *reviewer = &standing->reviewers[i];
		if (!reviewer->has_local)
			continue;
		char *name = memory_format("review/%s", reviewer->id);
		const struct oid *sent = reviewer->has_remote ? &reviewer->remote : &review->base_tip;
		fault = say_unsent(finding, review, name, &reviewer->local, sent);
		free(name);
	}
	if (!fault && review->base_diverged)
		problem(finding,
			_("the base here and the one on the server have diverged: neither holds all of the other"));
	free(local_ref);
	free(remote_ref);
	return fault;
}

/* --- what was kept when something else came */

static const struct fault *say_kept(struct finding *finding, struct review *review, const struct branch *kept)
{
	struct commit_facts facts = {0};
	struct buffer line = {0}, when = {0};
	size_t acts = 0;
	const struct fault *fault = branch_facts(&facts, review->repository, &kept->tip);
	if (!fault)
		fault = kept_acts(&acts, review, kept);
	if (fault)
		return fault;
	wording_moment(&when, facts.when);
	char *shown[] = {visible_take(kept->name), visible_take(kept->remote), visible_take(kept->ref)};
	/* TRANSLATORS: a branch, a remote, a date */
	buffer_format(&line, _("Kept: %s of %s, its last act of %s"), shown[0], shown[1], buffer_string(&when));
	buffer_add_string(&line, "; ");
	if (acts)
		buffer_format(&line, P_("%zu act stands nowhere else", "%zu acts stand nowhere else", acts), acts);
	else
		buffer_add_string(&line, _("all of it stands elsewhere, too"));
	buffer_format(&line, _(". To look at it: `git log -p %1$s`; to let it go: `git update-ref -d %1$s`"), shown[2]);
	say(finding, &line);
	for (size_t i = 0; i < 3; i++)
		free(shown[i]);
	buffer_clear(&when);
	commit_facts_clear(&facts);
	return NULL;
}

static const struct fault *check_kept(struct finding *finding, struct review *review)
{
	struct branches kept = {0};
	const struct fault *fault = branch_kept(&kept, review->repository);
	for (size_t i = 0; !fault && i < kept.count; i++)
		fault = say_kept(finding, review, &kept.items[i]);
	branches_clear(&kept);
	return fault;
}

/* --- files that did not follow their branch */

static const struct fault *check_behind(struct finding *finding, struct review *review, const char *ref)
{
	struct snapshot_paths paths = {0};
	struct buffer words = {0};
	char *folder = NULL;
	const struct fault *fault = straggler_find(&folder, &paths, review->repository, ref);
	if (!fault && folder) {
		/* TRANSLATORS: a folder, then names of files, then a command */
		buffer_format(&words,
			P_("in %2$s %1$zu file is as an earlier version has it; unless you mean to go back to that, "
			   "bring it along with `git -C %2$s checkout HEAD --",
				"in %2$s %1$zu files are as earlier versions have them; unless you mean to go back to "
				"those, bring them along with `git -C %2$s checkout HEAD --",
				paths.count),
			paths.count, folder);
		for (size_t i = 0; i < paths.count; i++)
			buffer_format(&words, " %s", paths.items[i]);
		buffer_add_byte(&words, '`');
		char *shown = visible_take(buffer_string(&words));
		problem(finding, shown);
		free(shown);
	}
	buffer_clear(&words);
	snapshot_paths_clear(&paths);
	free(folder);
	return fault;
}

static const struct fault *check_checkouts(struct finding *finding, struct review *review)
{
	const struct standing *standing = review->standing;
	char *base = memory_format("refs/heads/%s", review->base_name);
	struct oid tip;
	const struct fault *fault = branch_find(&tip, review->repository, base)
					    ? NULL /* a clone that has none of its own yet */
					    : check_behind(finding, review, base);
	for (size_t i = 0; !fault && i < standing->reviewer_count; i++) {
		if (!standing->reviewers[i].has_local)
			continue;
		char *ref = memory_format("refs/heads/review/%s", standing->reviewers[i].id);
		fault = check_behind(finding, review, ref);
		free(ref);
	}
	free(base);
	return fault;
}

/* --- decisions */

static const struct fault *check_decisions(struct finding *finding, struct review *review)
{
	const struct annotation **unapplied = NULL;
	size_t count = 0;
	const struct fault *fault = applied_lacking(&unapplied, &count, review);
	for (size_t i = 0; !fault && i < count; i++) {
		struct buffer words = {0};
		buffer_format(&words,
			_("the decision %s of %s came into the base otherwise than by `paraphe merge`: it counts as "
			  "not applied"),
			unapplied[i]->id, unapplied[i]->nickname);
		problem(finding, buffer_string(&words));
		buffer_clear(&words);
	}
	free(unapplied);
	return fault;
}

static const struct fault *check_review(struct finding *finding)
{
	const struct command_line *line = finding->call->line;
	struct review_options wanted = {.folder = line->folder, .as = line->as, .draft = line->draft};
	struct review *review = NULL;
	struct buffer words = {0};
	const struct fault *fault = review_open(&review, &wanted);
	if (!fault)
		fault = review_complete(review);
	if (!fault)
		fault = check_journal(finding, review);
	if (!fault)
		fault = review_complete(review); /* what has just been brought home */
	if (!fault) {
		problems(finding, buffer_text(&review->notices));
		buffer_format(&words, _("Reviewers: %zu, annotations: %zu, proposals in this draft: %zu."),
			review->standing->reviewer_count, review->standing->threads.count,
			review->standing->amendment_count);
		say(finding, &words);
		fault = check_decisions(finding, review);
	}
	if (!fault)
		fault = check_checkouts(finding, review);
	if (!fault)
		fault = check_unsent(finding, review);
	if (!fault)
		fault = check_kept(finding, review);
	if (review)
		review_close(review);
	return fault;
}

static const struct fault *run(struct call *call)
{
	struct finding finding = {.call = call};
	struct repository *repository = NULL;
	struct buffer line = {0};
	const struct fault *fault = repository_open(&repository, call->line->folder);
	if (!fault)
		fault = check_repository(&finding, repository);
	repository_close(repository);
	if (fault)
		return fault;
	/* A review that cannot be opened is one more problem, and the others have been said. */
	fault = check_review(&finding);
	if (fault)
		problem(&finding, fault_text(fault));
	if (!finding.problems)
		buffer_add_string(&line, _("All is well."));
	else
		buffer_format(&line, P_("%zu problem is left.", "%zu problems are left.", finding.problems),
			finding.problems);
	say(&finding, &line);
	if (finding.problems)
		call->status = COMMAND_FOUND;
	return NULL;
}

const struct command command_doctor = {"doctor", "",
	N_("Looks whether everything is readable, complete, and whose it says; mends what it can, and says what it "
	   "cannot. Exit status 1: a problem is left."),
	NULL, 0, 0, run};
