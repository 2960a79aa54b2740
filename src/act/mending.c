#include "act/mending.h"

#include "base/language.h"
#include "base/memory.h"
#include "base/process.h"
#include "text/visible.h"

static void note(struct mending *mending, const struct fault *fault)
{
	visible_add(&mending->notices, text_of(fault_text(fault)), VISIBLE_ONE_LINE);
	buffer_add_byte(&mending->notices, '\n');
}

static void unlock(struct mending *mending, struct repository *repository)
{
	for (size_t i = 0; i < mending->before.locks.count; i++) {
		const struct fault *fault = inspection_unlock(repository, mending->before.locks.items[i]);
		if (fault)
			note(mending, fault);
		else
			mending->unlocked++;
	}
}

/* Everything anew, whatever is there already; no branch moves, no hook and no program of a configuration is run. */
static void fetch(struct mending *mending, struct repository *repository, const char *remote)
{
	const char *const arguments[] = {"git", "-C", repository_folder(repository), "-c", "core.fsmonitor=false", "-c",
		"core.hooksPath=/dev/null", "-c", "fetch.unpackLimit=1000000", "-c", "fetch.fsckObjects=true", "fetch",
		"--quiet", "--refetch", "--dry-run", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance",
		"--upload-pack=git-upload-pack", "--", remote, NULL};
	struct buffer errors = {0};
	int status = 0;
	setenv("GIT_ALLOW_PROTOCOL", "file:https:ssh", 1);
	setenv("GIT_TERMINAL_PROMPT", "0", 1);
	const struct fault *fault = process_filter(&status, NULL, &errors, arguments, text_of(""));
	if (!fault && status)
		fault = fault_new(FAULT_GIT, _("%s could not be asked for what is broken: %.400s"), remote,
			buffer_string(&errors));
	if (fault)
		note(mending, fault);
	mending->fetched = !fault;
	buffer_clear(&errors);
}

static void set_aside(struct mending *mending, struct repository *repository)
{
	for (size_t i = 0; i < mending->before.count; i++) {
		const struct broken *broken = &mending->before.items[i];
		const struct fault *fault = broken->missing ? NULL : inspection_set_aside(repository, &broken->oid);
		if (fault && fault_kind(fault) != FAULT_MISSING)
			note(mending, fault);
	}
}

/* Empty objects that no branch needs stand in the way of whoever writes the same bytes again. */
static void empty_out(struct mending *mending, struct repository *repository)
{
	for (size_t i = 0; i < mending->before.empty.count; i++) {
		const char *path = mending->before.empty.items[i];
		size_t size = strlen(path);
		struct oid oid;
		char hex[OID_HEX];
		memcpy(hex, path + size - (OID_HEX - 1) - 1, 2);
		memcpy(hex + 2, path + size - (OID_HEX - 3), OID_HEX - 2);
		const struct fault *fault = oid_parse(&oid, hex) ? inspection_set_aside(repository, &oid) : NULL;
		if (!fault)
			mending->emptied++;
		else if (fault_kind(fault) != FAULT_MISSING)
			note(mending, fault); /* missing: it was one of the broken ones */
	}
}

const struct fault *mending_run(
	struct mending *out, struct repository *repository, const char *remote, const struct progress *progress)
{
	const struct fault *fault = inspection_run(&out->before, repository, progress);
	if (fault || out->before.stopped || !repository_writable(repository))
		return fault;
	unlock(out, repository);
	if (out->before.count)
		set_aside(out, repository);
	empty_out(out, repository);
	if (!out->before.count)
		return NULL;
	if (remote)
		fetch(out, repository, remote);
	inspection_refresh(repository);
	out->tried = true;
	return inspection_run(&out->after, repository, progress);
}

void mending_clear(struct mending *mending)
{
	inspection_clear(&mending->before);
	inspection_clear(&mending->after);
	buffer_clear(&mending->notices);
}
