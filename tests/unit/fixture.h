/* fixture - a consultation in a temporary folder, made by the real git, and several people at work on it */
#ifndef UNIT_FIXTURE_H
#define UNIT_FIXTURE_H

#include "store/fixture.h"

#include "base/array.h"
#include "act/amending.h"
#include "act/annotating.h"
#include "act/initialling.h"
#include "act/recovery.h"
#include "act/undoing.h"
#include "act/updating.h"
#include "review/amendment.h"
#include "review/review.h"
#include "review/visit.h"

#define DRAFT "drafts/declaration.fr.md"

static const char fixture_draft[] = "# Déclaration\n"
				    "\n"
				    "Les gouvernements locaux prennent part à la coopération au développement.\n"
				    "\n"
				    "Les villes et les régions s'engagent à partager ce qu'elles savent faire.\n"
				    "\n"
				    "- Elles publient leurs comptes chaque année, en données ouvertes.\n"
				    "- Elles forment leur personnel aux droits humains et à l'égalité.\n"
				    "\n"
				    "Les partenaires réaffirment que l'aide publique suit les priorités locales.\n"
				    "\n"
				    "Le suivi est confié au Bureau exécutif, qui rend compte tous les deux ans.\n";

static const char fixture_consultation[] =
	"{\"title\":{\"fr\":\"Déclaration\"},\"base\":\"main\","
	"\"drafts\":[{\"path\":\"" DRAFT "\",\"language\":\"fr\",\"source\":true},"
	"{\"path\":\"drafts/declaration.en.md\",\"language\":\"en\"}],"
	"\"areas\":[{\"id\":\"sante\",\"label\":{\"fr\":\"Santé\",\"en\":\"Health\"}}],"
	"\"questions\":[{\"id\":\"q1\",\"label\":{\"fr\":\"Question 1\"}}],"
	"\"groups\":[{\"id\":\"section\",\"label\":{\"fr\":\"Section\"}}],"
	"\"roster\":["
	"{\"id\":\"sherpa-a\",\"name\":\"Sherpa A\",\"group\":\"section\",\"language\":\"fr\",\"role\":\"reviewer\"},"
	"{\"id\":\"sherpa-b\",\"name\":\"Sherpa B\",\"language\":\"fr\",\"role\":\"reviewer\"},"
	"{\"id\":\"sherpa-c\",\"name\":\"Sherpa C\",\"language\":\"fr\",\"role\":\"reviewer\"},"
	"{\"id\":\"sherpa-d\",\"name\":\"Sherpa D\",\"language\":\"fr\",\"role\":\"reviewer\"},"
	"{\"id\":\"bureau\",\"name\":\"Secrétariat\",\"language\":\"fr\",\"role\":\"secretariat\"}]}";

static inline void put_file(const char *path, const char *bytes)
{
	FINE(file_write(path, text_of(bytes), 0644));
}

/* The consultation "r" with its draft on main, checked out. */
static inline void fixture_consult(void)
{
	unsetenv("PARAPHE_AS");
	assert_int_equal(shell("git init -q -b main r && mkdir r/drafts r/dictionaries"), 0);
	put_file("r/" DRAFT, fixture_draft);
	put_file("r/drafts/declaration.en.md", "# Declaration\n\nLocal governments take part.\n");
	put_file("r/dictionaries/fr.txt", "aidant\nvilles\n");
	put_file("r/drafts/consultation.json", fixture_consultation);
	assert_int_equal(shell("cd r && git add -A && git commit -qm 'First draft'"), 0);
}

/* Somebody opens the review of a folder, and everything is read. */
static inline struct review *open_in(const char *folder, const char *as)
{
	struct review *review;
	struct review_options options = {.folder = folder, .as = as};
	FINE(review_open(&review, &options));
	FINE(review_complete(review));
	return review;
}

static inline struct review *open_as(const char *as)
{
	return open_in("r", as);
}

static inline void look_again(struct review *review)
{
	review_notice(review);
	FINE(review_complete(review));
}

/* The base's draft changes: a commit of the secretariat's by plain git. */
static inline void base_becomes(const char *draft)
{
	put_file("r/" DRAFT, draft);
	assert_int_equal(shell("cd r && git commit -qam 'New draft'"), 0);
}

/* The text with `from` replaced by `to` once; yours. */
static inline char *replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	assert_non_null(at);
	return memory_format("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* The draft's bytes on a branch; yours. */
static inline char *draft_on(const char *branch)
{
	struct buffer bytes = {0};
	assert_int_equal(shell("cd r && git show %s:" DRAFT " >../shown", branch), 0);
	FINE(file_read(&bytes, "shown", 1 << 24));
	return buffer_take(&bytes);
}

static inline void base_rewords(const char *from, const char *to)
{
	char *now = draft_on("main"), *then = replaced(now, from, to);
	base_becomes(then);
	free(now);
	free(then);
}

/* The number of the block whose text starts with these words. */
static inline size_t block_of(const struct review *review, const char *start)
{
	for (size_t i = 0; i < review->draft->count; i++)
		if (text_starts(review->draft->blocks[i].text, start))
			return i;
	fail_msg("no paragraph starts with %s", start);
	return 0;
}

static inline const char *block_text(const struct review *review, size_t block)
{
	static char *text;
	free(text);
	text = text_take(review->draft->blocks[block].text);
	return text;
}

static inline void comment(char id[UUID_TEXT], struct review *review, size_t block, const char *quote, const char *text)
{
	struct remark_order order = {.block = block, .text = text_of(text)};
	struct text words = review->draft->blocks[block].text;
	if (quote) {
		char *all = text_take(words);
		const char *at = strstr(all, quote);
		assert_non_null(at);
		order.start = (size_t)(at - all);
		order.end = order.start + strlen(quote);
		free(all);
	}
	FINE(annotating_remark(id, review, &order));
	FINE(review_complete(review));
}

/* Rewords a paragraph; the amendment's name, borrowed until the next call. */
static inline const char *reword(struct review *review, size_t block, const char *text, const char *reason)
{
	static char *name;
	struct amend_order order = {.kind = AMEND_REWORD,
		.block = block,
		.text = text_of(text),
		.reason = text_of(reason),
		.seen = amending_words(review, block)};
	free(name);
	name = NULL;
	FINE(amending_propose(&name, review, &order));
	return name ? name : "";
}

static inline const char *propose(
	struct review *review, enum amendment_kind kind, size_t block, size_t after, const char *text)
{
	static char *name;
	struct amend_order order = {.kind = kind, .block = block, .after = after, .text = text_of(text)};
	free(name);
	name = NULL;
	FINE(amending_propose(&name, review, &order));
	return name ? name : "";
}

static inline const struct amendment *amendment_named(const struct review *review, const char *name)
{
	size_t index = standing_amendment(review->standing, name);
	if (index == STANDING_NONE)
		fail_msg("there is no amendment %s", name);
	return &review->standing->amendments[index];
}

static inline const struct remark *remark_of(const struct review *review, const char *id)
{
	size_t index = threads_find(&review->standing->threads, id);
	if (index == THREAD_NONE)
		fail_msg("there is no remark %s", id);
	return &review->standing->remarks[index];
}

static inline enum annotation_state state_of(const struct review *review, const char *id)
{
	size_t index = threads_find(&review->standing->threads, id);
	assert_int_not_equal(index, THREAD_NONE);
	return review->standing->threads.entries[index].state;
}

static inline size_t index_of(const struct review *review, const char *id)
{
	size_t index = threads_find(&review->standing->threads, id);
	assert_int_not_equal(index, THREAD_NONE);
	return index;
}

static inline const struct position *position_of(const struct review *review, const char *reviewer, size_t block)
{
	size_t who = standing_reviewer(review->standing, reviewer);
	for (size_t i = 0; i < review->standing->position_count; i++)
		if (review->standing->positions[i].reviewer == who && review->standing->positions[i].block == block)
			return &review->standing->positions[i];
	return NULL;
}

#define WORDS(expected, held) assert_string_equal(expected, buffer_string((struct buffer *)&(held)))

/* git finds nothing wrong, and the base, HEAD, index and working tree are as they were. */
static inline void git_is_content(void)
{
	assert_int_equal(
		shell("cd r && git fsck --strict --full 2>&1 | grep -v '^dangling' | grep . && exit 1; exit 0"), 0);
	assert_string_equal(said("cd r && git status --porcelain"), "");
	assert_string_equal(said("cd r && git symbolic-ref HEAD"), "refs/heads/main");
}

#endif
