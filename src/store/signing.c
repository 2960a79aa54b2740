#include "store/signing.h"

#include <pwd.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/process.h"
#include "store/libgit.h"
#include "text/visible.h"

enum { WORDS_SHOWN = 300 };

static bool pausing;

/* The user's own choices; strings are ours, NULL where nothing is said. */
struct choice {
	bool signs;
	char *format, *key, *program;
};

/* --- what the user's git is told to do */

/* "~/x" is the user's; relative paths are of no use to a program that may stand anywhere. */
static char *path_take(char *path)
{
	const char *home = getenv("HOME");
	const struct passwd *user = home ? NULL : getpwuid(getuid());
	if (!path || strncmp(path, "~/", 2) != 0 || (!home && !user))
		return path;
	char *whole = memory_format("%s%s", home ? home : user->pw_dir, path + 1);
	free(path);
	return whole;
}

static char *find(git_config *config, const char *name)
{
	git_config_entry *entry = NULL;
	char *value = git_config_get_entry(&entry, config, name) == 0 ? memory_string(entry->value) : NULL;
	git_config_entry_free(entry);
	return value;
}

static void read_choice(struct choice *choice, git_config *config)
{
	int on = 0;
	choice->signs = git_config_get_bool(&on, config, "commit.gpgsign") == 0 && on;
	choice->format = find(config, "gpg.format");
	choice->key = find(config, "user.signingkey");
}

static void read_program(struct choice *choice, git_config *config, const char *format)
{
	static const char *const usual[][2] = {{"openpgp", "gpg"}, {"x509", "gpgsm"}, {"ssh", "ssh-keygen"}};
	char *name = memory_format("gpg.%s.program", format);
	free(choice->program);
	choice->program = path_take(find(config, name));
	if (!choice->program && !strcmp(format, "openpgp"))
		choice->program = path_take(find(config, "gpg.program"));
	for (size_t i = 0; i < sizeof usual / sizeof *usual && !choice->program; i++)
		if (!strcmp(format, usual[i][0]))
			choice->program = memory_string(usual[i][1]);
	free(name);
}

static void choice_clear(struct choice *choice)
{
	free(choice->format);
	free(choice->key);
	free(choice->program);
}

/* Nothing is asked of the repository's own configuration. */
static void choice_open(struct choice *choice)
{
	git_config *all = NULL, *own = NULL;
	*choice = (struct choice){0};
	git_libgit2_init();
	if (git_config_open_default(&all) == 0 && git_config_open_global(&own, all) == 0) {
		read_choice(choice, own);
		read_program(choice, own, choice->format ? choice->format : "openpgp");
	}
	git_config_free(own);
	git_config_free(all);
	git_libgit2_shutdown();
}

void signing_pause(bool paused)
{
	pausing = paused;
}

/* --- asking the programs */

/* Without a terminal: neither asks there for a passphrase. */
static const struct fault *ask(
	int *status, struct buffer *out, struct buffer *errors, const char *const words[], struct text input)
{
	enum { MOST = 24 };
	const char *arguments[MOST] = {
		"env", "-u", "GPG_TTY", "SSH_ASKPASS_REQUIRE=force", "LC_ALL=C", "setsid", "--wait"};
	size_t count = 7;
	while (*words && count + 1 < MOST)
		arguments[count++] = *words++;
	return process_filter(status, out, errors, arguments, input);
}

/* A file of our own with these bytes; its folder is removed with it. */
static const struct fault *file_put(char **path, struct text bytes, const char *name)
{
	const char *root = getenv("TMPDIR");
	char *folder = memory_format("%s/paraphe-XXXXXX", root && root[0] == '/' ? root : "/tmp");
	const struct fault *fault = NULL;
	*path = NULL;
	if (!mkdtemp(folder)) {
		fault = fault_system(_("cannot make a private folder"));
	} else {
		*path = memory_format("%s/%s", folder, name);
		fault = file_write(*path, bytes, 0600);
	}
	free(folder);
	return fault;
}

static void file_forget(char *path)
{
	if (!path)
		return;
	fault_ignore(file_remove(path));
	*strrchr(path, '/') = '\0';
	rmdir(path);
	free(path);
}

static const struct fault *refused(const struct choice *choice, struct buffer *errors)
{
	char *said = visible_take(buffer_string(errors));
	const struct fault *fault = fault_new(FAULT_FORBIDDEN,
		_("your git is set to sign (commit.gpgsign), and %s cannot: unlock the key (ssh-add, gpg-agent) and "
		  "save "
		  "again. It said: %.*s"),
		choice->program, WORDS_SHOWN, said);
	free(said);
	return fault;
}

/* --- signing */

static bool is_literal(const char *key)
{
	return !strncmp(key, "key::", 5) || !strncmp(key, "ssh-", 4);
}

static const struct fault *sign_ssh(
	int *status, struct buffer *out, struct buffer *errors, const struct choice *choice, struct text commit)
{
	char *path = NULL, *named = NULL;
	const char *key = choice->key;
	const struct fault *fault = NULL;
	if (!key)
		return fault_new(FAULT_FORBIDDEN, "%s",
			_("your git is set to sign with ssh, but no key is named: git config --global user.signingkey "
			  "~/.ssh/id_ed25519.pub"));
	bool literal = is_literal(key);
	if (literal)
		fault = file_put(&path, text_of(strncmp(key, "key::", 5) ? key : key + 5), "key");
	else
		named = path_take(memory_string(key));
	const char *const words[] = {
		choice->program, "-Y", "sign", "-n", "git", "-f", literal ? path : named, literal ? "-U" : NULL, NULL};
	if (!fault)
		fault = ask(status, out, errors, words, commit);
	file_forget(path);
	free(named);
	return fault;
}

static const struct fault *sign_gpg(int *status, struct buffer *out, struct buffer *errors, const struct choice *choice,
	struct text commit, const char *committer)
{
	static const char created[] = "[GNUPG:] SIG_CREATED ";
	const char *const words[] = {
		choice->program, "--status-fd=2", "-bsau", choice->key ? choice->key : committer, NULL};
	const struct fault *fault = ask(status, out, errors, words, commit);
	if (!fault && !*status && !memmem(errors->bytes, errors->size, created, sizeof created - 1))
		*status = 1;
	return fault;
}

const struct fault *signing_sign(struct buffer *signature, struct text commit, const char *committer)
{
	struct choice choice;
	struct buffer out = {0}, errors = {0};
	const struct fault *fault = NULL;
	int status = 0;
	if (pausing)
		return NULL;
	choice_open(&choice);
	if (!choice.signs)
		goto done;
	if (!choice.program)
		fault = fault_new(FAULT_FORBIDDEN,
			_("your git is set to sign in a format unknown here: gpg.format is %.40s"), choice.format);
	else if (choice.format && !strcmp(choice.format, "ssh"))
		fault = sign_ssh(&status, &out, &errors, &choice, commit);
	else
		fault = sign_gpg(&status, &out, &errors, &choice, commit, committer);
	if (!fault && (status || !out.size))
		fault = refused(&choice, &errors);
	if (!fault)
		buffer_add(signature, buffer_text(&out));
done:
	choice_clear(&choice);
	buffer_clear(&out);
	buffer_clear(&errors);
	return fault;
}
