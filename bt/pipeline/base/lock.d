bt/pipeline/base/lock.o: pipeline/base/lock.c pipeline/base/lock.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/held.h \
 pipeline/base/interrupt.h
pipeline/base/lock.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/held.h:
pipeline/base/interrupt.h:
