/* spelling_mend - what is done from the spelling panel */
#include "views/spelling.h"

#include "act/coining.h"
#include "act/correcting.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"
#include "views/message.h"

/* The corrections of one decision, with words of their own. */
struct mending {
	struct correction *items;
	struct buffer *seen, *text;
	size_t count;
};

static void mending_clear(struct mending *mending)
{
	for (size_t i = 0; i < mending->count; i++) {
		buffer_clear(&mending->seen[i]);
		buffer_clear(&mending->text[i]);
	}
	free(mending->seen);
	free(mending->text);
	free(mending->items);
}

/* The words of one block with these places of it replaced; the places come in the order of the text. */
static void mend_block(
	struct mending *mending, struct text words, const struct erratum_place *places, size_t count, const char *with)
{
	struct buffer *text = &mending->text[mending->count];
	size_t done = 0;
	for (size_t i = 0; i < count; i++) {
		const char *better = with ? with : places[i].better;
		if (!better || places[i].start < done)
			continue;
		buffer_add(text, text_part(words, done, places[i].start));
		buffer_add_string(text, better);
		done = places[i].end;
	}
	buffer_add(text, text_part(words, done, words.size));
	buffer_add(&mending->seen[mending->count], words);
	mending->items[mending->count] = (struct correction){.block = places[0].block,
		.seen = buffer_text(&mending->seen[mending->count]),
		.text = buffer_text(text)};
	mending->count++;
}

/* One place, or all for STANDING_NONE. */
static void mending_make(struct mending *out, const struct spelling *spelling, const struct erratum *erratum,
	size_t place, const char *with)
{
	size_t from = place == STANDING_NONE ? 0 : place, end = place == STANDING_NONE ? erratum->count : place + 1;
	*out = (struct mending){.items = memory_new(erratum->count, sizeof *out->items),
		.seen = memory_new(erratum->count, sizeof *out->seen),
		.text = memory_new(erratum->count, sizeof *out->text)};
	while (from < end) {
		size_t next = from + 1, block = erratum->places[from].block;
		while (next < end && erratum->places[next].block == block)
			next++;
		mend_block(out, errata_words(&spelling->session->errata, block), &erratum->places[from], next - from,
			with);
		from = next;
	}
}

/* What the commit's subject says: "“dévelopement” in §12", "typography (apostrophe) in 9 paragraphs". */
static void add_what(struct buffer *out, const struct spelling *spelling, const struct erratum *erratum,
	const struct mending *mending)
{
	char number[NUMBER_TEXT];
	if (erratum->word) {
		buffer_add_string(out, "“");
		visible_add(out, text_of(erratum->word), VISIBLE_ONE_LINE);
		buffer_add_string(out, "”");
	} else {
		buffer_format(out, "typography (%s)", typography_rule_name(erratum->rule));
	}
	number_show(number, spelling->session->review->numbering.numbers[mending->items[0].block]);
	if (mending->count == 1)
		buffer_format(out, " in %s", number);
	else
		buffer_format(out, " in %zu paragraphs", mending->count);
}

/* The selected word as it stands now, where acts or others may just have changed the text; NULL, and it is said. */
static const struct erratum *find_now(struct errata_list *now, struct spelling *spelling, size_t *place)
{
	const struct erratum *shown = spelling_selected(spelling);
	struct erratum wanted = {.kind = shown->kind, .rule = shown->rule, .word = memory_string(shown->word)};
	struct erratum_place meant = shown->places[spelling->place];
	const struct erratum *found = NULL;
	session_settle(spelling->session);
	errata_gather(now, &spelling->session->errata);
	for (size_t i = 0; i < now->count && !found; i++)
		if (erratum_same(&now->items[i], &wanted))
			found = &now->items[i];
	free(wanted.word);
	*place = 0;
	for (size_t i = 0; found && i < found->count; i++)
		if (found->places[i].block == meant.block && found->places[i].start == meant.start)
			*place = i;
	if (!found)
		message_say(MESSAGE_INFO, "%s", _("The text is being looked through again; try in a moment."));
	return found;
}

static void save(struct spelling *spelling, const struct erratum *erratum, struct mending *mending, const char *with)
{
	struct session *session = spelling->session;
	struct buffer what = {0};
	size_t count = mending->count;
	add_what(&what, spelling, erratum, mending);
	char *said =
		erratum->word && with
			? memory_format(_("Corrected: %s → %s"), erratum->word, with)
			: memory_format(P_("Corrected in %zu paragraph", "Corrected in %zu paragraphs", count), count);
	const struct fault *fault = correcting_run(session->review, buffer_string(&what), mending->items, count, NULL);
	if (fault)
		session_failed(session, fault);
	else
		session_saved(session, said);
	buffer_clear(&what);
	free(said);
}

void spelling_replace(struct spelling *spelling, bool everywhere, const char *with)
{
	struct errata_list now = {0};
	struct mending mending;
	size_t place;
	if (!spelling_selected(spelling) || !session_may_act(spelling->session) || !session_ready(spelling->session))
		return;
	char *given = memory_string(with); /* it may be the list's own */
	const struct erratum *erratum = find_now(&now, spelling, &place);
	if (erratum) {
		mending_make(&mending, spelling, erratum, everywhere ? STANDING_NONE : place, given);
		save(spelling, erratum, &mending, given);
		mending_clear(&mending);
	}
	errata_list_clear(&now);
	free(given);
}

/* --- words for the house lexicon */

static void forget_coined(struct spelling *spelling)
{
	free(spelling->coined);
	free(spelling->model);
	spelling->coined = spelling->model = NULL;
}

static void coin(struct spelling *spelling, const char *model)
{
	struct session *session = spelling->session;
	char *language = memory_string(speller_language(session->speller));
	const struct coin coin = {.language = language, .word = text_of(spelling->coined), .model = text_of(model)};
	const struct fault *fault = coining_add(session->review, &coin, NULL);
	char *said = memory_format(_("In the house lexicon, proposed: %s"), spelling->coined);
	forget_coined(spelling);
	if (fault)
		session_failed(session, fault);
	else
		session_saved(session, said);
	free(said);
	free(language);
}

void spelling_coin(struct spelling *spelling, struct text model)
{
	const struct erratum *erratum = spelling_selected(spelling);
	if (!erratum || !erratum->word || !session_may_act(spelling->session))
		return;
	forget_coined(spelling);
	spelling->coined = memory_string(erratum->word);
	spelling->model = text_take(text_trim(model));
	if (!spelling->model[0])
		coin(spelling, "");
}

bool spelling_settle(struct spelling *spelling)
{
	bool stem;
	if (!spelling->coined || !speller_model(spelling->session->speller, text_of(spelling->model), &stem))
		return false;
	if (stem)
		coin(spelling, spelling->model);
	return !stem;
}

void spelling_coin_plain(struct spelling *spelling, bool yes)
{
	if (yes && spelling->coined && session_may_act(spelling->session)) {
		coin(spelling, "");
		return;
	}
	message_say(MESSAGE_INFO, "%s", _("Nothing was added to the lexicon."));
	forget_coined(spelling);
}
