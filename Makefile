# pnc: raw ledger exports -> the tables of the P&C cycle. `make help` lists everything.

PACKAGES = gcc libc6-dev pkg-config libxlsxwriter-dev libcsv-dev zlib1g-dev libcmocka-dev \
           libinih-dev uthash-dev libssl-dev libminizip-dev libexpat1-dev
LIBRARIES = xlsxwriter inih libcrypto minizip expat zlib

# make SAN=1 builds everything with AddressSanitizer and UndefinedBehaviorSanitizer in its own folder.
COMMA = ,
SAN_FLAGS = $(if $(SAN),-fsanitize=address$(COMMA)undefined -fno-sanitize-recover=all)
BUILD = build$(if $(SAN),-san)

# libisal inflates three times as fast as zlib; used when it is there (make ISAL= builds without it).
ISAL := $(shell pkg-config --exists libisal 2>/dev/null && echo yes)

WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
           -Wpointer-arith -Wcast-qual -Wundef
CFLAGS ?= -O2 -g
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE -I. $(WARNINGS) $(CFLAGS) $(SAN_FLAGS) -pthread -MMD -MP \
             $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null) $(if $(ISAL),-DHAVE_ISAL)
LIBS = -lcsv $(if $(ISAL),-lisal) $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -pthread

SOURCES = $(wildcard pipeline/core/*.c) $(filter-out pipeline/main.c,$(wildcard pipeline/*.c)) \
          $(wildcard stages/*.c)
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)
UNITS = $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/test_*.c))

# The generator of example, benchmark and random input; unit tests may link it too.
GEN_OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/gen/gen.c,$(wildcard tests/gen/*.c))) \
              $(patsubst %,$(BUILD)/%.o,$(wildcard tests/gen/*.csv))

.PHONY: all unit clean
all: $(BUILD)/pnc

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -c $< -o $@

$(BUILD)/libpnc.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $(OBJECTS)

$(BUILD)/pnc: $(BUILD)/pipeline/main.o $(BUILD)/libpnc.a
	$(CC) $(CFLAGS_ALL) -o $@ $^ $(LIBS)

$(BUILD)/%.csv.o: %.csv
	@mkdir -p $(@D)
	$(LD) -r -z noexecstack -b binary -o $@ $<

$(BUILD)/libgen.a: $(GEN_OBJECTS)
	@rm -f $@
	ar rcs $@ $(GEN_OBJECTS)

$(BUILD)/gen: $(BUILD)/tests/gen/gen.o $(BUILD)/libgen.a $(BUILD)/libpnc.a
	$(CC) $(CFLAGS_ALL) -o $@ $^ $(LIBS)

$(BUILD)/tests/unit/%: tests/unit/%.c $(BUILD)/libgen.a $(BUILD)/libpnc.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -o $@ $^ -lcmocka $(LIBS)

unit: $(UNITS)
	@for test in $(UNITS); do $$test || exit 1; done

clean:
	rm -rf build build-san

-include $(shell find build build-san -name '*.d' 2>/dev/null)
