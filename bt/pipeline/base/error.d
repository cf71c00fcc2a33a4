bt/pipeline/base/error.o: pipeline/base/error.c pipeline/base/error.h \
 pipeline/base/memory.h pipeline/base/text_look.h pipeline/base/text.h
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/text_look.h:
pipeline/base/text.h:
