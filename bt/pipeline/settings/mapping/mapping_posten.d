bt/pipeline/settings/mapping/mapping_posten.o: \
 pipeline/settings/mapping/mapping_posten.c \
 pipeline/settings/mapping/mapping_reading.h pipeline/base/memo.h \
 pipeline/base/memory.h pipeline/base/text.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/error.h \
 pipeline/settings/mapping/mapping.h pipeline/base/money.h \
 pipeline/base/array.h pipeline/base/text_look.h
pipeline/settings/mapping/mapping_reading.h:
pipeline/base/memo.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/error.h:
pipeline/settings/mapping/mapping.h:
pipeline/base/money.h:
pipeline/base/array.h:
pipeline/base/text_look.h:
