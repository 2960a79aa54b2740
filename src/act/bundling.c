#include "act/bundling.h"

#include <stdio.h>
#include <unistd.h>

#include "act/exchange.h"
#include "act/gitwords.h"
#include "annotation/annotation.h"
#include "base/array.h"
#include "base/child.h"
#include "base/file.h"
#include "base/language.h"
#include "base/map.h"
#include "base/memory.h"
#include "store/relay.h"

/* A bundle being put together. */
struct packing {
	struct review *review;
	struct relay *relay;
	char **words; /* git's arguments */
	size_t count, capacity;
};

static void add(struct packing *packing, char *word)
{
	*ARRAY_ADD(packing->words, packing->count, packing->capacity) = word;
}

/* One ref of the bundle, as it will be called in it. */
static const struct fault *offer(struct packing *packing, const char *name, const struct oid *tip)
{
	const struct fault *fault = relay_offer(packing->relay, name, tip);
	if (!fault)
		add(packing, memory_format("refs/%s", name));
	return fault;
}

/* Where the base stands as the secretariat has it: what has been fetched of it, else what is here. */
static struct oid known_base(const struct review *review)
{
	struct oid tip = review->base_tip;
	char *ref = review->remote ? memory_format("refs/remotes/%s/%s", review->remote, review->base_name) : NULL;
	const struct fault *fault = ref ? branch_find(&tip, review->repository, ref) : NULL;
	free(ref);
	if (fault) {
		fault_ignore(fault); /* nothing fetched yet */
		tip = review->base_tip;
	}
	return tip;
}

static const struct fault *pack_own(struct bundling *out, struct packing *packing)
{
	struct review *review = packing->review;
	struct oid tip, none = {0}, base = known_base(review);
	char hex[OID_HEX];
	char *name = memory_format("heads/review/%s", review->identity.id), *ref = memory_format("refs/%s", name);
	const struct fault *fault = branch_find(&tip, review->repository, ref);
	if (fault && fault_kind(fault) == FAULT_MISSING)
		fault = fault_new(FAULT_CONFLICT, "%s", _("you have written nothing yet: there is nothing to send"));
	out->acts = fault ? 0 : exchange_acts(review, &none, &base, &tip);
	if (!fault && !out->acts)
		fault = fault_new(
			FAULT_CONFLICT, "%s", _("the draft holds all that you have written: there is nothing to send"));
	if (!fault)
		fault = offer(packing, name, &tip);
	oid_format(hex, &base);
	add(packing, memory_format("^%s", hex));
	out->branches = !fault;
	free(ref);
	free(name);
	return fault;
}

/* Whether a branch is the later one of those that are called so: here, and there. */
static bool is_latest(struct review *review, const struct branches *all, const struct branch *branch)
{
	for (size_t i = 0; i < all->count; i++)
		if (!strcmp(all->items[i].name, branch->name) && &all->items[i] != branch &&
			(oid_equal(&all->items[i].tip, &branch->tip)
					? &all->items[i] < branch
					: branch_contains(review->repository, &all->items[i].tip, &branch->tip)))
			return false;
	return true;
}

static const struct fault *pack_everything(struct bundling *out, struct packing *packing)
{
	struct review *review = packing->review;
	struct branches all = {0};
	struct map packed = {0};
	size_t versions = 0, seen;
	char *base = memory_format("heads/%s", review->base_name);
	add(packing, memory_string("HEAD"));
	const struct fault *fault = offer(packing, base, &review->base_tip);
	if (!fault)
		fault = branch_list(&all, review->repository, "review/", NULL);
	for (size_t i = 0; !fault && i < all.count; i++) {
		const struct branch *branch = &all.items[i];
		if (!name_valid(text_of(branch->name + strlen("review/"))) || !is_latest(review, &all, branch) ||
			map_find(&packed, text_of(branch->name), &seen))
			continue;
		char *name = memory_format("heads/%s", branch->name);
		map_put(&packed, text_of(branch->name), 1);
		fault = offer(packing, name, &branch->tip);
		out->branches += !fault;
		free(name);
	}
	unsigned int *numbers = branch_revision_tags(&versions, review->repository);
	for (size_t i = 0; !fault && i < versions; i++) {
		struct oid object;
		char *name = memory_format("tags/rev/%u", numbers[i]);
		if (branch_version(&object, review->repository, name + strlen("tags/")))
			fault = offer(packing, name, &object);
		free(name);
	}
	free(numbers);
	free(base);
	map_clear(&packed);
	branches_clear(&all);
	return fault;
}

/* git says of it that it cannot make a lock; what stands in its way is what the system says of the place. */
static const struct fault *check_place(const char *path)
{
	char *folder = memory_string(path), *slash = strrchr(folder, '/');
	*(slash == folder ? slash + 1 : slash) = '\0';
	const struct fault *fault =
		access(folder, W_OK | X_OK) == 0 ? NULL : fault_system(_("nothing can be written in %.300s"), folder);
	free(folder);
	return fault;
}

static const struct fault *run_git(struct packing *packing, const char *path)
{
	struct child *child = NULL;
	struct buffer words = {0};
	*ARRAY_ADD(packing->words, packing->count, packing->capacity) = NULL;
	const struct child_order order = {.arguments = (const char *const *)packing->words,
		.environment = relay_environment(packing->relay, false),
		.alone = true};
	const struct fault *fault = child_open(&child, &order);
	if (!fault && !child_wait(child))
		fault = fault_new(FAULT_BUSY, "%s", _("stopped"));
	else if (!fault && child_status(child)) {
		gitwords_errors(&words, child_errors(child));
		fault = fault_new(FAULT_GIT, _("%.300s cannot be written: %s"), path, buffer_string(&words));
	}
	child_close(child);
	buffer_clear(&words);
	return fault;
}

/* Absolute: git is started elsewhere. */
static char *absolute(const char *path)
{
	char *here = path[0] == '/' ? NULL : getcwd(NULL, 0);
	char *whole = here ? memory_format("%s/%s", here, path) : memory_string(path);
	free(here);
	return whole;
}

const struct fault *bundling_run(struct bundling *out, struct review *review, const char *path)
{
	static const char *const words[] = {"git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false",
		"bundle", "create", "--quiet", "--version=2"};
	struct packing packing = {.review = review};
	const struct fault *fault = identity_need(&review->identity);
	*out = (struct bundling){0};
	if (!fault && file_exists(path))
		fault = fault_new(FAULT_CONFLICT, _("%.300s is there already: give another name"), path);
	if (fault)
		return fault;
	char *whole = absolute(path);
	fault = check_place(whole);
	const struct member *member = consultation_member(&review->consultation, review->identity.id);
	if (!fault)
		fault = relay_open_file(&packing.relay, review->repository, whole);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		add(&packing, memory_string(words[i]));
	add(&packing, memory_string(whole));
	if (!fault && member && member->role == ROLE_SECRETARIAT)
		fault = pack_everything(out, &packing);
	else if (!fault)
		fault = pack_own(out, &packing);
	if (!fault)
		fault = run_git(&packing, path);
	for (size_t i = 0; i < packing.count; i++)
		free(packing.words[i]);
	free(packing.words);
	relay_close(packing.relay);
	free(whole);
	return fault;
}

/* --- opened */

/* The lines before the first empty one say what is in it; then comes git's pack. */
const struct fault *bundling_check(const char *path)
{
	enum { HEADER_MOST = 8 * 1024 * 1024 };
	static const char *const kinds[] = {"# v2 git bundle\n", "# v3 git bundle\n"};
	char *line = NULL, pack[4];
	size_t capacity = 0, read = 0;
	ssize_t size;
	FILE *file = fopen(path, "re");
	if (!file)
		return fault_system(_("cannot open %.300s"), path);
	bool is_bundle = getline(&line, &capacity, file) > 0 && (!strcmp(line, kinds[0]) || !strcmp(line, kinds[1]));
	while (is_bundle && read < HEADER_MOST && (size = getline(&line, &capacity, file)) > 0 && line[0] != '\n')
		read += (size_t)size;
	bool whole = is_bundle && line[0] == '\n' && fread(pack, 1, sizeof pack, file) == sizeof pack &&
		     !memcmp(pack, "PACK", sizeof pack);
	fclose(file);
	free(line);
	if (whole)
		return NULL;
	return is_bundle
		       ? fault_new(FAULT_MALFORMED,
				 _("%.300s is not whole, a part of it is missing or damaged: have it sent again"), path)
		       : fault_new(FAULT_MALFORMED,
				 _("%.300s is not what `paraphe bundle` writes: have the file sent again as it was "
				   "written, as an attachment"),
				 path);
}
