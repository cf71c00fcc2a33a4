bt/tests/gen/example.o: tests/gen/example.c tests/gen/example.h \
 pipeline/base/error.h tests/gen/dice.h tests/gen/facts.h \
 pipeline/base/memory.h pipeline/settings/sectie.h pipeline/base/money.h \
 pipeline/base/text.h
tests/gen/example.h:
pipeline/base/error.h:
tests/gen/dice.h:
tests/gen/facts.h:
pipeline/base/memory.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
