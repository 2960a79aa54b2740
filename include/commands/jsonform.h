/* jsonform - a review's parts as JSON, as the README describes them for programs
 *
 * Each adds one object to an array. Strings are as they stand in the repository; call_json() makes them safe.
 */
#ifndef COMMANDS_JSONFORM_H
#define COMMANDS_JSONFORM_H

#include "commands/listing.h"
#include "json/json.h"

/* The object gets `key`: {"state","by","reason"} of a signature, where there is something to say: unsigned, signed,
 * unchecked or mismatch; the address that the key bears; why it was not checked. NULL where there is none. */
void jsonform_signature(struct json *object, const char *key, const struct verdict *verdict);

/* The W3C annotation, with paraphe:state, paraphe:placement, paraphe:late where it came after the deadline, and
 * paraphe:found where it is unverified; paraphe:signature. */
void jsonform_remark(struct json *array, const struct listing *listing, size_t remark);
/* amendment, digest, reviewer, draft, paragraph, kind, type, state, was, now, collides[], supports[], objects[],
 * decision; late where it came after the deadline, entered where somebody else entered it. The object. */
struct json *jsonform_amendment(struct json *array, const struct listing *listing, size_t amendment);
/* reviewer, position, state, annotation; late as above; where the words have changed since: then, the words it was
 * taken on. The object. */
struct json *jsonform_position(struct json *array, const struct review *review, const struct position *position);
/* title, draft, language, base{branch,commit}, revision, deadline, notices[]. */
void jsonform_review(struct json *object, const struct review *review);
/* With other notices, one a line. */
void jsonform_review_with(struct json *object, const struct review *review, struct text notices);

#endif
