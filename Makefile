# pnc: raw ledger exports -> the tables of the P&C cycle. `make help` lists everything.

# What a fresh Debian 12 with make and gcc still needs; `make run` and `make check` install it.
PACKAGES = libc6-dev pkg-config libxlsxwriter-dev libcsv-dev zlib1g-dev libcmocka-dev \
           uthash-dev libssl-dev libminizip-dev libexpat1-dev libisal-dev libjansson-dev
# The tests also build a locale with a decimal comma, look into the workbook, and fill it in as advisers do.
CHECK_PACKAGES = locales unzip python3-openpyxl
# Who cannot install them asks once for all of run, check and deb.
ADMINISTRATOR := laat een beheerder dit doen: apt-get install --no-install-recommends $(PACKAGES) $(CHECK_PACKAGES) dpkg-dev
LIBRARIES = xlsxwriter libcrypto minizip expat zlib jansson

# make SAN=1 builds everything with AddressSanitizer and UndefinedBehaviorSanitizer in its own folder.
COMMA = ,
SAN_FLAGS = $(if $(SAN),-fsanitize=address$(COMMA)undefined -fno-sanitize-recover=all)
BUILD = build$(if $(SAN),-san)

# libisal inflates three times as fast as zlib; make ISAL= builds without it, as where it is not there.
ISAL := $(shell pkg-config --exists libisal 2>/dev/null && echo yes)

WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
           -Wpointer-arith -Wcast-qual -Wundef
SMALL_FRAMES := -Wframe-larger-than=16384
CFLAGS ?= -O2 -g
JOBS := $(shell nproc)
CFLAGS_ALL := -std=c11 -D_GNU_SOURCE -I. $(WARNINGS) $(CFLAGS) $(SAN_FLAGS) -pthread -MMD -MP \
              $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null) $(if $(ISAL),-DHAVE_ISAL)
LIBS := -lcsv $(if $(ISAL),-lisal) $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -pthread

SOURCES = $(filter-out pipeline/main.c,$(wildcard pipeline/*.c pipeline/*/*.c pipeline/*/*/*.c)) \
          $(wildcard stages/*.c stages/*/*.c)
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/program.o
HEADERS = $(wildcard pipeline/*.h pipeline/*/*.h pipeline/*/*/*.h stages/*/*.h)
UNITS = $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/*/test_*.c))

FUZZ = $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

# The generator of example, benchmark and random input; unit tests may link it too.
GEN_OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/gen/gen.c,$(wildcard tests/gen/*.c))) \
              $(patsubst %,$(BUILD)/%.o,$(wildcard tests/gen/*.csv))

# What a program is made of, without the headers that the compiler's own list adds to $^.
INPUTS = $(filter %.c %.o %.a,$^)

.PHONY: all run check check-plain check-san built-for-check layers manual installed unit cases crash mutants fuzz-replay fuzz-run example lint format bench \
        bench-quick bench-peers bench-instructions deps install uninstall deb clean help FORCE
.DEFAULT_GOAL := all
all: $(BUILD)/pnc ## builds the program: build/pnc

# What objects are made with besides their sources: written when it changes, and everything is then
# built again, as when a library came.
CONFIGURATION := $(shell $(CC) --version | head -n 1) $(CFLAGS_ALL) $(LIBS) \
                 $(shell pkg-config --modversion $(LIBRARIES) $(if $(ISAL),libisal) 2>/dev/null)
$(BUILD)/config: FORCE
	@pkg-config --exists $(LIBRARIES) 2>/dev/null || { echo "er ontbreken bibliotheken: make run haalt ze op (met root of sudo), of" \
	    "$(ADMINISTRATOR)"; exit 1; }
	@mkdir -p $(@D)
	@echo '$(CONFIGURATION)' | cmp -s - $@ || echo '$(CONFIGURATION)' >$@
FORCE:

$(BUILD)/%.o: %.c $(BUILD)/config
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CC) $(CFLAGS_ALL) $(if $(SAN_FLAGS)$(filter tests/%,$<),,$(SMALL_FRAMES)) -c $< -o $@

# Which program this is, for the run id: a hash over its sources by name and bytes.
$(BUILD)/program.c: FORCE
	@mkdir -p $(@D)
	@hash=$$(sha256sum $(sort pipeline/main.c $(SOURCES) $(HEADERS)) | sha256sum | cut -c1-64); \
	printf '#include "pipeline/publishing/manifest.h"\n\nconst char manifest_program[] = "%s";\n' \
	    $$hash >$@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(BUILD)/program.o: $(BUILD)/program.c
	@echo "cc $<"
	@$(CC) $(CFLAGS_ALL) -c $< -o $@

FORCE:

$(BUILD)/libpnc.a: $(OBJECTS)
	@rm -f $@
	@echo "ar $@"
	@ar rcs $@ $(OBJECTS)

$(BUILD)/pnc: $(BUILD)/pipeline/main.o $(BUILD)/libpnc.a
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) $(LIBS)

$(BUILD)/%.csv.o: %.csv
	@mkdir -p $(@D)
	$(LD) -r -z noexecstack -b binary -o $@ $<

$(BUILD)/libgen.a: $(GEN_OBJECTS)
	@rm -f $@
	ar rcs $@ $(GEN_OBJECTS)

$(BUILD)/gen: $(BUILD)/tests/gen/gen.o $(BUILD)/libgen.a $(BUILD)/libpnc.a
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) $(LIBS)

$(BUILD)/tests/unit/%: tests/unit/%.c $(BUILD)/libgen.a $(BUILD)/libpnc.a
	@mkdir -p $(@D)
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) -lcmocka $(LIBS)

# The tests of gzip once more with zlib, where libisal is what the program uses.
UNITS += $(if $(ISAL),$(BUILD)/tests/unit/format/test_gzip_zlib)

$(BUILD)/tests/unit/format/test_gzip_zlib: tests/unit/format/test_gzip.c $(BUILD)/tests/inflate_zlib.o \
                                    $(BUILD)/libpnc.a
	@mkdir -p $(@D)
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) -lcmocka $(LIBS)

$(BUILD)/tests/inflate_zlib.o: pipeline/format/inflate.c $(BUILD)/config
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -UHAVE_ISAL -c $< -o $@

# ---- the two commands of the README ----

# The libraries are looked for after the install step, so both commands call make again.
run: deps ## installs what is missing, builds, publishes the example: output/
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(MAKE) --no-print-directory example

check: PACKAGES += $(CHECK_PACKAGES)
check: deps ## all tests, plain and under ASan+UBSan
	@$(MAKE) --no-print-directory -j$(JOBS) built-for-check
	@$(MAKE) --no-print-directory check-plain
	@$(MAKE) --no-print-directory -j$(JOBS) SAN=1 built-for-check
	@$(MAKE) --no-print-directory SAN=1 check-san

example: $(BUILD)/pnc
	$(BUILD)/pnc run mappings/jaarrekening-2024.ini
	$(BUILD)/pnc run mappings/begroting-2026.ini
	$(BUILD)/pnc run mappings/indicatoren-2026.ini

deps:
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null | \
	    grep -qx installed || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	    sudo=; [ "$$(id -u)" = 0 ] || sudo=$$(command -v sudo) || \
	        { echo "er ontbreekt:" $$missing"; geen root en geen sudo:" "$(ADMINISTRATOR)"; exit 1; }; \
	    echo "wordt opgehaald:" $$missing; \
	    $$sudo apt-get update -qq && \
	    $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	        $$missing >/dev/null; \
	fi

# ---- installing ----

PREFIX ?= /usr/local
VERSION := $(shell sed -n 's/.*PNC_VERSION "\(.*\)".*/\1/p' pipeline/tables/job.h)
SHARE = $(DESTDIR)$(PREFIX)/share
UNITDIR = $(DESTDIR)$(if $(filter /usr,$(PREFIX)),/lib,/etc)/systemd/system

$(BUILD)/pnc.%: HANDLEIDING.md pipeline/install/man.awk
	@mkdir -p $(@D)
	awk -v page=pnc -v section=$* -v version=$(VERSION) -f pipeline/install/man.awk $< >$@

install: $(BUILD)/pnc $(BUILD)/pnc.1 $(BUILD)/pnc.5 ## installs in PREFIX (/usr/local), below DESTDIR
	install -D -m 755 $(BUILD)/pnc $(DESTDIR)$(PREFIX)/bin/pnc
	install -D -m 755 pipeline/install/pnc-nacht $(DESTDIR)$(PREFIX)/bin/pnc-nacht
	install -D -m 644 $(BUILD)/pnc.1 $(SHARE)/man/man1/pnc.1
	install -D -m 644 $(BUILD)/pnc.5 $(SHARE)/man/man5/pnc.5
	echo '.so man1/pnc.1' >$(SHARE)/man/man1/pnc-nacht.1
	install -D -m 644 pipeline/install/pnc.bash $(SHARE)/bash-completion/completions/pnc
	install -D -m 644 -t $(SHARE)/doc/pnc README.md HANDLEIDING.md CHANGELOG.md
	find mappings input -type f -exec install -D -m 644 {} $(SHARE)/doc/pnc/voorbeeld/{} \;
	@if [ -z "$(DESTDIR)" ] && ! [ -w /etc ]; then \
	    echo "de dienst voor de nacht en /etc/default/pnc zet alleen een beheerder neer; zonder hem: een regel in crontab, zie de handleiding"; \
	else \
	    install -d $(UNITDIR) && \
	    sed 's|/usr/local/|$(PREFIX)/|' pipeline/install/pnc@.service >$(UNITDIR)/pnc@.service && \
	    install -m 644 pipeline/install/pnc@.timer $(UNITDIR)/pnc@.timer && \
	    { [ -e $(DESTDIR)/etc/default/pnc ] || install -D -m 644 pipeline/install/pnc.default $(DESTDIR)/etc/default/pnc; }; \
	fi

uninstall: ## takes away what install put there, but for /etc/default/pnc
	rm -f $(DESTDIR)$(PREFIX)/bin/pnc $(DESTDIR)$(PREFIX)/bin/pnc-nacht $(SHARE)/man/man1/pnc.1 $(SHARE)/man/man1/pnc-nacht.1 $(SHARE)/man/man5/pnc.5
	rm -f $(SHARE)/bash-completion/completions/pnc $(UNITDIR)/pnc@.service $(UNITDIR)/pnc@.timer
	rm -rf $(SHARE)/doc/pnc

deb: PACKAGES += dpkg-dev
deb: deps ## a Debian package: build/pnc_VERSION_ARCH.deb
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@rm -rf $(BUILD)/deb
	@$(MAKE) --no-print-directory install DESTDIR=$(abspath $(BUILD))/deb PREFIX=/usr >/dev/null
	@cd $(BUILD) && ../pipeline/install/deb.sh deb $(VERSION) pnc_$(VERSION)_$$(dpkg --print-architecture).deb

# ---- tests ----

# Everything that the tests run, built with all processors; a test runs per processor.
built-for-check: $(UNITS) $(BUILD)/pnc $(BUILD)/gen $(FUZZ:%=$(BUILD)/tests/fuzz/%) \
                 $(BUILD)/tests/crash/crash $(BUILD)/tests/crash/small_run

check-plain: layers manual installed unit cases crash
check-san: unit fuzz-replay cases

layers: ## the rules of the house: arrows between rooms, circles, sizes
	@if git ls-files >/dev/null 2>&1; then tests/lint/layers.sh; \
	else echo "NOT DONE: tests/lint/layers.sh needs git and a clone"; fi

manual: $(BUILD)/pnc ## HANDLEIDING.md against what the program knows
	@tests/manual/check.sh $(BUILD)

installed: $(BUILD)/pnc ## what make install puts where, that it works there, and that uninstall takes it away
	@tests/manual/installed.sh $(BUILD)

unit: $(UNITS) ## unit tests (cmocka)
	@printf '%s\n' $(UNITS) | xargs -n 1 -P $(JOBS) sh -c \
	    '"$$0" >"$$0.log" 2>&1 && echo "ok: $$0" || { echo "not ok: $$0"; cat "$$0.log"; exit 1; }'

# Preloaded by golden cases: the time of day as it likes, a file that cannot be removed.
PRELOADED = $(BUILD)/tests/cases/clock.so $(BUILD)/tests/cases/keep.so
$(BUILD)/tests/cases/clock.so: tests/cases/same-bytes/clock.c
$(BUILD)/tests/cases/keep.so: tests/cases/opruimen/keep.c
$(PRELOADED):
	@mkdir -p $(@D)
	@echo "ld $@"
	@$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -shared -fPIC -o $@ $<

cases: $(BUILD)/pnc $(BUILD)/gen $(PRELOADED) ## golden cases: tests/cases/
	@tests/cases/run.sh $(BUILD)

# Killed, failing and full at every call that writes: tests/crash/.
$(BUILD)/tests/crash/%: tests/crash/%.c $(BUILD)/libpnc.a
	@mkdir -p $(@D)
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) $(LIBS)

$(BUILD)/tests/crash/crash: $(BUILD)/tests/crash/strike.o $(BUILD)/tests/crash/subject.o

crash: $(BUILD)/tests/crash/crash $(BUILD)/tests/crash/small_run $(BUILD)/pnc $(BUILD)/gen ## killed, failing, full: published whole or not at all
	@$(BUILD)/tests/crash/crash small $(BUILD)/tests/crash/small_run
	@$(BUILD)/tests/crash/crash pnc $(BUILD)/pnc $(BUILD)/gen

# Beside the programs of the tests, whose lists of headers have the same name.
$(BUILD)/mutants/%.o: %.c $(BUILD)/config
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CC) $(CFLAGS_ALL) -c $< -o $@

# A compilation, a link and the tests that are named, per defect.
mutants: $(BUILD)/pnc $(BUILD)/gen $(PRELOADED) ## deliberate defects, of which each must be noticed: tests/mutants/
	@CC='$(CC)' FLAGS='$(CFLAGS_ALL) -w -g0 -O1' LIBRARIES='$(LIBS)' ONLY='$(ONLY)' \
	    python3 tests/mutants/mutants.py $(BUILD)

$(BUILD)/tests/fuzz/%: tests/fuzz/fuzz_%.c $(BUILD)/tests/fuzz/replay.o $(BUILD)/libpnc.a
	@mkdir -p $(@D)
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) $(LIBS)

.SECONDARY: $(BUILD)/tests/fuzz/replay.o

fuzz-replay: $(FUZZ:%=$(BUILD)/tests/fuzz/%) ## every kept fuzz input once more
	@for target in $(FUZZ); do \
	    $(BUILD)/tests/fuzz/$$target tests/fuzz/corpus/$$target || exit 1; done

# Looking for new inputs that break something: clang's libFuzzer (packages clang, libclang-rt-14-dev).
# make fuzz-run TARGET=scan FUZZ_SECONDS=600
TARGET ?= scan
FUZZ_SECONDS ?= 60

fuzz-run: $(BUILD)/program.c ## fuzzes TARGET for FUZZ_SECONDS with clang, ASan and UBSan; new inputs go to build/fuzz/
	@mkdir -p build/fuzz/$(TARGET)
	@clang -std=c11 -D_GNU_SOURCE -DSCAN_RECORDS=8 -I. -O1 -g -fsanitize=fuzzer,address,undefined \
	    -fno-sanitize-recover=all -pthread $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null) \
	    -o build/fuzz/fuzz_$(TARGET) tests/fuzz/fuzz_$(TARGET).c $(SOURCES) \
	    $(BUILD)/program.c $(filter-out -lisal,$(LIBS))
	cd build/fuzz && ./fuzz_$(TARGET) -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
	    -rss_limit_mb=4096 $(TARGET) ../../tests/fuzz/corpus/$(TARGET)

# ---- speed ----

# The benchmark, and the programs that it measures beside build/pnc: tests/bench/README.md.
BENCH_OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/bench/peer_%,$(wildcard tests/bench/*.c)))
BENCHED = $(BUILD)/pnc $(BUILD)/pnc-zlib $(BUILD)/gen $(BUILD)/tests/bench/peer_libcsv \
          $(BUILD)/tests/bench/peer_floor

$(BUILD)/bench: $(BENCH_OBJECTS) $(BUILD)/libpnc.a
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) $(LIBS)

$(BUILD)/tests/unit/bench/test_bench: tests/unit/bench/test_bench.c \
                                $(filter-out $(BUILD)/tests/bench/bench.o,$(BENCH_OBJECTS)) \
                                $(BUILD)/libpnc.a
	@mkdir -p $(@D)
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) -lcmocka $(LIBS)

$(BUILD)/pnc-zlib: $(BUILD)/pipeline/main.o $(BUILD)/tests/inflate_zlib.o $(BUILD)/libpnc.a
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) $(LIBS)

$(BUILD)/tests/bench/peer_%: tests/bench/peer_%.c $(BUILD)/libpnc.a
	@mkdir -p $(@D)
	@echo "ld $@"
	@$(CC) $(CFLAGS_ALL) -o $@ $(INPUTS) $(LIBS)

bench: $(BUILD)/bench $(BENCHED) ## pnc against its peers, about ten minutes: tests/bench/
	$< --build $(BUILD)

bench-quick: $(BUILD)/bench $(BENCHED) ## the same in half a minute, with fewer lines
	$< --build $(BUILD) --quick

bench-instructions: PACKAGES += valgrind
bench-instructions: deps ## instructions per line and of nieuw under bounds, by valgrind: two minutes
	@$(MAKE) --no-print-directory -j$(JOBS) $(BUILD)/pnc $(BUILD)/gen
	tests/bench/instructions.sh $(BUILD)

# Node takes the native part of Polars to need a newer Node than it does, and leaves it out.
bench-peers: ## fetches DuckDB, Polars and ClickHouse for the benchmark, from npm
	cd tests/bench && npm install --no-package-lock --no-audit --no-fund
	cd tests/bench && { node -e 'require("nodejs-polars")' 2>/dev/null || \
	    npm install --no-save --no-package-lock --no-audit --no-fund \
	        nodejs-polars-linux-$$(node -p process.arch)-gnu@$$(node -p \
	        'require("nodejs-polars/package.json").version'); }

# ---- looking at the code ----

LINT_PACKAGES = clang-format clang-tidy cppcheck
TRACKED = $(shell git ls-files '*.c' '*.h')

lint: ## clang-format, clang-tidy, cppcheck and the layer rules
	@$(MAKE) --no-print-directory deps PACKAGES='$(PACKAGES) $(LINT_PACKAGES)'
	tests/lint/layers.sh
	clang-format --dry-run --Werror $(TRACKED)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr -I. \
	    --suppress=missingIncludeSystem --error-exitcode=1 pipeline stages
	@printf '%s\n' $(filter %.c,$(TRACKED)) | xargs -P 2 -n 8 sh -c \
	    'clang-tidy --quiet "$$@" -- $(filter-out -MMD -MP,$(CFLAGS_ALL)) 2>/dev/null' clang-tidy

format: ## clang-format on every file
	clang-format -i $(TRACKED)

clean: ## removes everything that was built
	rm -rf build build-san

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 22
	@echo "  make SAN=1 …        the same with ASan and UBSan, in build-san/"

-include $(shell find build build-san -name '*.d' 2>/dev/null)
