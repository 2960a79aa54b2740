#include "review/consultation.h"

#include "annotation/annotation.h"
#include "base/array.h"
#include "base/language.h"
#include "json/json.h"
#include "spelling/typography.h"

#define wrong(...) fault_context(fault_new(FAULT_MALFORMED, __VA_ARGS__), "%s", CONSULTATION_PATH)

static void read_labels(struct labels *out, const struct json *value)
{
	out->fr = memory_string(json_find_string(value, "fr"));
	out->en = memory_string(json_find_string(value, "en"));
	out->es = memory_string(json_find_string(value, "es"));
	if (json_as_string(value))
		out->en = memory_string(json_as_string(value));
}

static void clear_labels(struct labels *labels)
{
	free(labels->fr);
	free(labels->en);
	free(labels->es);
}

/* What is there must be what it is to be. Passed over in silence, a roster that is no list would let anyone decide. */
enum kind { KIND_STRING, KIND_LIST, KIND_LABEL };

static const struct fault *check_kind(const struct json *object, const char *key, enum kind kind)
{
	const struct json *value = json_find(object, key);
	bool is_string = json_as_string(value) != NULL;
	if (!value)
		return NULL;
	if (kind == KIND_STRING && !is_string)
		return wrong(_("“%s” is to be a text in quotation marks"), key);
	if (kind == KIND_LIST && !json_is_array(value))
		return wrong(_("“%s” is to be a list: […]"), key);
	if (kind == KIND_LABEL && !is_string && !json_is_object(value))
		return wrong(_("“%s” is to be a text, or one for each language: {\"fr\": …}"), key);
	return NULL;
}

static const struct fault *check_kinds(const struct json *root)
{
	static const struct {
		const char *key;
		enum kind kind;
	} known[] = {{"title", KIND_LABEL}, {"base", KIND_STRING}, {"drafts", KIND_LIST}, {"areas", KIND_LIST},
		{"mechanisms", KIND_LIST}, {"questions", KIND_LIST}, {"groups", KIND_LIST}, {"deadline", KIND_STRING},
		{"typography", KIND_STRING}, {"roster", KIND_LIST}};
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		const struct fault *fault = check_kind(root, known[i].key, known[i].kind);
		if (fault)
			return fault;
	}
	return NULL;
}

static const struct fault *read_categories(struct categories *out, const struct json *root, const char *key)
{
	const struct json *list = json_find(root, key);
	for (size_t i = 0; i < json_count(list); i++) {
		const struct json *item = json_at(list, i);
		const char *id = json_find_string(item, "id");
		if (!id || !name_valid(text_of(id)))
			return wrong(_("an entry of “%s” has no id of small letters, digits and hyphens"), key);
		if (categories_find(out, id))
			return wrong(_("the id “%s” stands twice in one list"), id);
		struct category *category = ARRAY_ADD(out->items, out->count, out->capacity);
		category->id = memory_string(id);
		read_labels(&category->label, json_find(item, "label"));
	}
	return NULL;
}

/* A path inside the repository that no trick leads out of. */
static bool path_valid(const char *path)
{
	if (!path[0] || path[0] == '/' || strlen(path) > 512)
		return false;
	for (const char *part = path; part; part = strchr(part, '/')) {
		part += *part == '/';
		size_t size = strcspn(part, "/");
		if (size == 0 || (size <= 2 && strspn(part, ".") >= size) ||
			(size == 4 && !strncasecmp(part, ".git", 4)))
			return false;
	}
	return true;
}

static const struct fault *read_drafts(struct consultation *out, const struct json *root)
{
	const struct json *list = json_find(root, "drafts");
	for (size_t i = 0; i < json_count(list); i++) {
		const struct json *item = json_at(list, i);
		const char *path = json_find_string(item, "path");
		if (!path || !path_valid(path))
			return wrong(_("the draft “%s” is no path inside the repository"), path ? path : "");
		if (consultation_has(out, path))
			return wrong(_("the draft “%s” stands twice in it"), path);
		struct consultation_draft *draft = ARRAY_ADD(out->drafts, out->draft_count, out->draft_capacity);
		draft->path = memory_string(path);
		const char *language = json_find_string(item, "language");
		draft->language = memory_string(language ? language : "");
		draft->source = json_is_true(json_find(item, "source"));
	}
	if (!out->draft_count)
		return wrong(_("it names no drafts under “%s”"), "drafts");
	return NULL;
}

static const struct fault *read_role(enum role *out, const char *role)
{
	if (!role || !strcmp(role, "reviewer"))
		*out = ROLE_REVIEWER;
	else if (!strcmp(role, "translator"))
		*out = ROLE_TRANSLATOR;
	else if (!strcmp(role, "secretariat"))
		*out = ROLE_SECRETARIAT;
	else
		return wrong(_("“%s” is no role; the roles are reviewer, translator and secretariat"), role);
	return NULL;
}

static const struct fault *read_roster(struct consultation *out, const struct json *root)
{
	const struct json *list = json_find(root, "roster");
	for (size_t i = 0; i < json_count(list); i++) {
		const struct json *item = json_at(list, i);
		const char *id = json_find_string(item, "id");
		if (!id || !name_valid(text_of(id)))
			return wrong(_("the roster has an id that is not small letters, digits and hyphens: “%s”"),
				id ? id : "");
		if (consultation_member(out, id))
			return wrong(_("two people on the roster bear the id “%s”"), id);
		struct member *member = ARRAY_ADD(out->roster, out->member_count, out->member_capacity);
		member->id = memory_string(id);
		const char *name = json_find_string(item, "name");
		member->name = memory_string(name ? name : id);
		member->organisation = memory_string(json_find_string(item, "organisation"));
		member->group = memory_string(json_find_string(item, "group"));
		member->language = memory_string(json_find_string(item, "language"));
		const struct fault *fault = check_kind(item, "role", KIND_STRING);
		if (!fault)
			fault = read_role(&member->role, json_find_string(item, "role"));
		if (fault)
			return fault;
	}
	return NULL;
}

static const struct fault *read_frame(struct consultation *out, const struct json *root)
{
	read_labels(&out->title, json_find(root, "title"));
	const char *base = json_find_string(root, "base");
	out->base = memory_string(base && base[0] ? base : "main");
	const char *typography = json_find_string(root, "typography");
	out->typography = memory_string(typography ? typography : "imprimerie-nationale");
	enum typography_profile profile;
	if (!typography_profile_find(&profile, text_of(out->typography)))
		return wrong(_("“%s” is no set of rules of typography; they are imprimerie-nationale, "
			       "union-europeenne and none"),
			out->typography);
	const char *deadline = json_find_string(root, "deadline");
	out->has_deadline = deadline && clock_parse(&out->deadline, deadline);
	if (deadline && !out->has_deadline)
		return wrong(_("the deadline “%s” is no date as in 2027-05-18T13:30:00+02:00"), deadline);
	return NULL;
}

const struct fault *consultation_read(struct consultation *out, struct text source)
{
	struct json *root = NULL;
	*out = (struct consultation){.present = true};
	const struct fault *fault = json_read(&root, source);
	if (fault)
		return fault_context(fault, "%s", CONSULTATION_PATH);
	if (!json_is_object(root))
		fault = wrong("%s", _("it is no JSON object"));
	if (!fault)
		fault = check_kinds(root);
	if (!fault)
		fault = read_frame(out, root);
	if (!fault)
		fault = read_drafts(out, root);
	if (!fault)
		fault = read_categories(&out->areas, root, "areas");
	if (!fault)
		fault = read_categories(&out->mechanisms, root, "mechanisms");
	if (!fault)
		fault = read_categories(&out->questions, root, "questions");
	if (!fault)
		fault = read_categories(&out->groups, root, "groups");
	if (!fault)
		fault = read_roster(out, root);
	json_free(root);
	if (fault)
		consultation_clear(out);
	return fault;
}

/* "declaration.fr.md" speaks French. */
static char *language_of(const char *path)
{
	size_t size = strlen(path);
	if (size > 6 && path[size - 6] == '.')
		return memory_copy(path + size - 5, 2);
	return memory_string("");
}

static const struct fault *add_markdown(struct consultation *out, struct snapshot *base, const char *folder)
{
	struct snapshot_entries entries = {0};
	const struct fault *fault = snapshot_list(&entries, base, folder, 20000);
	for (size_t i = 0; !fault && i < entries.count && out->draft_count < CONSULTATION_DRAFTS; i++) {
		const char *name = entries.items[i].name;
		size_t size = strlen(name);
		if (!entries.items[i].plain || size < 4 || strcmp(name + size - 3, ".md") != 0)
			continue;
		struct consultation_draft *draft = ARRAY_ADD(out->drafts, out->draft_count, out->draft_capacity);
		draft->path = folder[0] ? memory_format("%s/%s", folder, name) : memory_string(name);
		draft->language = language_of(name);
	}
	snapshot_entries_clear(&entries);
	return fault;
}

static const struct fault *consultation_guess(struct consultation *out, struct snapshot *base, const char *base_name)
{
	*out = (struct consultation){
		.base = memory_string(base_name), .typography = memory_string("imprimerie-nationale")};
	const struct fault *fault = add_markdown(out, base, "drafts");
	if (!fault && !out->draft_count)
		fault = add_markdown(out, base, "");
	if (!fault && !out->draft_count)
		fault = fault_new(FAULT_MISSING, "%s",
			_("this repository holds no draft (drafts/*.md); start a consultation with: "
			  "paraphe init DIR --draft FILE"));
	if (fault)
		consultation_clear(out);
	return fault;
}

const struct fault *consultation_open(struct consultation *out, struct snapshot *base, const char *base_name)
{
	struct buffer bytes = {0};
	const struct fault *fault = snapshot_read(&bytes, base, CONSULTATION_PATH, CONSULTATION_LIMIT);
	if (fault && fault_kind(fault) == FAULT_MISSING)
		fault = consultation_guess(out, base, base_name);
	else if (!fault)
		fault = consultation_read(out, buffer_text(&bytes));
	buffer_clear(&bytes);
	return fault;
}

static void clear_categories(struct categories *categories)
{
	for (size_t i = 0; i < categories->count; i++) {
		free(categories->items[i].id);
		clear_labels(&categories->items[i].label);
	}
	free(categories->items);
}

void consultation_clear(struct consultation *consultation)
{
	for (size_t i = 0; i < consultation->draft_count; i++) {
		free(consultation->drafts[i].path);
		free(consultation->drafts[i].language);
	}
	for (size_t i = 0; i < consultation->member_count; i++) {
		struct member *member = &consultation->roster[i];
		free(member->id);
		free(member->name);
		free(member->organisation);
		free(member->group);
		free(member->language);
	}
	free(consultation->drafts);
	free(consultation->roster);
	clear_categories(&consultation->areas);
	clear_categories(&consultation->mechanisms);
	clear_categories(&consultation->questions);
	clear_categories(&consultation->groups);
	clear_labels(&consultation->title);
	free(consultation->base);
	free(consultation->typography);
	*consultation = (struct consultation){0};
}

const struct member *consultation_member(const struct consultation *consultation, const char *id)
{
	for (size_t i = 0; i < consultation->member_count; i++)
		if (!strcmp(consultation->roster[i].id, id))
			return &consultation->roster[i];
	return NULL;
}

bool consultation_secretariat(const struct consultation *consultation, const char *id)
{
	if (!consultation->member_count)
		return true;
	const struct member *member = consultation_member(consultation, id);
	return member && member->role == ROLE_SECRETARIAT;
}

const struct consultation_draft *consultation_source(const struct consultation *consultation)
{
	for (size_t i = 0; i < consultation->draft_count; i++)
		if (consultation->drafts[i].source)
			return &consultation->drafts[i];
	return consultation->draft_count ? &consultation->drafts[0] : NULL;
}

const struct consultation_draft *consultation_find(const struct consultation *consultation, const char *words)
{
	for (size_t i = 0; i < consultation->draft_count; i++) {
		const struct consultation_draft *draft = &consultation->drafts[i];
		const char *slash = strrchr(draft->path, '/');
		if (!strcmp(draft->path, words) || (slash && !strcmp(slash + 1, words)) ||
			!strcmp(draft->language, words))
			return draft;
	}
	return NULL;
}

bool consultation_has(const struct consultation *consultation, const char *path)
{
	for (size_t i = 0; i < consultation->draft_count; i++)
		if (!strcmp(consultation->drafts[i].path, path))
			return true;
	return false;
}

const char *labels_in(const struct labels *labels, const char *language)
{
	const char *order[] = {!strcmp(language, "fr")   ? labels->fr
			       : !strcmp(language, "es") ? labels->es
							 : labels->en,
		labels->en, labels->fr, labels->es};
	for (size_t i = 0; i < ARRAY_SIZE(order); i++)
		if (order[i])
			return order[i];
	return "";
}

const struct category *categories_find(const struct categories *categories, const char *id)
{
	for (size_t i = 0; i < categories->count; i++)
		if (!strcmp(categories->items[i].id, id))
			return &categories->items[i];
	return NULL;
}

static const struct category *find_tag(const struct consultation *consultation, const char *tag)
{
	if (!strncmp(tag, "area:", 5))
		return categories_find(&consultation->areas, tag + 5);
	if (!strncmp(tag, "mechanism:", 10))
		return categories_find(&consultation->mechanisms, tag + 10);
	if (!strncmp(tag, "question:", 9))
		return categories_find(&consultation->questions, tag + 9);
	return NULL;
}

const char *consultation_tag(const struct consultation *consultation, const char *tag, const char *language)
{
	const struct category *category = find_tag(consultation, tag);
	const char *label = category ? labels_in(&category->label, language) : "";
	return label[0] ? label : tag;
}

bool consultation_has_tag(const struct consultation *consultation, const char *tag)
{
	return find_tag(consultation, tag) != NULL;
}
