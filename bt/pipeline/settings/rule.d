bt/pipeline/settings/rule.o: pipeline/settings/rule.c \
 pipeline/settings/rule.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/format/quoted.h
pipeline/settings/rule.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/format/quoted.h:
