bt/pipeline/tables/cell.o: pipeline/tables/cell.c pipeline/tables/cell.h \
 pipeline/base/decimal.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/base/money.h pipeline/format/csv.h pipeline/base/error.h
pipeline/tables/cell.h:
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/money.h:
pipeline/format/csv.h:
pipeline/base/error.h:
