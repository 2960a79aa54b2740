/* who - what is asked at the first run, apart from keys and drawing (who_view.c, who_draw.c) */
#ifndef VIEWS_WHO_H
#define VIEWS_WHO_H

#include "views/choice.h"
#include "views/editor.h"
#include "views/paper.h"
#include "views/who_view.h"

enum who_field { WHO_NAME, WHO_ORGANISATION, WHO_GROUP, WHO_ID, WHO_FIELDS };

/* Somebody who can be chosen. */
struct who_person {
	char *id, *name, *organisation, *group; /* the last two may be NULL */
};

struct who {
	struct session *session;
	struct who_person *people; /* the roster, then those who wrote without being on it */
	size_t count, capacity;
	struct choice choice; /* the people, then "I am not on the list" */
	struct paper explained;
	struct buffer typed; /* on the list: the beginning of a name */
	bool asking;         /* the second page: name, organisation, group, id */
	enum who_field field;
	struct editor name, organisation, id;
	bool own_id;  /* the id was typed, not made from the name */
	size_t group; /* of the consultation's groups; their count: none */
};

void who_open(struct who *who, struct session *session);
void who_clear(struct who *who);
bool who_has(const struct who *who, enum who_field field);
/* After each key in the name: the id follows it until one types one's own. */
void who_make_id(struct who *who);
/* A character of a name, typed on the list: goes to whom it fits, else describes somebody who is not on it. */
void who_type(struct who *who, int32_t point);
/* Becomes the selected person, or the one described. */
const struct fault *who_become(struct who *who) MUST_CHECK;

void who_draw(struct view *view, const struct layout *layout);

#endif
