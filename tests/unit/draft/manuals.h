/* manuals - what Debian ships in several languages, paragraph by paragraph the same: pairs that are known to be right
 *
 * Their HTML is made of one structure filled with each language's words (po4a, DocBook), so piece i of one language is
 * piece i of the other; where the structures differ, the chapter is left out.
 */
#ifndef TEST_MANUALS_H
#define TEST_MANUALS_H

#include "documents.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/file.h"
#include "text/utf8.h"

struct piece {
	char tag; /* 'h' heading, 'p' paragraph, 'l' list item, 'c' code */
	int level;
	char *words;
};

struct pieces {
	struct piece *items;
	size_t count, capacity;
};

static inline void pieces_clear(struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->count; i++)
		free(pieces->items[i].words);
	free(pieces->items);
	*pieces = (struct pieces){0};
}

/* What Markdown would take for a mark goes, and blanks are one. */
static inline void add_plain(struct buffer *out, struct text raw)
{
	static const char marks[] = "#>`*_<[]|~=\\+-";
	bool blank = true;
	for (size_t at = 0; at < raw.size;) {
		int32_t point;
		size_t size = utf8_step(raw, at, &point);
		bool skip = utf8_is_blank(point) || (point < 128 && strchr(marks, (int)point));
		if (!skip || !blank)
			buffer_add(out, skip ? text_of(" ") : text_part(raw, at, at + size));
		blank = skip;
		at += size;
	}
	while (out->size && out->bytes[out->size - 1] == ' ')
		out->size--;
}

static inline void add_piece(struct pieces *out, char tag, int level, struct buffer *raw)
{
	struct buffer plain = {0};
	add_plain(&plain, buffer_text(raw));
	/* "12." and "12)" would begin a list; a lone sign may be anything. */
	bool list = plain.size && plain.bytes[0] >= '0' && plain.bytes[0] <= '9';
	if (plain.size) {
		struct piece *piece = ARRAY_ADD(out->items, out->count, out->capacity);
		piece->tag = tag;
		piece->level = level;
		piece->words = memory_format("%s%s", list ? "n " : "", buffer_string(&plain));
	}
	buffer_clear(&plain);
	buffer_empty(raw);
}

static inline size_t add_entity(struct buffer *out, struct text html, size_t at)
{
	char *end, name[12];
	snprintf(name, sizeof name, "%.*s", (int)(html.size - at < 11 ? html.size - at : 11), html.bytes + at);
	char *semicolon = strchr(name, ';');
	if (!semicolon)
		return at + 1;
	bool hex = name[2] == 'x';
	long point = name[1] == '#' ? strtol(name + (hex ? 3 : 2), &end, hex ? 16 : 10) : ' ';
	utf8_add(out, (int32_t)(point > 0 ? point : ' '));
	return at + (size_t)(semicolon - name) + 1;
}

/* 0: of no interest; ' ': ends what was; else what begins. */
static inline char tag_of(struct text tag, int *level)
{
	static const char *const ends[] = {"table", "ul", "ol", "dl", "div", "html", "th"};
	static const char *const begins[] = {"p", "li", "dt", "dd", "td", "pre"};
	static const char as[] = {'p', 'l', 'p', 'p', 'p', 'c'};
	bool closes = tag.size && tag.bytes[0] == '/';
	struct text name = text_part(tag, closes, tag.size);
	name.size = 0;
	while (closes + name.size < tag.size && strchr(" \n\t/", tag.bytes[closes + name.size]) == NULL)
		name.size++;
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (text_is(name, ends[i]))
			return ' ';
	if (name.size == 2 && name.bytes[0] == 'h' && name.bytes[1] >= '1' && name.bytes[1] <= '6') {
		*level = name.bytes[1] - '0';
		return closes ? ' ' : 'h';
	}
	for (size_t i = 0; i < ARRAY_SIZE(begins); i++)
		if (text_is(name, begins[i]))
			return closes ? ' ' : as[i];
	return 0;
}

static inline void read_html(struct pieces *out, struct text html)
{
	struct buffer raw = {0};
	char now = 0;
	int level = 0;
	const char *head = memmem(html.bytes, html.size, "</head>", 7);
	for (size_t at = head ? (size_t)(head - html.bytes) : 0; at < html.size;) {
		if (html.bytes[at] == '&' && now) {
			at = add_entity(&raw, html, at);
			continue;
		}
		if (html.bytes[at] != '<') {
			if (now)
				buffer_add_byte(&raw, html.bytes[at]);
			at++;
			continue;
		}
		const char *close = memchr(html.bytes + at, '>', html.size - at);
		size_t end = close ? (size_t)(close - html.bytes) : html.size;
		int next_level = 0;
		char tag = tag_of(text_part(html, at + 1, end), &next_level);
		if (tag && now)
			add_piece(out, now, level, &raw);
		if (tag) {
			now = tag == ' ' ? 0 : tag;
			level = next_level;
		}
		at = end + 1;
	}
	buffer_clear(&raw);
}

static inline bool read_page(struct pieces *out, const char *path)
{
	struct buffer html = {0};
	const struct fault *fault = file_read(&html, path, 1 << 24);
	if (!fault)
		read_html(out, buffer_text(&html));
	buffer_clear(&html);
	return !fault;
}

static inline bool same_structure(const struct pieces *a, const struct pieces *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->items[i].tag != b->items[i].tag || a->items[i].level != b->items[i].level)
			return false;
	return true;
}

/* Adds a chapter in both languages, where both are there and have one structure. */
static inline void add_chapter(struct pieces *a, struct pieces *b, const char *path_a, const char *path_b)
{
	struct pieces one = {0}, two = {0};
	if (read_page(&one, path_a) && read_page(&two, path_b) && same_structure(&one, &two))
		for (size_t i = 0; i < one.count; i++) {
			*ARRAY_ADD(a->items, a->count, a->capacity) = one.items[i];
			*ARRAY_ADD(b->items, b->count, b->capacity) = two.items[i];
			one.items[i].words = two.items[i].words = NULL;
		}
	pieces_clear(&one);
	pieces_clear(&two);
}

/* A manual: where its chapters lie, "%1" for the folder's and "%2" for the file's part that is the language's. */
struct manual {
	const char *name, *folder, *end; /* the end of the chapters' names in the first language */
	const char *of[3][3];            /* en, fr, es: what is replaced in the path by the language's own, by pairs */
};

static inline char *replaced_in(const char *path, const char *from, const char *to)
{
	const char *at = from[0] ? strstr(path, from) : NULL;
	return at ? memory_format("%.*s%s%s", (int)(at - path), path, to, at + strlen(from)) : memory_string(path);
}

static inline char *chapter_in(const struct manual *manual, const char *path, size_t language)
{
	char *moved = replaced_in(path, manual->of[0][0], manual->of[language][0]);
	char *named = replaced_in(moved, manual->of[0][1], manual->of[language][1]);
	free(moved);
	return named;
}

static inline void manual_read(struct pieces *a, struct pieces *b, const struct manual *manual, size_t one, size_t two)
{
	struct file_names names = {0};
	assert_null(file_list(&names, manual->folder));
	for (size_t i = 0; i < names.count; i++) {
		size_t size = strlen(names.names[i]), end = strlen(manual->end);
		if (size < end || strcmp(names.names[i] + size - end, manual->end) != 0)
			continue;
		char *path = memory_format("%s/%s", manual->folder, names.names[i]);
		char *path_a = chapter_in(manual, path, one), *path_b = chapter_in(manual, path, two);
		add_chapter(a, b, path_a, path_b);
		free(path_a);
		free(path_b);
		free(path);
	}
	file_names_clear(&names);
}

static const struct manual manuals[] = {
	{"maint-guide", "/usr/share/doc/maint-guide/html", ".en.html",
		{{"/maint-guide/", ".en.", ""}, {"/maint-guide-fr/", ".fr.", ""}, {"/maint-guide-es/", ".es.", ""}}},
	{"aptitude-doc", "/usr/share/doc/aptitude/html/en", ".html",
		{{"/en/", "", ""}, {"/fr/", "", ""}, {"/es/", "", ""}}},
	{"apt-doc", "/usr/share/doc/apt-doc/guide.html", ".html",
		{{"/guide.html/", "", ""}, {"/guide.fr.html/", "", ""}, {"/guide.es.html/", "", ""}}},
	{"debian-reference", "/usr/share/debian-reference", ".en.html",
		{{"", ".en.", ""}, {"", ".fr.", ""}, {"", ".es.", ""}}},
};

#endif
