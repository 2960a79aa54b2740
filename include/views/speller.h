/* speller - proofreading behind the screen's back: one thread, one dictionary, never a key that waits
 *
 * Texts are asked about and answered when the answer is there; the loop hears of answers. What was asked once is
 * remembered by its bytes, so that a text that is drawn again costs a look into a map. The dictionary is loaded by the
 * thread, when a token comes up that no kept verdict answers; where there is none, speller_trouble() names the package.
 */
#ifndef VIEWS_SPELLER_H
#define VIEWS_SPELLER_H

#include "review/review.h"
#include "spelling/finding.h"
#include "spelling/suggestion.h"
#include "views/loop.h"
#include "views/style.h"

struct speller;

/* Never NULL; `heard` is called in the loop's thread after new answers. */
struct speller *speller_open(struct loop *loop, void (*heard)(void *context), void *context) MUST_CHECK;
void speller_close(struct speller *speller);

/* The draft, its language, the lexicon, the profile may have changed: cheap when they have not. True: all earlier
 * answers are forgotten. */
bool speller_begin(struct speller *speller, struct review *review);
/* The language in force, "" for none. */
const char *speller_language(const struct speller *speller);
/* Why nothing is checked, a sentence; NULL when all is well. */
const char *speller_trouble(const struct speller *speller);

/* What there is to say of a paragraph's raw text; NULL while nothing is known, and then it has been asked for. Good
 * until the next speller_begin(). */
const struct findings *speller_look(struct speller *speller, struct text text);
/* Whether a finding is to be shown as a misspelling: one it is, and not ignored. */
bool speller_counts(const struct speller *speller, struct text text, const struct finding *finding);
/* How many texts wait for an answer. */
size_t speller_waiting(const struct speller *speller);
/* Keeps what was learnt for the next run; when a whole draft has been looked through. */
void speller_keep(struct speller *speller);

/* What a word was to be: what is known so far, the best first; *whole: there is no more to come. Asking for another
 * word calls the search for this one off. */
const struct suggestions *speller_suggest(struct speller *speller, struct text word, bool *whole);

/* Whether the dictionary has the model as a stem that a new word can be inflected like. False while that is not known:
 * it has been asked for then, and is to be asked again when something was heard. */
bool speller_model(struct speller *speller, struct text model, bool *stem);

/* Lets a word pass: in this window, or `always` in this draft. */
const struct fault *speller_ignore(
	struct speller *speller, const struct review *review, struct text word, bool always) MUST_CHECK;

/* The parts of a text that is being typed that are misspelt, as spans for drawing; yours (free). The word at the cursor
 * is left alone. While the new text is unanswered, those of the last answered one (*last, the caller's) that it still
 * has. */
struct styled *speller_marks(
	struct speller *speller, struct text text, size_t cursor, struct buffer *last, size_t *count) MUST_CHECK;

#endif
