bt/pipeline/base/text_list.o: pipeline/base/text_list.c \
 pipeline/base/text_list.h pipeline/base/memory.h
pipeline/base/text_list.h:
pipeline/base/memory.h:
