#include "commands/keyring.h"

#include "act/serving.h"
#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/map.h"

enum { KEY_LIMIT = 64 * 1024, KEYS_LIMIT = 16 << 20, KEY_LEAST = 60 };

static const char opening[] = "restrict,pty,command=\"", closing[] = " server-hook door\" ";

/* The key's type and its base64, without the comment; false for anything else, options before the type included. */
static bool key_of(struct text *out, struct text line)
{
	static const char *const types[] = {"ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
		"ecdsa-sha2-nistp521", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"};
	static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
	size_t type = 0, end;
	while (type < line.size && line.bytes[type] != ' ')
		type++;
	for (end = type + 1; end < line.size && line.bytes[end] && strchr(base64, line.bytes[end]);)
		end++;
	bool known = false;
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		known |= text_is(text_part(line, 0, type), types[i]);
	*out = text_part(line, 0, end);
	return known && end >= type + KEY_LEAST && (end == line.size || line.bytes[end] == ' ');
}

/* `PROGRAM -C REPOSITORY --as` as the shell of the account takes it, and as authorized_keys quotes it. */
static void add_command(struct buffer *out, const struct keyring *keyring)
{
	struct buffer words = {0};
	serving_quote(&words, keyring->program);
	buffer_add_string(&words, " -C ");
	serving_quote(&words, keyring->repository);
	buffer_add_string(&words, " --as ");
	for (size_t i = 0; i < words.size; i++) {
		if (words.bytes[i] == '"')
			buffer_add_byte(out, '\\');
		buffer_add_byte(out, words.bytes[i]);
	}
	buffer_clear(&words);
}

static const struct fault *add_key(
	struct buffer *out, struct keyring *keyring, struct map *owners, size_t member, struct text key)
{
	const struct member *roster = keyring->consultation->roster;
	size_t owner;
	if (map_find(owners, key, &owner)) {
		if (owner == member)
			return NULL;
		return fault_new(FAULT_CONFLICT, _("%s and %s have the same key: whose is it?"), roster[owner].id,
			roster[member].id);
	}
	map_put(owners, key, member);
	buffer_add_string(out, opening);
	add_command(out, keyring);
	buffer_add_string(out, roster[member].id);
	buffer_add_string(out, closing);
	buffer_add(out, key);
	buffer_format(out, " %s\n", roster[member].id);
	keyring->keys++;
	return NULL;
}

static const struct fault *add_keys(struct buffer *out, struct keyring *keyring, struct map *owners, size_t member)
{
	struct buffer bytes = {0};
	struct text line, key;
	size_t before = keyring->keys;
	char *path = memory_format("%s/%s.pub", keyring->folder, keyring->consultation->roster[member].id);
	const struct fault *fault = file_exists(path) ? file_read(&bytes, path, KEY_LIMIT) : NULL;
	struct text rest = buffer_text(&bytes);
	while (!fault && text_line(&rest, &line)) {
		line = text_trim(line);
		if (!line.size || line.bytes[0] == '#')
			continue;
		if (key_of(&key, line))
			fault = add_key(out, keyring, owners, member, key);
		else
			fault = fault_new(FAULT_MALFORMED,
				_("%s holds a line that is no public key as ssh-keygen writes it"), path);
	}
	keyring->reviewers += keyring->keys > before;
	buffer_clear(&bytes);
	free(path);
	return fault;
}

/* A key of nobody: a name mistyped, or somebody who is to be put on the roster first. */
static void note_strangers(struct keyring *keyring, const struct file_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		size_t size = strlen(names->names[i]);
		if (size < 5 || strcmp(names->names[i] + size - 4, ".pub") != 0)
			continue;
		char *id = memory_copy(names->names[i], size - 4);
		if (!consultation_member(keyring->consultation, id)) {
			buffer_format(
				&keyring->notes, _("%s.pub is left out: nobody on the roster is called %s"), id, id);
			buffer_add_byte(&keyring->notes, '\n');
		}
		free(id);
	}
}

const struct fault *keyring_lines(struct buffer *out, struct keyring *keyring)
{
	struct file_names names = {0};
	struct map owners = {0};
	const struct fault *fault = NULL;
	if (!file_exists(keyring->folder))
		fault = fault_new(FAULT_MISSING, _("there is no folder %s: it should hold ID.pub for each reviewer"),
			keyring->folder);
	if (!fault)
		fault = file_list(&names, keyring->folder);
	for (size_t i = 0; !fault && i < keyring->consultation->member_count; i++)
		fault = add_keys(out, keyring, &owners, i);
	if (!fault)
		note_strangers(keyring, &names);
	file_names_clear(&names);
	map_clear(&owners);
	return fault;
}

/* Whether a line is of this repository's door. */
static bool is_ours(const char *line, const struct keyring *keyring)
{
	struct buffer command = {0}, repository = {0};
	add_command(&command, keyring);
	/* Behind the program: it may have been installed elsewhere before. */
	buffer_add_string(&repository, strstr(buffer_string(&command), "' -C '") + 1);
	bool ours = !strncmp(line, opening, strlen(opening)) && strstr(line, buffer_string(&repository)) &&
		    strstr(line, closing);
	buffer_clear(&command);
	buffer_clear(&repository);
	return ours;
}

const struct fault *keyring_write(const char *path, const struct keyring *keyring, struct text lines)
{
	struct buffer before = {0}, after = {0};
	struct text line;
	const struct fault *fault = file_exists(path) ? file_read(&before, path, KEYS_LIMIT) : NULL;
	struct text rest = buffer_text(&before);
	while (!fault && text_line(&rest, &line)) {
		char *words = text_take(line);
		if (!is_ours(words, keyring)) {
			buffer_add(&after, line);
			buffer_add_byte(&after, '\n');
		}
		free(words);
	}
	buffer_add(&after, lines);
	if (!fault)
		fault = file_write(path, buffer_text(&after), 0600);
	buffer_clear(&before);
	buffer_clear(&after);
	return fault;
}

void keyring_clear(struct keyring *keyring)
{
	buffer_clear(&keyring->notes);
}
