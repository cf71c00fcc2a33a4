bt/pipeline/format/packing_utf16.o: pipeline/format/packing_utf16.c \
 pipeline/base/memory.h pipeline/format/packing.h pipeline/base/error.h \
 pipeline/base/text.h
pipeline/base/memory.h:
pipeline/format/packing.h:
pipeline/base/error.h:
pipeline/base/text.h:
