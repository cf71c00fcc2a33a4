bt/pipeline/base/text_look.o: pipeline/base/text_look.c \
 pipeline/base/text_look.h pipeline/base/text.h pipeline/base/memory.h
pipeline/base/text_look.h:
pipeline/base/text.h:
pipeline/base/memory.h:
