#include "act/mending.h"

#include "act/errand.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
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

static const struct fault *ask(struct relay *relay, const char *remote)
{
	static const char *const words[] = {"-c", "fetch.unpackLimit=1000000", "fetch", "--quiet", "--refetch",
		"--dry-run", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance",
		"--upload-pack=git-upload-pack", "--", RELAY_REMOTE, "+refs/heads/*:" RELAY_IN "heads/*",
		"+refs/tags/*:" RELAY_IN "tags/*"};
	struct errand errand;
	struct exchange exchange = {.remote = memory_string(remote), .address = memory_string(relay_address(relay))};
	errand_begin(&errand, relay, false, words, ARRAY_SIZE(words));
	const struct fault *fault = errand_run(&errand);
	if (!fault && child_status(errand.child))
		fault = errand_trouble(&errand, &exchange);
	errand_end(&errand);
	exchange_clear(&exchange);
	return fault;
}

/* Everything anew, whatever is there already; no branch moves, and what a configuration names is not run. */
static void fetch(struct mending *mending, struct repository *repository, const char *remote)
{
	struct relay *relay = NULL;
	const struct fault *fault = relay_open_anew(&relay, repository, remote);
	if (!fault)
		fault = ask(relay, remote);
	if (fault)
		note(mending, fault_context(fault, _("%.100s could not be asked for what is broken"), remote));
	mending->fetched = !fault;
	relay_close(relay);
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
