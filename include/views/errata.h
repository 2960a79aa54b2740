/* errata - what proofreading has to say of the whole draft
 *
 * Each paragraph's words are one's own where one has reworded it, else the base's. They are looked through in idle
 * time, a few at a time; the count grows as answers come. For the panel all is gathered by word and by rule.
 */
#ifndef VIEWS_ERRATA_H
#define VIEWS_ERRATA_H

#include "views/speller.h"

struct erratum_place {
	size_t block;      /* of the base for reading */
	size_t start, end; /* bytes of the block's words */
	char *better;      /* what would stand there; NULL: to be asked for */
};

/* One word, or one rule of typography, with all its places in the order of the text. */
struct erratum {
	enum finding_kind kind;
	enum typography_rule rule;
	char *word; /* as it stands; of a rule: NULL */
	struct erratum_place *places;
	size_t count, capacity;
};

struct errata_list {
	struct erratum *items; /* misspellings by how often they stand, then the notes */
	size_t count, capacity;
};

struct errata {
	struct review *review; /* borrowed */
	struct speller *speller;
	struct text *texts; /* of each block; borrowed of the review */
	bool *counted;
	size_t blocks, swept, settled; /* asked for: before `swept`; counted: all before `settled` */
	size_t misspelt;               /* counted so far */
	size_t shown; /* for people: the last whole count, or what has been counted until there is one */
	bool kept;    /* the verdicts were kept, and so there is a whole count */
};

void errata_open(struct errata *errata, struct review *review, struct speller *speller);
void errata_close(struct errata *errata);
/* The review is being loaded: nothing of it may be looked at. */
void errata_drop(struct errata *errata);
/* The review was loaded anew: looks through it again, which costs little where words are the same. */
void errata_reload(struct errata *errata);
/* Asks for some more paragraphs, where few wait; counts what has been answered. True: it may be called again at once.
 */
bool errata_sweep(struct errata *errata);
/* Whether every paragraph has been looked through. */
bool errata_whole(const struct errata *errata);
/* The words of a block that are looked at. */
struct text errata_words(const struct errata *errata, size_t block);
/* Whether a misspelling stands in the block, as far as is known. */
bool errata_has(struct errata *errata, size_t block);
/* Counts again: a word was let pass. */
void errata_recount(struct errata *errata);

/* The same word, or rule; places may differ. */
bool erratum_same(const struct erratum *one, const struct erratum *other);

void errata_gather(struct errata_list *out, struct errata *errata);
void errata_list_clear(struct errata_list *list);

#endif
