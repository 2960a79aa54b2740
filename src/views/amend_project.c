/* amend_project - the words as they are typed, for a room to read along */
#include "views/amend.h"
#include "views/projection.h"

/* What it changes, then what others propose. */
static void draw_below(struct amend *amend, struct area area)
{
	struct paper *paper = &amend->below;
	paper_clear(paper);
	if (amend->words_in || amend->words_out)
		paper_add_changes(paper, buffer_text(&amend->base), buffer_text(&amend->editor.text), STYLE_PLAIN);
	bool changes = paper->text.size > 0;
	if (amend->block != STANDING_NONE)
		projection_proposals(paper, amend->session->review, amend->block);
	paper_wrap(paper, area.cols, 0);
	long first = changes || !paper->text.size ? 0 : 2; /* the blank row between them */
	for (int i = 0; i < area.rows; i++)
		paper_draw(paper, (size_t)(first + i), area.row + i, area.col, area.cols, STYLE_PLAIN);
}

void amend_project(struct amend *amend, struct area window)
{
	struct area area = projection_area(window);
	struct buffer place = {0};
	amend_place(&place, amend);
	projection_heading(&area, buffer_string(&place), false);
	buffer_clear(&place);
	int wished = (int)editor_rows(&amend->editor, area.cols), most = area.rows > 8 ? area.rows * 2 / 3 : area.rows;
	struct area words = layout_cut_top(&area, wished < most ? wished : most);
	editor_draw(&amend->editor, words, true, STYLE_PLAIN | STYLE_WITH_SELECTED, NULL, 0);
	layout_cut_top(&area, 1);
	draw_below(amend, area);
}
