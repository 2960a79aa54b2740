#include "views/agreed.h"

#include "base/array.h"
#include "base/digest.h"
#include "base/language.h"
#include "base/map.h"
#include "base/worker.h"
#include "review/vocabulary.h"
#include "views/message.h"

/* What only the thread touches, from the first job on. */
struct engine {
	struct buffer list;
	char *source, *target; /* languages */
	struct glossary *glossary;
};

enum task { TASK_CHECK, TASK_CLOSE };

/* A question, and its answer. */
struct job {
	enum task task;
	struct engine *engine;
	struct text source, words; /* own copies */
	size_t slot;
	unsigned epoch;
	struct usage usage;
	char *trouble; /* a sentence, NULL without */
};

struct looked {
	bool known;
	struct usage usage;
};

struct agreed {
	struct loop *loop;
	void (*heard)(void *context);
	void *context;
	struct worker *worker;
	struct engine *engine; /* NULL: there are no terms */
	unsigned epoch;        /* grows with every engine: late answers of an earlier one are dropped */
	char digest[DIGEST_HEX];
	struct map slot_of; /* digest of a pair of texts -> texts */
	struct looked *texts;
	size_t count, capacity, waiting;
	bool told; /* of a dictionary that is not there */
};

/* --- in the thread */

static void engine_free(struct engine *engine)
{
	if (!engine)
		return;
	glossary_close(engine->glossary);
	buffer_clear(&engine->list);
	free(engine->source);
	free(engine->target);
	free(engine);
}

static void run(void *given, const volatile bool *cancelled)
{
	struct job *job = given;
	struct engine *engine = job->engine;
	(void)cancelled;
	if (job->task == TASK_CLOSE) {
		engine_free(engine);
		job->engine = NULL;
		return;
	}
	if (!engine->glossary) {
		struct terms terms;
		terms_read(&terms, buffer_text(&engine->list));
		engine->glossary = glossary_open(&terms, engine->source, engine->target);
		terms_clear(&terms);
	}
	glossary_check(&job->usage, engine->glossary, job->source, job->words);
	if (glossary_trouble(engine->glossary))
		job->trouble = memory_string(glossary_trouble(engine->glossary));
}

/* --- in the loop's thread */

static void job_free(void *freed)
{
	struct job *job = freed;
	if (job->task == TASK_CLOSE)
		engine_free(job->engine);
	free((char *)job->source.bytes);
	free((char *)job->words.bytes);
	usage_clear(&job->usage);
	free(job->trouble);
	free(job);
}

static struct text copy(struct text text)
{
	return (struct text){memory_copy(text.bytes, text.size), text.size};
}

static void give(struct agreed *agreed, enum task task, struct text source, struct text words, size_t slot)
{
	struct job *job = memory_new(1, sizeof *job);
	*job = (struct job){.task = task,
		.engine = agreed->engine,
		.source = copy(source),
		.words = copy(words),
		.slot = slot,
		.epoch = agreed->epoch};
	worker_give(agreed->worker, run, job);
}

static void take(struct agreed *agreed, struct job *job)
{
	if (job->epoch != agreed->epoch || job->task == TASK_CLOSE)
		return;
	struct looked *looked = &agreed->texts[job->slot];
	looked->known = true;
	looked->usage = job->usage;
	job->usage = (struct usage){0};
	agreed->waiting--;
	if (job->trouble && !agreed->told)
		message_say(MESSAGE_INFO, "%s", job->trouble);
	agreed->told = agreed->told || job->trouble;
}

static void answered(void *context)
{
	struct agreed *agreed = context;
	struct job *job;
	while ((job = worker_take(agreed->worker))) {
		take(agreed, job);
		job_free(job);
	}
	agreed->heard(agreed->context);
}

struct agreed *agreed_open(struct loop *loop, void (*heard)(void *context), void *context)
{
	struct agreed *agreed = memory_new(1, sizeof *agreed);
	agreed->loop = loop;
	agreed->heard = heard;
	agreed->context = context;
	return agreed;
}

static void forget(struct agreed *agreed)
{
	for (size_t i = 0; i < agreed->count; i++)
		usage_clear(&agreed->texts[i].usage);
	agreed->count = agreed->waiting = 0;
	map_clear(&agreed->slot_of);
}

void agreed_close(struct agreed *agreed)
{
	if (!agreed)
		return;
	if (agreed->worker) {
		loop_unwatch(agreed->loop, worker_descriptor(agreed->worker));
		worker_close(agreed->worker, job_free);
	}
	engine_free(agreed->engine);
	forget(agreed);
	free(agreed->texts);
	free(agreed);
}

/* What of the list makes no sense, and whether any of it can be looked for. */
static bool look_through(struct text list, const struct translation *translation)
{
	struct terms terms;
	terms_read(&terms, list);
	if (terms.trouble)
		message_say(MESSAGE_INFO,
			P_("%s, line %zu: %s", "%s, line %zu: %s; and other lines", terms.trouble_count),
			VOCABULARY_TERMS, terms.trouble_line, terms.trouble);
	bool any = terms.count && terms_column(&terms, translation->source_language) < TERMS_COLUMNS_LIMIT &&
		   terms_column(&terms, translation->language) < TERMS_COLUMNS_LIMIT;
	terms_clear(&terms);
	return any;
}

static void replace_engine(struct agreed *agreed, struct engine *engine)
{
	if (!agreed->worker && worker_open(&agreed->worker)) {
		engine_free(engine); /* without a thread nothing is looked for */
		return;
	}
	if (agreed->engine)
		give(agreed, TASK_CLOSE, text_of(""), text_of(""), 0);
	else
		loop_watch(agreed->loop, worker_descriptor(agreed->worker), answered, agreed);
	agreed->engine = engine;
}

void agreed_begin(struct agreed *agreed, const struct review *review, const struct translation *translation)
{
	struct buffer list = {0}, key = {0};
	char digest[DIGEST_HEX];
	if (message_fault(vocabulary_read_list(&list, review, VOCABULARY_TERMS)))
		buffer_empty(&list);
	buffer_format(&key, "%s\n%s\n", translation->source_language, translation->language);
	buffer_add(&key, buffer_text(&list));
	digest_text(digest, buffer_text(&key));
	buffer_clear(&key);
	if (!strcmp(digest, agreed->digest)) {
		buffer_clear(&list);
		return;
	}
	memcpy(agreed->digest, digest, sizeof digest);
	forget(agreed);
	bool any = look_through(buffer_text(&list), translation);
	if (!any && !agreed->engine) {
		buffer_clear(&list);
		return;
	}
	struct engine *engine = memory_new(1, sizeof *engine);
	engine->list = list;
	engine->source = memory_string(translation->source_language);
	engine->target = memory_string(translation->language);
	replace_engine(agreed, engine);
	agreed->epoch++;
}

const struct usage *agreed_look(struct agreed *agreed, struct text source, struct text words)
{
	static const struct usage nothing;
	struct buffer both = {0};
	char digest[DIGEST_HEX];
	size_t slot;
	if (!agreed->engine)
		return &nothing;
	buffer_format(&both, "%zu ", source.size);
	buffer_add(&both, source);
	buffer_add(&both, words);
	digest_text(digest, buffer_text(&both));
	buffer_clear(&both);
	if (!map_find(&agreed->slot_of, text_of(digest), &slot)) {
		slot = agreed->count;
		*ARRAY_ADD(agreed->texts, agreed->count, agreed->capacity) = (struct looked){0};
		map_put(&agreed->slot_of, text_of(digest), slot);
		agreed->waiting++;
		give(agreed, TASK_CHECK, source, words, slot);
	}
	return agreed->texts[slot].known ? &agreed->texts[slot].usage : NULL;
}

size_t agreed_waiting(const struct agreed *agreed)
{
	return agreed->waiting;
}
