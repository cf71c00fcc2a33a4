bt/pipeline/base/memo.o: pipeline/base/memo.c pipeline/base/memo.h \
 pipeline/base/memory.h pipeline/base/text.h
pipeline/base/memo.h:
pipeline/base/memory.h:
pipeline/base/text.h:
