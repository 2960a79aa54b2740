#include "act/founding.h"

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"

static const struct fault *check_empty(const char *folder)
{
	struct file_names names = {0};
	const struct fault *fault = file_list(&names, folder);
	if (!fault && names.count)
		fault = fault_new(
			FAULT_CONFLICT, _("%.300s holds something already: name a new or an empty folder"), folder);
	file_names_clear(&names);
	return fault;
}

static const struct fault *commit(struct repository *repository, const struct founding_order *order)
{
	struct oid first;
	char *ref = memory_format("refs/heads/%s", order->base);
	struct commit_order commit = {
		.author_name = order->name,
		.author_email = order->email,
		.subject = order->subject,
		.when = clock_now(),
		.files = order->files,
		.file_count = order->file_count,
	};
	const struct fault *fault = commit_write(&first, repository, &commit);
	if (!fault)
		fault = commit_move(repository, ref, NULL, &first, order->subject);
	free(ref);
	return fault;
}

const struct fault *founding_make(struct repository **out, const struct founding_order *order)
{
	struct repository *repository = NULL;
	const struct fault *fault = check_empty(order->folder);
	if (!fault)
		fault = repository_make(&repository, order->folder, order->base);
	if (!fault)
		fault = commit(repository, order);
	if (fault || !out) {
		repository_close(repository);
		repository = NULL;
	}
	if (out)
		*out = repository;
	return fault;
}
