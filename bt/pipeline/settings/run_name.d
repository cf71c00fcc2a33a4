bt/pipeline/settings/run_name.o: pipeline/settings/run_name.c \
 pipeline/settings/run_name.h pipeline/base/array.h pipeline/base/path.h \
 pipeline/base/memory.h pipeline/base/text.h
pipeline/settings/run_name.h:
pipeline/base/array.h:
pipeline/base/path.h:
pipeline/base/memory.h:
pipeline/base/text.h:
