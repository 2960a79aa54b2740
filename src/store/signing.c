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
	char *format, *key, *program, *allowed;
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
	choice->allowed = path_take(find(config, "gpg.ssh.allowedsignersfile"));
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
	free(choice->allowed);
}

/* `format` NULL: the one that is chosen. Nothing is asked of the repository's own configuration. */
static void choice_open(struct choice *choice, const char *format)
{
	git_config *all = NULL, *own = NULL;
	*choice = (struct choice){0};
	git_libgit2_init();
	if (git_config_open_default(&all) == 0 && git_config_open_global(&own, all) == 0) {
		read_choice(choice, own);
		read_program(choice, own, format ? format : choice->format ? choice->format : "openpgp");
	} else if (format && git_config_new(&own) == 0) {
		read_program(choice, own, format);
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
	choice_open(&choice, NULL);
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

/* --- looking into signatures */

static bool has(const struct buffer *said, const char *words)
{
	return said->size && memmem(said->bytes, said->size, words, strlen(words));
}

/* Whether a name that a key bears is the author's address, alone or as "Name <address>", or the reviewer's id. */
static bool names(struct text line, const char *address, const char *reviewer)
{
	struct text bare = text_trim(line);
	char *inner = memory_format("<%s>", address);
	bool same = text_equal(bare, text_of(address)) || (reviewer && text_equal(bare, text_of(reviewer))) ||
		    (bare.size && memmem(bare.bytes, bare.size, inner, strlen(inner)));
	free(inner);
	return same;
}

static bool any_names(const struct buffer *lines, const char *address, const char *reviewer)
{
	struct text rest = buffer_text(lines), line;
	while (text_line(&rest, &line)) {
		while (line.size) { /* "ana,ana@example.org" */
			const char *comma = memchr(line.bytes, ',', line.size);
			size_t size = comma ? (size_t)(comma - line.bytes) : line.size;
			if (names(text_part(line, 0, size), address, reviewer))
				return true;
			line = text_part(line, comma ? size + 1 : size, line.size);
		}
	}
	return false;
}

static const struct fault *check_ssh(enum signature *out, const struct choice *choice, const char *path,
	struct text bytes, const char *address, const char *reviewer)
{
	struct buffer said = {0}, principals = {0};
	int status = 0;
	const char *const find_words[] = {choice->program, "-Y", "find-principals", "-f",
		choice->allowed ? choice->allowed : "/dev/null", "-s", path, NULL};
	const char *const alone[] = {choice->program, "-Y", "check-novalidate", "-n", "git", "-s", path, NULL};
	const struct fault *fault = ask(&status, &said, NULL, alone, bytes);
	*out = status ? SIGNATURE_WRONG : SIGNATURE_UNCHECKED;
	if (!fault && !status)
		fault = ask(&status, &principals, NULL, find_words, text_of(""));
	if (!fault && !status && principals.size) {
		bool theirs = any_names(&principals, address, reviewer);
		bool id = theirs && !any_names(&principals, address, NULL);
		const char *const verify[] = {choice->program, "-Y", "verify", "-f", choice->allowed, "-I",
			id ? reviewer : address, "-n", "git", "-s", path, NULL};
		*out = SIGNATURE_WRONG;
		if (theirs)
			fault = ask(&status, &said, NULL, verify, bytes);
		if (!fault && theirs && !status)
			*out = SIGNATURE_GOOD;
	}
	buffer_clear(&said);
	buffer_clear(&principals);
	return fault;
}

/* "[GNUPG:] GOODSIG KEY Name <address>" */
static bool good_line(struct text *out, const struct buffer *said)
{
	struct text rest = buffer_text(said);
	while (text_line(&rest, out))
		if (text_starts(*out, "[GNUPG:] GOODSIG "))
			return true;
	return false;
}

static const struct fault *check_gpg(enum signature *out, const struct choice *choice, const char *path,
	struct text bytes, const char *address, const char *reviewer)
{
	struct buffer said = {0};
	struct text good;
	int status = 0;
	const char *const words[] = {choice->program, "--status-fd=1", "--verify", path, "-", NULL};
	const struct fault *fault = ask(&status, &said, NULL, words, bytes);
	bool trusted = has(&said, "[GNUPG:] TRUST_FULLY") || has(&said, "[GNUPG:] TRUST_ULTIMATE");
	*out = SIGNATURE_WRONG;
	if (has(&said, "[GNUPG:] NO_PUBKEY "))
		*out = SIGNATURE_UNCHECKED;
	else if (!status && good_line(&good, &said) && names(good, address, reviewer))
		*out = trusted ? SIGNATURE_GOOD : SIGNATURE_UNCHECKED;
	buffer_clear(&said);
	return fault;
}

static const struct fault *check_signed(
	enum signature *out, struct text armour, struct text bytes, const char *address, const char *reviewer)
{
	bool ssh = text_starts(armour, "-----BEGIN SSH SIGNATURE-----");
	bool x509 = text_starts(armour, "-----BEGIN SIGNED MESSAGE-----");
	struct choice choice;
	char *path = NULL;
	choice_open(&choice, ssh ? "ssh" : x509 ? "x509" : "openpgp");
	const struct fault *fault =
		choice.program ? file_put(&path, armour, "signature")
			       : fault_new(FAULT_MISSING, "%s", _("no program is known for such a signature"));
	if (!fault)
		fault = ssh ? check_ssh(out, &choice, path, bytes, address, reviewer)
			    : check_gpg(out, &choice, path, bytes, address, reviewer);
	file_forget(path);
	choice_clear(&choice);
	return fault;
}

/* Entered by somebody for its author: the signature is theirs, and says nothing of the author's hand. */
static bool is_entered(const git_commit *commit)
{
	return strcmp(git_commit_author(commit)->name, git_commit_committer(commit)->name) != 0;
}

const struct fault *signing_check(
	enum signature *out, struct repository *repository, const struct oid *commit, const char *reviewer)
{
	git_buf armour = {0}, bytes = {0};
	git_commit *object = NULL;
	git_oid id = libgit_oid(commit);
	const struct fault *fault = NULL;
	*out = SIGNATURE_NONE;
	int code = git_commit_extract_signature(&armour, &bytes, repository->git, &id, NULL);
	if (code == 0)
		code = git_commit_lookup(&object, repository->git, &id);
	if (code == 0 && !is_entered(object))
		fault = check_signed(out, (struct text){armour.ptr, armour.size}, (struct text){bytes.ptr, bytes.size},
			git_commit_author(object)->email, reviewer);
	else if (code != 0 && code != GIT_ENOTFOUND)
		fault = libgit_fault(code, _("a signature cannot be read"));
	git_commit_free(object);
	git_buf_dispose(&armour);
	git_buf_dispose(&bytes);
	return fault;
}
