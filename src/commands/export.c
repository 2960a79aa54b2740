#include <sys/stat.h>

#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "commands/instep.h"
#include "commands/jsonform.h"
#include "commands/report.h"
#include "commands/tabular.h"
#include "review/wording.h"
#include "text/cell.h"
#include "text/html.h"
#include "text/visible.h"

static const struct option options[] = {
	{"format", "FORMAT", N_("csv, markdown, html or json"), 0, false},
	{"report", NULL, N_("the report for the Bureau in the place of all remarks and proposals"), 0, false},
	{"output", "FILE", N_("write to a file in the place of standard output"), 0, false},
	{0},
};

/* --- what stands above the table */

static char *title_take(const struct review *review)
{
	return visible_take(labels_in(&review->consultation.title, language_code()));
}

/* "drafts/declaration.fr.md · Rev. 2 · 18 May 2027, 13:30" */
static void add_subtitle(struct buffer *out, const struct review *review)
{
	struct buffer when = {0};
	visible_add(out, text_of(review_draft(review)->path), VISIBLE_ONE_LINE);
	if (review->revision) {
		buffer_add_string(out, " · ");
		buffer_format(out, _("Rev. %u"), review->revision);
	}
	wording_when(&when, clock_now());
	buffer_format(out, " · %s", buffer_string(&when));
	buffer_clear(&when);
}

static void add_markdown(struct buffer *out, const struct review *review, const struct dispositions *rows)
{
	struct buffer subtitle = {0};
	char *title = title_take(review);
	add_subtitle(&subtitle, review);
	buffer_add_string(out, "# ");
	cell_markdown(out, text_of(title));
	buffer_add_string(out, "\n\n");
	cell_markdown(out, buffer_text(&subtitle));
	buffer_add_string(out, "\n\n");
	tabular_markdown(out, review, rows);
	buffer_clear(&subtitle);
	free(title);
}

static void add_html(struct buffer *out, const struct review *review, const struct dispositions *rows)
{
	struct buffer subtitle = {0};
	char *title = title_take(review);
	add_subtitle(&subtitle, review);
	html_open(out, language_code(), title);
	buffer_add_string(out, "<p class=\"meta\">");
	cell_html(out, buffer_text(&subtitle));
	buffer_add_string(out, "</p>\n");
	tabular_html(out, review, rows);
	html_close(out);
	buffer_clear(&subtitle);
	free(title);
}

/* --- the formats */

static void add_report_json(struct buffer *out, const struct report *report)
{
	struct json *root = json_new_object();
	jsonform_review(root, report->review);
	report_json(root, report);
	call_json(out, root);
}

static const struct format {
	const char *name;
	void (*write)(struct buffer *out, const struct review *review, const struct dispositions *rows);
	void (*report)(struct buffer *out, const struct report *report);
} formats[] = {
	{"csv", tabular_csv, report_csv},
	{"markdown", add_markdown, report_markdown},
	{"html", add_html, report_html},
	{"json", tabular_json, add_report_json},
};

static const struct fault *format_find(const struct format **out, const struct call *call)
{
	const char *name;
	const struct fault *fault = call_need(&name, call, "format");
	if (fault)
		return fault;
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (!strcmp(formats[i].name, name)) {
			*out = &formats[i];
			return NULL;
		}
	if (!strcmp(name, "docx"))
		return fault_new(
			FAULT_MALFORMED, "%s", _("docx is not written yet: take html, which word processors open"));
	return fault_new(FAULT_MALFORMED, _("“%.40s” is no format: write csv, markdown, html or json"), name);
}

static const struct fault *add_report(struct buffer *out, struct review *review, const struct format *format)
{
	struct report report;
	struct buffer translations = {0};
	const struct fault *fault = instep_left(&translations, review);
	report_make(&report, review);
	report.translations = buffer_text(&translations);
	format->report(out, &report);
	report_clear(&report);
	buffer_clear(&translations);
	return fault;
}

static void add_rows(struct buffer *out, const struct review *review, const struct format *format)
{
	struct dispositions rows;
	dispositions_make(&rows, review, false);
	format->write(out, review, &rows);
	if (rows.unverified)
		call_note(P_("%zu remark is left out: it is not where its author writes",
				  "%zu remarks are left out: they are not where their authors write", rows.unverified),
			rows.unverified);
	dispositions_clear(&rows);
}

/* A file is replaced by the new one; a device, a pipe or a folder of that name is not. */
static const struct fault *write_file(const char *path, struct buffer *out)
{
	struct stat about;
	if (stat(path, &about) != 0 || S_ISREG(about.st_mode))
		return file_write(path, buffer_text(out), 0666);
	return fault_new(FAULT_MALFORMED, _("%s is not a regular file; name a file"), path);
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct buffer out = {0};
	const struct format *format = NULL;
	const char *path = options_find(&call->options, "output");
	const struct fault *fault = format_find(&format, call);
	if (!fault)
		fault = call_review(&review, call);
	if (!fault && options_has(&call->options, "report"))
		fault = add_report(&out, review, format);
	else if (!fault)
		add_rows(&out, review, format);
	if (!fault && path)
		fault = write_file(path, &out);
	else if (!fault)
		buffer_add(call->out, buffer_text(&out));
	buffer_clear(&out);
	review_close(review);
	return fault;
}

const struct command command_export = {"export", "--format csv|markdown|html|json [--report] [--output FILE]",
	N_("Writes every remark and proposal of the draft, a row each, with what became of it, in the layout of the "
	   "commenting template of ISO and CEN; or the report for the Bureau."),
	options, 0, 0, run};
