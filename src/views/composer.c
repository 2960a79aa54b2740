#include "views/composer.h"

#include "base/array.h"
#include "base/language.h"
#include "views/message.h"

static void add_tags(struct composer *composer, const char *prefix, const struct categories *categories)
{
	for (size_t i = 0; i < categories->count; i++) {
		struct composer_tag *tag = ARRAY_ADD(composer->tags, composer->tag_count, composer->tag_capacity);
		tag->tag = memory_format("%s:%s", prefix, categories->items[i].id);
	}
}

static void all_tags(struct composer *composer)
{
	const struct consultation *consultation = &composer->session->review->consultation;
	add_tags(composer, "area", &consultation->areas);
	add_tags(composer, "mechanism", &consultation->mechanisms);
	add_tags(composer, "question", &consultation->questions);
}

static void choose_tag(struct composer *composer, struct text name)
{
	for (size_t i = 0; i < composer->tag_count; i++)
		if (text_is(name, composer->tags[i].tag)) {
			composer->tags[i].on = true;
			composer->tag_at = i;
		}
}

static void choose_tags(struct composer *composer, const char *names)
{
	struct text rest = text_of(names);
	while (rest.size) {
		const char *blank = memchr(rest.bytes, ' ', rest.size);
		size_t size = blank ? (size_t)(blank - rest.bytes) : rest.size;
		choose_tag(composer, text_part(rest, 0, size));
		rest = text_part(rest, blank ? size + 1 : size, rest.size);
	}
}

static char *chosen_tags(const struct composer *composer)
{
	struct buffer names = {0};
	for (size_t i = 0; i < composer->tag_count; i++)
		if (composer->tags[i].on)
			buffer_format(&names, "%s%s", names.size ? " " : "", composer->tags[i].tag);
	return names.size ? buffer_take(&names) : NULL;
}

static enum unfinished_kind unfinished_kind_of(enum composer_kind kind)
{
	return kind == COMPOSE_REPLY    ? UNFINISHED_REPLY
	       : kind == COMPOSE_ANSWER ? UNFINISHED_ANSWER
					: UNFINISHED_REMARK;
}

/* What is kept as the private draft. Without words there is none, whatever was chosen. */
static void fill(void *context, struct unfinished *now)
{
	const struct composer *composer = context;
	now->kind = unfinished_kind_of(composer->kind);
	spot_write(now, &composer->spot, composer->session->review);
	if (composer->whole) {
		free(now->quote);
		now->quote = NULL;
	}
	now->target = memory_string(composer->target);
	now->question = composer->question;
	now->tags = chosen_tags(composer);
	now->text = composer_empty(composer) ? NULL : text_take(buffer_text(&composer->editor.text));
}

static enum composer_kind kind_of(const struct unfinished *unfinished)
{
	if (unfinished->kind == UNFINISHED_REPLY)
		return COMPOSE_REPLY;
	if (unfinished->kind == UNFINISHED_ANSWER)
		return COMPOSE_ANSWER;
	return unfinished->paragraph ? COMPOSE_REMARK : COMPOSE_GENERAL;
}

static void resume(struct composer *composer, const struct unfinished *unfinished)
{
	composer->kind = kind_of(unfinished);
	composer->question = unfinished->question;
	composer->target = memory_string(unfinished->target);
	if (!spot_read(&composer->spot, composer->session->review, unfinished))
		message_say(MESSAGE_ERROR, "%s",
			_("The version this text was begun on cannot be read any more: it stands on the whole document "
			  "now."));
	if (composer->kind == COMPOSE_REMARK && !composer->spot.paragraph)
		composer->kind = COMPOSE_GENERAL;
	choose_tags(composer, unfinished->tags);
	editor_insert(&composer->editor, text_of(unfinished->text));
	composer->editor.modified = false;
}

/* The paragraph its draft is listed under. */
static size_t begin_block(const struct composer *composer, const struct composer_order *order)
{
	const struct standing *standing = composer->session->review->standing;
	size_t about = STANDING_NONE;
	if (order->kind == COMPOSE_REMARK)
		return order->block;
	if (order->kind == COMPOSE_REPLY && (about = session_remark(composer->session, order->target)) != STANDING_NONE)
		return standing->remarks[about].block;
	if (order->kind == COMPOSE_ANSWER &&
		(about = session_amendment(composer->session, order->target)) != STANDING_NONE)
		return standing->amendments[about].block;
	return STANDING_NONE;
}

static void begin(struct composer *composer, const struct composer_order *order)
{
	composer->kind = order->kind;
	composer->question = order->question;
	composer->target = memory_string(order->target);
	bool words = order->kind == COMPOSE_REMARK;
	spot_set(&composer->spot, composer->session->review, begin_block(composer, order), words ? order->start : 0,
		words ? order->end : 0);
	if (order->tag)
		choose_tag(composer, text_of(order->tag));
}

bool composer_open(struct composer *composer, struct session *session, const struct composer_order *order)
{
	struct unfinished unfinished = {0};
	composer->session = session;
	composer->field = COMPOSER_TEXT;
	composer->paper_top = -1;
	editor_open(&composer->editor, text_of(""), ANNOTATION_LIMIT / 2, EDITOR_MANY_LINES);
	all_tags(composer);
	if (order->unfinished && !keeping_find(&unfinished, session, order->unfinished))
		return false;
	if (order->unfinished)
		resume(composer, &unfinished);
	else
		begin(composer, order);
	unfinished_clear(&unfinished);
	composer_follow(composer);
	return !message_fault(keeping_open(&composer->keeping, session, order->unfinished, fill, composer));
}

/* A name stays where the words change: then what is being written may not fit any more. */
static void follow_amendment(struct composer *composer)
{
	composer->about = session_amendment(composer->session, composer->target);
	if (composer->about == STANDING_NONE)
		return;
	const char *digest = composer->session->review->standing->amendments[composer->about].digest;
	if (composer->digest[0] && strcmp(composer->digest, digest) != 0)
		message_say(MESSAGE_INFO, "%s",
			_("The proposal has just been reworded: look at its new words before you save."));
	memcpy(composer->digest, digest, sizeof composer->digest);
}

void composer_follow(struct composer *composer)
{
	struct session *session = composer->session;
	bool had_words = composer->end > composer->start;
	composer->block = composer->about = STANDING_NONE;
	composer->start = composer->end = 0;
	if (composer->kind == COMPOSE_REMARK)
		composer->block = spot_block(&composer->spot, session->review);
	if (composer->block != STANDING_NONE)
		spot_words(&composer->start, &composer->end, &composer->spot, session->review, composer->block);
	if (composer->kind == COMPOSE_REMARK && had_words && composer->end == composer->start)
		message_say(MESSAGE_INFO, "%s",
			_("The words you chose are no longer there: your remark stands on the whole paragraph."));
	if (composer->kind == COMPOSE_REPLY)
		composer->about = session_remark(session, composer->target);
	if (composer->kind == COMPOSE_ANSWER)
		follow_amendment(composer);
	composer_write(composer);
}

void composer_clear(struct composer *composer)
{
	spot_clear(&composer->spot);
	free(composer->target);
	for (size_t i = 0; i < composer->tag_count; i++)
		free(composer->tags[i].tag);
	free(composer->tags);
	editor_clear(&composer->editor);
	buffer_clear(&composer->spelled);
	paper_clear(&composer->paper);
}

bool composer_has(const struct composer *composer, enum composer_field field)
{
	bool remark = composer->kind == COMPOSE_REMARK || composer->kind == COMPOSE_GENERAL;
	switch (field) {
	case COMPOSER_PASSAGE:
		return composer->paper.cells && (long)composer->paper.wrap.count > composer->paper_rows;
	case COMPOSER_KIND:
		return remark;
	case COMPOSER_TARGET:
		return composer->end > composer->start && composer->kind == COMPOSE_REMARK;
	case COMPOSER_TAGS:
		return remark && composer->tag_count;
	default:
		return field == COMPOSER_TEXT;
	}
}

bool composer_on_words(const struct composer *composer)
{
	return composer->end > composer->start && !composer->whole;
}

bool composer_empty(const struct composer *composer)
{
	return !text_trim(buffer_text(&composer->editor.text)).size;
}
