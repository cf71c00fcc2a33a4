bt/tests/gen/town_mappings.o: tests/gen/town_mappings.c \
 pipeline/base/text.h pipeline/base/memory.h tests/gen/town_model.h \
 pipeline/base/error.h pipeline/settings/sectie.h pipeline/base/money.h \
 tests/gen/dice.h tests/gen/sheet.h
pipeline/base/text.h:
pipeline/base/memory.h:
tests/gen/town_model.h:
pipeline/base/error.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
tests/gen/dice.h:
tests/gen/sheet.h:
