#include <stdio.h>
#include <unistd.h>

#include "act/applying.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "commands/jsonform.h"
#include "review/amendment.h"
#include "review/decision.h"
#include "review/wording.h"
#include "text/visible.h"
#include "text/worddiff.h"

static const struct option options[] = {
	{"accept-uncontested", NULL, N_("first retain what collides with nothing and meets no objection"), 0, false},
	{"dry-run", NULL, N_("only say what would be done"), 0, false},
	{"json", NULL, N_("for a program"), 0, false},
	{0},
};

/* --- as text */

/* Whether it is decided, but of a branch that was not named. */
static bool is_passed_over(const struct apply_report *report, const struct taken *item)
{
	return item->fate >= FATE_TAKEN && !apply_report_asked(report, item->reviewer);
}

/* A line a draft: names are of one draft, and its path says which where that is not the source. `passed`: those that
 * are passed over, whatever their fate would be. */
static void add_names(struct buffer *out, const struct apply_report *report, const char *source, const char *label,
	enum fate fate, bool passed)
{
	for (size_t i = 0; i < report->draft_count; i++) {
		const struct taking *draft = report->drafts[i];
		bool any = false;
		for (size_t j = 0; j < draft->count; j++) {
			bool over = is_passed_over(report, &draft->items[j]);
			if (passed ? !over : over || draft->items[j].fate != fate)
				continue;
			buffer_add_string(out, any ? " " : label);
			if (!any && strcmp(draft->path, source) != 0) {
				visible_add(out, text_of(draft->path), VISIBLE_ONE_LINE);
				buffer_add_string(out, _(": "));
			}
			buffer_add_string(out, draft->items[j].name);
			any = true;
		}
		if (any)
			buffer_add_byte(out, '\n');
	}
}

static void add_combined(struct buffer *out, const struct apply_report *report)
{
	bool any = false;
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->combined_count; j++) {
			const struct combined *combined = &report->drafts[i]->combined[j];
			char place[NUMBER_TEXT];
			struct buffer line = {0};
			if (!any)
				call_line(out, _("Combined, read it:"));
			any = true;
			number_show(place, combined->place);
			buffer_format(&line, "%s (", place);
			for (size_t k = 0; k < combined->reviewer_count; k++)
				buffer_format(&line, "%s%s", k ? ", " : "", combined->reviewers[k]);
			buffer_add_string(&line, ") ");
			worddiff_plain(&line, buffer_text(&combined->was), buffer_text(&combined->now));
			call_wrap(out, buffer_string(&line), 2);
			buffer_clear(&line);
		}
}

static void add_branches(struct buffer *out, const struct apply_report *report, bool dry)
{
	for (size_t i = 0; i < report->branch_count; i++) {
		const struct apply_branch *branch = &report->branches[i];
		if (branch->fate == BRANCH_MERGED)
			buffer_format(out, dry ? _("%s: would be merged") : _("%s: merged"), branch->reviewer);
		else if (branch->fate == BRANCH_PARTIAL && branch->kept && !branch->open)
			buffer_format(out,
				P_("%s: taken in part, %zu decision that is not applied stays on the branch",
					"%s: taken in part, %zu decisions that are not applied stay on the branch",
					branch->kept),
				branch->reviewer, branch->kept);
		else if (branch->fate == BRANCH_PARTIAL)
			buffer_format(out,
				P_("%s: taken in part, %zu proposal is still open",
					"%s: taken in part, %zu proposals are still open", branch->open),
				branch->reviewer, branch->open);
		else
			continue;
		buffer_add_byte(out, '\n');
	}
}

static void add_text(struct buffer *out, const struct review *review, const struct apply_report *report, bool dry)
{
	const char *source = consultation_source(&review->consultation)->path;
	size_t open = apply_report_open(report);
	if (report->accepted)
		buffer_format(out,
			P_("%zu retained without objection", "%zu retained without objection", report->accepted),
			report->accepted);
	if (report->accepted)
		buffer_add_byte(out, '\n');
	add_branches(out, report, dry);
	add_names(out, report, source, _("Taken: "), FATE_TAKEN, false);
	add_names(out, report, source, _("Not taken, as decided: "), FATE_LEFT, false);
	add_names(out, report, source, _("Retained, but colliding; decide which: "), FATE_COLLIDES, false);
	add_names(out, report, source, _("Retained, but would change other paragraphs: "), FATE_UNFIT, false);
	add_names(out, report, source, _("Decided, but waiting for what goes with it: "), FATE_WAITS, false);
	add_names(out, report, source, _("Decided in two ways; one of them is to be taken back: "), FATE_CONTRADICTED,
		false);
	add_names(out, report, source, _("Still open: "), FATE_OPEN, false);
	add_names(out, report, source, _("Decided, on branches that were not named: "), FATE_TAKEN, true);
	add_combined(out, report);
	if (report->notices.size)
		buffer_add(out, buffer_text(&report->notices));
	if (!open && !report->moved && !dry)
		call_line(out, _("Nothing to do: everything that is decided stands in the text."));
}

/* --- as JSON */

static void add_branch_names(
	struct json *root, const char *key, const struct apply_report *report, enum branch_fate fate)
{
	struct json *list = json_add_array(root, key);
	for (size_t i = 0; i < report->branch_count; i++)
		if (report->branches[i].fate == fate)
			json_add_string(list, NULL, report->branches[i].reviewer);
}

static void add_amendments(struct json *root, const struct apply_report *report)
{
	struct json *list = json_add_array(root, "amendments");
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++) {
			const struct taken *item = &report->drafts[i]->items[j];
			struct json *object = json_add_object(list, NULL);
			json_add_string(object, "amendment", item->name);
			json_add_string(object, "digest", item->digest);
			json_add_string(object, "reviewer", item->reviewer);
			json_add_string(object, "draft", report->drafts[i]->path);
			json_add_string(object, "kind", amendment_kind_name(item->proposed));
			json_add_text(object, "was", buffer_text(&item->was));
			json_add_text(object, "now", buffer_text(&item->now));
			json_add_string(object, "decision",
				item->decision == DECISION_NONE ? NULL : decision_name(item->decision));
			json_add_string(
				object, "outcome", is_passed_over(report, item) ? "decided" : fate_name(item->fate));
			struct json *collides = json_add_array(object, "collides");
			for (size_t k = 0; k < item->collide_count; k++)
				json_add_string(collides, NULL, report->drafts[i]->items[item->collides[k]].name);
			if (item->collides_with_base)
				json_add_string(collides, NULL, "base");
		}
}

static void add_json(struct buffer *out, const struct review *review, const struct apply_report *report)
{
	char hex[OID_HEX];
	struct json *root = json_new_object();
	jsonform_review_with(root, review, buffer_text(&report->notices));
	add_amendments(root, report);
	add_branch_names(root, "merged", report, BRANCH_MERGED);
	add_branch_names(root, "partial", report, BRANCH_PARTIAL);
	struct json *combined = json_add_array(root, "combined");
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->combined_count; j++) {
			const struct combined *item = &report->drafts[i]->combined[j];
			struct json *object = json_add_object(combined, NULL);
			char number[NUMBER_TEXT];
			number_format(number, item->place);
			json_add_string(object, "draft", report->drafts[i]->path);
			json_add_string(object, "paragraph", number);
			json_add_text(object, "was", buffer_text(&item->was));
			json_add_text(object, "now", buffer_text(&item->now));
			struct json *reviewers = json_add_array(object, "reviewers");
			for (size_t k = 0; k < item->reviewer_count; k++)
				json_add_string(reviewers, NULL, item->reviewers[k]);
		}
	oid_format(hex, &report->base);
	json_add_string(root, "tip", hex);
	call_json(out, root);
}

/* --- the run */

/* A line that counts, while somebody watches; ^C stops before the next branch. */
static bool report_progress(void *context, size_t done, size_t total)
{
	bool *shown = context;
	if (isatty(STDERR_FILENO)) {
		fputc('\r', stderr);
		fprintf(stderr, _("branch %zu of %zu"), done + 1, total);
		*shown = true;
	}
	return !interrupt_pending();
}

static const char *const *branches_of(const struct call *call)
{
	if (!call->options.word_count)
		return NULL;
	const char **names = memory_new(call->options.word_count + 1, sizeof *names);
	for (size_t i = 0; i < call->options.word_count; i++) {
		const char *word = call->options.words[i];
		names[i] = strncmp(word, "review/", 7) == 0 ? word + 7 : word;
	}
	return names;
}

static const struct fault *check_branches(const struct review *review, const char *const *names)
{
	for (; names && *names; names++) {
		size_t reviewer = standing_reviewer(review->standing, *names);
		if (reviewer == STANDING_NONE || oid_is_zero(&review->standing->reviewers[reviewer].tip))
			return fault_new(FAULT_MISSING,
				_("there is no branch review/%.80s; `paraphe status` lists the reviewers"), *names);
	}
	return NULL;
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct apply_report report = {0};
	bool shown = false, dry = options_has(&call->options, "dry-run");
	const char *const *names = branches_of(call);
	struct apply_order order = {
		.reviewers = names,
		.accept_uncontested = options_has(&call->options, "accept-uncontested"),
		.dry_run = dry,
		.progress = {report_progress, &shown},
	};
	const struct fault *fault = call_review(&review, call);
	if (!fault)
		fault = check_branches(review, names);
	if (!fault)
		fault = interrupt_open(); /* ^C ends it between two branches, never while the base or its files move */
	if (!fault)
		fault = applying_run(&report, review, &order);
	interrupt_close();
	if (shown)
		fputs("\r\033[K", stderr);
	if (!fault && options_has(&call->options, "json"))
		add_json(call->out, review, &report);
	else if (!fault)
		add_text(call->out, review, &report, dry);
	if (!fault && apply_report_open(&report))
		call->status = COMMAND_FOUND;
	apply_report_clear(&report);
	free((void *)names);
	call_close(review);
	return fault;
}

const struct command command_merge = {"merge", "[BRANCH…] [--accept-uncontested] [--dry-run] [--json]",
	N_("Applies what is decided to the draft and merges the reviewers' branches, for the secretariat. Exit status "
	   "1: something is still undecided."),
	options, 0, 10000, run};
