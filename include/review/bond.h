/* bond - what of the decided goes in together, or not at all
 *
 * Words that a branch takes out in one place and puts in at another, BOND_WORDS or more in a row, are two proposals
 * wherever it is no split or join of neighbours. If only one went in they would stand twice, or be lost: so neither
 * goes in before both are decided, and where both are retained neither without the other. One retained and the other
 * not is what somebody wanted.
 *
 * What one decision says of the proposals of several is settled for all of them or for none: it counts as applied as
 * soon as it stands in the base.
 */
#ifndef REVIEW_BOND_H
#define REVIEW_BOND_H

#include "review/taking.h"

enum { BOND_WORDS = 6 };

/* Lets wait (FATE_WAITS) what is decided and goes with something that is not settled; whether there was any. */
bool bond_run(struct taking *taking);

#endif
