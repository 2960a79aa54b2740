#include "commands/report.h"

#include "base/language.h"
#include "base/memory.h"
#include "commands/page.h"
#include "review/decision.h"
#include "review/provenance.h"
#include "review/wording.h"
#include "text/visible.h"
#include "text/worddiff.h"

/* Words kept around a change; first words of a paragraph in the matrix. */
enum { AROUND = 5, FIRST_WORDS = 6 };

/* A page being written, and the line at hand. */
struct writing {
	const struct report *report;
	const struct review *review;
	struct provenance provenance;
	struct page page;
	struct buffer line;
};

static void heading(struct writing *w, int level, const char *words)
{
	page_heading(&w->page, level, text_of(words));
}

/* The line at hand, which is empty again. */
static void put_item(struct writing *w, int level)
{
	page_item(&w->page, level, buffer_text(&w->line));
	buffer_empty(&w->line);
}

static void put_paragraph(struct writing *w)
{
	page_paragraph(&w->page, buffer_text(&w->line));
	buffer_empty(&w->line);
}

static void put_cell(struct writing *w)
{
	page_cell(&w->page, buffer_text(&w->line));
	buffer_empty(&w->line);
}

static void put_number(struct writing *w, size_t number)
{
	buffer_format(&w->line, "%zu", number);
	put_cell(w);
}

static void add_untrusted(struct buffer *out, const char *string)
{
	visible_add(out, text_of(string), VISIBLE_ONE_LINE);
}

/* --- the head */

static void write_head(struct writing *w)
{
	const struct review *review = w->review;
	const char *title = labels_in(&review->consultation.title, language_code());
	/* TRANSLATORS: the title of the consultation */
	buffer_format(&w->line, _("Report to the Bureau: %s"), title[0] ? title : review_draft(review)->path);
	page_heading(&w->page, 1, buffer_text(&w->line));
	buffer_empty(&w->line);
	add_untrusted(&w->line, review_draft(review)->path);
	if (review->revision)
		buffer_format(&w->line, _(" · Rev. %u"), review->revision);
	buffer_add_string(&w->line, " · ");
	struct buffer when = {0};
	wording_moment(&when, w->report->made);
	/* TRANSLATORS: a moment */
	buffer_format(&w->line, _("as of %s"), buffer_string(&when));
	buffer_empty(&when);
	wording_closing(&when, &review->consultation);
	if (when.size)
		/* TRANSLATORS: the deadline */
		buffer_format(&w->line, _(" · deadline %s"), buffer_string(&when));
	buffer_clear(&when);
	put_paragraph(w);
	struct text rest = buffer_text(&review->notices), line;
	while (text_line(&rest, &line))
		page_item(&w->page, 0, line);
}

/* --- how far the text is agreed */

static void put_share(struct writing *w, enum matrix_verdict verdict, const char *label)
{
	buffer_add_string(&w->line, label);
	wording_share(&w->line, &w->report->matrix.totals, verdict);
	put_item(w, 0);
}

static void put_brackets(struct writing *w)
{
	const struct matrix *matrix = &w->report->matrix;
	size_t count = matrix->totals.brackets, named = 0;
	buffer_format(&w->line, P_("Brackets still standing: %zu", "Brackets still standing: %zu", count), count);
	for (size_t i = 0; i < matrix->row_count; i++) {
		const struct matrix_row *row = &matrix->rows[i];
		if (!row->brackets)
			continue;
		buffer_add_string(&w->line, named++ ? ", " : " (");
		wording_place(&w->line, w->review, row->block);
		if (row->brackets > 1)
			buffer_format(&w->line, " × %zu", row->brackets);
	}
	if (named)
		buffer_add_byte(&w->line, ')');
	put_item(w, 0);
}

static void put_proposals(struct writing *w)
{
	const struct report *report = w->report;
	const struct matrix_totals *totals = &report->matrix.totals;
	/* TRANSLATORS: proposals not applied yet, the same words counted once; how many of them are new paragraphs */
	buffer_format(&w->line, _("Proposals not applied yet: %1$zu, of them new paragraphs: %2$zu; decided: %3$zu"),
		totals->proposals, totals->insertions, report->decided);
	put_item(w, 0);
	/* TRANSLATORS: threads of remarks: all, and those still open */
	buffer_format(&w->line, _("Remarks: %1$zu, of them open: %2$zu"), report->threads, report->open_threads);
	put_item(w, 0);
	if (!report->late)
		return;
	buffer_format(&w->line, _("Remarks and proposals after the deadline: %zu"), report->late);
	put_item(w, 0);
}

static void write_share(struct writing *w)
{
	const struct matrix_totals *totals = &w->report->matrix.totals;
	heading(w, 2, _("How far the text is agreed"));
	/* TRANSLATORS: how many people */
	char *agreed = memory_format(
		P_("Agreed by the one who takes part: ", "Agreed by all %zu who take part: ", totals->participants),
		totals->participants);
	put_share(w, VERDICT_AGREED, agreed);
	free(agreed);
	put_share(w, VERDICT_UNOPPOSED, _("Unopposed (initialled by some, the others have said nothing): "));
	put_share(w, VERDICT_LAPSED, _("Initials lapsed, for the words have changed: "));
	put_share(w, VERDICT_OPEN, _("Not settled (a proposal, a bracket, or nobody's initials yet): "));
	put_share(w, VERDICT_CONTESTED, _("Contested (a reservation, an objection, rival proposals): "));
	put_brackets(w);
	put_proposals(w);
	buffer_format(&w->line,
		_("Counted are the %1$zu paragraphs with words of this text and the %2$zu words in them, blanks "
		  "between words; the roster's silent members stop nothing and are named below."),
		totals->rows, totals->words);
	put_paragraph(w);
}

/* --- what stands against it */

static void write_stands(struct writing *w)
{
	const struct standing *standing = w->review->standing;
	heading(w, 2, _("Reservations and objections"));
	for (size_t i = 0; i < w->report->stand_count; i++) {
		const struct position *position = &standing->positions[w->report->stands[i]];
		const struct remark *remark = &standing->remarks[position->remark];
		wording_place(&w->line, w->review, position->block);
		buffer_add_string(&w->line, " · ");
		wording_reviewer(&w->line, w->review, position->reviewer);
		buffer_format(&w->line, " · %s", wording_position(position->code));
		if (remark->late)
			buffer_format(&w->line, " · %s", _("after the deadline"));
		if (annotation_entered(remark->annotation))
			buffer_add_string(&w->line, _(" · entered by the secretariat"));
		/* TRANSLATORS: before a reason */
		buffer_add_string(&w->line, remark->annotation->text ? _(": ") : _(" (without a reason)"));
		add_untrusted(&w->line, remark->annotation->text);
		put_item(w, 0);
	}
	if (!w->report->stand_count)
		page_paragraph(&w->page, text_of(_("None.")));
}

/* The first (or last) words of a text. */
static struct text some_words(struct text text, size_t most, bool first)
{
	struct words words = {0};
	struct text part = text;
	words_split(&words, text);
	if (words.count > most && first)
		part = text_part(text, 0, words.items[most - 1].end);
	else if (words.count > most)
		part = text_part(text, words.items[words.count - most].start, text.size);
	words_clear(&words);
	return part;
}

static void add_kept(struct buffer *out, struct text text, bool before, bool behind)
{
	struct text head = some_words(text, AROUND, true), tail = some_words(text, AROUND, false);
	bool cut = head.size + tail.size < text.size;
	if (!cut) {
		buffer_add(out, text);
		return;
	}
	if (before) {
		buffer_add(out, head);
		buffer_add_byte(out, ' ');
	}
	buffer_add_string(out, "[…]");
	if (behind) {
		buffer_add_byte(out, ' ');
		buffer_add(out, tail);
	}
}

/* The changed words with a few around them; the rest is left out. */
static void add_changes(struct buffer *out, struct text was, struct text now)
{
	struct worddiff_runs runs = {0};
	worddiff_texts(&runs, was, now);
	for (size_t i = 0; i < runs.count; i++) {
		const struct worddiff_run *run = &runs.items[i];
		struct text words = text_trim(run->text);
		const char *blank = words.size < run->text.size ? " " : "";
		if (run->kind == WORDDIFF_KEPT) {
			add_kept(out, run->text, i > 0, i + 1 < runs.count);
			continue;
		}
		buffer_add_string(out, run->kind == WORDDIFF_DELETED ? "[-" : "{+");
		if (run->alike)
			visible_points(out, words, text_trim(run->other));
		else
			buffer_add(out, words);
		buffer_add_string(out, run->kind == WORDDIFF_DELETED ? "-]" : "+}");
		buffer_add_string(out, blank);
	}
	worddiff_runs_clear(&runs);
}

/* " (entered by the secretariat)", behind a name. */
static void add_entered(struct writing *w, bool entered)
{
	if (entered)
		buffer_format(&w->line, " (%s)", _("entered by the secretariat"));
}

static void add_voices(struct writing *w, const char *label, const size_t *remarks, size_t count)
{
	const struct standing *standing = w->review->standing;
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(&w->line, i ? ", " : label);
		add_untrusted(&w->line, standing->reviewers[standing->remarks[remarks[i]].reviewer].name);
		add_entered(w, annotation_entered(standing->remarks[remarks[i]].annotation));
	}
}

static void add_proposal(struct writing *w, const struct amendment *amendment)
{
	/* TRANSLATORS: between the names of those who propose and what they propose */
	buffer_format(&w->line, _(": %s"), wording_amendment(amendment));
	if (amendment->late)
		buffer_format(&w->line, " · %s", _("after the deadline"));
	add_voices(w, _(" · supported by "), amendment->supports, amendment->support_count);
	add_voices(w, _(" · objected to by "), amendment->objects, amendment->object_count);
	add_voices(w, _(" · supported in an earlier wording by "), amendment->earlier_supports,
		amendment->earlier_support_count);
	add_voices(w, _(" · objected to in an earlier wording by "), amendment->earlier_objects,
		amendment->earlier_object_count);
	buffer_add_string(&w->line, " · ");
	if (amendment->kind == AMEND_MOVE)
		buffer_add(&w->line, some_words(buffer_text(&amendment->now), FIRST_WORDS, true));
	else
		add_changes(&w->line, buffer_text(&amendment->was), buffer_text(&amendment->now));
}

/* All parties of a collision: those who propose the same words are one. */
static void put_parties(struct writing *w, const struct report_collision *collision)
{
	const struct standing *standing = w->review->standing;
	for (size_t i = 0; i < collision->count; i++) {
		const struct amendment *amendment = &standing->amendments[collision->amendments[i]];
		wording_reviewer(&w->line, w->review, amendment->reviewer);
		provenance_read_all(&w->provenance, amendment->reviewer);
		add_entered(w, provenance_entered(&w->provenance, collision->amendments[i]));
		if (i + 1 < collision->count &&
			standing->amendments[collision->amendments[i + 1]].same_as == amendment->same_as) {
			buffer_add_string(&w->line, ", ");
			continue;
		}
		add_proposal(w, amendment);
		put_item(w, 1);
	}
	if (collision->base)
		page_item(&w->page, 1, text_of(_("the text itself, which has moved on since")));
}

static void write_collisions(struct writing *w)
{
	const struct report_collisions *collisions = &w->report->collisions;
	heading(w, 2, _("Rival proposals"));
	for (size_t i = 0; i < collisions->count; i++) {
		if (collisions->items[i].block == STANDING_NONE)
			buffer_add_string(&w->line, _("Before §1"));
		else
			wording_place(&w->line, w->review, collisions->items[i].block);
		put_item(w, 0);
		put_parties(w, &collisions->items[i]);
	}
	if (!collisions->count)
		page_paragraph(&w->page, text_of(_("None.")));
}

/* --- who has spoken on what */

static void put_head(struct writing *w, const char *const *labels, size_t count)
{
	page_table(&w->page, count);
	for (size_t i = 0; i < count; i++)
		page_cell(&w->page, text_of(labels[i]));
}

static void write_coverage(struct writing *w, const char *label, const struct report_coverages *coverages)
{
	if (!coverages->count)
		return;
	put_head(w, (const char *const[]){label, _("remarks"), _("proposals"), _("people")}, 4);
	for (size_t i = 0; i < coverages->count; i++) {
		const struct report_coverage *coverage = &coverages->items[i];
		page_cell(&w->page, text_of(labels_in(&coverage->category->label, language_code())));
		put_number(w, coverage->remarks);
		put_number(w, coverage->proposals);
		put_number(w, coverage->people);
	}
}

static void write_groups(struct writing *w)
{
	const struct report_coverages *groups = &w->report->groups;
	if (!groups->count)
		return;
	put_head(w,
		(const char *const[]){
			_("Group"), _("on the roster"), _("have spoken"), _("silent"), _("remarks"), _("proposals")},
		6);
	for (size_t i = 0; i < groups->count; i++) {
		const struct report_coverage *group = &groups->items[i];
		page_cell(&w->page, text_of(group->category ? labels_in(&group->category->label, language_code())
							    : _("without a group")));
		put_number(w, group->members);
		put_number(w, group->people);
		put_number(w, group->silent);
		put_number(w, group->remarks);
		put_number(w, group->proposals);
	}
}

static void write_silent(struct writing *w)
{
	const struct report *report = w->report;
	heading(w, 2, _("Silent so far"));
	for (size_t i = 0; i < report->silent_count; i++) {
		const struct member *member = &w->review->consultation.roster[report->silent[i]];
		buffer_add_string(&w->line, i ? ", " : "");
		add_untrusted(&w->line, member->name);
		if (!member->organisation)
			continue;
		buffer_add_string(&w->line, " (");
		add_untrusted(&w->line, member->organisation);
		buffer_add_byte(&w->line, ')');
	}
	if (!report->silent_count)
		buffer_add_string(&w->line, _("Nobody on the roster."));
	put_paragraph(w);
}

static void write_translations(struct writing *w)
{
	struct text rest = w->report->translations, line;
	if (!rest.size)
		return;
	heading(w, 2, _("Translations not in step with their source"));
	while (text_line(&rest, &line))
		if (line.size)
			page_item(&w->page, 0, line);
}

/* --- the matrix */

static void put_legend(struct writing *w)
{
	for (enum matrix_mark mark = MARK_INITIALLED; mark < MARKS; mark++)
		buffer_format(&w->line, "%s%s %s", mark > MARK_INITIALLED ? " · " : "", matrix_mark_sign(mark),
			wording_mark(mark));
	put_paragraph(w);
}

static void put_row(struct writing *w, const struct matrix *matrix, size_t index)
{
	const struct matrix_row *row = &matrix->rows[index];
	const struct block *block = &w->review->draft->blocks[row->block];
	wording_place(&w->line, w->review, row->block);
	put_cell(w);
	struct text first = some_words(block->text, FIRST_WORDS, true);
	buffer_add(&w->line, first);
	if (first.size < block->text.size)
		buffer_add_string(&w->line, " …");
	put_cell(w);
	page_cell(&w->page, text_of(wording_verdict(row->verdict)));
	for (size_t i = 0; i < matrix->column_count; i++) {
		const struct matrix_cell *cell = matrix_cell(matrix, index, i);
		buffer_add_string(&w->line, matrix_mark_sign(cell->mark));
		if (matrix->by == MATRIX_BY_GROUP && cell->mark != MARK_NOTHING)
			buffer_format(&w->line, " %u/%zu", cell->count, matrix->columns[i].members);
		put_cell(w);
	}
}

static void put_totals(struct writing *w, const struct matrix *matrix)
{
	page_cell(&w->page, text_of(""));
	/* TRANSLATORS: the last row of the matrix */
	page_cell(&w->page, text_of(_("paragraphs initialled")));
	put_number(w, matrix->totals.verdicts[VERDICT_AGREED]);
	for (size_t i = 0; i < matrix->column_count; i++) {
		const size_t *marks = matrix->columns[i].marks;
		put_number(w, marks[MARK_INITIALLED] + marks[MARK_AD_REFERENDUM]);
	}
}

static void put_matrix(struct writing *w, const struct matrix *matrix)
{
	page_table(&w->page, 3 + matrix->column_count);
	page_cell(&w->page, text_of("§"));
	page_cell(&w->page, text_of(_("first words")));
	/* TRANSLATORS: over a column that says "agreed", "contested" … */
	page_cell(&w->page, text_of(_("state")));
	for (size_t i = 0; i < matrix->column_count; i++) {
		wording_column(&w->line, w->review, &matrix->columns[i]);
		put_cell(w);
	}
	for (size_t i = 0; i < matrix->row_count; i++)
		put_row(w, matrix, i);
	put_totals(w, matrix);
}

static void write_matrix(struct writing *w)
{
	struct matrix groups = {0};
	bool many = w->report->matrix.column_count > REPORT_PEOPLE;
	if (many)
		matrix_make(&groups, w->review, MATRIX_BY_GROUP);
	heading(w, 2, many ? _("Paragraphs and groups") : _("Paragraphs and reviewers"));
	put_legend(w);
	put_matrix(w, many ? &groups : &w->report->matrix);
	matrix_clear(&groups);
}

static void write_page(struct page *out, const struct report *report)
{
	struct writing w = {.report = report, .review = report->review};
	provenance_open(&w.provenance, report->review);
	write_head(&w);
	write_share(&w);
	write_stands(&w);
	write_collisions(&w);
	heading(&w, 2, _("Who has spoken on what"));
	write_coverage(&w, _("Area"), &report->areas);
	write_coverage(&w, _("Mechanism"), &report->mechanisms);
	write_coverage(&w, _("Guiding question"), &report->questions);
	write_groups(&w);
	write_silent(&w);
	write_translations(&w);
	write_matrix(&w);
	buffer_clear(&w.line);
	provenance_clear(&w.provenance);
	*out = w.page;
}

void report_markdown(struct buffer *out, const struct report *report)
{
	struct page page;
	write_page(&page, report);
	page_markdown(out, &page);
	page_clear(&page);
}

void report_html(struct buffer *out, const struct report *report)
{
	struct page page;
	write_page(&page, report);
	page_html(out, &page, language_code());
	page_clear(&page);
}
