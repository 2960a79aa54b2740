#include "review/scope.h"

#include <string.h>

#include "review/translation.h"

const char *scope_tag(enum scope scope)
{
	static const char *const tags[] = {NULL, "scope:wording", "scope:substance"};
	return tags[scope];
}

enum scope scope_named(const char *tag)
{
	for (int scope = SCOPE_WORDING; tag && scope <= SCOPE_SUBSTANCE; scope++)
		if (!strcmp(tag, scope_tag((enum scope)scope)))
			return (enum scope)scope;
	return SCOPE_UNSAID;
}

enum scope scope_of(const struct annotation *annotation)
{
	for (size_t i = 0; i < annotation->tag_count; i++) {
		enum scope scope = scope_named(annotation->tags[i]);
		if (scope != SCOPE_UNSAID)
			return scope;
	}
	return SCOPE_UNSAID;
}

const char *scope_name(const struct amendment *amendment)
{
	return amendment->substance ? "substance" : "wording";
}

static bool member_translates(const struct review *review, const char *id)
{
	const struct member *member = id ? consultation_member(&review->consultation, id) : NULL;
	return member && member->role == ROLE_TRANSLATOR && member->language &&
	       !strcmp(member->language, review_draft(review)->language);
}

bool scope_asked(const struct review *review)
{
	return translation_is(review, review->draft_index) && !member_translates(review, review->identity.id);
}

bool scope_translates(const struct review *review, size_t reviewer)
{
	return translation_is(review, review->draft_index) && reviewer != STANDING_NONE &&
	       member_translates(review, review->standing->reviewers[reviewer].id);
}

bool scope_elsewhere(const struct review *review, const char *path)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct annotation *annotation = standing->remarks[i].annotation;
		const struct target *target = &annotation->targets[0];
		if (annotation->motivation == COMMENTING && scope_of(annotation) == SCOPE_SUBSTANCE &&
			target->kind == TARGET_AMENDMENT && target->source && !strcmp(target->source, path) &&
			standing->remarks[i].verified && standing->threads.entries[i].state != STATE_WITHDRAWN)
			return true;
	}
	return false;
}
