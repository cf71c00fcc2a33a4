bt/tests/gen/spread.o: tests/gen/spread.c tests/gen/spread.h \
 tests/gen/dice.h
tests/gen/spread.h:
tests/gen/dice.h:
