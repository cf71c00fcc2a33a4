bt/pipeline/tables/control.o: pipeline/tables/control.c \
 pipeline/tables/control.h pipeline/base/memory.h pipeline/base/money.h \
 pipeline/base/text.h pipeline/base/array.h
pipeline/tables/control.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/array.h:
