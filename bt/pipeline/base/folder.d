bt/pipeline/base/folder.o: pipeline/base/folder.c pipeline/base/folder.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/array.h \
 pipeline/base/file.h pipeline/base/sha256.h pipeline/base/text.h \
 pipeline/base/held.h pipeline/base/path.h
pipeline/base/folder.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/array.h:
pipeline/base/file.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
pipeline/base/held.h:
pipeline/base/path.h:
