/* placing - where a remark stands in the base today
 *
 * Its paragraph is followed from version to version (following), then the quote is looked for inside that paragraph
 * only: exact, moved, uncertain, lost. A lost one stays beside the nearest surviving neighbour.
 */
#include "review/work.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/following.h"
#include "review/gathering.h"
#include "text/visible.h"
#include "text/words.h"

/* The block of the nearest surviving paragraph before one that is gone. */
static size_t neighbour(const struct followed *followed, size_t paragraph)
{
	for (size_t i = paragraph < followed->count ? paragraph : followed->count; i-- > 0;)
		if (followed->blocks[i] != STANDING_NONE)
			return followed->blocks[i];
	return 0;
}

/* The version cannot be read: the quote alone, if it stands exactly once in the whole draft. */
static void place_by_quote(struct remark *remark, const struct review *review, const struct target *target)
{
	size_t places = 0;
	remark->placement = PLACED_LOST;
	remark->block = target->paragraph && target->paragraph <= review->draft->count ? target->paragraph - 1 : 0;
	for (size_t i = 0; target->quote.exact && i < review->draft->count; i++) {
		size_t start, end;
		const struct fault *fault =
			anchor_search(&start, &end, review->draft->blocks[i].text, text_of(target->quote.exact));
		if (fault && fault_kind(fault) != FAULT_CONFLICT)
			continue;
		places += fault ? 2 : 1;
		if (places == 1) {
			remark->block = i;
			remark->start = start;
			remark->end = end;
		}
	}
	if (places == 1)
		remark->placement = PLACED_UNCERTAIN;
	else
		remark->start = remark->end = 0;
}

/* Its paragraph is known: the quote within it. */
static void place_quote(
	struct remark *remark, struct review *review, const struct target *target, const struct oid *blob)
{
	const struct block *block = &review->draft->blocks[remark->block];
	if (target->quote.exact) {
		remark->placement = anchor_find(&remark->start, &remark->end, &target->quote, block->text);
		return;
	}
	const struct draft *version;
	const struct fault *fault = review_blob(&version, review, blob);
	bool same = !fault && target->paragraph <= version->count &&
		    version->blocks[target->paragraph - 1].words == block->words;
	remark->placement = same ? PLACED_EXACT : PLACED_MOVED;
}

static void place_paragraph(struct remark *remark, struct review *review, const struct target *target)
{
	const char *author = target->reviewer ? target->reviewer : remark->annotation->nickname;
	const struct followed *followed;
	struct oid blob;
	if (!review->draft->count) {
		remark->general = true;
		return;
	}
	if (!target->cached || !oid_parse(&blob, target->cached) || !target->paragraph ||
		following_run(&followed, review, &blob, author)) {
		place_by_quote(remark, review, target);
		return;
	}
	size_t paragraph = target->paragraph - 1;
	if (paragraph < followed->count && followed->blocks[paragraph] != STANDING_NONE) {
		remark->block = followed->blocks[paragraph];
		place_quote(remark, review, target, &blob);
		return;
	}
	remark->placement = PLACED_LOST;
	remark->block = neighbour(followed, paragraph);
}

/* A remark on an amendment stands where the words it speaks of came from. */
static void place_amendment(struct remark *remark, struct review *review, const struct target *target)
{
	struct target before = *target;
	before.quote = (struct quote){0};
	if (target->was_blob && target->was_paragraph) {
		before.cached = target->was_blob;
		before.paragraph = target->was_paragraph;
	}
	place_paragraph(remark, review, &before);
}

static void place_root(struct remark *remark, struct review *review)
{
	const struct target *target = &remark->annotation->targets[0];
	remark->block = STANDING_NONE;
	if (target->kind == TARGET_DOCUMENT || target->kind == TARGET_ANNOTATION) {
		remark->general = true;
		return;
	}
	if (target->source && strcmp(target->source, review_draft(review)->path) != 0) {
		remark->elsewhere = true;
		return;
	}
	if (target->kind == TARGET_AMENDMENT)
		place_amendment(remark, review, target);
	else
		place_paragraph(remark, review, target);
}

static bool secretariat(const void *context, const char *nickname)
{
	const struct review *review = context;
	return nickname && review->consultation.member_count &&
	       consultation_secretariat(&review->consultation, nickname);
}

/* What a found file is worth. */
enum worth { WORTHLESS, FORGED, UNVERIFIED, VERIFIED };

static void say_unreadable(struct review *review, const struct found *found, const char *trouble)
{
	char *shown = visible_take(trouble);
	size_t size = strlen(shown);
	if (size && shown[size - 1] == '.')
		shown[size - 1] = '\0';
	review_remark(review, _("The annotation %s… of %s cannot be read: %s."), found->name + UUID_TEXT - 9,
		review->work->next->reviewers[found->owner].id, shown);
	free(shown);
}

static void say_unverified(struct review *review, const struct found *found, const char *says)
{
	char *branch = visible_take(gathering_source(review, found->source)), *name = visible_take(says);
	review_remark(review, _("On the branch %s lies an annotation that says it is %s's: unverified."), branch, name);
	free(branch);
	free(name);
}

/* Verified is what its owner signs where its owner writes. What lies or says otherwise may be read, but only what
 * people read as words; a file that is the same as a verified one is no news. */
static enum worth found_worth(struct review *review, const struct found *found, const bool *verified)
{
	const struct pooled *pooled = &review->work->pool[found->pooled];
	const struct annotation *annotation = pooled->annotation;
	if (!found->verified && verified[found->pooled])
		return WORTHLESS;
	if (!annotation || strcmp(annotation->id, found->name) != 0) {
		say_unreadable(review, found, annotation ? _("its id is not its file name") : pooled->trouble);
		return WORTHLESS;
	}
	const char *owner = review->work->next->reviewers[found->owner].id;
	bool signs = annotation->nickname && !strcmp(annotation->nickname, owner);
	if (signs && found->verified)
		return VERIFIED;
	say_unverified(review, found, annotation->nickname ? annotation->nickname : "?");
	bool speaks = annotation->motivation == COMMENTING || annotation->motivation == QUESTIONING ||
		      annotation->motivation == REPLYING;
	return !speaks ? WORTHLESS : signs ? UNVERIFIED : FORGED;
}

/* What becomes remarks: of one author and one id the most trusted file, the base's before a branch's. */
struct usable {
	const struct annotation **list;
	size_t count;
	struct map found_of; /* author and id -> its found */
};

/* Two authors may give one id, by mischief: neither hides the other. What is forged has the finder's name to it. */
static void author_key(struct buffer *out, const struct review *review, const struct found *found, enum worth worth)
{
	buffer_empty(out);
	buffer_add_string(out, found->name);
	buffer_add_string(out, worth == VERIFIED ? "=" : "?");
	buffer_add_string(out, review->work->next->reviewers[found->owner].id);
}

static void usable_add(struct usable *usable, struct review *review, size_t index, enum worth worth)
{
	const struct review_work *work = review->work;
	const struct found *found = &work->found[index];
	const struct annotation *annotation = work->pool[found->pooled].annotation;
	struct buffer key = {0};
	size_t other;
	author_key(&key, review, found, VERIFIED);
	bool known = map_find(&usable->found_of, buffer_text(&key), &other);
	author_key(&key, review, found, worth);
	struct text pointer = {(const char *)&annotation, sizeof annotation};
	if (!known && map_put(&usable->found_of, buffer_text(&key), index) &&
		map_put(&usable->found_of, pointer, index))
		usable->list[usable->count++] = annotation;
	buffer_clear(&key);
}

static void usable_find(struct usable *usable, struct review *review)
{
	struct review_work *work = review->work;
	bool *verified = memory_new(work->pool_count, sizeof *verified);
	enum worth *worths = memory_new(work->found_count, sizeof *worths);
	*usable = (struct usable){.list = memory_new(work->found_count, sizeof *usable->list)};
	for (size_t i = 0; i < work->found_count; i++)
		if (work->found[i].verified) {
			worths[i] = found_worth(review, &work->found[i], verified);
			verified[work->found[i].pooled] |= worths[i] == VERIFIED;
		}
	for (size_t i = 0; i < work->found_count; i++)
		if (!work->found[i].verified)
			worths[i] = found_worth(review, &work->found[i], verified);
	for (enum worth worth = VERIFIED; worth > WORTHLESS; worth--)
		for (size_t i = 0; i < work->found_count; i++)
			if (worths[i] == worth)
				usable_add(usable, review, i, worth);
	free(verified);
	free(worths);
}

static void remark_inherit(struct remark *remark, const struct remark *root)
{
	remark->elsewhere = root->elsewhere;
	remark->general = root->general;
	remark->placement = root->placement;
	remark->block = root->block;
	remark->start = root->start;
	remark->end = root->end;
}

/* The author, as far as one is known. */
static void remark_sign(struct remark *remark, const struct review *review, const struct found *found)
{
	const struct standing *next = review->work->next;
	const char *says = remark->annotation->nickname;
	bool signs = says && !strcmp(says, next->reviewers[found->owner].id);
	size_t author = signs || !says ? STANDING_NONE : standing_reviewer(next, says);
	remark->reviewer = author == STANDING_NONE ? found->owner : author;
	remark->verified = signs && found->verified;
	remark->on_base = found->source == 0;
	remark->decides = decision_of(remark->annotation) != DECISION_NONE && remark->verified &&
			  (remark->on_base || decision_allowed(review));
	remark->found = remark->verified ? NULL : visible_take(gathering_source(review, found->source));
}

static void replace(char **string, const char *with)
{
	if (!with)
		return;
	free(*string);
	*string = memory_string(with);
}

/* Somebody off the roster is called what they last called themselves. */
static void author_introduce(struct standing *next, const struct remark *remark)
{
	struct reviewer *author = &next->reviewers[remark->reviewer];
	if (author->member || !remark->verified)
		return;
	replace(&author->name, remark->annotation->name);
	replace(&author->organisation, remark->annotation->organisation);
	replace(&author->group, remark->annotation->group);
}

void placing_run(struct review *review)
{
	struct review_work *work = review->work;
	struct standing *next = work->next;
	struct usable usable;
	usable_find(&usable, review);
	threads_make(&next->threads, usable.list, usable.count, secretariat, review);
	next->remarks = memory_new(next->threads.count, sizeof *next->remarks);
	for (size_t i = 0; i < next->threads.count; i++) {
		const struct thread_entry *entry = &next->threads.entries[i];
		struct remark *remark = &next->remarks[i];
		size_t found = 0;
		map_find(&usable.found_of, (struct text){(const char *)&entry->annotation, sizeof entry->annotation},
			&found);
		remark->annotation = entry->annotation;
		remark->earlier_of = STANDING_NONE;
		remark_sign(remark, review, &work->found[found]);
		author_introduce(next, remark);
		if (entry->root == i)
			place_root(remark, review);
	}
	for (size_t i = 0; i < next->threads.count; i++)
		if (next->threads.entries[i].root != i)
			remark_inherit(&next->remarks[i], &next->remarks[next->threads.entries[i].root]);
	map_clear(&usable.found_of);
	free(usable.list);
}
