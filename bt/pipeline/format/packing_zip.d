bt/pipeline/format/packing_zip.o: pipeline/format/packing_zip.c \
 pipeline/base/memory.h pipeline/format/packing.h pipeline/base/error.h \
 pipeline/base/text.h pipeline/format/zip.h
pipeline/base/memory.h:
pipeline/format/packing.h:
pipeline/base/error.h:
pipeline/base/text.h:
pipeline/format/zip.h:
