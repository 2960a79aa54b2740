#include "views/speller.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/language.h"
#include "base/worker.h"
#include "review/ignored.h"
#include "review/vocabulary.h"
#include "spelling/elision.h"
#include "spelling/proofread.h"

/* What only the thread touches, from the first job on. */
struct engine {
	char *language;
	struct buffer lexicon;
	enum typography_profile profile;
	struct proofreader *proofreader; /* NULL: not opened yet */
};

enum task { TASK_CHECK, TASK_NEAR, TASK_FAR, TASK_KEEP, TASK_MODEL, TASK_CLOSE };

/* A question, and its answer. */
struct job {
	enum task task;
	struct engine *engine;
	struct text text; /* own copy */
	size_t slot;      /* CHECK: among the texts */
	unsigned epoch;
	struct findings findings;
	struct suggestions suggestions;
	bool stem;     /* MODEL: it is one */
	char *trouble; /* a sentence; NULL without */
};

struct looked {
	bool known;
	struct findings findings;
};

struct speller {
	struct loop *loop;
	void (*heard)(void *context);
	void *context;
	struct worker *worker;
	struct engine *engine;
	unsigned epoch; /* grows with every engine: late answers of an earlier one are dropped */
	char digest[DIGEST_HEX];
	struct map slot_of; /* digest of a text -> texts */
	struct looked *texts;
	size_t count, capacity, waiting;
	char *trouble;
	struct map ignored, passed; /* words: in this draft, in this window */
	struct buffer word;         /* suggestions are for */
	struct suggestions suggestions;
	bool near_known, far_asked, far_known;
	struct buffer model; /* the last one asked about */
	bool model_known, model_is_stem;
};

/* --- in the thread */

static const struct fault *need_proofreader(struct engine *engine)
{
	const struct proofreader_options options = {
		.language = engine->language, .lexicon = buffer_text(&engine->lexicon), .profile = engine->profile};
	return engine->proofreader ? NULL : proofreader_open(&engine->proofreader, &options);
}

static const struct fault *find_suggestions(struct job *job, const volatile bool *cancelled)
{
	struct dictionary *dictionary;
	struct proofreader *proofreader = job->engine->proofreader;
	bool french = strncmp(job->engine->language, "fr", 2) == 0;
	const struct fault *fault = proofreader_dictionary(&dictionary, proofreader);
	if (fault)
		return fault;
	const struct lexicon *lexicon = proofreader_lexicon(proofreader);
	suggestion_near(&job->suggestions, dictionary, lexicon, job->text, french, cancelled);
	if (job->task == TASK_FAR && !*cancelled)
		suggestion_far(&job->suggestions, dictionary, lexicon, job->text, french);
	return NULL;
}

static void engine_free(struct engine *engine)
{
	if (!engine)
		return;
	proofreader_close(engine->proofreader);
	buffer_clear(&engine->lexicon);
	free(engine->language);
	free(engine);
}

static const struct fault *try_model(struct job *job)
{
	struct dictionary *dictionary;
	const struct fault *fault = proofreader_dictionary(&dictionary, job->engine->proofreader);
	job->stem = !fault && dictionary_inflects(dictionary, job->text);
	return fault;
}

/* A misspelt word is the same word behind l’, d’ and qu’: one line in the list, one entry in the lexicon. */
static void leave_elisions(struct findings *findings, struct text text)
{
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		if (finding->kind == FINDING_MISSPELT)
			finding->start += elision_written(text_part(text, finding->start, finding->end));
	}
}

static const struct fault *check_text(struct job *job)
{
	const struct fault *fault =
		proofreader_check(&job->findings, job->engine->proofreader, job->text, MASK_MARKDOWN);
	if (!fault && strncmp(job->engine->language, "fr", 2) == 0)
		leave_elisions(&job->findings, job->text);
	return fault;
}

static void run(struct job *job, const volatile bool *cancelled)
{
	const struct fault *fault = NULL;
	if (job->task == TASK_CLOSE) {
		engine_free(job->engine);
		job->engine = NULL;
		return;
	}
	fault = need_proofreader(job->engine);
	if (!fault && job->task == TASK_CHECK)
		fault = check_text(job);
	else if (!fault && job->task == TASK_KEEP)
		proofreader_keep(job->engine->proofreader);
	else if (!fault && job->task == TASK_MODEL)
		fault = try_model(job);
	else if (!fault && !*cancelled)
		fault = find_suggestions(job, cancelled);
	if (fault)
		job->trouble = memory_string(fault_text(fault));
}

/* Two functions for one work: the newest search calls the older ones off, a check calls off nothing. */
static void run_check(void *job, const volatile bool *cancelled)
{
	(void)cancelled;
	run(job, &(const volatile bool){false});
}

static void run_search(void *job, const volatile bool *cancelled)
{
	run(job, cancelled);
}

/* --- in the loop's thread */

static void job_free(void *freed)
{
	struct job *job = freed;
	if (job->task == TASK_CLOSE)
		engine_free(job->engine);
	free((char *)job->text.bytes);
	findings_clear(&job->findings);
	suggestions_clear(&job->suggestions);
	free(job->trouble);
	free(job);
}

static void give(struct speller *speller, enum task task, struct text text, size_t slot)
{
	struct job *job = memory_new(1, sizeof *job);
	*job = (struct job){.task = task,
		.engine = speller->engine,
		.text = {memory_copy(text.bytes, text.size), text.size},
		.slot = slot,
		.epoch = speller->epoch};
	bool search = task == TASK_NEAR || task == TASK_FAR;
	worker_give(speller->worker, search ? run_search : run_check, job);
}

static void take_suggestions(struct speller *speller, struct job *job)
{
	if (!text_equal(job->text, buffer_text(&speller->word)))
		return;
	if (job->task == TASK_NEAR && speller->far_known)
		return;
	suggestions_clear(&speller->suggestions);
	speller->suggestions = job->suggestions;
	job->suggestions = (struct suggestions){0};
	speller->near_known = true;
	speller->far_known |= job->task == TASK_FAR;
}

static void take(struct speller *speller, struct job *job)
{
	if (job->epoch != speller->epoch || job->task == TASK_CLOSE)
		return;
	if (job->trouble && !speller->trouble) {
		speller->trouble = job->trouble;
		job->trouble = NULL;
	}
	if (job->task == TASK_CHECK) {
		struct looked *looked = &speller->texts[job->slot];
		looked->known = true;
		looked->findings = job->findings;
		job->findings = (struct findings){0};
		speller->waiting--;
	} else if (job->task == TASK_NEAR || job->task == TASK_FAR) {
		take_suggestions(speller, job);
	} else if (job->task == TASK_MODEL && text_equal(job->text, buffer_text(&speller->model))) {
		speller->model_known = true;
		speller->model_is_stem = job->stem;
	}
}

static void answered(void *context)
{
	struct speller *speller = context;
	struct job *job;
	while ((job = worker_take(speller->worker))) {
		take(speller, job);
		job_free(job);
	}
	speller->heard(speller->context);
}

struct speller *speller_open(struct loop *loop, void (*heard)(void *context), void *context)
{
	struct speller *speller = memory_new(1, sizeof *speller);
	speller->loop = loop;
	speller->heard = heard;
	speller->context = context;
	return speller;
}

static void forget(struct speller *speller)
{
	for (size_t i = 0; i < speller->count; i++)
		findings_clear(&speller->texts[i].findings);
	speller->count = speller->waiting = 0;
	map_clear(&speller->slot_of);
	suggestions_clear(&speller->suggestions);
	buffer_empty(&speller->word);
	buffer_empty(&speller->model);
	free(speller->trouble);
	speller->trouble = NULL;
}

void speller_close(struct speller *speller)
{
	if (!speller)
		return;
	if (speller->worker) {
		loop_unwatch(speller->loop, worker_descriptor(speller->worker));
		worker_close(speller->worker, job_free);
	}
	engine_free(speller->engine);
	forget(speller);
	free(speller->texts);
	map_clear(&speller->ignored);
	map_clear(&speller->passed);
	buffer_clear(&speller->word);
	buffer_clear(&speller->model);
	free(speller);
}

static struct engine *engine_for(struct review *review)
{
	struct engine *engine = memory_new(1, sizeof *engine);
	const struct consultation_draft *draft = review_draft(review);
	engine->language = memory_string(draft->language[0] ? draft->language : language_code());
	/* A profile nobody knows, a lexicon that cannot be read: the usual one, none. */
	if (!typography_profile_find(&engine->profile, text_of(review->consultation.typography)))
		engine->profile = TYPOGRAPHY_IMPRIMERIE_NATIONALE;
	fault_ignore(vocabulary_read(&engine->lexicon, review, engine->language));
	return engine;
}

bool speller_begin(struct speller *speller, struct review *review)
{
	struct engine *engine = engine_for(review);
	struct buffer key = {0};
	char digest[DIGEST_HEX];
	buffer_format(&key, "%s\n%d\n%s\n", engine->language, (int)engine->profile, review_draft(review)->path);
	buffer_add(&key, buffer_text(&engine->lexicon));
	digest_text(digest, buffer_text(&key));
	buffer_clear(&key);
	if (speller->engine && !strcmp(digest, speller->digest)) {
		engine_free(engine);
		return false;
	}
	if (!speller->worker && worker_open(&speller->worker)) {
		engine_free(engine); /* without a thread nothing is checked */
		return false;
	}
	if (!speller->engine)
		loop_watch(speller->loop, worker_descriptor(speller->worker), answered, speller);
	else
		give(speller, TASK_CLOSE, text_of(""), 0);
	forget(speller);
	memcpy(speller->digest, digest, sizeof digest);
	speller->engine = engine;
	speller->epoch++;
	map_clear(&speller->ignored);
	ignored_read(&speller->ignored, review);
	return true;
}

const char *speller_language(const struct speller *speller)
{
	return speller->engine ? speller->engine->language : "";
}

const char *speller_trouble(const struct speller *speller)
{
	return speller->trouble;
}

const struct findings *speller_look(struct speller *speller, struct text text)
{
	char digest[DIGEST_HEX];
	size_t slot;
	if (!speller->engine || speller->trouble)
		return NULL;
	digest_text(digest, text);
	if (!map_find(&speller->slot_of, text_of(digest), &slot)) {
		slot = speller->count;
		*ARRAY_ADD(speller->texts, speller->count, speller->capacity) = (struct looked){0};
		map_put(&speller->slot_of, text_of(digest), slot);
		speller->waiting++;
		give(speller, TASK_CHECK, text, slot);
	}
	return speller->texts[slot].known ? &speller->texts[slot].findings : NULL;
}

bool speller_counts(const struct speller *speller, struct text text, const struct finding *finding)
{
	size_t unused;
	struct text word = text_part(text, finding->start, finding->end);
	return finding_is_misspelling(finding) && !map_find(&speller->ignored, word, &unused) &&
	       !map_find(&speller->passed, word, &unused);
}

size_t speller_waiting(const struct speller *speller)
{
	return speller->waiting;
}

void speller_keep(struct speller *speller)
{
	if (speller->engine && !speller->trouble)
		give(speller, TASK_KEEP, text_of(""), 0);
}

bool speller_model(struct speller *speller, struct text model, bool *stem)
{
	*stem = false;
	if (!speller->engine || speller->trouble)
		return true;
	if (!text_equal(model, buffer_text(&speller->model))) {
		buffer_empty(&speller->model);
		buffer_add(&speller->model, model);
		speller->model_known = false;
		give(speller, TASK_MODEL, model, 0);
	}
	*stem = speller->model_known && speller->model_is_stem;
	return speller->model_known;
}

const struct suggestions *speller_suggest(struct speller *speller, struct text word, bool *whole)
{
	*whole = true;
	if (!speller->engine || speller->trouble)
		return &speller->suggestions;
	if (!text_equal(word, buffer_text(&speller->word))) {
		buffer_empty(&speller->word);
		buffer_add(&speller->word, word);
		suggestions_clear(&speller->suggestions);
		speller->near_known = speller->far_asked = speller->far_known = false;
		give(speller, TASK_NEAR, word, 0);
	}
	/* The slow search begins when the quick one is done, unless one has moved on by then. */
	if (speller->near_known && !speller->far_known && !speller->far_asked) {
		speller->far_asked = true;
		give(speller, TASK_FAR, word, 0);
	}
	*whole = speller->far_known;
	return &speller->suggestions;
}

const struct fault *speller_ignore(struct speller *speller, const struct review *review, struct text word, bool always)
{
	if (!always) {
		map_put(&speller->passed, word, 0);
		return NULL;
	}
	const struct fault *fault = ignored_add(review, word);
	if (!fault)
		map_put(&speller->ignored, word, 0);
	return fault;
}

/* --- texts being typed */

static void add_marks(struct styled **out, size_t *count, size_t *capacity, const struct speller *speller,
	struct text text, const struct findings *findings, size_t cursor)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		if (speller_counts(speller, text, finding) && cursor != finding->end)
			*ARRAY_ADD(*out, *count, *capacity) =
				(struct styled){finding->start, finding->end, STYLE_WITH_MISSPELT};
	}
}

struct styled *speller_marks(
	struct speller *speller, struct text text, size_t cursor, struct buffer *last, size_t *count)
{
	struct styled *marks = NULL;
	size_t capacity = 0;
	*count = 0;
	const struct findings *findings = speller_look(speller, text);
	if (findings) {
		add_marks(&marks, count, &capacity, speller, text, findings, cursor);
		if (!text_equal(buffer_text(last), text)) {
			buffer_empty(last);
			buffer_add(last, text);
		}
		return marks;
	}
	/* Not answered yet: the marks of the last text before and behind what has changed since. */
	struct text old = buffer_text(last);
	findings = old.size ? speller_look(speller, old) : NULL;
	size_t before = 0, behind = 0;
	while (before < old.size && before < text.size && old.bytes[before] == text.bytes[before])
		before++;
	while (behind < old.size - before && behind < text.size - before &&
		old.bytes[old.size - 1 - behind] == text.bytes[text.size - 1 - behind])
		behind++;
	for (size_t i = 0; findings && i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		size_t moved = finding->start >= old.size - behind ? text.size - old.size : 0;
		bool stays = finding->end < before || finding->start > old.size - behind;
		if (stays && speller_counts(speller, old, finding))
			*ARRAY_ADD(marks, *count, capacity) =
				(struct styled){finding->start + moved, finding->end + moved, STYLE_WITH_MISSPELT};
	}
	return marks;
}
