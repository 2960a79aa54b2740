// objects: commands/report commands/report_data commands/page commands/csv
#include "fixture.h"

#include "commands/report.h"

/* A reservation with a hostile reason, two rivals, a bracket, sherpa-d silent. */
static struct review *at_work(void)
{
	char id[UUID_TEXT];
	fixture_consult();
	base_rewords("tous les deux ans", "[tous les deux ans]");
	struct review *review = open_as("sherpa-a");
	FINE(initialling_one(id, review, 5, "reservation", text_of("=1+1 <b>| *non* [x](y)")));
	FINE(review_complete(review));
	FINE(initialling_one(id, review, 0, "initialled", text_of("")));
	FINE(review_complete(review));
	reword(review, 2, "Les villes et les régions veillent à partager ce qu'elles savent faire.", "");
	review_close(review);
	review = open_as("sherpa-b");
	reword(review, 2, "Les villes et les régions tiennent à partager ce qu'elles savent faire.", "");
	review_close(review);
	review = open_as("sherpa-c");
	reword(review, 2, "Les villes et les régions tiennent à partager ce qu'elles savent faire.", "");
	review_close(review);
	return open_as("bureau");
}

static bool holds(struct buffer *out, const char *part)
{
	return strstr(buffer_string(out), part) != NULL;
}

static void as_markdown(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct report report;
	struct review *review = at_work();
	report_make(&report, review);
	report_markdown(&out, &report);
	assert_true(holds(&out, "Agreed by all 3 who take part: 0 of 7 paragraphs, 0 % of the words"));
	assert_true(holds(&out, "others have said nothing): 1 of 7 paragraphs, 1 % of the words"));
	assert_true(holds(&out, "Brackets still standing: 1 (§7)"));
	assert_true(holds(&out, "- §6 · Sherpa A (Section) · reservation: =1+1 \\<b\\>\\| \\*non\\* \\[x\\](y)"));
	assert_true(holds(&out, "- §3\n  - Sherpa A (Section): other words"));
	assert_true(holds(&out, "  - Sherpa B, Sherpa C: other words"));
	assert_true(holds(&out, "\\[-s'engagent-\\] {+tiennent+}"));
	assert_true(holds(&out, "| Section | 1 | 1 | 0 | 0 | 1 |"));
	assert_true(holds(&out, "Sherpa D, Secrétariat"));
	assert_true(holds(&out, "| §3 | Les villes et les régions s'engagent … | contested | ✎ | ✎ | ✎ |"));
	assert_true(holds(&out, "| §6 | Les partenaires réaffirment que l'aide publique … | contested | R | · | · |"));
	buffer_clear(&out);
	report_clear(&report);
	review_close(review);
}

static void as_table_and_data(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct report report;
	struct json *root = json_new_object(), *again;
	struct review *review = at_work();
	long long words;
	report_make(&report, review);
	report_csv(&out, &report);
	assert_true(holds(&out, "paragraph,text,verdict,words,brackets,sherpa-a,sherpa-b,sherpa-c\r\n"));
	assert_true(holds(&out, "1,Déclaration,unopposed,1,0,initialled,,\r\n"));
	assert_true(holds(&out,
		"\r\n6,Les partenaires réaffirment que l'aide publique suit les,contested,10,0,reservation,,\r\n"));
	buffer_empty(&out);
	report_json(root, &report);
	json_write(&out, root);
	assert_null(json_read(&again, buffer_text(&out)));
	struct json *share = json_find(again, "share");
	assert_true(json_number(json_find(share, "words"), &words) && words == (long long)report.matrix.totals.words);
	struct json *against = json_at(json_find(again, "against"), 0);
	assert_string_equal(json_find_string(against, "reviewer"), "sherpa-a");
	assert_string_equal(json_find_string(against, "paragraph"), "6");
	struct json *collision = json_at(json_find(again, "collisions"), 0);
	assert_int_equal(json_count(json_find(collision, "parties")), 3);
	struct json *row = json_at(json_find(json_find(again, "matrix"), "paragraphs"), 2);
	assert_string_equal(json_find_string(row, "verdict"), "contested");
	assert_string_equal(json_find_string(json_find(row, "marks"), "sherpa-b"), "proposed");
	assert_string_equal(json_as_string(json_at(json_find(again, "silent"), 0)), "sherpa-d");
	json_free(again);
	json_free(root);
	buffer_clear(&out);
	report_clear(&report);
	review_close(review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(as_markdown), FIXTURE_TEST(as_table_and_data)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
