bt/pipeline/tables/workbook_compare.o: pipeline/tables/workbook_compare.c \
 pipeline/tables/workbook_compare.h pipeline/format/workbook.h \
 pipeline/base/date.h pipeline/base/text.h pipeline/base/memory.h \
 pipeline/base/error.h pipeline/base/money.h pipeline/tables/sheet.h \
 pipeline/tables/table.h pipeline/tables/cell.h pipeline/base/decimal.h \
 pipeline/format/csv.h pipeline/tables/chart.h
pipeline/tables/workbook_compare.h:
pipeline/format/workbook.h:
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/base/error.h:
pipeline/base/money.h:
pipeline/tables/sheet.h:
pipeline/tables/table.h:
pipeline/tables/cell.h:
pipeline/base/decimal.h:
pipeline/format/csv.h:
pipeline/tables/chart.h:
