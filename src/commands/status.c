#include "base/language.h"
#include "base/memory.h"
#include "commands/instep.h"
#include "commands/jsonform.h"
#include "commands/plain.h"
#include "commands/report.h"
#include "commands/roll.h"
#include "review/signatures.h"
#include "review/wording.h"
#include "text/visible.h"

static const struct option options[] = {
	{"signatures", NULL,
		N_("also: how many of the positions that hold are in signed commits, and whose do not match"), 0,
		false},
	{"json", NULL, N_("for a program"), 0, false},
	{0},
};

enum { SIGNATURES = SIGNATURE_WRONG + 1 };

/* The positions of a reviewer that hold, by what is to be said of their signatures. */
static void count_signatures(size_t counts[SIGNATURES], struct signatures *signatures, size_t reviewer)
{
	const struct standing *standing = signatures->provenance->review->standing;
	for (size_t i = 0; i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		if (position->reviewer != reviewer || position->lapsed)
			continue;
		const struct verdict *verdict = signatures_of(signatures, SIGNED_REMARK, position->remark);
		if (verdict)
			counts[verdict->is]++;
		else
			counts[provenance_signs(signatures->provenance, reviewer) ? SIGNATURE_UNCHECKED
										  : SIGNATURE_NONE]++;
	}
}

/* The same of all reviewers, yours. */
static size_t (*count_all(struct review *review))[SIGNATURES]
{
	size_t reviewers = review->standing->reviewer_count;
	size_t(*counts)[SIGNATURES] = memory_new(reviewers + 1, sizeof *counts);
	struct provenance provenance;
	struct signatures signatures;
	provenance_open(&provenance, review);
	signatures_open(&signatures, &provenance);
	for (size_t i = 0; i < reviewers; i++)
		count_signatures(counts[i], &signatures, i);
	signatures_clear(&signatures);
	provenance_clear(&provenance);
	return counts;
}

static void add_signatures_json(struct json *object, const size_t counts[SIGNATURES])
{
	struct json *list = json_add_object(object, "signatures");
	for (size_t i = 0; i < SIGNATURES; i++)
		json_add_number(list, signature_name((enum signature)i), (long long)counts[i]);
}

/* "   positions: 3 signed, 1 signature does not match" */
static void add_signatures(struct buffer *out, const size_t counts[SIGNATURES])
{
	struct buffer line = {0};
	for (size_t i = 0; i < SIGNATURES; i++)
		if (counts[i])
			buffer_format(&line, "%s%zu %s", line.size ? ", " : "", counts[i],
				signature_words((enum signature)i));
	if (line.size) {
		struct buffer whole = {0};
		/* TRANSLATORS: initials and reservations, by their signatures */
		buffer_format(&whole, _("    positions: %s"), buffer_string(&line));
		call_wrap_text(out, buffer_text(&whole), call_width(), 0, 4);
		buffer_clear(&whole);
	}
	buffer_clear(&line);
}

static void add_reviewer_json(
	struct json *list, const struct reviewer *reviewer, const struct tally *tally, const size_t *signatures)
{
	char last[CLOCK_TEXT];
	struct json *object = json_add_object(list, NULL);
	json_add_string(object, "reviewer", reviewer->id);
	json_add_string(object, "name", reviewer->name);
	json_add_string(object, "organisation", reviewer->organisation);
	json_add_string(object, "group", reviewer->group);
	json_add_bool(object, "listed", reviewer->member != NULL);
	json_add_number(object, "annotations", (long long)tally->annotations);
	json_add_number(object, "amendments", (long long)tally->amendments);
	json_add_number(object, "open", (long long)tally->open);
	json_add_number(object, "collisions", (long long)tally->collisions);
	json_add_number(object, "initials", (long long)tally->initials);
	json_add_number(object, "ad-referendum", (long long)tally->ad_referendum);
	json_add_number(object, "reservations", (long long)tally->reservations);
	json_add_number(object, "objections", (long long)tally->objections);
	json_add_number(object, "lapsed", (long long)tally->lapsed);
	json_add_number(object, "late", (long long)tally->late);
	clock_format(last, tally->last);
	json_add_string(object, "last", tally->acted ? last : NULL);
	if (signatures)
		add_signatures_json(object, signatures);
}

static void add_totals_json(struct json *root, const struct report *report)
{
	report_share(root, report);
	json_add_number(root, "brackets", (long long)report->matrix.totals.brackets);
	json_add_number(root, "open", (long long)report->open);
	json_add_number(root, "decided", (long long)report->decided);
	json_add_number(root, "rivals", (long long)report->collisions.count);
	json_add_number(root, "lapsed", (long long)report->matrix.totals.marks[MARK_LAPSED]);
}

static void add_json(struct json *root, const struct report *report, size_t (*signatures)[SIGNATURES])
{
	const struct review *review = report->review;
	jsonform_review(root, review);
	struct json *list = json_add_array(root, "reviewers");
	for (size_t i = 0; i < review->standing->reviewer_count; i++)
		if (report->tallies[i].acted)
			add_reviewer_json(list, &review->standing->reviewers[i], &report->tallies[i],
				signatures ? signatures[i] : NULL);
	struct json *silent = json_add_array(root, "silent");
	for (size_t i = 0; i < report->silent_count; i++)
		json_add_string(silent, NULL, review->consultation.roster[report->silent[i]].id);
	add_totals_json(root, report);
}

static void put_verdict(struct buffer *out, const struct matrix_totals *totals, enum matrix_verdict verdict)
{
	struct buffer line = {0};
	buffer_format(&line, "%s%s", wording_verdict(verdict), _(": "));
	wording_share(&line, totals, verdict);
	call_wrap(out, buffer_string(&line), 0);
	buffer_clear(&line);
}

/* How far the text is agreed, and what there is to decide. */
static void add_totals(struct buffer *out, const struct report *report)
{
	struct buffer line = {0};
	const struct matrix_totals *totals = &report->matrix.totals;
	for (enum matrix_verdict verdict = VERDICTS; verdict-- > 0;)
		if (totals->verdicts[verdict] || verdict == VERDICT_AGREED)
			put_verdict(out, totals, verdict);
	buffer_format(&line, P_("%zu bracket", "%zu brackets", totals->brackets), totals->brackets);
	buffer_add_string(&line, " · ");
	buffer_format(&line, P_("%zu open proposal", "%zu open proposals", report->open), report->open);
	buffer_add_string(&line, " · ");
	buffer_format(&line, P_("%zu decided", "%zu decided", report->decided), report->decided);
	buffer_add_string(&line, " · ");
	buffer_format(&line, P_("%zu place with rivals", "%zu places with rivals", report->collisions.count),
		report->collisions.count);
	call_wrap(out, buffer_string(&line), 0);
	buffer_clear(&line);
}

static void add_silent(struct buffer *out, const struct report *report)
{
	struct buffer names = {0}, line = {0};
	for (size_t i = 0; i < report->silent_count; i++) {
		const struct member *member = &report->review->consultation.roster[report->silent[i]];
		if (i)
			buffer_add_string(&names, ", ");
		visible_add(&names, text_of(member->name), VISIBLE_ONE_LINE);
	}
	if (names.size) {
		/* TRANSLATORS: names */
		buffer_format(&line, _("Silent so far: %s"), buffer_string(&names));
		buffer_add_byte(out, '\n');
		call_wrap(out, buffer_string(&line), 0);
	}
	buffer_clear(&line);
	buffer_clear(&names);
}

static void add_text(struct buffer *out, const struct report *report, size_t (*signatures)[SIGNATURES])
{
	const struct review *review = report->review;
	struct roll roll;
	plain_header(out, review);
	buffer_add_byte(out, '\n');
	roll_measure(&roll, review, report->tallies, call_width());
	roll_head(out, &roll);
	for (size_t i = 0; i < review->standing->reviewer_count; i++)
		if (report->tallies[i].acted) {
			roll_add(out, &roll, review, i, &report->tallies[i]);
			if (signatures)
				add_signatures(out, signatures[i]);
		}
	buffer_add_byte(out, '\n');
	add_totals(out, report);
	add_silent(out, report);
}

static void add_translation_json(void *context, const struct review *review, const struct translation *translation)
{
	instep_json(context, review, translation);
}

static void add_translation(void *context, const struct review *review, const struct translation *translation)
{
	struct buffer line = {0};
	instep_counts(&line, review, translation);
	call_wrap(context, buffer_string(&line), 0);
	buffer_clear(&line);
}

/* Reviewers are those of the draft asked for; the translations come last, for each is turned to. */
static const struct fault *run(struct call *call)
{
	struct review *review;
	struct report report;
	const struct fault *fault = call_review(&review, call);
	if (fault)
		return fault;
	struct json *root = options_has(&call->options, "json") ? json_new_object() : NULL;
	struct buffer lines = {0};
	size_t count;
	size_t(*signatures)[SIGNATURES] = NULL;
	if (options_has(&call->options, "signatures"))
		signatures = count_all(review);
	report_make(&report, review);
	if (root)
		add_json(root, &report, signatures);
	else
		add_text(call->out, &report, signatures);
	report_clear(&report);
	free(signatures);
	if (!fault)
		fault = instep_each(&count, review, root ? add_translation_json : add_translation,
			root ? (void *)json_add_array(root, "translations") : &lines);
	if (!fault && lines.size) {
		buffer_add_byte(call->out, '\n');
		buffer_add(call->out, buffer_text(&lines));
	}
	if (!fault && root)
		call_json(call->out, root);
	else
		json_free(root);
	buffer_clear(&lines);
	review_close(review);
	return fault;
}

const struct command command_status = {"status", "[--signatures] [--json]",
	N_("Prints a line a reviewer: annotations, amendments, collisions, initials, last act; how far the text is "
	   "agreed, and the translations in step; and who has been silent."),
	options, 0, 0, run};
