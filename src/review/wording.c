#include "review/wording.h"

#include <stdio.h>

#include "base/array.h"
#include "base/language.h"
#include "review/decision.h"
#include "review/scope.h"
#include "text/visible.h"

enum { SHORT_ID = 8, MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, DAY_TEXT = 12 };

const char *wording_kind(const struct annotation *annotation)
{
	switch (annotation->motivation) {
	case QUESTIONING:
		return _("question");
	case REPLYING:
		return _("reply");
	case ASSESSING:
		return wording_position(annotation->code);
	case MODERATING:
		return wording_decision(decision_of(annotation));
	case LINKING:
		return _("translation in step");
	default:
		return _("comment");
	}
}

const char *wording_decision(enum decision decision)
{
	static const char *const names[] = {
		[DECISION_NONE] = N_("decision"),
		[DECISION_ACCEPTED] = N_("retained"),
		[DECISION_MODIFIED] = N_("retained with a modification"),
		[DECISION_REJECTED] = N_("not retained"),
		[DECISION_NOTED] = N_("noted"),
		[DECISION_CONTRADICTED] = N_("decided in two ways"),
	};
	return _(names[decision]);
}

const char *wording_state(enum annotation_state state)
{
	static const char *const names[] = {
		[STATE_OPEN] = N_("open"), [STATE_RESOLVED] = N_("resolved"), [STATE_WITHDRAWN] = N_("withdrawn")};
	return _(names[state]);
}

const char *wording_placement(enum placement placement)
{
	switch (placement) {
	case PLACED_MOVED:
		return _("moved");
	case PLACED_UNCERTAIN:
		return _("uncertain");
	case PLACED_LOST:
		return _("lost");
	default:
		return "";
	}
}

const char *wording_position(const char *code)
{
	static const struct {
		const char *code, *name;
	} positions[] = {
		{"initialled", N_("initialled")},
		{"ad-referendum", N_("ad referendum")},
		{"reservation", N_("reservation")},
		{"objection", N_("objection")},
		{"supports", N_("support")},
		{"objects", N_("objection")},
	};
	for (size_t i = 0; code && i < ARRAY_SIZE(positions); i++)
		if (!strcmp(positions[i].code, code))
			return _(positions[i].name);
	return _("position");
}

const char *wording_mark(enum matrix_mark mark)
{
	static const char *const names[MARKS] = {
		[MARK_NOTHING] = N_("nothing yet"),
		[MARK_INITIALLED] = N_("initialled"),
		[MARK_AD_REFERENDUM] = N_("ad referendum"),
		[MARK_LAPSED] = N_("lapsed"),
		[MARK_PROPOSED] = N_("other words"),
		[MARK_RESERVATION] = N_("reservation"),
		[MARK_OBJECTION] = N_("objection"),
	};
	return _(names[mark]);
}

const char *wording_verdict(enum matrix_verdict verdict)
{
	static const char *const names[VERDICTS] = {
		/* TRANSLATORS: of a paragraph */
		[VERDICT_CONTESTED] = N_("contested"),
		/* TRANSLATORS: of a paragraph */
		[VERDICT_OPEN] = N_("not settled"),
		[VERDICT_LAPSED] = N_("lapsed"),
		/* TRANSLATORS: of a paragraph that some have initialled and nobody has spoken against */
		[VERDICT_UNOPPOSED] = N_("unopposed"),
		/* TRANSLATORS: of a paragraph that all have initialled */
		[VERDICT_AGREED] = N_("agreed"),
	};
	return _(names[verdict]);
}

void wording_share(struct buffer *out, const struct matrix_totals *totals, enum matrix_verdict verdict)
{
	/* TRANSLATORS: so many of so many paragraphs, and how many percent of all words stand in them */
	buffer_format(out,
		P_("%1$zu of %2$zu paragraph, %3$u %% of the words", "%1$zu of %2$zu paragraphs, %3$u %% of the words",
			totals->rows),
		totals->verdicts[verdict], totals->rows, matrix_percent(totals->verdict_words[verdict], totals->words));
}

const char *wording_amendment(const struct amendment *amendment)
{
	switch (amendment->kind) {
	case AMEND_INSERT:
		return _("new paragraph");
	case AMEND_DELETE:
		return _("deletion");
	case AMEND_MOVE:
		return _("move");
	default:
		break;
	}
	if (amendment->moved_too)
		return _("other words, moved");
	return strcmp(amendment->type, "ed") ? _("other words") : _("form only");
}

static void add_visible(struct buffer *out, const char *untrusted)
{
	visible_add(out, text_of(untrusted), VISIBLE_ONE_LINE);
}

static const char *group_label(const struct review *review, const struct reviewer *reviewer)
{
	const struct category *group =
		reviewer->group ? categories_find(&review->consultation.groups, reviewer->group) : NULL;
	const char *label = group ? labels_in(&group->label, language_code()) : "";
	return label[0] ? label : reviewer->group;
}

void wording_column(struct buffer *out, const struct review *review, const struct matrix_column *column)
{
	const char *label = column->label ? labels_in(&column->label->label, language_code()) : "";
	if (column->reviewer != STANDING_NONE)
		add_visible(out, review->standing->reviewers[column->reviewer].name);
	else if (label[0] || column->group)
		add_visible(out, label[0] ? label : column->group);
	else
		buffer_add_string(out, _("without a group"));
}

void wording_affiliation(struct buffer *out, const struct review *review, size_t index)
{
	const struct reviewer *reviewer = &review->standing->reviewers[index];
	const char *group = group_label(review, reviewer);
	if (reviewer->organisation)
		add_visible(out, reviewer->organisation);
	if (reviewer->organisation && group)
		buffer_add_string(out, " · ");
	if (group)
		add_visible(out, group);
}

void wording_reviewer(struct buffer *out, const struct review *review, size_t index)
{
	const struct reviewer *reviewer = &review->standing->reviewers[index];
	const char *belongs = reviewer->organisation ? reviewer->organisation : group_label(review, reviewer);
	add_visible(out, reviewer->name);
	if (belongs) {
		buffer_add_string(out, " (");
		add_visible(out, belongs);
		buffer_add_byte(out, ')');
	}
	if (!reviewer->member && review->consultation.member_count)
		buffer_format(out, " · %s", _("off the roster"));
}

static const char *month_name(int month)
{
	static const char *const names[] = {N_("January"), N_("February"), N_("March"), N_("April"), N_("May"),
		N_("June"), N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")};
	return month >= 1 && month <= 12 ? _(names[month - 1]) : "?";
}

/* The day of the month; `text` holds it. */
static const char *day_text(char text[DAY_TEXT], int day)
{
	snprintf(text, DAY_TEXT, "%d", day);
	/* TRANSLATORS: the first day of a month, as in "1 June" */
	return day == 1 ? _("1") : text;
}

void wording_when(struct buffer *out, struct moment moment)
{
	struct clock_fields now = clock_fields(clock_now()), then = clock_fields(clock_local(moment));
	const char *month = month_name(then.month);
	char text[DAY_TEXT];
	const char *day = day_text(text, then.day);
	if (then.year != now.year)
		/* TRANSLATORS: day, month, year, hour, minute */
		buffer_format(out, _("%1$s %2$s %3$d, %4$02d:%5$02d"), day, month, then.year, then.hour, then.minute);
	else if (then.month != now.month || then.day != now.day)
		/* TRANSLATORS: day, month, hour, minute */
		buffer_format(out, _("%1$s %2$s, %3$02d:%4$02d"), day, month, then.hour, then.minute);
	else
		/* TRANSLATORS: hour, minute */
		buffer_format(out, _("%1$02d:%2$02d"), then.hour, then.minute);
}

void wording_deadline(struct buffer *out, const struct consultation *consultation)
{
	if (!consultation->has_deadline)
		return;
	int64_t left = consultation->deadline.seconds - clock_now().seconds;
	int64_t days = left / DAY, hours = left / HOUR, minutes = left % HOUR / MINUTE;
	if (left <= 0) {
		struct buffer when = {0};
		wording_when(&when, consultation->deadline);
		buffer_format(out, _("closed since %s"), buffer_string(&when));
		buffer_clear(&when);
	} else if (days >= 2) {
		buffer_format(out, P_("closes in %d day", "closes in %d days", days), (int)days);
	} else if (hours) {
		/* TRANSLATORS: hours, minutes */
		buffer_format(out, _("closes in %1$d h %2$02d"), (int)hours, (int)minutes);
	} else {
		buffer_format(out, _("closes in %d min"), (int)(minutes ? minutes : 1));
	}
}

void wording_moment(struct buffer *out, struct moment moment)
{
	struct clock_fields then = clock_fields(moment);
	char day[DAY_TEXT];
	int offset = moment.offset_minutes < 0 ? -moment.offset_minutes : moment.offset_minutes;
	/* TRANSLATORS: day, month, year, hour, minute, then the zone as in UTC+02:00 */
	buffer_format(out, _("%1$s %2$s %3$d, %4$02d:%5$02d (UTC%6$c%7$02d:%8$02d)"), day_text(day, then.day),
		month_name(then.month), then.year, then.hour, then.minute, moment.offset_minutes < 0 ? '-' : '+',
		offset / 60, offset % 60);
}

void wording_closing(struct buffer *out, const struct consultation *consultation)
{
	struct moment deadline = consultation->deadline;
	if (!consultation->has_deadline)
		return;
	wording_moment(out, deadline);
	if (clock_local(deadline).offset_minutes == deadline.offset_minutes)
		return;
	struct buffer here = {0};
	wording_when(&here, deadline);
	buffer_add_string(out, ", ");
	/* TRANSLATORS: the same moment on the reader's own clock */
	buffer_format(out, _("here %s"), buffer_string(&here));
	buffer_clear(&here);
}

void wording_place(struct buffer *out, const struct review *review, size_t block)
{
	char number[NUMBER_TEXT];
	if (block >= review->numbering.count) {
		buffer_add_string(out, _("general"));
		return;
	}
	number_show(number, review->numbering.numbers[block]);
	buffer_add_string(out, number);
}

const char *wording_id(const char *uuid)
{
	size_t size = strlen(uuid);
	return size > SHORT_ID ? uuid + size - SHORT_ID : uuid;
}

const char *wording_scope(const struct amendment *amendment)
{
	return amendment->substance ? _("on the substance") : "";
}

void wording_tag(struct buffer *out, const struct review *review, const char *tag)
{
	if (scope_named(tag) != SCOPE_UNSAID) {
		buffer_add_string(
			out, scope_named(tag) == SCOPE_SUBSTANCE ? _("on the substance") : _("on the wording only"));
		return;
	}
	add_visible(out, consultation_tag(&review->consultation, tag, language_code()));
}
