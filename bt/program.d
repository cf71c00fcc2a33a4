bt/program.o: bt/program.c pipeline/publishing/manifest.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/sha256.h \
 pipeline/base/text.h
pipeline/publishing/manifest.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
