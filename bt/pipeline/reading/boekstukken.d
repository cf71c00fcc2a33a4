bt/pipeline/reading/boekstukken.o: pipeline/reading/boekstukken.c \
 pipeline/reading/boekstukken.h pipeline/base/memo.h \
 pipeline/base/memory.h pipeline/base/text.h pipeline/base/money.h
pipeline/reading/boekstukken.h:
pipeline/base/memo.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/money.h:
