#include "base/language.h"
#include "commands/assessing.h"

static const struct fault *run(struct call *call)
{
	return assessing_run(call, "supports");
}

const struct command command_support = {"support", "AMENDMENT [-m TEXT | -F FILE]",
	N_("Says that you support somebody's amendment; prints the act's id."), assessing_options, 1, 1, run};
