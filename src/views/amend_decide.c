/* amend_decide - the secretariat's own words in the place of what others propose */
#include "views/amend_decide.h"

#include "act/deciding.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/decision.h"

void amend_decides_write(struct amend *amend, const struct amend_view_order *order)
{
	const struct standing *standing = amend->session->review->standing;
	struct buffer words = {0};
	for (size_t i = 0; i < order->decide_count; i++) {
		const struct amendment *amendment = &standing->amendments[order->decides[i]];
		buffer_format(&words, "%s%s/%s", i ? " " : "", amendment->name, amendment->digest);
	}
	amend->decides = buffer_take(&words);
}

bool amend_decides_next(const char **rest, size_t *index, const struct session *session)
{
	size_t size = strcspn(*rest, " ");
	if (!size)
		return false;
	char *token = memory_copy(*rest, size), *slash = strchr(token, '/');
	*rest += size + strspn(*rest + size, " ");
	*index = STANDING_NONE;
	if (slash) {
		*slash = '\0';
		*index = session_amendment(session, token);
		if (*index != STANDING_NONE &&
			strcmp(session->review->standing->amendments[*index].digest, slash + 1) != 0)
			*index = STANDING_NONE;
	}
	free(token);
	return true;
}

size_t amend_decides(size_t **out, const struct amend *amend)
{
	const char *rest = amend->decides;
	size_t count = 0, capacity = 0, index;
	*out = NULL;
	while (amend_decides_next(&rest, &index, amend->session))
		*ARRAY_ADD(*out, count, capacity) = index;
	return count;
}

char *amend_view_deciding(struct session *session, const char *amendment)
{
	struct unfinished_list list;
	char *name = NULL;
	size_t size = strlen(amendment);
	if (recovery_list(&list, session->review))
		return NULL;
	for (size_t i = 0; i < list.count && !name; i++) {
		const struct unfinished *item = &list.items[i];
		if (item->kind == UNFINISHED_DECISION && item->target && !strncmp(item->target, amendment, size) &&
			item->target[size] == '/' && item->draft &&
			!strcmp(item->draft, review_draft(session->review)->path))
			name = memory_string(item->name);
	}
	unfinished_list_clear(&list);
	return name;
}

/* The first of those it is about, NULL where it is not what it was any more. */
static const struct amendment *first_decided(const struct amend *amend)
{
	const char *rest = amend->decides;
	size_t index;
	if (!amend_decides_next(&rest, &index, amend->session) || index == STANDING_NONE)
		return NULL;
	return &amend->session->review->standing->amendments[index];
}

void amend_decision_base(struct buffer *out, const struct amend *amend, const struct draft *draft, size_t block)
{
	const struct amendment *first = first_decided(amend);
	if (!first)
		return;
	struct amendment at = *first; /* borrowed: where it stands in that draft */
	at.block = block;
	if (first->kind == AMEND_INSERT)
		buffer_add(out, buffer_text(&first->now));
	else
		amendment_base_words(out, &at, draft);
}

bool amend_decision_fits(const struct amend *amend)
{
	const struct amendment *first = first_decided(amend);
	return first && (first->kind == AMEND_INSERT || decision_fits(first));
}

void amend_decision_follow(struct amend *amend)
{
	struct buffer today = {0};
	const struct amendment *first = first_decided(amend);
	if (first)
		amend_decision_base(&today, amend, amend->session->review->draft, first->block);
	if (today.size) {
		buffer_empty(&amend->base_today);
		buffer_add(&amend->base_today, buffer_text(&today));
	}
	buffer_clear(&today);
}

const struct fault *amend_decide(char **name, struct amend *amend)
{
	size_t *amendments, count = amend_decides(&amendments, amend);
	struct buffer ids = {0};
	const struct fault *fault = NULL;
	bool there = count > 0;
	for (size_t i = 0; i < count; i++)
		there &= amendments[i] != STANDING_NONE;
	if (!there)
		fault = fault_new(FAULT_MISSING, "%s",
			_("a proposal has been changed or withdrawn since: your words stay here and as a "
			  "draft"));
	if (there) {
		*name = memory_string(amend->session->review->standing->amendments[amendments[0]].name);
		fault = deciding_run(&ids, amend->session->review,
			&(struct decide_order){.amendments = amendments,
				.count = count,
				.decision = DECISION_MODIFIED,
				.reason = text_trim(buffer_text(&amend->reason.text)),
				.words = text_trim(buffer_text(&amend->editor.text))});
	}
	if (fault) {
		free(*name);
		*name = NULL;
	}
	buffer_clear(&ids);
	free(amendments);
	return fault;
}
