#include "base/language.h"
#include "commands/plaintalk.h"
#include "commands/jsonform.h"
#include "commands/plain.h"

static const struct option options[] = {{"json", NULL, N_("for a program"), 0, false}, {0}};

static void add_json(struct buffer *out, const struct listing *listing)
{
	struct json *root = json_new_object();
	jsonform_review(root, listing->review);
	struct json *list = json_add_array(root, "amendments");
	for (size_t i = 0; i < listing->review->standing->amendment_count; i++)
		jsonform_amendment(list, listing, i);
	call_json(out, root);
}

static void add_text(struct buffer *out, const struct listing *listing)
{
	struct plaintalk to = {.listing = listing, .out = out, .width = call_width()};
	for (size_t i = 0; i < listing->review->standing->amendment_count; i++) {
		if (i)
			buffer_add_byte(out, '\n');
		plaintalk_amendment(&to, i);
	}
}

static const struct fault *run(struct call *call)
{
	struct review *review;
	struct listing listing;
	const struct fault *fault = call_review(&review, call);
	if (fault)
		return fault;
	listing_make(&listing, review);
	if (options_has(&call->options, "json"))
		add_json(call->out, &listing);
	else
		add_text(call->out, &listing);
	listing_clear(&listing);
	review_close(review);
	return NULL;
}

const struct command command_amendments = {"amendments", "[--json]",
	N_("Prints the amendments as word differences, with who supports them, who objects, and what they collide "
	   "with."),
	options, 0, 0, run};
