#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"
#include "spelling/hostile.h"
#include "spelling/mask.h"

/* The text with every masked byte shown as `#`. */
static char *shown(struct text text, enum mask_syntax syntax)
{
	struct spans spans = {0};
	mask_find(&spans, text, syntax);
	char *out = memory_copy(text.bytes, text.size);
	for (size_t i = 0; i < spans.count; i++) {
		assert_true(spans.items[i].start < spans.items[i].end && spans.items[i].end <= text.size);
		assert_true(i == 0 || spans.items[i].start > spans.items[i - 1].end);
		memset(out + spans.items[i].start, '#', spans.items[i].end - spans.items[i].start);
	}
	spans_clear(&spans);
	return out;
}

struct expected {
	const char *text, *masked;
};

static void check(const struct expected *list, size_t count, enum mask_syntax syntax)
{
	for (size_t i = 0; i < count; i++) {
		char *masked = shown(text_of(list[i].text), syntax);
		assert_string_equal(masked, list[i].masked);
		free(masked);
	}
}

/* What is masked whatever the syntax. */
static const struct expected everywhere[] = {
	{"l'eau, 12:00-13:30 et/ou femmes/hommes", "l'eau, 12:00-13:30 et/ou femmes/hommes"},
	{"voir https://sdgs.un.org/fr/goals?x=1!", "voir ################################!"},
	{"(https://fr.wikipedia.org/wiki/Paris_(Texas))", "(###########################################)"},
	{"d’https://a.b, puis", "d’###########, puis"},
	{"www.cglu.org : oui", "############ : oui"},
	{"cglu.org, declaration.fr.md.", "########, #################."},
	{"à l'adresse (jean.dupont@ville.example.org).", "à l'adresse (#############################)."},
	{"mailto:a@b.org ou tel:+33123", "############## ou ##########"},
	{"@secretariat et #GoldenAge ou C# 12", "############ et ########## ou C# 12"},
	{"/usr/share/doc, ~/x, ./y ou ../z", "##############, ###, ### ou ####"},
	{"C:\\Temp\\x.doc :", "############# :"},
	{"snake_case, a::b, --option et cle=valeur", "##########, ####, ######## et ##########"},
	{"fin.Le début ; chef.fe.s ; etc.) 3.5", "fin.Le début ; chef.fe.s ; etc.) 3.5"},
	{"un `mot` ici", "un ##### ici"},
	{"un ``a ` b`` ici, seul ` là", "un ######### ici, seul ` là"},
	{"<a href=\"x\" title='l&#39;eau'>mot</a> 3 < 4", "##############################mot#### 3 < 4"},
	{"AT&T&nbsp;! &#160;&#xa0; et & ou", "AT&T######! ############ et & ou"},
	{"<code>l'eau</code> <br/> <b>l'eau</b>", "################## ##### ###l'eau####"},
	{"avant <!-- l'eau\n\nlà --> après", "avant ################### après"},
	{"«\xc2\xa0x::y\xc2\xa0» /x", "«\xc2\xa0####\xc2\xa0» ##"},
	{":smile: et :mot", "####### et :mot"},
	{"a\xff\xfe mot \xc3", "a## mot #"},
	{"", ""},
};

static void what_is_no_prose_is_masked(void **state)
{
	(void)state;
	check(everywhere, ARRAY_SIZE(everywhere), MASK_PLAIN);
	check(everywhere, ARRAY_SIZE(everywhere), MASK_MARKDOWN);
}

static const struct expected markdown[] = {
	{"# Titre : un", "##Titre : un"},
	{"> 1. *mot* !", "#####*mot* !"},
	{"- [ ] à faire\n  - mot", "######à faire\n####mot"},
	{"[mot](https://a.b \"l'eau\") et [mot][réf]", "[mot###################### et [mot#######"},
	{"![image](x.png) Non ![^1]", "##image######## Non !####"},
	{"[^note]: L'eau", "######## L'eau"},
	{"[réf]: <u> \"l'eau\"\nmot", "###################\nmot"},
	{"[Note]: il faut l'eau", "[Note]: il faut l'eau"},
	{"[...] [suite] (voir)", "[...] [suite] (voir)"},
	{"Titre\n=====\n\n***\n", "Titre\n#####\n\n###\n"},
	{"| a  |  b |\n|:---|---:|\n| 1 | 2", "##a#####b##\n###########\n##1###2"},
	{"```c\nl'eau\n```\nmot\n~~~\nx", "##############\nmot\n#####"},
	{"avant ``` après", "avant ``` après"},
	{"un ` seul\n\nautre ` seul", "un ` seul\n\nautre ` seul"},
	{"pas \\*ici\\* !", "pas #*ici#* !"},
	{"**mot**: _mot_ et l’*Agenda*", "**mot**: _mot_ et l’*Agenda*"},
	{"2030 : une date", "2030 : une date"},
	{"2030. une date", "######une date"},
};

static void markdown_has_marks_of_its_own(void **state)
{
	(void)state;
	check(markdown, ARRAY_SIZE(markdown), MASK_MARKDOWN);
	static const struct expected plain[] = {
		{"# Titre", "# Titre"},
		{"- mot | mot", "- mot | mot"},
		{"[mot](là)", "[mot](là)"},
	};
	check(plain, ARRAY_SIZE(plain), MASK_PLAIN);
}

/* All that is masked lies within the text, in order; how long a megabyte takes is for the bench to say (mask). */
static void hostile_texts_are_survived(void **state)
{
	(void)state;
	enum { SIZE = 1 << 16 };
	struct buffer big = {0};
	for (size_t i = 0; i < HOSTILE_COUNT; i++) {
		buffer_empty(&big);
		hostile_add(&big, i, SIZE);
		for (int syntax = MASK_PLAIN; syntax <= MASK_MARKDOWN; syntax++) {
			struct spans spans = {0};
			mask_find(&spans, buffer_text(&big), (enum mask_syntax)syntax);
			for (size_t k = 0; k < spans.count; k++) {
				assert_true(spans.items[k].start < spans.items[k].end);
				assert_true(k == 0 || spans.items[k - 1].end < spans.items[k].start);
				assert_true(spans.items[k].end <= big.size);
			}
			spans_clear(&spans);
		}
	}
	buffer_clear(&big);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_prose_is_masked),
		cmocka_unit_test(markdown_has_marks_of_its_own),
		cmocka_unit_test(hostile_texts_are_survived),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
