bt/pipeline/base/held.o: pipeline/base/held.c pipeline/base/held.h \
 pipeline/base/error.h pipeline/base/memory.h
pipeline/base/held.h:
pipeline/base/error.h:
pipeline/base/memory.h:
