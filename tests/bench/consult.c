/* consult - a consultation with many proposals, as a stream for `git fast-import`
 *
 *	consult SEED PARAGRAPHS BRANCHES EDITS
 *
 * Of about 100 words a paragraph; so many edits on all branches together (tests/oracle/model.h).
 */
#include <stdlib.h>

#include "oracle/stream.h"

int main(int count, char **values)
{
	struct model model;
	if (count != 5) {
		fputs("usage: consult SEED PARAGRAPHS BRANCHES EDITS\n", stderr);
		return 2;
	}
	struct model_order order = {
		.seed = strtoul(values[1], NULL, 10),
		.drafts = 1,
		.paragraphs = strtoul(values[2], NULL, 10),
		.words = 100,
		.branches = strtoul(values[3], NULL, 10),
	};
	size_t edits = strtoul(values[4], NULL, 10);
	if (!order.paragraphs || !order.branches) {
		fputs("consult: there must be paragraphs and branches\n", stderr);
		return 2;
	}
	model_open(&model, &order);
	for (size_t i = 0; i < edits; i += model_edit(&model, i % order.branches, 0))
		;
	model_stream(stdout, &model);
	model_close(&model);
	return ferror(stdout) || fflush(stdout) ? 2 : 0;
}
