#include "views/terming.h"

#include "act/coining.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"
#include "views/prompt_view.h"

static void prompt(struct session *session, char *label, const char *enter, int purpose)
{
	stack_push(session->stack, prompt_view(label, text_of(""), false, enter), purpose);
	free(label);
}

void terming_ask(struct terming *terming, struct session *session, const struct translation *translation, int purpose)
{
	terming_clear(terming);
	char *language = visible_take(translation->source_language);
	prompt(session, memory_format(_("Term to agree on (%s)"), language), N_("go on"), purpose);
	free(language);
}

static void save(const struct terming *terming, struct session *session, const struct translation *translation,
	struct text rendering)
{
	bool forbidden = rendering.bytes[0] == '!';
	char *source = memory_string(translation->source_language), *language = memory_string(translation->language);
	char *words = text_take(text_trim(text_part(rendering, forbidden, rendering.size)));
	const struct term_order order = {.language = source,
		.words = text_of(terming->words),
		.other = language,
		.rendering = text_of(words),
		.forbidden = forbidden};
	const struct fault *fault = coining_term(session->review, &order, NULL);
	char *shown = visible_take(words);
	char *said = memory_format(
		forbidden ? _("Not to be used, proposed: %s") : _("In the agreed terms, proposed: %s"), shown);
	if (fault)
		session_failed(session, fault);
	else
		session_saved(session, said);
	free(said);
	free(shown);
	free(words);
	free(language);
	free(source);
}

void terming_answer(struct terming *terming, struct session *session, const struct translation *translation,
	struct view_result result, int purpose)
{
	struct text typed = text_trim(result.text);
	if (!result.done || !typed.size) {
		terming_clear(terming);
		return;
	}
	if (!terming->words) {
		terming->words = text_take(typed);
		char *language = visible_take(translation->language);
		/* TRANSLATORS: a language code; a line is typed behind this label */
		prompt(session, memory_format(_("Rendered in %s (! before: never)"), language), N_("propose"), purpose);
		free(language);
		return;
	}
	save(terming, session, translation, typed);
	terming_clear(terming);
}

void terming_clear(struct terming *terming)
{
	free(terming->words);
	terming->words = NULL;
}
