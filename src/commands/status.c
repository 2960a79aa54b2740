#include "base/language.h"
#include "base/memory.h"
#include "commands/jsonform.h"
#include "commands/plain.h"
#include "review/tally.h"
#include "review/wording.h"
#include "text/visible.h"

static const struct option options[] = {{"json", NULL, N_("for a program"), 0, false}, {0}};

static void add_reviewer_json(struct json *list, const struct reviewer *reviewer, const struct tally *tally)
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
	json_add_number(object, "collisions", (long long)tally->collisions);
	json_add_number(object, "initials", (long long)tally->initials);
	clock_format(last, tally->last);
	json_add_string(object, "last", tally->acted ? last : NULL);
}

static void add_json(struct buffer *out, const struct review *review, const struct tally *tallies)
{
	struct json *root = json_new_object();
	jsonform_review(root, review);
	struct json *list = json_add_array(root, "reviewers");
	for (size_t i = 0; i < review->standing->reviewer_count; i++)
		if (tallies[i].acted)
			add_reviewer_json(list, &review->standing->reviewers[i], &tallies[i]);
	struct json *silent = json_add_array(root, "silent");
	for (size_t i = 0; i < review->consultation.member_count; i++)
		if (tally_silent(review, tallies, &review->consultation.roster[i]))
			json_add_string(silent, NULL, review->consultation.roster[i].id);
	call_json(out, root);
}

static void add_reviewer(struct buffer *out, const struct review *review, size_t index, const struct tally *tally)
{
	struct buffer line = {0}, when = {0};
	wording_reviewer(&line, review, index);
	buffer_add_string(&line, ": ");
	buffer_format(&line, P_("%zu annotation", "%zu annotations", tally->annotations), tally->annotations);
	buffer_add_string(&line, ", ");
	buffer_format(&line, P_("%zu proposal", "%zu proposals", tally->amendments), tally->amendments);
	buffer_add_string(&line, ", ");
	buffer_format(&line, P_("%zu collision", "%zu collisions", tally->collisions), tally->collisions);
	buffer_add_string(&line, ", ");
	buffer_format(&line, P_("%zu initial", "%zu initials", tally->initials), tally->initials);
	wording_when(&when, tally->last);
	buffer_add_string(&line, ", ");
	/* TRANSLATORS: a date */
	buffer_format(&line, _("last act %s"), buffer_string(&when));
	call_line(out, buffer_string(&line));
	buffer_clear(&when);
	buffer_clear(&line);
}

static void add_silent(struct buffer *out, const struct review *review, const struct tally *tallies)
{
	struct buffer names = {0}, line = {0};
	for (size_t i = 0; i < review->consultation.member_count; i++) {
		const struct member *member = &review->consultation.roster[i];
		if (!tally_silent(review, tallies, member))
			continue;
		if (names.size)
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

static void add_text(struct buffer *out, const struct review *review, const struct tally *tallies)
{
	plain_header(out, review);
	buffer_add_byte(out, '\n');
	for (size_t i = 0; i < review->standing->reviewer_count; i++)
		if (tallies[i].acted)
			add_reviewer(out, review, i, &tallies[i]);
	add_silent(out, review, tallies);
}

static const struct fault *run(struct call *call)
{
	struct review *review;
	const struct fault *fault = call_review(&review, call);
	if (fault)
		return fault;
	struct tally *tallies = tally_make(review);
	if (options_has(&call->options, "json"))
		add_json(call->out, review, tallies);
	else
		add_text(call->out, review, tallies);
	free(tallies);
	review_close(review);
	return NULL;
}

const struct command command_status = {"status", "[--json]",
	N_("Prints a line a reviewer: annotations, amendments, collisions, initials, last act; and who has been "
	   "silent."),
	options, 0, 0, run};
