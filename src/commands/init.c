#include <errno.h>

#include "act/founding.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "commands/founder.h"

static const struct option options[] = {
	{"draft", "FILE", N_("a text; the first is the source, others are its translations"), 0, true},
	{"language", "LANG", N_("the language of texts whose name says none, as NAME.fr.md does"), 0, false},
	{0},
};

static const struct fault *check_language(const char *language)
{
	if (strlen(language) == 2 && strspn(language, "abcdefghijklmnopqrstuvwxyz") == 2)
		return NULL;
	return fault_new(FAULT_MALFORMED, _("“%.40s” is no language: write its two letters, as in fr"), language);
}

/* The drafts: those behind --draft, then those that follow DIR. */
static const struct fault *add_drafts(struct founder *founder, const struct call *call, const char *language)
{
	const char **files = options_all(&call->options, "draft");
	const struct fault *fault = NULL;
	if (!files[0])
		fault = fault_new(FAULT_MALFORMED, _("--draft is missing: paraphe %s %s"), call->command->name,
			call->command->usage);
	for (size_t i = 0; files[i] && !fault; i++)
		fault = founder_add(founder, files[i], language);
	for (size_t i = 1; i < call->options.word_count && !fault; i++)
		fault = founder_add(founder, call->options.words[i], language);
	free(files);
	return fault;
}

static const struct fault *make(struct repository **out, const struct founder *founder, const char *folder)
{
	struct buffer consultation = {0};
	struct commit_file *files = memory_new(founder->count + 1, sizeof *files);
	founder_consultation(&consultation, founder);
	for (size_t i = 0; i < founder->count; i++)
		files[i] = (struct commit_file){founder->drafts[i].path, buffer_text(&founder->drafts[i].bytes), NULL};
	files[founder->count] = (struct commit_file){CONSULTATION_PATH, buffer_text(&consultation), NULL};
	struct founding_order order = {
		.folder = folder,
		.base = "main",
		.name = founder->name,
		.email = founder->email,
		.subject = "Open the consultation",
		.files = files,
		.file_count = founder->count + 1,
	};
	const struct fault *fault = founding_make(out, &order);
	free(files);
	buffer_clear(&consultation);
	return fault;
}

/* Whoever starts a consultation is known in it from then on. */
static void remember(struct repository *repository, const struct founder *founder)
{
	const struct consultation none = {0};
	struct identity identity = {0};
	const struct fault *fault = identity_make(&identity, &none, founder->id, false);
	if (!fault)
		fault = identity_save(&identity, repository);
	fault_ignore(fault); /* nowhere to remember it: the first opening asks, as everybody is asked */
	identity_clear(&identity);
}

static const struct fault *run(struct call *call)
{
	struct founder founder = {0};
	struct repository *repository = NULL;
	const char *folder = call->options.words[0], *language = options_find(&call->options, "language");
	if (!language)
		language = language_code();
	const struct fault *fault = check_language(language);
	if (!fault)
		fault = founder_name(&founder, call->line->as);
	if (!fault)
		fault = add_drafts(&founder, call, language);
	if (!fault)
		fault = make(&repository, &founder, folder);
	if (!fault) {
		if (!call->line->as)
			remember(repository, &founder);
		/* TRANSLATORS: the program as it was called, a folder */
		buffer_format(call->out, _("The consultation is ready; open it with: %s -C %s"),
			program_invocation_name, folder);
		buffer_add_byte(call->out, '\n');
	}
	repository_close(repository);
	founder_clear(&founder);
	return fault;
}

const struct command command_init = {"init", "DIR --draft FILE… [--language LANG]",
	N_("Starts a consultation in DIR from texts in Markdown: a repository with the drafts and a "
	   "consultation.json."),
	options, 1, 64, run};
