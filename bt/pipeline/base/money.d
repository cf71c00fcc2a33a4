bt/pipeline/base/money.o: pipeline/base/money.c pipeline/base/money.h \
 pipeline/base/text.h pipeline/base/memory.h
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/memory.h:
