/* digest - SHA-256 (FIPS 180-4), written in hexadecimal; and the SHA-1 that git ends its packs with */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/buffer.h"

enum { DIGEST_SHA1 = 20, DIGEST_HEX = 65 }; /* 64 digits and a NUL */

/* The digest of `first`, a NUL byte, and `second`. */
void digest_pair(char out[DIGEST_HEX], struct text first, struct text second);
/* The digest of one text. */
void digest_text(char out[DIGEST_HEX], struct text text);
/* Of a text behind its head. */
void digest_sha1(unsigned char out[DIGEST_SHA1], struct text head, struct text text);

#endif
