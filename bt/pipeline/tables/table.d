bt/pipeline/tables/table.o: pipeline/tables/table.c \
 pipeline/tables/table.h pipeline/base/memory.h pipeline/tables/cell.h \
 pipeline/base/decimal.h pipeline/base/text.h pipeline/base/money.h \
 pipeline/format/csv.h pipeline/base/error.h pipeline/tables/chart.h
pipeline/tables/table.h:
pipeline/base/memory.h:
pipeline/tables/cell.h:
pipeline/base/decimal.h:
pipeline/base/text.h:
pipeline/base/money.h:
pipeline/format/csv.h:
pipeline/base/error.h:
pipeline/tables/chart.h:
