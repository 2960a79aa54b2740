#include "commands/documents.h"

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/instep.h"
#include "commands/report.h"
#include "commands/tabular.h"
#include "review/edition.h"
#include "review/wording.h"
#include "store/tag.h"
#include "text/cell.h"
#include "text/html.h"
#include "text/visible.h"

/* One set of documents on its way to a folder. */
struct documents {
	struct review *review;
	const char *folder;
	struct buffer *names;
	struct snapshot *now, *before; /* Rev. N, and N-1 or NULL */
	unsigned int earlier;          /* N-1, or the one that comes before it; 0: none */
	struct buffer subtitle;        /* "Rev. 2 · its title · its date" */
};

static const struct fault *put(struct documents *d, const char *name, const struct buffer *page)
{
	char *path = memory_format("%s/%s", d->folder, name);
	const struct fault *fault = file_write(path, buffer_text(page), 0666);
	if (!fault) {
		visible_add(d->names, text_of(path), VISIBLE_ONE_LINE);
		buffer_add_byte(d->names, '\n');
	}
	free(path);
	return fault;
}

static void open_page(struct buffer *page, const struct documents *d, const char *language, const char *what)
{
	char *title = visible_take(labels_in(&d->review->consultation.title, language));
	html_open(page, language, title);
	free(title);
	buffer_add_string(page, "<p class=\"meta\">");
	cell_html(page, buffer_text(&d->subtitle));
	if (what[0])
		buffer_add_string(page, "<br>");
	cell_html(page, text_of(what));
	buffer_add_string(page, "</p>\n");
}

/* "drafts/declaration.fr.md" is "declaration.fr", "texts/a.md" is "texts-a". */
static char *stem_take(const char *path)
{
	static const char *const endings[] = {".md", ".markdown"};
	char *stem = memory_string(strncmp(path, "drafts/", 7) ? path : path + 7);
	size_t size = strlen(stem);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t tail = strlen(endings[i]);
		if (size > tail && !strcmp(stem + size - tail, endings[i]))
			stem[size - tail] = '\0';
	}
	for (char *byte = stem; *byte; byte++)
		if (*byte == '/')
			*byte = '-';
	return stem;
}

/* The draft of a version; NULL where it was not in it. */
static const struct fault *draft_in(
	const struct draft **out, const struct review *review, struct snapshot *version, const char *path)
{
	struct oid blob;
	*out = NULL;
	if (!version || snapshot_find(&blob, version, path))
		return NULL;
	return review_blob(out, review, &blob);
}

static const struct fault *write_comparison(struct documents *d, const struct consultation_draft *draft,
	const char *stem, const struct draft *old, const struct draft *new)
{
	struct buffer page = {0}, what = {0};
	char *name = memory_format("%s.comparison.html", stem);
	buffer_format(&what, _("Compared with Rev. %u"), d->earlier);
	open_page(&page, d, draft->language, buffer_string(&what));
	edition_comparison(&page, old, new);
	html_close(&page);
	const struct fault *fault = put(d, name, &page);
	buffer_clear(&page);
	buffer_clear(&what);
	free(name);
	return fault;
}

static const struct fault *write_draft(struct documents *d, const struct consultation_draft *draft)
{
	const struct draft *old = NULL, *new = NULL;
	struct buffer page = {0};
	char *stem = stem_take(draft->path), *name = memory_format("%s.html", stem);
	const struct fault *fault = draft_in(&new, d->review, d->now, draft->path);
	if (!fault)
		fault = draft_in(&old, d->review, d->before, draft->path);
	if (!fault && new) {
		open_page(&page, d, draft->language, "");
		edition_text(&page, new);
		html_close(&page);
		fault = put(d, name, &page);
	}
	if (!fault && new &&old)
		fault = write_comparison(d, draft, stem, old, new);
	buffer_clear(&page);
	free(name);
	free(stem);
	return fault;
}

static const struct fault *write_report(struct documents *d)
{
	struct report report;
	struct buffer page = {0}, translations = {0};
	const struct fault *fault = instep_left(&translations, d->review);
	report_make(&report, d->review);
	report.translations = buffer_text(&translations);
	report_html(&page, &report);
	if (!fault)
		fault = put(d, "report.html", &page);
	report_clear(&report);
	buffer_clear(&page);
	buffer_clear(&translations);
	return fault;
}

static const struct fault *write_observations(struct documents *d)
{
	struct dispositions rows;
	struct buffer page = {0};
	dispositions_make(&rows, d->review, true);
	open_page(&page, d, language_code(), "");
	tabular_html(&page, d->review, &rows);
	html_close(&page);
	const struct fault *fault = put(d, "observations.html", &page);
	dispositions_clear(&rows);
	buffer_clear(&page);
	return fault;
}

/* "Rev. 2 · its title · 18 May 2027, 13:30 (UTC+02:00) · open until 1 June 2027, 12:00 (UTC+02:00)" */
static void add_subtitle(struct documents *d)
{
	const struct consultation *consultation = &d->review->consultation;
	struct tag_facts facts;
	char *name = memory_format("rev/%u", d->review->revision);
	buffer_format(&d->subtitle, _("Rev. %u"), d->review->revision);
	if (!tag_read(&facts, d->review->repository, name)) {
		buffer_add_string(&d->subtitle, " · ");
		visible_add(&d->subtitle, text_of(facts.subject), VISIBLE_ONE_LINE);
		buffer_add_string(&d->subtitle, " · ");
		wording_moment(&d->subtitle, facts.when);
		tag_facts_clear(&facts);
	}
	if (consultation->has_deadline) {
		struct buffer closing = {0};
		wording_moment(&closing, consultation->deadline);
		buffer_add_string(&d->subtitle, " · ");
		buffer_format(&d->subtitle, _("open until %s"), buffer_string(&closing));
		buffer_clear(&closing);
	}
	free(name);
}

/* The circulated version before the last one. */
static const struct fault *open_earlier(struct documents *d)
{
	struct oid commit;
	size_t count;
	unsigned int *tags = branch_revision_tags(&count, d->review->repository);
	d->earlier = count > 1 ? tags[count - 2] : 0;
	free(tags);
	if (!d->earlier)
		return NULL;
	char *ref = memory_format("refs/tags/rev/%u", d->earlier);
	const struct fault *fault = branch_find(&commit, d->review->repository, ref);
	if (!fault)
		fault = snapshot_open(&d->before, d->review->repository, &commit);
	free(ref);
	return fault;
}

const struct fault *documents_write(struct buffer *names, struct review *review, const char *folder)
{
	struct documents d = {.review = review, .folder = folder, .names = names};
	if (!review->revision)
		return fault_new(FAULT_MISSING, "%s",
			_("nothing has been circulated yet: `paraphe circulate -m TITLE` makes Rev. 1"));
	const struct fault *fault = file_make_folder(folder, 0777);
	if (!fault)
		fault = snapshot_open(&d.now, review->repository, &review->revision_commit);
	if (!fault)
		fault = open_earlier(&d);
	if (!fault)
		add_subtitle(&d);
	for (size_t i = 0; !fault && i < review->consultation.draft_count; i++)
		fault = write_draft(&d, &review->consultation.drafts[i]);
	if (!fault)
		fault = write_report(&d);
	if (!fault)
		fault = write_observations(&d);
	snapshot_close(d.now);
	snapshot_close(d.before);
	buffer_clear(&d.subtitle);
	return fault;
}
