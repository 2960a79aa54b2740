#include "spelling/elision.h"

#include "base/array.h"
#include "text/case.h"
#include "text/utf8.h"

static const char *const elided[] = {
	"l'",
	"d'",
	"j'",
	"m'",
	"t'",
	"s'",
	"n'",
	"c'",
	"ç'",
	"qu'",
	"jusqu'",
	"lorsqu'",
	"puisqu'",
	"quoiqu'",
};

/* Words with an aspirated h, or said as if they had one: by their beginning, the whole family. */
static const char *const families[] = {
	"hach",
	"hagard",
	"haïr",
	"haïss",
	"haie",
	"haill",
	"hain",
	"hâle",
	"hâlé",
	"halt",
	"hamac",
	"hameau",
	"hamburger",
	"hampe",
	"hamster",
	"hanche",
	"handball",
	"handicap",
	"hangar",
	"hanneton",
	"hant",
	"happ",
	"harangu",
	"harass",
	"harcel",
	"harcèl",
	"hardi",
	"harem",
	"hareng",
	"hargn",
	"haricot",
	"harnach",
	"harnais",
	"harpe",
	"harpon",
	"hasard",
	"hât",
	"hauban",
	"hauss",
	"haut",
	"heaum",
	"henn",
	"hériss",
	"hernie",
	"héron",
	"herse",
	"heurt",
	"hibou",
	"hideu",
	"hiérarch",
	"hippie",
	"hiss",
	"hobby",
	"hoche",
	"hockey",
	"holland",
	"homard",
	"hongr",
	"honn",
	"hont",
	"hoquet",
	"hord",
	"hors",
	"hott",
	"houblon",
	"houill",
	"houl",
	"houspill",
	"houss",
	"hublot",
	"huguenot",
	"huitaine",
	"huitante",
	"huitième",
	"hurl",
	"hussard",
	"hutt",
	"ouistiti",
	"yacht",
	"yaourt",
	"yoga",
	"yougo",
	"yankee",
	"yourte",
};
/* The same, alone or in the plural: what else begins so is joined (l’héroïne, d’huîtres). */
static const char *const alone[] = {"héros", "huit", "hall", "halo", "havre", "houe", "houx", "huée", "onze", "onzième",
	"oui", "yen", "yuan", "yack", "yard", "yéti"};

size_t elision_size(struct text word)
{
	char start[8] = {0};
	size_t size = word.size < sizeof start ? word.size : sizeof start;
	const char *apostrophe = memchr(word.bytes, '\'', size);
	size = apostrophe ? (size_t)(apostrophe - word.bytes) + 1 : 0;
	if (size == 0 || size == word.size)
		return 0;
	struct buffer lower = {0};
	case_lower(&lower, text_part(word, 0, size));
	bool found = false;
	for (size_t i = 0; i < ARRAY_SIZE(elided) && !found; i++)
		found = text_is(buffer_text(&lower), elided[i]);
	buffer_clear(&lower);
	return found ? size : 0;
}

static bool aspirated(struct text lower)
{
	for (size_t i = 0; i < ARRAY_SIZE(families); i++)
		if (text_starts(lower, families[i]))
			return true;
	for (size_t i = 0; i < ARRAY_SIZE(alone); i++) {
		struct text more = text_part(lower, strlen(alone[i]), lower.size);
		if (text_starts(lower, alone[i]) && (more.size == 0 || text_is(more, "s")))
			return true;
	}
	return false;
}

/* The letter as it is written, without its accents; 0 for none. */
static char first_letter(struct text lower)
{
	struct buffer folded = {0};
	int32_t point;
	size_t size = lower.size ? utf8_step(lower, 0, &point) : 0;
	utf8_fold(&folded, NULL, text_part(lower, 0, size));
	char letter = folded.size ? folded.bytes[0] : '\0';
	buffer_clear(&folded);
	return letter;
}

bool elision_fits(struct text rest)
{
	enum { ACRONYM_MOST = 6 };
	struct buffer lower = {0};
	case_lower(&lower, rest);
	char letter = first_letter(buffer_text(&lower));
	bool fits = letter && strchr("aeiouyhœæ", letter) && !aspirated(buffer_text(&lower));
	/* Spelt out: èf, ache, elle, ème, ène, èr, ès, ix. */
	if (!fits && letter && strchr("fhlmnrsx", letter) && case_of(rest) == CASE_CAPITALS &&
		utf8_points(rest) <= ACRONYM_MOST)
		fits = true;
	buffer_clear(&lower);
	return fits;
}

size_t elision_written(struct text word)
{
	static const char curved[] = "’";
	const char *at = memmem(word.bytes, word.size, curved, sizeof curved - 1);
	if (!at) {
		size_t size = elision_size(word);
		return size && elision_fits(text_part(word, size, word.size)) ? size : 0;
	}
	struct buffer straight = {0};
	size_t before = (size_t)(at - word.bytes), after = before + sizeof curved - 1;
	buffer_add(&straight, text_part(word, 0, before));
	buffer_add_byte(&straight, '\'');
	buffer_add(&straight, text_part(word, after, word.size));
	bool joined = elision_size(buffer_text(&straight)) == before + 1;
	buffer_clear(&straight);
	return joined && elision_fits(text_part(word, after, word.size)) ? after : 0;
}
