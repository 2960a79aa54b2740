/* stored - bytes as a zlib stream that compresses nothing; private to src/store
 *
 * As git itself writes with core.compression=0: RFC 1950 around stored blocks of RFC 1951, 3.2.4.
 */
#ifndef STORE_STORED_H
#define STORE_STORED_H

#include "base/buffer.h"

void stored_add(struct buffer *out, struct text bytes);

#endif
