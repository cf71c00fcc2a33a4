bt/pipeline/format/quoted.o: pipeline/format/quoted.c \
 pipeline/format/quoted.h pipeline/base/memory.h pipeline/base/text.h
pipeline/format/quoted.h:
pipeline/base/memory.h:
pipeline/base/text.h:
