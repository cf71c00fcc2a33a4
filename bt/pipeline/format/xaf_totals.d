bt/pipeline/format/xaf_totals.o: pipeline/format/xaf_totals.c \
 pipeline/format/xaf_totals.h pipeline/base/error.h pipeline/base/money.h \
 pipeline/base/text.h pipeline/base/memory.h pipeline/format/workbook.h \
 pipeline/base/date.h
pipeline/format/xaf_totals.h:
pipeline/base/error.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/workbook.h:
pipeline/base/date.h:
