bt/tests/gen/town_model.o: tests/gen/town_model.c tests/gen/town_model.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/settings/sectie.h \
 pipeline/base/money.h pipeline/base/text.h tests/gen/dice.h \
 tests/gen/sheet.h tests/gen/flow.h
tests/gen/town_model.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
tests/gen/dice.h:
tests/gen/sheet.h:
tests/gen/flow.h:
