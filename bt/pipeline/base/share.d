bt/pipeline/base/share.o: pipeline/base/share.c pipeline/base/share.h \
 pipeline/base/error.h pipeline/base/interrupt.h pipeline/base/memory.h
pipeline/base/share.h:
pipeline/base/error.h:
pipeline/base/interrupt.h:
pipeline/base/memory.h:
