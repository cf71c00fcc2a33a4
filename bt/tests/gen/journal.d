bt/tests/gen/journal.o: tests/gen/journal.c tests/gen/journal.h \
 tests/gen/dice.h tests/gen/facts.h pipeline/base/error.h \
 pipeline/base/memory.h pipeline/settings/sectie.h pipeline/base/money.h \
 pipeline/base/text.h tests/gen/flow.h tests/gen/spread.h
tests/gen/journal.h:
tests/gen/dice.h:
tests/gen/facts.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
tests/gen/flow.h:
tests/gen/spread.h:
