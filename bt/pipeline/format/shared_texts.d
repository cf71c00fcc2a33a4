bt/pipeline/format/shared_texts.o: pipeline/format/shared_texts.c \
 pipeline/format/shared_texts.h pipeline/base/text.h \
 pipeline/base/memory.h pipeline/format/zip.h pipeline/format/workbook.h \
 pipeline/base/date.h pipeline/base/error.h pipeline/base/money.h \
 pipeline/format/xml.h
pipeline/format/shared_texts.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/zip.h:
pipeline/format/workbook.h:
pipeline/base/date.h:
pipeline/base/error.h:
pipeline/base/money.h:
pipeline/format/xml.h:
