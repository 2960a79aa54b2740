#include "commands/roll.h"

#include "base/language.h"
#include "commands/call.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/wrap.h"

enum { GAP = 2, INDENT = 4, NAME_LEAST = 16, NAME_WISHED = 34, LAST = ROLL_FIGURES };

/* TRANSLATORS: the headings of columns, and the same for a narrow terminal */
static const char *const headings[ROLL_WORDS] = {
	N_("annotations"), N_("proposals"), N_("collisions"), N_("initials"), N_("last act")};
static const char *const briefly[ROLL_WORDS] = {N_("annot."), N_("prop."), N_("coll."), N_("init."), N_("last act")};

static const char *heading(const struct roll *roll, size_t column)
{
	return _(roll->brief ? briefly[column] : headings[column]);
}

static size_t cells_of(const char *words)
{
	return utf8_cells(text_of(words));
}

/* The words of a column: its figure, or when one did something last. */
static void add_figure(struct buffer *out, const struct tally *tally, size_t column)
{
	const size_t figures[ROLL_FIGURES] = {
		tally->annotations, tally->amendments, tally->collisions, tally->initials};
	if (column == LAST)
		wording_when(out, tally->last);
	else
		buffer_format(out, "%zu", figures[column]);
}

static void widen(size_t *cells, const char *words)
{
	if (cells_of(words) > *cells)
		*cells = cells_of(words);
}

static size_t measure_columns(struct roll *roll, const struct review *review, const struct tally *tallies)
{
	size_t all = 0;
	for (size_t column = 0; column < ROLL_WORDS; column++) {
		struct buffer figure = {0};
		roll->columns[column] = 0;
		widen(&roll->columns[column], heading(roll, column));
		for (size_t i = 0; i < review->standing->reviewer_count; i++) {
			buffer_empty(&figure);
			add_figure(&figure, &tallies[i], column);
			if (tallies[i].acted)
				widen(&roll->columns[column], buffer_string(&figure));
		}
		all += roll->columns[column] + GAP;
		buffer_clear(&figure);
	}
	return all;
}

static size_t longest_name(const struct review *review, const struct tally *tallies)
{
	size_t cells = 0;
	for (size_t i = 0; i < review->standing->reviewer_count; i++) {
		struct buffer name = {0};
		wording_reviewer(&name, review, i);
		if (tallies[i].acted)
			widen(&cells, buffer_string(&name));
		buffer_clear(&name);
	}
	return cells;
}

void roll_measure(struct roll *roll, const struct review *review, const struct tally *tallies, size_t width)
{
	size_t longest = longest_name(review, tallies), wished = longest < NAME_WISHED ? longest : NAME_WISHED;
	*roll = (struct roll){.width = width};
	for (size_t i = 0; i < review->standing->reviewer_count; i++)
		roll->rows += tallies[i].acted;
	size_t all = measure_columns(roll, review, tallies);
	if (all + wished > width) {
		roll->brief = true;
		all = measure_columns(roll, review, tallies);
	}
	size_t room = width > all ? width - all : 0;
	roll->names = room < longest && room < NAME_LEAST ? 0 : room < longest ? room : longest;
	roll->apart = !roll->names && all + INDENT > width;
}

/* Adds one column: figures stand to the right, the last act to the left. */
static void put(struct buffer *out, const struct roll *roll, size_t column, const char *words)
{
	size_t cells = cells_of(words), blanks = roll->columns[column] > cells ? roll->columns[column] - cells : 0;
	buffer_format(out, "%*s%s", (int)(GAP + (column == LAST ? 0 : blanks)), "", words);
}

static void end_row(struct buffer *out)
{
	buffer_add_byte(out, '\n');
}

void roll_head(struct buffer *out, const struct roll *roll)
{
	if (!roll->rows)
		return;
	buffer_format(out, "%*s", (int)(roll->names ? roll->names : INDENT), "");
	for (size_t column = 0; column < (roll->apart ? LAST : ROLL_WORDS); column++)
		put(out, roll, column, heading(roll, column));
	end_row(out);
}

/* What not everybody has: ", 1 reservation, 2 lapsed". */
static void add_rare(struct buffer *line, const struct tally *tally)
{
	size_t decided = tally->amendments - tally->open;
	if (decided)
		buffer_format(line, P_(", %zu proposal decided", ", %zu proposals decided", decided), decided);
	if (tally->reservations)
		buffer_format(
			line, P_(", %zu reservation", ", %zu reservations", tally->reservations), tally->reservations);
	if (tally->objections)
		buffer_format(line, P_(", %zu objection", ", %zu objections", tally->objections), tally->objections);
	if (tally->lapsed)
		buffer_format(line, P_(", %zu lapsed", ", %zu lapsed", tally->lapsed), tally->lapsed);
	if (tally->late)
		buffer_format(
			line, P_(", %zu after the deadline", ", %zu after the deadline", tally->late), tally->late);
}

static void add_below(struct buffer *out, const struct roll *roll, const struct tally *tally)
{
	struct buffer line = {0}, when = {0};
	wording_when(&when, tally->last);
	if (roll->apart) /* TRANSLATORS: a date */
		buffer_format(&line, _(", last act %s"), buffer_string(&when));
	add_rare(&line, tally);
	if (line.size > 2)
		call_wrap_text(out, text_part(buffer_text(&line), 2, line.size), roll->width, INDENT, 0);
	buffer_clear(&when);
	buffer_clear(&line);
}

static void add_figures(struct buffer *out, const struct roll *roll, const struct tally *tally)
{
	for (size_t column = 0; column < (roll->apart ? LAST : ROLL_WORDS); column++) {
		struct buffer figure = {0};
		add_figure(&figure, tally, column);
		put(out, roll, column, buffer_string(&figure));
		buffer_clear(&figure);
	}
	end_row(out);
}

void roll_add(struct buffer *out, const struct roll *roll, const struct review *review, size_t reviewer,
	const struct tally *tally)
{
	struct buffer name = {0};
	struct wrap wrap = {0};
	wording_reviewer(&name, review, reviewer);
	wrap_text(&wrap, buffer_text(&name), roll->names ? roll->names : roll->width, 0);
	for (size_t i = 0; i < wrap.count; i++) {
		buffer_add_string(out, i ? "  " : "");
		buffer_add(out, text_part(buffer_text(&name), wrap.rows[i].start, wrap.rows[i].end));
		if (roll->names && i == 0) {
			buffer_format(out, "%*s", (int)(roll->names - wrap.rows[i].cells), "");
			add_figures(out, roll, tally);
		} else {
			end_row(out);
		}
	}
	if (!roll->names) {
		buffer_format(out, "%*s", INDENT, "");
		add_figures(out, roll, tally);
	}
	add_below(out, roll, tally);
	wrap_clear(&wrap);
	buffer_clear(&name);
}
