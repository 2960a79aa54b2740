#include "commands/command.h"
#include "views/views.h"

int main(int count, char **arguments)
{
	struct command_open open = {0};
	int status = command_run(&open, count > 0 ? (size_t)count - 1 : 0, arguments + (count > 0));
	if (open.wanted) {
		struct views_options options = {open.folder, open.draft, open.as, open.language, open.door};
		status = views_open(&options);
		if (status == VIEWS_PLAIN)
			status = command_plain(&open);
	}
	command_open_clear(&open);
	return status;
}
