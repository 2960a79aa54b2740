#include "commands/tabular.h"

#include "base/array.h"
#include "base/language.h"
#include "commands/call.h"
#include "commands/csv.h"
#include "commands/jsonform.h"
#include "review/wording.h"
#include "text/cell.h"

static const char *const columns[] = {
	N_("Organisation"),
	N_("Author"),
	N_("Paragraph"),
	N_("Type"),
	N_("Comment"),
	N_("Proposed change"),
	N_("Observations of the secretariat"),
	N_("Date"),
	N_("Reference"),
};
enum { COLUMN_PROPOSED = 5 };

/* The cells of one row, as they are to be read; not yet safe to show. */
struct cells {
	struct buffer items[ARRAY_SIZE(columns)];
};

/* With its zone: a table is read where nobody knows whose clock it was. */
static void add_when(struct buffer *out, struct moment moment)
{
	struct clock_fields at = clock_fields(moment);
	int offset = moment.offset_minutes < 0 ? -moment.offset_minutes : moment.offset_minutes;
	buffer_format(out, "%04d-%02d-%02d %02d:%02d %c%02d:%02d", at.year, at.month, at.day, at.hour, at.minute,
		moment.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
}

static void add_place(struct buffer *out, const struct disposition *row)
{
	char number[NUMBER_TEXT];
	if (!row->place.paragraph && !row->place.plus) {
		buffer_add_string(out, _("general"));
		return;
	}
	number_show(number, row->place);
	buffer_add_string(out, number);
}

static void add_comment(struct buffer *out, const struct disposition *row)
{
	if (!row->amendment && strcmp(row->kind, "comment") != 0 && strcmp(row->kind, "question") != 0)
		buffer_format(
			out, "%s%s", strcmp(row->kind, "reply") ? wording_position(row->kind) : _("reply"), _(": "));
	if (row->quote.size) {
		struct buffer quote = {0};
		buffer_add(&quote, buffer_text(&row->quote));
		buffer_format(out, _("“%s”"), buffer_string(&quote));
		buffer_add_byte(out, '\n');
		buffer_clear(&quote);
	}
	buffer_add(out, buffer_text(&row->comment));
}

static void cells_make(struct cells *cells, const struct review *review, const struct disposition *row)
{
	const struct reviewer *reviewer = &review->standing->reviewers[row->reviewer];
	struct buffer *item = cells->items;
	*cells = (struct cells){0};
	buffer_add_string(&item[0], reviewer->organisation ? reviewer->organisation : "");
	buffer_add_string(&item[1], reviewer->name);
	if (row->entered)
		buffer_format(&item[1], " · %s", _("entered by the secretariat"));
	add_place(&item[2], row);
	buffer_add_string(&item[3], row->type);
	add_comment(&item[4], row);
	buffer_add(&item[5], buffer_text(&row->proposed));
	buffer_add(&item[6], buffer_text(&row->observations));
	if (row->dated)
		add_when(&item[7], row->created);
	if (row->late)
		buffer_format(&item[7], "%s%s", item[7].size ? " · " : "", _("after the deadline"));
	buffer_add_string(&item[8], uuid_valid(text_of(row->reference)) ? wording_id(row->reference) : row->reference);
}

static void cells_clear(struct cells *cells)
{
	for (size_t i = 0; i < ARRAY_SIZE(cells->items); i++)
		buffer_clear(&cells->items[i]);
}

/* --- CSV */

void tabular_csv(struct buffer *out, const struct review *review, const struct dispositions *rows)
{
	struct cells cells;
	buffer_add_string(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < ARRAY_SIZE(columns); i++)
		csv_field(out, text_of(_(columns[i])), i == 0);
	csv_end(out);
	for (size_t i = 0; i < rows->count; i++) {
		cells_make(&cells, review, &rows->items[i]);
		for (size_t j = 0; j < ARRAY_SIZE(cells.items); j++)
			csv_field(out, buffer_text(&cells.items[j]), j == 0);
		csv_end(out);
		cells_clear(&cells);
	}
}

/* --- Markdown */

void tabular_markdown(struct buffer *out, const struct review *review, const struct dispositions *rows)
{
	struct cells cells;
	buffer_format(out, "## %s\n\n|", _("Comments and proposals"));
	for (size_t i = 0; i < ARRAY_SIZE(columns); i++)
		buffer_format(out, " %s |", _(columns[i]));
	buffer_add_string(out, "\n|");
	for (size_t i = 0; i < ARRAY_SIZE(columns); i++)
		buffer_add_string(out, " --- |");
	buffer_add_byte(out, '\n');
	for (size_t i = 0; i < rows->count; i++) {
		cells_make(&cells, review, &rows->items[i]);
		buffer_add_byte(out, '|');
		for (size_t j = 0; j < ARRAY_SIZE(cells.items); j++) {
			buffer_add_byte(out, ' ');
			cell_markdown(out, buffer_text(&cells.items[j]));
			buffer_add_string(out, " |");
		}
		buffer_add_byte(out, '\n');
		cells_clear(&cells);
	}
}

/* --- HTML */

static void add_row(struct buffer *out, const struct cells *cells, const struct disposition *row)
{
	buffer_add_string(out, "<tr>");
	for (size_t i = 0; i < ARRAY_SIZE(cells->items); i++) {
		buffer_add_string(out, "<td>");
		if (i == COLUMN_PROPOSED && row->was.size && row->now.size && strcmp(row->kind, "move") != 0)
			cell_html_difference(out, buffer_text(&row->was), buffer_text(&row->now));
		else
			cell_html(out, buffer_text(&cells->items[i]));
		buffer_add_string(out, "</td>");
	}
	buffer_add_string(out, "</tr>\n");
}

void tabular_html(struct buffer *out, const struct review *review, const struct dispositions *rows)
{
	struct cells cells;
	buffer_format(out, "<h2>%s</h2>\n<table>\n<thead><tr>", _("Comments and proposals"));
	for (size_t i = 0; i < ARRAY_SIZE(columns); i++)
		buffer_format(out, "<th scope=\"col\">%s</th>", _(columns[i]));
	buffer_add_string(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < rows->count; i++) {
		cells_make(&cells, review, &rows->items[i]);
		add_row(out, &cells, &rows->items[i]);
		cells_clear(&cells);
	}
	buffer_add_string(out, "</tbody>\n</table>\n");
}

/* --- JSON */

static void add_object(struct json *list, const struct review *review, const struct disposition *row)
{
	const struct reviewer *reviewer = &review->standing->reviewers[row->reviewer];
	struct json *object = json_add_object(list, NULL);
	char number[NUMBER_TEXT], created[CLOCK_TEXT];
	bool general = !row->place.paragraph && !row->place.plus;
	number_format(number, row->place);
	clock_format(created, row->created);
	json_add_string(object, "reference", row->reference);
	json_add_string(object, "reviewer", reviewer->id);
	json_add_string(object, "name", reviewer->name);
	json_add_string(object, "organisation", reviewer->organisation);
	json_add_string(object, "group", reviewer->group);
	json_add_string(object, "paragraph", general ? NULL : number);
	json_add_string(object, "type", row->type);
	json_add_string(object, "kind", row->kind);
	json_add_string(object, "state", row->state);
	if (row->scope)
		json_add_string(object, "scope", row->scope);
	json_add_string(object, "quote", row->quote.size ? buffer_string((struct buffer *)&row->quote) : NULL);
	json_add_text(object, "comment", buffer_text(&row->comment));
	json_add_text(object, "was", buffer_text(&row->was));
	json_add_text(object, "now", buffer_text(&row->now));
	json_add_text(object, "proposed", buffer_text(&row->proposed));
	json_add_text(object, "observations", buffer_text(&row->observations));
	json_add_string(object, "created", row->dated ? created : NULL);
	json_add_bool(object, "late", row->late);
	json_add_bool(object, "entered", row->entered);
}

void tabular_json(struct buffer *out, const struct review *review, const struct dispositions *rows)
{
	struct json *root = json_new_object();
	jsonform_review(root, review);
	struct json *list = json_add_array(root, "rows");
	for (size_t i = 0; i < rows->count; i++)
		add_object(list, review, &rows->items[i]);
	call_json(out, root);
}
