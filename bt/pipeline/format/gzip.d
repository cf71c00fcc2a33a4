bt/pipeline/format/gzip.o: pipeline/format/gzip.c pipeline/format/gzip.h \
 pipeline/base/memory.h pipeline/format/inflate.h
pipeline/format/gzip.h:
pipeline/base/memory.h:
pipeline/format/inflate.h:
