/* stream - the model's consultation as a repository */
#ifndef ORACLE_STREAM_H
#define ORACLE_STREAM_H

#include <stdio.h>

#include "oracle/model.h"

/* The tag of the base after a round, which whoever merges is to set. */
const char *model_tag(size_t round);  /* static: good until the next call */
const char *model_path(size_t draft); /* static: good until the next call */
void model_write_words(struct buffer *out, const struct model_words *words);
void model_write(struct buffer *out, const struct model_text *text);
/* What changed since the last call, for `git fast-import`; the branches that are new start from the
 * tag of their level. */
void model_stream(FILE *out, struct model *model);

#endif
