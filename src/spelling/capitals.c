#include "spelling/capitals.h"

#include "base/array.h"
#include "base/memory.h"
#include "text/utf8.h"

/* Words as they should be. One that ends in `-` is a stem: any letters may follow. Of what English writes in the same
 * way, only the forms that are French alone. */
static const char *const words[] = {"Ébauch-", "Éblou-", "Écart-", "Échang-", "Échantillon-", "Échapp-", "Échéan-",
	"Échec-", "Échelle-", "Échou-", "Éclair-", "Éclat-", "École-", "Écolier-", "Écologie", "Écologique-", "Économe",
	"Économes", "Économie", "Économique-", "Économise", "Économiser", "Écossais-", "Écosse", "Écosystèm-", "Écout-",
	"Écran-", "Écras-", "Écri-", "Écroul-", "Éditeur-", "Éditri-", "Éducateur-", "Éducatif-", "Éducative-",
	"Éducatri-", "Égal", "Égale-", "Égalité-", "Égar-", "Égaux", "Égli-", "Égoïs-", "Égypte", "Égyptien-",
	"Élaborer", "Élaboré-", "Élarg-", "Électeur-", "Électoraux", "Électrice-", "Électricité", "Électrique-",
	"Électronique-", "Élément-", "Élevé-", "Élever", "Élève-", "Éliminer", "Éliminé-", "Éloge-", "Éloign-", "Élu",
	"Élue", "Élues", "Élus", "Élysée", "Émane-", "Émerger", "Émett-", "Émirats", "Émouv-", "Énergie",
	"Énergétique-", "Énigme-", "Énonc-", "Énorme-", "Énumér-", "Épanou-", "Éparg-", "Épidémi-", "Épineu-", "Époqu-",
	"Épreuv-", "Éprouv-", "Épuis-", "Épur-", "Équateur", "Équilibr-", "Équipe-", "Équipé-", "Équité-", "Équivaloir",
	"Équivaut", "Équivoque-", "Éradiqu-", "Ériger", "Érythrée", "Établ-", "Étage-", "Étaient", "Était", "Étant",
	"Étap-", "État-", "Étay-", "Été", "Éteign-", "Éteind-", "Éteint-", "Étend-", "Éternel-", "Éthiopie",
	"Éthiopien-", "Éthique-", "Étincel-", "Étoff-", "Étoil-", "Étonn-", "Étrang-", "Étroit-", "Étud-", "Évacuer",
	"Évalue-", "Évalué-", "Éveil-", "Événement-", "Éventuel-", "Évidemment", "Évite", "Éviter", "Évitez", "Évitons",
	"Évolue-", "Évolué-", "Évolutif-", "Évolutive-", "Évoqu-", "Évènement-", "Évêch-", "Évêq-", "Êtes", "Être",
	"Êtres"};

/* Words that are English as well. */
static const char *const shared[] = {"Écho", "Échelon", "Échelons", "Économies", "Édition", "Éditions", "Éditorial",
	"Éducation", "Élaboration", "Élection", "Élections", "Électoral", "Élimination", "Élite", "Élites",
	"Émancipation", "Émergence", "Émigration", "Émission", "Émissions", "Émotion", "Émotions", "Énergies",
	"Épisode", "Épisodes", "Équation", "Équations", "Équitable", "Équitables", "Équivalent", "Éradication",
	"Érosion", "Évacuation", "Évaluation", "Évaluations", "Évasion", "Évidence", "Évolution", "Évolutions"};

static struct text part(const struct sheet *sheet, size_t start, size_t end)
{
	return text_part(sheet->text, start, end);
}

/* Whether the word is `right` but for its first letter, two bytes there and one here. */
static bool is_bare(struct text word, const char *right)
{
	size_t size = strlen(right) - 2;
	bool stem = right[size + 1] == '-';
	size -= stem;
	if (stem ? word.size - 1 < size : word.size - 1 != size)
		return false;
	return memcmp(word.bytes + 1, right + 2, size) == 0;
}

static const char *find(const char *const *list, size_t count, struct text word)
{
	for (size_t i = 0; i < count; i++)
		if (is_bare(word, list[i]))
			return list[i];
	return NULL;
}

static bool is_capital(int32_t point)
{
	return (point >= 'A' && point <= 'Z') || (point >= 0xc0 && point <= 0xde && point != 0xd7);
}

/* Whether an English word, or the next capital of an English title, stands at `at`. */
static bool is_foreign(const struct sheet *sheet, size_t at)
{
	static const char *const english[] = {
		"of", "the", "and", "for", "in", "to", "with", "by", "from", "is", "are", "our"};
	struct text word = part(sheet, at, sheet_letters_after(sheet, at));
	for (size_t i = 0; i < ARRAY_SIZE(english); i++)
		if (text_is(word, english[i]))
			return true;
	return is_capital(sheet_at(sheet, at));
}

/* Whether the neighbours leave no doubt: it is elided, or neither of them is English, a figure or a quote's edge. */
static bool among_french(const struct sheet *sheet, size_t start, size_t end)
{
	int32_t before = sheet_before(sheet, start);
	if (before == '\'' || before == 0x2019)
		return true;
	size_t next = sheet_blanks_after(sheet, end), last = sheet_blanks_before(sheet, start);
	int32_t behind = sheet_at(sheet, next);
	bool quoted = behind == '"' || behind == 0xbb || behind == 0x201d;
	if (is_foreign(sheet, next) || quoted || utf8_is_digit(sheet_before(sheet, last)))
		return false;
	size_t word = sheet_letters_before(sheet, last);
	return last == start || word == last || !is_foreign(sheet, word);
}

static bool is_lower_case(const struct sheet *sheet, size_t at, size_t end)
{
	for (; at < end; at++)
		if (sheet->text.bytes[at] >= 'A' && sheet->text.bytes[at] <= 'Z')
			return false;
	return true;
}

static void check_word(struct sheet *sheet, size_t at)
{
	size_t end = sheet_letters_after(sheet, at);
	struct text word = part(sheet, at, end);
	if (word.size < 3 || !is_lower_case(sheet, at + 1, end))
		return;
	const char *right = find(words, ARRAY_SIZE(words), word);
	if (!right && among_french(sheet, at, end))
		right = find(shared, ARRAY_SIZE(shared), word);
	if (!right)
		return;
	char *better = memory_format("%.2s%.*s", right, (int)word.size - 1, word.bytes + 1);
	sheet_report(sheet, TYPOGRAPHY_CAPITAL_ACCENT, at, end, better);
	free(better);
}

/* --- A at the beginning of a sentence */

/* Before what A is the preposition for certain, and neither a letter's name nor the verb. */
static const char *const after_a[] = {"aucun", "aucune", "bien", "cause", "ce", "cela", "celle", "celles", "celui",
	"cet", "cette", "ceux", "ces", "chacun", "chacune", "chaque", "compter", "condition", "court", "côté",
	"d'autres", "d’autres", "défaut", "droite", "force", "gauche", "l'", "l’", "la", "laquelle", "lesquels", "leur",
	"leurs", "long", "mesure", "mi-parcours", "moins", "moyen", "nos", "notre", "nouveau", "noter", "partir",
	"peine", "plus", "présent", "propos", "quel", "quelle", "quelles", "quelque", "quels", "qui", "quoi", "sa",
	"savoir", "ses", "son", "supposer", "terme", "titre", "tous", "tout", "toute", "toutes", "travers", "votre",
	"vos"};

static bool goes_on_as_preposition(const struct sheet *sheet, size_t at)
{
	size_t end = sheet_letters_after(sheet, at);
	struct text word = part(sheet, at, end);
	int32_t next = sheet_at(sheet, end);
	for (size_t i = 0; i < ARRAY_SIZE(after_a); i++)
		if (text_is(word, after_a[i]) && next != '-' && next != '\'' && next != 0x2019)
			return true;
	struct text elided = part(sheet, at, sheet->text.size);
	return text_starts(elided, "l'") || text_starts(elided, "l’") || text_starts(elided, "mi-");
}

/* Whether a sentence, an item or a heading begins at `at`. */
static bool begins_sentence(const struct sheet *sheet, size_t at)
{
	size_t i = sheet_marks_before(sheet, at);
	int32_t last = sheet_before(sheet, i);
	while (i > 0 && (utf8_is_blank(last) || last == 0xab || last == 0x201c || last == '"')) {
		i = sheet_marks_before(sheet, utf8_back(sheet->text, i));
		last = sheet_before(sheet, i);
	}
	if (i == 0 || (i < at && last < 0x80 && strchr(".!?:;", (char)last)))
		return true;
	bool item = i < at &&
		    (last == '-' || last == 0x2013 || last == 0x2014 || last == 0x2022 || last == '#' || last == '>');
	int32_t first = item ? sheet_before(sheet, sheet_blanks_before(sheet, utf8_back(sheet->text, i))) : 'x';
	return item && (first == 0 || first == '\n' || first == '#' || first == '>');
}

void capitals_check(struct sheet *sheet, size_t at)
{
	if (sheet_in_word_before(sheet, at))
		return;
	struct text rest = part(sheet, at, sheet->text.size);
	if (text_starts(rest, "Ile-de-France"))
		sheet_report(sheet, TYPOGRAPHY_CAPITAL_ACCENT, at, at + strlen("Ile"), "Île");
	else if (text_starts(rest, "A ") && goes_on_as_preposition(sheet, at + 2) && begins_sentence(sheet, at))
		sheet_report(sheet, TYPOGRAPHY_CAPITAL_ACCENT, at, at + 1, "À");
	else if (rest.bytes[0] == 'E')
		check_word(sheet, at);
}
