bt/pipeline/tables/measure.o: pipeline/tables/measure.c \
 pipeline/tables/measure.h pipeline/base/text.h pipeline/base/memory.h
pipeline/tables/measure.h:
pipeline/base/text.h:
pipeline/base/memory.h:
