#include "review/visit.h"

#include "base/array.h"
#include "json/json.h"
#include "text/words.h"

enum { VISIT_LIMIT = 4 * 1024 * 1024 };

static char *visit_path(const struct review *review)
{
	char *path = NULL;
	char *name =
		review->identity.id ? memory_format("visit-%s.json", review->identity.id) : memory_string("visit.json");
	if (!review->journal || journal_private(&path, review->journal, name))
		path = NULL;
	free(name);
	return path;
}

static void read_tips(struct visit *out, const struct json *tips)
{
	for (size_t i = 0; i < json_count(tips); i++) {
		const char *ref = json_find_string(json_at(tips, i), "ref");
		const char *tip = json_find_string(json_at(tips, i), "tip");
		struct oid oid;
		if (!ref || !tip || !oid_parse(&oid, tip))
			continue;
		struct branch *branch = ARRAY_ADD(out->tips.items, out->tips.count, out->tips.capacity);
		branch->ref = memory_string(ref);
		branch->name = memory_string("");
		branch->tip = oid;
	}
}

static void visit_parse(struct visit *out, const struct json *root)
{
	const char *place = json_find_string(root, "place"), *tip = json_find_string(root, "base");
	const char *when = json_find_string(root, "when");
	out->draft = memory_string(json_find_string(root, "draft"));
	out->first = !tip || !oid_parse(&out->base_tip, tip);
	if (place)
		number_parse(&out->place, text_of(place));
	if (when)
		clock_parse(&out->when, when);
	out->help_seen = json_is_true(json_find(root, "help"));
	read_tips(out, json_find(root, "tips"));
}

void visit_read(struct visit *out, const struct review *review)
{
	struct buffer bytes = {0};
	struct json *root = NULL;
	char *path = visit_path(review);
	*out = (struct visit){.first = true};
	if (path && !file_read(&bytes, path, VISIT_LIMIT) && !json_read(&root, buffer_text(&bytes)))
		visit_parse(out, root);
	json_free(root);
	buffer_clear(&bytes);
	free(path);
}

static void write_tip(struct json *tips, const char *ref, const struct oid *tip)
{
	char hex[OID_HEX];
	struct json *item = json_add_object(tips, NULL);
	oid_format(hex, tip);
	json_add_string(item, "ref", ref);
	json_add_string(item, "tip", hex);
}

static void write_seen(struct json *root, const struct review *review)
{
	char hex[OID_HEX], when[CLOCK_TEXT];
	oid_format(hex, &review->base_tip);
	clock_format(when, clock_now());
	json_add_string(root, "base", hex);
	json_add_string(root, "when", when);
	struct json *tips = json_add_array(root, "tips");
	for (size_t i = 0; i < review->standing->reviewer_count; i++) {
		const struct reviewer *reviewer = &review->standing->reviewers[i];
		if (reviewer->has_local)
			write_tip(tips, reviewer->id, &reviewer->local);
		if (reviewer->has_remote && (!reviewer->has_local || !oid_equal(&reviewer->local, &reviewer->remote)))
			write_tip(tips, reviewer->id, &reviewer->remote);
	}
}

static void write_earlier(struct json *root, const struct visit *visit)
{
	char hex[OID_HEX], when[CLOCK_TEXT];
	if (visit->first)
		return;
	oid_format(hex, &visit->base_tip);
	clock_format(when, visit->when);
	json_add_string(root, "base", hex);
	json_add_string(root, "when", when);
	struct json *tips = json_add_array(root, "tips");
	for (size_t i = 0; i < visit->tips.count; i++)
		write_tip(tips, visit->tips.items[i].ref, &visit->tips.items[i].tip);
}

void visit_write(const struct review *review, const struct visit *visit, struct number place, bool seen)
{
	char number[NUMBER_TEXT];
	struct buffer bytes = {0};
	char *path = visit_path(review);
	if (!path)
		return;
	struct json *root = json_new_object();
	number_format(number, place);
	json_add_string(root, "draft", review_draft(review)->path);
	json_add_string(root, "place", number);
	json_add_bool(root, "help", visit->help_seen);
	if (seen)
		write_seen(root, review);
	else
		write_earlier(root, visit);
	json_write(&bytes, root);
	fault_ignore(file_write(path, buffer_text(&bytes), 0600)); /* the next visit starts as the first did */
	json_free(root);
	buffer_clear(&bytes);
	free(path);
}

void visit_clear(struct visit *visit)
{
	free(visit->draft);
	branches_clear(&visit->tips);
	*visit = (struct visit){0};
}

static struct news *news_add(struct news_list *list, enum news_kind kind, size_t block, size_t remark)
{
	struct news *news = ARRAY_ADD(list->items, list->count, list->capacity);
	news->kind = kind;
	news->block = block;
	news->remark = remark;
	return news;
}

/* The annotations of one folder that were there at the visit. */
static void add_seen(struct map *seen, struct snapshot *snapshot, const char *owner)
{
	struct snapshot_entries files = {0};
	char *folder = memory_format("annotations/%s", owner);
	const struct fault *fault = snapshot_list(&files, snapshot, folder, 20000);
	for (size_t i = 0; !fault && i < files.count; i++)
		map_put(seen, text_of(files.items[i].name), 1);
	snapshot_entries_clear(&files);
	free(folder);
}

/* Everybody's annotations that had been there: each on their own tips, and all on the base. */
static void seen_at(struct map *seen, struct review *review, const struct visit *visit)
{
	const struct standing *standing = review->standing;
	struct snapshot *snapshot = NULL;
	for (size_t i = 0; i < visit->tips.count; i++) {
		if (snapshot_open(&snapshot, review->repository, &visit->tips.items[i].tip))
			continue;
		add_seen(seen, snapshot, visit->tips.items[i].ref);
		snapshot_close(snapshot);
	}
	if (snapshot_open(&snapshot, review->repository, &visit->base_tip))
		return;
	for (size_t i = 0; i < standing->reviewer_count; i++)
		add_seen(seen, snapshot, standing->reviewers[i].id);
	snapshot_close(snapshot);
}

static bool is_new(const struct map *seen, const struct annotation *annotation)
{
	size_t value;
	char *name = memory_format("%s.json", annotation->id);
	bool new = !map_find(seen, text_of(name), &value);
	free(name);
	return new;
}

static bool decides_on_me(const struct review *review, const struct annotation *annotation)
{
	for (size_t i = 0; i < annotation->target_count; i++) {
		const struct target *target = &annotation->targets[i];
		if (annotation->motivation == MODERATING && target->kind == TARGET_AMENDMENT && target->reviewer &&
			!strcmp(target->reviewer, review->identity.id))
			return true;
	}
	return false;
}

static bool answers_me(const struct review *review, size_t index)
{
	const struct standing *standing = review->standing;
	const struct annotation *annotation = standing->remarks[index].annotation;
	size_t parent = standing->threads.entries[index].parent;
	if (parent != THREAD_NONE && annotation->motivation == REPLYING)
		return standing->remarks[parent].reviewer == standing->me;
	return annotation->motivation == COMMENTING && annotation->targets[0].kind == TARGET_AMENDMENT &&
	       annotation->targets[0].reviewer && !strcmp(annotation->targets[0].reviewer, review->identity.id);
}

static void add_remarks(struct news_list *out, struct review *review, const struct visit *visit)
{
	const struct standing *standing = review->standing;
	struct map seen = {0};
	if (!visit->first)
		seen_at(&seen, review, visit);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < standing->threads.count; i++) {
			const struct remark *remark = &standing->remarks[i];
			if (remark->reviewer == standing->me || !remark->verified || !is_new(&seen, remark->annotation))
				continue;
			if (round == 0 && remark->decides && decides_on_me(review, remark->annotation))
				news_add(out, NEWS_DECISION, remark->block, i);
			else if (round == 1 && answers_me(review, i))
				news_add(out, NEWS_REPLY, remark->block, i);
		}
	}
	map_clear(&seen);
}

/* The words of a block of the base as they were at the visit; false when they are the same words. */
static bool words_then(struct buffer *out, const struct review *review, const struct draft *then,
	const struct align *align, size_t block)
{
	size_t old = align->to_old[block];
	if (old == ALIGN_NONE)
		return true;
	if (then->blocks[old].words == review->draft->blocks[block].words)
		return false;
	buffer_add(out, then->blocks[old].text);
	return true;
}

static const struct draft *draft_then(struct review *review, const struct visit *visit)
{
	struct snapshot *snapshot = NULL;
	const struct draft *draft = NULL;
	struct oid blob;
	if (snapshot_open(&snapshot, review->repository, &visit->base_tip))
		return NULL;
	if (snapshot_find(&blob, snapshot, review_draft(review)->path) || review_blob(&draft, review, &blob))
		draft = NULL;
	snapshot_close(snapshot);
	return draft == review->draft ? NULL : draft;
}

/* Lapsed positions, changed paragraphs, those that are gone. */
static void add_changes(struct news_list *out, struct review *review, const struct visit *visit)
{
	const struct standing *standing = review->standing;
	const struct draft *then = draft_then(review, visit);
	struct align align = {0};
	if (!then)
		return;
	align_run(&align, then, review->draft);
	for (size_t i = 0; i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		struct buffer was = {0};
		if (position->reviewer == standing->me && position->lapsed &&
			words_then(&was, review, then, &align, position->block))
			news_add(out, NEWS_LAPSED, position->block, position->remark)->was = was;
		else
			buffer_clear(&was);
	}
	for (size_t block = 0; block < review->draft->count; block++) {
		struct buffer was = {0};
		if (words_then(&was, review, then, &align, block))
			news_add(out, NEWS_CHANGED, block, STANDING_NONE)->was = was;
		else
			buffer_clear(&was);
	}
	for (size_t old = 0; old < then->count; old++) /* nobody is to miss a deletion */
		if (align.to_new[old] == ALIGN_NONE && align.joined_to[old] == ALIGN_NONE)
			buffer_add(&news_add(out, NEWS_CHANGED, STANDING_NONE, STANDING_NONE)->was,
				then->blocks[old].text);
	align_clear(&align);
}

void visit_news(struct news_list *out, struct review *review, const struct visit *visit)
{
	*out = (struct news_list){0};
	if (!review->identity.id || review->standing->me == STANDING_NONE)
		return;
	add_remarks(out, review, visit);
	if (!visit->first)
		add_changes(out, review, visit);
}

void news_clear(struct news_list *news)
{
	for (size_t i = 0; i < news->count; i++)
		buffer_clear(&news->items[i].was);
	free(news->items);
	*news = (struct news_list){0};
}
