/* choice - a list of things of which one is chosen: one or two rows each, letters typed go to the next that fits
 *
 * For views that show such a list in some area of theirs (choice_view, who_view). In a list of CHOICE_TYPE_AHEAD items
 * or more, letters look for a word that begins so; in a shorter one they stay commands (j, k, q).
 */
#ifndef VIEWS_CHOICE_H
#define VIEWS_CHOICE_H

#include "views/key.h"
#include "views/pane.h"

enum { CHOICE_TYPE_AHEAD = 8, CHOICE_PAUSE_MILLISECONDS = 1500 };

/* Texts may be anything: they are made visible. */
struct choice_item {
	const char *label;
	const char *detail; /* secondary; NULL: none */
};

struct choice_entry {
	char *label, *detail; /* visible; detail may be NULL */
	char *folded[2];      /* each, as looked for */
};

struct choice {
	struct choice_entry *entries;
	size_t count, capacity;
	struct pane pane;
	struct pane_source source;
	struct buffer typed; /* folded */
	int64_t typed_at;
};

/* Copies the items. */
void choice_open(struct choice *choice, const struct choice_item *items, size_t count, size_t selected);
void choice_draw(struct choice *choice, struct area area, bool focus);
/* Letters typed ahead; true when the key was one. */
bool choice_key(struct choice *choice, const struct key *key);
/* Goes to the first, from the selected one on, of which a word begins so (in any case, accents or none); false: none.
 */
bool choice_find(struct choice *choice, struct text words);
bool choice_act(struct choice *choice, enum action action);
void choice_clear(struct choice *choice);

#endif
