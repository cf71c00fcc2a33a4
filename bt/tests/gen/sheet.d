bt/tests/gen/sheet.o: tests/gen/sheet.c tests/gen/sheet.h \
 pipeline/base/error.h pipeline/base/memory.h
tests/gen/sheet.h:
pipeline/base/error.h:
pipeline/base/memory.h:
