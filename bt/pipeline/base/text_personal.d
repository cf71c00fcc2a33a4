bt/pipeline/base/text_personal.o: pipeline/base/text_personal.c \
 pipeline/base/text.h pipeline/base/memory.h
pipeline/base/text.h:
pipeline/base/memory.h:
