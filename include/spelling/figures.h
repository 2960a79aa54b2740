/* figures - numbers: thousands, units, ordinals */
#ifndef SPELLING_FIGURES_H
#define SPELLING_FIGURES_H

#include "spelling/sheet.h"

/* Reports what there is to say of the number whose first digit is at `at`; returns where it ends. */
size_t figures_number(struct sheet *sheet, size_t at);
/* XXIème: an ordinal in Roman figures that starts at `at`. */
void figures_roman(struct sheet *sheet, size_t at);

#endif
