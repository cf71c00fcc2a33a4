bt/pipeline/why/sketch.o: pipeline/why/sketch.c pipeline/why/sketch.h \
 pipeline/base/array.h pipeline/base/memory.h
pipeline/why/sketch.h:
pipeline/base/array.h:
pipeline/base/memory.h:
