/* external - a text taken to the program of $VISUAL or $EDITOR and back
 *
 * The text goes to a private file (0600, in a private folder), the terminal is given over, the program run without a
 * shell, and what it left is read back, cleaned as a paste is. Whatever goes wrong is said as a message and leaves the
 * text as it was; what the program wrote and could not be taken stays in its file, which the message names.
 */
#ifndef VIEWS_EXTERNAL_H
#define VIEWS_EXTERNAL_H

#include "base/buffer.h"
#include "views/editor.h"

/* Has the field edited; true when its text changed. One step of undo. */
bool external_edit(struct editor *editor);

#endif
