#include <string.h>

#include "act/serving.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "commands/nearest.h"
#include "review/wording.h"
#include "text/visible.h"

static const struct option options[] = {
	{"address", "USER@HOST", N_("what is typed behind ssh (what `server-hook install` was told)"), 0, false},
	{"contact", "TEXT", N_("whom to call (what `server-hook install` was told)"), 0, false},
	{0},
};

/* What the option says, else the repository's setting; yours. */
static const struct fault *find_word(
	char **out, const struct call *call, const struct repository *repository, const char *name)
{
	const char *given = options_find(&call->options, name);
	char *setting = memory_format("paraphe.%s", name);
	*out = given ? memory_string(given) : serving_setting(repository, setting);
	free(setting);
	if (*out && strchr(*out, '\n'))
		return fault_new(FAULT_MALFORMED, _("--%s is one line"), name);
	if (*out && (*out)[0])
		return fault_context(visible_check(text_of(*out)), "--%s", name);
	return fault_new(
		FAULT_MALFORMED, _("--%s is missing: give it here, or once to `paraphe server-hook install`"), name);
}

static const struct fault *find_member(
	const struct member **out, const struct consultation *consultation, const char *id)
{
	struct nearest nearest = {.word = id};
	*out = consultation_member(consultation, id);
	if (*out)
		return NULL;
	for (size_t i = 0; i < consultation->member_count; i++)
		nearest_weigh(&nearest, consultation->roster[i].id);
	if (nearest.name)
		return fault_new(
			FAULT_MISSING, _("nobody on the roster is called %.80s; the nearest is %s"), id, nearest.name);
	return fault_new(FAULT_MISSING, _("nobody on the roster is called %.80s"), id);
}

static void paragraph(struct buffer *out, const char *words)
{
	buffer_add_byte(out, '\n');
	call_wrap(out, words, 0);
}

static void write_mail(struct buffer *out, const struct consultation *consultation, const struct member *member,
	const char *address, const char *contact)
{
	struct buffer words = {0};
	const char *title = labels_in(&consultation->title, language_code());
	/* TRANSLATORS: first line of an e-mail; a title */
	buffer_format(&words, _("Subject: %s: the draft is open for reading"), title);
	call_line(out, buffer_string(&words));
	buffer_empty(&words);
	/* TRANSLATORS: a person or a role */
	buffer_format(&words, _("Dear %s,"), member->name);
	paragraph(out, buffer_string(&words));
	buffer_empty(&words);
	buffer_format(&words,
		_("You are invited to read the draft “%s” paragraph by paragraph, to comment, to ask, to propose other "
		  "words, and to initial what you agree to. All you need is a terminal (PowerShell on Windows, "
		  "Terminal elsewhere) and the key you have named to us. Type this line, then Enter:"),
		title);
	paragraph(out, buffer_string(&words));
	buffer_empty(&words);
	buffer_format(&words, "    ssh %s", address);
	buffer_add_byte(out, '\n');
	call_line(out, buffer_string(&words));
	paragraph(out,
		_("The first time, you are asked whether you trust this address: answer “yes”. The arrow keys walk "
		  "through the text, F1 explains every key, q leaves. What you write is saved at once, and all of "
		  "it can be taken back."));
	if (consultation->has_deadline) {
		struct buffer line = {0};
		buffer_empty(&words);
		wording_moment(&words, consultation->deadline); /* whoever reads this is in another zone than here */
		/* TRANSLATORS: a date and time */
		buffer_format(&line, _("The draft closes on %s."), buffer_string(&words));
		paragraph(out, buffer_string(&line));
		buffer_clear(&line);
	}
	buffer_empty(&words);
	/* TRANSLATORS: a person, a telephone number, an address */
	buffer_format(&words, _("If anything does not work, call %s."), contact);
	paragraph(out, buffer_string(&words));
	buffer_clear(&words);
}

static const struct fault *run(struct call *call)
{
	struct review_options wanted = {.folder = call->line->folder};
	struct review *review = NULL;
	const struct member *member = NULL;
	char *address = NULL, *contact = NULL;
	const struct fault *fault = review_open(&review, &wanted);
	if (!fault)
		fault = find_member(&member, &review->consultation, call->options.words[0]);
	if (!fault)
		fault = find_word(&address, call, review->repository, "address");
	if (!fault)
		fault = find_word(&contact, call, review->repository, "contact");
	if (!fault && member->language && !call->line->language)
		language_open(member->language);
	if (!fault)
		write_mail(call->out, &review->consultation, member, address, contact);
	free(address);
	free(contact);
	if (review)
		review_close(review);
	return fault;
}

const struct command command_invite = {"invite", "ID [--address USER@HOST] [--contact TEXT]",
	N_("Prints the e-mail that invites a reviewer, in the reviewer's language: the one line to type, the deadline, "
	   "whom to call."),
	options, 1, 1, run};
