bt/pipeline/format/amount_plain.o: pipeline/format/amount_plain.c \
 pipeline/format/amount.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/base/memory.h
pipeline/format/amount.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/memory.h:
