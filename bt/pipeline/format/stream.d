bt/pipeline/format/stream.o: pipeline/format/stream.c \
 pipeline/format/stream.h pipeline/base/error.h pipeline/base/sha256.h \
 pipeline/format/packing.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/base/file.h pipeline/base/held.h
pipeline/format/stream.h:
pipeline/base/error.h:
pipeline/base/sha256.h:
pipeline/format/packing.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/file.h:
pipeline/base/held.h:
