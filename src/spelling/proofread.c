#include "spelling/proofread.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"
#include "base/memory.h"
#include "spelling/judge.h"
#include "spelling/token.h"
#include "spelling/verdict.h"

struct proofreader {
	char *language;
	bool french;
	enum typography_profile profile;
	struct lexicon lexicon;
	struct verdicts *verdicts;
	struct dictionary *dictionary; /* NULL: not loaded yet */
};

static struct verdicts *verdicts_of(
	const struct proofreader *proofreader, const char *identity, const struct proofreader_options *options)
{
	struct buffer key = {0};
	buffer_format(&key, "%s\n%s\n", proofreader->language, identity);
	buffer_add(&key, options->lexicon);
	struct verdicts *verdicts = verdicts_open(buffer_text(&key), !options->forget);
	buffer_clear(&key);
	return verdicts;
}

const struct fault *proofreader_open(struct proofreader **out, const struct proofreader_options *options)
{
	char *identity = NULL;
	const struct fault *fault = dictionary_find(&identity, options->language);
	if (fault)
		return fault;
	struct proofreader *proofreader = memory_new(1, sizeof *proofreader);
	proofreader->language = memory_string(options->language);
	proofreader->french = strncmp(options->language, "fr", 2) == 0;
	proofreader->profile = options->profile;
	lexicon_read(&proofreader->lexicon, options->lexicon);
	proofreader->verdicts = verdicts_of(proofreader, identity, options);
	free(identity);
	*out = proofreader;
	return NULL;
}

void proofreader_close(struct proofreader *proofreader)
{
	if (!proofreader)
		return;
	verdicts_save(proofreader->verdicts);
	verdicts_close(proofreader->verdicts);
	lexicon_clear(&proofreader->lexicon);
	dictionary_close(proofreader->dictionary);
	free(proofreader->language);
	free(proofreader);
}

void proofreader_leave(struct proofreader *proofreader)
{
	static struct proofreader *left;
	if (!proofreader)
		return;
	verdicts_save(proofreader->verdicts);
	proofreader_close(left);
	left = proofreader;
}

void proofreader_keep(struct proofreader *proofreader)
{
	verdicts_save(proofreader->verdicts);
}

const struct lexicon *proofreader_lexicon(const struct proofreader *proofreader)
{
	return &proofreader->lexicon;
}

const struct fault *proofreader_dictionary(struct dictionary **out, struct proofreader *proofreader)
{
	if (!proofreader->dictionary) {
		const struct lexicon *lexicon = &proofreader->lexicon;
		const struct fault *fault = dictionary_open(&proofreader->dictionary, proofreader->language);
		if (fault)
			return fault;
		for (size_t i = 0; i < lexicon->count; i++)
			if (!lexicon->entries[i].forbidden)
				dictionary_add(
					proofreader->dictionary, lexicon->entries[i].word, lexicon->entries[i].model);
	}
	*out = proofreader->dictionary;
	return NULL;
}

/* The verdict on a token, from memory or from the dictionary. */
static const struct fault *verdict_on(struct verdict *out, struct proofreader *proofreader, struct text token)
{
	if (verdicts_find(out, proofreader->verdicts, token))
		return NULL;
	struct dictionary *dictionary;
	const struct fault *fault = proofreader_dictionary(&dictionary, proofreader);
	if (fault)
		return fault;
	struct judge judge = {.dictionary = dictionary,
		.lexicon = &proofreader->lexicon,
		.french = proofreader->french,
		.verdicts = proofreader->verdicts};
	struct buffer better = {0};
	*out = (struct verdict){.good = true};
	out->good = !judge_token(&judge, token, &out->kind, &better);
	out->better = buffer_text(&better);
	verdicts_put(proofreader->verdicts, token, out);
	if (!verdicts_find(out, proofreader->verdicts, token))
		out->better = text_of("");
	buffer_clear(&better);
	return NULL;
}

static struct token_walk walk_over(const struct proofreader *proofreader, struct text text, const struct spans *masked)
{
	return (struct token_walk){.text = text, .masked = masked, .inclusive = proofreader->french};
}

/* What spelling says of a capital's accent, typography need not say again. */
static void leave_said(struct findings *findings)
{
	size_t kept = 0;
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		const struct finding *last = kept ? &findings->items[kept - 1] : NULL;
		if (finding->kind == FINDING_TYPOGRAPHY && finding->rule == TYPOGRAPHY_CAPITAL_ACCENT && last &&
			last->kind == FINDING_CAPITALS && last->start == finding->start)
			free(finding->better);
		else
			findings->items[kept++] = *finding;
	}
	findings->count = kept;
}

/* One run over a text. */
struct reading_pass {
	struct proofreader *proofreader;
	struct token_walk walk;
	struct spans masked;
	struct map acronyms; /* noted already */
};

/* The words of the text up to the end of the walk's. */
static const struct fault *check_words(struct findings *out, struct reading_pass *pass)
{
	const struct fault *fault = NULL;
	struct span token;
	while (!fault && token_next(&token, &pass->walk)) {
		struct verdict verdict;
		struct text word = text_part(pass->walk.text, token.start, token.end);
		fault = verdict_on(&verdict, pass->proofreader, word);
		if (fault || verdict.good || (verdict.kind == FINDING_ACRONYM && !map_put(&pass->acronyms, word, 0)))
			continue;
		findings_add(out, verdict.kind, token.start, token.end,
			verdict.better.size ? text_take(verdict.better) : NULL);
	}
	return fault;
}

static const struct fault *check_piece(struct findings *out, struct reading_pass *pass, struct text text, size_t from)
{
	const struct proofreader *proofreader = pass->proofreader;
	pass->walk.text = text;
	const struct fault *fault = check_words(out, pass);
	if (!fault && proofreader->profile != TYPOGRAPHY_NONE)
		typography_check(out, text, from, &pass->masked, proofreader->language, proofreader->profile);
	findings_sort(out);
	leave_said(out);
	return fault;
}

/* A piece ends with a block. */
static size_t piece_end(struct text text, size_t from)
{
	enum { PIECE = 64 << 10 };
	if (text.size - from <= PIECE)
		return text.size;
	const char *blank = memmem(text.bytes + from + PIECE, text.size - from - PIECE, "\n\n", 2);
	return blank ? (size_t)(blank - text.bytes) + 2 : text.size;
}

const struct fault *proofreader_run(struct proofreader *proofreader, struct text text, enum mask_syntax syntax,
	proofreader_take *take, void *context)
{
	struct reading_pass pass = {.proofreader = proofreader};
	struct findings findings = {0};
	const struct fault *fault = NULL;
	mask_find(&pass.masked, text, syntax);
	pass.walk = walk_over(proofreader, text, &pass.masked);
	for (size_t from = 0, end; from < text.size && !fault; from = end) {
		end = piece_end(text, from);
		fault = check_piece(&findings, &pass, text_part(text, 0, end), from);
		if (!fault)
			fault = take(context, &findings);
		findings_clear(&findings);
	}
	spans_clear(&pass.masked);
	map_clear(&pass.acronyms);
	return fault;
}

static const struct fault *take_all(void *context, struct findings *findings)
{
	struct findings *out = context;
	for (size_t i = 0; i < findings->count; i++) {
		*ARRAY_ADD(out->items, out->count, out->capacity) = findings->items[i];
		findings->items[i].better = NULL;
	}
	return NULL;
}

const struct fault *proofreader_check(
	struct findings *out, struct proofreader *proofreader, struct text text, enum mask_syntax syntax)
{
	return proofreader_run(proofreader, text, syntax, take_all, out);
}

bool proofreader_ready(const struct proofreader *proofreader, struct text text, enum mask_syntax syntax)
{
	struct spans masked = {0};
	struct span token;
	struct verdict verdict;
	bool ready = true;
	if (proofreader->dictionary)
		return true;
	mask_find(&masked, text, syntax);
	struct token_walk walk = walk_over(proofreader, text, &masked);
	while (ready && token_next(&token, &walk))
		ready = verdicts_find(&verdict, proofreader->verdicts, text_part(text, token.start, token.end));
	spans_clear(&masked);
	return ready;
}
