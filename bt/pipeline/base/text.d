bt/pipeline/base/text.o: pipeline/base/text.c pipeline/base/text.h \
 pipeline/base/memory.h
pipeline/base/text.h:
pipeline/base/memory.h:
