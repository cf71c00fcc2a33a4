bt/pipeline/tables/sheet_formula.o: pipeline/tables/sheet_formula.c \
 pipeline/tables/sheet.h pipeline/base/error.h pipeline/format/workbook.h \
 pipeline/base/date.h pipeline/base/text.h pipeline/base/memory.h \
 pipeline/base/money.h pipeline/tables/table.h pipeline/tables/cell.h \
 pipeline/base/decimal.h pipeline/format/csv.h pipeline/tables/chart.h
pipeline/tables/sheet.h:
pipeline/base/error.h:
pipeline/format/workbook.h:
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/tables/table.h:
pipeline/tables/cell.h:
pipeline/base/decimal.h:
pipeline/format/csv.h:
pipeline/tables/chart.h:
