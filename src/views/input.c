#include "views/input.h"

#include "base/array.h"
#include "text/utf8.h"

enum { ESC = 0x1b };
enum found { FOUND, PARTIAL, NOTHING };

/* A sequence being read: what it says and how many bytes it takes. */
struct reading {
	struct text text;
	size_t size;
	bool late;
};

void input_learn(struct input *input, const char *bytes, struct key key)
{
	if (!bytes || !bytes[0] || (!bytes[1] && bytes[0] >= ' '))
		return;
	struct input_learned *learned = ARRAY_ADD(input->learned, input->learned_count, input->learned_capacity);
	learned->bytes = memory_string(bytes);
	learned->key = key;
}

void input_add(struct input *input, struct text bytes)
{
	if (input->at == input->bytes.size) {
		buffer_empty(&input->bytes);
		input->at = 0;
	}
	buffer_add(&input->bytes, bytes);
}

void input_clear(struct input *input)
{
	for (size_t i = 0; i < input->learned_count; i++)
		free(input->learned[i].bytes);
	free(input->learned);
	buffer_clear(&input->bytes);
	buffer_clear(&input->paste);
	*input = (struct input){0};
}

static enum found match_learned(const struct input *input, struct reading *reading, struct key *out)
{
	enum found best = NOTHING;
	for (size_t i = 0; i < input->learned_count; i++) {
		struct text known = text_of(input->learned[i].bytes);
		struct text head = text_part(reading->text, 0, known.size);
		if (text_equal(head, known)) {
			*out = input->learned[i].key;
			reading->size = known.size;
			return FOUND;
		}
		if (head.size < known.size && memcmp(head.bytes, known.bytes, head.size) == 0)
			best = PARTIAL;
	}
	return best;
}

/* xterm's modifier parameter: 1 + shift 1, alt 2, control 4. */
static int modifiers_of(int parameter)
{
	return parameter > 1 ? (parameter - 1) & (WITH_SHIFT | WITH_ALT | WITH_CONTROL) : 0;
}

static enum key_kind kind_of_letter(char letter)
{
	switch (letter) {
	case 'A':
		return TYPED_UP;
	case 'B':
		return TYPED_DOWN;
	case 'C':
		return TYPED_RIGHT;
	case 'D':
		return TYPED_LEFT;
	case 'H':
		return TYPED_HOME;
	case 'F':
		return TYPED_END;
	case 'M':
		return TYPED_ENTER;
	case 'Z':
		return TYPED_BACKTAB;
	default:
		return TYPED_UNKNOWN;
	}
}

/* CSI number ~ */
static struct key key_of_number(int number)
{
	static const unsigned char functions[] = {[11] = 1,
		[12] = 2,
		[13] = 3,
		[14] = 4,
		[15] = 5,
		[17] = 6,
		[18] = 7,
		[19] = 8,
		[20] = 9,
		[21] = 10,
		[23] = 11,
		[24] = 12};
	static const unsigned char kinds[] = {[1] = TYPED_HOME,
		[2] = TYPED_INSERT,
		[3] = TYPED_DELETE,
		[4] = TYPED_END,
		[5] = TYPED_PAGE_UP,
		[6] = TYPED_PAGE_DOWN,
		[7] = TYPED_HOME,
		[8] = TYPED_END};
	if (number > 0 && number < (int)ARRAY_SIZE(kinds))
		return (struct key){.kind = (enum key_kind)kinds[number]};
	if (number > 0 && number < (int)ARRAY_SIZE(functions) && functions[number])
		return (struct key){.kind = TYPED_FUNCTION, .point = functions[number]};
	return (struct key){.kind = TYPED_UNKNOWN};
}

/* CSI < button ; column ; row M (pressed) or m (released) */
static struct key key_of_mouse(const int *parameters, char final)
{
	struct key key = {.kind = TYPED_UNKNOWN};
	int button = parameters[0];
	if (final != 'M' || (button & 32))
		return key;
	key.kind = TYPED_MOUSE;
	key.point = (button & 64) ? 4 + (button & 1) : 1 + (button & 3);
	key.modifiers =
		((button & 4) ? WITH_SHIFT : 0) | ((button & 8) ? WITH_ALT : 0) | ((button & 16) ? WITH_CONTROL : 0);
	key.col = parameters[1] - 1;
	key.row = parameters[2] - 1;
	return key;
}

/* What follows ESC [ : parameters, intermediates, a final byte. */
static enum found read_csi(struct input *input, struct reading *reading, struct key *out)
{
	struct text text = reading->text;
	int parameters[4] = {0};
	size_t count = 0, at = 2;
	bool private = at < text.size && text.bytes[at] == '<';
	if (at < text.size && text.bytes[at] == '[') { /* the Linux console: ESC [ [ A to E are F1 to F5 */
		reading->size = 4;
		if (text.size < 4)
			return PARTIAL;
		*out = (struct key){.kind = TYPED_FUNCTION, .point = text.bytes[3] - 'A' + 1};
		return text.bytes[3] >= 'A' && text.bytes[3] <= 'E' ? FOUND : NOTHING;
	}
	for (; at < text.size; at++) {
		unsigned char byte = (unsigned char)text.bytes[at];
		if (byte >= '0' && byte <= '9' && count < ARRAY_SIZE(parameters)) {
			if (parameters[count] < 100000)
				parameters[count] = parameters[count] * 10 + byte - '0';
		} else if (byte == ';') {
			count++;
		} else if (byte < 0x20 || byte > 0x3f) {
			break;
		}
	}
	if (at == text.size)
		return PARTIAL;
	char final = text.bytes[at];
	reading->size = at + 1;
	if (final < 0x40 || final > 0x7e) { /* broken off by something else */
		reading->size = at;
		*out = (struct key){.kind = TYPED_UNKNOWN};
		return FOUND;
	}
	if (private) {
		*out = key_of_mouse(parameters, final);
		return FOUND;
	}
	if (final == '~' && (parameters[0] == 200 || parameters[0] == 201)) {
		input->pasting = parameters[0] == 200;
		buffer_empty(&input->paste);
		*out = (struct key){.kind = TYPED_NOTHING};
		return FOUND;
	}
	if (final == '~' || final == '^' || final == '$' || final == '@') {
		*out = key_of_number(parameters[0]); /* rxvt says the modifier in the final byte */
		out->modifiers = modifiers_of(parameters[1]) | (final == '^' || final == '@' ? WITH_CONTROL : 0) |
				 (final == '$' || final == '@' ? WITH_SHIFT : 0);
		return FOUND;
	}
	if (final >= 'P' && final <= 'S')
		*out = (struct key){.kind = TYPED_FUNCTION, .point = final - 'P' + 1};
	else if (final >= 'a' && final <= 'd') /* rxvt with Shift */
		*out = (struct key){.kind = kind_of_letter((char)(final - 'a' + 'A')), .modifiers = WITH_SHIFT};
	else
		*out = (struct key){.kind = final == 'M' ? TYPED_UNKNOWN : kind_of_letter(final)};
	if (out->kind != TYPED_BACKTAB)
		out->modifiers |= modifiers_of(parameters[1]);
	return FOUND;
}

/* ESC O letter, as in application mode; rxvt: small letters with Control. */
static enum found read_ss3(struct reading *reading, struct key *out)
{
	if (reading->text.size < 3)
		return PARTIAL;
	char letter = reading->text.bytes[2];
	reading->size = 3;
	if (letter >= 'P' && letter <= 'S')
		*out = (struct key){.kind = TYPED_FUNCTION, .point = letter - 'P' + 1};
	else if (letter >= 'a' && letter <= 'd')
		*out = (struct key){.kind = kind_of_letter((char)(letter - 'a' + 'A')), .modifiers = WITH_CONTROL};
	else if (letter >= 'j' && letter <= 'y') /* the number pad */
		*out = (struct key){.kind = TYPED_CHARACTER, .point = letter - 'p' + '0'};
	else
		*out = (struct key){.kind = kind_of_letter(letter)};
	return FOUND;
}

static struct key key_of_control(unsigned char byte)
{
	switch (byte) {
	case 0:
		return (struct key){.kind = TYPED_CHARACTER, .point = ' ', .modifiers = WITH_CONTROL};
	case '\t':
		return (struct key){.kind = TYPED_TAB};
	case '\r':
	case '\n':
		return (struct key){.kind = TYPED_ENTER};
	case '\b':
	case 0x7f:
		return (struct key){.kind = TYPED_BACKSPACE};
	case ESC:
		return (struct key){.kind = TYPED_ESCAPE};
	default:
		if (byte <= 26)
			return (struct key){.kind = TYPED_CONTROL, .point = byte - 1 + 'a'};
		return (struct key){.kind = TYPED_UNKNOWN};
	}
}

/* How many bytes the character that starts with this one takes. */
static size_t length_of(unsigned char byte)
{
	return byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
}

static enum found read_character(struct reading *reading, struct key *out)
{
	unsigned char byte = (unsigned char)reading->text.bytes[0];
	reading->size = 1;
	if (byte < 0x20 || byte == 0x7f) {
		*out = key_of_control(byte);
		return FOUND;
	}
	size_t length = length_of(byte), have = 1;
	while (have < reading->text.size && have < length && ((unsigned char)reading->text.bytes[have] & 0xc0) == 0x80)
		have++;
	if (have < length && have == reading->text.size && !reading->late)
		return PARTIAL;
	int32_t point;
	reading->size = utf8_step(reading->text, 0, &point);
	*out = (struct key){.kind = point == UTF8_INVALID ? TYPED_UNKNOWN : TYPED_CHARACTER, .point = point};
	return FOUND;
}

static enum found read_escape(struct input *input, struct reading *reading, struct key *out)
{
	struct text text = reading->text;
	enum found found = PARTIAL;
	if (text.size >= 2 && text.bytes[1] == '[')
		found = read_csi(input, reading, out);
	else if (text.size >= 2 && text.bytes[1] == 'O')
		found = read_ss3(reading, out);
	else if (text.size >= 2)
		found = NOTHING;
	if (found == FOUND || (found == PARTIAL && !reading->late))
		return found;
	if (found == NOTHING && text.bytes[1] != ESC && (unsigned char)text.bytes[1] >= ' ') {
		struct reading after = {text_part(text, 1, text.size), 0, reading->late};
		if (read_character(&after, out) == PARTIAL)
			return PARTIAL;
		out->modifiers |= WITH_ALT; /* Alt sends ESC first */
		reading->size = after.size + 1;
		return FOUND;
	}
	*out = (struct key){.kind = TYPED_ESCAPE};
	reading->size = 1;
	return FOUND;
}

/* Takes what belongs to the paste; true when its end has come. */
static bool read_paste(struct input *input)
{
	static const char end[] = "\033[201~";
	const size_t end_size = sizeof end - 1;
	struct text rest = text_part(buffer_text(&input->bytes), input->at, input->bytes.size);
	const char *found = memmem(rest.bytes, rest.size, end, end_size);
	size_t take = found ? (size_t)(found - rest.bytes) : rest.size;
	if (!found) { /* keep back what may be the beginning of the end */
		size_t keep = take < end_size - 1 ? take : end_size - 1;
		while (keep && memcmp(rest.bytes + take - keep, end, keep) != 0)
			keep--;
		take -= keep;
	}
	size_t room = INPUT_PASTE_LIMIT - input->paste.size;
	buffer_add(&input->paste, text_part(rest, 0, take < room ? take : room));
	input->at += take;
	if (!found)
		return false;
	input->at += end_size;
	input->pasting = false;
	return true;
}

bool input_next(struct input *input, struct key *out, bool late)
{
	while (input->at < input->bytes.size) {
		if (input->pasting) {
			if (!read_paste(input))
				return false;
			*out = (struct key){.kind = TYPED_PASTE, .paste = buffer_text(&input->paste)};
			return true;
		}
		struct text all = buffer_text(&input->bytes);
		struct reading reading = {text_part(all, input->at, all.size), 0, late};
		enum found found = match_learned(input, &reading, out);
		bool escape = reading.text.bytes[0] == ESC;
		if (found != FOUND) {
			enum found other = escape ? read_escape(input, &reading, out) : read_character(&reading, out);
			if (other != FOUND)
				return false;
		}
		input->at += reading.size;
		if (out->kind != TYPED_NOTHING)
			return true;
	}
	return false;
}

bool input_waiting(const struct input *input)
{
	return !input->pasting && input->at < input->bytes.size;
}
