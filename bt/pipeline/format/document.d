bt/pipeline/format/document.o: pipeline/format/document.c \
 pipeline/format/document.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/text.h pipeline/format/package.h
pipeline/format/document.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/format/package.h:
