bt/pipeline/format/records.o: pipeline/format/records.c \
 pipeline/format/records.h pipeline/base/error.h pipeline/base/text.h \
 pipeline/base/memory.h pipeline/format/packing.h
pipeline/format/records.h:
pipeline/base/error.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/packing.h:
