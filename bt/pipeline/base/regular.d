bt/pipeline/base/regular.o: pipeline/base/regular.c \
 pipeline/base/regular.h pipeline/base/held.h pipeline/base/error.h \
 pipeline/base/memory.h
pipeline/base/regular.h:
pipeline/base/held.h:
pipeline/base/error.h:
pipeline/base/memory.h:
