#include "text/utf8.h"

#include <utf8proc.h>

#include "base/memory.h"

/* Points below this are neither combining nor changed by NFC, take one cell and break from each other. */
enum { FIRST_MARK = 0x300, FIRST_MARK_LEAD = 0xcc };

static unsigned char byte_at(struct text text, size_t at)
{
	return (unsigned char)text.bytes[at];
}

static bool is_tail(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* How many bytes a lead byte announces; 0 for a byte that cannot lead. */
static size_t announced(unsigned char lead)
{
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef)
		return 3;
	return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

static bool is_scalar(int32_t point, size_t size)
{
	static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	return point >= least[size] && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

size_t utf8_step(struct text text, size_t at, int32_t *point)
{
	unsigned char lead = byte_at(text, at);
	if (lead < 0x80) {
		*point = lead;
		return 1;
	}
	size_t size = announced(lead);
	*point = UTF8_INVALID;
	if (size == 0 || size > text.size - at)
		return 1;
	int32_t value = lead & (0xff >> (size + 1));
	for (size_t i = 1; i < size; i++) {
		if (!is_tail(byte_at(text, at + i)))
			return 1;
		value = value << 6 | (byte_at(text, at + i) & 0x3f);
	}
	if (!is_scalar(value, size))
		return 1;
	*point = value;
	return size;
}

size_t utf8_back(struct text text, size_t at)
{
	for (size_t size = 1; size <= 4 && size <= at; size++) {
		if (is_tail(byte_at(text, at - size)))
			continue;
		int32_t point;
		return utf8_step(text, at - size, &point) == size ? at - size : at - 1;
	}
	return at - 1;
}

void utf8_add(struct buffer *out, int32_t point)
{
	if (point >= 0 && point < 0x80) {
		buffer_add_byte(out, (char)point);
		return;
	}
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t size = utf8proc_codepoint_valid(point) ? utf8proc_encode_char(point, bytes) : 0;
	if (size <= 0)
		size = utf8proc_encode_char(0xfffd, bytes);
	buffer_add(out, (struct text){(const char *)bytes, (size_t)size});
}

/* The first byte from `at` on that is not ASCII. */
static size_t skip_ascii(struct text text, size_t at)
{
	uint64_t eight;
	while (text.size - at >= sizeof eight) {
		memcpy(&eight, text.bytes + at, sizeof eight);
		if (eight & 0x8080808080808080U)
			break;
		at += sizeof eight;
	}
	while (at < text.size && byte_at(text, at) < 0x80)
		at++;
	return at;
}

bool utf8_valid(struct text text, size_t *at)
{
	int32_t point;
	for (size_t i = skip_ascii(text, 0); i < text.size; i = skip_ascii(text, i)) {
		size_t size = utf8_step(text, i, &point);
		if (point == UTF8_INVALID) {
			if (at)
				*at = i;
			return false;
		}
		i += size;
	}
	return true;
}

size_t utf8_points(struct text text)
{
	int32_t point;
	size_t count = 0;
	for (size_t at = 0; at < text.size;) {
		size_t ascii = skip_ascii(text, at);
		count += ascii - at;
		at = ascii;
		if (at < text.size) {
			at += utf8_step(text, at, &point);
			count++;
		}
	}
	return count;
}

size_t utf8_offset(struct text text, size_t points)
{
	int32_t point;
	size_t at = 0;
	for (; points > 0 && at < text.size; points--)
		at += utf8_step(text, at, &point);
	return at;
}

/* Points that break from each other and take one cell, but for CR LF and controls: Latin, Greek, Cyrillic, the
 * general punctuation, currencies. They spare the table look-ups of utf8proc for nearly all that is read here. */
static bool is_simple(int32_t point)
{
	if (point < 0x530)
		return point >= 0 && (point < FIRST_MARK || (point >= 0x370 && (point < 0x483 || point > 0x489)));
	return (point >= 0x2010 && point <= 0x205f) || (point >= 0x20a0 && point <= 0x20bf);
}

static size_t cluster_slow(struct text text, size_t at)
{
	int32_t point, next, state = 0;
	at += utf8_step(text, at, &point);
	while (point != UTF8_INVALID && at < text.size) {
		size_t size = utf8_step(text, at, &next);
		if (next == UTF8_INVALID || utf8proc_grapheme_break_stateful(point, next, &state))
			break;
		at += size;
		point = next;
	}
	return at;
}

size_t utf8_cluster(struct text text, size_t at)
{
	if (at >= text.size)
		return text.size;
	int32_t point, next;
	size_t end = at + utf8_step(text, at, &point);
	if (end == text.size || point == UTF8_INVALID)
		return end;
	if (is_simple(point) && point != '\r') {
		if (byte_at(text, end) < FIRST_MARK_LEAD)
			return end;
		utf8_step(text, end, &next);
		if (is_simple(next) || next == UTF8_INVALID)
			return end;
	}
	return cluster_slow(text, at);
}

/* A place at or before the point that ends at `at` where a cluster surely starts; `from` when there is none. */
static size_t sure_start(struct text text, size_t from, size_t at)
{
	int32_t point, before;
	while (at > from) {
		at = utf8_back(text, at);
		if (at <= from)
			break;
		size_t previous = utf8_back(text, at);
		utf8_step(text, at, &point);
		utf8_step(text, previous, &before);
		if (is_simple(point) && is_simple(before) && before != '\r')
			return at;
	}
	return from;
}

size_t utf8_cluster_back(struct text text, size_t from, size_t at)
{
	if (at <= from)
		return from;
	size_t start = sure_start(text, from, at);
	for (;;) {
		size_t next = utf8_cluster(text, start);
		if (next >= at)
			return start;
		start = next;
	}
}

static int point_cells(int32_t point)
{
	if (is_simple(point))
		return point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x2028 && point < 0x202f) ? 0 : 1;
	return point == UTF8_INVALID ? 1 : utf8proc_charwidth(point);
}

static bool is_regional(int32_t point)
{
	return point >= 0x1f1e6 && point <= 0x1f1ff;
}

int utf8_cluster_cells(struct text cluster)
{
	if (cluster.size == 0)
		return 0;
	int32_t point, first;
	size_t at = utf8_step(cluster, 0, &first);
	int widest = point_cells(first);
	if (widest == 0 && utf8_is_mark(first))
		widest = 1;
	while (at < cluster.size) {
		at += utf8_step(cluster, at, &point);
		/* An emoji presentation and a flag of two letters are drawn wide, whatever their parts are alone. */
		int cells = point == 0xfe0f || (is_regional(point) && is_regional(first)) ? 2 : point_cells(point);
		if (cells > widest)
			widest = cells;
	}
	return widest;
}

size_t utf8_cells(struct text text)
{
	size_t cells = 0;
	for (size_t at = 0; at < text.size;) {
		unsigned char lead = byte_at(text, at);
		if (lead >= 0x20 && lead < 0x7f && (at + 1 == text.size || byte_at(text, at + 1) < FIRST_MARK_LEAD)) {
			cells++;
			at++;
			continue;
		}
		size_t end = utf8_cluster(text, at);
		cells += (size_t)utf8_cluster_cells((struct text){text.bytes + at, end - at});
		at = end;
	}
	return cells;
}

/* Whether NFC leaves the point alone wherever no mark follows it, so that a text of such points is in NFC already. */
static bool is_composed(int32_t point)
{
	return (point >= 0 && point < FIRST_MARK) || (point >= 0x2010 && point <= 0x205f) || point == 0x20ac;
}

static void compose_run(struct buffer *out, struct text run)
{
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)run.bytes, (utf8proc_ssize_t)run.size, &composed,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	buffer_add(out, size < 0 ? run : (struct text){(const char *)composed, (size_t)size});
	free(composed);
}

void utf8_compose(struct buffer *out, struct text text)
{
	size_t start = 0, previous = 0, at = 0;
	int32_t point;
	while (at < text.size) {
		size_t size = byte_at(text, at) < 0x80 ? 1 : utf8_step(text, at, &point);
		if (byte_at(text, at) < 0x80 || point == UTF8_INVALID || is_composed(point)) {
			previous = at;
			at += size;
			continue;
		}
		/* The point before may take what follows as its mark, unless it is an invalid byte. */
		int32_t base = UTF8_INVALID;
		if (previous < at)
			utf8_step(text, previous, &base);
		size_t from = base == UTF8_INVALID ? at : previous;
		while (at < text.size && (size = utf8_step(text, at, &point), point != UTF8_INVALID) &&
			!is_composed(point))
			at += size;
		buffer_add(out, (struct text){text.bytes + start, from - start});
		compose_run(out, (struct text){text.bytes + from, at - from});
		start = previous = at;
	}
	buffer_add(out, (struct text){text.bytes + start, text.size - start});
}

struct folding {
	struct buffer *out;
	size_t begin; /* where the result starts in `out` */
	size_t **map;
	size_t room;
};

/* Every byte added since the last call came from the text's byte `at`. */
static void fold_map(struct folding *folding, size_t from, size_t at)
{
	if (!folding->map)
		return;
	size_t size = folding->out->size - folding->begin;
	if (size >= folding->room) {
		folding->room = (size + 1) * 2;
		*folding->map = memory_resize(*folding->map, folding->room, sizeof **folding->map);
	}
	for (size_t i = from - folding->begin; i < size; i++)
		(*folding->map)[i] = at;
	(*folding->map)[size] = at;
}

/* What people type for a character that keyboards lack; NULL for the others. */
static const char *fold_typed(int32_t point)
{
	switch (point) {
	case 0x2019:
	case 0x2018:
	case 0x2bc:
		return "'";
	case 0x201c:
	case 0x201d:
		return "\"";
	case 0xad:
		return "";
	case 0x152:
	case 0x153:
		return "oe";
	case 0xc6:
	case 0xe6:
		return "ae";
	case 0xd8:
	case 0xf8:
		return "o";
	case 0x2010:
	case 0x2011:
		return "-";
	default:
		return utf8_is_blank(point) ? " " : NULL;
	}
}

static void fold_point(struct buffer *out, int32_t point)
{
	const char *typed = fold_typed(point);
	if (typed) {
		buffer_add_string(out, typed);
		return;
	}
	utf8proc_int32_t parts[32];
	int boundary = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t count = utf8proc_decompose_char(
		point, parts, 32, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
	if (count < 0 || count > 32) {
		utf8_add(out, point);
		return;
	}
	for (utf8proc_ssize_t i = 0; i < count; i++)
		utf8_add(out, parts[i]);
}

void utf8_fold(struct buffer *out, size_t **map, struct text text)
{
	struct folding folding = {out, out->size, map, 0};
	if (map)
		*map = NULL;
	for (size_t at = 0; at < text.size;) {
		int32_t point;
		size_t from = out->size, size = utf8_step(text, at, &point);
		if (point == UTF8_INVALID)
			buffer_add_byte(out, text.bytes[at]);
		else if (point < 0x80)
			buffer_add_byte(out, (char)(point >= 'A' && point <= 'Z' ? point + 32
						     : utf8_is_blank(point)      ? ' '
										 : point));
		else
			fold_point(out, point);
		fold_map(&folding, from, at);
		at += size;
	}
	fold_map(&folding, out->size, text.size);
}

bool utf8_is_letter(int32_t point)
{
	if (point < 0x80)
		return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
	utf8proc_category_t category = utf8proc_category(point);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_mark(int32_t point)
{
	if (point < FIRST_MARK)
		return false;
	utf8proc_category_t category = utf8proc_category(point);
	return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(int32_t point)
{
	if (point < 0x80)
		return point >= '0' && point <= '9';
	return utf8proc_category(point) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_blank(int32_t point)
{
	if (point < 0x80)
		return point == ' ' || (point >= '\t' && point <= '\r');
	if (point < 0x2000)
		return point == 0x85 || point == 0xa0 || point == 0x1680;
	return point <= 0x200a || point == 0x2028 || point == 0x2029 || point == 0x202f || point == 0x205f ||
	       point == 0x3000;
}
