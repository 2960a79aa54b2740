/* annotation - one remark, position, decision or link, as a plain value (W3C Web Annotation Data Model, 2017)
 *
 * Written once, never edited. Strings are the annotation's own (NULL: absent); they come from strangers: pass them
 * through `visible` before showing them.
 */
#ifndef ANNOTATION_ANNOTATION_H
#define ANNOTATION_ANNOTATION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/clock.h"

enum {
	ANNOTATION_LIMIT = 64 * 1024,         /* bytes of a file */
	ANNOTATION_WORDS_LIMIT = 1024 * 1024, /* the same for a decision `modified` */
	ANNOTATION_VERSION = 1,               /* paraphe:version we can read */
	ANNOTATION_CONTEXT_POINTS = 32,       /* prefix and suffix of a quote */
	UUID_TEXT = 37,
	NAME_LIMIT = 64, /* a reviewer's id */
};

enum motivation {
	COMMENTING,
	QUESTIONING,
	REPLYING,
	ASSESSING,  /* a position: `code` */
	MODERATING, /* a decision or resolved, withdrawn: `code` */
	LINKING,
	MOTIVATION_OTHER, /* one of the Recommendation's that we do not write: kept, shown as a comment */
};

enum target_kind {
	TARGET_DOCUMENT,   /* source, no selector */
	TARGET_PARAGRAPH,  /* source, cached, paragraph; perhaps a quote */
	TARGET_ANNOTATION, /* another's id */
	TARGET_AMENDMENT,  /* of a decision, or of a position on an amendment: reviewer and digest */
};

struct quote {
	char *exact, *prefix, *suffix;   /* exact NULL: the whole paragraph */
	size_t start_points, end_points; /* within the paragraph's text, end excluded */
};

struct target {
	enum target_kind kind;
	char *annotation; /* ANNOTATION: the other's UUID, 36 characters */
	char *source;     /* path of the draft */
	char *cached;     /* hex oid of the blob the words were shown from; may be NULL */
	size_t paragraph; /* 1-based block of that blob; 0: none (a deletion) */
	struct quote quote;
	char *reviewer; /* AMENDMENT */
	char *digest;   /* AMENDMENT: 64 hex digits */
	char *was_blob; /* AMENDMENT: hex oid; NULL for an insertion */
	size_t was_paragraph;
	char *base_blob;       /* AMENDMENT: of a decision `modified`, the base's draft that its words were written */
	size_t base_paragraph; /* against, hex oid, and the paragraphs there: the first one, and how many; NULL */
	size_t base_count;     /* where that has the amendment's own words of before */
};

struct annotation {
	char id[UUID_TEXT];
	enum motivation motivation;
	struct moment created;
	char *nickname, *name, *organisation,
		*group;  /* creator; organisation and group only of those not on the roster */
	char *generator; /* nickname of who entered it on behalf of the creator; NULL: the creator */
	char *text;      /* body commenting; may be NULL */
	char *language;  /* of that text */
	char *code;      /* body assessing, moderating: "initialled", "resolved", "accepted" ... */
	char *words;     /* body editing: the words of a decision `modified` */
	char **tags;     /* body tagging: "area:sante" */
	size_t tag_count, tag_capacity;
	struct target *targets; /* at least one; more than one only for decisions and links */
	size_t target_count, target_capacity;
	bool one_piece; /* all of it lies in one allocation and is only read (packed) */
};

struct annotation *annotation_new(enum motivation motivation) MUST_CHECK; /* no id yet, one blank target */
void annotation_free(struct annotation *annotation);
struct target *annotation_add_target(struct annotation *annotation);
void annotation_add_tag(struct annotation *annotation, const char *tag);

/* Whether another than its creator entered it. */
bool annotation_entered(const struct annotation *annotation);

const char *motivation_name(enum motivation motivation);

/* [a-z0-9] then [a-z0-9-], at most 64. */
bool name_valid(struct text name);
/* 8-4-4-4-12 lower-case hexadecimal. */
bool uuid_valid(struct text uuid);
/* A UUID version 7 (RFC 9562) greater than `greatest` (NULL: none): from the clock, or a little more than `greatest`
 * where the clock is behind it, by chance, so that two processes never give the same. */
void uuid_next(char out[UUID_TEXT], const char *greatest);

#endif
