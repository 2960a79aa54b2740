#include "base/language.h"
#include "commands/jsonform.h"
#include "commands/plain.h"

static const struct option options[] = {
	{"paragraph", "N", N_("this paragraph only"), 0, false},
	{"signatures", NULL, N_("with what is to be said of signatures (a paragraph alone has it always)"), 0, false},
	{"json", NULL, N_("for a program"), 0, false},
	{0},
};

static void add_remarks(struct json *object, const char *key, const struct listing *listing, size_t block)
{
	struct json *list = json_add_array(object, key);
	struct listed_run remarks = listing_remarks(listing, block);
	for (size_t i = 0; i < remarks.count; i++)
		jsonform_remark(list, listing, remarks.items[i].index);
}

static void add_amendments(struct json *list, const struct listing *listing, size_t block)
{
	struct listed_run amendments = listing_amendments(listing, block);
	for (size_t i = 0; i < amendments.count; i++)
		jsonform_signature(jsonform_amendment(list, listing, amendments.items[i].index), "signature",
			listing_verdict(listing, SIGNED_AMENDMENT, amendments.items[i].index));
}

static void add_positions(struct json *object, const struct listing *listing, size_t block, size_t *next)
{
	const struct review *review = listing->review;
	struct json *list = json_add_array(object, "positions");
	const struct standing *standing = review->standing;
	while (*next < standing->position_count && standing->positions[*next].block < block)
		++*next;
	for (; *next < standing->position_count && standing->positions[*next].block == block; ++*next)
		jsonform_signature(jsonform_position(list, review, &standing->positions[*next]), "signature",
			listing_verdict(listing, SIGNED_REMARK, standing->positions[*next].remark));
}

static void add_paragraph(struct json *list, const struct listing *listing, size_t index, size_t *next)
{
	const struct review *review = listing->review;
	const struct block *block = &review->draft->blocks[index];
	struct json *object = json_add_object(list, NULL);
	char number[NUMBER_TEXT];
	number_format(number, review->numbering.numbers[index]);
	json_add_string(object, "number", number);
	json_add_number(object, "block", (long long)index + 1);
	json_add_string(object, "kind", block_kind_name(block->kind));
	json_add_text(object, "text", block->text);
	add_remarks(object, "annotations", listing, index);
	struct json *amendments = json_add_array(object, "amendments");
	if (index == 0)
		add_amendments(amendments, listing, STANDING_NONE);
	add_amendments(amendments, listing, index);
	add_positions(object, listing, index, next);
}

/* `only` is a block, or STANDING_NONE for all. */
static void add_json(struct buffer *out, const struct listing *listing, size_t only)
{
	struct json *root = json_new_object();
	size_t next = 0;
	jsonform_review(root, listing->review);
	struct json *paragraphs = json_add_array(root, "paragraphs");
	for (size_t i = 0; i < listing->review->draft->count; i++)
		if (only == STANDING_NONE || only == i)
			add_paragraph(paragraphs, listing, i, &next);
	if (only == STANDING_NONE)
		add_remarks(root, "general", listing, STANDING_NONE);
	else
		json_add_array(root, "general");
	call_json(out, root);
}

static const struct fault *run(struct call *call)
{
	struct review *review;
	struct listing listing;
	struct signatures signatures;
	size_t only = STANDING_NONE;
	const char *words = options_find(&call->options, "paragraph");
	const struct fault *fault = call_review(&review, call);
	if (fault)
		return fault;
	if (words)
		fault = call_block(&only, review, words, false);
	listing_make(&listing, review);
	signatures_open(&signatures, listing.provenance);
	if (only != STANDING_NONE || options_has(&call->options, "signatures"))
		listing.signatures = &signatures;
	if (!fault && options_has(&call->options, "json"))
		add_json(call->out, &listing, only);
	else if (!fault && only != STANDING_NONE)
		plain_paragraph(call->out, &listing, only);
	else if (!fault)
		plain_write(call->out, &listing);
	signatures_clear(&signatures);
	listing_clear(&listing);
	review_close(review);
	return fault;
}

const struct command command_show = {"show", "[--paragraph N] [--signatures] [--json]",
	N_("Prints the draft, paragraph by paragraph, each with its annotations, amendments and initials."), options, 0,
	0, run};
