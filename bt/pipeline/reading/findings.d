bt/pipeline/reading/findings.o: pipeline/reading/findings.c \
 pipeline/reading/findings.h pipeline/base/memory.h pipeline/base/money.h \
 pipeline/base/text.h
pipeline/reading/findings.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
