bt/pipeline/format/csv.o: pipeline/format/csv.c pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/base/error.h
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/error.h:
