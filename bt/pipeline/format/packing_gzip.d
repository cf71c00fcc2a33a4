bt/pipeline/format/packing_gzip.o: pipeline/format/packing_gzip.c \
 pipeline/base/memory.h pipeline/format/inflate.h \
 pipeline/format/packing.h pipeline/base/error.h pipeline/base/text.h
pipeline/base/memory.h:
pipeline/format/inflate.h:
pipeline/format/packing.h:
pipeline/base/error.h:
pipeline/base/text.h:
