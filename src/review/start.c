#include "review/start.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/place.h"

static char *start_path(const struct oid *blob)
{
	char hex[OID_HEX];
	oid_format(hex, blob);
	char *name = memory_format("starts/%s", hex);
	char *path = place_cache(name);
	free(name);
	return path;
}

bool start_find(struct buffer *out, const struct oid *blob)
{
	char *path = start_path(blob);
	bool found = path && !file_read(out, path, START_SIZE) && out->size > 0;
	free(path);
	return found;
}

void start_keep(const struct oid *blob, struct text draft)
{
	char *path = draft.size > START_LARGE ? start_path(blob) : NULL;
	char *slash = path ? strrchr(path, '/') : NULL;
	if (slash && !file_exists(path)) {
		*slash = '\0';
		const struct fault *fault = file_make_folder(path, 0700);
		*slash = '/';
		if (!fault)
			fault = file_write(path, text_part(draft, 0, START_SIZE), 0600);
		fault_ignore(fault); /* the next opening takes a little longer */
	}
	free(path);
}
