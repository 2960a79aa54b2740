/* Consultations that are made up (oracle/model.h): whoever proposes what, in whatever order the branches are made, and
 * whether they are merged at once or some of them first, the text is the same; but for what is put in at one place,
 * which stands there in the order of the reviewers, and of the runs. Left out is what does depend on the runs: what
 * goes behind a paragraph that another moves, or between two that another joins, and words of one that another divides.
 * SEED, SEEDS, PEOPLE, PARAGRAPHS, WORDS, EDITS and WILD may be set.
 */
#include "act/beside.h"

#include "act/applying.h"
#include "act/deciding.h"
#include "oracle/relation.h"

static void open_consultation(const struct model_order *order, size_t edits)
{
	model_open(&model, order);
	assert_int_equal(shell("rm -rf r state && git init -q --bare -b main r"), 0);
	FINE(repository_open(&repository, "r"));
	for (size_t i = 0; i < edits; i++) {
		size_t branch = model_person(&model);
		(void)model_edit(&model, branch, model_pick(&model, model.order.drafts));
	}
	write_branches();
}

static void close_consultation(void)
{
	repository_close(repository);
	model_close(&model);
	assert_int_equal(shell("rm -rf r kept state"), 0);
}

/* Whether one goes behind a paragraph that the other moves: at once it stays where that one was, later it follows. Or
 * between two that the other joins: at once it stands behind them, and once it is there they stand apart. */
static bool goes_behind(const struct wanted *one, const struct wanted *other)
{
	bool places = one->kind == AMEND_INSERT || one->kind == AMEND_MOVE || one->moves;
	size_t behind = one->kind == AMEND_INSERT ? one->block : one->after;
	if (!places || behind == MODEL_NONE || behind < other->block || behind >= other->block + other->extent)
		return false;
	return other->moves || other->kind == AMEND_MOVE || behind + 1 < other->block + other->extent;
}

/* Whether one divides a paragraph that the other moves, or changes words of: at once both go in, and once it is divided
 * what changes words of it collides with whatever else does. */
static bool divides(const struct wanted *one, const struct wanted *other)
{
	bool divided = false;
	for (size_t i = 0; one->kind == AMEND_REWORD && i < one->carried.count; i++)
		divided |= model_is_mark(one->carried.items[i]);
	return divided && other->kind != AMEND_INSERT && other->block == one->block && other->same_as != one->same_as;
}

/* Whatever meets nothing is retained, but for every seventh word of chance that a wording ends with. */
static void decide(size_t draft)
{
	struct wanteds wanteds = {0};
	struct review *review = open_draft("sec-1", draft);
	wanted_all(&wanteds, &model, draft);
	compare(review, &wanteds);
	for (size_t no = 0; no < 2; no++) {
		size_t *list = memory_new(wanteds.count, sizeof *list), count = 0;
		struct buffer ids = {0};
		for (size_t i = 0; i < wanteds.count; i++) {
			const struct wanted *wanted = &wanteds.items[i];
			bool meets = false, last = wanted->now.count && wanted->now.items[0] % 7 == 0;
			for (size_t j = 0; j < wanteds.count; j++)
				meets |= wanted_collide(wanted, &wanteds.items[j]) ||
					 goes_behind(wanted, &wanteds.items[j]) ||
					 goes_behind(&wanteds.items[j], wanted) || divides(wanted, &wanteds.items[j]) ||
					 divides(&wanteds.items[j], wanted);
			if (wanted->same_as == i && !meets && last == (no == 1))
				list[count++] = wanted->found;
		}
		struct decide_order order = {
			list, count, no ? DECISION_REJECTED : DECISION_ACCEPTED, text_of("Parce que."), {0}};
		if (count)
			FINE(deciding_run(&ids, review, &order));
		buffer_clear(&ids);
		free(list);
	}
	wanteds_clear(&wanteds);
	review_close(review);
}

/* NULL: all branches. */
static void merge(const char *const *reviewers)
{
	struct review *review = open_draft("sec-1", 0);
	struct apply_report report;
	struct apply_order order = {.reviewers = reviewers};
	FINE(applying_run(&report, review, &order));
	apply_report_clear(&report);
	review_close(review);
}

/* --- what the base is */

static void read_text(struct model_text *out, size_t draft)
{
	struct buffer bytes = {0};
	struct review *review = open_draft("sec-1", draft);
	FINE(snapshot_read(&bytes, review->base, model_path(draft), DRAFT_LIMIT));
	struct text rest = buffer_text(&bytes), line;
	while (text_line(&rest, &line)) {
		char *words = text_take(line), *at = words, *word;
		if (line.size)
			model_insert(out, out->count, out->count);
		while ((word = strsep(&at, " ")) && line.size) {
			assert_int_equal(strncmp(word, "mot", 3), 0);
			model_words_add(&out->items[out->count - 1].words, strtoul(word + 3, NULL, 10));
		}
		free(words);
	}
	buffer_clear(&bytes);
	review_close(review);
}

static int by_first_word(const void *one, const void *two)
{
	const struct model_paragraph *a = one, *b = two;
	size_t x = a->words.items[0], y = b->words.items[0];
	return (x > y) - (x < y);
}

/* What was put in or moved to one place, in an order of its own. */
static void sort_placed(struct model_text *text, size_t draft)
{
	struct relation since;
	relation_run(&since, &model.past[0].drafts[draft], text);
	for (size_t from = 0, to; from < text->count; from = to + 1) {
		for (to = from; to < text->count && (since.to_old[to] == MODEL_NONE || since.moved[to]) &&
				since.split_from[to] == MODEL_NONE;
			to++)
			;
		if (to > from)
			qsort(text->items + from, to - from, sizeof *text->items, by_first_word);
	}
	relation_clear(&since);
}

static struct model_text *read_all(void)
{
	struct model_text *texts = memory_new(model.order.drafts, sizeof *texts);
	for (size_t i = 0; i < model.order.drafts; i++) {
		read_text(&texts[i], i);
		sort_placed(&texts[i], i);
	}
	return texts;
}

static void same_texts(struct model_text *wanted, struct model_text *got, const char *what)
{
	for (size_t i = 0; i < model.order.drafts; i++) {
		struct buffer one = {0}, other = {0};
		model_write(&one, &wanted[i]);
		model_write(&other, &got[i]);
		if (!text_equal(buffer_text(&one), buffer_text(&other))) {
			FINE(file_write("wanted", buffer_text(&one), 0644));
			FINE(file_write("got", buffer_text(&other), 0644));
			(void)shell("diff wanted got >&2");
			BROKEN("draft %zu is another %s", i + 1, what);
		}
		buffer_clear(&one);
		buffer_clear(&other);
		model_text_clear(&wanted[i]);
		model_text_clear(&got[i]);
	}
	free(wanted);
	free(got);
}

static struct model_order order_of(unsigned long seed)
{
	return (struct model_order){.seed = seed,
		.drafts = 2,
		.paragraphs = number("PARAGRAPHS", 24),
		.words = number("WORDS", 30),
		.branches = number("PEOPLE", 12),
		.wild = number("WILD", 0)};
}

static void whoever_proposes_it(void **state)
{
	(void)state;
	unsigned long first = number("SEED", 1), seeds = number("SEEDS", 2);
	for (unsigned long seed = first; seed < first + seeds; seed++) {
		struct model_order order = order_of(seed);
		struct model_text *texts[2];
		for (size_t i = 0; i < 2; i++) {
			order.mirrored = i;
			open_consultation(&order, number("EDITS", order.branches * 4));
			for (size_t j = 0; j < order.drafts; j++)
				decide(j);
			merge(NULL);
			texts[i] = read_all();
			if (i)
				same_texts(texts[0], texts[1], "when others propose the same");
			close_consultation();
		}
	}
}

static void at_once_or_some_first(void **state)
{
	(void)state;
	unsigned long first = number("SEED", 1), seeds = number("SEEDS", 2);
	for (unsigned long seed = first; seed < first + seeds; seed++) {
		struct model_order order = order_of(seed);
		open_consultation(&order, number("EDITS", order.branches * 4));
		for (size_t i = 0; i < order.drafts; i++)
			decide(i);
		assert_int_equal(shell("cp -r r kept"), 0);
		merge(NULL);
		struct model_text *at_once = read_all();
		assert_int_equal(shell("rm -rf r state && mv kept r"), 0);
		const char **some = memory_new(order.branches + 1, sizeof *some);
		size_t count = 0;
		for (size_t i = 0; i < order.branches; i++)
			if (model_pick(&model, 2))
				some[count++] = model.branches[i].name;
		if (count)
			merge(some);
		merge(NULL);
		same_texts(at_once, read_all(), "when some are merged first");
		assert_int_equal(shell("cd r && git fsck --strict >/dev/null 2>&1"), 0);
		free(some);
		close_consultation();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(whoever_proposes_it), FIXTURE_TEST(at_once_or_some_first)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
