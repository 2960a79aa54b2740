/* who_id - a reviewer's id made from a person's name */
#ifndef VIEWS_WHO_ID_H
#define VIEWS_WHO_ID_H

#include "base/buffer.h"

/* Adds it: ASCII letters and digits, without diacritics, all else one hyphen: "Élodie N'Diaye" gives "elodie-n-diaye".
 * At most 64 characters. A name without any Latin letter or digit adds nothing. */
void who_id(struct buffer *out, struct text name);

#endif
