#include "review/identity.h"

#include "annotation/annotation.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/place.h"
#include "store/settings.h"

static char *identity_key(struct repository *repository, const char *name)
{
	return memory_format("repository.%s.%s", repository_folder(repository), name);
}

static char *identity_kept(struct repository *repository, const char *name)
{
	char *path = place_config("identity");
	char *key = identity_key(repository, name);
	char *value = settings_find(path, key);
	if (value && !value[0]) { /* of somebody else before */
		free(value);
		value = NULL;
	}
	free(key);
	free(path);
	return value;
}

static char *identity_email(const char *id, bool given)
{
	char *name = NULL, *email = NULL;
	if (!given)
		repository_user(&name, &email);
	free(name);
	return email ? email : memory_format("%s@paraphe.invalid", id);
}

const struct fault *identity_make(
	struct identity *out, const struct consultation *consultation, const char *id, bool given)
{
	*out = (struct identity){0};
	if (!name_valid(text_of(id)))
		return fault_new(FAULT_MALFORMED,
			_("“%.80s” cannot be a reviewer's id: use small letters, digits and hyphens, as in sherpa-a"),
			id);
	const struct member *member = consultation_member(consultation, id);
	out->id = memory_string(id);
	out->name = memory_string(member ? member->name : id);
	out->given = given;
	out->listed = member != NULL;
	out->email = identity_email(id, given);
	if (member) {
		out->organisation = memory_string(member->organisation);
		out->group = memory_string(member->group);
		out->language = memory_string(member->language);
		out->role = member->role;
	} else if (!consultation->member_count) {
		out->role = ROLE_SECRETARIAT;
	}
	return NULL;
}

/* What someone off the roster said of themselves. */
static void identity_complete(struct identity *out, struct repository *repository)
{
	char *name = identity_kept(repository, "name");
	if (name) {
		free(out->name);
		out->name = name;
	}
	free(out->organisation);
	free(out->group);
	out->organisation = identity_kept(repository, "organisation");
	out->group = identity_kept(repository, "group");
}

const struct fault *identity_find(
	struct identity *out, struct repository *repository, const struct consultation *consultation, const char *as)
{
	*out = (struct identity){0};
	if (!as || !as[0])
		as = getenv("PARAPHE_AS");
	if (as && as[0])
		return identity_make(out, consultation, as, true);
	char *id = identity_kept(repository, "id");
	if (!id)
		return NULL;
	const struct fault *fault = identity_make(out, consultation, id, false);
	if (!fault && !out->listed)
		identity_complete(out, repository);
	free(id);
	return fault;
}

/* An absent value is kept as an empty one: what somebody else said here before is not mine. */
static const struct fault *keep(const char *path, struct repository *repository, const char *name, const char *value)
{
	char *key = identity_key(repository, name);
	const struct fault *fault = settings_set(path, key, value ? value : "");
	free(key);
	return fault;
}

const struct fault *identity_save(const struct identity *identity, struct repository *repository)
{
	char *path = place_config("identity");
	const struct fault *fault = keep(path, repository, "id", identity->id);
	if (!fault)
		fault = keep(path, repository, "name", identity->name);
	if (!fault && !identity->listed)
		fault = keep(path, repository, "organisation", identity->organisation);
	if (!fault && !identity->listed)
		fault = keep(path, repository, "group", identity->group);
	free(path);
	return fault;
}

void identity_copy(struct identity *out, const struct identity *identity)
{
	*out = (struct identity){.id = memory_string(identity->id),
		.name = memory_string(identity->name),
		.organisation = memory_string(identity->organisation),
		.group = memory_string(identity->group),
		.language = memory_string(identity->language),
		.email = memory_string(identity->email),
		.role = identity->role,
		.listed = identity->listed,
		.given = identity->given};
}

void identity_clear(struct identity *identity)
{
	free(identity->id);
	free(identity->name);
	free(identity->organisation);
	free(identity->group);
	free(identity->language);
	free(identity->email);
	*identity = (struct identity){0};
}

const struct fault *identity_need(const struct identity *identity)
{
	if (identity->id)
		return NULL;
	return fault_new(FAULT_FORBIDDEN, "%s",
		_("it is not known who you are: put --as ID before the command, set PARAPHE_AS, or open the review "
		  "once and choose your name"));
}
