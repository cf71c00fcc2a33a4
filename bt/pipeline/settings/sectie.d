bt/pipeline/settings/sectie.o: pipeline/settings/sectie.c \
 pipeline/settings/sectie.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/base/memory.h
pipeline/settings/sectie.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/memory.h:
