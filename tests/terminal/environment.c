#define _GNU_SOURCE
#include "environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Put K=V in, in the place of an older K or at the end. */
static void environment_put(char **environment, const char *name, size_t length, const char *value)
{
	char *setting;

	while (*environment && (strncmp(*environment, name, length) || (*environment)[length] != '='))
		environment++;
	if (asprintf(&setting, "%.*s=%s", (int)length, name, value) < 0)
		abort();
	free(*environment);
	*environment = setting;
}

char **environment_new(char *const *settings, const char *term)
{
	static const char *const inherited[] = { "PATH", "HOME", "TMPDIR" };
	size_t count = 0;
	char **environment;

	while (settings && settings[count])
		count++;
	environment = calloc(count + 6, sizeof *environment);
	if (!environment)
		abort();
	environment_put(environment, "TERM", 4, term);
	environment_put(environment, "LANG", 4, "C.UTF-8");
	for (size_t i = 0; i < 3; i++)
		if (getenv(inherited[i]))
			environment_put(environment, inherited[i], strlen(inherited[i]), getenv(inherited[i]));
	for (size_t i = 0; i < count; i++) {
		size_t length = strcspn(settings[i], "=");

		environment_put(environment, settings[i], length, settings[i][length] ? settings[i] + length + 1 : "");
	}
	return environment;
}

void environment_free(char **environment)
{
	for (char **setting = environment; setting && *setting; setting++)
		free(*setting);
	free(environment);
}
