/* consultation - what is reviewed, in which frame, by whom (drafts/consultation.json)
 *
 * Read from the base only. A repository without the file can be reviewed just as well: then every Markdown file in
 * drafts, else every Markdown file at the top, is a draft, the roster is empty and anyone may decide.
 *
 *   title {fr,en,es}     base "main"      deadline RFC 3339      typography "imprimerie-nationale"
 *   drafts[] {path,language,source}       areas[] mechanisms[] questions[] groups[] {id,label{fr,en,es}}
 *   roster[] {id,name,organisation,group,language,role}, role reviewer, translator or secretariat
 */
#ifndef REVIEW_CONSULTATION_H
#define REVIEW_CONSULTATION_H

#include "base/clock.h"
#include "store/snapshot.h"

#define CONSULTATION_PATH "drafts/consultation.json"
enum { CONSULTATION_LIMIT = 1024 * 1024, CONSULTATION_DRAFTS = 256 };

enum role { ROLE_REVIEWER, ROLE_TRANSLATOR, ROLE_SECRETARIAT };

struct labels {
	char *fr, *en, *es; /* NULL where absent */
};

struct category {
	char *id;
	struct labels label;
};

struct categories {
	struct category *items;
	size_t count, capacity;
};

struct consultation_draft {
	char *path, *language; /* language "" where neither the file nor its name says */
	bool source;
};

struct member {
	char *id, *name, *organisation, *group, *language; /* organisation, group, language may be NULL */
	enum role role;
};

struct consultation {
	bool present; /* the file is there */
	char *base;   /* branch name */
	struct labels title;
	struct consultation_draft *drafts;
	size_t draft_count, draft_capacity;
	struct categories areas, mechanisms, questions, groups;
	struct member *roster;
	size_t member_count, member_capacity;
	bool has_deadline;
	struct moment deadline;
	char *typography;
};

/* Reads the file's bytes. FAULT_MALFORMED names the key and what is wrong: an unknown role, two members of one id, a
 * path outside the repository. */
const struct fault *consultation_read(struct consultation *out, struct text json) MUST_CHECK;
/* From the base's tree: the file, else what stands there. FAULT_MISSING when there is no draft at all. */
const struct fault *consultation_open(
	struct consultation *out, struct snapshot *base, const char *base_name) MUST_CHECK;
void consultation_clear(struct consultation *consultation);

/* NULL when nobody on the roster bears the id. */
const struct member *consultation_member(const struct consultation *consultation, const char *id);
/* Whether this id is of the secretariat: on the roster as such, or no roster at all. */
bool consultation_secretariat(const struct consultation *consultation, const char *id);
/* The source draft: the one said to be, else the first. */
const struct consultation_draft *consultation_source(const struct consultation *consultation);
/* The draft with this path, file name, or language; NULL. */
const struct consultation_draft *consultation_find(const struct consultation *consultation, const char *words);
/* Whether a path is one of the drafts. */
bool consultation_has(const struct consultation *consultation, const char *path);

/* The label in a language ("fr"), else English, French, Spanish, else "". */
const char *labels_in(const struct labels *labels, const char *language);
/* The category of an id, NULL when unknown. */
const struct category *categories_find(const struct categories *categories, const char *id);
/* The label of a tag such as "area:sante"; the tag itself when unknown. */
const char *consultation_tag(const struct consultation *consultation, const char *tag, const char *language);
/* Whether a tag names a known area, mechanism or question. */
bool consultation_has_tag(const struct consultation *consultation, const char *tag);

#endif
