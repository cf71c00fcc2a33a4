bt/pipeline/diff/diff_command.o: pipeline/diff/diff_command.c \
 pipeline/command.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/held.h pipeline/diff/diff.h pipeline/settings/settings.h \
 pipeline/base/money.h pipeline/base/text.h
pipeline/command.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/held.h:
pipeline/diff/diff.h:
pipeline/settings/settings.h:
pipeline/base/money.h:
pipeline/base/text.h:
