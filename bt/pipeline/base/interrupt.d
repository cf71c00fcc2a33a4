bt/pipeline/base/interrupt.o: pipeline/base/interrupt.c \
 pipeline/base/interrupt.h
pipeline/base/interrupt.h:
