/* lettering - the rules of words and figures */
#include "spelling/typeset.h"

#include "base/array.h"
#include "text/case.h"
#include "text/utf8.h"

static bool is_letter(int32_t point)
{
	return point > 0 && (utf8_is_letter(point) || utf8_is_mark(point));
}

static bool is_digit(int32_t point)
{
	return point >= '0' && point <= '9';
}

/* --- ordinals */

static const char *ordinal_of(struct text ending)
{
	static const char *const endings[][2] = {{"ème", "e"}, {"èmes", "es"}, {"ième", "e"}, {"ièmes", "es"},
		{"eme", "e"}, {"emes", "es"}, {"ieme", "e"}, {"iemes", "es"}, {"ère", "re"}, {"ères", "res"},
		{"ere", "re"}, {"ière", "re"}};
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (text_is(ending, endings[i][0]))
			return endings[i][1];
	return NULL;
}

/* 2ème, XXIème */
static void check_ordinal(struct typeset *set, size_t start, size_t end)
{
	size_t stem = start, before;
	while (stem < end && strchr("IVXLC", set->text.bytes[stem]))
		stem++;
	bool figure = is_digit(typeset_before(set->text, start, &before));
	const char *better = ordinal_of(text_part(set->text, stem, end));
	if (better && (figure ? stem == start : stem > start))
		typeset_report(set, TYPOGRAPHY_ORDINAL, stem, end, better);
}

/* --- capitals */

static const char *const accented[] = {"État", "École", "Église", "Égalité", "Étude", "Élysée", "Éducation", "Énergie",
	"Économie", "Écologie", "Évaluation", "Événement", "Équipe", "Être", "Île", "Établissement", "Édition",
	"Éditeur", "Émission", "Échange", "Échelle", "Élément", "Époque", "Équité", "Étape", "Étranger", "Étrangère",
	"Évolution", "Éthique", "Élection", "Électricité", "Élève", "Étant", "Était", "Écrit", "Écriture", "Écart",
	"Écran", "Égypte", "Éthiopie", "Équateur", "Érythrée", "Émirat", "Écosse", "Émancipation", "Élaboration",
	"Élargissement", "Épargne", "Épidémie", "Éradication", "Érosion", "Éviter", "Étudiant", "Étudiante",
	"Écosystème", "Émergence", "Également", "Équipement", "Équilibre", "Élu", "Élue", "Élaborer", "Établir",
	"Élargir", "Évaluer", "Écouter", "Échanger", "Âge", "Âme", "Ôter", "Ça"};

/* Behind which A at the beginning of a sentence is the preposition. */
static const char *const behind_to[] = {"partir", "travers", "la", "l", "ce", "cet", "cette", "ces", "noter", "défaut",
	"titre", "moins", "savoir", "terme", "cause", "compter", "chaque", "leur", "notre", "tous", "toutes", "mesure",
	"condition", "cela", "court", "long", "plus", "quoi", "propos", "nouveau"};

static bool sentence_starts(struct text text, size_t at)
{
	size_t start = at;
	int32_t point = 0;
	while (start > 0) {
		size_t before;
		point = typeset_before(text, start, &before);
		if (!(point == ' ' || point == 0xa0 || point == 0x202f || point == 0xab || point == '*' ||
			    point == '_' || point == '#' || point == '-' || point == '>'))
			break;
		start = before;
	}
	return start == 0 || point == '\n' || point == '.' || point == '!' || point == '?';
}

static struct text next_word(struct text text, size_t at)
{
	if (at >= text.size || text.bytes[at] != ' ')
		return text_part(text, at, at);
	size_t end = ++at;
	while (end < text.size && is_letter(typeset_at(text, end)))
		end += utf8_step(text, end, &(int32_t){0});
	return text_part(text, at, end);
}

static void check_preposition(struct typeset *set, size_t start, size_t end)
{
	struct text next = next_word(set->text, end);
	for (size_t i = 0; next.size && i < ARRAY_SIZE(behind_to); i++)
		if (text_is(next, behind_to[i]) && sentence_starts(set->text, start)) {
			typeset_report(set, TYPOGRAPHY_CAPITAL_ACCENT, start, end, "À");
			return;
		}
}

static void check_capital(struct typeset *set, size_t start, size_t end)
{
	struct text word = text_part(set->text, start, end);
	if (text_is(word, "A")) {
		check_preposition(set, start, end);
		return;
	}
	struct text stem = word;
	if (word.size > 2 && word.bytes[word.size - 1] == 's')
		stem.size--;
	for (size_t i = 0; i < ARRAY_SIZE(accented); i++) {
		const char *with = accented[i];
		int32_t first;
		size_t size = utf8_step(text_of(with), 0, &first);
		struct buffer plain = {0};
		utf8_fold(&plain, NULL, text_part(text_of(with), 0, size));
		bool same = plain.size == 1 && stem.size > 1 && stem.bytes[0] == plain.bytes[0] - ('a' - 'A') &&
			    text_equal(text_part(stem, 1, stem.size), text_part(text_of(with), size, strlen(with)));
		buffer_clear(&plain);
		if (!same)
			continue;
		char better[8] = {0};
		memcpy(better, with, size);
		typeset_report(set, TYPOGRAPHY_CAPITAL_ACCENT, start, start + 1, better);
		return;
	}
}

/* --- ligatures */

static void check_ligature(struct typeset *set, size_t start, size_t end)
{
	static const char *const stems[] = {"coeur", "choeur", "soeur", "oeuvr", "oeuf", "boeuf", "oeil", "voeu",
		"noeud", "moeurs", "foetus", "foetal", "oesophag", "oedèm", "oestrogèn", "oecum", "oenolog", "oeillet"};
	struct text word = text_part(set->text, start, end);
	struct buffer lower = {0};
	case_lower(&lower, word);
	for (size_t i = 0; i < ARRAY_SIZE(stems) && lower.size == word.size; i++) {
		const char *found = memmem(lower.bytes, lower.size, stems[i], strlen(stems[i]));
		if (!found)
			continue;
		size_t at = (size_t)(found - lower.bytes) + (size_t)(strstr(stems[i], "oe") - stems[i]);
		const char *better = word.bytes[at] == 'O' ? "Œ" : "œ";
		typeset_report(set, TYPOGRAPHY_LIGATURE, start + at, start + at + 2, better);
		break;
	}
	buffer_clear(&lower);
}

/* --- abbreviations */

static bool capital(int32_t point)
{
	return (point >= 'A' && point <= 'Z') || (point >= 0xc0 && point <= 0xde);
}

static void check_title(struct typeset *set, size_t start, size_t end)
{
	struct text text = set->text, word = text_part(text, start, end);
	bool stop = typeset_at(text, end) == '.';
	if (text_is(word, "Mr")) {
		size_t at = end + stop, blank = at;
		if (typeset_at(text, at) == ' ')
			at++;
		else if (typeset_at(text, at) == 0xa0)
			at += 2;
		if (at > blank && capital(typeset_at(text, at)))
			typeset_report(set, TYPOGRAPHY_ABBREVIATION, start, at, "M." NBSP);
	} else if (stop && (text_is(word, "Mme") || text_is(word, "Mmes") || text_is(word, "Mlle")) &&
		   typeset_at(text, end + 1) == ' ' && capital(typeset_at(text, end + 2))) {
		typeset_report(set, TYPOGRAPHY_ABBREVIATION, end, end + 1, "");
	}
}

/* n° 5: the sign and its figure stay together. */
static void check_numero(struct typeset *set, size_t start, size_t end)
{
	struct text text = set->text, word = text_part(text, start, end);
	if (!(text_is(word, "n") || text_is(word, "N")) || typeset_at(text, end) != 0xb0)
		return;
	size_t at = end + 2, blank = at;
	if (typeset_at(text, at) == ' ')
		at++;
	if (is_digit(typeset_at(text, at)))
		typeset_report(set, TYPOGRAPHY_ABBREVIATION, blank - 2, at, "\xc2\xb0" NBSP);
}

/* Most words begin with none of the letters that a rule looks for. */
void lettering_word(struct typeset *set, size_t start, size_t end)
{
	const char *bytes = set->text.bytes;
	char first = bytes[start];
	size_t before;
	if (is_digit(typeset_before(set->text, start, &before)) || strchr("IVXLC", first))
		check_ordinal(set, start, end);
	if (first && strchr("EAICO", first))
		check_capital(set, start, end);
	if (first == 'M')
		check_title(set, start, end);
	if (first == 'n' || first == 'N')
		check_numero(set, start, end);
	for (size_t i = start; i + 1 < end; i++)
		if ((bytes[i] | 0x20) == 'o' && (bytes[i + 1] | 0x20) == 'e') {
			check_ligature(set, start, end);
			break;
		}
}

/* --- figures */

/* 20 000: the groups of three behind plain blanks. */
static size_t check_thousands(struct typeset *set, size_t start, size_t end)
{
	enum { GROUP = 3 };
	struct text text = set->text;
	size_t before;
	int32_t previous = typeset_before(text, start, &before);
	if (end - start > GROUP || previous == ',' || previous == '.' || previous == '-' || previous == '/' ||
		(previous == ' ' && is_digit(typeset_before(text, start - 1, &before))) || text.bytes[start] == '0')
		return end;
	while (typeset_at(text, end) == ' ') {
		size_t group = end + 1, digits = 0;
		while (is_digit(typeset_at(text, group + digits)))
			digits++;
		if (digits != GROUP || typeset_at(text, group + GROUP) == '-' || typeset_at(text, group + GROUP) == '/')
			break;
		typeset_report(set, TYPOGRAPHY_THOUSANDS, end, end + 1, NNBSP);
		end = group + GROUP;
	}
	return end;
}

static size_t unit_size(struct text rest, bool apart)
{
	static const char *const signs[] = {"%", "‰", "€", "$", "£", "°C", "°F"};
	static const char *const units[] = {"km²", "km", "kg", "cm", "mm", "m²", "m³", "ha", "kWh", "MWh", "GWh", "TWh",
		"kW", "MW", "GW", "km/h", "min", "Go", "Mo", "To", "m", "g", "t", "h", "l", "s", "mg", "Mt", "Gt"};
	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		if (text_starts(rest, signs[i]))
			return strlen(signs[i]);
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		size_t size = strlen(units[i]);
		int32_t next = text_starts(rest, units[i]) ? typeset_at(rest, size) : 'x';
		bool ends = !is_letter(next) && !is_digit(next) && next != '\'' && next != 0x2019 && next != '-' &&
			    next != 0xb7 && next != '.' && next != 0xb2 && next != 0xb3;
		/* 12h30, 5m, 3s: glued, single letters are too many things */
		if (ends && (apart || size > 1))
			return size;
	}
	return 0;
}

static void check_unit(struct typeset *set, size_t end)
{
	struct text text = set->text;
	bool apart = typeset_at(text, end) == ' ';
	size_t unit = end + apart;
	size_t size = unit_size(text_part(text, unit, text.size), apart);
	if (size == 0)
		return;
	if (apart) {
		typeset_report(set, TYPOGRAPHY_NUMBER_UNIT, end, unit, NBSP);
		return;
	}
	struct buffer better = {0};
	buffer_add_string(&better, NBSP);
	buffer_add(&better, text_part(text, unit, unit + size));
	typeset_report(set, TYPOGRAPHY_NUMBER_UNIT, unit, unit + size, buffer_string(&better));
	buffer_clear(&better);
}

void lettering_figure(struct typeset *set, size_t start, size_t end)
{
	size_t before;
	int32_t previous = typeset_before(set->text, start, &before);
	if (is_letter(previous) || previous == '_')
		return;
	check_thousands(set, start, end);
	check_unit(set, end);
}
