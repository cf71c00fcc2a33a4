bt/pipeline/diff/grid.o: pipeline/diff/grid.c pipeline/diff/grid.h \
 pipeline/base/memory.h pipeline/base/text.h
pipeline/diff/grid.h:
pipeline/base/memory.h:
pipeline/base/text.h:
