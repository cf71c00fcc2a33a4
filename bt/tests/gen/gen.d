bt/tests/gen/gen.o: tests/gen/gen.c tests/gen/bulk.h \
 pipeline/base/error.h tests/gen/example.h tests/gen/dice.h \
 tests/gen/facts.h pipeline/base/memory.h pipeline/settings/sectie.h \
 pipeline/base/money.h pipeline/base/text.h tests/gen/town.h
tests/gen/bulk.h:
pipeline/base/error.h:
tests/gen/example.h:
tests/gen/dice.h:
tests/gen/facts.h:
pipeline/base/memory.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
tests/gen/town.h:
