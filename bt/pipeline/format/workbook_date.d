bt/pipeline/format/workbook_date.o: pipeline/format/workbook_date.c \
 pipeline/base/text.h pipeline/base/memory.h pipeline/format/workbook.h \
 pipeline/base/date.h pipeline/base/error.h pipeline/base/money.h
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/workbook.h:
pipeline/base/date.h:
pipeline/base/error.h:
pipeline/base/money.h:
