bt/pipeline/settings/mapping/mapping.o: \
 pipeline/settings/mapping/mapping.c pipeline/settings/mapping/mapping.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/money.h \
 pipeline/base/text.h pipeline/base/text_look.h
pipeline/settings/mapping/mapping.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/text_look.h:
