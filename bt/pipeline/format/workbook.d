bt/pipeline/format/workbook.o: pipeline/format/workbook.c \
 pipeline/format/workbook.h pipeline/base/date.h pipeline/base/text.h \
 pipeline/base/memory.h pipeline/base/error.h pipeline/base/money.h \
 pipeline/base/interrupt.h pipeline/format/package.h \
 pipeline/format/sheets.h pipeline/format/xml.h
pipeline/format/workbook.h:
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/base/error.h:
pipeline/base/money.h:
pipeline/base/interrupt.h:
pipeline/format/package.h:
pipeline/format/sheets.h:
pipeline/format/xml.h:
