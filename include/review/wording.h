/* wording - what states, kinds, people and moments are called on screen and in plain output, in the face's language */
#ifndef REVIEW_WORDING_H
#define REVIEW_WORDING_H

#include "review/matrix.h"

/* "comment", "question", "reply" … « commentaire » */
const char *wording_kind(const struct annotation *annotation);
/* "open", "resolved", "withdrawn": « ouverte », « clos », « retirée » */
const char *wording_state(enum annotation_state state);
/* "", "moved", "uncertain", "lost": « déplacée », « incertaine », « perdue » */
const char *wording_placement(enum placement placement);
const char *wording_position(const char *code);
/* "retained", "not retained" … « retenue » */
const char *wording_decision(enum decision decision);
/* "initialled", "other words" …; of nothing: "nothing yet" */
const char *wording_mark(enum matrix_mark mark);
/* "contested", "open" … « contesté » */
const char *wording_verdict(enum matrix_verdict verdict);
/* "3 of 68 paragraphs, 2 % of the words". Adds. */
void wording_share(struct buffer *out, const struct matrix_totals *totals, enum matrix_verdict verdict);
/* What a matrix column is called, safe to show: a name, a group's label. Adds. */
void wording_column(struct buffer *out, const struct review *review, const struct matrix_column *column);
const char *wording_amendment(const struct amendment *amendment);
/* "on the substance"; "" for a proposal in the source, or one on the wording of a translation. */
const char *wording_scope(const struct amendment *amendment);
/* "Sherpa A (Regional section)"; "… · off the roster"; safe to show. Adds. */
void wording_reviewer(struct buffer *out, const struct review *review, size_t reviewer);
/* Organisation and group only, " · " between; may add nothing. */
void wording_affiliation(struct buffer *out, const struct review *review, size_t reviewer);
/* "12:04" today, "18 May, 12:04" this year, else with the year; in the local zone. */
void wording_when(struct buffer *out, struct moment moment);
/* "18 May 2027, 13:30 (UTC+02:00)", on the clock of its own zone: for what is kept. */
void wording_moment(struct buffer *out, struct moment moment);
/* "closes in 1 h 12", "closed since …"; nothing without a deadline. */
void wording_deadline(struct buffer *out, const struct consultation *consultation);
/* The deadline in its own zone, and here where that is another: "18 May 2027, 13:30 (UTC+02:00), here 11:30". */
void wording_closing(struct buffer *out, const struct consultation *consultation);
/* "§12", from a block of the base; "general" for STANDING_NONE. */
void wording_place(struct buffer *out, const struct review *review, size_t block);
/* The last 8 digits of a UUID: how `show` names it. */
const char *wording_id(const char *uuid);
/* The label of a tag in the face's language, safe to show. Adds. */
void wording_tag(struct buffer *out, const struct review *review, const char *tag);

#endif
