#include "store/loose.h"

#include <stdio.h>
#include <zlib.h>

#include "base/memory.h"

enum { PIECE = 16 * 1024 };

char *loose_path(const struct repository *repository, const struct oid *oid)
{
	char hex[OID_HEX];
	oid_format(hex, oid);
	return memory_format("%s/objects/%.2s/%s", repository_folder(repository), hex, hex + 2);
}

/* Inflates to the end, and throws away what comes. */
static bool ends(FILE *file)
{
	unsigned char packed[PIECE], plain[PIECE];
	z_stream stream = {0};
	int code = inflateInit(&stream);
	while (code == Z_OK) {
		stream.avail_in = (uInt)fread(packed, 1, sizeof packed, file);
		stream.next_in = packed;
		if (!stream.avail_in)
			break;
		while (code == Z_OK && stream.avail_in) {
			stream.next_out = plain;
			stream.avail_out = sizeof plain;
			code = inflate(&stream, Z_NO_FLUSH);
		}
	}
	inflateEnd(&stream);
	return code == Z_STREAM_END;
}

bool loose_is_whole(const struct repository *repository, const struct oid *oid)
{
	char *path = loose_path(repository, oid);
	FILE *file = fopen(path, "rbe");
	bool whole = !file || ends(file);
	if (file)
		fclose(file);
	free(path);
	return whole;
}
