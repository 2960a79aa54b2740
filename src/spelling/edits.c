#include "spelling/edits.h"

#include "base/array.h"
#include "text/utf8.h"

enum { LETTERS_MOST = 64 };

/* The most usual first. Other letters with accents are no slip of the hand but of the accents. */
static const char *const alphabet[] = {"e", "s", "a", "i", "t", "n", "r", "u", "l", "o", "d", "c", "p", "m", "é", "v",
	"q", "f", "b", "g", "h", "j", "x", "y", "z", "k", "w"};

/* Letters that differ by their accents. */
static const char *const families[][6] = {
	{"e", "é", "è", "ê", "ë"},
	{"a", "à", "â", "á"},
	{"i", "î", "ï", "í"},
	{"o", "ô", "ö", "ó"},
	{"u", "û", "ù", "ü", "ú"},
	{"c", "ç"},
	{"n", "ñ"},
	{"oe", "œ"},
	{"ae", "æ"},
};

/* The word cut into letters: start[i] to start[i + 1]. */
struct letters {
	struct text word;
	size_t start[LETTERS_MOST + 1];
	size_t count;
	struct buffer made;
	edits_take *take;
	void *context;
};

static bool letters_cut(struct letters *out, struct text word)
{
	out->word = word;
	for (size_t at = 0; at < word.size; out->count++) {
		int32_t point;
		if (out->count == LETTERS_MOST)
			return false;
		out->start[out->count] = at;
		at += utf8_step(word, at, &point);
	}
	out->start[out->count] = word.size;
	return out->count > 0;
}

static struct text letter(const struct letters *letters, size_t i)
{
	return text_part(letters->word, letters->start[i], letters->start[i + 1]);
}

/* The word with the bytes from..to replaced by one or two texts. */
static bool give(struct letters *letters, size_t from, size_t to, struct text one, struct text two)
{
	buffer_empty(&letters->made);
	buffer_add(&letters->made, text_part(letters->word, 0, from));
	buffer_add(&letters->made, one);
	buffer_add(&letters->made, two);
	buffer_add(&letters->made, text_part(letters->word, to, letters->word.size));
	return letters->take(letters->context, buffer_text(&letters->made));
}

static const struct text nothing = {"", 0};

static bool changed_over(struct letters *letters)
{
	for (size_t i = 0; i + 1 < letters->count; i++) {
		struct text one = letter(letters, i), two = letter(letters, i + 1);
		if (!text_equal(one, two) && !give(letters, letters->start[i], letters->start[i + 2], two, one))
			return false;
	}
	return true;
}

static bool doubled(struct letters *letters)
{
	for (size_t i = 0; i < letters->count; i++)
		if (!give(letters, letters->start[i], letters->start[i], letter(letters, i), nothing))
			return false;
	return true;
}

static bool one_too_many(struct letters *letters)
{
	for (size_t i = 0; i < letters->count && letters->count > 1; i++)
		if (!give(letters, letters->start[i], letters->start[i + 1], nothing, nothing))
			return false;
	return true;
}

static bool one_missing(struct letters *letters)
{
	for (size_t i = 0; i <= letters->count; i++)
		for (size_t k = 0; k < ARRAY_SIZE(alphabet); k++)
			if (!give(letters, letters->start[i], letters->start[i], text_of(alphabet[k]), nothing))
				return false;
	return true;
}

static bool one_for_another(struct letters *letters)
{
	for (size_t i = 0; i < letters->count; i++)
		for (size_t k = 0; k < ARRAY_SIZE(alphabet); k++)
			if (!text_is(letter(letters, i), alphabet[k]) &&
				!give(letters, letters->start[i], letters->start[i + 1], text_of(alphabet[k]), nothing))
				return false;
	return true;
}

bool edits_each(struct text word, edits_take *take, void *context)
{
	struct letters letters = {.take = take, .context = context};
	bool going = true;
	if (word.size <= DICTIONARY_WORD_LIMIT && letters_cut(&letters, word))
		going = changed_over(&letters) && doubled(&letters) && one_too_many(&letters) &&
			one_missing(&letters) && one_for_another(&letters);
	buffer_clear(&letters.made);
	return going;
}

/* --- accents */

struct change {
	size_t from, to;
	const char *with;
};

static size_t changes_at(struct change *out, size_t most, struct text word, size_t at)
{
	size_t count = 0;
	struct text rest = text_part(word, at, word.size);
	for (size_t family = 0; family < ARRAY_SIZE(families); family++)
		for (size_t i = 0; i < ARRAY_SIZE(*families) && families[family][i]; i++) {
			if (!text_starts(rest, families[family][i]))
				continue;
			for (size_t k = 0; k < ARRAY_SIZE(*families) && families[family][k] && count < most; k++)
				if (k != i)
					out[count++] = (struct change){
						at, at + strlen(families[family][i]), families[family][k]};
		}
	return count;
}

static bool give_changes(struct letters *letters, const struct change *one, const struct change *two)
{
	buffer_empty(&letters->made);
	buffer_add(&letters->made, text_part(letters->word, 0, one->from));
	buffer_add_string(&letters->made, one->with);
	if (two) {
		buffer_add(&letters->made, text_part(letters->word, one->to, two->from));
		buffer_add_string(&letters->made, two->with);
	}
	buffer_add(&letters->made, text_part(letters->word, two ? two->to : one->to, letters->word.size));
	return letters->take(letters->context, buffer_text(&letters->made));
}

/* Two accents were wrong: one of them an é or è, as nearly all are. */
static bool likelier(const struct change *one, const struct change *two)
{
	const struct change *const both[] = {one, two};
	for (size_t i = 0; i < ARRAY_SIZE(both); i++)
		if (strcmp(both[i]->with, "é") == 0 || strcmp(both[i]->with, "è") == 0)
			return two->from >= one->to;
	return false;
}

bool edits_accents(struct text word, edits_take *take, void *context)
{
	enum { CHANGES_MOST = 64 };
	struct change changes[CHANGES_MOST];
	struct letters letters = {.take = take, .context = context};
	size_t count = 0;
	bool going = true;
	if (word.size > DICTIONARY_WORD_LIMIT || !letters_cut(&letters, word))
		return true;
	for (size_t i = 0; i < letters.count; i++)
		count += changes_at(changes + count, CHANGES_MOST - count, word, letters.start[i]);
	for (size_t i = 0; i < count && going; i++)
		going = give_changes(&letters, &changes[i], NULL);
	for (size_t i = 0; i < count && going; i++)
		for (size_t k = i + 1; k < count && going; k++)
			if (likelier(&changes[i], &changes[k]))
				going = give_changes(&letters, &changes[i], &changes[k]);
	buffer_clear(&letters.made);
	return going;
}
