/* decision - what the secretariat has said of an amendment, and which of it has been applied
 *
 * A decision is a moderating annotation by somebody of the secretariat (without a roster: by anyone), bound to reviewer
 * and digest, so that other words are another, open amendment. Of one secretary the greatest UUID counts; two of them
 * who differ leave the amendment undecided. Outside the secretariat only what the base holds is seen.
 *
 * Applied is a decision exactly when its annotation came into the base by a commit of kind `apply`.
 */
#ifndef REVIEW_DECISION_H
#define REVIEW_DECISION_H

#include "review/review.h"

/* "accepted", "modified", "rejected", "noted"; "contradicted"; "" for none. */
const char *decision_name(enum decision decision);
/* NONE for another word. */
enum decision decision_named(const char *name);
/* What a decision on an amendment says; NONE for any other annotation. */
enum decision decision_of(const struct annotation *annotation);
/* Whether the decision has been made and is not disputed. */
bool decision_settles(enum decision decision);

/* Whether the one at the keyboard may decide (and sees what is not applied yet). */
bool decision_allowed(const struct review *review);

/* Adds the words before and after that a decision's first target names, as far as they can be read: what was decided
 * on, though it may stand nowhere any more; with `modified`, the words that were taken in its place. */
void decision_words(
	struct buffer *was, struct buffer *now, const struct review *review, const struct annotation *annotation);

/* The words before and after that one target of it names. */
void decision_target_words(
	struct buffer *was, struct buffer *now, const struct review *review, const struct target *target);

/* Whether own words for it go in as they are typed: what it speaks of stands in the base, in blocks of its own. */
bool decision_fits(const struct amendment *amendment);
/* Adds the words of the text that a decision on this amendment of `reviewer` was written against: what the base said
 * then, where the decision remembers it and it can be read and followed to what it speaks of today; else what the
 * amendment came from. */
void decision_against(struct buffer *out, struct review *review, const struct amendment *amendment,
	const struct annotation *annotation, const char *reviewer);

/* Phase COLLISIONS, before the collisions: gives each amendment its decisions. */
void decision_run(struct review *review);

/* The path of an annotation's file, yours, and the blob it was read from. */
char *decision_path(const struct annotation *annotation) MUST_CHECK;
bool decision_blob(struct oid *out, const struct review *review, const struct annotation *annotation);

#endif
