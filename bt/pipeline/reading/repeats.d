bt/pipeline/reading/repeats.o: pipeline/reading/repeats.c \
 pipeline/reading/repeats.h pipeline/base/array.h pipeline/base/memory.h
pipeline/reading/repeats.h:
pipeline/base/array.h:
pipeline/base/memory.h:
