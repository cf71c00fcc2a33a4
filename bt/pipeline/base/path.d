bt/pipeline/base/path.o: pipeline/base/path.c pipeline/base/path.h \
 pipeline/base/memory.h pipeline/base/text.h
pipeline/base/path.h:
pipeline/base/memory.h:
pipeline/base/text.h:
