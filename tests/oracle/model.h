/* model - a consultation that is made up, every edit of which is known
 *
 * For the oracle (tests/unit/act/oracle_test.c) and the bench (tests/bench/consult.c). Every word is a number and
 * stands once, so what changed is known without comparing texts. A paragraph has an identity for life: its words may
 * change, it may move, what is split off it is known to come from it. Where a paragraph is divided stands a mark, a
 * word of its own. All that happens follows from the seed.
 */
#ifndef ORACLE_MODEL_H
#define ORACLE_MODEL_H

#include "base/buffer.h"

#define MODEL_NONE ((size_t)-1)

struct model_words {
	size_t *items;
	size_t count, capacity;
};

struct model_paragraph {
	size_t identity;
	struct model_words words;
};

struct model_text {
	struct model_paragraph *items;
	size_t count, capacity;
};

/* What was settled of a version: paragraphs of `now`, and of `before` those that went. */
struct model_settled {
	struct model_text before, now;
	struct model_words places, gone;
};

/* One reviewer's version of one draft. */
struct model_version {
	struct model_settled *settled; /* since the branch was last at the base's */
	size_t settled_count, settled_capacity;
	size_t forgotten;              /* how often that began anew */
	struct model_text before, now; /* what it came from, and what it is */
	size_t moved;                  /* identity of the paragraph that stands elsewhere, or MODEL_NONE */
	struct model_words joined;     /* pairs: an identity, and the one that took its words in */
};

struct model_branch {
	char name[32];
	struct model_version *versions; /* one a draft */
	struct model_words entries;     /* numbers of lexicon entries of its own */
	bool exists, changed;           /* in the repository; since it was last written there */
	bool ahead;                     /* it has commits that the base has not */
	size_t level;                   /* the last round whose base it holds */
	size_t whole;                   /* the round in which it was merged whole, since then; or MODEL_NONE */
	size_t took;              /* whose branch it has merged, which the base does not hold yet; or MODEL_NONE */
	struct model_text *taken; /* that one's drafts then */
	bool mixed;               /* since it was last at the base's, it has merged something, or was merged twice */
	char with[64];            /* what is merged by the next commit; "": nothing */
};

/* The base after a round. */
struct model_past {
	struct model_text *drafts;
	struct model_words entries;
};

struct model_order {
	unsigned long seed;
	size_t drafts, paragraphs, words; /* words: about as many a paragraph */
	size_t branches;
	bool mirrored; /* the people change places: the last does what the first would */
	bool wild;     /* edits upon edits, anywhere: nobody but the rules can say what became of a paragraph */
};

struct model {
	struct model_order order;
	unsigned long long state; /* of chance */
	size_t next_word, next_identity;
	size_t *split_of;   /* for each identity, the one it was split off, or MODEL_NONE */
	size_t *split_word; /* and the word that it begins with */
	size_t identity_capacity;
	struct model_text *bases;
	struct model_words entries; /* numbers of the base's lexicon entries */
	struct model_branch *branches;
	struct model_past *past; /* the first one: what it was at first */
	size_t past_count, past_capacity;
	bool written; /* the base is in the repository */
};

void model_open(struct model *model, const struct model_order *order);
void model_close(struct model *model);

size_t model_pick(struct model *model, size_t count); /* below `count` */
size_t model_person(struct model *model);             /* one of the branches */
size_t model_new_word(struct model *model);

/* One edit of one draft on a branch: words replaced, put in, taken out; a paragraph put in, taken out, moved, split,
 * joined; or what another branch has done. False where it did not fit. */
bool model_edit(struct model *model, size_t branch, size_t draft);

/* A branch that is not in the repository yet starts from the base of an earlier round. */
void model_start(struct model *model, size_t branch, size_t level);
/* A branch is at the base of a round: what it was before tells nothing more. */
void model_at_base(struct model_branch *branch, size_t level);
/* The base as it is now becomes one of those of earlier rounds. */
void model_end_round(struct model *model);
/* What was settled of a version is forgotten: it comes from something that knows. */
void model_forget(struct model_version *version);

/* The mark between a paragraph and what was split off it under this identity. */
size_t model_mark(size_t identity);
bool model_is_mark(size_t word);

/* --- pieces of texts */

void model_words_add(struct model_words *words, size_t word);
void model_words_append(struct model_words *words, const struct model_words *more);
/* Adds those that are no marks. */
void model_words_unmarked(struct model_words *words, const struct model_words *more);
void model_words_clear(struct model_words *words);
/* Adds those that are not there. */
void model_words_join(struct model_words *words, const struct model_words *more);
size_t model_words_find(const struct model_words *words, size_t word);
bool model_words_equal(const struct model_words *a, const struct model_words *b);

size_t model_find(const struct model_text *text, size_t identity);
/* A new paragraph at this place, without words. */
struct model_paragraph *model_insert(struct model_text *text, size_t at, size_t identity);
void model_remove(struct model_text *text, size_t at);
void model_copy(struct model_text *to, const struct model_text *from);
void model_text_clear(struct model_text *text);

/* Whom a joined paragraph's words went to; MODEL_NONE: it was not joined. */
size_t model_joined(const struct model_words *joined, size_t identity);

#endif
