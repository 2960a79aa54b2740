#include "base/clock.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What RFC 3339 can write: the years 0000 to 9999. */
static const int64_t first_second = -62167219200, last_second = 253402300799;

static bool is_frozen;
static struct moment frozen;

static int64_t clamp(int64_t seconds)
{
	if (seconds < first_second)
		return first_second;
	return seconds > last_second ? last_second : seconds;
}

static bool read_epoch(int64_t *seconds)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	if (!epoch || !*epoch || strlen(epoch) > 12 || strspn(epoch, "0123456789") != strlen(epoch))
		return false;
	*seconds = strtoll(epoch, NULL, 10);
	return *seconds <= last_second;
}

struct moment clock_now(void)
{
	if (is_frozen)
		return frozen;
	struct moment now = {0};
	if (!read_epoch(&now.seconds)) {
		struct timespec wall;
		clock_gettime(CLOCK_REALTIME, &wall);
		now.seconds = wall.tv_sec;
		now.milliseconds = (int)(wall.tv_nsec / 1000000);
	}
	return clock_local(now);
}

void clock_set(struct moment moment)
{
	frozen = moment;
	is_frozen = true;
}

void clock_release(void)
{
	is_frozen = false;
}

int64_t clock_ticks(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* tzset() looks at a file each time: a frame full of dates need not. */
static void zone_read(void)
{
	static _Thread_local char zone[64] = "?";
	const char *set = getenv("TZ"), *now = set ? set : "(unset)";
	if (!strcmp(now, zone))
		return;
	tzset();
	snprintf(zone, sizeof zone, "%s", now);
}

struct moment clock_local(struct moment moment)
{
	time_t seconds = clamp(moment.seconds);
	struct tm local = {0};
	zone_read();
	localtime_r(&seconds, &local);
	moment.offset_minutes = (int)(local.tm_gmtoff / 60);
	moment.zulu = false;
	return moment;
}

struct clock_fields clock_fields(struct moment moment)
{
	time_t seconds = clamp(clamp(moment.seconds) + (int64_t)moment.offset_minutes * 60);
	struct tm wall = {0};
	gmtime_r(&seconds, &wall);
	return (struct clock_fields){
		.year = wall.tm_year + 1900,
		.month = wall.tm_mon + 1,
		.day = wall.tm_mday,
		.hour = wall.tm_hour,
		.minute = wall.tm_min,
		.second = wall.tm_sec,
		.weekday = wall.tm_wday,
	};
}

void clock_format(char out[CLOCK_TEXT], struct moment moment)
{
	struct clock_fields wall = clock_fields(moment);
	int size = snprintf(out, CLOCK_TEXT, "%04d-%02d-%02dT%02d:%02d:%02d", wall.year, wall.month, wall.day,
		wall.hour, wall.minute, wall.second);
	int offset = abs(moment.offset_minutes);
	if (moment.zulu && offset == 0)
		snprintf(out + size, CLOCK_TEXT - (size_t)size, "Z");
	else
		snprintf(out + size, CLOCK_TEXT - (size_t)size, "%c%02d:%02d", moment.offset_minutes < 0 ? '-' : '+',
			offset / 60, offset % 60);
}

/* Exactly `digits` digits at *at, a number from `least` to `most`; then the byte `after` unless it is 0. */
static bool read_number(const char **at, int digits, int least, int most, char after, int *out)
{
	int number = 0;
	for (int i = 0; i < digits; i++, (*at)++) {
		if (!isdigit((unsigned char)**at))
			return false;
		number = number * 10 + (**at - '0');
	}
	*out = number;
	if (after && *(*at)++ != after)
		return false;
	return number >= least && number <= most;
}

static int days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : days[month - 1];
}

/* ".1234" gives 123; a fraction is one digit at least. */
static bool read_fraction(const char **at, int *milliseconds)
{
	*milliseconds = 0;
	if (**at != '.')
		return true;
	(*at)++;
	if (!isdigit((unsigned char)**at))
		return false;
	for (int weight = 100; isdigit((unsigned char)**at); (*at)++, weight /= 10)
		*milliseconds += weight * (**at - '0');
	return true;
}

static bool read_offset(const char **at, struct moment *moment)
{
	if (**at == 'Z' || **at == 'z') {
		(*at)++;
		moment->zulu = true;
		return true;
	}
	char sign = *(*at)++;
	int hours, minutes;
	if ((sign != '+' && sign != '-') || !read_number(at, 2, 0, 23, ':', &hours) ||
		!read_number(at, 2, 0, 59, 0, &minutes))
		return false;
	moment->offset_minutes = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
	/* RFC 9557: "-00:00" says what "Z" says, the instant is known and the local offset is not. */
	moment->zulu = sign == '-' && moment->offset_minutes == 0;
	return true;
}

bool clock_parse(struct moment *out, const char *string)
{
	struct tm wall = {0};
	struct moment moment = {0};
	const char *at = string;
	int year, month;
	if (!string || !read_number(&at, 4, 0, 9999, '-', &year) || !read_number(&at, 2, 1, 12, '-', &month) ||
		!read_number(&at, 2, 1, days_of(year, month), 0, &wall.tm_mday))
		return false;
	if (*at != 'T' && *at != 't')
		return false;
	at++;
	if (!read_number(&at, 2, 0, 23, ':', &wall.tm_hour) || !read_number(&at, 2, 0, 59, ':', &wall.tm_min) ||
		!read_number(&at, 2, 0, 60, 0, &wall.tm_sec) || !read_fraction(&at, &moment.milliseconds) ||
		!read_offset(&at, &moment) || *at)
		return false;
	wall.tm_year = year - 1900;
	wall.tm_mon = month - 1;
	moment.seconds = (int64_t)timegm(&wall) - (int64_t)moment.offset_minutes * 60;
	/* A leap second is the last of a day in UTC; it becomes the first of the next day, as POSIX counts. */
	if (string[17] == '6' && moment.seconds % 86400 != 0)
		return false;
	*out = moment;
	return true;
}
