#include "store/signing.h"

#include "base/language.h"
#include "base/memory.h"
#include "store/signer.h"
#include "text/visible.h"

enum { WORDS_SHOWN = 300 };

static bool pausing;

void signing_pause(bool paused)
{
	pausing = paused;
}

static const struct fault *refused(const struct signer *signer, struct buffer *errors)
{
	char *said = visible_take(buffer_string(errors));
	const struct fault *fault = fault_new(FAULT_FORBIDDEN,
		_("your git is set to sign (commit.gpgsign), and %s cannot: unlock the key (ssh-add, gpg-agent) and "
		  "save "
		  "again. It said: %.*s"),
		signer->program, WORDS_SHOWN, said);
	free(said);
	return fault;
}

static bool is_literal(const char *key)
{
	return !strncmp(key, "key::", 5) || !strncmp(key, "ssh-", 4);
}

static const struct fault *sign_ssh(
	int *status, struct buffer *out, struct buffer *errors, const struct signer *signer, struct text commit)
{
	char *path = NULL, *named = NULL;
	const char *key = signer->key;
	const struct fault *fault = NULL;
	if (!key)
		return fault_new(FAULT_FORBIDDEN, "%s",
			_("your git is set to sign with ssh, but no key is named: git config --global user.signingkey "
			  "~/.ssh/id_ed25519.pub"));
	bool literal = is_literal(key);
	if (literal)
		fault = signer_put(&path, text_of(strncmp(key, "key::", 5) ? key : key + 5), "key");
	else
		named = signer_path(memory_string(key));
	const char *const words[] = {
		signer->program, "-Y", "sign", "-n", "git", "-f", literal ? path : named, literal ? "-U" : NULL, NULL};
	if (!fault)
		fault = signer_ask(status, out, errors, words, commit, (struct process_limits){0});
	signer_forget(path);
	free(named);
	return fault;
}

static const struct fault *sign_gpg(int *status, struct buffer *out, struct buffer *errors, const struct signer *signer,
	struct text commit, const char *committer)
{
	static const char created[] = "[GNUPG:] SIG_CREATED ";
	const char *const words[] = {
		signer->program, "--status-fd=2", "-bsau", signer->key ? signer->key : committer, NULL};
	const struct fault *fault = signer_ask(status, out, errors, words, commit, (struct process_limits){0});
	if (!fault && !*status && !memmem(errors->bytes, errors->size, created, sizeof created - 1))
		*status = 1;
	return fault;
}

const struct fault *signing_sign(struct buffer *signature, struct text commit, const char *committer)
{
	struct signer signer;
	struct buffer out = {0}, errors = {0};
	const struct fault *fault = NULL;
	int status = 0;
	if (pausing)
		return NULL;
	signer_open(&signer, NULL);
	if (!signer.signs)
		goto done;
	if (!signer.program)
		fault = fault_new(FAULT_FORBIDDEN,
			_("your git is set to sign in a format unknown here: gpg.format is %.40s"), signer.format);
	else if (signer.format && !strcmp(signer.format, "ssh"))
		fault = sign_ssh(&status, &out, &errors, &signer, commit);
	else
		fault = sign_gpg(&status, &out, &errors, &signer, commit, committer);
	if (!fault && (status || !out.size))
		fault = refused(&signer, &errors);
	if (!fault)
		buffer_add(signature, buffer_text(&out));
done:
	signer_clear(&signer);
	buffer_clear(&out);
	buffer_clear(&errors);
	return fault;
}
