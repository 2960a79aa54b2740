#include "review/signatures.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"

void signatures_open(struct signatures *out, struct provenance *provenance)
{
	*out = (struct signatures){.provenance = provenance};
}

void signatures_clear(struct signatures *signatures)
{
	for (size_t i = 0; i < signatures->verdict_count; i++)
		verdict_clear(&signatures->verdicts[i]);
	free(signatures->verdicts);
	map_clear(&signatures->verdict_of);
	*signatures = (struct signatures){0};
}

static const struct review *review_of(const struct signatures *signatures)
{
	return signatures->provenance->review;
}

/* --- with which commit it came */

size_t signatures_reviewer(const struct signatures *signatures, enum signed_kind kind, size_t index)
{
	const struct standing *standing = review_of(signatures)->standing;
	return kind == SIGNED_AMENDMENT ? standing->amendments[index].reviewer : standing->remarks[index].reviewer;
}

bool signatures_commit(struct oid *out, struct signatures *signatures, enum signed_kind kind, size_t index)
{
	if (!provenance_signs(signatures->provenance, signatures_reviewer(signatures, kind, index)))
		return false;
	if (kind == SIGNED_REMARK)
		return provenance_remark(out, signatures->provenance, index);
	*out = provenance_amendment(signatures->provenance, index);
	return true;
}

/* --- what it is worth */

static char *verdict_key(const struct oid *commit, const char *reviewer)
{
	char hex[OID_HEX];
	oid_format(hex, commit);
	return memory_format("%s %s", hex, reviewer);
}

const struct verdict *signatures_known(
	const struct signatures *signatures, const struct oid *commit, const char *reviewer)
{
	size_t found;
	char *key = verdict_key(commit, reviewer);
	bool known = map_find(&signatures->verdict_of, text_of(key), &found);
	free(key);
	return known ? &signatures->verdicts[found] : NULL;
}

const struct verdict *signatures_keep(struct signatures *signatures, const struct oid *commit, const char *reviewer,
	const struct evidence *evidence, const struct verdict *verdict)
{
	char *key = verdict_key(commit, reviewer);
	map_put(&signatures->verdict_of, text_of(key), signatures->verdict_count);
	free(key);
	struct verdict *kept = ARRAY_ADD(signatures->verdicts, signatures->verdict_count, signatures->verdict_capacity);
	*kept = *verdict;
	if (evidence && verdict->silent)
		signatures->silent[evidence->format] = true;
	return kept;
}

const struct verdict *signatures_of(struct signatures *signatures, enum signed_kind kind, size_t index)
{
	size_t reviewer = signatures_reviewer(signatures, kind, index);
	const char *id = review_of(signatures)->standing->reviewers[reviewer].id;
	struct evidence evidence;
	struct verdict verdict = {0};
	struct oid commit;
	bool is_signed;
	provenance_read_all(signatures->provenance, reviewer);
	if (!signatures_commit(&commit, signatures, kind, index))
		return NULL;
	const struct verdict *known = signatures_known(signatures, &commit, id);
	if (known)
		return known;
	const struct fault *fault =
		evidence_read(&evidence, &is_signed, review_of(signatures)->repository, &commit, id);
	if (fault)
		verdict = (struct verdict){.is = SIGNATURE_UNCHECKED, .reason = memory_string(fault_text(fault))};
	else if (is_signed && signatures->silent[evidence.format])
		evidence_pass_over(&verdict, &evidence);
	else if (is_signed)
		evidence_judge(&verdict, &evidence, NULL);
	known = signatures_keep(signatures, &commit, id, &evidence, &verdict);
	evidence_clear(&evidence);
	return known;
}

const char *signature_name(enum signature signature)
{
	static const char *const names[] = {"unsigned", "signed", "unchecked", "mismatch"};
	return names[signature];
}

const char *signature_words(enum signature signature)
{
	static const char *const words[] = {
		N_("unsigned"), N_("signed"), N_("signature not checked"), N_("signature does not match")};
	return _(words[signature]);
}

void verdict_words(struct buffer *out, const struct verdict *verdict)
{
	struct buffer more = {0};
	visible_add(&more, text_of(verdict->by ? verdict->by : verdict->reason), VISIBLE_ONE_LINE);
	if (verdict->by)
		/* TRANSLATORS: an e-mail address, which the key bears */
		buffer_format(out, _("signed by %s"), buffer_string(&more));
	else if (verdict->reason)
		buffer_format(out, "%s%s%s", signature_words(verdict->is), _(": "), buffer_string(&more));
	else
		buffer_add_string(out, signature_words(verdict->is));
	buffer_clear(&more);
}
