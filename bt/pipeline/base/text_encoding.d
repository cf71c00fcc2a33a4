bt/pipeline/base/text_encoding.o: pipeline/base/text_encoding.c \
 pipeline/base/text_look.h pipeline/base/text.h pipeline/base/memory.h
pipeline/base/text_look.h:
pipeline/base/text.h:
pipeline/base/memory.h:
