#include "review/matrix.h"

#include "base/array.h"
#include "base/memory.h"
#include "draft/paragraph.h"
#include "review/amendment.h"
#include "review/decision.h"
#include "review/tally.h"
#include "text/words.h"

/* What is known while the matrix is made: where a block and a reviewer stand in it. */
struct making {
	struct matrix *matrix;
	const struct review *review;
	size_t *row_of;    /* of each block, STANDING_NONE for none */
	size_t *column_of; /* of each reviewer */
};

const char *matrix_mark_name(enum matrix_mark mark)
{
	static const char *const names[MARKS] = {
		"", "initialled", "ad-referendum", "lapsed", "proposed", "reservation", "objection"};
	return names[mark];
}

const char *matrix_mark_sign(enum matrix_mark mark)
{
	static const char *const signs[MARKS] = {"·", "✓", "~", "↻", "✎", "R", "✗"};
	return signs[mark];
}

const char *matrix_verdict_name(enum matrix_verdict verdict)
{
	static const char *const names[VERDICTS] = {"contested", "open", "lapsed", "unopposed", "agreed"};
	return names[verdict];
}

unsigned int matrix_percent(size_t part, size_t whole)
{
	return whole ? (unsigned int)(part * 100 / whole) : 0;
}

static void add_rows(struct making *making)
{
	struct matrix *matrix = making->matrix;
	const struct draft *draft = making->review->draft;
	making->row_of = memory_new(draft->count, sizeof *making->row_of);
	matrix->rows = memory_new(draft->count, sizeof *matrix->rows);
	size_t *brackets = draft_brackets(draft);
	for (size_t i = 0; i < draft->count; i++) {
		const struct block *block = &draft->blocks[i];
		making->row_of[i] = STANDING_NONE;
		if (!block_counts(block))
			continue;
		making->row_of[i] = matrix->row_count;
		struct matrix_row *row = &matrix->rows[matrix->row_count++];
		row->block = i;
		row->words = words_count(block->text);
		row->brackets = brackets[i];
	}
	free(brackets);
}

static void add_columns(struct making *making)
{
	struct matrix *matrix = making->matrix;
	const struct standing *standing = making->review->standing;
	struct tally *tallies = tally_make(making->review);
	making->column_of = memory_new(standing->reviewer_count, sizeof *making->column_of);
	for (size_t i = 0; i < standing->reviewer_count; i++) {
		making->column_of[i] = STANDING_NONE;
		if (!tally_takes_part(making->review, tallies, i))
			continue;
		making->column_of[i] = matrix->column_count;
		struct matrix_column *column =
			ARRAY_ADD(matrix->columns, matrix->column_count, matrix->column_capacity);
		column->reviewer = i;
		column->members = 1;
	}
	free(tallies);
	matrix->totals.participants = matrix->column_count;
}

static struct matrix_cell *cell_at(struct making *making, size_t block, size_t reviewer)
{
	size_t row = block < making->review->draft->count ? making->row_of[block] : STANDING_NONE;
	size_t column = making->column_of[reviewer];
	if (row == STANDING_NONE || column == STANDING_NONE)
		return NULL;
	return &making->matrix->cells[row * making->matrix->column_count + column];
}

static void put(struct making *making, size_t block, size_t reviewer, enum matrix_mark mark)
{
	struct matrix_cell *cell = cell_at(making, block, reviewer);
	if (cell)
		*cell = (struct matrix_cell){(unsigned char)mark, 1};
}

static enum matrix_mark mark_of(const struct position *position)
{
	if (position->lapsed)
		return MARK_LAPSED;
	for (enum matrix_mark mark = MARK_INITIALLED; mark < MARKS; mark++)
		if (!strcmp(position->code, matrix_mark_name(mark)))
			return mark;
	return MARK_NOTHING;
}

static void put_positions(struct making *making)
{
	const struct standing *standing = making->review->standing;
	for (size_t i = 0; i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		put(making, position->block, position->reviewer, mark_of(position));
	}
}

/* What was not retained proposes nothing any more; what was retained does until it is applied. */
static bool waits(const struct amendment *amendment)
{
	return amendment->decision != DECISION_REJECTED && amendment->decision != DECISION_NOTED;
}

static void put_amendments(struct making *making)
{
	const struct standing *standing = making->review->standing;
	struct matrix_totals *totals = &making->matrix->totals;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		bool insert = amendment->kind == AMEND_INSERT, first = amendment->same_as == i;
		if (!waits(amendment))
			continue;
		totals->proposals += first;
		totals->insertions += first && insert;
		for (size_t j = 0; j < amendment->extent && !insert && !amendment->gone; j++) {
			size_t block = amendment->block + j;
			if (amendment->block == STANDING_NONE || block >= making->review->draft->count ||
				making->row_of[block] == STANDING_NONE)
				continue;
			struct matrix_row *row = &making->matrix->rows[making->row_of[block]];
			row->proposals += first;
			row->rivals |= amendment->collide_count || amendment->collides_with_base;
			put(making, block, amendment->reviewer, MARK_PROPOSED);
		}
	}
}

static enum matrix_verdict judge(const struct matrix_row *row, size_t participants)
{
	if (row->marks[MARK_RESERVATION] || row->marks[MARK_OBJECTION] || row->rivals)
		return VERDICT_CONTESTED;
	size_t agreed = row->marks[MARK_INITIALLED] + row->marks[MARK_AD_REFERENDUM];
	if (row->proposals || row->brackets || (!agreed && !row->marks[MARK_LAPSED]))
		return VERDICT_OPEN;
	if (row->marks[MARK_LAPSED])
		return VERDICT_LAPSED;
	return agreed == participants ? VERDICT_AGREED : VERDICT_UNOPPOSED;
}

static void judge_rows(struct matrix *matrix)
{
	struct matrix_totals *totals = &matrix->totals;
	for (size_t i = 0; i < matrix->row_count; i++) {
		struct matrix_row *row = &matrix->rows[i];
		for (size_t j = 0; j < matrix->column_count; j++)
			row->marks[matrix_cell(matrix, i, j)->mark]++;
		row->verdict = judge(row, totals->participants);
		totals->rows++;
		totals->words += row->words;
		totals->brackets += row->brackets;
		totals->verdicts[row->verdict]++;
		totals->verdict_words[row->verdict] += row->words;
		for (enum matrix_mark mark = 0; mark < MARKS; mark++)
			totals->marks[mark] += row->marks[mark];
	}
}

/* --- by group */

static bool same_group(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static size_t group_column(struct matrix *matrix, const char *group, const struct category *label)
{
	for (size_t i = 0; i < matrix->column_count; i++)
		if (same_group(matrix->columns[i].group, group))
			return i;
	struct matrix_column *column = ARRAY_ADD(matrix->columns, matrix->column_count, matrix->column_capacity);
	column->reviewer = STANDING_NONE;
	column->group = group;
	column->label = label;
	return matrix->column_count - 1;
}

/* The groups of those who take part: as the consultation lists them, then others, then none. */
static void add_groups(struct matrix *matrix, const struct review *review, const struct matrix *people)
{
	const struct categories *groups = &review->consultation.groups;
	const struct reviewer *reviewers = review->standing->reviewers;
	for (size_t i = 0; i < groups->count; i++)
		for (size_t j = 0; j < people->column_count; j++)
			if (same_group(groups->items[i].id, reviewers[people->columns[j].reviewer].group))
				group_column(matrix, groups->items[i].id, &groups->items[i]);
	for (int with = 1; with >= 0; with--)
		for (size_t j = 0; j < people->column_count; j++) {
			const char *group = reviewers[people->columns[j].reviewer].group;
			if ((group != NULL) == with)
				group_column(matrix, group, NULL);
		}
}

static void weigh(struct matrix_cell *cell, enum matrix_mark mark)
{
	if (mark > cell->mark)
		*cell = (struct matrix_cell){(unsigned char)mark, 0};
	cell->count += mark == cell->mark && mark != MARK_NOTHING;
}

/* The columns of one group become one. */
static void fold(struct matrix *matrix, const struct review *review)
{
	struct matrix people = *matrix;
	size_t *to = memory_new(people.column_count, sizeof *to);
	matrix->columns = NULL;
	matrix->column_count = matrix->column_capacity = 0;
	add_groups(matrix, review, &people);
	matrix->cells = memory_new(matrix->row_count * matrix->column_count, sizeof *matrix->cells);
	for (size_t j = 0; j < people.column_count; j++) {
		to[j] = group_column(matrix, review->standing->reviewers[people.columns[j].reviewer].group, NULL);
		matrix->columns[to[j]].members++;
	}
	for (size_t i = 0; i < matrix->row_count; i++)
		for (size_t j = 0; j < people.column_count; j++)
			weigh(&matrix->cells[i * matrix->column_count + to[j]], matrix_cell(&people, i, j)->mark);
	free(people.columns);
	free(people.cells);
	free(to);
}

static void count_columns(struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->row_count; i++)
		for (size_t j = 0; j < matrix->column_count; j++)
			matrix->columns[j].marks[matrix_cell(matrix, i, j)->mark]++;
}

void matrix_make(struct matrix *out, const struct review *review, enum matrix_by by)
{
	*out = (struct matrix){.by = by};
	struct making making = {.matrix = out, .review = review};
	add_rows(&making);
	add_columns(&making);
	out->cells = memory_new(out->row_count * out->column_count, sizeof *out->cells);
	put_positions(&making);
	put_amendments(&making);
	judge_rows(out);
	if (by == MATRIX_BY_GROUP)
		fold(out, review);
	count_columns(out);
	free(making.row_of);
	free(making.column_of);
}

void matrix_clear(struct matrix *matrix)
{
	free(matrix->columns);
	free(matrix->rows);
	free(matrix->cells);
	*matrix = (struct matrix){0};
}
