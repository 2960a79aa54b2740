#include "store/evidence.h"

#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "store/libgit.h"
#include "store/signer.h"

enum { PATIENCE = 10000 /* milliseconds */, NOT_EXECUTABLE = 126, NOT_THERE = 127, SIGNALLED = 128, SIGNALS = 64 };

void verdict_clear(struct verdict *verdict)
{
	free(verdict->by);
	free(verdict->reason);
	*verdict = (struct verdict){0};
}

static void unchecked(struct verdict *out, char *reason)
{
	verdict_clear(out);
	*out = (struct verdict){.is = SIGNATURE_UNCHECKED, .reason = reason};
}

static void silent(struct verdict *out, const char *program)
{
	unchecked(out, memory_format(_("%s does not answer"), program));
	out->silent = true;
}

/* One judgement under way. */
struct hearing {
	const struct evidence *evidence;
	const volatile bool *cancelled;
	struct verdict *out;
	char *path; /* of the signature */
};

/* Runs one of its programs. False: there is nothing more to ask, and the verdict says why. */
static bool ask(const struct hearing *hearing, int *status, struct buffer *said, const char *const words[], bool bytes)
{
	const struct process_limits limits = {PATIENCE, hearing->cancelled};
	const char *program = hearing->evidence->program;
	struct text input = bytes ? buffer_text(&hearing->evidence->bytes) : text_of("");
	const struct fault *fault = signer_ask(status, said, NULL, words, input, limits);
	if (fault && fault_kind(fault) == FAULT_BUSY)
		silent(hearing->out, program);
	else if (fault)
		unchecked(hearing->out, memory_string(fault_text(fault)));
	else if (*status == NOT_THERE)
		unchecked(hearing->out, memory_format(_("%s is not installed"), program));
	else if (*status == NOT_EXECUTABLE || (*status > SIGNALLED && *status <= SIGNALLED + SIGNALS))
		unchecked(hearing->out, memory_format(_("%s does not work"), program));
	else
		return true;
	return false;
}

static bool has(const struct buffer *said, const char *words)
{
	return said->size && memmem(said->bytes, said->size, words, strlen(words));
}

/* The names by which a key may be this reviewer's: the two of the id first, for these tell whose it is. */
enum { BY_ID, BY_ID_ADDRESS, BY_AUTHOR, BY_COMMITTER, NAMES };

struct names {
	const char *items[NAMES]; /* NULL: none */
	char *address;            /* ID@paraphe.invalid */
};

static struct names names_of(const struct evidence *evidence)
{
	struct names names = {.address = memory_format("%s@paraphe.invalid", evidence->reviewer)};
	names.items[BY_ID] = evidence->reviewer;
	names.items[BY_ID_ADDRESS] = names.address;
	names.items[BY_AUTHOR] = evidence->author;
	names.items[BY_COMMITTER] = evidence->committer;
	for (size_t i = BY_AUTHOR; i < NAMES; i++)
		if (!names.items[i][0] || !strcmp(names.items[i], names.address) ||
			(i == BY_COMMITTER && !strcmp(evidence->author, evidence->committer)))
			names.items[i] = NULL;
	return names;
}

static void good(struct verdict *out, const struct names *names, size_t by)
{
	bool address = by == BY_AUTHOR || by == BY_COMMITTER;
	verdict_clear(out);
	*out = (struct verdict){.is = SIGNATURE_GOOD, .by = address ? memory_string(names->items[by]) : NULL};
}

/* --- ssh */

/* The signature by itself, without anything of whose key it is. */
static void judge_unknown_ssh(const struct hearing *hearing, const char *reason)
{
	int status = 0;
	const char *const words[] = {
		hearing->evidence->program, "-Y", "check-novalidate", "-n", "git", "-s", hearing->path, NULL};
	if (!ask(hearing, &status, NULL, words, true))
		return;
	if (status)
		*hearing->out = (struct verdict){.is = SIGNATURE_WRONG};
	else
		unchecked(hearing->out, memory_string(reason));
}

static bool verify_ssh(const struct hearing *hearing, int *status, const char *time, const char *name)
{
	const struct evidence *evidence = hearing->evidence;
	const char *words[] = {evidence->program, "-Y", "verify", "-f", evidence->allowed, "-I", name, "-n", "git",
		"-s", hearing->path, NULL, NULL, NULL, NULL};
	size_t count = 11;
	if (time[0])
		words[count++] = time;
	if (evidence->revoked) {
		words[count++] = "-r";
		words[count++] = evidence->revoked;
	}
	return ask(hearing, status, NULL, words, true);
}

static void judge_ssh(const struct hearing *hearing)
{
	const struct evidence *evidence = hearing->evidence;
	struct buffer principals = {0};
	int status = 0;
	if (!evidence->allowed || access(evidence->allowed, R_OK) != 0) {
		judge_unknown_ssh(hearing, evidence->allowed ? _("gpg.ssh.allowedSignersFile cannot be read")
							     : _("no gpg.ssh.allowedSignersFile is named"));
		return;
	}
	char *time = evidence->when[0] ? memory_format("-Overify-time=%s", evidence->when) : memory_string("");
	struct names names = names_of(evidence);
	const char *const find[] = {evidence->program, "-Y", "find-principals", "-f", evidence->allowed, "-s",
		hearing->path, time[0] ? time : NULL, NULL};
	bool going = ask(hearing, &status, &principals, find, false);
	if (going && (status || !principals.size)) {
		judge_unknown_ssh(hearing, _("its key is not among the allowed signers"));
		going = false;
	}
	status = 1;
	for (size_t i = 0; i < NAMES && going && status; i++) {
		going = !names.items[i] || verify_ssh(hearing, &status, time, names.items[i]);
		if (going && names.items[i] && !status)
			good(hearing->out, &names, i);
	}
	if (going && status)
		*hearing->out = (struct verdict){.is = SIGNATURE_WRONG};
	free(names.address);
	free(time);
	buffer_clear(&principals);
}

/* --- OpenPGP and x509 */

/* Whether a name that a key bears is one of these: "ana", "ana@example.org", "Ana <ana@example.org>". */
static bool bears(struct text bears, const char *name)
{
	size_t size = strlen(name);
	if (bears.size == size)
		return strncasecmp(bears.bytes, name, size) == 0;
	return bears.size >= size + 2 && bears.bytes[bears.size - 1] == '>' &&
	       bears.bytes[bears.size - size - 2] == '<' &&
	       strncasecmp(bears.bytes + bears.size - size - 1, name, size) == 0;
}

/* Field N (from 0) of a line "a:b:c". */
static struct text field(struct text line, size_t number)
{
	for (;;) {
		const char *colon = line.size ? memchr(line.bytes, ':', line.size) : NULL;
		size_t size = colon ? (size_t)(colon - line.bytes) : line.size;
		if (!number--)
			return text_part(line, 0, size);
		line = text_part(line, size + 1, line.size);
	}
}

enum vouched { VOUCHED_NOT, VOUCHED_NO_TRUST, VOUCHED };

/* The best that is said of one name in the key's listing. OpenPGP: "uid:f::::…:Ana <ana@example.org>:", f and u are
 * held for valid, r and e are revoked and expired. */
static enum vouched vouch(const struct buffer *listing, const char *name, bool by_uid)
{
	enum vouched best = VOUCHED_NOT;
	struct text rest = buffer_text(listing), line;
	while (text_line(&rest, &line)) {
		struct text validity = field(line, 1);
		char first = validity.size ? validity.bytes[0] : '-';
		if (!text_starts(line, "uid:") || (by_uid && (first == 'r' || first == 'e')))
			continue;
		if (!bears(field(line, 9), name))
			continue;
		if (!by_uid || first == 'f' || first == 'u')
			return VOUCHED;
		best = VOUCHED_NO_TRUST;
	}
	return best;
}

/* Whose key it is that the signature is good by. */
static void judge_key(const struct hearing *hearing, const struct buffer *listing, bool trusted)
{
	bool openpgp = hearing->evidence->format == EVIDENCE_OPENPGP;
	struct names names = names_of(hearing->evidence);
	enum vouched best = VOUCHED_NOT;
	size_t by = NAMES;
	for (size_t i = 0; i < NAMES; i++) {
		enum vouched now = names.items[i] ? vouch(listing, names.items[i], openpgp) : VOUCHED_NOT;
		if (now > best) {
			best = now;
			by = i;
		}
	}
	if (best == VOUCHED && (openpgp || trusted))
		good(hearing->out, &names, by);
	else if (best != VOUCHED_NOT)
		unchecked(hearing->out, memory_string(openpgp ? _("its key is not certified in your keyring")
							      : _("its certificate is not trusted")));
	else
		*hearing->out = (struct verdict){.is = SIGNATURE_WRONG};
	free(names.address);
}

/* The second word of the one line "[GNUPG:] VALIDSIG FINGERPRINT …"; NULL where there is none, or more than one. */
static char *fingerprint_take(const struct buffer *said)
{
	static const char valid[] = "[GNUPG:] VALIDSIG ";
	struct text rest = buffer_text(said), line;
	char *found = NULL;
	size_t count = 0;
	while (text_line(&rest, &line)) {
		if (!text_starts(line, valid) || count++)
			continue;
		struct text words = text_part(line, sizeof valid - 1, line.size);
		size_t size = 0;
		while (size < words.size && words.bytes[size] != ' ')
			size++;
		found = text_take(text_part(words, 0, size));
	}
	if (count > 1) {
		free(found);
		return NULL;
	}
	return found;
}

/* What gpg and gpgsm have to say when it is not simply good; true: that is the end. */
static bool judge_words(const struct hearing *hearing, const struct buffer *said)
{
	bool openpgp = hearing->evidence->format == EVIDENCE_OPENPGP;
	if (has(said, "[GNUPG:] BADSIG ") || has(said, "[GNUPG:] REVKEYSIG ") || has(said, "[GNUPG:] NODATA "))
		*hearing->out = (struct verdict){.is = SIGNATURE_WRONG};
	else if (has(said, "[GNUPG:] EXPKEYSIG "))
		unchecked(hearing->out, memory_string(_("its key has expired")));
	else if (has(said, "[GNUPG:] EXPSIG "))
		unchecked(hearing->out, memory_string(_("it has expired")));
	else if (has(said, "[GNUPG:] NO_PUBKEY ") || has(said, "[GNUPG:] ERROR verify.findkey "))
		unchecked(hearing->out, memory_string(openpgp ? _("its key is not in your keyring")
							      : _("its certificate is not known here")));
	else if (!has(said, "[GNUPG:] GOODSIG "))
		unchecked(hearing->out, memory_format(_("%s cannot look into it"), hearing->evidence->program));
	else
		return false;
	return true;
}

static void judge_gpg(const struct hearing *hearing)
{
	const char *program = hearing->evidence->program;
	struct buffer said = {0}, listing = {0};
	int status = 0;
	char *fingerprint = NULL;
	const char *const verify[] = {program, "--status-fd=1", "--verify", hearing->path, "-", NULL};
	if (!ask(hearing, &status, &said, verify, true) || judge_words(hearing, &said))
		goto done;
	fingerprint = fingerprint_take(&said);
	if (!fingerprint) {
		*hearing->out = (struct verdict){.is = SIGNATURE_WRONG}; /* two signatures in one */
		goto done;
	}
	const char *const list[] = {program, "--with-colons", "--list-keys", "--", fingerprint, NULL};
	if (ask(hearing, &status, &listing, list, false))
		judge_key(
			hearing, &listing, has(&said, "[GNUPG:] TRUST_FULLY") || has(&said, "[GNUPG:] TRUST_ULTIMATE"));
done:
	free(fingerprint);
	buffer_clear(&said);
	buffer_clear(&listing);
}

void evidence_judge(struct verdict *out, const struct evidence *evidence, const volatile bool *cancelled)
{
	struct hearing hearing = {evidence, cancelled, out, NULL};
	*out = (struct verdict){0};
	if (!evidence->program) {
		unchecked(out, memory_string(_("it is of a kind unknown here")));
		return;
	}
	const struct fault *fault = signer_put(&hearing.path, buffer_text(&evidence->armour), "signature");
	if (fault)
		unchecked(out, memory_string(fault_text(fault)));
	else if (evidence->format == EVIDENCE_SSH)
		judge_ssh(&hearing);
	else
		judge_gpg(&hearing);
	signer_forget(hearing.path);
}

void evidence_pass_over(struct verdict *out, const struct evidence *evidence)
{
	*out = (struct verdict){0};
	silent(out, evidence->program);
}

/* --- reading it */

static enum evidence_format format_of(struct text armour)
{
	if (text_starts(armour, "-----BEGIN SSH SIGNATURE-----"))
		return EVIDENCE_SSH;
	return text_starts(armour, "-----BEGIN SIGNED MESSAGE-----") ? EVIDENCE_X509 : EVIDENCE_OPENPGP;
}

static void read_signer(struct evidence *evidence)
{
	static const char *const formats[] = {"openpgp", "x509", "ssh"};
	struct signer signer;
	signer_open(&signer, formats[evidence->format]);
	evidence->program = signer.program;
	evidence->allowed = signer.allowed;
	evidence->revoked = signer.revoked;
	signer.program = signer.allowed = signer.revoked = NULL;
	signer_clear(&signer);
}

/* As git asks it: ssh-keygen reads it as local time. */
static void read_when(struct evidence *evidence, git_time_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm local;
	if (localtime_r(&when, &local))
		strftime(evidence->when, sizeof evidence->when, "%Y%m%d%H%M%S", &local);
}

/* Entered by somebody for its author: the signature is theirs, and says nothing of the author's hand. */
static bool is_entered(const git_commit *commit)
{
	return strcmp(git_commit_author(commit)->name, git_commit_committer(commit)->name) != 0;
}

const struct fault *evidence_read(struct evidence *out, bool *is_signed, struct repository *repository,
	const struct oid *commit, const char *reviewer)
{
	git_buf armour = {0}, bytes = {0};
	git_commit *object = NULL;
	git_oid id = libgit_oid(commit);
	const struct fault *fault = NULL;
	*out = (struct evidence){0};
	int code = git_commit_extract_signature(&armour, &bytes, repository->git, &id, NULL);
	if (code == 0)
		code = git_commit_lookup(&object, repository->git, &id);
	*is_signed = code == 0 && !is_entered(object);
	if (*is_signed) {
		buffer_add(&out->armour, (struct text){armour.ptr, armour.size});
		buffer_add(&out->bytes, (struct text){bytes.ptr, bytes.size});
		out->format = format_of(buffer_text(&out->armour));
		out->reviewer = memory_string(reviewer);
		out->author = memory_string(git_commit_author(object)->email);
		out->committer = memory_string(git_commit_committer(object)->email);
		read_when(out, git_commit_committer(object)->when.time);
		read_signer(out);
	} else if (code != 0 && code != GIT_ENOTFOUND) {
		fault = libgit_fault(code, _("a signature cannot be read"));
	}
	git_commit_free(object);
	git_buf_dispose(&armour);
	git_buf_dispose(&bytes);
	return fault;
}

void evidence_clear(struct evidence *evidence)
{
	buffer_clear(&evidence->armour);
	buffer_clear(&evidence->bytes);
	free(evidence->reviewer);
	free(evidence->author);
	free(evidence->committer);
	free(evidence->program);
	free(evidence->allowed);
	free(evidence->revoked);
	*evidence = (struct evidence){0};
}
