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
