bt/pipeline/base/stack.o: pipeline/base/stack.c pipeline/base/stack.h
pipeline/base/stack.h:
