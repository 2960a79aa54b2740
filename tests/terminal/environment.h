/* environment: the clean environment of a program under test. */
#ifndef TESTS_TERMINAL_ENVIRONMENT_H
#define TESTS_TERMINAL_ENVIRONMENT_H

/*
 * The settings ("K=V", NULL at the end, a later one wins), then TERM, LANG=C.UTF-8 and our own PATH, HOME and TMPDIR
 * where no setting names them. Free with environment_free.
 */
char **environment_new(char *const *settings, const char *term);
void environment_free(char **environment);

#endif
