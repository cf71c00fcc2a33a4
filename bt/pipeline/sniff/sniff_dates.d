bt/pipeline/sniff/sniff_dates.o: pipeline/sniff/sniff_dates.c \
 pipeline/sniff/sniff_value.h pipeline/base/date.h pipeline/base/text.h \
 pipeline/base/memory.h pipeline/format/amount.h pipeline/base/money.h
pipeline/sniff/sniff_value.h:
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/amount.h:
pipeline/base/money.h:
