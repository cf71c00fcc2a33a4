bt/pipeline/format/inflate.o: pipeline/format/inflate.c \
 pipeline/format/inflate.h pipeline/base/memory.h
pipeline/format/inflate.h:
pipeline/base/memory.h:
