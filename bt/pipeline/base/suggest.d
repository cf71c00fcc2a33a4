bt/pipeline/base/suggest.o: pipeline/base/suggest.c \
 pipeline/base/suggest.h pipeline/base/array.h pipeline/base/memory.h \
 pipeline/base/text.h
pipeline/base/suggest.h:
pipeline/base/array.h:
pipeline/base/memory.h:
pipeline/base/text.h:
