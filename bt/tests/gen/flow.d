bt/tests/gen/flow.o: tests/gen/flow.c tests/gen/flow.h \
 pipeline/base/memory.h pipeline/settings/sectie.h pipeline/base/money.h \
 pipeline/base/text.h tests/gen/dice.h
tests/gen/flow.h:
pipeline/base/memory.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
tests/gen/dice.h:
