bt/pipeline/diff/restate.o: pipeline/diff/restate.c \
 pipeline/diff/restate.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/base/memory.h pipeline/format/csv.h pipeline/base/decimal.h \
 pipeline/base/error.h pipeline/base/array.h
pipeline/diff/restate.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/error.h:
pipeline/base/array.h:
