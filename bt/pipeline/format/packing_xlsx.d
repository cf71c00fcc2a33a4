bt/pipeline/format/packing_xlsx.o: pipeline/format/packing_xlsx.c \
 pipeline/base/date.h pipeline/base/text.h pipeline/base/memory.h \
 pipeline/format/records.h pipeline/base/error.h \
 pipeline/format/packing.h pipeline/format/shared_texts.h \
 pipeline/format/zip.h pipeline/format/sheets.h \
 pipeline/format/workbook.h pipeline/base/money.h pipeline/format/xml.h
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/records.h:
pipeline/base/error.h:
pipeline/format/packing.h:
pipeline/format/shared_texts.h:
pipeline/format/zip.h:
pipeline/format/sheets.h:
pipeline/format/workbook.h:
pipeline/base/money.h:
pipeline/format/xml.h:
