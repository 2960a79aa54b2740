#include "text/worddiff.h"

#include <stdlib.h>

#include "base/array.h"
#include "text/myers.h"
#include "text/utf8.h"
#include "text/visible.h"

/* One of the two texts in the search. Words that occur in one text only are changed beyond doubt and are left out. */
struct strand {
	const struct words *words;
	size_t first, last; /* tokens between the equal beginnings and ends */
	bool *changed;      /* of token first + i */
	uint32_t *ids;      /* of the tokens in the search: equal for equal words */
	size_t *tokens;     /* which token each of them is, from `first` */
	bool *found;        /* of these: changed, as the search found */
	size_t count;
};

struct search {
	struct strand old, new;
};

/* --- equal words get equal numbers --- */

struct entry {
	const struct words *words; /* NULL: free */
	size_t token;
	bool in_old, in_new;
};

struct index {
	struct entry *entries;
	size_t mask;
};

static size_t index_find(struct index *index, const struct words *words, size_t token)
{
	size_t at = (words->items[token].key * 0x9e3779b97f4a7c15U >> 20) & index->mask;
	for (;; at = (at + 1) & index->mask) {
		struct entry *entry = &index->entries[at];
		if (!entry->words)
			*entry = (struct entry){words, token, false, false};
		if (words_same_at(entry->words, entry->token, words, token))
			return at;
	}
}

static void strand_open(struct strand *strand, struct index *index, bool old)
{
	size_t size = strand->last - strand->first;
	strand->changed = memory_new(size, sizeof *strand->changed);
	strand->ids = memory_new(size, sizeof *strand->ids);
	strand->tokens = memory_new(size, sizeof *strand->tokens);
	strand->found = memory_new(size, sizeof *strand->found);
	for (size_t i = 0; i < size; i++) {
		size_t at = index_find(index, strand->words, strand->first + i);
		strand->ids[i] = (uint32_t)at;
		*(old ? &index->entries[at].in_old : &index->entries[at].in_new) = true;
	}
}

static void strand_thin(struct strand *strand, const struct index *index)
{
	size_t size = strand->last - strand->first;
	for (size_t i = 0; i < size; i++) {
		const struct entry *entry = &index->entries[strand->ids[i]];
		strand->changed[i] = !entry->in_old || !entry->in_new;
		if (strand->changed[i])
			continue;
		strand->ids[strand->count] = strand->ids[i];
		strand->tokens[strand->count++] = i;
	}
}

static void strand_close(struct strand *strand)
{
	free(strand->changed);
	free(strand->ids);
	free(strand->tokens);
	free(strand->found);
}

static void search_open(struct search *search)
{
	size_t tokens = search->old.last - search->old.first + search->new.last - search->new.first;
	size_t room = 16;
	while (room < tokens * 2)
		room *= 2;
	struct index index = {memory_new(room, sizeof *index.entries), room - 1};
	strand_open(&search->old, &index, true);
	strand_open(&search->new, &index, false);
	strand_thin(&search->old, &index);
	strand_thin(&search->new, &index);
	free(index.entries);
}

static void strand_mark(struct strand *strand)
{
	for (size_t i = 0; i < strand->count; i++)
		strand->changed[strand->tokens[i]] = strand->found[i];
}

static void search_run(struct search *search)
{
	struct myers_run old = {search->old.ids, search->old.count, search->old.found};
	struct myers_run new = {search->new.ids, search->new.count, search->new.found};
	myers_compare(&old, &new);
	strand_mark(&search->old);
	strand_mark(&search->new);
}

static void search_close(struct search *search)
{
	strand_close(&search->old);
	strand_close(&search->new);
}

/* --- from changed words to hunks --- */

static void collect(struct worddiff *out, const struct search *search)
{
	const struct strand *old = &search->old, *new = &search->new;
	size_t i = 0, j = 0, olds = old->last - old->first, news = new->last - new->first;
	while (i < olds || j < news) {
		size_t old_start = i, new_start = j;
		while (i < olds && old->changed[i])
			i++;
		while (j < news && new->changed[j])
			j++;
		if (i == old_start && j == new_start) {
			i++;
			j++;
			continue;
		}
		struct worddiff_hunk *hunk = ARRAY_ADD(out->hunks, out->count, out->capacity);
		*hunk = (struct worddiff_hunk){
			old->first + old_start, old->first + i, new->first + new_start, new->first + j};
	}
}

/* Whether a pure insertion or deletion may as well stand one word later. */
static bool slides(const struct worddiff_hunk *hunk, const struct words *old, const struct words *new)
{
	if (hunk->old_end == old->count || hunk->new_end == new->count)
		return false;
	if (hunk->old_start == hunk->old_end)
		return words_same_at(new, hunk->new_start, new, hunk->new_end);
	return hunk->new_start == hunk->new_end && words_same_at(old, hunk->old_start, old, hunk->old_end);
}

/* Moves hunks as late as they can stand, from the last to the first; what then touches becomes one. */
static void settle(struct worddiff *diff, const struct words *old, const struct words *new)
{
	size_t kept = diff->count; /* hunks[kept..count) are settled */
	for (size_t i = diff->count; i-- > 0;) {
		struct worddiff_hunk hunk = diff->hunks[i];
		for (;;) {
			const struct worddiff_hunk *next = &diff->hunks[kept];
			if (kept < diff->count && hunk.old_end == next->old_start && hunk.new_end == next->new_start) {
				hunk.old_end = next->old_end;
				hunk.new_end = next->new_end;
				kept++;
			} else if (slides(&hunk, old, new)) {
				hunk = (struct worddiff_hunk){
					hunk.old_start + 1, hunk.old_end + 1, hunk.new_start + 1, hunk.new_end + 1};
			} else {
				break;
			}
		}
		diff->hunks[--kept] = hunk;
	}
	diff->count -= kept;
	if (kept > 0)
		memmove(diff->hunks, diff->hunks + kept, diff->count * sizeof *diff->hunks);
}

void worddiff_run(struct worddiff *out, const struct words *old, const struct words *new)
{
	size_t start = 0, old_end = old->count, new_end = new->count;
	out->count = 0;
	while (start < old_end && start < new_end && words_same_at(old, start, new, start))
		start++;
	while (old_end > start && new_end > start && words_same_at(old, old_end - 1, new, new_end - 1)) {
		old_end--;
		new_end--;
	}
	if (start == old_end && start == new_end)
		return;
	if (start == old_end || start == new_end) {
		struct worddiff_hunk *hunk = ARRAY_ADD(out->hunks, out->count, out->capacity);
		*hunk = (struct worddiff_hunk){start, old_end, start, new_end};
	} else {
		struct search search = {.old = {.words = old, .first = start, .last = old_end},
			.new = {.words = new, .first = start, .last = new_end}};
		search_open(&search);
		search_run(&search);
		collect(out, &search);
		search_close(&search);
	}
	settle(out, old, new);
}

void worddiff_clear(struct worddiff *diff)
{
	free(diff->hunks);
	*diff = (struct worddiff){0};
}

/* --- for showing --- */

static struct worddiff_run *add_run(
	struct worddiff_runs *out, enum worddiff_kind kind, struct text whole, size_t start, size_t end)
{
	static struct worddiff_run none;
	if (start == end)
		return &none;
	struct worddiff_run *run = ARRAY_ADD(out->items, out->count, out->capacity);
	*run = (struct worddiff_run){.kind = kind, .text = {whole.bytes + start, end - start}};
	return run;
}

static void add_alike(struct worddiff_run *run, bool alike, struct text other)
{
	run->alike = alike;
	run->other = other;
}

/* Where token i starts; the end of the text for the one behind the last. */
static size_t token_start(const struct words *words, size_t i)
{
	return i < words->count ? words->items[i].start : words->text.size;
}

/* The words of tokens start up to end, without the blanks behind them. */
static struct text phrase(const struct words *words, size_t start, size_t end)
{
	if (start == end)
		return text_of("");
	size_t from = words->items[start].start;
	return (struct text){words->text.bytes + from, words->items[end - 1].end - from};
}

static bool looks_alike(const struct words *old, const struct words *new, const struct worddiff_hunk *hunk)
{
	return visible_alike(phrase(old, hunk->old_start, hunk->old_end), phrase(new, hunk->new_start, hunk->new_end));
}

/* Where the deleted bytes start. Behind the new text's last word there is no blank to keep the two apart: then the old
 * text's own blank is shown as deleted with the words. */
static size_t deleted_start(const struct words *old, const struct words *new, const struct worddiff_hunk *hunk)
{
	bool bare = hunk->new_start == new->count && hunk->new_start > 0 &&
		    new->items[new->count - 1].end == new->text.size;
	return bare && hunk->old_start > 0 ? old->items[hunk->old_start - 1].end : token_start(old, hunk->old_start);
}

/* Two texts in step, word by word: what differs between equal words in bytes, for showing, is collected in `out`. */
struct typography {
	const struct words *old, *new;
	struct worddiff out;
	bool layout; /* spaces and line ends between words count too */
};

/* Adds what changed; what touches the hunk before becomes one with it. */
static void add_hunk(struct worddiff *out, struct worddiff_hunk hunk)
{
	struct worddiff_hunk *last = out->count ? &out->hunks[out->count - 1] : NULL;
	if (last && last->old_end >= hunk.old_start && last->new_end >= hunk.new_start) {
		last->old_end = hunk.old_end > last->old_end ? hunk.old_end : last->old_end;
		last->new_end = hunk.new_end > last->new_end ? hunk.new_end : last->new_end;
		return;
	}
	*(struct worddiff_hunk *)ARRAY_ADD(out->hunks, out->count, out->capacity) = hunk;
}

static struct text gap(const struct words *words, size_t i)
{
	const struct word *word = &words->items[i];
	return (struct text){words->text.bytes + word->end, word->next - word->end};
}

/* Spaces and line ends only: how a text is laid out in its file. */
static bool is_layout(struct text blanks)
{
	return text_trim(blanks).size == 0;
}

static bool gaps_differ(const struct typography *typography, size_t i, size_t j)
{
	struct text old = gap(typography->old, i), new = gap(typography->new, j);
	if (text_equal(old, new))
		return false;
	return typography->layout || !is_layout(old) || !is_layout(new);
}

/* Equal words from i and j on, as many as `count`. A blank that differs is shown between its two words. */
static void compare_bytes(struct typography *typography, size_t i, size_t j, size_t count)
{
	for (size_t k = 0; k < count; k++, i++, j++) {
		if (!text_equal(phrase(typography->old, i, i + 1), phrase(typography->new, j, j + 1)))
			add_hunk(&typography->out, (struct worddiff_hunk){i, i + 1, j, j + 1});
		if (k + 1 < count && gaps_differ(typography, i, j))
			add_hunk(&typography->out, (struct worddiff_hunk){i, i + 2, j, j + 2});
	}
}

/* Puts the hunks of what differs in bytes only between those of the words. Where nothing else differs, the layout does.
 */
static void add_typography(struct worddiff *diff, const struct words *old, const struct words *new)
{
	struct typography typography = {.old = old, .new = new};
	size_t i = 0, j = 0;
	for (size_t k = 0; k < diff->count; k++) {
		const struct worddiff_hunk *hunk = &diff->hunks[k];
		compare_bytes(&typography, i, j, hunk->old_start - i);
		add_hunk(&typography.out, *hunk);
		i = hunk->old_end;
		j = hunk->new_end;
	}
	compare_bytes(&typography, i, j, old->count - i);
	if (!typography.out.count) {
		typography.layout = true;
		compare_bytes(&typography, 0, 0, old->count);
	}
	worddiff_clear(diff);
	*diff = typography.out;
}

void worddiff_texts(struct worddiff_runs *out, struct text old_text, struct text new_text)
{
	struct words old = {0}, new = {0};
	struct worddiff diff = {0};
	words_split(&old, old_text);
	words_split(&new, new_text);
	worddiff_run(&diff, &old, &new);
	add_typography(&diff, &old, &new);
	out->count = 0;
	size_t shown = 0;
	for (size_t i = 0; i < diff.count; i++) {
		const struct worddiff_hunk *hunk = &diff.hunks[i];
		bool alike = looks_alike(&old, &new, hunk);
		size_t new_start = token_start(&new, hunk->new_start), new_end = token_start(&new, hunk->new_end);
		size_t old_start = deleted_start(&old, &new, hunk), old_end = token_start(&old, hunk->old_end);
		add_run(out, WORDDIFF_KEPT, new_text, shown, new_start);
		if (hunk->old_end > hunk->old_start)
			add_alike(add_run(out, WORDDIFF_DELETED, old_text, old_start, old_end), alike,
				text_part(new_text, new_start, new_end));
		add_alike(add_run(out, WORDDIFF_INSERTED, new_text, new_start, new_end), alike,
			text_part(old_text, old_start, old_end));
		shown = new_end;
	}
	add_run(out, WORDDIFF_KEPT, new_text, shown, new_text.size);
	worddiff_clear(&diff);
	words_clear(&old);
	words_clear(&new);
}

void worddiff_runs_clear(struct worddiff_runs *runs)
{
	free(runs->items);
	*runs = (struct worddiff_runs){0};
}

static struct text trim_blanks(struct text text)
{
	int32_t point;
	while (text.size > 0) {
		size_t size = utf8_step(text, 0, &point);
		if (!utf8_is_blank(point))
			break;
		text.bytes += size;
		text.size -= size;
	}
	while (text.size > 0) {
		size_t last = utf8_back(text, text.size);
		utf8_step(text, last, &point);
		if (!utf8_is_blank(point))
			break;
		text.size = last;
	}
	return text;
}

void worddiff_plain(struct buffer *out, struct text old, struct text new)
{
	static const char *const open[] = {"", "[-", "{+"}, *const close[] = {"", "-]", "+}"};
	struct worddiff_runs runs = {0};
	worddiff_texts(&runs, old, new);
	size_t begin = out->size;
	for (size_t i = 0; i < runs.count; i++) {
		const struct worddiff_run *run = &runs.items[i];
		struct text text = trim_blanks(run->text);
		if (text.size == 0)
			continue;
		if (out->size > begin)
			buffer_add_byte(out, ' ');
		buffer_add_string(out, open[run->kind]);
		if (run->alike)
			visible_points(out, text, trim_blanks(run->other));
		else
			visible_add(out, text, VISIBLE_ONE_LINE);
		buffer_add_string(out, close[run->kind]);
	}
	worddiff_runs_clear(&runs);
}
