#include "spelling/dictionary.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <iconv.h>
#include <hunspell/hunspell.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "spelling/hyphens.h"
#include "spelling/stems.h"
#include "text/utf8.h"

struct dictionary {
	Hunhandle *handle;
	iconv_t to, from;    /* (iconv_t)-1 where the dictionary is UTF-8 itself */
	struct buffer given; /* the word as hunspell is given it */
	char *words;         /* the path of its list */
	struct hyphens hyphens;
	struct stems stems;
	bool stems_known;
};

/* hunspell 1.7.1 must not open two at once. */
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

/* --- finding the files */

static bool both_there(struct buffer *affix, struct buffer *words)
{
	return access(buffer_string(affix), R_OK) == 0 && access(buffer_string(words), R_OK) == 0;
}

static bool named_at(struct buffer *affix, struct buffer *words, struct text folder, const char *name)
{
	buffer_empty(affix);
	buffer_format(affix, "%.*s/%s.aff", (int)folder.size, folder.bytes, name);
	buffer_empty(words);
	buffer_format(words, "%.*s/%s.dic", (int)folder.size, folder.bytes, name);
	return both_there(affix, words);
}

/* Any country's dictionary of the language, the first by name. */
static bool any_country_at(struct buffer *affix, struct buffer *words, struct text folder, const char *language)
{
	struct buffer pattern = {0};
	buffer_format(&pattern, "%.*s/%s_*.aff", (int)folder.size, folder.bytes, language);
	glob_t found;
	bool there = false;
	if (glob(buffer_string(&pattern), 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc && !there; i++) {
			size_t size = strlen(found.gl_pathv[i]) - strlen(".aff");
			buffer_empty(affix);
			buffer_add_string(affix, found.gl_pathv[i]);
			buffer_empty(words);
			buffer_format(words, "%.*s.dic", (int)size, found.gl_pathv[i]);
			there = both_there(affix, words);
		}
		globfree(&found);
	}
	buffer_clear(&pattern);
	return there;
}

static bool plain_name(const char *language)
{
	size_t size = strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
	return size > 0 && language[size] == '\0';
}

static bool found_in(struct buffer *affix, struct buffer *words, struct text folder, const char *language)
{
	static const char *const usual[][2] = {{"fr", "fr_FR"}, {"en", "en_US"}, {"en", "en_GB"}, {"es", "es_ES"}};
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (strcmp(usual[i][0], language) == 0 && named_at(affix, words, folder, usual[i][1]))
			return true;
	return named_at(affix, words, folder, language) || any_country_at(affix, words, folder, language);
}

static const char *package_of(const char *language)
{
	return strncmp(language, "en", 2) == 0 ? "en-us" : language;
}

static const struct fault *find_files(struct buffer *affix, struct buffer *words, const char *language)
{
	const char *own = getenv("DICPATH");
	struct buffer places = {0};
	if (own)
		buffer_format(&places, "%s:", own);
	buffer_add_string(&places, "/usr/share/hunspell:/usr/share/myspell/dicts");
	bool found = false;
	struct text rest = buffer_text(&places);
	while (plain_name(language) && rest.size > 0 && !found) {
		const char *colon = memchr(rest.bytes, ':', rest.size);
		size_t size = colon ? (size_t)(colon - rest.bytes) : rest.size;
		if (size > 0)
			found = found_in(affix, words, text_part(rest, 0, size), language);
		rest = text_part(rest, size + 1, rest.size);
	}
	buffer_clear(&places);
	if (found)
		return NULL;
	return fault_new(FAULT_DICTIONARY, _("no dictionary for the language %s: install the package hunspell-%s"),
		language, package_of(language));
}

static const struct fault *add_identity(struct buffer *out, struct buffer *path)
{
	struct stat status;
	if (stat(buffer_string(path), &status) < 0)
		return fault_system(_("cannot read %s"), buffer_string(path));
	buffer_format(out, "%s %lld %lld.%09ld\n", buffer_string(path), (long long)status.st_size,
		(long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
	return NULL;
}

const struct fault *dictionary_find(char **identity, const char *language)
{
	struct buffer affix = {0}, words = {0}, out = {0};
	const struct fault *fault = find_files(&affix, &words, language);
	if (!fault)
		fault = add_identity(&out, &affix);
	if (!fault)
		fault = add_identity(&out, &words);
	if (!fault)
		*identity = buffer_take(&out);
	buffer_clear(&affix);
	buffer_clear(&words);
	buffer_clear(&out);
	return fault;
}

/* --- opening */

/* hunspell says nothing of a dictionary cut short: the first line of the word list tells how many there should be,
 * roughly (some dictionaries count wrongly by a little). */
static const struct fault *check_whole(struct buffer *list, struct buffer *path)
{
	enum { LIST_LIMIT = 256 << 20 };
	const struct fault *fault = file_read(list, buffer_string(path), LIST_LIMIT);
	if (fault)
		return fault;
	unsigned long announced = strtoul(buffer_string(list), NULL, 10), there = 0;
	for (const char *at = buffer_string(list), *end = at + list->size; (at = memchr(at, '\n', (size_t)(end - at)));
		at++)
		there++;
	if (announced == 0 || there < announced - announced / 20)
		return fault_new(FAULT_DICTIONARY, _("the dictionary %s is not whole: install its package again"),
			buffer_string(path));
	return NULL;
}

static const struct fault *open_encoding(struct dictionary *dictionary, struct buffer *path)
{
	const char *encoding = Hunspell_get_dic_encoding(dictionary->handle);
	if (strcmp(encoding, "UTF-8") == 0)
		return NULL;
	/* hunspell names "microsoft-cp1251" and the like its own way */
	const char *known = strncmp(encoding, "microsoft-", 10) == 0 ? encoding + 10 : encoding;
	dictionary->to = iconv_open(known, "UTF-8");
	dictionary->from = iconv_open("UTF-8", known);
	if (dictionary->to == (iconv_t)-1 || dictionary->from == (iconv_t)-1)
		return fault_new(
			FAULT_DICTIONARY, _("the dictionary %s is in an unknown encoding"), buffer_string(path));
	return NULL;
}

const struct fault *dictionary_open(struct dictionary **out, const char *language)
{
	struct buffer affix = {0}, words = {0}, list = {0};
	struct dictionary *dictionary = NULL;
	const struct fault *fault = find_files(&affix, &words, language);
	if (fault)
		goto done;
	fault = check_whole(&list, &words);
	if (fault)
		goto done;
	dictionary = memory_new(1, sizeof *dictionary);
	hyphens_read(&dictionary->hyphens, buffer_text(&list));
	buffer_clear(&list);
	dictionary->to = dictionary->from = (iconv_t)-1;
	dictionary->words = memory_string(buffer_string(&words));
	pthread_mutex_lock(&opening);
	dictionary->handle = Hunspell_create(buffer_string(&affix), buffer_string(&words));
	pthread_mutex_unlock(&opening);
	if (!dictionary->handle)
		fault = fault_new(FAULT_DICTIONARY, _("cannot load the dictionary %s"), buffer_string(&words));
	else
		fault = open_encoding(dictionary, &words);
done:
	if (fault)
		dictionary_close(dictionary);
	else
		*out = dictionary;
	buffer_clear(&affix);
	buffer_clear(&words);
	buffer_clear(&list);
	return fault;
}

void dictionary_close(struct dictionary *dictionary)
{
	if (!dictionary)
		return;
	if (dictionary->handle)
		Hunspell_destroy(dictionary->handle);
	if (dictionary->to != (iconv_t)-1)
		iconv_close(dictionary->to);
	if (dictionary->from != (iconv_t)-1)
		iconv_close(dictionary->from);
	buffer_clear(&dictionary->given);
	stems_clear(&dictionary->stems);
	hyphens_clear(&dictionary->hyphens);
	free(dictionary->words);
	free(dictionary);
}

/* --- words in and out */

/* False where a character has no place in the other encoding. */
static bool convert(iconv_t converter, struct buffer *out, struct text text)
{
	char *in = (char *)text.bytes;
	size_t left = text.size;
	iconv(converter, NULL, NULL, NULL, NULL);
	while (left > 0) {
		buffer_reserve(out, left * 4 + 16);
		char *to = out->bytes + out->size;
		size_t room = out->capacity - out->size, before = room;
		size_t done = iconv(converter, &in, &left, &to, &room);
		out->size += before - room;
		if (done == (size_t)-1 && errno != E2BIG)
			return false;
	}
	return true;
}

static bool word_like(struct text word)
{
	if (word.size == 0 || word.size > DICTIONARY_WORD_LIMIT || !utf8_valid(word, NULL))
		return false;
	for (size_t i = 0; i < word.size; i++)
		if ((unsigned char)word.bytes[i] < ' ' || word.bytes[i] == 0x7f)
			return false;
	return true;
}

/* The word as hunspell takes it; NULL when it cannot be one. Good until the next. */
static const char *given(struct dictionary *dictionary, struct text word)
{
	if (!word_like(word))
		return NULL;
	buffer_empty(&dictionary->given);
	if (dictionary->to == (iconv_t)-1)
		buffer_add(&dictionary->given, word);
	else if (!convert(dictionary->to, &dictionary->given, word))
		return NULL;
	return buffer_string(&dictionary->given);
}

static void add_lines(struct dictionary *dictionary, struct buffer *out, char **lines, int count)
{
	for (int i = 0; i < count; i++) {
		size_t before = out->size;
		if (dictionary->from == (iconv_t)-1)
			buffer_add_string(out, lines[i]);
		else if (!convert(dictionary->from, out, text_of(lines[i]))) {
			out->size = before;
			continue;
		}
		buffer_add_byte(out, '\n');
	}
	Hunspell_free_list(dictionary->handle, &lines, count);
}

bool dictionary_has(struct dictionary *dictionary, struct text word)
{
	const char *asked = given(dictionary, word);
	return asked && Hunspell_spell(dictionary->handle, asked) != 0;
}

void dictionary_analyse(struct dictionary *dictionary, struct text word, struct buffer *out)
{
	const char *asked = given(dictionary, word);
	char **lines = NULL;
	int count = asked ? Hunspell_analyze(dictionary->handle, &lines, asked) : 0;
	if (count > 0)
		add_lines(dictionary, out, lines, count);
}

void dictionary_suggest(struct dictionary *dictionary, struct text word, struct buffer *out)
{
	const char *asked = given(dictionary, word);
	char **lines = NULL;
	int count = asked ? Hunspell_suggest(dictionary->handle, &lines, asked) : 0;
	if (count > 0)
		add_lines(dictionary, out, lines, count);
}

bool dictionary_add(struct dictionary *dictionary, struct text word, struct text model)
{
	const char *asked = given(dictionary, word);
	if (!asked)
		return false;
	hyphens_read(&dictionary->hyphens, word);
	if (model.size == 0)
		return Hunspell_add(dictionary->handle, asked) == 0;
	char *example = memory_string(asked);
	const char *like = given(dictionary, model);
	bool added = like && Hunspell_add_with_affix(dictionary->handle, example, like) == 0;
	if (!added)
		Hunspell_add(dictionary->handle, example);
	free(example);
	return added;
}

bool dictionary_inflects(struct dictionary *dictionary, struct text model)
{
	/* hunspell can only be asked by adding a word: one that no text has. */
	static const char nobodys[] = "qxqzparapheqxqz";
	const char *like = given(dictionary, model);
	return like && Hunspell_add_with_affix(dictionary->handle, nobodys, like) == 0;
}

/* Without its list nothing is near. */
static void read_stems(struct dictionary *dictionary)
{
	FILE *file = fopen(dictionary->words, "re");
	char *line = NULL;
	size_t room = 0;
	ssize_t size;
	struct buffer converted = {0};
	while (file && (size = getline(&line, &room, file)) > 0) {
		struct text word = {line, (size_t)size};
		buffer_empty(&converted);
		if (dictionary->from == (iconv_t)-1)
			stems_add(&dictionary->stems, word);
		else if (convert(dictionary->from, &converted, word))
			stems_add(&dictionary->stems, buffer_text(&converted));
	}
	buffer_clear(&converted);
	free(line);
	if (file)
		fclose(file);
}

bool dictionary_near(struct dictionary *dictionary, struct text word)
{
	if (!dictionary->stems_known)
		read_stems(dictionary);
	dictionary->stems_known = true;
	return stems_near(&dictionary->stems, word);
}

bool dictionary_may_join(struct dictionary *dictionary, struct text word)
{
	return dictionary->to != (iconv_t)-1 || hyphens_may_begin(&dictionary->hyphens, word);
}
