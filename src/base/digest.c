#include "base/digest.h"

#include <sha1.h>
#include <sha256.h>

static void digest_add(SHA256_CTX *state, struct text text)
{
	if (text.size)
		SHA256_Update(state, (const uint8_t *)text.bytes, text.size);
}

void digest_pair(char out[DIGEST_HEX], struct text first, struct text second)
{
	SHA256_CTX state;
	SHA256_Init(&state);
	digest_add(&state, first);
	/* Between the two, so that moving a byte from one to the other gives another digest. */
	digest_add(&state, (struct text){"", 1});
	digest_add(&state, second);
	SHA256_End(&state, out);
}

void digest_text(char out[DIGEST_HEX], struct text text)
{
	SHA256_CTX state;
	SHA256_Init(&state);
	digest_add(&state, text);
	SHA256_End(&state, out);
}

void digest_sha1(unsigned char out[DIGEST_SHA1], struct text head, struct text text)
{
	SHA1_CTX state;
	SHA1Init(&state);
	if (head.size)
		SHA1Update(&state, (const uint8_t *)head.bytes, head.size);
	SHA1Update(&state, (const uint8_t *)text.bytes, text.size);
	SHA1Final(out, &state);
}
