#include "views/external.h"

#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/process.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/message.h"

/* The program's words, the file as the last; NULL: none is named. One block, to be freed; the file is borrowed. */
static const char **command(const char *path)
{
	const char *line = getenv("VISUAL");
	if (!line || !line[0])
		line = getenv("EDITOR");
	if (!line || !line[0])
		return NULL;
	const char **words = process_words(line), **arguments = NULL;
	size_t count = 0;
	while (words[count])
		count++;
	if (count) {
		/* The words lie in the same block as their list: copied, so that one free() does for all. */
		size_t head = (count + 2) * sizeof *arguments;
		size_t size = head;
		for (size_t i = 0; i < count; i++)
			size += strlen(words[i]) + 1;
		arguments = memory_new(1, size);
		char *at = (char *)arguments + head;
		for (size_t i = 0; i < count; i++) {
			arguments[i] = at;
			at = stpcpy(at, words[i]) + 1;
		}
		arguments[count] = path;
	}
	free((void *)words);
	return arguments;
}

static const struct fault *run(const char *path)
{
	int status = 0;
	const char **arguments = command(path);
	if (!arguments)
		return fault_new(FAULT_MISSING, "%s",
			_("no editor is named: set VISUAL or EDITOR, for example EDITOR=nano, before starting "
			  "paraphe"));
	screen_leave();
	const struct fault *fault = process_run(&status, arguments);
	screen_return();
	if (!fault && status)
		fault = fault_new(FAULT_SYSTEM, _("%s ended with status %d; the text here is as it was before"),
			arguments[0], status);
	free((void *)arguments);
	return fault;
}

/* What the program left, as the field takes it: valid, cleaned, within the limit. Editors end a file with a line end.
 */
static const struct fault *read_back(struct buffer *out, const char *path, const struct editor *editor)
{
	struct buffer raw = {0};
	size_t bad;
	const struct fault *fault = file_read(&raw, path, editor->limit + 1);
	if (!fault && !utf8_valid(buffer_text(&raw), &bad))
		fault = fault_new(FAULT_MALFORMED, _("the file is not valid UTF-8 (byte %zu)"), bad + 1);
	if (!fault) {
		struct text text = buffer_text(&raw);
		size_t taken_out = visible_clean(out, text);
		if (taken_out)
			message_say(MESSAGE_INFO,
				P_("%zu invisible character was taken out.", "%zu invisible characters were taken out.",
					taken_out),
				taken_out);
		bool had_end = editor->text.size && editor->text.bytes[editor->text.size - 1] == '\n';
		if (out->size && out->bytes[out->size - 1] == '\n' && !had_end)
			out->size--;
	}
	if (!fault && out->size > editor->limit)
		fault = fault_new(
			FAULT_MALFORMED, _("the text is longer than the %zu KiB allowed here"), editor->limit / 1024);
	buffer_clear(&raw);
	return fault;
}

/* A name of our own, so that nobody else's file is opened or overwritten. */
static const struct fault *make_folder(char **folder)
{
	const char *root = getenv("TMPDIR");
	*folder = memory_format("%s/paraphe-XXXXXX", root && root[0] == '/' ? root : "/tmp");
	if (mkdtemp(*folder))
		return NULL;
	const struct fault *fault = fault_system(_("cannot make a private folder for the editor"));
	free(*folder);
	*folder = NULL;
	return fault;
}

/* A file that cannot be removed is private, and its text is in the field. */
static void forget(const char *path)
{
	fault_ignore(file_remove(path));
}

static bool take(struct editor *editor, const char *path)
{
	struct buffer now = {0};
	bool changed = false;
	const struct fault *fault = read_back(&now, path, editor);
	if (fault)
		message_say(MESSAGE_ERROR, _("%s keeps what the editor wrote; it cannot be taken over: %s"), path,
			fault_text(fault));
	else if (!text_equal(buffer_text(&now), buffer_text(&editor->text)))
		changed = editor_replace(editor, 0, editor->text.size, buffer_text(&now));
	if (!fault)
		forget(path);
	buffer_clear(&now);
	return changed;
}

/* The program failed: what it may have written all the same is not thrown away. */
static void give_up(const struct editor *editor, const char *path, const struct fault *fault)
{
	struct buffer left = {0};
	bool written = !file_read(&left, path, editor->limit + 1) &&
		       !text_equal(buffer_text(&left), buffer_text(&editor->text));
	if (written)
		fault = fault_context(fault, _("what was written is kept in %s"), path);
	else
		forget(path);
	message_fault(fault);
	buffer_clear(&left);
}

bool external_edit(struct editor *editor)
{
	char *folder = NULL;
	const struct fault *fault = make_folder(&folder);
	if (message_fault(fault) || !folder)
		return false;
	char *path = memory_format("%s/text.txt", folder);
	bool changed = false;
	fault = file_write(path, buffer_text(&editor->text), 0600);
	if (!fault)
		fault = run(path);
	if (fault)
		give_up(editor, path, fault);
	else
		changed = take(editor, path);
	rmdir(folder); /* stays where the file had to stay */
	free(path);
	free(folder);
	return changed;
}
