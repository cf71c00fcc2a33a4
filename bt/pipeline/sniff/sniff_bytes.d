bt/pipeline/sniff/sniff_bytes.o: pipeline/sniff/sniff_bytes.c \
 pipeline/sniff/sniff_bytes.h pipeline/base/error.h pipeline/base/text.h \
 pipeline/base/memory.h pipeline/format/csv.h pipeline/base/decimal.h \
 pipeline/format/stream.h pipeline/base/sha256.h \
 pipeline/format/packing.h
pipeline/sniff/sniff_bytes.h:
pipeline/base/error.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/format/stream.h:
pipeline/base/sha256.h:
pipeline/format/packing.h:
