#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

#include "act/founding.h"
#include "base/array.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/place.h"
#include "commands/call.h"
#include "commands/plain.h"
#include "commands/script.h"
#include "store/signing.h"

#define SCRIPT_NAME "drafts/demo.script"
enum { SCRIPT_LIMIT = 1024 * 1024, OPEN_FOLDERS = 16 };

/* The files of the sample, as they come with the program. */
struct sample {
	char *root; /* the folder they are in */
	struct commit_file *files;
	struct buffer *bytes;
	size_t count, capacity, bytes_count, bytes_capacity;
	struct buffer script;
};

static void sample_clear(struct sample *sample)
{
	for (size_t i = 0; i < sample->count; i++)
		free((char *)sample->files[i].path);
	for (size_t i = 0; i < sample->bytes_count; i++)
		buffer_clear(&sample->bytes[i]);
	buffer_clear(&sample->script);
	free(sample->files);
	free(sample->bytes);
	free(sample->root);
}

static const struct fault *sample_read(struct sample *sample, const char *folder, const char *name)
{
	char *path = memory_format("%s/%s", folder, name), *from = memory_format("%s%s", sample->root, path);
	struct buffer bytes = {0};
	const struct fault *fault = file_read(&bytes, from, DRAFT_LIMIT);
	if (fault) {
		buffer_clear(&bytes);
		free(path);
	} else {
		ARRAY_ADD(sample->files, sample->count, sample->capacity)->path = path;
		*ARRAY_ADD(sample->bytes, sample->bytes_count, sample->bytes_capacity) = bytes;
	}
	free(from);
	return fault;
}

static bool ends_in(const char *name, const char *ending)
{
	size_t size = strlen(name), tail = strlen(ending);
	return size >= tail && !strcmp(name + size - tail, ending);
}

static const struct fault *sample_folder(struct sample *sample, const char *folder, const char *const *endings)
{
	struct file_names names = {0};
	char *path = memory_format("%s%s", sample->root, folder);
	const struct fault *fault = file_list(&names, path);
	for (size_t i = 0; i < names.count && !fault; i++)
		for (const char *const *ending = endings; *ending && !fault; ending++)
			if (ends_in(names.names[i], *ending))
				fault = sample_read(sample, folder, names.names[i]);
	file_names_clear(&names);
	free(path);
	return fault;
}

static const struct fault *sample_find(struct sample *sample)
{
	static const char *const drafts[] = {".md", "consultation.json", NULL};
	static const char *const dictionaries[] = {".txt", ".tsv", NULL};
	char *script = place_share(SCRIPT_NAME);
	if (!script)
		return fault_new(FAULT_MISSING, "%s",
			_("the sample is not installed with this program: start a consultation with paraphe init DIR "
			  "--draft FILE"));
	sample->root = memory_copy(script, strlen(script) - strlen(SCRIPT_NAME));
	const struct fault *fault = file_read(&sample->script, script, SCRIPT_LIMIT);
	if (!fault)
		fault = sample_folder(sample, "drafts", drafts);
	if (!fault)
		fault = sample_folder(sample, "dictionaries", dictionaries);
	for (size_t i = 0; i < sample->count; i++)
		sample->files[i].bytes = buffer_text(&sample->bytes[i]);
	free(script);
	return fault;
}

static const struct fault *sample_consultation(struct consultation *out, const struct sample *sample)
{
	for (size_t i = 0; i < sample->count; i++)
		if (!strcmp(sample->files[i].path, CONSULTATION_PATH))
			return consultation_read(out, sample->files[i].bytes);
	return fault_new(FAULT_MISSING, _("the sample in %.300s has no %s"), sample->root, CONSULTATION_PATH);
}

static const struct member *secretary_of(const struct consultation *consultation)
{
	for (size_t i = 0; i < consultation->member_count; i++)
		if (consultation->roster[i].role == ROLE_SECRETARIAT)
			return &consultation->roster[i];
	return NULL;
}

/* The repository as the secretariat starts it. */
static const struct fault *found(const struct sample *sample, const char *folder)
{
	struct consultation consultation = {0};
	const struct fault *fault = sample_consultation(&consultation, sample);
	if (fault)
		return fault;
	const struct member *secretary = secretary_of(&consultation);
	const char *id = secretary ? secretary->id : "secretariat";
	char *email = memory_format("%s@paraphe.invalid", id);
	struct founding_order order = {
		.folder = folder,
		.base = consultation.base,
		.name = secretary ? secretary->name : id,
		.email = email,
		.subject = "Open the consultation",
		.files = sample->files,
		.file_count = sample->count,
	};
	fault = founding_make(NULL, &order);
	free(email);
	consultation_clear(&consultation);
	return fault;
}

/* On a terminal says how far it is; ^C stops it, and then nothing is left. */
static bool show_progress(void *context, size_t done, size_t total)
{
	(void)context;
	if (isatty(STDERR_FILENO)) {
		fprintf(stderr, "\r%s %3zu %%", _("making the sample consultation:"), done * 100 / total);
		if (done == total || interrupt_pending())
			fputc('\n', stderr);
	}
	return !interrupt_pending();
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *place)
{
	(void)about;
	(void)kind;
	(void)place;
	return remove(path);
}

/* Made beside its place and renamed when it is whole: half a sample is never taken for one. */
static const struct fault *make(const char *folder)
{
	struct sample sample = {0};
	char *beside = memory_format("%s.new-%ld", folder, (long)getpid());
	const struct command_line line = {.folder = beside, .language = language_code()};
	const struct progress progress = {show_progress, NULL};
	const struct fault *fault = interrupt_open();
	if (!fault)
		fault = sample_find(&sample);
	if (!fault)
		fault = script_clock(SCRIPT_NAME, buffer_text(&sample.script));
	signing_pause(true); /* its people are not there to unlock their keys */
	if (!fault)
		fault = found(&sample, beside);
	if (!fault)
		fault = script_run(&line, SCRIPT_NAME, buffer_text(&sample.script), &progress);
	signing_pause(false);
	clock_release();
	interrupt_close();
	if (!fault && rename(beside, folder) != 0)
		fault = fault_system(_("the sample cannot be put at %.300s"), folder);
	if (fault)
		nftw(beside, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
	sample_clear(&sample);
	free(beside);
	return fault;
}

static bool is_repository(const char *folder)
{
	char *git = memory_format("%s/.git", folder), *objects = memory_format("%s/objects", folder);
	bool is = file_exists(git) || file_exists(objects);
	free(git);
	free(objects);
	return is;
}

static const struct fault *make_if_absent(const char *folder)
{
	struct file_names names = {0};
	if (is_repository(folder))
		return NULL;
	const struct fault *fault = file_list(&names, folder);
	if (!fault && names.count)
		fault = fault_new(
			FAULT_CONFLICT, _("%.300s holds something else than a sample: name another folder"), folder);
	file_names_clear(&names);
	return fault ? fault : make(folder);
}

static const struct fault *read_aloud(const struct call *call, const char *folder)
{
	struct command_line line = *call->line;
	struct call reading = {.command = &command_show, .line = &line, .out = call->out};
	line.folder = folder;
	const struct fault *fault = plain_run(&reading);
	if (!fault) {
		buffer_add_byte(call->out, '\n');
		/* TRANSLATORS: the program as it was called, a folder */
		buffer_format(call->out, _("Open it on a terminal with: %s -C %s"), program_invocation_name, folder);
		buffer_add_byte(call->out, '\n');
	}
	return fault;
}

static const struct fault *run(struct call *call)
{
	const char *given = call->options.word_count ? call->options.words[0] : "./paraphe-demo";
	size_t size = strlen(given);
	while (size > 1 && given[size - 1] == '/')
		size--;
	char *folder = memory_copy(given, size);
	const struct fault *fault = make_if_absent(folder);
	if (!fault && (call->line->plain || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))) {
		fault = read_aloud(call, folder);
	} else if (!fault) {
		call->open->wanted = true;
		call->open->folder = memory_string(folder);
		call->open->draft = memory_string(call->line->draft);
		call->open->as = memory_string(call->line->as);
		call->open->language = memory_string(call->line->language);
	}
	free(folder);
	return fault;
}

const struct command command_demo = {"demo", "[DIR]",
	N_("Makes the sample consultation in DIR (./paraphe-demo) and opens it; one that is there is opened as it is."),
	NULL, 0, 1, run};
