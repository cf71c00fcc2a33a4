bt/pipeline/format/packing.o: pipeline/format/packing.c \
 pipeline/format/packing.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/text.h pipeline/base/held.h
pipeline/format/packing.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/held.h:
