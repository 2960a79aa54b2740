#include "spelling/form.h"

#include "text/case.h"
#include "text/utf8.h"

static void add_part(struct form *form, size_t start, size_t end)
{
	form->hollow |= start == end;
	if (form->count <= FORM_PARTS) {
		form->start[form->count] = start;
		form->end[form->count] = end;
	}
	form->count++;
}

/* At each sign of `by`; a bracket that closes the token closes no part. */
static void cut_at(struct form *out, struct text token, enum joint by)
{
	size_t start = 0;
	for (size_t at = 0, size; at < token.size; at += size) {
		enum joint joint = joint_at(token, at, &size);
		bool here = joint == by || (by == JOINT_DOT && joint == JOINT_OTHER);
		if (!here)
			continue;
		if (out->joint == JOINT_NONE || joint == JOINT_OTHER)
			out->joint = joint;
		add_part(out, start, at);
		start = at + size;
	}
	if (by != JOINT_PAREN || start < token.size)
		add_part(out, start, token.size);
}

/* résidentEs: small letters, capitals, perhaps a small s. */
static void cut_capitals(struct form *out, struct text token)
{
	size_t first = 0, last = 0;
	for (size_t at = 0; at < token.size;) {
		size_t before = at;
		at += utf8_step(token, at, &(int32_t){0});
		if (before > 0 && case_of(text_part(token, before, at)) == CASE_CAPITALISED) {
			first = first ? first : before;
			last = at;
		}
	}
	struct text tail = text_part(token, last, token.size);
	if (first < 3 || case_of(text_part(token, first - 1, first)) == CASE_CAPITALISED || tail.size > 1 ||
		(tail.size == 1 && tail.bytes[0] != 's') ||
		(last - first > 1 && case_of(text_part(token, first, last)) != CASE_CAPITALS))
		return;
	out->joint = JOINT_CAPITAL;
	add_part(out, 0, first);
	add_part(out, first, last);
	if (tail.size)
		add_part(out, last, token.size);
}

void form_cut(struct form *out, struct text token, enum joint by)
{
	if (by == JOINT_CAPITAL)
		cut_capitals(out, token);
	else
		cut_at(out, token, by);
	if (out->count > 1)
		case_lower(&out->lower, token);
}

void form_clear(struct form *form)
{
	buffer_clear(&form->lower);
	*form = (struct form){0};
}

struct text form_part(const struct form *form, size_t i)
{
	return text_part(buffer_text(&form->lower), form->start[i], form->end[i]);
}
