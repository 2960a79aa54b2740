/* translating_journal - a translation under way, as the journal keeps it, and done again from there
 *
 * Rows are found again by their source and words: where either has changed since, nothing is claimed to be in step.
 */
#ifndef ACT_TRANSLATING_JOURNAL_H
#define ACT_TRANSLATING_JOURNAL_H

#include "act/translating.h"
#include "json/json.h"

/* What is needed to do it again; yours. */
struct json *translating_journal_keys(const struct review *review, const struct translation *translation,
	const struct translating_item *items, size_t count) MUST_CHECK;
/* FAULT_CONFLICT when a row is not there any more as it was. The draft that it is about is open. */
const struct fault *translating_journal_replay(
	struct review *review, const struct json *keys, const struct again *again) MUST_CHECK;

#endif
