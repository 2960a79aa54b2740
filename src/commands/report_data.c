/* report_data - the report for programs and spreadsheets */
#include "commands/report.h"

#include "base/language.h"
#include "base/memory.h"
#include "commands/csv.h"
#include "review/wording.h"

enum { CSV_WORDS = 60 }; /* bytes of a paragraph's beginning */

/* --- as a table */

static void number_field(struct buffer *out, size_t number)
{
	char *words = memory_format("%zu", number);
	csv_field(out, text_of(words), false);
	free(words);
}

/* The beginning of a text, cut between two words. */
static struct text beginning(struct text text)
{
	size_t end = text.size;
	if (end > CSV_WORDS)
		for (end = CSV_WORDS; end && text.bytes[end] != ' ' && text.bytes[end] != '\n';)
			end--;
	return text_part(text, 0, end ? end : text.size);
}

static void add_csv_row(struct buffer *out, const struct report *report, size_t index)
{
	char number[NUMBER_TEXT];
	const struct matrix *matrix = &report->matrix;
	const struct matrix_row *row = &matrix->rows[index];
	number_format(number, report->review->numbering.numbers[row->block]);
	csv_field(out, text_of(number), true);
	csv_field(out, beginning(report->review->draft->blocks[row->block].text), false);
	csv_field(out, text_of(matrix_verdict_name(row->verdict)), false);
	number_field(out, row->words);
	number_field(out, row->brackets);
	for (size_t i = 0; i < matrix->column_count; i++)
		csv_field(out, text_of(matrix_mark_name(matrix_cell(matrix, index, i)->mark)), false);
	csv_end(out);
}

void report_csv(struct buffer *out, const struct report *report)
{
	const struct matrix *matrix = &report->matrix;
	csv_field(out, text_of("paragraph"), true);
	csv_field(out, text_of("text"), false);
	csv_field(out, text_of("verdict"), false);
	csv_field(out, text_of("words"), false);
	csv_field(out, text_of("brackets"), false);
	for (size_t i = 0; i < matrix->column_count; i++)
		csv_field(out, text_of(report->review->standing->reviewers[matrix->columns[i].reviewer].id), false);
	csv_end(out);
	for (size_t i = 0; i < matrix->row_count; i++)
		add_csv_row(out, report, i);
}

/* --- as data */

static void add_number(struct json *object, const char *key, size_t number)
{
	json_add_number(object, key, (long long)number);
}

static void add_paragraph(struct json *object, const struct review *review, size_t block)
{
	char number[NUMBER_TEXT];
	if (block >= review->numbering.count) {
		json_add_string(object, "paragraph", "0");
		return;
	}
	number_format(number, review->numbering.numbers[block]);
	json_add_string(object, "paragraph", number);
}

static const char *reviewer_id(const struct report *report, size_t reviewer)
{
	return report->review->standing->reviewers[reviewer].id;
}

void report_share(struct json *object, const struct report *report)
{
	const struct matrix_totals *totals = &report->matrix.totals;
	struct json *share = json_add_object(object, "share");
	add_number(share, "participants", totals->participants);
	add_number(share, "paragraphs", totals->rows);
	add_number(share, "words", totals->words);
	struct json *verdicts = json_add_object(share, "verdicts");
	for (enum matrix_verdict verdict = VERDICTS; verdict-- > 0;) {
		struct json *part = json_add_object(verdicts, matrix_verdict_name(verdict));
		add_number(part, "paragraphs", totals->verdicts[verdict]);
		add_number(part, "words", totals->verdict_words[verdict]);
	}
}

static void add_brackets(struct json *object, const struct report *report)
{
	struct json *list = json_add_array(object, "brackets");
	for (size_t i = 0; i < report->matrix.row_count; i++) {
		const struct matrix_row *row = &report->matrix.rows[i];
		if (!row->brackets)
			continue;
		struct json *item = json_add_object(list, NULL);
		add_paragraph(item, report->review, row->block);
		add_number(item, "count", row->brackets);
	}
}

static void add_against(struct json *object, const struct report *report)
{
	const struct standing *standing = report->review->standing;
	struct json *list = json_add_array(object, "against");
	for (size_t i = 0; i < report->stand_count; i++) {
		const struct position *position = &standing->positions[report->stands[i]];
		const struct remark *remark = &standing->remarks[position->remark];
		struct json *item = json_add_object(list, NULL);
		add_paragraph(item, report->review, position->block);
		json_add_string(item, "reviewer", reviewer_id(report, position->reviewer));
		json_add_string(item, "position", position->code);
		json_add_string(item, "reason", remark->annotation->text);
		json_add_bool(item, "late", remark->late);
	}
}

static void add_collisions(struct json *object, const struct report *report)
{
	const struct standing *standing = report->review->standing;
	struct json *list = json_add_array(object, "collisions");
	for (size_t i = 0; i < report->collisions.count; i++) {
		const struct report_collision *collision = &report->collisions.items[i];
		struct json *item = json_add_object(list, NULL);
		add_paragraph(item, report->review, collision->block);
		json_add_bool(item, "base", collision->base);
		struct json *parties = json_add_array(item, "parties");
		for (size_t j = 0; j < collision->count; j++)
			json_add_string(parties, NULL, standing->amendments[collision->amendments[j]].name);
	}
}

static void add_coverage(struct json *object, const char *key, const struct report_coverages *coverages, bool groups)
{
	struct json *list = json_add_array(object, key);
	for (size_t i = 0; i < coverages->count; i++) {
		const struct report_coverage *coverage = &coverages->items[i];
		struct json *item = json_add_object(list, NULL);
		json_add_string(item, "id", coverage->category ? coverage->category->id : NULL);
		add_number(item, "remarks", coverage->remarks);
		add_number(item, "proposals", coverage->proposals);
		add_number(item, "people", coverage->people);
		if (!groups)
			continue;
		add_number(item, "members", coverage->members);
		add_number(item, "silent", coverage->silent);
	}
}

static void add_coverages(struct json *object, const struct report *report)
{
	struct json *coverage = json_add_object(object, "coverage");
	add_coverage(coverage, "areas", &report->areas, false);
	add_coverage(coverage, "mechanisms", &report->mechanisms, false);
	add_coverage(coverage, "questions", &report->questions, false);
	add_coverage(coverage, "groups", &report->groups, true);
}

static void add_counts(struct json *object, const struct report *report)
{
	const struct matrix_totals *totals = &report->matrix.totals;
	struct json *proposals = json_add_object(object, "proposals");
	add_number(proposals, "waiting", totals->proposals);
	add_number(proposals, "insertions", totals->insertions);
	add_number(proposals, "decided", report->decided);
	struct json *threads = json_add_object(object, "threads");
	add_number(threads, "all", report->threads);
	add_number(threads, "open", report->open_threads);
	add_number(object, "late", report->late);
	struct json *silent = json_add_array(object, "silent");
	for (size_t i = 0; i < report->silent_count; i++)
		json_add_string(silent, NULL, report->review->consultation.roster[report->silent[i]].id);
}

/* A paragraph's cells by reviewer; who has said nothing is left out. */
static void add_cells(struct json *item, const struct report *report, size_t row)
{
	struct json *cells = json_add_object(item, "marks");
	for (size_t i = 0; i < report->matrix.column_count; i++) {
		enum matrix_mark mark = matrix_cell(&report->matrix, row, i)->mark;
		if (mark != MARK_NOTHING)
			json_add_string(
				cells, reviewer_id(report, report->matrix.columns[i].reviewer), matrix_mark_name(mark));
	}
}

static void add_matrix(struct json *object, const struct report *report)
{
	const struct matrix *matrix = &report->matrix;
	struct json *sheet = json_add_object(object, "matrix");
	struct json *reviewers = json_add_array(sheet, "reviewers");
	for (size_t i = 0; i < matrix->column_count; i++)
		json_add_string(reviewers, NULL, reviewer_id(report, matrix->columns[i].reviewer));
	struct json *paragraphs = json_add_array(sheet, "paragraphs");
	for (size_t i = 0; i < matrix->row_count; i++) {
		const struct matrix_row *row = &matrix->rows[i];
		struct json *item = json_add_object(paragraphs, NULL);
		add_paragraph(item, report->review, row->block);
		json_add_string(item, "verdict", matrix_verdict_name(row->verdict));
		add_number(item, "words", row->words);
		add_number(item, "brackets", row->brackets);
		add_number(item, "proposals", row->proposals);
		add_cells(item, report, i);
	}
}

void report_json(struct json *object, const struct report *report)
{
	char made[CLOCK_TEXT];
	clock_format(made, report->made);
	json_add_string(object, "made", made);
	report_share(object, report);
	add_brackets(object, report);
	add_against(object, report);
	add_collisions(object, report);
	add_coverages(object, report);
	add_counts(object, report);
	add_matrix(object, report);
}
