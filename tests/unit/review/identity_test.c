#include "fixture.h"

static void who(void **state)
{
	(void)state;
	fixture_consult();
	struct review *review = open_in("r", NULL);
	assert_null(review->identity.id);
	FAULT(FAULT_FORBIDDEN, identity_need(&review->identity));
	FAULT(FAULT_MALFORMED, review_become(review, "Sherpa A", NULL, NULL, NULL));
	FINE(review_become(review, "guest", "Une invitée", "Ville de X", "section"));
	FINE(review_complete(review));
	assert_false(review->identity.listed);
	review_close(review);
	review = open_in("r", NULL);
	assert_string_equal(review->identity.name, "Une invitée");
	assert_string_equal(review->identity.organisation, "Ville de X");
	char id[UUID_TEXT];
	comment(id, review, 1, NULL, "Bonjour.");
	assert_string_equal(remark_of(review, id)->annotation->organisation, "Ville de X");
	/* somebody else, of whom nothing is known, does not inherit it */
	FINE(review_become(review, "other", "Autre", NULL, NULL));
	review_close(review);
	review = open_in("r", NULL);
	assert_string_equal(review->identity.id, "other");
	assert_null(review->identity.organisation);
	review_close(review);
	setenv("PARAPHE_AS", "sherpa-b", 1);
	review = open_in("r", NULL);
	assert_string_equal(review->identity.name, "Sherpa B");
	assert_true(review->identity.given);
	assert_string_equal(review->identity.email, "sherpa-b@paraphe.invalid");
	review_close(review);
	review = open_in("r", "bureau");
	assert_int_equal(review->identity.role, ROLE_SECRETARIAT);
	review_close(review);
	unsetenv("PARAPHE_AS");
	assert_string_equal(said("cd r && git config --get-regexp '^repository\\.'"), "");
	struct review_options options = {.folder = "r", .as = "x\ny"};
	FAULT(FAULT_MALFORMED, review_open(&review, &options));
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST(who)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
