/* Consultations that are made up (oracle/model.h), merged, and held to what is known of them: what each branch proposes
 * and with what it collides, then the bytes of every draft, over several rounds. SEED, SEEDS, ROUNDS, PEOPLE,
 * PARAGRAPHS, WORDS, EDITS (a round), DRAFTS and WILD may be set.
 */
#include "act/beside.h"

#include "act/applying.h"
#include "act/deciding.h"
#include "oracle/crossing.h"
#include "oracle/decided.h"
#include "oracle/expected.h"

static size_t rounds;
static bool thorough; /* in this round one secretary decides on everything, so that branches are merged whole */
static struct decided decided;

/* --- rounds */

static void edit_round(size_t edits)
{
	for (size_t i = 0; i < edits; i++) {
		size_t branch = model_person(&model);
		/* Every fourth is silent for a round or two, and starts from what it saw once. */
		if (!model.branches[branch].exists && branch % 4 == 0 && model.past_count <= branch % 3)
			continue;
		if (!model.branches[branch].exists && !model.branches[branch].changed)
			model_start(&model, branch, model_pick(&model, model.past_count));
		(void)model_edit(&model, branch, model_pick(&model, model.order.drafts));
		if (model_pick(&model, 8) == 0 && model.branches[branch].changed)
			model_words_add(&model.branches[branch].entries, model_new_word(&model));
	}
}

/* Some merge what others have, or what the base was. */
static void cross(void)
{
	size_t done = 0;
	for (size_t i = 0; i < model.order.branches; i++) {
		size_t chance = model_pick(&model, 4), other = model_person(&model);
		bool words = !model.order.wild && model_pick(&model, 3);
		done += chance == 0 ? crossing_take(&model, i, other, words) : chance == 1 && crossing_back(&model, i);
	}
	if (done)
		write_branches();
}

/* --- brought up */

/* As the program does it; where words collide, the base's stand. */
static void update(const char *name, bool collides)
{
	struct review_options options = {.folder = "r", .as = name};
	struct update_collisions collisions = {0};
	struct review *review;
	FINE(review_open(&review, &options));
	FINE(review_complete(review));
	const struct fault *fault = updating_run(&collisions, review, NULL, 0);
	for (size_t i = 0; i < collisions.count && !collides; i++)
		print_error("%s block %zd\n  mine %s\n  base %s\n", collisions.items[i].path,
			(ssize_t)collisions.items[i].base_block, buffer_string(&collisions.items[i].mine),
			buffer_string(&collisions.items[i].base));
	if (collides != (collisions.count > 0))
		BROKEN("%s is brought up, and there %s", name, collides ? "is no collision" : "are collisions");
	if (fault && collisions.count) {
		struct settlement *settlements = memory_new(collisions.count, sizeof *settlements);
		for (size_t i = 0; i < collisions.count; i++)
			settlements[i] = (struct settlement){
				.path = collisions.items[i].path, .base_block = collisions.items[i].base_block};
		fault = updating_run(NULL, review, settlements, collisions.count);
		free(settlements);
	}
	if (fault)
		BROKEN("%s is brought up: %s", name, fault_text(fault));
	update_collisions_clear(&collisions);
	review_close(review);
}

/* The base, with all that one still proposes and that can be put there. */
static void bring_up(size_t branch)
{
	struct model_branch *reviewer = &model.branches[branch];
	struct oid tip;
	struct snapshot *snapshot;
	char *ref = memory_format("refs/heads/review/%s", reviewer->name);
	update(reviewer->name, !expected_update(&model, branch));
	FINE(branch_find(&tip, repository, ref));
	FINE(snapshot_open(&snapshot, repository, &tip));
	for (size_t i = 0; i < model.order.drafts; i++)
		check_text(reviewer->name, snapshot, i, &reviewer->versions[i].now);
	snapshot_close(snapshot);
	free(ref);
}

/* One is retained with a word more: of what it would make of the base, or, where it meets other words there, of those.
 */
static void modify(struct review *review, const struct wanteds *wanteds, size_t wording, size_t secretary)
{
	const struct wanted *wanted = &wanteds->items[wording];
	const struct model_words *seen = wanted->base_collides && wanted->base.count ? &wanted->base : &wanted->carried;
	struct model_words words = {0};
	struct buffer ids = {0}, text = {0};
	size_t at = 1 + model_pick(&model, seen->count - 1);
	for (size_t i = 0; i < seen->count; i++) {
		if (i == at)
			model_words_add(&words, model_new_word(&model));
		model_words_add(&words, seen->items[i]);
	}
	model_write_words(&text, &words);
	decided_add(&decided, wanteds, wording, secretary, DECISION_MODIFIED, &words);
	struct decide_order order = {
		(const size_t[]){wanted->found}, 1, DECISION_MODIFIED, text_of("Mieux."), buffer_text(&text)};
	FINE(deciding_run(&ids, review, &order));
	model_words_clear(&words);
	buffer_clear(&ids);
	buffer_clear(&text);
}

/* Each secretary decides on some wordings, in bulk, one commit for each outcome. */
static void decide_draft(struct wanteds *wanteds, size_t draft, size_t secretary)
{
	static const enum decision outcomes[] = {DECISION_ACCEPTED, DECISION_REJECTED, DECISION_NOTED};
	size_t modified = MODEL_NONE;
	struct review *review = open_draft(secretary ? "sec-2" : "sec-1", draft);
	enum decision *chosen = memory_new(wanteds->count, sizeof *chosen);
	compare(review, wanteds);
	for (size_t i = 0; i < wanteds->count; i++) {
		size_t chance = model_pick(&model, 100);
		if (wanteds->items[i].same_as == i && chance < (secretary ? 12 : thorough ? 100 : 75))
			chosen[i] = outcomes[chance % 8 < 6 ? 0 : chance % 8 - 5];
		else if (wanteds->items[i].same_as == i && wanteds->items[i].place != MODEL_NONE &&
			 wanteds->items[i].kind != AMEND_MOVE && model_pick(&model, 3) == 0)
			modified = i;
	}
	if (modified != MODEL_NONE)
		modify(review, wanteds, modified, secretary);
	for (size_t i = 0; i < ARRAY_SIZE(outcomes); i++) {
		decided_recall(wanteds, &decided); /* one that is not modified any more may be the same as another */
		size_t *list = memory_new(wanteds->count, sizeof *list), count = 0;
		struct buffer ids = {0};
		for (size_t j = 0; j < wanteds->count; j++)
			if (chosen[j] == outcomes[i]) {
				list[count++] = wanteds->items[j].found;
				decided_add(&decided, wanteds, wanteds->items[j].same_as, secretary, outcomes[i], NULL);
			}
		struct decide_order order = {list, count, outcomes[i], text_of("Parce que."), {0}};
		const struct fault *fault = count ? deciding_run(&ids, review, &order) : NULL;
		if (fault && fault_kind(fault) != FAULT_CONFLICT)
			BROKEN("%s", fault_text(fault));
		buffer_clear(&ids);
		free(list);
	}
	free(chosen);
	review_close(review);
}

/* The branches in an order of chance, as they may be named to `merge`. */
static const char **shuffled(void)
{
	size_t count = model.order.branches;
	const char **names = memory_new(count + 1, sizeof *names);
	for (size_t i = 0; i < count; i++)
		names[i] = model.branches[i].name;
	for (size_t i = count; i-- > 1;) {
		size_t j = model_pick(&model, i + 1);
		const char *kept = names[i];
		names[i] = names[j];
		names[j] = kept;
	}
	return names;
}

/* Whether anything of a branch is taken along: its words, its remarks, its dictionary. */
static bool is_touched(const struct wanteds *wanteds, size_t branch)
{
	for (size_t i = 0; i < model.order.drafts; i++)
		for (size_t j = 0; j < wanteds[i].count; j++)
			if (wanteds[i].items[j].branch == branch && wanteds[i].items[j].settled)
				return true;
	return expected_done(&model, wanteds, branch);
}

/* All that the branch says is in the base, and git agrees on what is merged. */
static void check_branch(const struct review *review, const struct wanteds *wanteds, size_t branch, bool touched)
{
	const char *name = model.branches[branch].name;
	char *folder = memory_format("annotations/%s", name), *ref = memory_format("refs/heads/review/%s", name);
	bool done = expected_done(&model, wanteds, branch);
	struct oid tip, theirs, ours;
	struct snapshot *snapshot;
	if (touched)
		model_words_join(&model.entries, &model.branches[branch].entries);
	if (model.branches[branch].exists) {
		FINE(branch_find(&tip, repository, ref));
		if (branch_contains(repository, &review->base_tip, &tip) != done) {
			for (size_t i = 0; i < model.order.drafts; i++)
				for (size_t j = 0; j < wanteds[i].count; j++)
					if (wanteds[i].items[j].branch == branch)
						show(&wanteds[i].items[j]);
			BROKEN("%s is %smerged", name, done ? "not " : "");
		}
		FINE(snapshot_open(&snapshot, repository, &tip));
		snapshot_folder(&theirs, snapshot, folder);
		snapshot_folder(&ours, review->base, folder);
		if (touched && !oid_equal(&theirs, &ours))
			BROKEN("annotations of %s are missing", name);
		snapshot_close(snapshot);
	}
	free(folder);
	free(ref);
}

static void check_lexicon(const struct review *review)
{
	struct buffer bytes = {0};
	FINE(snapshot_read(&bytes, review->base, "dictionaries/fr.txt", DRAFT_LIMIT));
	for (size_t i = 0; i < model.entries.count; i++) {
		char *line = memory_format("\nmot%08zu\n", model.entries.items[i]);
		if (!strstr(buffer_string(&bytes), line))
			BROKEN("the lexicon has lost%s", line);
		free(line);
	}
	buffer_clear(&bytes);
}

static void check_again(struct review *review, const struct apply_order *again)
{
	struct apply_report report;
	FINE(applying_run(&report, review, again));
	for (size_t i = 0; report.moved && i < report.branch_count; i++)
		if (report.branches[i].fate != BRANCH_UNTOUCHED)
			print_error("%s: %zu settled, %zu open\n", report.branches[i].reviewer,
				report.branches[i].settled, report.branches[i].open);
	if (report.moved)
		BROKEN("a second run changed something");
	apply_report_clear(&report);
}

/* What the run makes of it, and whether anything: what was in the way of something may be taken, so it looks again. */
static bool one_pass(struct wanteds *wanteds)
{
	bool any = false;
	for (size_t i = 0; i < model.order.drafts; i++) {
		struct model_text base = {0};
		size_t word;
		decided_settle(&wanteds[i], &decided);
		expected_base(&base, &wanteds[i], &model.bases[i]);
		if (!expected_is_whole(&word, &base, &wanteds[i], &model.bases[i])) {
			for (size_t j = 0; j < wanteds[i].count; j++)
				if (wanteds[i].items[j].taken &&
					(model_words_find(&wanteds[i].items[j].base, word) != MODEL_NONE ||
						model_words_find(&wanteds[i].items[j].carried, word) != MODEL_NONE))
					show(&wanteds[i].items[j]);
			BROKEN("mot%zu would be lost, or stand twice", word);
		}
		model_text_clear(&model.bases[i]);
		model.bases[i] = base;
		for (size_t j = 0; j < wanteds[i].count; j++)
			any |= wanteds[i].items[j].settled;
	}
	return any;
}

static void want_again(struct wanteds *wanteds)
{
	for (size_t i = 0; i < model.order.drafts; i++) {
		wanteds_clear(&wanteds[i]);
		wanted_all(&wanteds[i], &model, i);
		decided_recall(&wanteds[i], &decided);
	}
}

static void merge_round(struct wanteds *wanteds)
{
	struct review *review = open_draft("sec-1", 0);
	struct apply_report report;
	const char **names = shuffled();
	struct apply_order order = {
		.reviewers = model_pick(&model, 2) ? names : NULL, .accept_uncontested = model_pick(&model, 3) == 0};
	bool *touched = memory_new(model.order.branches, sizeof *touched);
	FINE(applying_run(&report, review, &order));
	if (report.notices.size)
		BROKEN("%s", buffer_string(&report.notices));
	apply_report_clear(&report);
	for (size_t i = 0; order.accept_uncontested && i < model.order.drafts; i++) {
		decided_uncontested(&decided, &wanteds[i], 0);
		decided_recall(&wanteds[i], &decided);
	}
	order.accept_uncontested = false; /* something else may be without objection now */
	for (bool again = true; again; want_again(wanteds)) {
		again = one_pass(wanteds);
		for (size_t i = 0; i < model.order.branches; i++)
			touched[i] |= is_touched(wanteds, i);
		expected_move_on(&model, wanteds, &decided);
		for (size_t i = 0; i < model.order.drafts; i++)
			decided_spend(&decided, &wanteds[i]);
	}
	for (size_t i = 0; i < model.order.drafts; i++)
		check_text("the base", review->base, i, &model.bases[i]);
	for (size_t i = 0; i < model.order.branches; i++)
		check_branch(review, wanteds, i, touched[i]);
	check_lexicon(review);
	check_again(review, &order);
	free(names);
	free(touched);
	review_close(review);
}

/* The reviewers do not wait for what is decided to be taken. */
static void go_on(struct wanteds *wanteds, size_t edits)
{
	edit_round(edits / 8);
	write_branches();
	want_again(wanteds);
}

static void one_round(size_t edits)
{
	struct wanteds *wanteds = memory_new(model.order.drafts, sizeof *wanteds);
	thorough = model_pick(&model, 2);
	for (size_t i = 0; i < model.order.branches; i++)
		if (model.branches[i].exists && model.branches[i].took == MODEL_NONE && model_pick(&model, 4) == 0)
			bring_up(i);
	cross();
	edit_round(edits / 2);
	write_branches();
	cross();
	edit_round(edits / 2);
	write_branches();
	for (size_t i = 0; i < model.order.drafts; i++) {
		wanted_all(&wanteds[i], &model, i);
		for (size_t secretary = 0; secretary < (thorough ? 1 : 2); secretary++) {
			for (size_t j = 0; j < wanteds[i].count; j++)
				wanteds[i].items[j].found = MODEL_NONE;
			decided_recall(&wanteds[i], &decided);
			decide_draft(&wanteds[i], i, secretary);
		}
		decided_recall(&wanteds[i], &decided);
	}
	if (model_pick(&model, 2))
		go_on(wanteds, edits);
	merge_round(wanteds);
	model_end_round(&model);
	assert_int_equal(shell("cd r && git update-ref %s refs/heads/main", model_tag(model.past_count - 1)), 0);
	for (size_t i = 0; i < model.order.drafts; i++)
		wanteds_clear(&wanteds[i]);
	free(wanteds);
}

static void test_oracle__the_bytes_that_were_decided(void **state)
{
	(void)state;
	unsigned long seed = number("SEED", 1), seeds = number("SEEDS", 4);
	struct model_order order = {.drafts = number("DRAFTS", 2),
		.paragraphs = number("PARAGRAPHS", 24),
		.words = number("WORDS", 30),
		.branches = number("PEOPLE", 12),
		.wild = number("WILD", 0)};
	size_t edits = number("EDITS", order.branches * 4);
	rounds = number("ROUNDS", 3);
	for (order.seed = seed; order.seed < seed + seeds; order.seed++) {
		model_open(&model, &order);
		assert_int_equal(shell("git init -q --bare -b main r"), 0);
		FINE(repository_open(&repository, "r"));
		for (size_t i = 0; i < rounds; i++)
			one_round(edits);
		assert_int_equal(shell("cd r && git fsck --strict >/dev/null 2>&1"), 0);
		repository_close(repository);
		model_close(&model);
		decided_clear(&decided);
		assert_int_equal(shell("rm -rf r state"), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(test_oracle__the_bytes_that_were_decided)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
