#include "spelling/ending.h"

#include "base/array.h"
#include "text/utf8.h"

enum { ANY_NUMBER = NUMBER_SINGULAR | NUMBER_PLURAL };

void ending_clear(struct ending *ending)
{
	readings_clear(&ending->masculine);
	readings_clear(&ending->feminine);
	readings_clear(&ending->other);
	buffer_clear(&ending->word);
	buffer_clear(&ending->feminine_word);
}

static bool ends(struct text word, const char *ending)
{
	size_t size = strlen(ending);
	return word.size >= size && text_is(text_part(word, word.size - size, word.size), ending);
}

static bool among(struct text word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_is(word, list[i]))
			return true;
	return false;
}

/* Without the s of the plural. */
static struct text singular(struct text word)
{
	return ends(word, "s") ? text_part(word, 0, word.size - 1) : word;
}

/* Bytes that both words begin with, whole letters. */
static size_t common(struct text one, struct text two)
{
	size_t at = 0;
	while (at < one.size && at < two.size) {
		int32_t a, b;
		size_t size = utf8_step(one, at, &a);
		if (utf8_step(two, at, &b) != size || a != b)
			break;
		at += size;
	}
	return at;
}

/* --- how much of the feminine is written */

/* Suffixes that are written whole though the words part within them. */
static const char *const whole_suffixes[] = {"euse", "trice", "drice", "ive", "ière", "elle", "ale", "enne", "onne",
	"ette", "otte", "esse", "eresse", "ique", "olle", "ouce", "ousse", "ausse", "ouse", "che", "aîche", "ète",
	"ille", "eille", "ienne", "ine", "èche", "velle", "ïque"};

static bool written_well(struct text masculine, struct text feminine, struct text written)
{
	size_t parting = common(masculine, feminine);
	/* beau·lle, fou·lle: the end of the masculine is lost */
	if (text_is(singular(written), "lle"))
		return false;
	if (text_equal(written, text_part(feminine, parting, feminine.size)))
		return true;
	if (text_equal(written, feminine))
		return parting < masculine.size;
	/* A feminine that only adds an e, to the singular or the plural: nothing but that is written. */
	struct text stem = singular(feminine);
	if (ends(stem, "e") && (text_equal(text_part(stem, 0, stem.size - 1), masculine) ||
				       text_equal(text_part(stem, 0, stem.size - 1), singular(masculine))))
		return false;
	return among(written, whole_suffixes, ARRAY_SIZE(whole_suffixes)) ||
	       (ends(written, "s") && among(singular(written), whole_suffixes, ARRAY_SIZE(whole_suffixes)));
}

/* --- words the dictionary does not pair */

static bool has_feminine(struct ending *ending, struct text masculine, size_t cut, const char *suffix)
{
	buffer_empty(&ending->word);
	buffer_add(&ending->word, text_part(masculine, 0, masculine.size - cut));
	buffer_add_string(&ending->word, suffix);
	readings_find(&ending->other, ending->dictionary, buffer_text(&ending->word));
	return readings_pair(&ending->masculine, ANY_NUMBER, &ending->other, ANY_NUMBER);
}

/* Whether the dictionary has a feminine of this masculine (whose readings are known) at all. */
static bool has_own_feminine(struct ending *ending, struct text masculine)
{
	static const struct {
		const char *end;
		size_t cut;
		const char *suffix;
	} usual[] = {{"", 0, "e"}, {"r", 1, "se"}, {"teur", 4, "trice"}, {"deur", 4, "drice"}, {"er", 2, "ère"},
		{"n", 0, "ne"}, {"l", 0, "le"}, {"t", 0, "te"}, {"f", 1, "ve"}, {"f", 0, "fe"}, {"x", 1, "se"},
		{"eau", 3, "elle"}, {"c", 1, "que"}, {"", 0, "sse"}};
	for (size_t i = 0; i < ARRAY_SIZE(usual); i++)
		if (ends(masculine, usual[i].end) && has_feminine(ending, masculine, usual[i].cut, usual[i].suffix))
			return true;
	return false;
}

/* Masculines whose feminine the dictionary lists as a word of its own: hôtesse, mairesse, copine, favorite, laïque. */
static bool separate_stem(struct text masculine, struct text feminine)
{
	static const char *const partings[] = {"te", "tes", "se", "ce", "ne", "he", "que", "sse", "esse", "hesse",
		"resse", "ine", "ïne", "ère", "ette", "ille", "euse"};
	static const char *const stems[] = {"favori", "rigolo", "coi", "andalou", "copain", "héros", "tiers", "franc",
		"laïc", "hôte", "maire", "duc", "dieu", "diable", "drôle", "ivrogne", "suisse", "notaire", "comte",
		"vicomte", "abbé", "chanoine", "druide", "ogre", "ministre", "prêtre", "bonze", "tigre", "âne", "loup",
		"chameau", "dindon", "compagnon", "gamin", "esquimau", "hébreu", "quidam", "speaker", "barman",
		"serviteur", "traître", "tous", "cet", "tsar", "demandeur", "défendeur"};
	struct text parting = singular(text_part(feminine, common(masculine, feminine), feminine.size));
	return among(parting, partings, ARRAY_SIZE(partings)) &&
	       (among(masculine, stems, ARRAY_SIZE(stems)) || among(singular(masculine), stems, ARRAY_SIZE(stems)));
}

/* Professions whose feminine in -e usage has, and the dictionary has not, or not of this stem. */
static bool usage_has(struct text masculine, struct text written)
{
	static const char *const with_e[] = {"chercheur", "rapporteur", "entrepreneur", "metteur", "assureur",
		"contrôleur", "défenseur", "chauffeur", "superviseur", "réviseur", "prédécesseur", "successeur",
		"médecin", "fournisseur", "intervieweur", "procureur", "censeur", "amateur", "imposteur", "vainqueur",
		"témoin", "substitut", "matelot", "commis", "clerc", "tyran", "pasteur", "orateur", "sculpteur",
		"agresseur", "proviseur", "ingénieur", "professeur", "auteur", "docteur", "gouverneur"};
	return text_is(singular(written), "e") &&
	       (among(masculine, with_e, ARRAY_SIZE(with_e)) || among(singular(masculine), with_e, ARRAY_SIZE(with_e)));
}

/* sapeur·euse, bailleur·se: a noun in -eur without a feminine takes -euse. */
static bool takes_euse(struct ending *ending, struct text masculine, struct text written)
{
	struct text stem = singular(masculine), end = singular(written);
	return ends(stem, "eur") && !ends(stem, "teur") && (text_is(end, "euse") || text_is(end, "se")) &&
	       !has_own_feminine(ending, stem);
}

/* enquêteur, enquêtrice: the same word though the dictionary lists each by itself. */
static bool agents(struct text masculine, struct text feminine)
{
	struct text man = singular(masculine), woman = singular(feminine);
	return ends(man, "teur") && ends(woman, "trice") &&
	       text_equal(
		       text_part(man, 0, man.size - strlen("teur")), text_part(woman, 0, woman.size - strlen("trice")));
}

/* --- looking for the feminine */

static bool try_feminine(struct ending *ending, struct text masculine, struct text written, int number)
{
	struct text feminine = buffer_text(&ending->feminine_word);
	readings_find(&ending->feminine, ending->dictionary, feminine);
	if (!readings_have(&ending->feminine, GENDER_FEMININE, number) || !written_well(masculine, feminine, written))
		return false;
	return readings_pair(&ending->masculine, number, &ending->feminine, number) ||
	       separate_stem(masculine, feminine) || agents(masculine, feminine);
}

static void make_feminine(struct ending *ending, struct text beginning, const char *between, struct text written)
{
	buffer_empty(&ending->feminine_word);
	buffer_add(&ending->feminine_word, beginning);
	buffer_add_string(&ending->feminine_word, between);
	buffer_add(&ending->feminine_word, written);
}

/* conseiller·e, complet·e, bref·ve, dû·e: what is written gives the feminine but for its accent. */
static bool accent_understood(struct ending *ending, struct text stem, struct text written, int number)
{
	static const struct {
		const char *end, *becomes, *written;
	} changes[] = {{"er", "èr", "e"}, {"et", "èt", "e"}, {"ef", "è", "ve"}, {"sec", "sèc", "he"}, {"dû", "du", "e"},
		{"mû", "mu", "e"}, {"poète", "poéte", "sse"}, {"poète", "poét", "esse"}, {"exprès", "expres", "se"}};
	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		if (!ends(stem, changes[i].end) || !text_is(singular(written), changes[i].written))
			continue;
		make_feminine(
			ending, text_part(stem, 0, stem.size - strlen(changes[i].end)), changes[i].becomes, written);
		readings_find(&ending->feminine, ending->dictionary, buffer_text(&ending->feminine_word));
		if (readings_pair(&ending->masculine, number, &ending->feminine, number))
			return true;
	}
	return false;
}

bool ending_fits(struct ending *ending, struct text masculine, struct text written, int number)
{
	readings_find(&ending->masculine, ending->dictionary, masculine);
	if (!readings_have(&ending->masculine, GENDER_MASCULINE, number))
		return false;
	for (size_t size = masculine.size;; size = utf8_back(masculine, size)) {
		make_feminine(ending, text_part(masculine, 0, size), "", written);
		if (try_feminine(ending, masculine, written, number))
			return true;
		if (size == 0)
			break;
	}
	struct text stem = singular(masculine);
	if (accent_understood(ending, stem, written, number))
		return true;
	/* auteur·ice, directeur·ices: written behind the r that both have */
	if (ends(stem, "eur") && text_is(singular(written), "ice")) {
		make_feminine(ending, text_part(stem, 0, stem.size - strlen("eur")), "r", written);
		readings_find(&ending->feminine, ending->dictionary, buffer_text(&ending->feminine_word));
		if (readings_pair(&ending->masculine, number, &ending->feminine, number))
			return true;
	}
	make_feminine(ending, masculine, "", written);
	return usage_has(masculine, written) || takes_euse(ending, masculine, written);
}

static bool listed_pair(struct text one, struct text other)
{
	static const char *const pairs[][2] = {{"celui", "celle"}, {"ceux", "celles"}, {"eux", "elles"}, {"il", "elle"},
		{"ils", "elles"}, {"lui", "elle"}, {"le", "la"}, {"un", "une"}, {"du", "de la"}, {"mon", "ma"},
		{"ton", "ta"}, {"son", "sa"}, {"ce", "cette"}, {"cet", "cette"}, {"lequel", "laquelle"},
		{"tous", "toutes"}, {"tout", "toute"}, {"frère", "sœur"}, {"père", "mère"}, {"homme", "femme"},
		{"oncle", "tante"}, {"neveu", "nièce"}, {"roi", "reine"}, {"mari", "femme"}, {"époux", "épouse"},
		{"garçon", "fille"}, {"fils", "fille"}, {"gendre", "bru"}, {"monsieur", "madame"},
		{"parrain", "marraine"}, {"compagnon", "compagne"}, {"serviteur", "servante"},
		{"gouverneur", "gouvernante"}, {"dieu", "déesse"}, {"empereur", "impératrice"},
		{"damoiseau", "demoiselle"}, {"papa", "maman"}, {"copain", "copine"}, {"messieurs", "mesdames"},
		{"beau", "belle"}, {"vieux", "vieille"}, {"fou", "folle"}, {"mou", "molle"}, {"celui-ci", "celle-ci"},
		{"celui-là", "celle-là"}, {"ceux-ci", "celles-ci"}, {"lesquels", "lesquelles"},
		{"grand-père", "grand-mère"}, {"beau-frère", "belle-sœur"}, {"beau-père", "belle-mère"},
		{"petit-fils", "petite-fille"}, {"loup", "louve"}, {"chameau", "chamelle"}, {"coq", "poule"},
		{"taureau", "vache"}};
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
		const char *a = pairs[i][0], *b = pairs[i][1];
		if ((text_is(one, a) && text_is(other, b)) || (text_is(one, b) && text_is(other, a)))
			return true;
		/* both in the plural */
		if (ends(one, "s") && ends(other, "s") &&
			((text_is(singular(one), a) && text_is(singular(other), b)) ||
				(text_is(singular(one), b) && text_is(singular(other), a))))
			return true;
	}
	return false;
}

static bool stem_pair(struct ending *ending, struct text masculine, struct text feminine)
{
	readings_find(&ending->masculine, ending->dictionary, masculine);
	readings_find(&ending->feminine, ending->dictionary, feminine);
	return readings_pair(&ending->masculine, NUMBER_SINGULAR, &ending->feminine, NUMBER_SINGULAR) ||
	       readings_pair(&ending->masculine, NUMBER_PLURAL, &ending->feminine, NUMBER_PLURAL);
}

bool ending_pair(struct ending *ending, struct text one, struct text other)
{
	return !text_equal(one, other) &&
	       (listed_pair(one, other) || stem_pair(ending, one, other) || stem_pair(ending, other, one));
}
