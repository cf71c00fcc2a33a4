bt/pipeline/tables/sheet_check.o: pipeline/tables/sheet_check.c \
 pipeline/base/text.h pipeline/base/memory.h pipeline/tables/sheet.h \
 pipeline/base/error.h pipeline/format/workbook.h pipeline/base/date.h \
 pipeline/base/money.h pipeline/tables/table.h pipeline/tables/cell.h \
 pipeline/base/decimal.h pipeline/format/csv.h pipeline/tables/chart.h
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/tables/sheet.h:
pipeline/base/error.h:
pipeline/format/workbook.h:
pipeline/base/date.h:
pipeline/base/money.h:
pipeline/tables/table.h:
pipeline/tables/cell.h:
pipeline/base/decimal.h:
pipeline/format/csv.h:
pipeline/tables/chart.h:
