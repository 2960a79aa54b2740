#include "views/spelling_step.h"

#include "base/language.h"
#include "views/message.h"

void spelling_other_word(struct spelling *spelling)
{
	spelling->place = 0;
	spelling->right.selected = spelling->right.top = 0;
	spelling->right.top_row = 0;
}

bool spelling_move(struct spelling *spelling, enum action action)
{
	size_t before = spelling->words.selected;
	if (spelling->on_right) {
		bool moved = pane_act(&spelling->right, action);
		size_t place = spelling_place_at(spelling, spelling->right.selected);
		if (place != STANDING_NONE)
			spelling->place = place;
		return moved;
	}
	bool moved = pane_act(&spelling->words, action);
	if (before != spelling->words.selected)
		spelling_other_word(spelling);
	return moved;
}

static int compare(const struct erratum_place *one, const struct erratum_place *other)
{
	if (one->block != other->block)
		return one->block < other->block ? -1 : 1;
	return one->start < other->start ? -1 : one->start > other->start;
}

void spelling_select(struct spelling *spelling, size_t word, size_t place)
{
	pane_select(&spelling->words, word);
	spelling_other_word(spelling);
	spelling->place = place;
}

bool spelling_step(struct spelling *spelling, bool forward)
{
	const struct erratum *now = spelling_selected(spelling);
	size_t word = STANDING_NONE, place = 0, far_word = STANDING_NONE, far_place = 0;
	for (size_t i = 0; now && i < spelling->list.count; i++) {
		const struct erratum *erratum = &spelling->list.items[i];
		for (size_t k = 0; k < erratum->count && erratum->kind < FINDING_SEPARATOR; k++) {
			const struct erratum_place *at = &erratum->places[k];
			int side = compare(at, &now->places[spelling->place]) * (forward ? 1 : -1);
			const struct erratum_place *best =
				word == STANDING_NONE ? NULL : &spelling->list.items[word].places[place];
			const struct erratum_place *far =
				far_word == STANDING_NONE ? NULL : &spelling->list.items[far_word].places[far_place];
			if (side > 0 && (!best || compare(at, best) * (forward ? 1 : -1) < 0)) {
				word = i;
				place = k;
			}
			if (!far || compare(at, far) * (forward ? 1 : -1) < 0) {
				far_word = i;
				far_place = k;
			}
		}
	}
	if (word == STANDING_NONE) {
		word = far_word;
		place = far_place;
		message_say(MESSAGE_INFO, "%s",
			forward ? _("From the start of the text again.") : _("From its end again."));
	}
	if (word != STANDING_NONE)
		spelling_select(spelling, word, place);
	return true;
}
