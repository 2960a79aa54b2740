#include <stdlib.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "review/vocabulary.h"
#include "spelling/proofread.h"
#include "spelling/suggestion.h"
#include "text/utf8.h"
#include "text/visible.h"

static const struct option options[] = {{"language", "LANG", N_("of the text: fr, en, es"), 0, false},
	{"list", NULL, N_("one misspelt word a line, nothing else"), 0, false},
	{"suggest", NULL, N_("what each word was to be"), 0, false},
	{"no-typography", NULL, N_("without the rules of typography"), 0, false},
	{"json", NULL, N_("for a program"), 0, false}, {0}};

enum { TEXT_LIMIT = 64 << 20 };

/* One text being looked through. */
struct source {
	const char *name; /* as it was given; "-" is standard input */
	struct text text;
	struct buffer *bytes; /* that hold the text, to be let go behind us; NULL: they are another's */
	const char *language;
	enum mask_syntax syntax;
};

/* One run: a proofreader is kept from file to file while repository and language stay. */
struct run {
	struct call *call;
	char *folder;          /* whose repository it is; NULL: where we stand */
	char *repository;      /* its git directory; NULL: none */
	bool turned;           /* to a repository, or none */
	struct review *review; /* NULL: no consultation there */
	struct proofreader *proofreader;
	char *language;
	struct json *array; /* NULL without --json */
};

/* --- whose words hold */

/* Where the file lies, where that is in a repository; else where we stand (NULL). */
static char *folder_of(const struct run *run, const char *name)
{
	struct repository *repository = NULL;
	const char *slash = name ? strrchr(name, '/') : NULL;
	if (run->call->line->folder || !slash)
		return memory_string(run->call->line->folder);
	char *folder = memory_copy(name, slash == name ? 1 : (size_t)(slash - name));
	if (!repository_open(&repository, folder)) {
		repository_close(repository);
		return folder;
	}
	free(folder);
	return NULL;
}

static char *repository_of(const char *folder)
{
	struct repository *repository = NULL;
	const struct fault *fault = repository_open(&repository, folder);
	char *named = fault ? NULL : memory_string(repository_folder(repository));
	fault_ignore(fault);
	repository_close(repository);
	return named;
}

static bool same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void leave(struct run *run)
{
	if (run->review)
		call_close(run->review);
	run->review = NULL;
	proofreader_close(run->proofreader);
	run->proofreader = NULL;
	free(run->language);
	run->language = NULL;
}

static const struct fault *open_review(struct run *run, bool needed)
{
	const struct command_line *line = run->call->line;
	const struct review_options wanted = {.folder = run->folder, .as = line->as, .draft = line->draft};
	const struct fault *fault = review_open(&run->review, &wanted);
	if (!fault)
		return NULL;
	run->review = NULL;
	if (needed)
		return fault;
	fault_ignore(fault); /* any file can be checked, whatever folder it is in */
	return NULL;
}

/* To the repository that a file lies in, however it is named; `name` NULL: no file, a consultation is needed. */
static const struct fault *turn_to(struct run *run, const char *name)
{
	char *folder = folder_of(run, name);
	if (run->turned && same(folder, run->folder)) {
		free(folder);
		return NULL;
	}
	char *repository = repository_of(folder);
	bool stays = run->turned && same(repository, run->repository);
	free(run->folder);
	free(run->repository);
	run->folder = folder;
	run->repository = repository;
	run->turned = true;
	if (stays)
		return NULL;
	leave(run);
	return open_review(run, !name);
}

/* --- language, lexicon, profile */

/* "declaration.fr.md" is French; NULL where the name does not say. */
static char *language_of_name(const char *name)
{
	enum { CODE = 2 };
	const char *last = strrchr(name, '.');
	if (!last || last - name <= CODE || last[-CODE - 1] != '.')
		return NULL;
	struct text code = {last - CODE, CODE};
	bool letters = code.bytes[0] >= 'a' && code.bytes[0] <= 'z' && code.bytes[1] >= 'a' && code.bytes[1] <= 'z';
	return letters ? text_take(code) : NULL;
}

static bool is_markdown(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot && (strcmp(dot, ".md") == 0 || strcmp(dot, ".markdown") == 0);
}

/* What is not committed does not hold: it is said, where the working tree has other words. */
static void say_uncommitted(struct text lexicon, const struct repository *repository, const char *language)
{
	const char *tree = repository_work_tree(repository);
	char *name = vocabulary_path(language), *path = tree && name ? memory_format("%s/%s", tree, name) : NULL;
	struct buffer there = {0};
	if (path && file_exists(path)) {
		fault_ignore(file_read(&there, path, VOCABULARY_LIMIT)); /* one that cannot be read has other words */
		if (!text_equal(buffer_text(&there), lexicon))
			call_note(_("%s has changes that are not committed: the words last committed hold"), name);
	}
	buffer_clear(&there);
	free(path);
	free(name);
}

/* The house words: of the consultation, else of what HEAD names, else none. */
static const struct fault *read_lexicon(struct buffer *out, const struct run *run, const char *language)
{
	struct repository *repository = NULL;
	struct buffer committed = {0};
	struct oid head;
	const struct fault *fault = repository_open(&repository, run->folder);
	if (fault)
		return NULL; /* texts outside a repository are checked as well */
	if (!branch_revision(&head, repository, "HEAD"))
		fault = vocabulary_at(&committed, repository, &head, language);
	if (!fault)
		say_uncommitted(buffer_text(&committed), repository, language);
	if (!fault && run->review)
		fault = vocabulary_read(out, run->review, language);
	else if (!fault)
		buffer_add(out, buffer_text(&committed));
	repository_close(repository);
	buffer_clear(&committed);
	return fault;
}

static void say_trouble(const struct lexicon *lexicon, const char *language)
{
	if (lexicon->trouble_count)
		call_note(P_("dictionaries/%s.txt, line %zu: %s; this line is left out",
				  "dictionaries/%s.txt, line %zu: %s; this line and others are left out",
				  lexicon->trouble_count),
			language, lexicon->trouble_line, lexicon->trouble);
}

static enum typography_profile profile_of(const struct run *run)
{
	enum typography_profile profile = TYPOGRAPHY_IMPRIMERIE_NATIONALE;
	const char *name = run->review ? run->review->consultation.typography : "";
	if (options_has(&run->call->options, "no-typography") || options_has(&run->call->options, "list"))
		return TYPOGRAPHY_NONE;
	if (!typography_profile_find(&profile, text_of(name)))
		call_note(_("there is no typography “%.40s”; imprimerie-nationale holds"), name);
	return profile;
}

static const struct fault *need_language(struct run *run, const char *language)
{
	struct buffer lexicon = {0};
	if (run->proofreader && strcmp(run->language, language) == 0)
		return NULL;
	proofreader_close(run->proofreader);
	run->proofreader = NULL;
	const struct fault *fault = read_lexicon(&lexicon, run, language);
	if (!fault) {
		const struct proofreader_options wanted = {
			.language = language, .lexicon = buffer_text(&lexicon), .profile = profile_of(run)};
		fault = proofreader_open(&run->proofreader, &wanted);
	}
	if (!fault) {
		free(run->language);
		run->language = memory_string(language);
		say_trouble(proofreader_lexicon(run->proofreader), language);
	}
	buffer_clear(&lexicon);
	return fault;
}

/* --- what is said */

/* Line and column of a place, counted on from the last one. */
struct cursor {
	size_t at, line, column;
};

static void move_to(struct cursor *position, struct text text, size_t at)
{
	while (position->at < at) {
		const char *end = memchr(text.bytes + position->at, '\n', at - position->at);
		if (!end) {
			position->column += utf8_points(text_part(text, position->at, at));
			position->at = at;
			return;
		}
		position->at = (size_t)(end - text.bytes) + 1;
		position->line++;
		position->column = 1;
	}
}

static const struct fault *suggest(
	struct suggestions *out, struct run *run, const struct source *source, const struct finding *finding)
{
	struct dictionary *dictionary;
	const struct lexicon *lexicon = proofreader_lexicon(run->proofreader);
	struct text word = text_part(source->text, finding->start, finding->end);
	bool french = strncmp(source->language, "fr", 2) == 0;
	if (finding->better) {
		out->words[out->count++] = memory_string(finding->better);
		return NULL;
	}
	if (!finding_is_misspelling(finding))
		return NULL;
	const struct fault *fault = proofreader_dictionary(&dictionary, run->proofreader);
	if (!fault) {
		suggestion_near(out, dictionary, lexicon, word, french, NULL);
		suggestion_far(out, dictionary, lexicon, word, french);
	}
	return fault;
}

static void add_json(struct json *array, const struct source *source, const struct finding *finding,
	const struct cursor *position, const struct suggestions *suggestions)
{
	struct json *object = json_add_object(array, NULL);
	json_add_string(object, "file", source->name);
	json_add_number(object, "line", (long long)position->line);
	json_add_number(object, "column", (long long)position->column);
	json_add_text(object, "word", text_part(source->text, finding->start, finding->end));
	json_add_string(object, "kind", finding_kind_name(finding->kind));
	json_add_string(
		object, "rule", finding->kind == FINDING_TYPOGRAPHY ? typography_rule_name(finding->rule) : NULL);
	struct json *list = json_add_array(object, "suggestions");
	for (size_t i = 0; i < suggestions->count; i++)
		json_add_string(list, NULL, suggestions->words[i]);
}

static void add_line(struct buffer *out, const struct source *source, const struct finding *finding,
	const struct cursor *position, const struct suggestions *suggestions)
{
	const char *remark = finding->kind == FINDING_TYPOGRAPHY ? typography_rule_label(finding->rule)
								 : finding_kind_label(finding->kind);
	visible_add(out, text_of(source->name), VISIBLE_ONE_LINE);
	buffer_format(out, ":%zu:%zu: ", position->line, position->column);
	visible_add(out, text_part(source->text, finding->start, finding->end), VISIBLE_ONE_LINE);
	if (remark)
		buffer_format(out, " (%s)", remark);
	for (size_t i = 0; i < suggestions->count; i++) {
		buffer_add_string(out, i ? ", " : " → ");
		visible_add(out, text_of(suggestions->words[i]), VISIBLE_ONE_LINE);
	}
	buffer_add_byte(out, '\n');
}

/* One text, as far as it has been looked through. */
struct saying {
	struct run *run;
	const struct source *source;
	struct cursor position;
	size_t gone; /* of the text, read and let go */
};

/* A long text need not stay in memory behind what has been said of it, but for what a rule may look back at. */
static void let_go(struct saying *saying, size_t done)
{
	enum { LOOKED_BACK = 256 << 10 };
	struct buffer *bytes = saying->source->bytes;
	if (!bytes || done < saying->gone + 2 * LOOKED_BACK)
		return;
	memory_forget(bytes->bytes + saying->gone, done - LOOKED_BACK - saying->gone);
	saying->gone = done - LOOKED_BACK;
}

static const struct fault *say(void *context, struct findings *findings)
{
	struct saying *saying = context;
	struct run *run = saying->run;
	const struct source *source = saying->source;
	const struct options *given = &run->call->options;
	const struct fault *fault = NULL;
	for (size_t i = 0; i < findings->count && !fault; i++) {
		const struct finding *finding = &findings->items[i];
		struct suggestions suggestions = {0};
		if (finding_is_misspelling(finding))
			run->call->status = COMMAND_FOUND;
		if (options_has(given, "list")) {
			if (finding_is_misspelling(finding)) {
				visible_add(run->call->out, text_part(source->text, finding->start, finding->end),
					VISIBLE_ONE_LINE);
				buffer_add_byte(run->call->out, '\n');
			}
			continue;
		}
		move_to(&saying->position, source->text, finding->start);
		if (run->array || options_has(given, "suggest"))
			fault = suggest(&suggestions, run, source, finding);
		if (run->array)
			add_json(run->array, source, finding, &saying->position, &suggestions);
		else
			add_line(run->call->out, source, finding, &saying->position, &suggestions);
		suggestions_clear(&suggestions);
	}
	if (findings->count)
		let_go(saying, findings->items[findings->count - 1].start);
	return fault ? fault : call_flush(run->call);
}

/* --- the texts */

static const struct fault *check(struct run *run, const struct source *source)
{
	struct saying saying = {.run = run, .source = source, .position = {0, 1, 1}};
	const struct fault *fault = need_language(run, source->language);
	return fault ? fault : proofreader_run(run->proofreader, source->text, source->syntax, say, &saying);
}

static const struct fault *check_file(struct run *run, const char *name)
{
	struct buffer bytes = {0};
	char *named = language_of_name(name);
	const char *wanted = options_find(&run->call->options, "language");
	const struct fault *fault = turn_to(run, name);
	const struct consultation_draft *first = run->review ? review_draft(run->review) : NULL;
	struct source source = {
		.name = name, .syntax = is_markdown(name) ? MASK_MARKDOWN : MASK_PLAIN, .language = wanted};
	if (!source.language)
		source.language = named ? named : first && *first->language ? first->language : language_code();
	if (!fault)
		fault = file_read(&bytes, name, TEXT_LIMIT);
	source.text = buffer_text(&bytes);
	source.bytes = &bytes;
	if (!fault)
		fault = check(run, &source);
	buffer_clear(&bytes);
	free(named);
	return fault;
}

/* Without a file: the draft under review, as the base has it. */
static const struct fault *check_draft(struct run *run)
{
	const struct consultation_draft *draft = review_draft(run->review);
	const char *wanted = options_find(&run->call->options, "language");
	struct source source = {.name = draft->path,
		.text = run->review->draft->source,
		.language = wanted             ? wanted
			    : *draft->language ? draft->language
					       : language_code(),
		.syntax = MASK_MARKDOWN};
	return check(run, &source);
}

static const struct fault *run(struct call *call)
{
	struct run run = {.call = call};
	size_t count = call->options.word_count;
	const struct fault *fault = call_either(call, "list", "json");
	if (!fault && count == 0)
		fault = turn_to(&run, NULL);
	if (!fault && options_has(&call->options, "json"))
		run.array = json_new_array();
	if (!fault && count == 0)
		fault = check_draft(&run);
	for (size_t i = 0; i < count && !fault; i++)
		fault = check_file(&run, call->options.words[i]);
	if (!fault && run.array)
		call_json(call->out, run.array);
	else
		json_free(run.array);
	proofreader_leave(run.proofreader); /* the program ends: its memory is not worth the time */
	run.proofreader = NULL;
	leave(&run);
	free(run.folder);
	free(run.repository);
	return fault;
}

enum { FILES_MOST = 10000 };

const struct command command_spell = {"spell",
	"[FILE…] [--language LANG] [--list] [--suggest] [--no-typography] [--json]",
	N_("Checks the spelling and the typography of the draft, or of any files; - is standard input."), options, 0,
	FILES_MOST, run};
