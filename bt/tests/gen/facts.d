bt/tests/gen/facts.o: tests/gen/facts.c tests/gen/facts.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/settings/sectie.h \
 pipeline/base/money.h pipeline/base/text.h
tests/gen/facts.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
