/* typography - the rules of the printer, apart from spelling
 *
 * Fifteen rules for French, each with what it finds and what would stand there instead; other languages have none
 * but double spaces. Masked spans (mask.h) are left alone. Findings do not overlap, hold at least one byte, and
 * putting all of one rule right leaves none of that rule. Only ordinals, capital accents, ligatures and abbreviations
 * change letters. Where it is not certain, nothing is found.
 *
 * A profile says which rules hold: `imprimerie-nationale` (the default; before ; ! ? and : either no-break space is
 * right), `union-europeenne` (no space before ; : ! ? nor inside « »), `none`. Sources: Lexique des règles
 * typographiques en usage à l'Imprimerie nationale; Code de rédaction interinstitutionnel, 6.4.
 */
#ifndef SPELLING_TYPOGRAPHY_H
#define SPELLING_TYPOGRAPHY_H

#include "base/buffer.h"
#include "text/span.h"

struct findings;

enum typography_rule {
	TYPOGRAPHY_APOSTROPHE,         /* l'eau -> l’eau, l'« eau » -> l’« eau » */
	TYPOGRAPHY_HIGH_MARKS,         /* oui ! -> oui[NNBSP]! : ; ! ? */
	TYPOGRAPHY_COLON,              /* note : -> note[NBSP]: */
	TYPOGRAPHY_STRAIGHT_QUOTES,    /* "x" -> «[NBSP]x[NBSP]», one finding a quote */
	TYPOGRAPHY_GUILLEMETS,         /* « x » without inner no-break spaces, one finding a guillemet */
	TYPOGRAPHY_ELLIPSIS,           /* ... -> …, etc... -> etc. */
	TYPOGRAPHY_SPACE_BEFORE_COMMA, /* mot , -> mot, */
	TYPOGRAPHY_NO_SPACE_AFTER,     /* a,b -> a, b; note :voir -> note : voir */
	TYPOGRAPHY_DOUBLE_SPACE,
	TYPOGRAPHY_ORDINAL,        /* 2ème -> 2e */
	TYPOGRAPHY_CAPITAL_ACCENT, /* Etat -> État */
	TYPOGRAPHY_NUMBER_UNIT,    /* 50 % -> 50[NBSP]%, 12 h 30 -> 12[NBSP]h[NBSP]30 */
	TYPOGRAPHY_THOUSANDS,      /* 20 000 -> 20[NNBSP]000 */
	TYPOGRAPHY_LIGATURE,       /* coeur -> cœur */
	TYPOGRAPHY_ABBREVIATION,   /* Mr X -> M.[NBSP]X; Mme. X -> Mme[NBSP]X; n° 5 -> n°[NBSP]5 */
	TYPOGRAPHY_RULES
};

enum typography_profile { TYPOGRAPHY_NONE, TYPOGRAPHY_IMPRIMERIE_NATIONALE, TYPOGRAPHY_UNION_EUROPEENNE };

/* The profile of that name; false when there is none of that name. An empty name is the default one. */
bool typography_profile_find(enum typography_profile *out, struct text name);

/* Adds what the rules of the profile find in a text of the language ("fr", "fr_CA", "en", ...), in the order of the
 * text. `masked` (settled) is left alone. The text may be a block or a whole file; quotes pair within a block.
 * Begins at byte `from`, the beginning of a block. */
void typography_check(struct findings *out, struct text text, size_t from, const struct spans *masked,
	const char *language, enum typography_profile profile);

/* "apostrophe", "high-marks", ...: for --json. */
const char *typography_rule_name(enum typography_rule rule);
/* What the rule asks for, a short sentence for people, translated. */
const char *typography_rule_label(enum typography_rule rule);

#endif
