bt/pipeline/format/scan.o: pipeline/format/scan.c pipeline/format/scan.h \
 pipeline/base/text.h pipeline/base/memory.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/error.h \
 pipeline/format/scan_block.h
pipeline/format/scan.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/error.h:
pipeline/format/scan_block.h:
