#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "act/serving.h"
#include "annotation/annotation.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/place.h"
#include "commands/call.h"
#include "commands/door.h"
#include "commands/keyring.h"
#include "review/admission.h"
#include "text/visible.h"

enum { PUSHES_LIMIT = 16 << 20 };

static const struct option options[] = {
	{"keys", "DIR", N_("the reviewers' public keys, ID.pub each: prints a line of authorized_keys for each"), 0,
		false},
	{"authorized-keys", "FILE", N_("puts these lines into FILE instead; its other lines stay"), 0, false},
	{"address", "USER@HOST", N_("what reviewers type behind ssh: for `paraphe invite`"), 0, false},
	{"contact", "TEXT", N_("whom they call when something does not work: for `paraphe invite`"), 0, false},
	{0},
};

/* --- install */

static const struct fault *write_keys(struct call *call, const struct repository *repository,
	const struct consultation *consultation, const char *program)
{
	const char *path = options_find(&call->options, "authorized-keys");
	struct keyring keyring = {
		.folder = options_find(&call->options, "keys"),
		.program = program,
		.repository = repository_folder(repository),
		.consultation = consultation,
	};
	struct buffer lines = {0};
	struct text rest, note;
	if (!keyring.folder && path)
		return fault_new(
			FAULT_MALFORMED, _("--authorized-keys needs --keys DIR: which keys are to be let in?"));
	if (!keyring.folder)
		return NULL;
	const struct fault *fault = keyring_lines(&lines, &keyring);
	if (!fault && path)
		fault = keyring_write(path, &keyring, buffer_text(&lines));
	else if (!fault)
		buffer_add(call->out, buffer_text(&lines));
	for (rest = buffer_text(&keyring.notes); !fault && text_line(&rest, &note);)
		call_note("%.*s", (int)note.size, note.bytes);
	if (!fault)
		call_note(P_("%zu key lets its reviewer in", "%zu keys let their reviewers in", keyring.keys),
			keyring.keys);
	buffer_clear(&lines);
	keyring_clear(&keyring);
	return fault;
}

static const struct fault *keep_words(const struct call *call, const struct repository *repository)
{
	const char *address = options_find(&call->options, "address"),
		   *contact = options_find(&call->options, "contact");
	const struct fault *fault = address ? serving_set(repository, "paraphe.address", address) : NULL;
	if (!fault && contact)
		fault = serving_set(repository, "paraphe.contact", contact);
	return fault;
}

/* They stand in an e-mail, one line each, and what is typed behind ssh is one word. */
static const struct fault *check_words(const struct call *call)
{
	static const char *const names[] = {"address", "contact"};
	for (size_t i = 0; i < 2; i++) {
		const char *words = options_find(&call->options, names[i]);
		if (!words)
			continue;
		const struct fault *fault = visible_check(text_of(words));
		if (fault)
			return fault_context(fault, "--%s", names[i]);
		if (strchr(words, '\n'))
			return fault_new(FAULT_MALFORMED, _("--%s is one line"), names[i]);
		if (i == 0 && (!words[0] || words[0] == '-' || strpbrk(words, " \t")))
			return fault_new(FAULT_MALFORMED, _("“%.80s” is no address: write USER@HOST"), words);
	}
	return NULL;
}

static const struct fault *install(struct call *call)
{
	struct repository *repository = NULL;
	struct admission *admission = NULL;
	char *program = place_program();
	const struct fault *fault = NULL;
	if (call->options.word_count < 2)
		fault = fault_new(FAULT_MALFORMED, "%s",
			_("which repository? paraphe server-hook install SERVER.git (git clone --bare makes one)"));
	if (!fault)
		fault = check_words(call);
	if (!fault && !program)
		fault = fault_new(FAULT_SYSTEM, "%s", _("the system does not tell where this program lies"));
	if (!fault)
		fault = repository_open(&repository, call->options.words[1]);
	if (!fault)
		fault = fault_context(admission_open(&admission, repository), "%s", call->options.words[1]);
	if (!fault)
		fault = serving_install(repository, program);
	if (!fault)
		fault = keep_words(call, repository);
	if (!fault)
		fault = write_keys(call, repository, admission_consultation(admission), program);
	if (!fault)
		call_note(_("%s is a server now: each reviewer writes review/ID, the secretariat %s as well"),
			repository_folder(repository), admission_base(admission));
	admission_close(admission);
	repository_close(repository);
	free(program);
	return fault;
}

/* --- check: called by git, in the repository, before it takes a push */

/* Who pushes: the door says so; else the user of the system, by the roster or paraphe.LOGIN.reviewer. */
static const struct fault *find_pusher(
	char **out, const struct repository *repository, const struct consultation *consultation)
{
	const char *said = getenv("PARAPHE_PUSHER");
	if (said && name_valid(text_of(said))) {
		*out = memory_string(said);
		return NULL;
	}
	const struct passwd *user = getpwuid(geteuid());
	const char *login = user ? user->pw_name : "?";
	char *key = memory_format("paraphe.%s.reviewer", login);
	*out = serving_setting(repository, key);
	free(key);
	if (!*out && consultation_member(consultation, login))
		*out = memory_string(login);
	if (*out && name_valid(text_of(*out)))
		return NULL;
	free(*out);
	*out = NULL;
	return fault_new(FAULT_FORBIDDEN,
		_("this server does not know who you are: nobody on the roster is called %s; ask the secretariat to "
		  "let your key in"),
		login);
}

static void say_refused(void *context, const struct push *push, const struct fault *fault)
{
	(void)context;
	(void)push;
	call_note("%s", fault_text(fault));
}

static const struct fault *judge(struct call *call, struct repository *repository, const struct pushes *pushes)
{
	struct admission *admission = NULL;
	char *pusher = NULL;
	const char *options_pushed = getenv("GIT_PUSH_OPTION_COUNT");
	const struct fault *fault = admission_open(&admission, repository);
	if (!fault)
		fault = find_pusher(&pusher, repository, admission_consultation(admission));
	const struct member *member = pusher ? consultation_member(admission_consultation(admission), pusher) : NULL;
	if (member && member->language)
		language_open(member->language);
	if (!fault && options_pushed && strcmp(options_pushed, "0") != 0)
		fault = fault_new(FAULT_FORBIDDEN, "%s", _("this server takes no push options: send without them"));
	if (!fault && admission_judge(admission, pusher, pushes, say_refused, NULL))
		call->status = COMMAND_FAILED;
	free(pusher);
	admission_close(admission);
	return fault;
}

static const struct fault *check(struct call *call)
{
	const char *quarantine = getenv("GIT_QUARANTINE_PATH");
	struct repository *repository = NULL;
	struct pushes pushes = {0};
	struct buffer lines = {0};
	const struct fault *fault = file_read(&lines, "-", PUSHES_LIMIT);
	if (!fault)
		fault = pushes_read(&pushes, buffer_text(&lines));
	if (!fault)
		fault = repository_open(&repository, call->line->folder ? call->line->folder : ".");
	if (!fault && quarantine)
		fault = repository_quarantine(repository, quarantine);
	if (!fault)
		fault = judge(call, repository, &pushes);
	repository_close(repository);
	pushes_clear(&pushes);
	buffer_clear(&lines);
	return fault;
}

static const struct fault *run(struct call *call)
{
	const char *word = call->options.words[0];
	if (!strcmp(word, "install"))
		return install(call);
	if (!strcmp(word, "check") && call->options.word_count == 1)
		return check(call);
	if (!strcmp(word, "door") && call->options.word_count == 1)
		return door_run(call);
	return fault_new(FAULT_MALFORMED, _("“%.80s” is no such work: paraphe %s %s"), word, call->command->name,
		call->command->usage);
}

const struct command command_server_hook = {"server-hook",
	"install BARE [--keys DIR [--authorized-keys FILE]] [--address USER@HOST] [--contact TEXT]",
	N_("Sets up a bare repository as the server of a consultation: who may write what, and who is let in over ssh. "
	   "(git and sshd call `server-hook check` and `server-hook door`.)"),
	options, 1, 2, run};
