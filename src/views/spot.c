#include "views/spot.h"

#include "base/memory.h"
#include "text/utf8.h"

static void drop_quote(struct spot *spot)
{
	free(spot->quote.exact);
	free(spot->quote.prefix);
	free(spot->quote.suffix);
	spot->quote = (struct quote){0};
}

void spot_set(struct spot *spot, const struct review *review, size_t block, size_t start, size_t end)
{
	drop_quote(spot);
	spot->blob = review->draft_blob;
	spot->paragraph = block == STANDING_NONE ? 0 : block + 1;
	if (block != STANDING_NONE && end > start)
		anchor_quote(&spot->quote, review->draft->blocks[block].text, start, end);
}

/* The quote's context is not kept in an unfinished text: it is taken from the version it was begun on. */
static void read_quote(struct spot *spot, struct text text, const struct unfinished *unfinished)
{
	size_t start = utf8_offset(text, unfinished->quote_start_points);
	size_t end = utf8_offset(text, unfinished->quote_end_points);
	if (end > start)
		anchor_quote(&spot->quote, text, start, end);
}

bool spot_read(struct spot *spot, struct review *review, const struct unfinished *unfinished)
{
	const struct draft *draft;
	*spot = (struct spot){0};
	if (!unfinished->paragraph)
		return true;
	if (!unfinished->blob || !oid_parse(&spot->blob, unfinished->blob) ||
		review_blob(&draft, review, &spot->blob) || unfinished->paragraph > draft->count)
		return false;
	spot->paragraph = unfinished->paragraph;
	if (unfinished->quote && unfinished->quote_end_points)
		read_quote(spot, draft->blocks[spot->paragraph - 1].text, unfinished);
	return true;
}

void spot_write(struct unfinished *out, const struct spot *spot, const struct review *review)
{
	char hex[OID_HEX];
	oid_format(hex, spot->paragraph ? &spot->blob : &review->draft_blob);
	out->draft = memory_string(review_draft(review)->path);
	out->blob = memory_string(hex);
	out->paragraph = spot->paragraph;
	out->quote = memory_string(spot->quote.exact);
	out->quote_start_points = spot->quote.start_points;
	out->quote_end_points = spot->quote.end_points;
}

size_t spot_block(const struct spot *spot, struct review *review)
{
	size_t block = spot->paragraph - 1;
	if (!spot->paragraph)
		return STANDING_NONE;
	if (!oid_equal(&spot->blob, &review->draft_blob) &&
		(review_follow(&block, review, &spot->blob, spot->paragraph, NULL) || block == ALIGN_NONE))
		return STANDING_NONE;
	return block < review->draft->count ? block : STANDING_NONE;
}

enum placement spot_words(size_t *start, size_t *end, const struct spot *spot, struct review *review, size_t block)
{
	*start = *end = 0;
	if (!spot->quote.exact)
		return PLACED_EXACT;
	return anchor_find(start, end, &spot->quote, review->draft->blocks[block].text);
}

void spot_clear(struct spot *spot)
{
	drop_quote(spot);
	*spot = (struct spot){0};
}
