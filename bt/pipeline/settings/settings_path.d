bt/pipeline/settings/settings_path.o: pipeline/settings/settings_path.c \
 pipeline/settings/settings.h pipeline/base/error.h \
 pipeline/base/memory.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/base/held.h
pipeline/settings/settings.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/held.h:
