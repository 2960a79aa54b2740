#include "text/visible.h"

#include <utf8proc.h>

#include "base/array.h"
#include "base/language.h"
#include "text/confusable.h"
#include "text/utf8.h"

enum { ZERO_WIDTH_JOINER = 0x200d, EMOJI_SELECTOR = 0xfe0f, KEYCAP = 0x20e3, SOFT_HYPHEN = 0xad, MOST_MARKS = 8 };

struct range {
	int32_t first, last;
};

/* What must not reach a terminal as it is: controls, line separators, bidi controls, the invisible characters of
 * UTS 39 and UAX 44's default ignorables, noncharacters. Sorted. */
static const struct range hidden[] = {
	{0x0, 0x1f},
	{0x7f, 0x9f},
	{0xad, 0xad},
	{0x34f, 0x34f},
	{0x61c, 0x61c},
	{0x115f, 0x1160},
	{0x17b4, 0x17b5},
	{0x180b, 0x180f},
	{0x200b, 0x200f},
	{0x2028, 0x202e},
	{0x2060, 0x206f},
	{0x3164, 0x3164},
	{0xfdd0, 0xfdef},
	{0xfe00, 0xfe0f},
	{0xfeff, 0xfeff},
	{0xffa0, 0xffa0},
	{0xfff0, 0xfffb},
	{0x1bca0, 0x1bca3},
	{0x1d173, 0x1d17a},
	{0xe0000, 0xe0fff},
};

static bool is_hidden(int32_t point)
{
	if ((point & 0xfffe) == 0xfffe)
		return true;
	size_t low = 0, high = ARRAY_SIZE(hidden);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (point < hidden[middle].first)
			high = middle;
		else if (point > hidden[middle].last)
			low = middle + 1;
		else
			return true;
	}
	return false;
}

static bool is_pictograph(int32_t point)
{
	return point != UTF8_INVALID &&
	       utf8proc_get_property(point)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool is_skin(int32_t point)
{
	return point >= 0x1f3fb && point <= 0x1f3ff;
}

/* The code point that ends before *at, which moves to its start; UTF8_INVALID at the beginning. */
static int32_t point_before(struct text text, size_t *at)
{
	int32_t point = UTF8_INVALID;
	if (*at > 0) {
		*at = utf8_back(text, *at);
		utf8_step(text, *at, &point);
	}
	return point;
}

static int32_t point_at(struct text text, size_t at)
{
	int32_t point = UTF8_INVALID;
	if (at < text.size)
		utf8_step(text, at, &point);
	return point;
}

/* VS16 behind a pictograph, or within a keycap ("1", VS16, U+20E3). */
static bool selector_belongs(struct text text, size_t at)
{
	size_t before = at;
	int32_t base = point_before(text, &before);
	if (is_pictograph(base))
		return true;
	bool key = (base >= '0' && base <= '9') || base == '#' || base == '*';
	return key && point_at(text, at + 3) == KEYCAP;
}

/* A joiner between two pictographs, of which the first may carry VS16 or a skin tone. */
static bool joiner_belongs(struct text text, size_t at)
{
	size_t before = at;
	int32_t base = point_before(text, &before);
	if (base == EMOJI_SELECTOR || is_skin(base))
		base = point_before(text, &before);
	return is_pictograph(base) && is_pictograph(point_at(text, at + 3));
}

enum verdict { SHOWN, HIDDEN, BROKEN };

static enum verdict judge(struct text text, size_t at, int32_t point)
{
	if (point == UTF8_INVALID)
		return BROKEN;
	if (!is_hidden(point))
		return SHOWN;
	if (point == EMOJI_SELECTOR)
		return selector_belongs(text, at) ? SHOWN : HIDDEN;
	return point == ZERO_WIDTH_JOINER && joiner_belongs(text, at) ? SHOWN : HIDDEN;
}

/* The end of a run that is plain beyond doubt: printable ASCII, Latin letters with diacritics, and the apostrophes,
 * quotes and dashes of U+2010 to U+2027. Nearly all text is, so this is what must be fast. */
static size_t skip_plain(struct text text, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)text.bytes;
	while (at < text.size) {
		size_t left = text.size - at;
		if (bytes[at] >= 0x20 && bytes[at] < 0x7f)
			at++;
		else if (bytes[at] >= 0xc3 && bytes[at] <= 0xcb && left > 1 && (bytes[at + 1] & 0xc0) == 0x80)
			at += 2;
		else if (bytes[at] == 0xe2 && left > 2 && bytes[at + 1] == 0x80 && bytes[at + 2] >= 0x90 &&
			 bytes[at + 2] <= 0xa7)
			at += 3;
		else
			break;
	}
	return at;
}

static void add_code(struct buffer *out, int32_t point, char byte)
{
	if (point == UTF8_INVALID)
		buffer_format(out, "<%02X>", (unsigned int)(unsigned char)byte);
	else
		buffer_format(out, "<U+%04X>", (unsigned int)point);
}

/* Combining marks on the present base, and how many of them were left out. */
struct pile {
	size_t marks, dropped;
};

static void pile_end(struct buffer *out, struct pile *pile)
{
	if (pile->dropped)
		buffer_format(out, "<+%zu>", pile->dropped);
	*pile = (struct pile){0};
}

static void add_shown(struct buffer *out, struct pile *pile, struct text character, int32_t point)
{
	if (!utf8_is_mark(point)) {
		pile_end(out, pile);
	} else if (++pile->marks > MOST_MARKS) {
		pile->dropped++;
		return;
	}
	buffer_add(out, character);
}

static void add_point(struct buffer *out, struct pile *pile, struct text text, size_t at, size_t size, int32_t point,
	enum visible_lines lines)
{
	struct text character = {text.bytes + at, size};
	if (point == '\t' || (point == '\n' && lines == VISIBLE_ONE_LINE)) {
		add_shown(out, pile, text_of(" "), ' ');
	} else if (point == '\n' || judge(text, at, point) == SHOWN) {
		add_shown(out, pile, character, point);
	} else {
		pile_end(out, pile);
		add_code(out, point, text.bytes[at]);
	}
}

void visible_add(struct buffer *out, struct text untrusted, enum visible_lines lines)
{
	struct pile pile = {0};
	for (size_t at = 0; at < untrusted.size;) {
		size_t plain = skip_plain(untrusted, at);
		if (plain > at) {
			pile_end(out, &pile);
			buffer_add(out, (struct text){untrusted.bytes + at, plain - at});
			at = plain;
			continue;
		}
		int32_t point;
		size_t size = utf8_step(untrusted, at, &point);
		add_point(out, &pile, untrusted, at, size, point, lines);
		at += size;
	}
	pile_end(out, &pile);
}

char *visible_take(const char *untrusted)
{
	struct buffer out = {0};
	visible_add(&out, text_of(untrusted), VISIBLE_ONE_LINE);
	return buffer_take(&out);
}

bool visible_is(struct text text, enum visible_lines lines)
{
	if (skip_plain(text, 0) == text.size)
		return true;
	struct buffer shown = {0};
	visible_add(&shown, text, lines);
	bool is = text_compare(buffer_text(&shown), text) == 0;
	buffer_clear(&shown);
	return is;
}

static bool is_allowed_in_files(int32_t point)
{
	return point == '\n' || point == '\t' || point == '\r' || point == SOFT_HYPHEN;
}

static const struct fault *refuse(struct text text, size_t at, int32_t point)
{
	size_t place = utf8_points((struct text){text.bytes, at}) + 1;
	if (point == UTF8_INVALID)
		return fault_new(FAULT_MALFORMED,
			_("character %zu is the byte %02X, which is not UTF-8; please take it out"), place,
			(unsigned int)(unsigned char)text.bytes[at]);
	return fault_new(FAULT_MALFORMED, _("character %zu is U+%04X, which nobody can see; please take it out"), place,
		(unsigned int)point);
}

const struct fault *visible_check(struct text text)
{
	int32_t point;
	for (size_t at = skip_plain(text, 0); at < text.size; at = skip_plain(text, at)) {
		size_t size = utf8_step(text, at, &point);
		if (!is_allowed_in_files(point) && judge(text, at, point) != SHOWN)
			return refuse(text, at, point);
		at += size;
	}
	return NULL;
}

/* Line ends of all kinds, word processors' among them: taking one out would glue two words together. */
static bool ends_line(int32_t point)
{
	return (point >= '\n' && point <= '\r') || point == 0x85 || point == 0x2028 || point == 0x2029;
}

size_t visible_clean(struct buffer *out, struct text paste)
{
	size_t taken = 0;
	for (size_t at = 0; at < paste.size;) {
		int32_t point;
		size_t size = utf8_step(paste, at, &point);
		if (point == '\r' && point_at(paste, at + 1) == '\n')
			size = 2;
		if (point == '\t')
			buffer_add_byte(out, ' ');
		else if (ends_line(point))
			buffer_add_byte(out, '\n');
		else if (point == SOFT_HYPHEN || judge(paste, at, point) == SHOWN)
			buffer_add(out, (struct text){paste.bytes + at, size});
		else
			taken++;
		at += size;
	}
	return taken;
}

/* One of two texts that look alike, being walked through beside the other. */
struct side {
	struct text text;
	size_t at;
};

/* The code point so many behind the place; UTF8_INVALID - 1 behind the end. */
static int32_t point_ahead(const struct side *side, size_t points)
{
	int32_t point = UTF8_INVALID - 1;
	size_t at = side->at;
	for (size_t i = 0; i <= points; i++) {
		if (at >= side->text.size)
			return UTF8_INVALID - 1;
		at += utf8_step(side->text, at, &point);
	}
	return point;
}

/* How many points differ on either side before they go on together, two of them or to the end: as few as may be. */
static bool differing(size_t *mine, size_t *others, const struct side *side, const struct side *other)
{
	enum { FAR = 12 };
	for (size_t sum = 1; sum <= FAR; sum++)
		for (*mine = sum; *mine + 1 > 0; (*mine)--) {
			*others = sum - *mine;
			if (point_ahead(side, *mine) == point_ahead(other, *others) &&
				point_ahead(side, *mine + 1) == point_ahead(other, *others + 1))
				return true;
		}
	return false;
}

static void step(struct side *side, size_t points)
{
	for (int32_t point; points > 0 && side->at < side->text.size; points--)
		side->at += utf8_step(side->text, side->at, &point);
}

/* Each character that is not a plain printable one as its code point, and so a space after a space. */
static void add_codes(struct buffer *out, struct text text, size_t at, size_t end)
{
	while (at < end) {
		int32_t point;
		size_t size = utf8_step(text, at, &point);
		bool again = point == ' ' && at > 0 && text.bytes[at - 1] == ' ';
		if (point >= 0x20 && point < 0x7f && !again)
			buffer_add_byte(out, text.bytes[at]);
		else
			add_code(out, point, text.bytes[at]);
		at += size;
	}
}

void visible_points(struct buffer *out, struct text text, struct text other)
{
	struct side mine = {text, 0}, others = {other, 0};
	while (mine.at < text.size) {
		size_t start = mine.at, here, there;
		while (mine.at < text.size && point_ahead(&mine, 0) == point_ahead(&others, 0)) {
			step(&mine, 1);
			step(&others, 1);
		}
		visible_add(out, text_part(text, start, mine.at), VISIBLE_ONE_LINE);
		if (!differing(&here, &there, &mine, &others))
			here = there = SIZE_MAX;
		start = mine.at;
		step(&mine, here);
		step(&others, there);
		add_codes(out, text, start, mine.at);
	}
}

/* What the eye gets of a text. */
static void skeleton(struct buffer *out, struct text text)
{
	struct buffer composed = {0};
	utf8_compose(&composed, text);
	struct text seen = buffer_text(&composed);
	for (size_t at = 0; at < seen.size;) {
		int32_t point;
		size_t size = utf8_step(seen, at, &point);
		const char *latin = confusable_latin(point);
		if (utf8_is_blank(point))
			buffer_add_string(out, out->size && out->bytes[out->size - 1] == ' ' ? "" : " ");
		else if (latin)
			buffer_add_string(out, latin);
		else if (point == UTF8_INVALID || !is_hidden(point))
			buffer_add(out, (struct text){seen.bytes + at, size});
		at += size;
	}
	buffer_clear(&composed);
}

/* A text does not look like another when it is that other. */
bool visible_alike(struct text a, struct text b)
{
	if (text_compare(a, b) == 0)
		return false;
	struct buffer left = {0}, right = {0};
	skeleton(&left, a);
	skeleton(&right, b);
	bool alike = text_compare(buffer_text(&left), buffer_text(&right)) == 0;
	buffer_clear(&left);
	buffer_clear(&right);
	return alike;
}
