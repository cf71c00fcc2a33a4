bt/pipeline/settings/mapping/mapping_read.o: \
 pipeline/settings/mapping/mapping_read.c \
 pipeline/settings/mapping/mapping_reading.h pipeline/base/memo.h \
 pipeline/base/memory.h pipeline/base/text.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/error.h \
 pipeline/settings/mapping/mapping.h pipeline/base/money.h \
 pipeline/base/array.h
pipeline/settings/mapping/mapping_reading.h:
pipeline/base/memo.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/error.h:
pipeline/settings/mapping/mapping.h:
pipeline/base/money.h:
pipeline/base/array.h:
