#include "act/coining.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/vocabulary.h"
#include "spelling/lexicon.h"

struct coining {
	struct review *review;
	const struct coin *coin;
	char *path;
};

/* At each try: the file as the branch has it now, and one line more. */
static const struct fault *prepare(struct record *record, const struct oid *tip)
{
	struct coining *c = record->context;
	struct buffer before = {0}, after = {0};
	const struct coin *coin = c->coin;
	const struct fault *fault = vocabulary_at(&before, c->review->repository, tip, coin->language);
	if (!fault) {
		lexicon_add(&after, buffer_text(&before), coin->word, coin->model, coin->forbidden);
		if (text_equal(buffer_text(&before), buffer_text(&after)))
			fault = fault_new(FAULT_CONFLICT, "%s", _("the word is in the house lexicon already"));
	}
	if (!fault)
		record_file(record, c->path)->bytes = after;
	else
		buffer_clear(&after);
	buffer_clear(&before);
	return fault;
}

static struct json *journal_keys(const struct coin *coin)
{
	struct json *root = json_new_object();
	json_add_string(root, "kind", "coin");
	json_add_string(root, "language", coin->language);
	json_add_text(root, "word", coin->word);
	json_add_text(root, "model", coin->model);
	json_add_bool(root, "forbidden", coin->forbidden);
	return root;
}

const struct fault *coining_add(struct review *review, const struct coin *coin, const struct again *again)
{
	struct coining c = {.review = review, .coin = coin, .path = vocabulary_path(coin->language)};
	struct record record;
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && !c.path)
		fault = fault_new(FAULT_MALFORMED, "%s", _("the draft has no language: name it in consultation.json"));
	if (!fault)
		fault = lexicon_check(coin->word, coin->model);
	if (!fault) {
		record_init(&record, review, "correct", "%s “%.*s” in the house lexicon",
			coin->forbidden ? "Forbid" : "Add", (int)coin->word.size, coin->word.bytes);
		record_again(&record, again);
		record.prepare = prepare;
		record.context = &c;
		record.journal = journal_keys(coin);
		fault = record_save(&record);
		record_clear(&record);
		if (!fault)
			fault_ignore(review_complete(review)); /* the word is in the lexicon all the same */
	}
	free(c.path);
	return fault;
}

/* --- agreed terms */

struct agreeing {
	struct review *review;
	struct term_order order;
};

/* The languages of the consultation, the source first; yours, NULL at the end. */
static const char **heads_of(const struct consultation *consultation)
{
	const char **heads = memory_new(consultation->draft_count + 1, sizeof *heads);
	const struct consultation_draft *source = consultation_source(consultation);
	size_t count = 0;
	for (size_t i = 0; i < consultation->draft_count + 1; i++) {
		const char *language = i ? consultation->drafts[i - 1].language : source->language;
		bool there = !language[0];
		for (size_t k = 0; k < count; k++)
			there = there || !strcmp(heads[k], language);
		if (!there)
			heads[count++] = language;
	}
	return heads;
}

static const struct fault *prepare_term(struct record *record, const struct oid *tip)
{
	struct agreeing *agreeing = record->context;
	struct buffer before = {0}, after = {0};
	const struct fault *fault = vocabulary_list_at(&before, agreeing->review->repository, tip, VOCABULARY_TERMS);
	if (!fault)
		fault = terms_add(&after, buffer_text(&before), &agreeing->order);
	if (!fault)
		record_file(record, VOCABULARY_TERMS)->bytes = after;
	else
		buffer_clear(&after);
	buffer_clear(&before);
	return fault;
}

static struct json *term_keys(const struct term_order *order)
{
	struct json *root = json_new_object();
	json_add_string(root, "kind", "term");
	json_add_string(root, "language", order->language);
	json_add_text(root, "words", order->words);
	json_add_string(root, "other", order->other);
	json_add_text(root, "rendering", order->rendering);
	json_add_bool(root, "forbidden", order->forbidden);
	return root;
}

const struct fault *coining_term(struct review *review, const struct term_order *order, const struct again *again)
{
	struct agreeing agreeing = {.review = review, .order = *order};
	struct buffer tried = {0};
	struct record record;
	const char **heads = heads_of(&review->consultation);
	agreeing.order.heads = heads;
	agreeing.order.words = text_trim(order->words);
	agreeing.order.rendering = text_trim(order->rendering);
	const struct fault *fault = identity_need(&review->identity);
	if (!fault) /* what cannot be a cell is said before anything is begun */
		fault = terms_add(&tried, text_of(""), &agreeing.order);
	if (!fault) {
		record_init(&record, review, "correct", "%s “%.*s” for “%.*s” in the agreed terms",
			order->forbidden ? "Forbid" : "Add", (int)agreeing.order.rendering.size,
			agreeing.order.rendering.bytes, (int)agreeing.order.words.size, agreeing.order.words.bytes);
		record_again(&record, again);
		record.prepare = prepare_term;
		record.context = &agreeing;
		record.journal = term_keys(&agreeing.order);
		fault = record_save(&record);
		record_clear(&record);
		if (!fault)
			fault_ignore(review_complete(review)); /* the term is in the list all the same */
	}
	buffer_clear(&tried);
	free(heads);
	return fault;
}
