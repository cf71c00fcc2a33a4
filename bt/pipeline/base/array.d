bt/pipeline/base/array.o: pipeline/base/array.c pipeline/base/array.h
pipeline/base/array.h:
