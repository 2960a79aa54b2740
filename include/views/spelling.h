/* spelling - the state of the spelling panel: left the words, right what one of them was to be and where it stands
 *
 * Shared by spelling_view (keys), spelling_rows (what is drawn) and spelling_mend (what is done). Between events the
 * word is kept, not its place in the list: every act and every answer makes the list anew.
 */
#ifndef VIEWS_SPELLING_H
#define VIEWS_SPELLING_H

#include "views/pane.h"
#include "views/session.h"

struct spelling {
	struct session *session;
	struct errata_list list;
	struct pane words, right;
	struct pane_source words_source, right_source;
	bool on_right;
	size_t place;   /* which place of the selected word is meant */
	size_t counted; /* misspellings, and paragraphs looked through, when the list was made */
	size_t settled;
	bool fresh;        /* the list was made of the words that stand now */
	char *replacement; /* own words, while it is asked where */
	char *coined,
		*model; /* to go into the lexicon, while it is asked whether the dictionary knows the model; or NULL */
	bool two;       /* both panes are to be seen */
};

/* spelling_rows */
/* Makes the list; the selected word stays, else the next one takes its place. While the text is being looked through
 * again the old list stays, and is not fresh. */
void spelling_renew(struct spelling *spelling);
/* NULL where there is none. */
struct erratum *spelling_selected(const struct spelling *spelling);
/* The suggestions for it, borrowed until the next look. */
size_t spelling_suggestions(struct spelling *spelling, const char *const **words, bool *whole);
/* The suggestion that is meant: the selected one, else the first; NULL. */
const char *spelling_suggestion(struct spelling *spelling);
/* The place a row of the right pane stands for; STANDING_NONE for a suggestion. */
size_t spelling_place_at(struct spelling *spelling, size_t item);
void spelling_sources(struct spelling *spelling);
/* "§12" of a place; adds. */
void spelling_place_name(struct buffer *out, const struct spelling *spelling, size_t block);

/* spelling_mend: `with` NULL: what each place itself offers (typography). What cannot be done is said. */
void spelling_replace(struct spelling *spelling, bool everywhere, const char *with);
/* The selected word for the lexicon, inflected like `model` (empty: as it stands); one whose model the dictionary may
 * not know waits, as `coined`, for spelling_settle(). */
void spelling_coin(struct spelling *spelling, struct text model);
/* What is known of the model by now: the word is in the lexicon; it waits on; or, true, nobody knows the model and it
 * is to be asked whether the word is taken as it stands. */
bool spelling_settle(struct spelling *spelling);
/* The answer. */
void spelling_coin_plain(struct spelling *spelling, bool yes);

#endif
