bt/pipeline/format/package.o: pipeline/format/package.c \
 pipeline/format/package.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/text.h pipeline/base/array.h pipeline/base/regular.h \
 pipeline/format/zip.h
pipeline/format/package.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/array.h:
pipeline/base/regular.h:
pipeline/format/zip.h:
