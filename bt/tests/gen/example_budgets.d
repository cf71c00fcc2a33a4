bt/tests/gen/example_budgets.o: tests/gen/example_budgets.c \
 tests/gen/example.h pipeline/base/error.h tests/gen/dice.h \
 tests/gen/facts.h pipeline/base/memory.h pipeline/settings/sectie.h \
 pipeline/base/money.h pipeline/base/text.h tests/gen/flow.h \
 tests/gen/sheet.h tests/gen/spread.h
tests/gen/example.h:
pipeline/base/error.h:
tests/gen/dice.h:
tests/gen/facts.h:
pipeline/base/memory.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
tests/gen/flow.h:
tests/gen/sheet.h:
tests/gen/spread.h:
