/* report - the report for the Bureau as a page, as a table, as data
 *
 * One page: how far the text is agreed, what stands against it, who has spoken on what and who has been silent; then
 * the matrix. In the face's language. Where more than REPORT_PEOPLE take part, the page's matrix is by group: a sheet
 * of paper has no room for more; the table and the data are always by reviewer.
 */
#ifndef COMMANDS_REPORT_H
#define COMMANDS_REPORT_H

#include "json/json.h"
#include "review/report.h"

enum { REPORT_PEOPLE = 24 };

void report_markdown(struct buffer *out, const struct report *report);
void report_html(struct buffer *out, const struct report *report);
/* The matrix: paragraph, its first words, verdict, words, brackets, then a column a reviewer with the mark's name. */
void report_csv(struct buffer *out, const struct report *report);
/* made, share{participants,paragraphs,words,verdicts{}}, brackets[], against[], collisions[],
 * coverage{areas[],mechanisms[],questions[],groups[]}, proposals{}, threads{}, late, silent[],
 * matrix{reviewers[],paragraphs[]}: see README. */
void report_json(struct json *object, const struct report *report);
/* Its `share` alone. */
void report_share(struct json *object, const struct report *report);

#endif
