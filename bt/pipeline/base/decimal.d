bt/pipeline/base/decimal.o: pipeline/base/decimal.c \
 pipeline/base/decimal.h pipeline/base/memory.h pipeline/base/text.h
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
