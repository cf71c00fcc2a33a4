bt/pipeline/format/notation.o: pipeline/format/notation.c \
 pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/base/memory.h pipeline/base/text.h
pipeline/format/notation.h:
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
