bt/pipeline/settings/stand.o: pipeline/settings/stand.c \
 pipeline/settings/stand.h pipeline/base/memory.h pipeline/base/text.h
pipeline/settings/stand.h:
pipeline/base/memory.h:
pipeline/base/text.h:
