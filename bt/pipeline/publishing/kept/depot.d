bt/pipeline/publishing/kept/depot.o: pipeline/publishing/kept/depot.c \
 pipeline/publishing/kept/depot.h pipeline/base/error.h \
 pipeline/base/lock.h pipeline/base/memory.h pipeline/base/sha256.h \
 pipeline/base/array.h pipeline/base/file.h pipeline/base/text.h \
 pipeline/base/folder.h pipeline/base/held.h pipeline/base/path.h
pipeline/publishing/kept/depot.h:
pipeline/base/error.h:
pipeline/base/lock.h:
pipeline/base/memory.h:
pipeline/base/sha256.h:
pipeline/base/array.h:
pipeline/base/file.h:
pipeline/base/text.h:
pipeline/base/folder.h:
pipeline/base/held.h:
pipeline/base/path.h:
