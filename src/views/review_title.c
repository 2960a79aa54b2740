#include "views/review_title.h"

#include "base/language.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/view.h"

/* Cut at its end, with …, where it is wider. */
static void add_cut(struct buffer *out, struct text title, size_t cells)
{
	if (utf8_cells(title) <= cells) {
		buffer_add(out, title);
		return;
	}
	size_t at = 0, used = 0;
	while (at < title.size) {
		size_t end = utf8_cluster(title, at);
		used += utf8_cells(text_part(title, at, end));
		if (used + 1 > cells)
			break;
		at = end;
	}
	buffer_add(out, text_trim(text_part(title, 0, at)));
	buffer_add_string(out, "…");
}

void review_title(struct buffer *out, const struct review *review, int cells)
{
	const struct consultation_draft *draft = review_draft(review);
	const char *title = labels_in(&review->consultation.title, language_code());
	const char *slash = strrchr(draft->path, '/');
	struct buffer name = {0}, rest = {0};
	visible_add(&name, text_of(title[0] ? title : slash ? slash + 1 : draft->path), VISIBLE_ONE_LINE);
	if (draft->language[0]) {
		buffer_add_string(&rest, " · ");
		for (const char *letter = draft->language; *letter; letter++)
			buffer_add_byte(&rest, *letter >= 'a' && *letter <= 'z' ? (char)(*letter - 32) : *letter);
	}
	if (review->revision)
		buffer_format(&rest, _(" · Rev. %u"), review->revision);
	int room = cells - (int)utf8_cells(buffer_text(&rest));
	add_cut(out, buffer_text(&name), room > 1 ? (size_t)room : 1);
	buffer_add(out, buffer_text(&rest));
	buffer_clear(&name);
	buffer_clear(&rest);
}

size_t review_title_unsent(const struct review *review)
{
	const struct standing *standing = review->standing;
	return review->remote && standing->me != STANDING_NONE ? standing->reviewers[standing->me].unsent : 0;
}

/* Who is at the keyboard, the way to help; `brief`: without the organisation. */
static void title_right(struct buffer *out, const struct review *review, bool brief)
{
	const struct standing *standing = review->standing;
	size_t unsent = review_title_unsent(review);
	if (review->identity.id && standing->me != STANDING_NONE && !brief)
		wording_reviewer(out, review, standing->me);
	else if (review->identity.id)
		visible_add(out, text_of(review->identity.name), VISIBLE_ONE_LINE);
	else
		buffer_add_string(out, _("reading only"));
	if (unsent)
		buffer_format(out, P_(" · %zu not sent", " · %zu not sent", unsent), unsent);
	buffer_add_string(out, _(" · F1 help"));
}

void review_title_draw(const struct review *review, const struct layout *layout)
{
	enum { TITLE_LEAST = 32 };
	struct buffer left = {0}, right = {0};
	title_right(&right, review, false);
	int room = view_title_room(layout, NULL, buffer_string(&right));
	if (room < TITLE_LEAST) {
		buffer_empty(&right);
		title_right(&right, review, true);
		room = view_title_room(layout, NULL, buffer_string(&right));
	}
	review_title(&left, review, room);
	view_title(layout, buffer_string(&left), _("review"), buffer_string(&right));
	buffer_clear(&left);
	buffer_clear(&right);
}
