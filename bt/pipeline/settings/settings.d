bt/pipeline/settings/settings.o: pipeline/settings/settings.c \
 pipeline/settings/settings.h pipeline/base/error.h \
 pipeline/base/memory.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/format/quoted.h pipeline/base/array.h pipeline/base/suggest.h \
 pipeline/base/text_list.h pipeline/format/amount.h
pipeline/settings/settings.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/format/quoted.h:
pipeline/base/array.h:
pipeline/base/suggest.h:
pipeline/base/text_list.h:
pipeline/format/amount.h:
