#include "views/who.h"

#include "base/array.h"
#include "base/language.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/who_id.h"

enum { NAME_BYTES = 200 };

static struct who_person *person_add(struct who *who)
{
	return ARRAY_ADD(who->people, who->count, who->capacity);
}

static void add_people(struct who *who)
{
	const struct consultation *consultation = &who->session->review->consultation;
	const struct standing *standing = who->session->review->standing;
	for (size_t i = 0; i < consultation->member_count; i++) {
		const struct member *member = &consultation->roster[i];
		*person_add(who) = (struct who_person){memory_string(member->id), memory_string(member->name),
			memory_string(member->organisation), memory_string(member->group)};
	}
	for (size_t i = 0; i < standing->reviewer_count; i++) {
		const struct reviewer *reviewer = &standing->reviewers[i];
		if (!consultation_member(consultation, reviewer->id))
			*person_add(who) =
				(struct who_person){memory_string(reviewer->id), memory_string(reviewer->name),
					memory_string(reviewer->organisation), memory_string(reviewer->group)};
	}
}

static char *detail_of(const struct who *who, const struct who_person *person)
{
	const struct consultation *consultation = &who->session->review->consultation;
	const struct category *group = person->group ? categories_find(&consultation->groups, person->group) : NULL;
	struct buffer detail = {0};
	if (person->organisation)
		buffer_add_string(&detail, person->organisation);
	if (group)
		buffer_format(&detail, "%s%s", detail.size ? " · " : "", labels_in(&group->label, language_code()));
	if (consultation->member_count && !consultation_member(consultation, person->id))
		buffer_format(&detail, "%s%s", detail.size ? " · " : "", _("off the roster"));
	return detail.size ? buffer_take(&detail) : NULL;
}

static void make_choice(struct who *who)
{
	struct choice_item *items = memory_new(who->count + 1, sizeof *items);
	char **details = memory_new(who->count, sizeof *details);
	for (size_t i = 0; i < who->count; i++) {
		details[i] = detail_of(who, &who->people[i]);
		items[i] = (struct choice_item){who->people[i].name, details[i]};
	}
	items[who->count].label = _("I am not on the list");
	choice_open(&who->choice, items, who->count + 1, 0);
	for (size_t i = 0; i < who->count; i++)
		free(details[i]);
	free(details);
	free(items);
}

static void explain(struct who *who)
{
	paper_add_string(&who->explained,
		_("What you write is kept under your name beside the text, which stays as it is until a decision is "
		  "taken."),
		STYLE_PLAIN);
	paper_add_string(&who->explained, " ", STYLE_PLAIN);
	paper_add_string(&who->explained,
		who->session->review->remote ? _("The others see it once you have sent it.")
					     : _("The others can read it as soon as it is saved."),
		STYLE_PLAIN);
}

void who_open(struct who *who, struct session *session)
{
	who->session = session;
	add_people(who);
	make_choice(who);
	explain(who);
	who->asking = !who->count;
	who->group = session->review->consultation.groups.count;
	editor_open(&who->name, text_of(""), NAME_BYTES, EDITOR_ONE_LINE);
	editor_open(&who->organisation, text_of(""), NAME_BYTES, EDITOR_ONE_LINE);
	editor_open(&who->id, text_of(""), NAME_LIMIT, EDITOR_ONE_LINE);
}

void who_clear(struct who *who)
{
	for (size_t i = 0; i < who->count; i++) {
		free(who->people[i].id);
		free(who->people[i].name);
		free(who->people[i].organisation);
		free(who->people[i].group);
	}
	free(who->people);
	choice_clear(&who->choice);
	paper_clear(&who->explained);
	buffer_clear(&who->typed);
	editor_clear(&who->name);
	editor_clear(&who->organisation);
	editor_clear(&who->id);
}

bool who_has(const struct who *who, enum who_field field)
{
	return field != WHO_GROUP || who->session->review->consultation.groups.count;
}

static bool taken(const struct who *who, const char *id)
{
	for (size_t i = 0; i < who->count; i++)
		if (!strcmp(who->people[i].id, id))
			return true;
	return false;
}

void who_make_id(struct who *who)
{
	struct buffer id = {0}, free_id = {0};
	if (who->own_id)
		return;
	who_id(&id, buffer_text(&who->name.text));
	buffer_add(&free_id, buffer_text(&id));
	for (int n = 2; id.size && taken(who, buffer_string(&free_id)); n++) {
		size_t most = id.size < NAME_LIMIT - 4 ? id.size : NAME_LIMIT - 4;
		buffer_empty(&free_id);
		buffer_add(&free_id, text_part(buffer_text(&id), 0, most));
		buffer_format(&free_id, "-%d", n);
	}
	editor_replace(&who->id, 0, who->id.text.size, buffer_text(&free_id));
	buffer_clear(&id);
	buffer_clear(&free_id);
}

void who_type(struct who *who, int32_t point)
{
	utf8_add(&who->typed, point);
	if (choice_find(&who->choice, buffer_text(&who->typed)))
		return;
	who->asking = true;
	who->field = WHO_NAME;
	editor_replace(&who->name, 0, who->name.text.size, buffer_text(&who->typed));
	who_make_id(who);
	buffer_empty(&who->typed);
}

static const struct fault *check(const struct who *who, const char *name, const char *organisation, const char *id)
{
	if (!name[0])
		return fault_new(FAULT_MALFORMED, "%s", _("a name is needed: it stands beside what you write"));
	const struct fault *fault = visible_check(text_of(name));
	if (!fault)
		fault = visible_check(text_of(organisation));
	if (!fault && taken(who, id))
		fault = fault_new(FAULT_CONFLICT,
			_("“%.64s” is somebody's id already: choose that person in the list, or write another id"), id);
	return fault;
}

static const struct fault *become_described(struct who *who)
{
	const struct categories *groups = &who->session->review->consultation.groups;
	char *name = text_take(text_trim(buffer_text(&who->name.text)));
	char *organisation = text_take(text_trim(buffer_text(&who->organisation.text)));
	char *id = text_take(text_trim(buffer_text(&who->id.text)));
	const struct fault *fault = check(who, name, organisation, id);
	if (!fault)
		fault = review_become(who->session->review, id, name, organisation[0] ? organisation : NULL,
			who->group < groups->count ? groups->items[who->group].id : NULL);
	free(name);
	free(organisation);
	free(id);
	return fault;
}

const struct fault *who_become(struct who *who)
{
	if (who->asking)
		return become_described(who);
	const struct who_person *person = &who->people[who->choice.pane.selected];
	return review_become(who->session->review, person->id, person->name, person->organisation, person->group);
}
