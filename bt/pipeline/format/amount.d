bt/pipeline/format/amount.o: pipeline/format/amount.c \
 pipeline/format/amount.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/base/memory.h
pipeline/format/amount.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/memory.h:
