bt/pipeline/base/memory.o: pipeline/base/memory.c pipeline/base/memory.h
pipeline/base/memory.h:
