bt/pipeline/base/file.o: pipeline/base/file.c pipeline/base/file.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/sha256.h \
 pipeline/base/text.h pipeline/base/held.h pipeline/base/regular.h
pipeline/base/file.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
pipeline/base/held.h:
pipeline/base/regular.h:
