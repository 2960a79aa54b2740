#include "views/scope_view.h"

#include "base/language.h"
#include "views/choice_view.h"

enum { ANSWER_WORDING, ANSWER_SUBSTANCE, ANSWERS };

struct view *scope_view(bool substance)
{
	const struct choice_item items[ANSWERS] = {
		[ANSWER_WORDING] = {_("Only the wording in this language"),
			_("It goes to the translators; the other languages stay as they are.")},
		[ANSWER_SUBSTANCE] = {_("The substance: the text should say something else"),
			_("It goes to the secretariat, at the source; all languages follow.")}};
	const struct choice_order order = {.title = _("What do your words change?"),
		.question = _("This text is a translation of the source."),
		.items = items,
		.count = ANSWERS,
		.selected = substance ? ANSWER_SUBSTANCE : ANSWER_WORDING};
	return choice_view(&order);
}

enum scope scope_answer(struct view_result told)
{
	return told.number == ANSWER_SUBSTANCE ? SCOPE_SUBSTANCE : SCOPE_WORDING;
}
