#include "spelling/unaccented.h"

#include "base/array.h"
#include "spelling/accent.h"
#include "text/case.h"

enum { PLACES_MOST = 24, OTHERS_MOST = 48, ACUTE_MOST = 4 };

/* What one letter may stand for. RARE ones stand alone in their word; only WITH_MANY ones go with more than one é. */
enum usage { RARE, USUAL, WITH_MANY };
static const struct {
	const char *plain, *with;
	enum usage usage;
} others[] = {{"e", "è", WITH_MANY}, {"e", "ê", USUAL}, {"e", "ë", RARE}, {"a", "â", USUAL}, {"a", "à", USUAL},
	{"i", "î", USUAL}, {"i", "ï", USUAL}, {"o", "ô", USUAL}, {"o", "ö", RARE}, {"u", "û", USUAL}, {"u", "ù", RARE},
	{"u", "ü", RARE}, {"c", "ç", USUAL}, {"oe", "œ", WITH_MANY}, {"ae", "æ", RARE}};

struct place {
	size_t at, size;
	const char *with;
	enum usage usage;
};

/* The word in small letters, and where it may change. It is asked for with a capital: names are then found as well, and
 * hunspell tries two words rather than the three of one in capitals. */
struct search {
	struct dictionary *dictionary;
	struct buffer lower, made, tried;
	size_t tries;
	struct place acute[PLACES_MOST], other[OTHERS_MOST];
	size_t acute_count, other_count;
};

static void find_places(struct search *search)
{
	struct text lower = buffer_text(&search->lower);
	for (size_t at = 0; at < lower.size; at++) {
		struct text rest = text_part(lower, at, lower.size);
		if (rest.bytes[0] == 'e' && search->acute_count < PLACES_MOST && accent_fits(lower, at, "é"))
			search->acute[search->acute_count++] = (struct place){at, 1, "é", WITH_MANY};
		for (size_t i = 0; i < ARRAY_SIZE(others) && search->other_count < OTHERS_MOST; i++)
			if (text_starts(rest, others[i].plain) && accent_fits(lower, at, others[i].with))
				search->other[search->other_count++] =
					(struct place){at, strlen(others[i].plain), others[i].with, others[i].usage};
	}
}

/* Whether the word with these places changed, given from left to right, is known. */
static bool try(struct search *search, const struct place *const *places, size_t count)
{
	if (search->tries == UNACCENTED_TRIES)
		return false;
	search->tries++;
	struct text lower = buffer_text(&search->lower);
	size_t done = 0;
	buffer_empty(&search->made);
	for (size_t i = 0; i < count; i++) {
		buffer_add(&search->made, text_part(lower, done, places[i]->at));
		buffer_add_string(&search->made, places[i]->with);
		done = places[i]->at + places[i]->size;
	}
	buffer_add(&search->made, text_part(lower, done, lower.size));
	buffer_empty(&search->tried);
	case_capitalise(&search->tried, buffer_text(&search->made));
	return dictionary_has(search->dictionary, buffer_text(&search->tried));
}

/* The chosen é with one other place among them, where it fits. */
static bool try_with(struct search *search, const struct place *const *chosen, size_t count, const struct place *other)
{
	const struct place *places[ACUTE_MOST + 1];
	size_t total = 0;
	bool placed = false;
	for (size_t i = 0; i < count; i++) {
		if (other->at + other->size > chosen[i]->at && other->at < chosen[i]->at + chosen[i]->size)
			return false;
		if (!placed && other->at < chosen[i]->at) {
			places[total++] = other;
			placed = true;
		}
		places[total++] = chosen[i];
	}
	if (!placed)
		places[total++] = other;
	return try(search, places, total);
}

/* Each choice of `count` é, alone (`other` NULL) or with that other place. */
static bool try_acute(struct search *search, size_t count, const struct place *other)
{
	size_t at[ACUTE_MOST];
	const struct place *chosen[ACUTE_MOST];
	for (size_t i = 0; i < count; i++)
		at[i] = i;
	while (count <= search->acute_count) {
		for (size_t i = 0; i < count; i++)
			chosen[i] = &search->acute[at[i]];
		if (other ? try_with(search, chosen, count, other) : try(search, chosen, count))
			return true;
		size_t i = count;
		while (i > 0 && at[i - 1] == search->acute_count - count + i - 1)
			i--;
		if (i == 0)
			break;
		at[i - 1]++;
		for (; i < count; i++)
			at[i] = at[i - 1] + 1;
	}
	return false;
}

static bool try_all(struct search *search)
{
	for (size_t count = 1; count <= ACUTE_MOST; count++)
		if (try_acute(search, count, NULL))
			return true;
	for (size_t count = 0; count < ACUTE_MOST; count++)
		for (size_t i = 0; i < search->other_count; i++)
			if (search->other[i].usage >= (count == 0          ? RARE
							      : count == 1 ? USUAL
									   : WITH_MANY) &&
				try_acute(search, count, &search->other[i]))
				return true;
	for (size_t i = 0; i < search->other_count; i++)
		for (size_t k = i + 1; k < search->other_count; k++) {
			const struct place *pair[] = {&search->other[i]};
			bool usual = search->other[i].usage >= USUAL && search->other[k].usage >= USUAL;
			if (usual && (search->other[i].usage == WITH_MANY || search->other[k].usage == WITH_MANY) &&
				try_with(search, pair, 1, &search->other[k]))
				return true;
		}
	return false;
}

bool unaccented_restore(struct buffer *out, struct dictionary *dictionary, struct text word)
{
	if (word.size > DICTIONARY_WORD_LIMIT || case_of(word) != CASE_CAPITALS)
		return false;
	struct search search = {.dictionary = dictionary};
	case_lower(&search.lower, word);
	find_places(&search);
	bool found = try_all(&search);
	if (found)
		case_upper(out, buffer_text(&search.made));
	buffer_clear(&search.lower);
	buffer_clear(&search.made);
	buffer_clear(&search.tried);
	return found;
}

bool unaccented_restore_first(struct buffer *out, struct dictionary *dictionary, struct text word)
{
	static const struct {
		const char *plain, *with, *small;
	} first[] = {{"E", "É", "é"}, {"E", "È", "è"}, {"E", "Ê", "ê"}, {"A", "À", "à"}, {"A", "Â", "â"},
		{"I", "Î", "î"}, {"O", "Ô", "ô"}, {"C", "Ç", "ç"}, {"Oe", "Œ", "œ"}};
	if (word.size > DICTIONARY_WORD_LIMIT || case_of(word) != CASE_CAPITALISED)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(first); i++) {
		if (!text_starts(word, first[i].plain) || !accent_fits(word, 0, first[i].small))
			continue;
		size_t before = out->size;
		buffer_add_string(out, first[i].with);
		buffer_add(out, text_part(word, strlen(first[i].plain), word.size));
		if (dictionary_has(dictionary, text_part(buffer_text(out), before, out->size)))
			return true;
		out->size = before;
	}
	return false;
}
