#include "act/errand.h"

#include <sys/stat.h>

#include "act/gitwords.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"

void errand_add(struct errand *errand, const char *word)
{
	*ARRAY_ADD(errand->words, errand->count, errand->capacity) = memory_string(word);
}

void errand_begin(struct errand *errand, struct relay *relay, bool asks, const char *const *words, size_t count)
{
	static const char *const settings[] = {"core.fsmonitor=false", "core.hooksPath=/dev/null",
		"core.alternateRefsCommand=true", "core.fsync=loose-object,-reference", "gc.auto=0",
		"maintenance.auto=false", "fetch.fsckObjects=true", "submodule.recurse=false"};
	*errand = (struct errand){.relay = relay, .asks = asks};
	errand_add(errand, "git");
	errand_add(errand, "-C");
	errand_add(errand, relay_place(relay));
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++) {
		errand_add(errand, "-c");
		errand_add(errand, settings[i]);
	}
	for (size_t i = 0; i < count; i++)
		errand_add(errand, words[i]);
}

const struct fault *errand_start(struct errand *errand)
{
	*ARRAY_ADD(errand->words, errand->count, errand->capacity) = NULL;
	const struct child_order order = {
		.arguments = (const char *const *)errand->words,
		.environment = relay_environment(errand->relay, errand->asks),
		.alone = !errand->asks,
	};
	return child_open(&errand->child, &order);
}

const struct fault *errand_run(struct errand *errand)
{
	const struct fault *fault = errand_start(errand);
	if (!fault && !child_wait(errand->child))
		fault = fault_new(FAULT_BUSY, "%s", _("stopped"));
	return fault;
}

void errand_end(struct errand *errand)
{
	child_close(errand->child);
	for (size_t i = 0; i < errand->count; i++)
		free(errand->words[i]);
	free(errand->words);
	*errand = (struct errand){0};
}

/* --- trouble */

/* What is the matter with a file that was to be a bundle. */
static const struct fault *bundle_trouble(const struct exchange *exchange, enum git_trouble trouble, const char *said)
{
	switch (trouble) {
	case GIT_LACKS:
		return fault_new(FAULT_MISSING,
			_("%.300s builds on a version of the draft that is not here yet: fetch first (paraphe sync), "
			  "or "
			  "ask the secretariat for all of it (paraphe bundle FILE, of theirs)"),
			exchange->address);
	case GIT_CUT:
		return fault_new(FAULT_MALFORMED,
			_("%.300s is not whole, a part of it is missing or damaged: have it sent again (%s)"),
			exchange->address, said);
	case GIT_GONE:
	case GIT_NO_BUNDLE:
		return fault_new(FAULT_MALFORMED,
			_("%.300s is not what `paraphe bundle` writes: have the file sent again as it was written, as "
			  "an "
			  "attachment"),
			exchange->address);
	default:
		return fault_new(FAULT_GIT, _("%.300s cannot be opened: %s"), exchange->address, said);
	}
}

static const struct fault *remote_trouble(
	const struct exchange *exchange, enum git_trouble trouble, const char *said, bool asked)
{
	switch (trouble) {
	case GIT_OFFLINE:
		return fault_new(FAULT_BUSY,
			_("%.100s does not answer now; what you wrote is kept: send it later (%s)"), exchange->remote,
			said);
	case GIT_ASKS:
		return fault_new(FAULT_FORBIDDEN,
			asked ? _("%.100s does not let you in: %s")
			      : _("%.100s asks who you are, and there is no terminal to answer at: %s"),
			exchange->remote, said);
	case GIT_GONE:
		return fault_new(FAULT_MISSING,
			_("there is no repository at %.300s, or it does not let you in; what you wrote is kept here "
			  "(%s)"),
			exchange->address, said);
	case GIT_PROTOCOL:
		return fault_new(FAULT_FORBIDDEN,
			_("%.300s is not an address that is used here: it must be one of ssh, https or a folder (%s)"),
			exchange->address, said);
	default:
		return fault_new(FAULT_GIT, _("nothing could be exchanged with %.100s: %s"), exchange->remote, said);
	}
}

const struct fault *errand_trouble(const struct errand *errand, struct exchange *exchange)
{
	struct buffer words = {0};
	enum git_trouble trouble = gitwords_trouble(child_errors(errand->child));
	gitwords_errors(&words, child_errors(errand->child));
	const char *said = words.size ? buffer_string(&words) : "?";
	exchange->trouble = trouble == GIT_OFFLINE                 ? EXCHANGE_OFFLINE
			    : trouble == GIT_ASKS && !errand->asks ? EXCHANGE_ASKS
								   : EXCHANGE_OTHER;
	const struct fault *fault = exchange->is_file ? bundle_trouble(exchange, trouble, said)
						      : remote_trouble(exchange, trouble, said, errand->asks);
	buffer_clear(&words);
	return fault;
}

/* --- the addresses, as git takes them */

static const struct fault *ask_address(char **out, struct exchange *exchange, struct errand *errand)
{
	const struct fault *fault = errand_run(errand);
	if (!fault && child_status(errand->child))
		fault = errand_trouble(errand, exchange);
	if (!fault)
		*out = text_take(text_trim(child_out(errand->child)));
	errand_end(errand);
	return fault;
}

/* Whether what git fetches from is a file. */
static bool is_file(const char *address, const struct relay *relay)
{
	struct stat about;
	char *path = address[0] == '/' ? memory_string(address) : memory_format("%s/%s", relay_place(relay), address);
	bool file = stat(path, &about) == 0 && S_ISREG(about.st_mode);
	free(path);
	return file;
}

const struct fault *errand_addresses(struct exchange *exchange, struct relay *relay, bool asks)
{
	static const char *const fetch[] = {"ls-remote", "--get-url", "--", RELAY_REMOTE};
	static const char *const push[] = {"remote", "get-url", "--push", "--", RELAY_REMOTE};
	struct errand errand;
	exchange->written = memory_string(relay_address(relay));
	errand_begin(&errand, relay, asks, fetch, ARRAY_SIZE(fetch));
	const struct fault *fault = ask_address(&exchange->address, exchange, &errand);
	if (!fault) {
		errand_begin(&errand, relay, asks, push, ARRAY_SIZE(push));
		fault = ask_address(&exchange->push_address, exchange, &errand);
	}
	if (!fault)
		exchange->is_file = is_file(exchange->address, relay);
	return fault;
}
