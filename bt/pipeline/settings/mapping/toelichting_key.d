bt/pipeline/settings/mapping/toelichting_key.o: \
 pipeline/settings/mapping/toelichting_key.c \
 pipeline/settings/mapping/mapping.h pipeline/base/error.h \
 pipeline/base/memory.h pipeline/base/money.h pipeline/base/text.h
pipeline/settings/mapping/mapping.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
