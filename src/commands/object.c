#include "base/language.h"
#include "commands/assessing.h"

static const struct fault *run(struct call *call)
{
	return assessing_run(call, "objects");
}

const struct command command_object = {"object", "AMENDMENT [-m TEXT | -F FILE]",
	N_("Says that you object to somebody's amendment; prints the act's id."), assessing_options, 1, 1, run};
