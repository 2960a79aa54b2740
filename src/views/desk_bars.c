#include "views/desk_bars.h"

#include "base/language.h"
#include "review/margin.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "views/desk_find.h"
#include "views/sending.h"

/* What one has said oneself, or that it is still being read. */
static void add_totals(struct buffer *out, const struct desk *desk)
{
	const struct review *review = desk->session->review;
	if (desk->session->loading) {
		buffer_add_string(out, " · ");
		buffer_add_string(out, _("reading what everyone wrote …"));
	} else if (review->identity.id) {
		struct margin_totals totals = desk->reading.totals;
		buffer_format(out, P_(" · you: %zu initialled", " · you: %zu initialled", totals.initialled),
			totals.initialled);
		buffer_format(out, P_(", %zu proposed", ", %zu proposed", totals.proposed), totals.proposed);
		buffer_format(out, _(", %zu without opinion"), totals.silent);
	}
}

enum { WHOLE, WITHOUT_MISSPELLINGS, WITHOUT_CLOCK, BREVITIES };

/* "§12/48 · « water » · you: 31 initialled, 4 proposals, 13 without opinion · saved 12:04": that a search or a filter
 * hides something stands before what is only good to know. */
static void add_status(struct buffer *out, const struct desk *desk, int brevity)
{
	const struct session *session = desk->session;
	wording_place(out, session->review, reading_block(&desk->reading));
	buffer_format(out, "/%zu", session->review->draft->count);
	if (desk->list != LIST_OPEN) {
		buffer_add_string(out, " · ");
		desk_list_name(out, desk);
	}
	add_totals(out, desk);
	if (session->errata.shown && brevity < WITHOUT_MISSPELLINGS)
		buffer_format(out, P_(" · %zu misspelling", " · %zu misspellings", session->errata.shown),
			session->errata.shown);
	if (sending_runs(session->sending)) {
		buffer_add_string(out, " · ");
		sending_say(out, session->sending);
	}
	if (session->saved_at.seconds && brevity < WITHOUT_CLOCK) {
		struct clock_fields at = clock_fields(session->saved_at);
		buffer_format(out, _(" · saved %02d:%02d"), at.hour, at.minute);
	}
}

/* What does not fit is left out whole, and not cut in the middle. */
void desk_draw_status(const struct desk *desk, const struct layout *layout)
{
	struct buffer left = {0}, right = {0};
	for (int brevity = WHOLE; brevity < BREVITIES; brevity++) {
		buffer_empty(&left);
		add_status(&left, desk, brevity);
		if ((int)utf8_cells(buffer_text(&left)) + 2 <= layout->status.cols)
			break;
	}
	wording_deadline(&right, &desk->session->review->consultation);
	view_status(layout, buffer_string(&left), buffer_string(&right));
	buffer_clear(&left);
	buffer_clear(&right);
}

/* "§12 · 2 annotations · 2 proposals · 5 positions"; what there is none of is not named. */
static void add_counts(struct buffer *out, const struct conversation *c, bool brief)
{
	if (c->threads)
		buffer_format(out,
			brief ? _(" · %zu annot.") : P_(" · %zu annotation", " · %zu annotations", c->threads),
			c->threads);
	if (c->amendments)
		buffer_format(out, brief ? _(" · %zu prop.") : P_(" · %zu proposal", " · %zu proposals", c->amendments),
			c->amendments);
	if (c->positions)
		buffer_format(out, brief ? _(" · %zu pos.") : P_(" · %zu position", " · %zu positions", c->positions),
			c->positions);
}

void desk_draw_heading(const struct desk *desk, struct area area, bool focus, bool narrow)
{
	const struct conversation *c = &desk->conversation;
	const char *way = narrow ? _("   [Tab: the text]") : "";
	struct buffer words = {0}, counts = {0};
	buffer_add_string(&words, focus && !narrow ? "▌" : ""); /* the keys go to this pane */
	if (c->subject.kind == SUBJECT_BLOCK)
		wording_place(&words, desk->session->review, c->subject.index);
	else
		buffer_add_string(&words, c->subject.kind == SUBJECT_QUESTION ? _("Guiding question")
					  : c->subject.kind == SUBJECT_MINE   ? _("My proposal")
									      : _("General remarks"));
	add_counts(&counts, c, false);
	int room = area.cols - (int)utf8_cells(buffer_text(&words)) - (int)utf8_cells(text_of(way));
	if ((int)utf8_cells(buffer_text(&counts)) > room) {
		buffer_empty(&counts);
		add_counts(&counts, c, true);
	}
	buffer_add(&words, buffer_text(&counts));
	buffer_add_string(&words, way);
	screen_print(area.row, area.col, area.cols, buffer_string(&words), STYLE_HEADING);
	buffer_clear(&words);
	buffer_clear(&counts);
}
