bt/pipeline/publishing/filled.o: pipeline/publishing/filled.c \
 pipeline/publishing/filled.h pipeline/settings/mapping/mapping.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/money.h \
 pipeline/base/text.h pipeline/base/array.h pipeline/base/sha256.h \
 pipeline/base/text_look.h pipeline/format/csv.h pipeline/base/decimal.h \
 pipeline/format/csv_given.h pipeline/format/workbook.h \
 pipeline/base/date.h
pipeline/publishing/filled.h:
pipeline/settings/mapping/mapping.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/array.h:
pipeline/base/sha256.h:
pipeline/base/text_look.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/format/csv_given.h:
pipeline/format/workbook.h:
pipeline/base/date.h:
