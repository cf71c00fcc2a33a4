bt/pipeline/base/date.o: pipeline/base/date.c pipeline/base/date.h \
 pipeline/base/text.h pipeline/base/memory.h
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/memory.h:
