#include "base/catalogue.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include <gettext-po.h>

#include "base/array.h"
#include "base/language.h"

/* What libgettextpo complained of first. It must not go on after a fatal error, so that one leaves by longjmp; what the
 * library then still holds is lost, which happens once for a file that is none. */
static _Thread_local struct {
	char *first;
	size_t line;
	jmp_buf leave;
	bool leaves;
} trouble;

static void on_trouble(int severity, po_message_t message, const char *filename, size_t line, size_t column,
	int multiline, const char *words)
{
	(void)message;
	(void)filename;
	(void)column;
	(void)multiline;
	if (severity > PO_SEVERITY_WARNING && !trouble.first) {
		trouble.first = memory_string(words);
		trouble.line = line;
	}
	if (severity == PO_SEVERITY_FATAL_ERROR && trouble.leaves)
		longjmp(trouble.leave, 1);
}

static void on_two(int severity, po_message_t message1, const char *filename1, size_t line1, size_t column1,
	int multiline1, const char *words1, po_message_t message2, const char *filename2, size_t line2, size_t column2,
	int multiline2, const char *words2)
{
	(void)message2;
	(void)filename2;
	(void)line2;
	(void)column2;
	(void)multiline2;
	(void)words2;
	on_trouble(severity, message1, filename1, line1, column1, multiline1, words1);
}

static const struct po_xerror_handler handler = {on_trouble, on_two};

static void trouble_begin(void)
{
	free(trouble.first);
	trouble.first = NULL;
	trouble.line = 0;
	trouble.leaves = true;
}

static const struct fault *trouble_end(void)
{
	const struct fault *fault = NULL;
	trouble.leaves = false;
	if (trouble.first && trouble.line != (size_t)-1 && trouble.line)
		fault = fault_new(
			FAULT_MALFORMED, _("the PO file is damaged in line %zu: %s"), trouble.line, trouble.first);
	else if (trouble.first)
		fault = fault_new(FAULT_MALFORMED, _("the PO file is damaged: %s"), trouble.first);
	free(trouble.first);
	trouble.first = NULL;
	return fault;
}

/* The library reads and writes files by name: here one that is in memory only. */
static const struct fault *memory_file(int *descriptor, char path[32])
{
	*descriptor = memfd_create("catalogue", MFD_CLOEXEC);
	if (*descriptor < 0)
		return fault_system("%s", _("no memory for the PO file"));
	snprintf(path, 32, "/proc/self/fd/%d", *descriptor);
	return NULL;
}

static const struct fault *read_all(struct buffer *out, int descriptor)
{
	char bytes[65536];
	ssize_t size;
	if (lseek(descriptor, 0, SEEK_SET) < 0)
		return fault_system("%s", _("the PO file"));
	while ((size = read(descriptor, bytes, sizeof bytes)) > 0)
		buffer_add(out, (struct text){bytes, (size_t)size});
	return size < 0 ? fault_system("%s", _("the PO file")) : NULL;
}

static const struct fault *write_all(int descriptor, struct text bytes)
{
	while (bytes.size) {
		ssize_t size = write(descriptor, bytes.bytes, bytes.size);
		if (size < 0 && errno != EINTR)
			return fault_system("%s", _("the PO file"));
		bytes = text_part(bytes, size > 0 ? (size_t)size : 0, bytes.size);
	}
	return NULL;
}

static char *header_of(const struct catalogue *catalogue)
{
	struct clock_fields now = clock_fields(catalogue->when);
	int offset = catalogue->when.offset_minutes;
	int minutes = offset < 0 ? -offset : offset;
	char *when = memory_format("%04d-%02d-%02d %02d:%02d%c%02d%02d", now.year, now.month, now.day, now.hour,
		now.minute, offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
	char *header = memory_format("Project-Id-Version: %s\nPOT-Creation-Date: %s\nPO-Revision-Date: %s\n"
				     "Last-Translator: %s\nLanguage-Team: %s\nLanguage: %s\nMIME-Version: 1.0\n"
				     "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
				     "X-Paraphe-Source: %s\n",
		catalogue->title, when, when, catalogue->translator, catalogue->language, catalogue->language,
		catalogue->made_from);
	free(when);
	return header;
}

static void insert_entry(po_message_iterator_t at, const struct catalogue_entry *entry)
{
	po_message_t message = po_message_create();
	if (entry->context)
		po_message_set_msgctxt(message, entry->context);
	po_message_set_msgid(message, entry->source);
	po_message_set_msgstr(message, entry->words);
	if (entry->previous) {
		po_message_set_prev_msgctxt(message, entry->context);
		po_message_set_prev_msgid(message, entry->previous);
	}
	if (entry->note)
		po_message_set_extracted_comments(message, entry->note);
	po_message_set_fuzzy(message, entry->fuzzy);
	po_message_insert(at, message);
}

static void fill(po_file_t file, const struct catalogue *catalogue)
{
	po_message_iterator_t at = po_message_iterator(file, NULL);
	char *header = header_of(catalogue);
	struct catalogue_entry head = {.source = (char *)"", .words = header};
	insert_entry(at, &head);
	for (size_t i = 0; i < catalogue->count; i++)
		insert_entry(at, &catalogue->entries[i]);
	po_message_iterator_free(at);
	free(header);
}

const struct fault *catalogue_write(struct buffer *out, const struct catalogue *catalogue)
{
	char path[32];
	int descriptor;
	const struct fault *fault = memory_file(&descriptor, path);
	if (fault)
		return fault;
	trouble_begin();
	if (!setjmp(trouble.leave)) {
		po_file_t file = po_file_create();
		fill(file, catalogue);
		po_file_write(file, path, &handler);
		po_file_free(file);
	}
	fault = trouble_end();
	if (!fault)
		fault = read_all(out, descriptor);
	close(descriptor);
	return fault;
}

static void add_entry(struct catalogue *out, po_message_t message)
{
	struct catalogue_entry *entry = ARRAY_ADD(out->entries, out->count, out->capacity);
	entry->context = memory_string(po_message_msgctxt(message));
	entry->source = memory_string(po_message_msgid(message));
	entry->previous = memory_string(po_message_prev_msgid(message));
	entry->words = memory_string(po_message_msgstr(message));
	entry->fuzzy = po_message_is_fuzzy(message);
}

static char *header_field(const char *header, const char *name)
{
	char *value = header ? po_header_field(header, name) : NULL;
	char *copy = memory_string(value);
	free(value);
	return copy;
}

static void take_entries(struct catalogue *out, po_file_t file)
{
	po_message_t message;
	po_message_iterator_t at = po_message_iterator(file, NULL);
	const char *header = po_file_domain_header(file, NULL);
	out->language = header_field(header, "Language");
	out->made_from = header_field(header, "X-Paraphe-Source");
	while ((message = po_next_message(at)))
		if (!po_message_is_obsolete(message) && po_message_msgid(message)[0])
			add_entry(out, message);
	po_message_iterator_free(at);
}

const struct fault *catalogue_read(struct catalogue *out, struct text bytes)
{
	char path[32];
	int descriptor;
	*out = (struct catalogue){0};
	const struct fault *fault = memory_file(&descriptor, path);
	if (fault)
		return fault;
	fault = write_all(descriptor, bytes);
	trouble_begin();
	if (!fault && !setjmp(trouble.leave)) {
		po_file_t file = po_file_read(path, &handler);
		if (file && !trouble.first)
			take_entries(out, file);
		if (file)
			po_file_free(file);
	}
	const struct fault *damage = trouble_end();
	close(descriptor);
	fault = fault ? fault : damage;
	if (!fault && !out->count)
		fault = fault_new(FAULT_MALFORMED, "%s",
			_("the PO file has no entries: export one with `paraphe translate --export LANG`"));
	if (fault)
		catalogue_clear(out);
	return fault;
}

void catalogue_clear(struct catalogue *catalogue)
{
	for (size_t i = 0; i < catalogue->count; i++) {
		struct catalogue_entry *entry = &catalogue->entries[i];
		free(entry->context);
		free(entry->source);
		free(entry->previous);
		free(entry->words);
		free(entry->note);
	}
	free(catalogue->entries);
	free(catalogue->title);
	free(catalogue->language);
	free(catalogue->translator);
	free(catalogue->made_from);
	*catalogue = (struct catalogue){0};
}
