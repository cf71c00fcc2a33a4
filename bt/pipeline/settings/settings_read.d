bt/pipeline/settings/settings_read.o: pipeline/settings/settings_read.c \
 pipeline/settings/settings.h pipeline/base/error.h \
 pipeline/base/memory.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/base/file.h pipeline/base/sha256.h pipeline/base/text_list.h
pipeline/settings/settings.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/file.h:
pipeline/base/sha256.h:
pipeline/base/text_list.h:
