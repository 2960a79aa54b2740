/* beside - the program beside the model of a consultation (oracle/model.h) */
#ifndef UNIT_BESIDE_H
#define UNIT_BESIDE_H

#include "fixture.h"

#include "oracle/stream.h"
#include "oracle/wanted.h"

static struct model model;
static struct repository *repository; /* the folder "r" */

/* KEEP names a folder to which the repository is copied then. */
#define BROKEN(...)                                                                                                    \
	do {                                                                                                           \
		print_error("seed %lu: ", model.order.seed);                                                           \
		(void)shell("test -z \"$KEEP\" || cp -r r \"$KEEP\"");                                                 \
		fail_msg(__VA_ARGS__);                                                                                 \
	} while (0)

static inline struct review *open_draft(const char *as, size_t draft)
{
	struct review *review;
	struct review_options options = {.folder = "r", .as = as, .draft = model_path(draft)};
	FINE(review_open(&review, &options));
	FINE(review_complete(review));
	return review;
}

static inline void show(const struct wanted *wanted)
{
	struct buffer was = {0}, now = {0};
	model_write_words(&was, &wanted->was);
	model_write_words(&now, &wanted->now);
	print_error("%s: kind %d, block %zd, after %zd, extent %zu, gone %d, base collides %d, decision %d\n  was %s\n "
		    " now %s\n",
		model.branches[wanted->branch].name, wanted->kind, (ssize_t)wanted->block, (ssize_t)wanted->after,
		wanted->extent, wanted->gone, wanted->base_collides, wanted->decision, buffer_string(&was),
		buffer_string(&now));
	buffer_clear(&was);
	buffer_clear(&now);
	if (wanted->base_collides || wanted->kind == AMEND_INSERT)
		return;
	model_write_words(&was, &wanted->base);
	print_error("  of the base %s\n", buffer_string(&was));
	buffer_clear(&was);
}

static inline void show_found(const struct review *review, const struct amendment *amendment)
{
	print_error("%s: kind %d, block %zd, after %zd, extent %zu, gone %d, base collides %d, decision %d\n  was %s\n "
		    " now %s\n",
		review->standing->reviewers[amendment->reviewer].id, amendment->kind, (ssize_t)amendment->block,
		(ssize_t)amendment->after, amendment->extent, amendment->gone, amendment->collides_with_base,
		amendment->decision, buffer_string((struct buffer *)&amendment->was),
		buffer_string((struct buffer *)&amendment->now));
}

static inline bool is_it(const struct review *review, const struct amendment *amendment, const struct wanted *wanted)
{
	struct buffer was = {0}, now = {0};
	model_write_words(&was, &wanted->was);
	model_write_words(&now, &wanted->now);
	bool is = amendment->kind == wanted->kind && amendment->moved_too == wanted->moves &&
		  !strcmp(review->standing->reviewers[amendment->reviewer].id, model.branches[wanted->branch].name) &&
		  text_equal(buffer_text(&amendment->was), buffer_text(&was)) &&
		  text_equal(buffer_text(&amendment->now), buffer_text(&now));
	buffer_clear(&was);
	buffer_clear(&now);
	return is;
}

static inline void compare_collisions(const struct review *review, const struct wanteds *wanteds, size_t i)
{
	const struct wanted *wanted = &wanteds->items[i];
	const struct amendment *found = &review->standing->amendments[wanted->found];
	for (size_t j = 0; j < wanteds->count; j++) {
		const struct wanted *other = &wanteds->items[j];
		bool collides = wanted_stands(wanted) && wanted_stands(other) && wanted_collide(wanted, other),
		     said_so = false;
		if ((wanted->same_as == other->same_as) !=
			(found->same_as == review->standing->amendments[other->found].same_as)) {
			show(wanted);
			show(other);
			BROKEN("these are %sone", wanted->same_as == other->same_as ? "" : "not ");
		}
		for (size_t k = 0; k < found->collide_count; k++)
			said_so |= found->collides[k] == other->found;
		if (collides == said_so)
			continue;
		show(wanted);
		show(other);
		BROKEN("these %s", collides ? "collide, and are not said to" : "are said to collide");
	}
}

/* What the program says is proposed is what is. */
static inline void compare(const struct review *review, struct wanteds *wanteds)
{
	const struct standing *standing = review->standing;
	bool *known = memory_new(standing->amendment_count, sizeof *known);
	for (size_t i = 0; i < wanteds->count; i++) {
		struct wanted *wanted = &wanteds->items[i];
		for (size_t j = 0; j < standing->amendment_count && wanted->found == MODEL_NONE; j++)
			if (!known[j] && is_it(review, &standing->amendments[j], wanted)) {
				wanted->found = j;
				known[j] = true;
			}
		if (wanted->found == MODEL_NONE) {
			show(wanted);
			print_error("instead, of the same branch:\n");
			for (size_t j = 0; j < standing->amendment_count; j++)
				if (!strcmp(standing->reviewers[standing->amendments[j].reviewer].id,
					    model.branches[wanted->branch].name))
					show_found(review, &standing->amendments[j]);
			BROKEN("the first is not proposed");
		}
		const struct amendment *found = &standing->amendments[wanted->found];
		if (found->collides_with_base != wanted->base_collides || found->decision != wanted->decision ||
			found->gone != wanted->gone || found->block != wanted->block ||
			found->extent != wanted->extent || found->after != wanted->after) {
			show(wanted);
			show_found(review, found);
			BROKEN("the program says the latter");
		}
	}
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (!known[i]) {
			show_found(review, &standing->amendments[i]);
			BROKEN("nobody proposes this");
		}
	for (size_t i = 0; i < wanteds->count; i++)
		compare_collisions(review, wanteds, i);
	free(known);
}

static inline void write_branches(void)
{
	FILE *out = popen("cd r && git fast-import --quiet", "w");
	assert_non_null(out);
	model_stream(out, &model);
	assert_int_equal(pclose(out), 0);
	if (model.past_count == 1)
		assert_int_equal(shell("cd r && git update-ref %s refs/heads/main", model_tag(0)), 0);
}

static inline void check_text(const char *name, struct snapshot *snapshot, size_t draft, const struct model_text *text)
{
	struct buffer wanted = {0}, got = {0};
	model_write(&wanted, text);
	FINE(snapshot_read(&got, snapshot, model_path(draft), DRAFT_LIMIT));
	if (!text_equal(buffer_text(&wanted), buffer_text(&got))) {
		FINE(file_write("wanted", buffer_text(&wanted), 0644));
		FINE(file_write("got", buffer_text(&got), 0644));
		(void)shell("diff wanted got >&2");
		BROKEN("draft %zu of %s is not what was decided", draft + 1, name);
	}
	buffer_clear(&wanted);
	buffer_clear(&got);
}

static inline size_t number(const char *name, size_t otherwise)
{
	const char *value = getenv(name);
	return value ? strtoul(value, NULL, 10) : otherwise;
}

#endif
