#include "commands/door.h"

#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/process.h"
#include "commands/plain.h"

/* What stands in single quotes, as git quotes it; or a word without any. False: something else follows. */
static bool unquote(struct buffer *out, const char *word)
{
	bool quoted = false;
	for (; *word; word++)
		if (*word == '\'')
			quoted = !quoted;
		else if (!quoted && *word == '\\' && word[1])
			buffer_add_byte(out, *++word);
		else if (!quoted && (*word == ' ' || *word == ';' || *word == '&' || *word == '|'))
			return false;
		else
			buffer_add_byte(out, *word);
	return !quoted && out->size;
}

static struct text last_part(const char *path)
{
	static const char ending[] = ".git";
	struct text name = text_of(path);
	while (name.size > 1 && name.bytes[name.size - 1] == '/')
		name.size--;
	for (size_t i = name.size; i-- > 0;)
		if (name.bytes[i] == '/') {
			name = text_part(name, i + 1, name.size);
			break;
		}
	if (name.size > strlen(ending) && text_is(text_part(name, name.size - strlen(ending), name.size), ending))
		name.size -= strlen(ending);
	return name;
}

const char *door_service(const char *command, const char *repository)
{
	static const char *const services[] = {"receive-pack", "upload-pack", "upload-archive"};
	const char *found = NULL;
	if (strncmp(command, "git-", 4) != 0 && strncmp(command, "git ", 4) != 0)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(services); i++) {
		size_t size = strlen(services[i]);
		struct buffer path = {0};
		if (!strncmp(command + 4, services[i], size) && command[4 + size] == ' ' &&
			unquote(&path, command + 4 + size + 1) &&
			text_equal(last_part(buffer_string(&path)), last_part(repository)))
			found = services[i];
		buffer_clear(&path);
	}
	return found;
}

/* The visitor's environment may carry anything that sshd lets pass; git obeys what begins with GIT_. */
static void clear_environment(void)
{
	struct file_names names = {0};
	for (char **variable = environ; *variable; variable++) {
		size_t size = strcspn(*variable, "=");
		bool protocol = size == strlen("GIT_PROTOCOL") && !strncmp(*variable, "GIT_PROTOCOL", size);
		if (!strncmp(*variable, "GIT_", 4) && !protocol)
			*ARRAY_ADD(names.names, names.count, names.capacity) = memory_copy(*variable, size);
	}
	for (size_t i = 0; i < names.count; i++)
		unsetenv(names.names[i]);
	file_names_clear(&names);
}

static const struct fault *run_git(struct call *call, const char *service, const char *folder)
{
	const char *const arguments[] = {"git", service, folder, NULL};
	clear_environment();
	setenv("PARAPHE_PUSHER", call->line->as, 1);
	return process_run(&call->status, arguments);
}

static const struct fault *open_review(struct call *call)
{
	call->open->door = true;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return plain_run(call);
	call->open->wanted = true;
	call->open->folder = memory_string(call->line->folder);
	call->open->as = memory_string(call->line->as);
	return NULL;
}

const struct fault *door_run(struct call *call)
{
	const char *command = getenv("SSH_ORIGINAL_COMMAND"), *service;
	struct repository *repository = NULL;
	if (!call->line->folder || !call->line->as)
		return fault_new(FAULT_MALFORMED, "%s",
			_("this is for a line of authorized_keys, as `paraphe server-hook install` writes it: -C and "
			  "--as say which repository, and who"));
	const struct fault *fault = repository_open(&repository, call->line->folder);
	if (!fault && (!command || !command[0]))
		fault = open_review(call);
	else if (!fault && (service = door_service(command, repository_folder(repository))))
		fault = run_git(call, service, repository_folder(repository));
	else if (!fault)
		fault = fault_new(FAULT_FORBIDDEN, "%s",
			_("here are only the review (ssh without a command) and git on its repository"));
	repository_close(repository);
	return fault;
}
