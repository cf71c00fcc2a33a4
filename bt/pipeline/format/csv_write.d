bt/pipeline/format/csv_write.o: pipeline/format/csv_write.c \
 pipeline/format/csv.h pipeline/base/decimal.h pipeline/base/memory.h \
 pipeline/base/text.h pipeline/base/error.h
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/error.h:
