bt/pipeline/format/stranger.o: pipeline/format/stranger.c \
 pipeline/format/packing.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/text.h
pipeline/format/packing.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/text.h:
