bt/tests/gen/bulk.o: tests/gen/bulk.c tests/gen/bulk.h \
 pipeline/base/error.h tests/gen/facts.h pipeline/base/memory.h \
 pipeline/settings/sectie.h pipeline/base/money.h pipeline/base/text.h \
 tests/gen/flow.h tests/gen/dice.h tests/gen/sheet.h
tests/gen/bulk.h:
pipeline/base/error.h:
tests/gen/facts.h:
pipeline/base/memory.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
tests/gen/flow.h:
tests/gen/dice.h:
tests/gen/sheet.h:
