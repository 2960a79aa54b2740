#include "store/tag.h"

#include "base/language.h"
#include "base/memory.h"
#include "store/libgit.h"

static char *message_take(const struct tag_order *order)
{
	struct buffer message = {0};
	for (const char *byte = order->subject; *byte; byte++)
		buffer_add_byte(&message, *byte == '\n' || *byte == '\r' ? ' ' : *byte);
	buffer_add_byte(&message, '\n');
	if (order->body)
		buffer_format(&message, "\n%s\n", order->body);
	return buffer_take(&message);
}

const struct fault *tag_write(struct oid *out, struct repository *repository, const struct tag_order *order)
{
	git_oid commit = libgit_oid(&order->commit), id;
	git_object *target = NULL;
	git_signature *tagger = NULL;
	char *message = message_take(order);
	int code = git_object_lookup(&target, repository->git, &commit, GIT_OBJECT_COMMIT);
	if (code == 0)
		code = libgit_signature(&tagger, order->tagger_name, order->tagger_email, order->when);
	if (code == 0)
		code = git_tag_annotation_create(&id, repository->git, order->name, target, tagger, message);
	if (code == 0)
		*out = libgit_oid_from(&id);
	git_signature_free(tagger);
	git_object_free(target);
	free(message);
	return code == 0 ? NULL : libgit_fault(code, _("the tag %s cannot be saved"), order->name);
}

static const struct fault *no_tag(const char *name)
{
	return fault_new(FAULT_MISSING, _("no version is called %s"), name);
}

const struct fault *tag_read(struct tag_facts *out, struct repository *repository, const char *name)
{
	git_tag *tag = NULL;
	git_oid id;
	char *ref = memory_format("refs/tags/%s", name);
	int code = git_reference_name_to_id(&id, repository->git, ref);
	*out = (struct tag_facts){0};
	free(ref);
	if (code != 0 || git_tag_lookup(&tag, repository->git, &id) != 0)
		return no_tag(name);
	const git_signature *tagger = git_tag_tagger(tag);
	const char *message = git_tag_message(tag);
	if (!tagger || !message) {
		git_tag_free(tag);
		return no_tag(name);
	}
	out->when = (struct moment){.seconds = tagger->when.time, .offset_minutes = tagger->when.offset};
	out->subject = memory_copy(message, strcspn(message, "\r\n"));
	git_tag_free(tag);
	return NULL;
}

void tag_facts_clear(struct tag_facts *facts)
{
	free(facts->subject);
	*facts = (struct tag_facts){0};
}
