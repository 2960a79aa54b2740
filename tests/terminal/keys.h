/*
 * keys: what a keyboard sends, written down.
 *
 *	text		itself, UTF-8
 *	\e \r \t \n \\ \xHH
 *	<Up> <Down> <Left> <Right> <Home> <End> <PgUp> <PgDn> <Ins> <Del> <F1>..<F12>
 *	<Tab> <Enter> <Esc> <BS> <Space> <C-a>..<C-z>
 *	<<		a literal <
 *
 * S- (shift), A- (alt), C- (control) go before the names of the first row, in any order: <S-Left>, <C-S-Right>;
 * and <S-Tab>. The bytes are xterm's, as ctlseqs (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html) lists them.
 */
#ifndef TESTS_TERMINAL_KEYS_H
#define TESTS_TERMINAL_KEYS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Encode; `application` says that the program switched application cursor keys on. Returns bytes of your own (free) and
 * their length, or NULL and points `wrong` at the part that means nothing. With `names` false only the escapes
 * with \ count, as in a paste.
 */
char *keys_encode(const char *text, bool names, bool application, size_t *length, const char **wrong);

#endif
