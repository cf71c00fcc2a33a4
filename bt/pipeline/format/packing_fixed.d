bt/pipeline/format/packing_fixed.o: pipeline/format/packing_fixed.c \
 pipeline/base/memory.h pipeline/format/records.h pipeline/base/error.h \
 pipeline/base/text.h pipeline/format/packing.h
pipeline/base/memory.h:
pipeline/format/records.h:
pipeline/base/error.h:
pipeline/base/text.h:
pipeline/format/packing.h:
