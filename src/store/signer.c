#include "store/signer.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "store/libgit.h"

char *signer_path(char *path)
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

static void read_choice(struct signer *signer, git_config *config)
{
	int on = 0;
	signer->signs = git_config_get_bool(&on, config, "commit.gpgsign") == 0 && on;
	signer->format = find(config, "gpg.format");
	signer->key = find(config, "user.signingkey");
	signer->allowed = signer_path(find(config, "gpg.ssh.allowedsignersfile"));
	signer->revoked = signer_path(find(config, "gpg.ssh.revocationfile"));
}

static void read_program(struct signer *signer, git_config *config, const char *format)
{
	static const char *const usual[][2] = {{"openpgp", "gpg"}, {"x509", "gpgsm"}, {"ssh", "ssh-keygen"}};
	char *name = memory_format("gpg.%s.program", format);
	free(signer->program);
	signer->program = signer_path(find(config, name));
	if (!signer->program && !strcmp(format, "openpgp"))
		signer->program = signer_path(find(config, "gpg.program"));
	for (size_t i = 0; i < sizeof usual / sizeof *usual && !signer->program; i++)
		if (!strcmp(format, usual[i][0]))
			signer->program = memory_string(usual[i][1]);
	free(name);
}

void signer_clear(struct signer *signer)
{
	free(signer->format);
	free(signer->key);
	free(signer->program);
	free(signer->allowed);
	free(signer->revoked);
}

void signer_open(struct signer *signer, const char *format)
{
	git_config *all = NULL, *own = NULL;
	*signer = (struct signer){0};
	git_libgit2_init();
	if (git_config_open_default(&all) == 0 && git_config_open_global(&own, all) == 0) {
		read_choice(signer, own);
		read_program(signer, own, format ? format : signer->format ? signer->format : "openpgp");
	} else if (format && git_config_new(&own) == 0) {
		read_program(signer, own, format);
	}
	git_config_free(own);
	git_config_free(all);
	git_libgit2_shutdown();
}

/* Without a terminal: none of them asks there for a passphrase. */
const struct fault *signer_ask(int *status, struct buffer *out, struct buffer *errors, const char *const words[],
	struct text input, struct process_limits limits)
{
	enum { MOST = 24 };
	const char *arguments[MOST] = {"env", "-u", "GPG_TTY", "SSH_ASKPASS_REQUIRE=force", "LC_ALL=C"};
	size_t count = 5;
	while (*words && count + 1 < MOST)
		arguments[count++] = *words++;
	return process_filter_alone(status, out, errors, arguments, input, limits);
}

const struct fault *signer_put(char **path, struct text bytes, const char *name)
{
	const char *root = getenv("TMPDIR");
	char *folder = memory_format("%s/paraphe-XXXXXX", root && root[0] == '/' ? root : "/tmp");
	const struct fault *fault = NULL;
	*path = NULL;
	if (!mkdtemp(folder)) {
		fault = fault_system(_("cannot make a private folder"));
	} else {
		*path = memory_format("%s/%s", folder, name);
		fault = file_write_soon(*path, bytes, 0600); /* nobody needs it after a power cut */
	}
	free(folder);
	return fault;
}

void signer_forget(char *path)
{
	if (!path)
		return;
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	free(path);
}
