bt/pipeline/base/sha256.o: pipeline/base/sha256.c pipeline/base/sha256.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/regular.h
pipeline/base/sha256.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/regular.h:
