bt/pipeline/publishing/manifest.o: pipeline/publishing/manifest.c \
 pipeline/publishing/manifest.h pipeline/base/error.h \
 pipeline/base/memory.h pipeline/base/sha256.h pipeline/base/text.h \
 pipeline/base/array.h pipeline/base/file.h pipeline/base/held.h \
 pipeline/base/path.h
pipeline/publishing/manifest.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
pipeline/base/array.h:
pipeline/base/file.h:
pipeline/base/held.h:
pipeline/base/path.h:
