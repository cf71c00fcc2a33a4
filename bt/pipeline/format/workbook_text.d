bt/pipeline/format/workbook_text.o: pipeline/format/workbook_text.c \
 pipeline/format/workbook.h pipeline/base/date.h pipeline/base/text.h \
 pipeline/base/memory.h pipeline/base/error.h pipeline/base/money.h
pipeline/format/workbook.h:
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/base/error.h:
pipeline/base/money.h:
