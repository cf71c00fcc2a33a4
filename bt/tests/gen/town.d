bt/tests/gen/town.o: tests/gen/town.c tests/gen/town.h \
 pipeline/base/error.h tests/gen/town_model.h pipeline/base/memory.h \
 pipeline/settings/sectie.h pipeline/base/money.h pipeline/base/text.h \
 tests/gen/dice.h tests/gen/sheet.h
tests/gen/town.h:
pipeline/base/error.h:
tests/gen/town_model.h:
pipeline/base/memory.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
tests/gen/dice.h:
tests/gen/sheet.h:
