/* clock - what time it is, and how a moment is written
 *
 * SOURCE_DATE_EPOCH (seconds) freezes the clock, so tests and the sample are the same every time. clock_set() freezes
 * it from within (the sample's script). Offsets are minutes east of UTC.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct moment {
	int64_t seconds; /* since 1970, UTC */
	int milliseconds;
	int offset_minutes;
	bool zulu; /* an offset of 0 was read as "Z", and is written so again */
};

enum { CLOCK_TEXT = 40 };

/* Now, with the local offset (TZ). */
struct moment clock_now(void);
/* Freezes the clock at a moment, until clock_release(). */
void clock_set(struct moment moment);
/* Lets a clock that clock_set() has frozen run again. */
void clock_release(void);
/* Milliseconds that only ever grow; for waiting, never for dates. */
int64_t clock_ticks(void);
/* RFC 3339 with its offset, as in "2021-05-18T12:04:31+02:00"; +00:00 is written Z only if it was read so.
 * Whole seconds: milliseconds are for identifiers, not for people. */
void clock_format(char out[CLOCK_TEXT], struct moment moment);
/* Reads RFC 3339; false when it is none (fractions are read to milliseconds). */
bool clock_parse(struct moment *out, const char *string);
/* The same instant seen from the local zone. */
struct moment clock_local(struct moment moment);
/* The wall-clock fields of a moment in its own offset. */
struct clock_fields {
	int year, month, day, hour, minute, second, weekday; /* month 1-12, weekday 0 = Sunday */
};
struct clock_fields clock_fields(struct moment moment);

#endif
