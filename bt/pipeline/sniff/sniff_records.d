bt/pipeline/sniff/sniff_records.o: pipeline/sniff/sniff_records.c \
 pipeline/sniff/sniff_records.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/base/error.h
pipeline/sniff/sniff_records.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/error.h:
