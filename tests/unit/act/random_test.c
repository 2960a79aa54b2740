/* Random acts of four people on the sample, and what must hold after them. SEED and ACTS may be set. */
#include "fixture.h"
#include "review/margin.h"

static const char *const people[] = {"sherpa-a", "sherpa-b", "sherpa-c", "sherpa-d"};

static size_t pick(size_t count)
{
	return count ? (size_t)random() % count : 0;
}

/* One word of a text changed, taken out or doubled. */
static char *touched(struct text text)
{
	static const char *const news[] = {"toutefois", "ensemble", "locales", "durable", "équitable"};
	struct buffer out = {0};
	size_t words = 1, at = 0, chosen;
	for (size_t i = 0; i < text.size; i++)
		words += text.bytes[i] == ' ';
	chosen = pick(words);
	for (size_t i = 0; i <= text.size; i++) {
		if (i < text.size && text.bytes[i] != ' ')
			continue;
		struct text word = text_part(text, at, i);
		bool here = chosen-- == 0;
		if (!here || random() % 2)
			buffer_add(&out, word);
		if (here) {
			buffer_add_byte(&out, ' ');
			buffer_add_string(&out, news[pick(5)]);
		}
		if (i < text.size)
			buffer_add_byte(&out, ' ');
		at = i + 1;
	}
	return buffer_take(&out);
}

static const struct fault *act_once(struct review *review)
{
	char id[UUID_TEXT], *text = NULL, *name = NULL;
	const struct standing *standing = review->standing;
	size_t block = pick(review->draft->count), count;
	struct amend_order order = {.kind = AMEND_REWORD, .block = block, .after = pick(review->draft->count)};
	struct remark_order remark = {.block = block, .text = text_of("Une remarque."), .question = random() % 2};
	const struct fault *fault = NULL;
	switch (pick(12)) {
	case 0:
	case 1:
		return annotating_remark(id, review, &remark);
	case 2:
		return standing->threads.count
			       ? annotating_reply(id, review, pick(standing->threads.count), text_of("Oui."))
			       : NULL;
	case 3:
		return standing->threads.count ? annotating_withdraw(id, review, pick(standing->threads.count)) : NULL;
	case 4:
		return standing->amendment_count ? annotating_assess(id, review, pick(standing->amendment_count),
							   random() % 2 ? "supports" : "objects", text_of(""))
						 : NULL;
	case 5:
		return random() % 20 ? initialling_one(id, review, block, "initialled", text_of(""))
				     : initialling_rest(&count, review, "initialled");
	case 6:
		return standing->amendment_count ? amending_withdraw(review, pick(standing->amendment_count)) : NULL;
	case 7:
		fault = random() % 2 ? undoing_undo(&name, review) : undoing_redo(&name, review);
		break;
	case 8:
		order.kind = random() % 2 ? AMEND_DELETE : AMEND_MOVE;
		break;
	case 9:
		order.kind = AMEND_INSERT;
		text = memory_format("Un paragraphe ajouté, numéro %ld, pour voir.", random() % 1000);
		break;
	default:
		order.seen = amending_words(review, block);
		order.reason = text_of(random() % 2 ? "Parce que." : "");
		text = touched(order.seen);
	}
	if (!name && !fault && (text || order.kind != AMEND_REWORD)) {
		order.text = text_of(text);
		fault = amending_propose(&name, review, &order);
	}
	free(text);
	free(name);
	return fault;
}

/* What the amendments say is what git sees: applied to the base they give the branch, paragraph by paragraph. */
static void amendments_are_the_text(const struct review *review, const char *who)
{
	const struct standing *standing = review->standing;
	size_t me = standing_reviewer(standing, who);
	char *branch = memory_format("review/%s", who), *bytes = draft_on(branch);
	struct draft *draft = NULL;
	FINE(draft_read(&draft, text_of(bytes)));
	bool *named = memory_new(draft->count, sizeof *named),
	     *spoken = memory_new(review->draft->count, sizeof *spoken);
	struct align align = {0};
	align_amended(&align, review->draft, draft);
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		if (amendment->reviewer != me)
			continue;
		if (amendment->paragraph)
			named[amendment->paragraph - 1] = true;
		for (size_t j = 0; j < review->draft->count; j++)
			spoken[j] |= amendment_covers(amendment, j);
	}
	for (size_t i = 0; i < draft->count; i++) {
		size_t old = align.to_old[i];
		bool differs = old == ALIGN_NONE ? align.split_from[i] == ALIGN_NONE
						 : align.moved[i] || !text_equal(draft->blocks[i].text,
									     review->draft->blocks[old].text);
		if (differs && !named[i])
			fail_msg("%s: paragraph %zu of the branch is in no amendment", who, i + 1);
	}
	for (size_t i = 0; i < review->draft->count; i++)
		if (align.to_new[i] == ALIGN_NONE && !spoken[i])
			fail_msg("%s: paragraph %zu of the base is gone, and no amendment says so", who, i + 1);
	free(named);
	free(spoken);
	align_clear(&align);
	draft_free(draft);
	free(branch);
	free(bytes);
}

static void any_acts(void **state)
{
	(void)state;
	const char *seed = getenv("SEED"), *acts = getenv("ACTS");
	size_t done[4] = {0}, refused = 0, count = acts ? (size_t)atoi(acts) : 100;
	struct buffer sample = {0};
	char *source = memory_string(getenv("SAMPLE"));
	fixture_consult();
	FINE(file_read(&sample, source, 1 << 24));
	free(source);
	base_becomes(buffer_string(&sample));
	srandom(seed ? (unsigned int)atoi(seed) : 1);
	struct review *reviews[4];
	for (size_t i = 0; i < 4; i++)
		reviews[i] = open_as(people[i]);
	char *before = memory_string(said("cd r && git rev-parse main && md5sum .git/index .git/HEAD"));
	for (size_t i = 0; i < count; i++) {
		size_t who = pick(4);
		if (random() % 3 == 0)
			look_again(reviews[who]);
		const struct fault *fault = act_once(reviews[who]);
		FINE(review_complete(reviews[who]));
		if (fault && fault_kind(fault) != FAULT_CONFLICT && fault_kind(fault) != FAULT_FORBIDDEN &&
			fault_kind(fault) != FAULT_MISSING && fault_kind(fault) != FAULT_MALFORMED &&
			fault_kind(fault) != FAULT_BUSY)
			fail_msg("act %zu: %s", i, fault_text(fault));
		if (fault && getenv("SAY"))
			printf("%zu: %s\n", i, fault_text(fault));
		refused += fault != NULL;
		size_t commits =
			shell("cd r && git rev-parse -q --verify review/%s >/dev/null", people[who])
				? 0
				: (size_t)atoi(said("cd r && git rev-list --count main..review/%s", people[who]));
		assert_true(commits == done[who] || (!fault && commits == done[who] + 1));
		done[who] = commits;
		if (commits && i % 8 == 0)
			amendments_are_the_text(reviews[who], people[who]);
	}
	printf("%zu acts, %zu refused\n", count, refused);
	assert_string_equal(said("cd r && git rev-parse main && md5sum .git/index .git/HEAD"), before);
	assert_string_equal(said("ls r/.git/paraphe/journal/*"), "");
	git_is_content();
	for (size_t i = 0; i < 4; i++) {
		look_again(reviews[i]);
		if (done[i])
			amendments_are_the_text(reviews[i], people[i]);
		assert_string_equal(buffer_string(&reviews[i]->notices), "");
		/* all taken back: the draft is the base's, byte for byte */
		while (margin_mine(reviews[i]->standing, reviews[i]->draft).proposed)
			for (size_t j = 0; j < reviews[i]->standing->amendment_count; j++)
				if (reviews[i]->standing->amendments[j].reviewer == reviews[i]->standing->me) {
					FINE(amending_withdraw(reviews[i], j));
					break;
				}
		if (done[i])
			assert_string_equal(said("cd r && git diff --stat main review/%s -- drafts", people[i]), "");
		review_close(reviews[i]);
	}
	buffer_clear(&sample);
	free(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(any_acts)};
	char *here = getcwd(NULL, 0), *sample = memory_format("%s/drafts/declaration.fr.md", here);
	setenv("SAMPLE", sample, 0);
	free(sample);
	free(here);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
