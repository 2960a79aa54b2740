#include "base/array.h"
#include "base/language.h"
#include "commands/instep.h"
#include "commands/jsonform.h"
#include "commands/plain.h"
#include "review/wording.h"
#include "text/visible.h"

static const struct option options[] = {{"json", NULL, N_("for a program"), 0, false}, {0}};

/* What one reviewer has done. */
struct tally {
	size_t annotations, amendments, collisions, initials;
	struct moment last;
	bool acted;
};

static void see(struct tally *tally, struct moment when)
{
	if (!tally->acted || when.seconds > tally->last.seconds)
		tally->last = when;
	tally->acted = true;
}

static void count_remarks(struct tally *tallies, const struct standing *standing)
{
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct remark *remark = &standing->remarks[i];
		bool speaks = remark_speaks(standing, i) && remark->annotation->motivation != ASSESSING &&
			      remark->annotation->motivation != MODERATING;
		if (!remark->verified)
			continue;
		see(&tallies[remark->reviewer], remark->annotation->created);
		if (speaks && !remark->elsewhere && standing->threads.entries[i].state != STATE_WITHDRAWN)
			tallies[remark->reviewer].annotations++;
	}
}

static void count_others(struct tally *tallies, const struct standing *standing)
{
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		tallies[amendment->reviewer].amendments++;
		tallies[amendment->reviewer].collisions += amendment->collide_count || amendment->collides_with_base;
	}
	for (size_t i = 0; i < standing->position_count; i++)
		tallies[standing->positions[i].reviewer].initials += !standing->positions[i].lapsed;
}

/* An amendment without a reason leaves no annotation: its commit says when. */
static void see_tips(struct tally *tallies, const struct review *review)
{
	for (size_t i = 0; i < review->standing->reviewer_count; i++) {
		struct commit_facts facts = {0};
		const struct oid *tip = &review->standing->reviewers[i].tip;
		if (oid_is_zero(tip))
			continue;
		const struct fault *fault = branch_facts(&facts, review->repository, tip);
		if (!fault && facts.act)
			see(&tallies[i], facts.when);
		fault_ignore(fault); /* a tip that cannot be read is in the notices already */
		commit_facts_clear(&facts);
	}
}

static struct tally *tallies_make(const struct review *review)
{
	struct tally *tallies = memory_new(review->standing->reviewer_count, sizeof *tallies);
	count_remarks(tallies, review->standing);
	count_others(tallies, review->standing);
	see_tips(tallies, review);
	return tallies;
}

static bool is_silent(const struct review *review, const struct tally *tallies, const struct member *member)
{
	size_t index = standing_reviewer(review->standing, member->id);
	return index == STANDING_NONE || !tallies[index].acted;
}

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

static void add_json(struct json *root, const struct review *review, const struct tally *tallies)
{
	jsonform_review(root, review);
	struct json *list = json_add_array(root, "reviewers");
	for (size_t i = 0; i < review->standing->reviewer_count; i++)
		if (tallies[i].acted)
			add_reviewer_json(list, &review->standing->reviewers[i], &tallies[i]);
	struct json *silent = json_add_array(root, "silent");
	for (size_t i = 0; i < review->consultation.member_count; i++)
		if (is_silent(review, tallies, &review->consultation.roster[i]))
			json_add_string(silent, NULL, review->consultation.roster[i].id);
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
		if (!is_silent(review, tallies, member))
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

static void add_translation_json(void *context, const struct review *review, const struct translation *translation)
{
	instep_json(context, review, translation);
}

static void add_translation(void *context, const struct review *review, const struct translation *translation)
{
	struct buffer line = {0};
	instep_counts(&line, review, translation);
	call_line(context, buffer_string(&line));
	buffer_clear(&line);
}

/* Reviewers are those of the draft asked for; the translations come last, for each is turned to. */
static const struct fault *run(struct call *call)
{
	struct review *review;
	const struct fault *fault = call_review(&review, call);
	if (fault)
		return fault;
	struct json *root = options_has(&call->options, "json") ? json_new_object() : NULL;
	struct tally *tallies = tallies_make(review);
	struct buffer lines = {0};
	size_t count;
	if (root)
		add_json(root, review, tallies);
	else
		add_text(call->out, review, tallies);
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
	free(tallies);
	review_close(review);
	return fault;
}

const struct command command_status = {"status", "[--json]",
	N_("Prints a line a reviewer: annotations, amendments, collisions, initials, last act; who has been "
	   "silent; and how far the translations are."),
	options, 0, 0, run};
