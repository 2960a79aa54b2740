# paraphe - see README.md; `make help` lists the targets
SHELL := /bin/sh
.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules

VARIANT ?=
BUILD := build$(if $(VARIANT),/$(VARIANT))
PREFIX ?= /usr/local
DESTDIR ?=

# --- what it stands on: tests/install.sh asks for the Debian packages, pkg-config finds what they brought
PACKAGES := libgit2 zlib ncursesw libcmark jansson libutf8proc libmd hunspell
DEBIAN := gcc make pkg-config git gettext libgit2-dev zlib1g-dev libncurses-dev libcmark-dev libjansson-dev libutf8proc-dev \
	libmd-dev libhunspell-dev libgettextpo-dev hunspell-fr hunspell-en-us hunspell-es
DEBIAN_TEST := libcmocka-dev libvterm-dev less vim openssh-client openssh-server gnupg gpgsm debian-faq-fr
# Documents in three languages, to be paired: small ones; debian-reference-{en,fr,es} are paired, too, where they are.
DEBIAN_TEST += apt-doc aptitude-doc-en aptitude-doc-fr aptitude-doc-es maint-guide maint-guide-fr maint-guide-es
DEBIAN_LINT := clang-format clang-tidy cppcheck shellcheck
DEBIAN_BENCH := tig strace hunspell aspell aspell-fr nuspell jq
# Empty where something is missing; then `setup` has still to come, or says what it cannot do.
FOUND := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null && echo -DFOUND)

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings \
	-Wformat=2 -Wundef -Wvla -Werror
OPTIMISE := -O2 -g -D_FORTIFY_SOURCE=2
SANITIZE :=
ifeq ($(VARIANT),asan)
OPTIMISE := -O1 -g
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
# Yours come last and win.
C_FLAGS := -std=gnu17 $(OPTIMISE) $(WARNINGS) $(SANITIZE) -fstack-protector-strong -pthread $(CFLAGS)
CPP_FLAGS := -D_GNU_SOURCE -Iinclude -DPREFIX='"$(PREFIX)"' $(filter-out -DFOUND,$(FOUND)) $(CPPFLAGS)
LD_FLAGS := $(SANITIZE) -pthread -Wl,--as-needed -Wl,-z,relro,-z,now $(LDFLAGS)
LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lgettextpo -lm $(LDLIBS)
COMPILE = $(CC) $(CPP_FLAGS) $(C_FLAGS)
# V=1 shows the commands whole.
QUIET := $(if $(V),,@)
SAY = @$(if $(V),:,printf '%-8s%s\n' $(1) $@)

# --- the files
LIBRARY_FLOORS := base text json draft annotation spelling store review act
LIBRARY_SOURCES := $(wildcard $(LIBRARY_FLOORS:%=src/%/*.c))
PROGRAM_SOURCES := $(wildcard src/views/*.c src/commands/*.c src/main.c)
LIBRARY_OBJECTS := $(LIBRARY_SOURCES:%.c=$(BUILD)/%.o)
PROGRAM_OBJECTS := $(PROGRAM_SOURCES:%.c=$(BUILD)/%.o)
LIBRARY := $(BUILD)/libparaphe.a
PROGRAM := $(BUILD)/paraphe

# One catalogue a language, src/fr.po; the program finds them beside its tree, whatever the variant.
LANGUAGES := $(patsubst src/%.po,%,$(wildcard src/*.po))
CATALOGUES := $(LANGUAGES:%=build/locale/%/LC_MESSAGES/paraphe.mo)

UNIT_SOURCES := $(wildcard tests/unit/*/*_test.c)
UNIT_TESTS := $(UNIT_SOURCES:tests/%.c=$(BUILD)/%)
TERMINAL := $(addprefix $(BUILD)/terminal/,drive latency)
TERMINAL_SHARED := $(filter-out %/drive.c %/latency.c %/playground.c,$(wildcard tests/terminal/*.c))
BENCH := $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/bench/*.c))
LOAD := $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/load/*.c))

C_FILES := $(wildcard src/*/*.c src/*.c include/*/*.h tests/unit/*/*.[ch] tests/oracle/*.[ch] tests/bench/*.c tests/load/*.c)
SHELL_FILES := .ci/run $(wildcard tests/*.sh tests/*/*.sh)

JOBS := -j$(shell nproc 2>/dev/null || echo 2)
# A second make, once the set-up is there: this one has read its files before it.
AGAIN = @+$(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,$(JOBS))

all: $(PROGRAM) catalogues ## build the program: build/paraphe

catalogues: $(CATALOGUES)

ready:
	@$(if $(FOUND),:,pkg-config --exists --print-errors $(PACKAGES) || { echo "some libraries are missing: make setup" >&2; exit 2; })

$(PROGRAM): $(PROGRAM_OBJECTS) $(LIBRARY)
	$(call SAY,link)
	$(QUIET)$(CC) $(LD_FLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(LIBRARY_OBJECTS)
	@rm -f $@
	$(call SAY,archive)
	$(QUIET)$(AR) rcs $@ $^

$(BUILD)/src/%.o: src/%.c | ready
	@mkdir -p $(@D)
	$(call SAY,compile)
	$(QUIET)$(COMPILE) -MMD -MP -c -o $@ $<

# The one file that knows the prefix.
$(BUILD)/src/base/place.o: $(BUILD)/prefix
$(BUILD)/prefix: always
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@

build/locale/%/LC_MESSAGES/paraphe.mo: src/%.po
	@mkdir -p $(@D)
	$(call SAY,words)
	$(QUIET)msgfmt --check --output-file=$@ $<

# What the oracle and the bench make up.
MODEL := $(BUILD)/oracle/model.o $(BUILD)/oracle/stream.o
ORACLE := $(patsubst tests/%.c,$(BUILD)/%.o,$(wildcard tests/oracle/*.c))
$(ORACLE): $(BUILD)/%.o: tests/%.c | ready
	@mkdir -p $(@D)
	$(call SAY,compile)
	$(QUIET)$(COMPILE) -Itests -MMD -MP -c -o $@ $<

$(BUILD)/unit/act/oracle_test $(BUILD)/unit/act/order_test: $(ORACLE)
$(BUILD)/bench/consult: $(MODEL)

# --- tests. A line `// objects: views/pane views/layout` in one of them links what is above the library as well.
OBJECTS_NAMED := $(shell awk '/^\/\/ objects: / { sub(/\.c$$/, "", FILENAME); sub(/^tests\//, "", FILENAME); \
	for (i = 3; i <= NF; i++) print FILENAME ":" $$i }' /dev/null $(UNIT_SOURCES))
define objects_named
$(BUILD)/$(1): $(BUILD)/src/$(2).o
endef
$(foreach pair,$(OBJECTS_NAMED),$(eval \
	$(call objects_named,$(word 1,$(subst :, ,$(pair))),$(word 2,$(subst :, ,$(pair))))))

$(UNIT_TESTS): $(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(call SAY,test)
	$(QUIET)$(COMPILE) -Itests/unit -Itests -MMD -MP -MF $@.d $(LD_FLAGS) -o $@ $< $(filter %.o,$^) $(LIBRARY) -lcmocka $(LIBS)

$(BUILD)/unit/views/paint_test: LIBS += -lvterm # a terminal to look at

$(BUILD)/terminal/%.o: tests/terminal/%.c | ready
	@mkdir -p $(@D)
	$(call SAY,compile)
	$(QUIET)$(COMPILE) -U_GNU_SOURCE -D_GNU_SOURCE= -MMD -MP -c -o $@ $<

$(TERMINAL): %: %.o $(TERMINAL_SHARED:tests/%.c=$(BUILD)/%.o)
	$(call SAY,link)
	$(QUIET)$(CC) $(LD_FLAGS) -o $@ $^ -lvterm -lutil

# The views over any text, for trying the terminal by hand.
$(BUILD)/terminal/playground: %: %.o $(filter $(BUILD)/src/views/%,$(PROGRAM_OBJECTS)) $(LIBRARY)
	$(call SAY,link)
	$(QUIET)$(CC) $(LD_FLAGS) -o $@ $^ $(LIBS)

$(BENCH): $(BUILD)/bench/%: tests/bench/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(call SAY,bench)
	$(QUIET)$(COMPILE) -Itests -MMD -MP -MF $@.d $(LD_FLAGS) -o $@ $< $(filter %.o,$^) $(LIBRARY) $(LIBS)

$(LOAD): $(BUILD)/load/%: tests/load/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(call SAY,load)
	$(QUIET)$(COMPILE) -MMD -MP -MF $@.d $(LD_FLAGS) -o $@ $< $(LIBRARY) $(LIBS)

units: $(UNIT_TESTS)
terminal: $(TERMINAL)
benches: $(BENCH)
loads: $(LOAD)

-include $(ORACLE:.o=.d) $(LIBRARY_OBJECTS:.o=.d) $(PROGRAM_OBJECTS:.o=.d) $(UNIT_TESTS:%=%.d) $(BENCH:%=%.d) $(LOAD:%=%.d)
-include $(wildcard $(BUILD)/terminal/*.d)

# --- what one asks for
setup: ## install the Debian packages that are missing (asks first)
	@sh tests/install.sh $(DEBIAN) $(DEBIAN_TEST)

demo: ## install what is missing, build, make the sample consultation in build/demo, open it
	@sh tests/install.sh $(DEBIAN)
	$(AGAIN) all
	@build/paraphe demo build/demo

test: setup ## install what is missing, build, run all tests
	$(AGAIN) all units terminal
	@sh tests/run.sh

asan: ## unit tests and flows with address and undefined-behaviour checks
	@sh tests/install.sh $(DEBIAN) $(DEBIAN_TEST)
	$(AGAIN) VARIANT=asan all units
	@BUILD=build/asan sh tests/run.sh unit flows

oracle: all $(UNIT_TESTS) ## rounds of proposals, decisions and merges, for hundreds of seeds
	SEEDS=200 $(BUILD)/unit/act/rounds_test
	SEEDS=200 $(BUILD)/unit/act/oracle_test
	SEEDS=100 $(BUILD)/unit/act/order_test
	SEEDS=100 ROUNDS=8 $(BUILD)/unit/act/oracle_test
	SEEDS=2 PEOPLE=200 PARAGRAPHS=60 EDITS=900 $(BUILD)/unit/act/oracle_test
	SEEDS=2 PEOPLE=200 PARAGRAPHS=120 EDITS=900 $(BUILD)/unit/act/oracle_test

bench: ## measure beside vim, tig, git and the spellers
	@sh tests/install.sh $(DEBIAN) $(DEBIAN_TEST) $(DEBIAN_BENCH)
	$(AGAIN) all terminal benches
	@sh tests/bench/run.sh

bench-large: ## the same reading with 99,900 annotations (takes minutes to make them)
	@sh tests/install.sh $(DEBIAN) $(DEBIAN_TEST) $(DEBIAN_BENCH)
	$(AGAIN) all terminal benches
	@sh tests/bench/run.sh large

load: ## many at once: windows on one repository, pushes through the server, a meeting of 300 (up to ten minutes)
	@sh tests/install.sh $(DEBIAN) $(DEBIAN_TEST)
	$(AGAIN) all loads
	@sh tests/load/run.sh

floors: ## prove that a file includes its own folder and lower floors only
	@sh tests/floors.sh

format: ## put every C file into the house style
	clang-format -i $(C_FILES)

format-check: ## say which C files are not
	clang-format --dry-run --Werror $(C_FILES)

lint: ## read the code with cppcheck, clang-tidy and shellcheck
	@sh tests/install.sh $(DEBIAN) $(DEBIAN_TEST) $(DEBIAN_LINT)
	@sh tests/lint.sh $(CPP_FLAGS) -Itests -Itests/unit

pot: ## bring the catalogues up to the strings of the code
	@mkdir -p build
	xgettext --language=C --from-code=UTF-8 --keyword= --keyword=_ --keyword=N_ --keyword=P_:1,2 --add-comments=TRANSLATORS: --add-location=file \
		--sort-by-file --no-wrap --package-name=paraphe --output=build/paraphe.pot $(sort $(LIBRARY_SOURCES) $(PROGRAM_SOURCES) $(wildcard include/*/*.h))
	@for catalogue in $(wildcard src/*.po); do \
		msgmerge --update --backup=none --no-wrap --add-location=file --no-fuzzy-matching --sort-by-file "$$catalogue" build/paraphe.pot && \
		msgattrib --no-obsolete --no-wrap --output-file="$$catalogue" "$$catalogue" && msgfmt --check --statistics --output-file=/dev/null "$$catalogue"; done

install: all ## put program, catalogues and sample below $(DESTDIR)$(PREFIX)
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/paraphe
	for language in $(LANGUAGES); do install -D -m 644 build/locale/$$language/LC_MESSAGES/paraphe.mo \
		$(DESTDIR)$(PREFIX)/share/paraphe/locale/$$language/LC_MESSAGES/paraphe.mo || exit; done
	install -d $(DESTDIR)$(PREFIX)/share/paraphe/drafts $(DESTDIR)$(PREFIX)/share/paraphe/dictionaries
	install -m 644 drafts/* $(DESTDIR)$(PREFIX)/share/paraphe/drafts
	install -m 644 dictionaries/* $(DESTDIR)$(PREFIX)/share/paraphe/dictionaries

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "%-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

clean: ## remove everything built
	rm -rf build

.PHONY: oracle always all catalogues ready units terminal benches loads load setup demo test asan bench bench-large floors format format-check \
	lint pot install help clean
