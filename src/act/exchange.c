#include "act/exchange.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"

enum { NOTICES_MOST = 40 };

/* A remote may hold any number of strange things: the first ones are told. */
void exchange_notice(struct exchange *exchange, const char *format, ...)
{
	if (++exchange->notice_count > NOTICES_MOST)
		return;
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) >= 0)
		visible_add(&exchange->notices, text_of(text), VISIBLE_ONE_LINE);
	va_end(arguments);
	buffer_add_byte(&exchange->notices, '\n');
	free(text);
}

size_t exchange_acts(struct review *review, const struct oid *old, const struct oid *base, const struct oid *new)
{
	struct oid tips[2];
	struct oids known = {.items = tips};
	if (!oid_is_zero(old))
		tips[known.count++] = *old;
	if (!oid_is_zero(base))
		tips[known.count++] = *base;
	return branch_count_unseen(review->repository, new, &known);
}

size_t exchange_sent(const struct exchange *exchange)
{
	size_t acts = 0;
	for (size_t i = 0; i < exchange->count; i++)
		if (exchange->items[i].kind == SEND_OWN && exchange->items[i].fate == SEND_DONE)
			acts += exchange->items[i].acts;
	return acts;
}

char *exchange_whose(const struct review *review, const char *name)
{
	static const char prefix[] = "heads/review/";
	const char *id = strncmp(name, prefix, sizeof prefix - 1) ? name : name + sizeof prefix - 1;
	const struct member *member = consultation_member(&review->consultation, id);
	return visible_take(member && member->name ? member->name : id);
}

static void add_what(struct buffer *out, const struct review *review, const struct exchange_item *item)
{
	if (item->kind == SEND_BASE) {
		buffer_format(out, P_("the draft (%zu change)", "the draft (%zu changes)", item->acts), item->acts);
	} else if (item->kind == SEND_REVISION) {
		buffer_format(out, _("Rev. %s"), item->name + strlen("tags/rev/"));
	} else if (item->kind == SEND_OWN) {
		buffer_format(out, P_("%zu act of yours", "%zu acts of yours", item->acts), item->acts);
	} else {
		char *whose = exchange_whose(review, item->name);
		buffer_format(
			out, P_("%zu act entered for %s", "%zu acts entered for %s", item->acts), item->acts, whose);
		free(whose);
	}
}

void exchange_item_words(struct buffer *out, const struct review *review, const struct exchange_item *item)
{
	switch (item->fate) {
	case SEND_DONE:
		buffer_add_string(out, _("Sent: "));
		break;
	case SEND_REFUSED:
		buffer_add_string(out, _("Refused: "));
		break;
	case SEND_BEHIND:
	case SEND_WAITS:
		buffer_add_string(out, _("Not sent: "));
	}
	add_what(out, review, item);
	if (item->fate == SEND_BEHIND)
		buffer_add_string(out, _("; somebody was quicker: send again"));
	if (item->why.size)
		buffer_format(out, " · %s", buffer_string((struct buffer *)&item->why));
}

void exchange_claim_words(struct buffer *out, const struct review *review, const struct exchange_claim *claim)
{
	if (!strncmp(claim->name, "tags/rev/", 9)) {
		buffer_format(out, _("Rev. %s"), claim->name + 9);
	} else if (!strncmp(claim->name, "heads/review/", 13)) {
		char *whose = exchange_whose(review, claim->name);
		buffer_format(out, P_("%s (%zu act)", "%s (%zu acts)", claim->acts), whose, claim->acts);
		free(whose);
	} else {
		buffer_format(out, P_("the draft (%zu change)", "the draft (%zu changes)", claim->acts), claim->acts);
	}
}

void exchange_clear(struct exchange *exchange)
{
	for (size_t i = 0; i < exchange->count; i++) {
		free(exchange->items[i].name);
		buffer_clear(&exchange->items[i].why);
	}
	for (size_t i = 0; i < exchange->claim_count; i++)
		free(exchange->claims[i].name);
	free(exchange->claims);
	free(exchange->items);
	free(exchange->remote);
	free(exchange->written);
	free(exchange->address);
	free(exchange->push_address);
	buffer_clear(&exchange->notices);
	update_collisions_clear(&exchange->collisions);
	*exchange = (struct exchange){0};
}
