bt/pipeline/base/progress.o: pipeline/base/progress.c \
 pipeline/base/progress.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/base/memory.h
pipeline/base/progress.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/memory.h:
